import ExactNumbers
import RuleLang

@testable import Evaluator

/// Where the engine's result and the reference's are not the same.
enum Agreement {
  static func differences(
    _ result: Evaluation, _ reference: ReferenceResult, _ ruleset: Ruleset
  ) -> [String] {
    var found = reference.problems
    func expect<Value: Equatable>(
      _ name: @autoclosure () -> String, _ engine: Value, _ expected: Value
    ) {
      if engine != expected { found.append("\(name()): engine \(engine), reference \(expected)") }
    }
    // The engine also decides by intervals; where the reference does not know, it may know, also
    // that something is wrong.
    if reference.isIncomplete, !reference.isFailed, result.status == .failed { return found }
    expect("failed", result.status == .failed, reference.isFailed)
    if !found.isEmpty { found += result.errors.map(\.message.zh) }
    guard !reference.isFailed, found.isEmpty else { return found }
    for (check, expected) in zip(result.checks, reference.checks) where expected != nil {
      expect("check \(check.index)", check.holds, expected)
    }
    let isSharper = ruleset.indicators.indices.contains {
      let outcome = reference.outcomes[$0]
      let engine = result.indicators[$0]
      return outcome.result == .undetermined && engine.status != .undetermined
        || outcome.decision == "when missing" && engine.method != .whenMissing
    }
    if isSharper { return found }
    let hasVeto = ruleset.vetoes.contains {
      if case .headingScoresNothing = $0.effect { true } else { false }
    }
    if reference.isIncomplete, hasVeto { return found }
    for (index, indicator) in ruleset.indicators.enumerated()
    where reference.outcomes[index].result != .undetermined {
      let engine = result.indicators[index]
      expect("\(indicator.name) score", engine.score, reference.indicators[index]?.score)
      expect("\(indicator.name) decision", decision(engine), reference.outcomes[index].decision)
      guard let node = reference.indicators[index] else { continue }
      expect("\(indicator.name) points", engine.points, node.points)
      expect("\(indicator.name) range", engine.range.single, node.score)
    }
    // A veto that is not known may yet empty a heading.
    for (index, heading) in ruleset.headings.enumerated() where !reference.isIncomplete {
      guard let node = reference.headings[index] else { continue }
      expect("\(heading.name) points", result.headings[index].points, node.points)
      expect("\(heading.name) score", result.headings[index].score, node.score)
    }
    guard !reference.isIncomplete, found.isEmpty else { return found }
    expect("status", result.status, .complete)
    expect("total", result.score, reference.total)
    expect("grade", result.grade, reference.grade)
    let adjusted = result.adjustments.reduce(reference.sum) { $0 + $1.points }
    expect("sum and adjustments", adjusted, reference.total)
    return found
  }

  private static func decision(_ result: IndicatorResult) -> String {
    if result.method == .whenMissing { return "when missing" }
    let band = result.band.map { "band \($0)" }
    if let index = result.alternative {
      return "alternative \(index)" + (band.map { " " + $0 } ?? "")
    }
    return result.decidingCase.map { "case \($0)" } ?? band ?? ""
  }
}

extension Record {
  /// The record in a few words, for the message of a failure.
  var shown: String {
    "facts \(facts.map { $0.map { "\($0)" } ?? "-" })\n"
      + "tables \(tables.map { $0.map { "\($0.count) rows \($0)" } ?? "-" })\n"
      + "judgments \(judgments.mapValues { "\($0.points)" })"
  }
}

extension Evaluation {
  /// Every figure of the result, without the words of the clauses.
  var figures: [String] {
    var lines = ["\(status) \(shown(score)) \(range.shown) \(possibleGrades)"]
    lines += missing.map { "\($0.name) \($0.indicators) \($0.isDeciding)" }
    for indicator in indicators {
      lines.append(
        "\(indicator.index) \(indicator.status) \(indicator.method) \(indicator.points)"
          + " \(shown(indicator.score)) \(indicator.range.shown) \(shown(indicator.measure))"
          + " \(indicator.missing) \(indicator.lost.map { "\($0.points)" })")
    }
    for heading in headings {
      lines.append("\(heading.points) \(shown(heading.score)) \(heading.range.shown)")
    }
    lines += adjustments.map { "\($0.kind) \($0.points)" }
    return lines + checks.map { $0.holds.map { "\($0)" } ?? "-" }
  }

  private func shown(_ value: Rational?) -> String { value.map { "\($0)" } ?? "-" }
}

extension Interval {
  /// The interval as it is written on paper.
  var shown: String {
    let low = lower.map { ($0.isClosed ? "[" : "(") + "\($0.value)" } ?? "(-∞"
    let high = upper.map { "\($0.value)" + ($0.isClosed ? "]" : ")") } ?? "∞)"
    return low + ", " + high
  }
}
