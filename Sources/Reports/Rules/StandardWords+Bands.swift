import ExactNumbers
import RuleLang

/// Bands and steps in the words of a published table.
extension StandardWords {
  /// The bands of a measure, in the order of the rules; the first names what is measured.
  func bands(_ method: BandMethod, _ name: String, _ points: Rational) -> String {
    method.bands.enumerated().map { index, band in
      let range = ranges.text(band.values, method.measure.type, subject: index == 0 ? name : nil)
      let outcome: String
      switch band.outcome {
      case .scores(let amount):
        // `大于30%不得分`, but `10–20%（含），不得分`.
        outcome =
          amount.isZero && ranges.isOneSided(band.values) && say.language == .zh
          ? "不得分" : gives(amount)
      case .line(let from, let to):
        outcome = say("，按比例计\(from)至\(to)分", ": in proportion, \(from) to \(to) points")
      case .judged(let from, let to):
        outcome = say(
          "，由评价人员在\(from)至\(to)分之间评定", ": the evaluator gives \(from) to \(to) points")
      case .steps(let steps):
        outcome =
          say("的，", ": ") + self.steps(steps, method.measure.type, points: points)
      }
      return range + outcome + (band.reason.map { say.bracketed($0) } ?? "")
    }.joined(separator: say("；", "; "))
  }

  /// Steps from a limit: `每超过1个百分点扣0.2分（不足1个百分点的不扣），扣完为止`.
  private func steps(_ steps: Steps, _ type: ValueType, points: Rational) -> String {
    let step = ranges.distance(steps.step, type)
    let action = steps.adds ? "加" : "扣"
    var text = ""
    let usual = steps.adds ? Rational.zero : points
    if steps.start != usual {
      text += say("从\(steps.start)分起，", "from \(steps.start) points, ")
    }
    text += say(
      "每\(steps.isFromLower ? "超过" : "低于")\(step)\(action)\(steps.amount)分",
      "\(steps.amount) \(steps.adds ? "more" : "off") for each \(step) "
        + (steps.isFromLower ? "above" : "below"))
    switch steps.rounding {
    case .full: text += say("（不足\(step)的不\(action)）", " (parts do not count)")
    case .started: text += say("（不足\(step)的按\(step)\(action)）", " (a part counts as a whole)")
    case .proRata: text += say("（不足\(step)的按比例\(action)）", " (parts in proportion)")
    }
    if steps.adds {
      text +=
        steps.limit == points
        ? say("，加满为止", ", up to full points")
        : say("，加至\(steps.limit)分为止", ", up to \(steps.limit)")
    } else {
      text +=
        steps.limit.isZero
        ? say("，扣完为止", ", down to 0")
        : say("，扣至\(steps.limit)分为止", ", down to \(steps.limit)")
    }
    return text
  }
}
