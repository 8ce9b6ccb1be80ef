import ExactNumbers
import RuleLang
import Testing

@testable import Evaluator

/// What a record without some figures is said to come to, against what it comes to once they are
/// known.
@Suite struct MissingDataTests {
  static let shards = 4

  /// Every completion of a record lies within what was said of it.
  @Test(arguments: 0..<shards) func rangesEncloseEveryCompletion(shard: Int) {
    for seed in Effort.seeds(100, full: 8_000) where seed % UInt64(Self.shards) == UInt64(shard) {
      let text = RulesetWriter.text(seed: seed, mayFillMissing: false)
      guard let ruleset = checked(text).ruleset else { continue }
      let engine = Engine(Program(ruleset))
      var records = RecordWriter(ruleset, seed: seed)
      for number in 0..<6 {
        let full = records.complete()
        let partial = records.removing(1 + number % 4, from: full)
        if let problem = firstEscape(from: partial, full, engine, &records) {
          Issue.record("seed \(seed) record \(number): \(problem)\n\(partial.shown)\n\(text)")
          break
        }
      }
    }
  }

  private func firstEscape(
    from partial: Record, _ full: Record, _ engine: Engine, _ records: inout RecordWriter
  ) -> String? {
    let said = engine.evaluate(partial)
    guard said.status != .failed else { return nil }
    for number in 0..<25 {
      let record = number == 0 ? full : records.completion(of: partial)
      let found = engine.evaluate(record)
      guard found.status != .failed else { continue }
      if let problem = Enclosure.escape(of: found, from: said) {
        return "\(problem)\n\(record.shown)"
      }
    }
    return nil
  }
}

/// Whether a result lies within what was said of it when less was known.
enum Enclosure {
  static func escape(of found: Evaluation, from said: Evaluation) -> String? {
    if !said.range.contains(found.range) {
      return "total \(found.range.shown) not in \(said.range.shown)"
    }
    let grades = Set(found.possibleGrades).subtracting(said.possibleGrades)
    if !grades.isEmpty { return "grade \(grades) not in \(said.possibleGrades)" }
    for (index, heading) in found.headings.enumerated()
    where !said.headings[index].range.contains(heading.range) {
      return "heading \(index): \(heading.range.shown) not in \(said.headings[index].range.shown)"
    }
    for (index, indicator) in found.indicators.enumerated() {
      let before = said.indicators[index]
      if before.status == .scored || before.status == .judged, indicator.status == .undetermined {
        return "indicator \(index) was scored and is undetermined"
      }
      // Points that another indicator may yet pass on are not counted before it is known.
      guard indicator.factor == before.factor || indicator.status == .excluded else { continue }
      // Neither is a veto that may yet empty its heading.
      if indicator.lost.contains(where: { $0.reason.en.hasPrefix("veto") }) { continue }
      if !before.range.contains(indicator.range) {
        return "indicator \(index): \(indicator.range.shown) not in \(before.range.shown)"
      }
    }
    return nil
  }
}
