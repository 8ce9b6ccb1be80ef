import Foundation
import RuleLang
import Testing

@testable import RulesCommand

@Suite struct EvaluateOptionTests {
  private let workspace: Workspace

  init() throws {
    workspace = try Workspace()
    try workspace.write(Rules.scheme("甲"), to: "r.rules")
    try workspace.write(
      """
      部门,年度,年初预算（万元）,追加预算（万元）,制度健全
      一局,2023,100,5,是
      二局,2023,100,15,是
      三局,2023,100,x,是
      四局,2023,100,5,否
      五局,2024,100,5,否
      六局,2023,100,5,

      """, to: "d.csv")
  }

  private func rows(_ outcome: Outcome) -> [String] {
    outcome.output.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      .map(String.init)
  }

  private func evaluate(_ options: String..., data: String = "d.csv") -> Outcome {
    workspace.run(["evaluate", "r.rules", data] + options)
  }

  // MARK: Columns

  @Test func columnsStandInTheOrderAskedFor() {
    let outcome = evaluate("--format", "csv", "--columns", "total,department,等次")
    #expect(
      rows(outcome) == [
        "总分,部门,等次", "10,一局,合格", "5,二局,不合格", ",三局,", "5,四局,不合格", ",五局,",
        "5–10,六局,合格 或 不合格",
      ])
    let scores = evaluate("--format", "csv", "--columns", "得分,状态,headings", "--decimals", "2")
    #expect(
      rows(scores).prefix(2) == ["预算调整率,制度建设,状态,过程", "5.00,5.00,完整,10.00"])
    #expect(rows(scores).last == "5.00,0.00–5.00,缺资料,5.00–10.00")
    let english = evaluate("--format", "csv", "--columns", "year,lowest", "--language", "en")
    #expect(rows(english).prefix(2) == ["fiscal year,lowest possible", "2023,10"])
  }

  @Test(arguments: [
    ("--format csv --columns totl", "选项“--columns”的“totl”不是结果的列|是不是“total”？"),
    ("--format csv --columns 总分,总分", "选项“--columns”里“总分”写了两次"),
    ("--format csv --columns 总分,", "选项“--columns”里有一处逗号前后没有列名"),
    ("--columns 总分", "选项“--columns”要和 --format csv 或 xlsx 一起用"),
    ("--format json --decimals 2", "选项“--decimals”要和 --format csv 或 xlsx 一起用"),
    ("--format csv --decimals 21", "选项“--decimals”的值要是 0 至 20 的整数"),
    ("--year 12", "选项“--year”的值要是 1000 至 9999 的整数"),
    ("--unit 美元", "选项“--unit”的值“美元”不在可选的值里：亿元、百万元、万元、千元、元"),
    ("--jobs ２", "选项“--jobs”的值要是 1 至 64 的整数|是不是“2”？"),
    ("--jobs ０", "选项“--jobs”的值要是 1 至 64 的整数|看 rules evaluate --help"),
    ("--year 二〇二三年度", "选项“--year”的值要是 1000 至 9999 的整数|是不是“2023”？"),
    ("-o --format csv", "选项“--output”后面缺少值：--output FILE"),
    ("—jobs 2", "“—jobs”不是选项：选项以两个半角减号开头|是不是“--jobs”？"),
    ("－－format=csv", "“－－format=csv”不是选项：选项以两个半角减号开头|是不是“--format=csv”？"),
    ("--max-errors 0", "选项“--max-errors”的值要是 1 至 1000000000 的整数"),
    ("--threads 0", "选项“--threads”的值要是 1 至 64 的整数"),
    ("--jobs 2 --threads 3", "选项“--jobs”写了两次"),
  ])
  func saysWhatIsWrongWithAnOption(_ options: String, _ words: String) {
    let outcome = workspace.run(
      ["evaluate", "r.rules", "d.csv"] + options.split(separator: " ").map(String.init))
    #expect(outcome.status == 2 && outcome.output.isEmpty)
    let expected = "错误：\(words.replacing("|", with: "\n  帮助："))\n"
    #expect(outcome.errors.hasPrefix(expected), "\(outcome.errors)")
  }

  @Test func helpShowsOneNameOfAnOption() {
    for command in ["evaluate", "impact", "explain", "reconcile"] {
      let help = workspace.run(command, "--help").output
      #expect(help.contains("--jobs N") && !help.contains("--threads"))
      for option in ["--year", "--unit", "--department-column"] {
        #expect(help.contains("  \(option) "))
      }
    }
    #expect(workspace.run("verify", "--help").output.contains("--department-column"))
  }

  // MARK: What the data do not say

  @Test func whatTheDataDoNotSayComesFromOptions() throws {
    try workspace.write(
      "单位名称,年初预算,追加预算（元）,制度健全\n一局,100,150000,是\n二局,1 亿元,50000,是\n", to: "e.csv")
    try workspace.write(
      "部门,年度,年初预算（万元）,追加预算（元）,制度健全\n一局,2023,100,150000,是\n二局,2023,1 亿元,50000,是\n",
      to: "f.csv")
    let options = ["--year", "2023", "--unit", "万元", "--department-column", "单位名称"]
    for format in ["json", "jsonl"] {
      let said = workspace.run(["evaluate", "r.rules", "f.csv", "--format", format])
      let told = workspace.run(["evaluate", "r.rules", "e.csv", "--format", format] + options)
      #expect(said.status == 0 && said == told)
    }
    let sheet = workspace.run(["evaluate", "r.rules", "e.csv", "--format", "csv"] + options)
    #expect(rows(sheet).map { $0.prefix(8) } == ["单位名称,年度,", "一局,2023,", "二局,2023,"])
    try workspace.write(
      workspace.run(["evaluate", "r.rules", "f.csv", "--format", "json"]).output, to: "s.json")
    let verified = workspace.run(
      ["verify", "s.json", "e.csv", "--rules", "r.rules"] + options)
    #expect(verified.status == 0)
    #expect(workspace.run(["explain", "r.rules", "e.csv"] + options).status == 0)
    #expect(workspace.run(["reconcile", "r.rules", "e.csv"] + options).status == 0)
    #expect(workspace.run(["impact", "r.rules", "r.rules", "e.csv"] + options).status == 0)
  }

  @Test func whatTheDataSayGoesFirst() throws {
    try workspace.write(
      """
      [{"department": "一局", "fiscalYear": 2022, "unit": "元",
        "facts": {"年初预算": 1000000, "追加预算": 50000, "制度健全": true}},
       {"department": "二局", "facts": {"年初预算": 100, "追加预算": 5, "制度健全": true}}]
      """, to: "d.json")
    let outcome = evaluate(
      "--format", "csv", "--columns", "department,year,total,errors", "--year", "2023", "--unit",
      "万元", data: "d.json")
    #expect(
      rows(outcome) == [
        "部门,年度,总分,错误", "一局,2022,,[E0510] 没有 2022 年度的规则集", "二局,2023,10,",
      ])
  }

  @Test func twoColumnsForTheDepartmentAreAnError() throws {
    try workspace.write("部门,单位名称,年度\n一局,甲,2023\n", to: "e.csv")
    let outcome = evaluate("--department-column", "单位名称", data: "e.csv")
    #expect(outcome.status == 1 && outcome.errors.contains("[E0509]"))
    let other = evaluate("--department-column", "机构", "--format", "csv", data: "e.csv")
    #expect(other.errors.contains("[E0504]") && other.output.contains("\n一局,2023,"))
  }

  @Test(arguments: [
    ("id", "idd", "的“idd”这一列|是不是“id”？"), ("id", "编码", "的“编码”这一列|加上这一列：|    编码"),
    ("部门名称", "部门编码", "的“部门编码”这一列|是不是“部门名称”？"),
    ("部门名称", nil, "“部门”这一列|把“部门名称”这一列改名：|    部门"),
  ])
  func aDepartmentColumnThatIsNotThereIsOneFinding(
    _ header: String, _ option: String?, _ words: String
  ) throws {
    try workspace.write(
      "\(header),年度,年初预算（万元）,追加预算（万元）,制度健全\n一局,2023,100,5,是\n", to: "e.csv")
    let option = option.map { ["--department-column", $0] } ?? []
    let errors = workspace.run(["evaluate", "r.rules", "e.csv"] + option).errors
    let isGuessed = !words.contains("加上")
    #expect(errors.hasSuffix("发现 \(isGuessed ? 1 : 2) 个错误\n"))
    let parts = words.split(separator: "|")
    #expect(errors.contains("[E0503] 表头里没有\(option.isEmpty ? "" : "写部门")\(parts[0])\n"))
    #expect(errors.contains("  = 帮助：\(parts.dropFirst().joined(separator: "\n  "))\n"))
  }

  // MARK: Errors

  @Test func countsFailedRecordsByCode() {
    let outcome = evaluate("--format", "csv")
    #expect(outcome.status == 1)
    #expect(
      outcome.errors.hasSuffix("6 条记录里有 2 条有错误：E0505 × 1，E0510 × 1\n发现 2 个错误\n"))
    let english = evaluate("--format", "csv", "--language", "en").errors
    #expect(english.contains("2 of 6 records failed: E0505 × 1, E0510 × 1\n"))
  }

  @Test(arguments: ResultFormat.allCases)
  func stopsAtTheLastErrorThatMayBe(_ format: ResultFormat) throws {
    let lines = (1...600).map { "部门\($0),2023,100,\($0 % 100 == 7 ? "x" : "5"),是\n" }
    try workspace.write(
      "部门,年度,年初预算（万元）,追加预算（万元）,制度健全\n" + lines.joined(), to: "e.csv")
    let options = ["--format", format.rawValue, "--max-errors", "3"]
    let one = workspace.run(["evaluate", "r.rules", "e.csv", "--jobs", "1"] + options)
    #expect(one.status == 1)
    #expect(
      one.errors.contains("207 条记录里有 3 条有错误：E0505 × 3\n有错误的记录达到 3 条，算到第 207 条停下\n"))
    for jobs in ["2", "5"] {
      #expect(workspace.run(["evaluate", "r.rules", "e.csv", "--jobs", jobs] + options) == one)
    }
    if format == .csv { #expect(rows(one).count == 208) }
    if format == .json {
      #expect((try? JSONSerialization.jsonObject(with: Data(one.output.utf8))) != nil)
    }
    try workspace.write("旧", to: "out")
    let filed = workspace.run(["evaluate", "r.rules", "e.csv", "-o", "out"] + options)
    #expect(filed.status == 1 && filed.errors.contains("算到第 207 条停下；“out”没有写\n"))
    #expect(workspace.text(of: "out") == "旧")
    let all = workspace.run(
      "evaluate", "r.rules", "e.csv", "--format", "csv", "--max-errors", "31")
    #expect(rows(all).count == 601)
  }

  // MARK: Summary

  @Test func sumsUpInsteadOfResultsOrBesideThem() {
    let outcome = evaluate("--summary")
    #expect(outcome.status == 1)
    #expect(outcome.output.hasPrefix("甲 2023 年度\n部门 6 个：完整 3、缺资料 1、有错误 2\n"))
    #expect(outcome.output.contains("总分：平均 6.6667，最低 5，最高 10\n"))
    let beside = evaluate("--summary", "--format", "csv", "-o", "out.csv")
    #expect(beside == outcome)
    #expect(workspace.text(of: "out.csv") == evaluate("--format", "csv").output)
    let document = evaluate("--summary", "--format", "json").output
    #expect(document.contains("\"mean\": \"20/3\"") && document.contains("\"lost\": \"10\""))
    for jobs in ["1", "3"] { #expect(evaluate("--summary", "--jobs", jobs) == outcome) }
  }

  /// Sums of fractions have very long denominators.
  @Test func aSummaryShowsNumbersThatPeopleCanRead() throws {
    try workspace.write(
      """
      规则集 丁
        年度 2023
        总分 10 分

      数据
        甲：数值，从 1 至 100000

      三级指标 子 10 分
        得分 10 ÷ 甲

      """, to: "s.rules")
    let rows = (1...30).map { "第\($0)局,2023,\($0 * $0 + $0 + 1)\n" }
    try workspace.write("部门,年度,甲\n一局,2023,1\n" + rows.joined(), to: "e.csv")
    let outcome = workspace.run("evaluate", "s.rules", "e.csv", "--summary")
    #expect(outcome.status == 0)
    #expect(outcome.output.split(separator: "\n").allSatisfy { $0.count < 100 })
  }

  // MARK: Interruption

  @Test func anInterruptedRunLeavesTheFileAsItWas() throws {
    let lines = (1...2000).map { "部门\($0),2023,100,5,是\n" }
    try workspace.write(
      "部门,年度,年初预算（万元）,追加预算（万元）,制度健全\n" + lines.joined(), to: "e.csv")
    try workspace.write("旧", to: "out.csv")
    final class Calls { var count = 0 }
    let calls = Calls()
    let interruption = Interruption(
      watch: {},
      status: {
        calls.count += 1
        return calls.count > 2 ? .interrupted : nil
      })
    let before = workspace.names(in: "")
    let outcome = workspace.run(
      [
        "evaluate", "r.rules", "e.csv", "--format", "csv", "-o", "out.csv", "--jobs", "1",
      ], interruption: interruption)
    #expect(outcome.status == 130)
    #expect(outcome.errors.hasPrefix("算完 "))
    #expect(outcome.errors.hasSuffix(" 条后中断；“out.csv”没有写\n"))
    #expect(workspace.text(of: "out.csv") == "旧" && workspace.names(in: "") == before)
  }

  @Test func aFileLeftByARunThatWasKilledIsNoObstacle() throws {
    let process = ProcessInfo.processInfo.processIdentifier
    try workspace.write("half", to: "out.csv.\(process).new")
    #expect(evaluate("--format", "csv", "-o", "out.csv").status == 1)
    #expect(workspace.text(of: "out.csv")?.hasPrefix("部门,") == true)
    #expect(workspace.text(of: "out.csv.\(process).new") == "half")
  }

  // MARK: Progress

  @Test func progressSaysRateAndTimeLeft() {
    let work = WorkDone(records: 1_200_000, failed: 3, part: 30, whole: 120)
    #expect(
      work.line(after: 4000)
        == .init(
          zh: "已算 1,200,000 条，每秒 300,000 条，还要约 12 秒，3 条有错误",
          en: "1,200,000 records scored, 300,000 a second, about 12 s left, 3 failed"))
    let unknown = WorkDone(records: 999, part: 999)
    #expect(unknown.line(after: 0).en == "999 records scored, 999,000 a second")
    let long = WorkDone(records: 1, part: 1, whole: 4001)
    #expect(long.line(after: 1000).en == "1 records scored, 1 a second, about 1 h 6 min left")
    #expect(long.line(after: 1000).zh == "已算 1 条，每秒 1 条，还要约 1 小时 6 分")
  }
}
