import Evaluator
import ExactNumbers
import RuleLang

/// The result of an indicator in the words of a table.
struct ResultWords {
  let evaluation: Evaluation
  let ruleset: Ruleset
  let say: Wording

  init(_ evaluation: Evaluation, _ ruleset: Ruleset, _ say: Wording) {
    self.evaluation = evaluation
    self.ruleset = ruleset
    self.say = say
  }

  /// Its score, or that there is none because of errors.
  func score(_ result: IndicatorResult) -> String {
    result.status == .failed ? say("错误", "error") : ScoreText.of(result.score, range: result.range)
  }

  /// The value of the measure, or in a word how the points came about where there is none.
  func measure(_ result: IndicatorResult) -> String {
    let indicator = ruleset.indicators[result.index]
    if let bands = indicator.bands(for: result) {
      if let value = result.measure {
        return ValueText(units: ruleset.units).shown(value, bands.measure.type)
      }
      if let word = result.band.flatMap({ bands.word(of: $0, say) }) { return word }
    }
    switch result.method {
    case .judged: return result.score == nil ? "" : say("评定", "judged")
    case .checklist where !result.itemsMet.isEmpty && result.status == .scored:
      return say(
        "\(result.itemsMet.count { $0 })/\(result.itemsMet.count) 项",
        "\(result.itemsMet.count { $0 })/\(result.itemsMet.count) met")
    default: return ""
    }
  }

  /// Why points were lost, or why there is no score.
  func reasons(_ result: IndicatorResult) -> [String] {
    switch result.status {
    case .excluded:
      let indicator = ruleset.indicators[result.index]
      let reason = indicator.decidingCase(for: result)
        .flatMap { indicator.cases(for: result)[safely: $0]?.reason }
      return [
        say("不适用", "not applicable") + (reason.map { say("：", ": ") + PlainText.of($0) } ?? "")
      ]
    case .undetermined:
      return [
        say("缺：", "missing: ")
          + PlainText.of(say.list(result.missingNames(evaluation, ruleset, say)))
      ]
    case .failed: return [say("见下面的错误", "see the errors below")]
    case .scored, .judged:
      let reasons = ScoreText.losses(result.lost, say)
      return reasons.isEmpty ? [""] : reasons
    }
  }
}
