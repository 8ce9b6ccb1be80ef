import Evaluator
import Reports
import RuleLang
import Tabular
import Testing

/// How tests written in the rules are reported.
@Suite("Reports on tests")
struct TestReportTests {
  /// A ruleset that has one of most things, with tests that fail and tests that hold.
  private static let rules = """
    规则集 测试的样子
      年度 2023
      总分 24 分
      得分 保留 0.01 四舍五入
    数据
      年初预算：金额 万元，大于 0
      追加预算：金额 万元
      上年结转：金额 万元，不小于 0
      编制：数量 人，不小于 1
      满意率：比率，从 0 至 100%
      等级：选项 一等、二等
      已公开：是否
      及时：是否
      一个名称很长的数据项目用来看折行的样子：金额 万元，不小于 0
      另一个名称很长的数据项目用来看折行的样子：金额 万元，大于 0
    表 目标，不少于 1 行
      完成：是否
    定义 可用预算 ＝ 上年结转 ＋ 年初预算 ＋ 追加预算
    一级指标 甲 24 分
    指标 预算调整率 5 分
      当 可用预算 ≤ 0 不得分 “没有预算”
      计算 绝对值(追加预算) ÷ 年初预算
      ＝ 0        得 5 分
      (0, 10%]   得 4 分
      ＞ 10%      不得分
    指标 职责 3 分
      每 计数(目标 其中 完成 ＝ 否) 扣 1 分 “未完成一项”
      扣 1 分 当 非 及时 “不及时”
    指标 效益 2 分
      缺失时 不得分 “没有评定”
      评定 “综合评价”
    指标 满意度 4 分
      计算 满意率
      ≥ 80%       得满分
      [50%, 80%)  评定 1 至 3 分
      ＜ 50%      不得分
    指标 公开 2 分
      要点 1 分 当 已公开 “已公开”
      要点 1 分 当 及时 且 已公开
    指标 折行 4 分
      得分 4 分 × (一个名称很长的数据项目用来看折行的样子 ÷ 另一个名称很长的数据项目用来看折行的样子 ＋ 编制 ÷ 100 人) 封顶保底
    指标 最优 4 分
      取最优
      方案 “按等级”
        计算 等级
        一等 得满分
        二等 得 2 分
      方案 “按满意率”
        计算 满意率
        ≥ 90%  得 3 分
        ＜ 90% 不得分
    等次
      优 ≥ 20
      良 ＜ 20
    加分 1 分 当 及时 “及时”
    一票否决 “没有公开” 当 非 已公开 等次 定为 良

    测试 “各档”
      已知 年初预算 ＝ 100 万元，上年结转 ＝ 0 万元
      用例 追加预算, 预算调整率
      例 0 万元, 5 分
      例 10 万元, 5 分 “恰好 10%”
      例 -110 万元, 1 分
      例 -110 万元, 依照 “＞ 10%”
      例 不填, 0 分
    测试 “计算值”
      已知 年初预算 ＝ 300 万元，追加预算 ＝ 100 万元，上年结转 ＝ 0 万元
      应得 计算值 预算调整率 ＝ 33%
    测试 “扣分和要点”
      已知 目标 含 4 行 (完成 ＝ 否)，及时 ＝ 否，已公开 ＝ 是
      应得 职责 ＝ 3 分，公开 ≥ 2，公开 剔除
    测试 “评定”
      已知 满意率 ＝ 60%，满意度 评定 4 分，效益 评定 1 分
      应得 效益 按缺失计分，满意度 已评定
    测试 “错误”
      已知 编制 ＝ 0 人
      应得 预算调整率 不确定
    测试 “没有错误”
      已知 编制 ＝ 1 人
      应报 E0508
    测试 “折行”
      已知 编制 ＝ 50 人，一个名称很长的数据项目用来看折行的样子 ＝ 1 万元，
        另一个名称很长的数据项目用来看折行的样子 ＝ 3 万元
      应得 折行 ＝ 4 分
    测试 “最优”
      已知 等级 ＝ 二等，满意率 ＝ 95%，满意度 评定 1 分
      应得 最优 ＝ 2 分
    测试 “总分”
      已知 年初预算 ＝ 100 万元，上年结转 ＝ 0 万元，追加预算 ＝ 0 万元，编制 ＝ 1 人，满意率 ＝ 85%，
        等级 ＝ 一等，已公开 ＝ 是，及时 ＝ 是，一个名称很长的数据项目用来看折行的样子 ＝ 3 万元，
        另一个名称很长的数据项目用来看折行的样子 ＝ 3 万元，目标 含 (完成 ＝ 是)，效益 评定 2 分
      用例 已公开, 总分, 等次
      例 是, 24 分, 优
      例 否, 24 分, 优
      例 不填, ＜ 24, 不确定
    """

  /// A small ruleset with one test of the whole, from which others can begin.
  private static let whole = """
    规则集 小
      年度 2023
      总分 10 分
    数据
      预算：金额 万元，大于 0
      支出：金额 万元，不小于 0
      已公开：是否
    表 目标，不少于 1 行
      完成：是否
    一级指标 甲 10 分
    指标 控制率 5 分
      计算 支出 ÷ 预算
      ≤ 100%  得满分
      ＞ 100%  每满 1 个百分点 扣 1 分
    指标 效益 2 分
      评定
    指标 公开 1 分
      要点 1 分 当 已公开 “已公开”
    指标 职责 2 分
      每 计数(目标 其中 完成 ＝ 否) 扣 1 分 “未完成一项”
    等次
      优 ≥ 8
      良 ＜ 8
    一票否决 “没有公开” 当 非 已公开 等次 定为 良

    测试 “满分”
      已知 预算 ＝ 100 万元，支出 ＝ 100 万元，已公开 ＝ 是，目标 含 (完成 ＝ 是)，效益 评定 2 分
      应得 总分 ＝ 10 分，等次 ＝ 优
    """

  private let bench: Bench
  private let outcomes: [TestOutcome]

  init() throws {
    bench = try Bench(Self.rules, data: "[]")
    outcomes = TestRunner.run(Program(bench.ruleset))
  }

  private func failures(_ language: Language) -> String {
    TestReport.failures(
      outcomes, ruleset: bench.ruleset, files: bench.ruleset.files,
      options: ReportOptions(language: language))
  }

  @Test("failures show each value under its place")
  func failures() throws {
    try expectGolden("test-failures", failures(.zh))
    try expectGolden("test-failures-english", failures(.en))
  }

  @Test("a test that holds says nothing, and colours are for terminals")
  func dress() throws {
    let passed = outcomes.filter(\.isPassed)
    #expect(!passed.isEmpty)
    let options = ReportOptions(language: .zh)
    #expect(
      TestReport.failures(
        passed, ruleset: bench.ruleset, files: bench.ruleset.files, options: options
      ).isEmpty)
    #expect(
      TestReport.summary(passed: 1, failed: 1, options: options) == "1 个测试通过，1 个未通过")
    #expect(!failures(.zh).contains("\u{1B}"))
    let colored = TestReport.failures(
      outcomes, ruleset: bench.ruleset, files: bench.ruleset.files,
      options: ReportOptions(language: .zh, usesColor: true))
    #expect(colored.contains("\u{1B}[31m"))
  }

  @Test("values stand under the first cell of what they belong to")
  func alignment() {
    let lines = failures(.zh).split(separator: "\n").map(String.init)
    let measure = lines.firstIndex { $0.contains("因为 计算 绝对值") } ?? 0
    func cell(of text: String, in line: String) -> Int? {
      line.firstRange(of: text).map { DisplayWidth.of(String(line[..<$0.lowerBound])) }
    }
    let bars = lines[measure + 1]
    for part in ["绝对值", "追加预算", "÷", "年初预算"] {
      let place = cell(of: part, in: lines[measure]) ?? -1
      let prefix = String(repeating: " ", count: place)
      let column = bars.indices.first { DisplayWidth.of(String(bars[..<$0])) == place }
      #expect(column.map { bars[$0] } == "│", "\(part)\n\(prefix)^\n\(bars)")
    }
  }

  @Test("coverage is a table, and a list of what is missing")
  func coverage() throws {
    let coverage = Coverage(Program(bench.ruleset), outcomes)
    func text(_ language: Language) -> String {
      CoverageReport.text(
        coverage, ruleset: bench.ruleset, files: bench.ruleset.files,
        options: ReportOptions(language: language))
    }
    try expectGolden("test-coverage", text(.zh))
    try expectGolden("test-coverage-english", text(.en))
  }

  @Test("changes that no test notices are listed")
  func mutation() throws {
    let trial = MutationTrial(Program(bench.ruleset), outcomes)
    let verdicts = trial.mutants.all.indices.map { trial.verdict($0) }
    let text = MutationReport.text(
      trial.mutants.all, verdicts, ruleset: bench.ruleset, files: bench.ruleset.files,
      options: ReportOptions(language: .zh))
    try expectGolden("test-mutation", text)
    var document = TestJSON(
      path: "规则", ruleset: bench.ruleset, files: bench.ruleset.files, outcomes: outcomes,
      language: .zh)
    document.add(trial.mutants.all, verdicts)
    let json = TestJSON.text([document])
    #expect(json.contains(#""mutation": {"#) && json.contains(#""survivors": ["#))
  }

  @Test("a suggested test is an error until it is confirmed, and holds once it is")
  func suggestions() throws {
    let bench = try Bench(Self.whole, data: "[]")
    let program = Program(bench.ruleset)
    let outcomes = TestRunner.run(program)
    let found = TestSuggestion.all(program, Coverage(program, outcomes), outcomes)
    let text = SuggestionText.text(found, ruleset: bench.ruleset, language: .zh)
    try expectGolden("test-suggestions", text)
    #expect(found.contains { $0.found != nil })
    let pasted = Self.whole + "\n" + text
    let unconfirmed = RulesetChecker.check([SourceFile(path: "a", text: pasted)])
    #expect(unconfirmed.ruleset == nil)
    #expect(Set(unconfirmed.diagnostics.map(\.code)) == [.incompleteBlock])
    let confirmed = try #require(
      RulesetChecker.check([
        SourceFile(path: "a", text: pasted.replacing("  // 应得", with: "  应得"))
      ]).ruleset)
    let again = TestRunner.run(Program(confirmed))
    #expect(again.dropFirst(outcomes.count).allSatisfy { $0.isPassed })
    #expect(again.count == outcomes.count + found.count { $0.found != nil })
    let covered = Coverage(Program(confirmed), again)
    // One test may meet what another was looked for in vain.
    #expect(covered.missing.count <= found.count { $0.found == nil })
  }
}
