import ExactNumbers
import RuleLang
import Testing

@testable import Evaluator

/// Departments that are packed and added up in parts.
@Suite struct ImpactResultsTests {
  private static let rules = """
    规则集 样例
      年度 2023
      总分 10 分
    数据
      值：比率，从 0 至 100%
    指标 一 10 分
      计算 值
      ≥ 50%  得满分
      ＜ 50%  不得分
    等次
      好 ≥ 6
      差 ＜ 6
    """

  private func comparison() throws -> RulesetComparison {
    let ruleset = try #require(checked(Self.rules).ruleset)
    return RulesetComparer.compare(ruleset, ruleset)
  }

  private static func rational(_ random: inout RandomSource) -> Rational {
    let long = Rational(BigInteger(Int.max) * BigInteger(Int.max))
    return random.pick([
      .zero, .one, Rational(-1), Rational(8673, over: 100) ?? .one, Rational(-1, over: 3) ?? .one,
      Rational(Int.max), Rational(Int.min + 1), long, -long, long.divided(by: Rational(7)) ?? long,
      Rational(random.int(0...39) - 20),
    ])
  }

  private static func interval(_ random: inout RandomSource) -> Interval {
    func end(_ value: Rational, _ random: inout RandomSource) -> Interval.End? {
      random.isOne(in: 5) ? nil : .init(value, isClosed: random.isOne(in: 2))
    }
    let values = [rational(&random), rational(&random)].sorted()
    return Interval(lower: end(values[0], &random), upper: end(values[1], &random))
      ?? Interval(values[0])
  }

  private static func side(
    _ random: inout RandomSource, _ status: RecordImpact.Status
  ) -> RecordImpact.Side {
    let score = rational(&random)
    let names = ["好", "差", "", "甲局"].filter { _ in random.isOne(in: 2) }
    switch status {
    case .compared:
      return .init(score: score, range: Interval(score), grades: names, missing: names)
    case .undetermined, .failed:
      return .init(
        score: random.isOne(in: 3) ? score : nil,
        range: random.isOne(in: 3) ? nil : interval(&random), grades: names, missing: names)
    }
  }

  private static func impact(_ random: inout RandomSource) -> RecordImpact {
    let status =
      random.pick([.compared, .compared, .undetermined, .failed])
      as RecordImpact.Status
    let (old, new) = (side(&random, status), side(&random, status))
    var change: Rational?
    var range: Interval?
    if let first = old.score, let second = new.score, status == .compared {
      change = second - first
    }
    if let first = old.range, let second = new.range, status != .failed { range = second - first }
    let errors = (0..<random.int(0...2)).map { index in
      RecordImpact.Problem(
        code: .malformedValue, message: Message(zh: "错\(index)", en: "wrong \(index)"))
    }
    return RecordImpact(
      department: random.isOne(in: 8) ? nil : random.pick(["", "甲局", "乙", "a\nb"]),
      fiscalYear: random.isOne(in: 8) ? nil : random.pick([2023, -1, Int.min, Int.max]),
      status: status, old: old, new: new, change: change, changeRange: range,
      indicators: (0..<random.int(0...1)).map { _ in .init(row: 0, change: interval(&random)) },
      whole: (0..<random.int(0...1)).map { _ in
        .init(kind: random.pick(AdjustmentResult.Kind.inOrder), points: rational(&random))
      }, hasOtherGrade: random.pick([nil, true, false]),
      errors: status == .failed ? errors : [])
  }

  @Test func comesOutAsItWasAddedInTheOrderOfReports() throws {
    let comparison = try comparison()
    for seed in Effort.seeds(30, full: 2_000) {
      var random = RandomSource(seed: seed)
      let impacts = (0..<random.int(0...39)).map { _ in Self.impact(&random) }
      var results = ImpactResults(comparison)
      var part = ImpactResults(comparison)
      for impact in impacts {
        part.add(impact)
        if random.isOne(in: 4) {
          results.add(part)
          part = ImpactResults(comparison)
        }
      }
      results.add(part)
      let expected = impacts.enumerated().sorted { first, second in
        if RecordImpact.precedes(first.element, second.element) { return true }
        if RecordImpact.precedes(second.element, first.element) { return false }
        return first.offset < second.offset
      }.map { "\($0.element)" }
      #expect(results.sorted().map { "\($0)" } == expected, "seed \(seed)")
      let summary = ImpactSummary(impacts, comparison)
      #expect(results.count == impacts.count && results.summary.count == impacts.count)
      #expect(results.summary.median == summary.median && results.summary.mean == summary.mean)
      #expect(results.summary.lowest == summary.lowest, "seed \(seed)")
      #expect(results.summary.highest == summary.highest, "seed \(seed)")
      #expect(results.summary.totals == summary.totals, "seed \(seed)")
      #expect(results.summary.gradeMoves == summary.gradeMoves, "seed \(seed)")
      #expect(results.summary.missingForOld == summary.missingForOld, "seed \(seed)")
      let sums = (results.summary, summary)
      #expect(sums.0.distribution.map(\.count) == sums.1.distribution.map(\.count))
      #expect(sums.0.indicators.map(\.sum) == sums.1.indicators.map(\.sum))
      #expect(sums.0.whole.mapValues(\.sum) == sums.1.whole.mapValues(\.sum))
    }
  }
}
