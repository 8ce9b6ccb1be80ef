import ExactNumbers
import RuleLang
import Testing

@testable import Evaluator

@Suite("Summaries of many results")
struct CohortSummaryTests {
  private static let rules = """
    规则集 汇总
      年度 2023
      总分 20 分
    数据
      比：比率，从 0 至 100%
      有：是否
    指标 甲 15 分
      得分 15 分 × 比
    指标 乙 5 分
      要点 5 分 当 有 “有”
    等次
      好 ≥ 18
      中 [10, 18)
      差 ＜ 10
    """

  private func results(_ rows: [String]) throws -> (Ruleset, [Evaluation]) {
    let checked = RulesetChecker.check([SourceFile(path: "a.rules", text: Self.rules)])
    let ruleset = try #require(checked.ruleset, "\(checked.diagnostics)")
    let text = "部门,年度,比,有\n" + rows.map { $0 + "\n" }.joined()
    let data = DataReader.read(
      DataInput(path: "d.csv", bytes: Array(text.utf8)), firstFileIndex: 1)
    let (binder, engine) = (Binder(ruleset: ruleset), Engine(Program(ruleset)))
    return (
      ruleset,
      data.records.map { raw in
        let (record, found) = binder.bind(raw)
        return engine.evaluate(record, errors: found)
      }
    )
  }

  private static let rows = [
    "一,2023,100%,是", "二,2023,100%,否", "三,2023,20%,否", "四,2023,20%,是", "五,2023,0,否", "六,2023,50%,",
    "七,2023,x,是", "八,2023,1/3,是", "九,2023,33.333%,是",
  ]

  @Test("counts, totals, grades, bands and losses")
  func sums() throws {
    let (ruleset, results) = try results(Self.rows)
    var summary = CohortSummary(ruleset)
    for result in results { summary.add(result) }
    #expect(summary.count == 9 && summary.completeCount == 6)
    #expect(summary.incompleteCount == 1 && summary.failedCount == 2)
    // 20, 15, 3, 8, 0 and 9.99995.
    #expect(summary.totalSum.decimalText == "55.99995")
    #expect(summary.mean.map { $0 * Rational(6) } == summary.totalSum)
    #expect(summary.lowest == .zero && summary.highest == Rational(20))
    #expect(summary.gradeCounts == [1, 1, 4] && summary.ungradedCount == 0)
    #expect(summary.bandCounts == [1, 1, 0, 0, 2, 0, 0, 1, 0, 1])
    #expect(summary.losses.map(\.departmentCount) == [4, 3])
    #expect(summary.losses[1].points == Rational(15))
    #expect(summary.lostSum == Rational(120) - summary.totalSum)
    #expect(summary.share(ofIndicator: 0).map { $0 * summary.lostSum } == summary.losses[0].points)
  }

  @Test("parts sum to the whole, wherever they are cut")
  func parts() throws {
    let (ruleset, results) = try results(Self.rows)
    var whole = CohortSummary(ruleset)
    for result in results { whole.add(result) }
    for cut in 0...results.count {
      var (first, second) = (CohortSummary(ruleset), CohortSummary(ruleset))
      for result in results[..<cut] { first.add(result) }
      for result in results[cut...] { second.add(result) }
      first.add(second)
      #expect(first.totalSum == whole.totalSum && first.bandCounts == whole.bandCounts)
      #expect(first.lowest == whole.lowest && first.highest == whole.highest)
      #expect(first.losses == whole.losses && first.gradeCounts == whole.gradeCounts)
      #expect(first.count == whole.count)
    }
  }

  @Test("nothing comes to nothing")
  func none() throws {
    let (ruleset, _) = try results([])
    let summary = CohortSummary(ruleset)
    #expect(summary.count == 0 && summary.mean == nil && summary.lowest == nil)
    #expect(summary.share(ofIndicator: 0) == nil)
    #expect(
      summary.band(0) == (.zero, Rational(2)) && summary.band(9) == (Rational(18), Rational(20)))
  }
}
