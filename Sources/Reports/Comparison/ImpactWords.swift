import Evaluator
import ExactNumbers
import RuleLang

extension ComparisonWords {
  /// A ruleset by its name, year, revision and digest.
  func name(_ ruleset: Ruleset) -> String {
    PlainText.of(ruleset.name)
      + say(
        "，\(ruleset.year) 年，第 \(ruleset.revision) 次修订",
        ", \(ruleset.year), revision \(ruleset.revision)")
      + "  " + String(ruleset.digest.prefix("sha256:".count + 12))
  }
}

extension RulesetComparison {
  /// The name of an indicator of the comparison, by its place in it.
  func name(ofRow row: Int) -> String {
    let item = indicators[row]
    if let index = item.new { return new.indicators[index].name }
    return item.old.map { old.indicators[$0].name } ?? ""
  }
}

extension ScoreText {
  /// A number with its sign; a fraction that is no decimal has its decimal beside it.
  static func exactSigned(_ points: Rational) -> String {
    if points.isZero { return "0" }
    return (points.isNegative ? "-" : "+") + exact(points.magnitude)
  }
}
