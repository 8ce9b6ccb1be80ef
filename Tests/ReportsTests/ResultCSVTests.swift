import Evaluator
import Reports
import RuleLang
import Tabular
import Testing

@Suite("Results as CSV")
struct ResultCSVTests {
  private func rows(_ bench: Bench) -> [[String]] {
    let results = bench.results.map { ($0.evaluation, Record?.some($0.record)) }
    return ResultCSV.text(results, ruleset: bench.ruleset).split(separator: "\n")
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
  }

  @Test("one row a department under the columns of the ruleset")
  func columns() throws {
    let bench = try Forms.bench()
    let rows = rows(bench)
    #expect(rows.count == 3)
    #expect(rows[0] == ResultCSV.header(bench.ruleset))
    #expect(rows[0].prefix(4) == ["部门", "年度", "状态", "控制率"])
    #expect(rows[0].suffix(6) == ["总分", "等次", "最低可能", "最高可能", "缺少", "错误"])
    #expect(rows.allSatisfy { $0.count == rows[0].count })
  }

  @Test("scores, ranges, what does not apply")
  func cells() throws {
    let rows = rows(try Forms.bench())
    func cell(_ row: Int, _ name: String) -> String? {
      rows[0].firstIndex(of: name).map { rows[row][$0] }
    }
    #expect(cell(1, "控制率") == "11.87")
    #expect(cell(1, "采购") == "不适用")
    #expect(cell(1, "总分") == "64")
    #expect(cell(1, "等次") == "中")
    #expect(cell(2, "状态") == "缺资料")
    #expect(cell(2, "控制率") == "5.33–10")
    #expect(cell(2, "总分") == "35–88")
    #expect(cell(2, "最低可能") == "35")
    #expect(cell(2, "等次") == "良 或 中 或 差")
  }

  @Test("a score without a decimal is rounded, so that no spreadsheet takes it for a day")
  func fractions() throws {
    let rules = """
      规则集 三分
        年度 2023
        总分 2 分
      数据
        比：比率，从 0 至 100%
      指标 甲 2 分
        得分 2 分 × 比
      """
    let data = #"{"department": "甲局", "fiscalYear": 2023, "facts": {"比": "33%"}}"#
    let bench = try Bench(rules, data: data)
    #expect(rows(bench)[1][3] == "0.66")
    let thirds = rules.replacing("2 分 × 比", with: "2 分 × 比 ÷ 300%")
    #expect(rows(try Bench(thirds, data: data))[1][3] == "0.22")
    let third = try Bench(thirds, data: data.replacing("33%", with: "100%"))
    #expect(rows(third)[1][3] == "0.666667")
  }
}
