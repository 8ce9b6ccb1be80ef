import Evaluator
import Reports
import RuleLang
import Testing

@Suite("Rulesets and their tests as text")
struct RulesReportTests {
  @Test("the head, the tree, and every file as the formatter writes it")
  func listing() throws {
    let bench = try Forms.bench()
    let text = RulesetListing.text(bench.ruleset, files: bench.files, language: .zh)
    try expectGolden("listing", text)
    let rules = try #require(text.split(separator: "\n// 规则.rules\n\n").last)
    #expect(String(rules) == Formatter(vocabulary: .zh).format(bench.files[0]))
  }

  @Test("rules are printed in the language asked for")
  func english() throws {
    let bench = try Forms.bench()
    let text = RulesetListing.text(bench.ruleset, files: bench.files, language: .en)
    #expect(text.contains("  Scores       0.01 half up\n"))
    #expect(text.contains("\n// 规则.rules\n\nruleset 各种形式\n"))
  }

  @Test("several files are named by their place inside the ruleset")
  func files() throws {
    let bench = try Bench.example()
    let text = RulesetListing.text(bench.ruleset, files: bench.files, language: .zh)
    #expect(text.contains("\n// 00-总则.rules\n"))
    #expect(text.contains("  预算执行情况"))
  }

  @Test("tests that fail say what was expected, what came out and by which clause")
  func failures() throws {
    let rules = """
      规则集 一项
        年度 2023
        总分 5 分
      数据
        率：比率，从 0 至 100%
      指标 甲 5 分
        计算 率
        ≥ 90%  得满分
        ＜ 90% 得 2 分
      测试 “九成得满分”
        已知 率 ＝ 90%
        应得 甲 ＝ 5 分
      测试 “不足九成不得分”
        已知 率 ＝ 89%
        应得 甲 ＝ 0 分
      """
    let bench = try Bench(rules, data: "[]")
    let outcomes = TestRunner.run(Program(bench.ruleset))
    #expect(outcomes.map(\.isPassed) == [true, false])
    let options = ReportOptions(language: .zh)
    let files = bench.ruleset.files
    #expect(
      TestReport.failures(outcomes, files: files, options: options) == """
        未通过  不足九成不得分（规则/规则.rules:13）
          应当  应得 甲 ＝ 0 分（规则/规则.rules:15）
          实际  甲 得 2 分
          依照  ＜ 90% 得 2 分（规则/规则.rules:9）


        """)
    #expect(TestReport.failures([outcomes[0]], files: files, options: options).isEmpty)
    #expect(
      TestReport.summary(passed: 1, failed: 1, options: options) == "1 个测试通过，1 个未通过")
  }
}
