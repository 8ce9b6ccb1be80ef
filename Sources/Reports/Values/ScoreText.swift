import Evaluator
import ExactNumbers
import RuleLang

/// Scores and points as reports print them: exact, so that printed parts sum to printed wholes.
enum ScoreText {
  /// A score, or the range in which it lies: `4.5`, `84–92`.
  static func of(_ score: Rational?, range: Interval) -> String {
    score?.description ?? of(range)
  }

  /// A range of scores: `84–92`; one value where there is only one.
  static func of(_ range: Interval) -> String {
    let lower = range.lower?.value.description ?? "?"
    let upper = range.upper?.value.description ?? "?"
    return lower == upper ? lower : "\(lower)–\(upper)"
  }

  /// Losses as a report tells them: `扣 1 分：…`.
  ///
  /// A negative loss is what rounding gave back, or adds to full points.
  static func losses(_ losses: [Loss], _ say: Wording) -> [String] {
    losses.map { loss in
      let verb =
        loss.points.isNegative
        ? losses.count > 1 ? say("少扣 ", "given back ") : say("加 ", "gained ") : say("扣 ", "lost ")
      return verb + say.points(exact(loss.points.magnitude)) + say("：", ": ")
        + PlainText.of(say(loss.reason))
    }
  }

  /// A number of points; a fraction that is no decimal has its decimal beside it.
  static func exact(_ points: Rational) -> String {
    points.decimalText ?? "\(points)≈\(points.decimalText(places: 4))"
  }

  /// A number with its sign: `+2`, `−3`.
  static func signed(_ points: Rational) -> String {
    if points.isZero { return "0" }
    return points.isNegative ? "-" + points.magnitude.description : "+" + points.description
  }

  /// The verdict on the whole: `92 分，优`, `84–92 分，良 或 优`.
  static func verdict(_ evaluation: Evaluation, _ say: Wording) -> String {
    if evaluation.status == .failed { return say("有错误，不能评分", "not scored, because of errors") }
    var text = say.points(of(evaluation.score, range: evaluation.range))
    if evaluation.status == .complete {
      if let grade = evaluation.grade { text += say("，", ", ") + grade }
    } else if !evaluation.possibleGrades.isEmpty {
      // From the lower end of the range to the upper, as the totals stand.
      text +=
        say("，", ", ") + evaluation.possibleGrades.reversed().joined(separator: say(" 或 ", " or "))
    }
    return text
  }
}

extension AdjustmentResult.Kind {
  /// What kind of step it is, in words.
  func words(_ say: Wording) -> String {
    switch self {
    case .penalty: say("扣分", "penalty")
    case .bonus: say("加分", "bonus")
    case .cap: say("限于总分", "kept within the total")
    case .veto: say("一票否决", "veto")
    case .rounding: say("总分取整", "rounding of the total")
    }
  }
}
