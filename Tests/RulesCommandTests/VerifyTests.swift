import Testing

@testable import RulesCommand

@Suite struct VerifyTests {
  private static let file = "Rules/2023/甲/a.rules"

  /// A folder with rules, the data of two departments, and their result.
  private func evaluated(_ format: String = "json") throws -> Workspace {
    let workspace = try Workspace()
    try workspace.write(Rules.scheme("甲"), to: Self.file)
    try workspace.write(Rules.record("一局"), to: "一.json")
    try workspace.write(Rules.record("二局"), to: "二.json")
    let result = workspace.run("evaluate", "Rules", "一.json", "二.json", "--format", format)
    #expect(result.status == 0)
    try workspace.write(result.output, to: "结果")
    return workspace
  }

  private func edit(_ workspace: Workspace, _ path: String, _ old: String, _ new: String) throws {
    let text = try #require(workspace.text(of: path))
    let parts = text.split(separator: old, maxSplits: 1, omittingEmptySubsequences: false)
    try #require(parts.count == 2)
    try workspace.write(parts.joined(separator: new), to: path)
  }

  private func verify(_ workspace: Workspace, _ more: String...) -> Outcome {
    workspace.run(["verify", "结果", "一.json", "二.json"] + more)
  }

  @Test(arguments: ["json", "jsonl"])
  func whatIsAsItWas(format: String) throws {
    let workspace = try evaluated(format)
    #expect(verify(workspace) == Outcome(status: 0, output: "核验 2 条结果，都和重算的一样\n"))
    #expect(
      verify(workspace, "--language", "en")
        == Outcome(status: 0, output: "verified 2: every result is as it was\n"))
  }

  @Test func aResultInTheOtherLanguageIsTheSame() throws {
    let workspace = try evaluated()
    let result = workspace.run(
      "evaluate", "Rules", "一.json", "二.json", "--format", "json", "--language", "en")
    try workspace.write(result.output, to: "结果")
    #expect(verify(workspace).status == 0)
  }

  @Test func layoutOfRulesAndDataIsNoDifference() throws {
    let workspace = try evaluated()
    try edit(workspace, Self.file, "数据\n", "// 注释\n\n数据\n")
    try edit(workspace, "一.json", #""100 万元""#, #"  "1,000,000 元""#)
    #expect(verify(workspace).status == 0)
  }

  @Test func changedRules() throws {
    let workspace = try evaluated()
    try edit(workspace, Self.file, "≤ 10%   得满分\n  ＞ 10%", "≤ 4%   得满分\n  ＞ 4%")
    let outcome = verify(workspace)
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("一局  2023 年度：规则变了\n"))
    #expect(outcome.output.contains("  规则  摘要 存的 sha256:"))
    #expect(outcome.output.contains("整体 得分：存的 10，重算 5\n"))
    #expect(outcome.output.contains("预算调整率 得分：存的 5，重算 0\n"))
    #expect(outcome.output.hasSuffix("核验 2 条：0 条一样，2 条不一样\n"))
  }

  @Test func changedRulesWithTheSameScoreAreADifference() throws {
    let workspace = try evaluated()
    try edit(workspace, Self.file, "≤ 10%   得满分\n  ＞ 10%", "≤ 9%   得满分\n  ＞ 9%")
    let outcome = verify(workspace)
    #expect(outcome.status == 1 && outcome.output.contains("规则变了"))
  }

  @Test func changedData() throws {
    let workspace = try evaluated()
    try edit(workspace, "一.json", #""5 万元""#, #""50 万元""#)
    let outcome = verify(workspace)
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("一局  2023 年度：数据变了\n"))
    #expect(outcome.output.contains("预算调整率 计算值：存的 0.05，重算 0.5\n"))
    #expect(!outcome.output.contains("二局"))
  }

  @Test(arguments: [
    (#""score": "10""#, #""score": "9""#), (#""grade": "合格""#, #""grade": "不合格""#),
    (#""exact": "0.05""#, #""exact": "0.04""#), (#""holds""#, #""held""#),
    (#""lost": []"#, #""lost": [ { "points": "1", "reason": "x" } ]"#),
  ])
  func anEditedResult(_ old: String, _ new: String) throws {
    let workspace = try evaluated()
    guard workspace.text(of: "结果")?.contains(old) == true else { return }
    try edit(workspace, "结果", old, new)
    let outcome = verify(workspace)
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("一局  2023 年度：规则、数据和程序都没有变，是结果被改过\n"))
  }

  @Test func editedWordsAreToldApart() throws {
    let workspace = try evaluated()
    try edit(workspace, "结果", #""text": "≤ 10% 得满分""#, #""text": "得满分""#)
    let outcome = verify(workspace)
    #expect(outcome.status == 1 && outcome.output.contains("只有文字不同"))
  }

  @Test func anotherVersionOfTheProgramIsNamed() throws {
    let workspace = try evaluated()
    try edit(workspace, "结果", #""rules 0"#, #""rules 9"#)
    let same = verify(workspace)
    #expect(same.status == 0 && same.output.hasPrefix("结果是 rules 9.1.0 写的，重算用的是 rules 0.1.0\n"))
    try edit(workspace, "结果", #""score": "10""#, #""score": "9""#)
    #expect(verify(workspace).output.contains("一局  2023 年度：程序版本不同\n"))
  }

  @Test func departmentsOnOneSide() throws {
    let workspace = try evaluated()
    let missing = workspace.run("verify", "结果", "一.json")
    #expect(missing.status == 1)
    #expect(missing.output.contains("二局  2023 年度：数据里没有这个部门\n"))
    try workspace.write(Rules.record("三局"), to: "三.json")
    let extra = verify(workspace, "三.json")
    #expect(extra.status == 1)
    #expect(extra.output.contains("三局  2023 年度：结果里没有这个部门\n"))
    #expect(extra.output.hasSuffix("核验 3 条：2 条一样，1 条不一样\n"))
  }

  @Test func severalRulesets() throws {
    let workspace = try evaluated()
    try workspace.write(Rules.scheme("乙", year: 2024), to: "Rules/2024/乙/a.rules")
    try workspace.write(Rules.record("三局", scheme: "乙", year: 2024), to: "三.json")
    let files = ["一.json", "三.json", "二.json"]
    let result = workspace.run(["evaluate", "Rules"] + files + ["--format", "json"])
    try workspace.write(result.output, to: "结果")
    #expect(workspace.run(["verify", "结果"] + files).status == 0)
    try edit(workspace, "Rules/2024/乙/a.rules", "≤ 10%   得满分\n  ＞ 10%", "≤ 4%   得满分\n  ＞ 4%")
    let outcome = workspace.run(["verify", "结果"] + files)
    #expect(outcome.output.contains("三局  2024 年度：规则变了\n") && !outcome.output.contains("一局"))
  }

  @Test func theRevisionThatAResultNames() throws {
    let workspace = try evaluated()
    let second = Rules.scheme("甲").replacing("  年度 2023\n", with: "  年度 2023\n  修订 2\n")
      .replacing("≤ 10%   得满分\n  ＞ 10%", with: "≤ 4%   得满分\n  ＞ 4%")
      .replacing("恰好 10%", with: "10%").replacing("预算调整率 ＝ 5 分", with: "预算调整率 ＝ 0 分")
    try workspace.write(second, to: "Rules/2023/甲-修订2/a.rules")
    #expect(workspace.run("check").status == 0)
    #expect(verify(workspace).status == 0)
    let result = workspace.run("evaluate", "Rules", "一.json", "二.json", "--format", "json")
    #expect(result.output.contains("\"revision\": 2"))
    try workspace.write(result.output, to: "结果")
    #expect(verify(workspace).status == 0)
  }

  @Test func rulesThatAreNotThere() throws {
    let workspace = try evaluated()
    try edit(workspace, "结果", #""name": "甲""#, #""name": "丙""#)
    let outcome = verify(workspace)
    #expect(outcome.status == 1 && outcome.output.contains("规则集 存的 丙 2023，重算 没有"))
    try edit(workspace, "结果", #""name": "丙""#, #""name": "甲""#)
    try edit(workspace, "结果", #""revision": 1"#, #""revision": 2"#)
    #expect(verify(workspace).output.contains("修订 存的 2，重算 1\n"))
    #expect(verify(workspace, "--rules", "Rulez").status == 2)
    try workspace.makeFolder("空")
    #expect(workspace.run("verify", "空", "一.json").status == 2)
    #expect(workspace.run("verify", "没有.json", "一.json").status == 2)
    #expect(workspace.run("verify", "结果").status == 2)
  }

  @Test(arguments: [
    ("", "文件是空的"), ("{", "到这里就断了"), ("[1]", "应当是 { … }"), ("{\"a\": 1}", "没有 ruleset"),
    (#"{"ruleset": {"name": "甲"}}"#, "缺少 engine"), ("不是", "JSON"),
    (#"{"ruleset": {}, "engine": "x", "results": 1}"#, "列表"),
    (#"{"ruleset": {}, "engine": "x", "results": [{}]}"#, "缺少 name"),
    (#"{"ruleset": {"name": 1}, "engine": "x", "results": [{}]}"#, "name 应当是文字"),
  ])
  func aFileThatIsNoResult(_ text: String, _ words: String) throws {
    let workspace = try evaluated()
    try workspace.write(text, to: "结果")
    let outcome = verify(workspace)
    #expect(outcome.status == 1)
    #expect(outcome.errors.hasPrefix("错误[E0622] 结果文件读不出来："), "\(outcome.errors)")
    #expect(outcome.errors.contains(words), "\(outcome.errors)")
  }

  @Test func whatCanBeReadOfABrokenFileIsVerified() throws {
    let workspace = try evaluated("jsonl")
    let text = try #require(workspace.text(of: "结果"))
    try workspace.write(String(text.dropLast(20)), to: "结果")
    let outcome = workspace.run("verify", "结果", "一.json")
    #expect(outcome.status == 1)
    #expect(outcome.output == "核验 1 条结果，都和重算的一样\n")
    #expect(outcome.errors.contains("到这里就断了"))
  }

  @Test func asADocument() throws {
    let workspace = try evaluated()
    try edit(workspace, "结果", #""score": "10""#, #""score": "9""#)
    let outcome = verify(workspace, "--format", "json")
    #expect(outcome.status == 1)
    #expect(outcome.output.contains(#""verdict": "differs""#))
    #expect(outcome.output.contains(#""changed": ["result"]"#))
    #expect(outcome.output.contains(#""member": "score", "stored": "9", "recomputed": "10""#))
  }
}
