import ExactNumbers
import RuleLang
import Testing

@testable import Evaluator

/// What a change does to records, against evaluating twice and subtracting.
@Suite struct ImpactTests {
  /// A few numbers of a text, each replaced by another.
  static func edited(_ text: String, seed: UInt64) -> String {
    var random = RandomSource(seed: seed ^ 0xC0FFEE)
    let changes = [
      ("得 1 分", "得 0.5 分"), ("扣 1 分", "扣 0.4 分"), ("扣 0.5 分", "扣 0.7 分"), ("5%", "7%"),
      ("加 ", "加 1"), ("不得分", "得 0.25 分"), ("总分 保留 1 ", "总分 保留 0.1 "), ("≥ 2", "＞ 2"),
      ("得 2 分", "得 1.75 分"), ("四舍五入", "向下"),
    ]
    var result = text
    for _ in 0..<3 {
      let (from, to) = random.pick(changes)
      guard let place = result.firstRange(of: from) else { continue }
      result.replaceSubrange(place, with: to)
    }
    return result
  }

  @Test func changesAreExplainedToTheLastPoint() {
    var compared = 0
    var moved = 0
    for seed in Effort.seeds(50, full: 8_000) {
      let text = RulesetWriter.text(seed: seed)
      let other = Self.edited(text, seed: seed)
      guard other != text, let old = checked(text).ruleset, let new = checked(other).ruleset else {
        continue
      }
      compared += 1
      let comparison = RulesetComparer.compare(old, new, findsWitnesses: false)
      let comparer = ImpactComparer(comparison)
      var records = RecordWriter(old, seed: seed)
      let engines = (Engine(Program(old)), Engine(Program(new)))
      for number in 0..<6 {
        let complete = records.complete()
        let record = number < 4 ? complete : records.removing(2, from: complete)
        let results = (engines.0.evaluate(record), engines.1.evaluate(record))
        let raw = RawRecord(place: SourceRange(file: 0, lower: 0, upper: 0))
        let impact = comparer.impact(raw, old: results.0, new: results.1)
        let problems = Self.problems(impact, results.0, results.1)
        guard problems.isEmpty else {
          Issue.record(
            "seed \(seed) record \(number): \(problems)\n\(record.shown)\n\(text)\n\(other)")
          return
        }
        if let change = impact.change, !change.isZero { moved += 1 }
        // What is called the same scores the same.
        for item in comparison.indicators where !item.status.isDifferent {
          guard let first = item.old, let second = item.new, results.0.status == .complete,
            results.1.status == .complete
          else { continue }
          let (before, after) = (results.0.indicators[first], results.1.indicators[second])
          let isWhole = before.factor == .one && after.factor == .one
          let isSame =
            before.unrounded == after.unrounded || before.factor != after.factor
            || isWhole && before.score == after.score
          let name = old.indicators[first].name
          #expect(isSame, "seed \(seed) \(name) is \(item.status)\n\(text)\n\(other)")
        }
      }
    }
    let isTelling = Effort.seed != nil || compared > 10 && moved > 10
    #expect(isTelling, "\(compared) pairs, \(moved) changes")
  }

  private static func problems(
    _ impact: RecordImpact, _ old: Evaluation, _ new: Evaluation
  ) -> [String] {
    var found: [String] = []
    let isScored = old.status == .complete && new.status == .complete
    if (impact.status == .compared) != isScored { found.append("status \(impact.status)") }
    if let first = old.score, let second = new.score, isScored {
      if impact.change != second - first { found.append("change") }
      let indicators = impact.indicators.reduce(Rational.zero) {
        $0 + ($1.change.single ?? .hundred)
      }
      let whole = impact.whole.reduce(Rational.zero) { $0 + $1.points }
      if indicators + whole != second - first { found.append("\(indicators) + \(whole)") }
      if impact.hasOtherGrade != (old.grade == nil ? nil : old.grade != new.grade) {
        found.append("grade")
      }
    } else if impact.change != nil {
      found.append("change of what is open")
    }
    if impact.status == .undetermined, impact.changeRange == nil { found.append("no range") }
    return found
  }

  @Test func sumsAndDistribution() throws {
    let rules = """
      规则集 样例
        年度 2023
        总分 10 分
      数据
        值：比率，从 0 至 100%
      指标 一 10 分
        计算 值
        ≥ 50%  得满分
        [20%, 50%)  得 6 分
        ＜ 20%  不得分
      等次
        好 ≥ 6
        差 ＜ 6
      """
    let old = try #require(checked(rules).ruleset, "\(findings(of: checked(rules)))")
    let new = try #require(checked(rules.replacing("得 6 分", with: "得 3 分")).ruleset)
    let comparison = RulesetComparer.compare(old, new)
    let comparer = ImpactComparer(comparison)
    let engines = (Engine(Program(old)), Engine(Program(new)))
    let impacts = [10, 20, 30, 50, nil].map { percent -> RecordImpact in
      var record = Record(for: old)
      record.facts[0] = percent.map { .number(Rational($0) / Rational(100)) }
      let raw = RawRecord(place: SourceRange(file: 0, lower: 0, upper: 0))
      return comparer.impact(raw, old: engines.0.evaluate(record), new: engines.1.evaluate(record))
    }
    let summary = ImpactSummary(impacts, comparison)
    #expect(summary.count == 5 && summary.fallenCount == 2 && summary.sameCount == 2)
    #expect(summary.undeterminedCount == 1 && summary.risenCount == 0)
    #expect(summary.mean == Rational(-3, over: 2) && summary.median == Rational(-3, over: 2))
    #expect(summary.totals == (Rational(22), Rational(16)))
    #expect(summary.otherGradeCount == 2)
    #expect(summary.gradeMoves[.init(old: "好", new: "差")] == 2)
    #expect(summary.indicators[0].sum == Rational(-6) && summary.indicators[0].fallenCount == 2)
    #expect(summary.missingForNew == ["值": 1])
    #expect(
      summary.distribution.filter { $0.count > 0 }.map(\.range.shown) == ["(-5, -1]", "[0, 0]"])
    let order = impacts.sorted(by: RecordImpact.precedes).map { $0.change?.description ?? "-" }
    #expect(order == ["-3", "-3", "0", "0", "-"])
  }
}
