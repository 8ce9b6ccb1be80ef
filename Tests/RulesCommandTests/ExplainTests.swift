import Testing

@testable import RulesCommand

@Suite struct ExplainTests {
  private let workspace: Workspace

  init() throws {
    workspace = try Workspace()
    try workspace.write(Rules.scheme("甲"), to: "Rules/2023/甲/a.rules")
    let records = [Rules.record("一局"), Rules.record("二局").replacing("5 万元", with: "50 万元")]
    try workspace.write("[\(records.joined(separator: ","))]", to: "d.json")
  }

  @Test func explainsEachDepartment() {
    let outcome = workspace.run("explain", "Rules", "d.json")
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    #expect(outcome.output.contains("一局") && outcome.output.contains("二局"))
    #expect(outcome.output.contains("制度建设"))
  }

  @Test func explainsOneIndicatorOfOneDepartment() {
    let outcome = workspace.run(
      "explain", "Rules", "d.json", "--department", "二局", "-i", "预算调整率")
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    #expect(!outcome.output.contains("一局") && !outcome.output.contains("制度建设"))
    #expect(outcome.output.contains("50 万元 ÷ 100 万元"))
  }

  @Test(arguments: [
    (["-d", "一"], "数据里没有部门“一”|是不是“一局”？"),
    (["-d", "财政局"], "数据里没有部门“财政局”|有：一局、二局"),
    (["-i", "预算调整"], "规则里没有指标“预算调整”|是不是“预算调整率”？"),
    (["-i", "产出"], "规则里没有指标“产出”|有：预算调整率、制度建设"),
  ])
  func suggestsNames(_ options: [String], _ words: String) {
    let outcome = workspace.run(["explain", "Rules", "d.json"] + options, variables: [:])
    let errors = "错误：\(words.replacing("|", with: "\n  帮助："))\n"
    #expect(outcome == Outcome(status: 2, errors: errors))
  }

  @Test func showsTheErrorsOfARecordThatCannotBeRead() throws {
    try workspace.write(Rules.record("一局").replacing("5 万元", with: "5 人"), to: "d.json")
    let outcome = workspace.run("explain", "Rules", "d.json")
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("一局"))
    #expect(outcome.errors.hasPrefix("错误[E0507]"))
  }
}
