import ExactNumbers
import RuleLang
import Testing

@testable import Evaluator

/// How much wider than need be the range is that one missing fact leaves.
@Suite struct TightnessTests {
  /// The share of records in which a fine grid does not reach both ends of the range.
  @Test func oneMissingFactLeavesATightRange() {
    var count = 0
    var loose: [String] = []
    for seed in Effort.seeds(20, full: 3_000) {
      let text = RulesetWriter.text(seed: seed, mayFillMissing: false)
      guard let ruleset = checked(text).ruleset else { continue }
      let engine = Engine(Program(ruleset))
      var records = RecordWriter(ruleset, seed: seed)
      for fact in ruleset.facts.indices {
        var record = records.complete()
        record.facts[fact] = nil
        let said = engine.evaluate(record)
        guard said.status == .incomplete else { continue }
        count += 1
        guard let reached = reached(record, fact, engine, &records) else { continue }
        if reached != said.range.closed {
          loose.append(
            "seed \(seed) \(ruleset.facts[fact].name): \(said.range.shown), \(reached.shown)")
        }
      }
    }
    print("loose: \(loose.count) of \(count)")
    for line in loose.prefix(40) { print(line) }
    // Ends that only values between those of the grid reach are among them.
    #expect(Effort.seed != nil || loose.count * 4 <= count, "\(loose.count) of \(count)")
  }

  /// The hull of the totals over a fine grid of values of the fact.
  private func reached(
    _ record: Record, _ fact: Int, _ engine: Engine, _ records: inout RecordWriter
  ) -> Interval? {
    var hull: Interval?
    for value in records.grid(for: engine.program.ruleset.facts[fact], besides: record) {
      var filled = record
      filled.facts[fact] = value
      let found = engine.evaluate(filled)
      guard found.status != .failed else { continue }
      hull = hull.map { $0.hull(found.range) } ?? found.range
    }
    return hull
  }
}

extension Interval {
  /// With its finite ends.
  fileprivate var closed: Interval { mapped { $0 } }
}
