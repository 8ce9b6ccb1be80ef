import ExactNumbers
import RuleLang
import Testing

@testable import Columnar
@testable import Evaluator

/// Blocks against the engine, on random rulesets and records.
@Suite struct BlockAgreementTests {
  static let shards = 4

  @Test(arguments: 0..<shards) func blocksAgreeWithTheEngine(shard: Int) {
    var counts = Counts()
    for seed in Effort.seeds(120, full: 16_000) where seed % UInt64(Self.shards) == UInt64(shard) {
      let text = RulesetWriter.text(seed: seed, usesTablesAndTexts: false)
      guard let ruleset = checked(text).ruleset else { continue }
      counts.rulesets += 1
      var records = RecordWriter(ruleset, seed: seed)
      let complete = (0..<12).map { _ in records.complete() }
      let plain = complete.map { RecordBlocks.plain($0, ruleset) }
      let partial = (0..<2).map { records.removing(1, from: plain[$0]) }
      let program = Program(ruleset)
      var aim = EdgeAim(program, seed: seed)
      let aimed = plain.flatMap { aim.aimed(from: $0) }
      counts.aimed += aimed.count
      let rest = plain.prefix(4) + partial + complete.prefix(4)
      let all = (aimed + rest).map { ($0, Engine(program).evaluate($0)) }
      for size in [3, 64] {
        let differences = differences(program, all, size, &counts)
        guard differences.isEmpty else {
          Issue.record("seed \(seed), blocks of \(size): \(differences)\n\(text)")
          break
        }
      }
    }
    guard Effort.seed == nil else { return }
    // Half of the records are wild, many rulesets exclude indicators, and most vetoes hold.
    #expect(counts.scored * 8 > counts.rows, "\(counts)")
    #expect(counts.aimed > 4 * counts.rulesets, "\(counts)")
  }

  struct Counts {
    var rulesets = 0
    var rows = 0
    var scored = 0
    /// The records with something on an edge or just beside one.
    var aimed = 0
  }

  private func differences(
    _ program: Program, _ records: [(Record, Evaluation)], _ size: Int, _ counts: inout Counts
  ) -> [String] {
    let ruleset = program.ruleset
    let blocks = RecordBlocks(ruleset, records.map(\.0))
    let scorer = BlockScorer(program, capacity: size)
    let block = ColumnBlock(ruleset, capacity: size)
    var found: [String] = []
    var start = 0
    while start < records.count {
      let part = records[start..<min(start + size, records.count)]
      blocks.fill(block, part.map(\.0))
      counts.rows += part.count
      if let prepared = scorer.score(block, blocks.layout) {
        for (row, (record, result)) in part.enumerated() where block.isLeftOut[row] == 0 {
          counts.scored += 1
          found += differences(prepared, row, result, ruleset)
            .map { "\($0)\n\(record.shown)" }
        }
      }
      start += size
    }
    return Array(found.prefix(1))
  }

  private func differences(
    _ prepared: BlockScorer.Prepared, _ row: Int, _ result: Evaluation, _ ruleset: Ruleset
  ) -> [String] {
    var found: [String] = []
    func compare(_ name: String, _ value: Rational?, _ expected: Rational?) {
      if value != expected {
        found.append(
          "\(name) is \(value.map { "\($0)" } ?? "-"), not \(expected.map { "\($0)" } ?? "-")")
      }
    }
    if result.status != .complete { found.append("the result is \(result.status)") }
    for (fraction, indicator) in zip(prepared.plan.scores, result.indicators) {
      compare(
        ruleset.indicators[indicator.index].name, prepared.value(fraction, row), indicator.score)
    }
    for (fraction, heading) in zip(prepared.plan.headings, result.headings) {
      compare(ruleset.headings[heading.index].name, prepared.value(fraction, row), heading.score)
    }
    compare("the total", prepared.value(prepared.plan.total, row), result.score)
    let grade = prepared.plan.grade.map {
      ruleset.grades[Int(prepared.registers.words($0)[row])].name
    }
    if grade != result.grade { found.append("the grade is \(grade ?? "-")") }
    return found
  }
}
