import Evaluator
import ExactNumbers
import RuleLang

/// How the points come from the band, and how far it was to a better one.
extension IndicatorStory {
  /// The points of a line or of steps, worked out.
  func score() -> [Row] {
    guard !isDecidedByCase, case .bands(let bands) = method, let measure = result.measure,
      let index = result.band, let band = bands.bands[safely: index]
    else { return [] }
    let type = bands.measure.type
    switch band.outcome {
    case .scores, .judged: return []
    case .line(let from, let to):
      guard case .interval(let lower?, let upper?) = band.values,
        let low = context.values.number(lower.value), let high = context.values.number(upper.value),
        let points = BandPoints(context.values).points(of: band, at: measure)
      else { return [] }
      func shown(_ value: Rational) -> String { context.figures.number(value, type) }
      let (plus, times, over, minus) = (say("＋", "+"), "×", "÷", say("－", "-"))
      let share =
        "(\(shown(measure)) \(minus) \(shown(low))) \(over) (\(shown(high)) \(minus) \(shown(low)))"
      let text =
        "\(from) \(plus) \(share) \(times) (\(to) \(minus) \(from)) \(say("＝", "=")) "
        + FigureText.brief(points, places: 4)
      return [(say("得分", "Score"), text)]
    case .steps(let steps): return counted(steps, band, measure, type)
    }
  }

  private func counted(
    _ steps: Steps, _ band: Band, _ measure: Rational, _ type: ValueType
  ) -> [Row] {
    guard let limit = BandPoints(context.values).limit(of: band, steps),
      let count = steps.count(at: measure, limit: limit),
      let points = BandPoints(context.values).points(of: band, at: measure)
    else { return [] }
    let far = context.figures.distance((measure - limit).magnitude, type)
    let end = context.figures.number(limit, type)
    let part = end.last?.isASCII == true ? " 的部分为 " : "的部分为 "
    let over =
      measure > limit
      ? say("超过 \(end)\(part)\(far)", "\(far) above \(end)")
      : say("低于 \(end)\(part)\(far)", "\(far) below \(end)")
    let length = context.figures.distance(steps.step, type)
    let counted = FigureText.brief(count, places: 4)
    let rule: String =
      switch steps.rounding {
      case .full: say("每满 \(length)算一步", "each full \(length) counts")
      case .started: say("每 \(length)算一步，不足的也算一步", "each \(length) begun counts")
      case .proRata: say("按每 \(length)的比例计", "in proportion to \(length)")
      }
    let sign = steps.adds ? say("＋", "+") : say("－", "-")
    let raw = steps.adds ? steps.start + steps.amount * count : steps.start - steps.amount * count
    var sum = "\(steps.start) \(sign) \(steps.amount) × \(counted)"
    sum += say(" ＝ ", " = ") + FigureText.brief(raw, places: 4)
    if raw != points {
      sum +=
        steps.adds
        ? say("，加至 \(points) 分为止", ", at most \(points)")
        : say("，扣至 \(points) 分为止", ", at least \(points)")
    }
    let separator = say("，", ", ")
    let total = say("计 \(counted) 步", "\(counted) steps")
    return [
      (say("得分", "Score"), over + separator + rule + separator + total + say("：", ": ") + sum)
    ]
  }

  private func stepWords(_ band: Band) -> String {
    if case .steps(let steps) = band.outcome, steps.adds { return say("多加一步", "one more step") }
    return say("少扣一步", "one step less")
  }

  /// How far it was to the nearest better band or step, and what figure would have reached it.
  func distance() -> [Row] {
    guard !isDecidedByCase, case .bands(let bands) = method, let measure = result.measure,
      let index = result.band, bands.bands.indices.contains(index),
      let better = BandPoints(context.values).nearestBetter(than: index, at: measure, in: bands)
    else { return [] }
    let type = bands.measure.type
    let far = context.figures.distance((measure - better.value).magnitude, type)
    let points = ScoreText.exact(better.points * result.factor)
    let target =
      better.isStep
      ? stepWords(bands.bands[index]) + say.bracketed(say("得 \(points) 分", "\(points) points"))
      : say.quoted(better.clause.text)
    var text: String
    if measure == better.value {
      text =
        better.isUpward
        ? say("再高一点即为\(target)", "anything higher is \(target)")
        : say("再低一点即为\(target)", "anything lower is \(target)")
    } else {
      text = say("距\(target)还差 \(far)", "\(far) short of \(target)")
      if better.isStrict { text += say("以上", " or more") }
    }
    let solutions = FigureSolver(context, indicator.cases(for: result))
      .solutions(bands.measure, better).prefix(2).map(\.text)
    if !solutions.isEmpty {
      text += say(
        "；其他数据不变，\(solutions.joined(separator: "，或者 "))，可得 \(points) 分",
        "; all else unchanged, it scores \(points) if \(solutions.joined(separator: ", or if "))")
    }
    return [(say("差距", "Next band"), text)]
  }
}
