import ExactNumbers
import RuleLang
import Testing

@testable import Evaluator

/// The engine against the reference on random rulesets and complete records.
@Suite struct AgreementTests {
  static let recordCount = 20
  static let shards = 4

  @Test(arguments: 0..<shards) func engineAgreesWithReference(shard: Int) {
    var accepted = 0
    for seed in Effort.seeds(360, full: 16_000) where seed % UInt64(Self.shards) == UInt64(shard) {
      let text = RulesetWriter.text(seed: seed)
      guard let ruleset = checked(text).ruleset else { continue }
      accepted += 1
      compare(ruleset, seed: seed, text)
    }
    let isEnough =
      Effort.seed != nil || accepted >= (Effort.isFull ? 10_000 : 220) / Self.shards
    #expect(isEnough, "only \(accepted) rulesets were valid")
  }

  private func compare(_ ruleset: Ruleset, seed: UInt64, _ text: String) {
    let engine = Engine(Program(ruleset))
    var records = RecordWriter(ruleset, seed: seed)
    for number in 0..<Self.recordCount {
      let record = records.complete()
      let result = engine.evaluate(record)
      let reference = ReferenceEvaluator(ruleset, record).result()
      var differences = Agreement.differences(result, reference, ruleset)
      differences += result.violations
      guard differences.isEmpty else {
        Issue.record("seed \(seed) record \(number): \(differences)\n\(record.shown)\n\(text)")
        return
      }
    }
  }

  /// A ruleset says the same in both vocabularies, and the same each time.
  @Test func vocabulariesMeanTheSame() {
    for seed in Effort.seeds(60, full: 2_000) {
      let text = RulesetWriter.text(seed: seed)
      let result = checked(text)
      guard let ruleset = result.ruleset else { continue }
      let english = Formatter(vocabulary: .en).format(result.files[0])
      guard let translated = checked(english).ruleset else {
        Issue.record("seed \(seed): \(findings(of: checked(english)))\n\(english)")
        continue
      }
      var records = RecordWriter(ruleset, seed: seed)
      for _ in 0..<4 {
        let complete = records.complete()
        let record = records.removing(1, from: complete)
        let first = Engine(Program(ruleset)).evaluate(record).figures
        let again = Engine(Program(ruleset)).evaluate(record).figures
        let other = Engine(Program(translated)).evaluate(record).figures
        #expect(first == again && first == other, "seed \(seed)\n\(record.shown)\n\(text)")
      }
    }
  }
}
