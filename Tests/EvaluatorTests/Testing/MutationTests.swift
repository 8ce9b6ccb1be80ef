import ExactNumbers
import RuleLang
import Testing

@testable import Evaluator

/// Changes of random rulesets, each tried in the slow and obvious way as well.
@Suite struct MutationTests {
  /// A ruleset with tests that state what a few random records give.
  private func tested(seed: UInt64) -> Ruleset? {
    let text = RulesetWriter.text(seed: seed)
    guard let ruleset = checked(text).ruleset else { return nil }
    let engine = Engine(Program(ruleset))
    var records = RecordWriter(ruleset, seed: seed)
    var tests = ""
    for number in 0..<3 {
      let record = records.complete()
      let evaluation = engine.evaluate(record)
      guard evaluation.status == .complete, let total = evaluation.score?.decimalText else {
        continue
      }
      var givens = RecordText.given(record, ruleset, in: .zh)
      for (index, judgment) in record.judgments {
        givens.append("`\(ruleset.indicators[index].name)` 评定 \(judgment.points) 分")
      }
      tests += "测试 “\(number)”\n"
      if !givens.isEmpty { tests += "  已知 \(givens.joined(separator: "，"))\n" }
      if number == 0 { tests += "  应得 总分 ＝ \(total) 分\n" }
      for indicator in evaluation.indicators where indicator.status != .excluded {
        guard number > 0, let score = indicator.score?.decimalText else { continue }
        tests += "  应得 `\(ruleset.indicators[indicator.index].name)` ＝ \(score) 分\n"
      }
      if number > 0 { tests += "  应得 总分 ≥ -1000\n" }
    }
    return checked(text + tests).ruleset
  }

  @Test func verdictsAreThoseOfFullEvaluation() {
    var counts: [MutationTrial.Verdict: Int] = [:]
    for seed in Effort.seeds(9, full: 2000) {
      guard let ruleset = tested(seed: seed), !ruleset.tests.isEmpty else { continue }
      let outcomes = TestRunner.run(Program(ruleset))
      let trial = MutationTrial(Program(ruleset), outcomes)
      for (index, mutant) in trial.mutants.all.enumerated() where index % 3 == Int(seed % 3) {
        let verdict = trial.verdict(index)
        counts[verdict, default: 0] += 1
        guard let changed = trial.mutants.ruleset(changedBy: mutant) else {
          #expect(verdict == .refused, "seed \(seed): \(mutant.from) → \(mutant.to)")
          continue
        }
        let engine = Engine(Program(changed))
        let isNoticed = outcomes.contains { outcome in
          outcome.isPassed && !TestRunner.run(outcome.test, engine).isPassed
        }
        #expect(
          (verdict == .noticed) == isNoticed,
          "seed \(seed): \(verdict) \(mutant.from) → \(mutant.to)")
      }
    }
    #expect(Effort.seed != nil || counts[.noticed, default: 0] > 10, "\(counts)")
    #expect(Effort.seed != nil || counts[.unnoticed, default: 0] > 10, "\(counts)")
  }

  @Test func equivalentChangesChangeNoScore() {
    var count = 0
    for seed in Effort.seeds(8, full: 3000) {
      guard let ruleset = checked(RulesetWriter.text(seed: seed)).ruleset else { continue }
      let engine = Engine(Program(ruleset))
      let mutants = RuleMutants(ruleset)
      var records = RecordWriter(ruleset, seed: seed)
      let samples = (0..<8).map { _ in records.complete() }
      let before = samples.map { engine.evaluate($0).indicators.map(\.score) }
      for mutant in mutants.all {
        guard let changed = mutants.ruleset(changedBy: mutant),
          mutants.isEquivalent(mutant, changed)
        else { continue }
        count += 1
        let other = Engine(Program(changed))
        let after = samples.map { other.evaluate($0).indicators.map(\.score) }
        #expect(after == before, "seed \(seed): \(mutant.from) → \(mutant.to)")
      }
    }
    #expect(Effort.seed != nil || count > 3, "only \(count) equivalent changes")
  }

  /// What a small ruleset is changed to, in the order of the rules.
  @Test func changesOfASmallRuleset() throws {
    let text = """
      规则集 小
        年度 2023
        总分 4 分
      参数 底线 ＝ 1.5%
      数据
        率：比率，从 0 至 100%
        金额甲：金额 万元，不小于 0
      指标 甲 3 分
        当 金额甲 ≥ 12.5 万元 得 2 分
        计算 率
        ≥ 90%       得满分
        [底线, 90%)  每满 10 个百分点 扣 0.5 分，扣至 1 分
        ＜ 底线      不得分
      指标 乙 1 分
        要点 0.5 分 当 率 ＞ 5‰
        要点 0.5 分 当 率 属于 (0, 50%]
      """
    let result = checked(text)
    let ruleset = try #require(result.ruleset, "\(findings(of: result))")
    let lines = RuleMutants(ruleset).all.map { "\($0.group) \($0.from) → \($0.to)" }
    #expect(
      lines == [
        "thresholds 1.5% → 1.6%", "thresholds 1.5% → 1.4%",
        "brackets 金额甲 ≥ 12.5 万元 → 金额甲 ＞ 12.5 万元",
        "thresholds 金额甲 ≥ 12.5 万元 → 金额甲 ≥ 12.6 万元",
        "thresholds 金额甲 ≥ 12.5 万元 → 金额甲 ≥ 12.4 万元",
        "points 得 2 分 → 得 3 分", "points 得 2 分 → 得 1 分",
        "thresholds 90% → 91%", "thresholds 90% → 89%", "brackets ≥ 90% → ＞ 90%",
        "points 得满分 → 得 2 分",
        "steps 每满 10 个百分点 扣 0.5 分 扣至 1 分 → 每满 11 个百分点 扣 0.5 分 扣至 1 分",
        "steps 每满 10 个百分点 扣 0.5 分 扣至 1 分 → 每满 9 个百分点 扣 0.5 分 扣至 1 分",
        "steps 每满 10 个百分点 扣 0.5 分 扣至 1 分 → 每满或不足 10 个百分点 扣 0.5 分 扣至 1 分",
        "steps 每满 10 个百分点 扣 0.5 分 扣至 1 分 → 按比例每 10 个百分点 扣 0.5 分 扣至 1 分",
        "steps 每满 10 个百分点 扣 0.5 分 扣至 1 分 → 每满 10 个百分点 扣 0.6 分 扣至 1 分",
        "steps 每满 10 个百分点 扣 0.5 分 扣至 1 分 → 每满 10 个百分点 扣 0.4 分 扣至 1 分",
        "steps 每满 10 个百分点 扣 0.5 分 扣至 1 分 → 每满 10 个百分点 扣 0.5 分 扣至 2 分",
        "steps 每满 10 个百分点 扣 0.5 分 扣至 1 分 → 每满 10 个百分点 扣 0.5 分 扣至 0 分",
        "points 不得分 → 得 1 分",
      ] + lines.dropFirst(20))
    #expect(
      Set(lines.dropFirst(20)) == [
        "points 0.5 分 → 0.6 分", "points 0.5 分 → 0.4 分",
        "points 0.5 分 + 0.5 分 → 0.51 分 + 0.49 分", "points 0.5 分 + 0.5 分 → 0.49 分 + 0.51 分",
        "brackets 率 ＞ 5‰ → 率 ≥ 5‰", "thresholds 率 ＞ 5‰ → 率 ＞ 6‰",
        "thresholds 率 ＞ 5‰ → 率 ＞ 4‰",
        "thresholds (0, 50%] → (1%, 50%]", "thresholds (0, 50%] → (-1%, 50%]",
        "thresholds (0, 50%] → (0, 51%]", "thresholds (0, 50%] → (0, 49%]",
        "brackets (0, 50%] → [0, 50%]", "brackets (0, 50%] → (0, 50%)",
      ])
  }
}
