import Foundation
import Testing

@testable import RulesCommand

@Suite struct DiffTests {
  private func workspace() throws -> Workspace {
    let workspace = try Workspace()
    try workspace.write(Rules.scheme(), to: "Rules/2023/部门整体支出/01.rules")
    let changed = Rules.scheme(year: 2024).replacing(
      "≤ 10%   得满分\n  ＞ 10%", with: "≤ 8%   得满分\n  ＞ 8%")
    try workspace.write(changed, to: "Rules/2024/部门整体支出/01.rules")
    return workspace
  }

  @Test func tellsWhatScoresDifferently() throws {
    let workspace = try workspace()
    let outcome = workspace.run("diff", "Rules/2023", "Rules/2024/部门整体支出")
    #expect(outcome.status == 1 && outcome.errors.isEmpty)
    #expect(outcome.output.contains("结论：含义不同"))
    #expect(outcome.output.contains("(8%, 10%]"))
    #expect(outcome.output.contains("少 5 分，更严"))
    let english = workspace.run("diff", "Rules/2023", "Rules/2024", "--language", "en")
    #expect(english.output.contains("5 less, stricter"))
  }

  @Test func endsAsDiffDoes() throws {
    let workspace = try workspace()
    #expect(workspace.run("diff", "Rules/2023", "Rules/2023").status == 0)
    // Layout, comments and the year are no difference.
    let text = "// 说明\n" + Rules.scheme(year: 2025).replacing("年初预算：金额 万元", with: "年初预算：金额   万元")
    try workspace.write(text, to: "Rules/2025/部门整体支出/01.rules")
    let same = workspace.run("diff", "Rules/2023", "Rules/2025")
    #expect(same.status == 0 && same.output.contains("结论：含义相同"))
    #expect(workspace.run("diff", "Rules/2023", "没有").status == 2)
    #expect(workspace.run("diff", "Rules/2023").status == 2)
    #expect(workspace.run("diff").errors.contains("OLD"))
  }

  @Test func formats() throws {
    let workspace = try workspace()
    let json = workspace.run("diff", "Rules/2023", "Rules/2024", "--format", "json")
    #expect(json.status == 1)
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    #expect(document["sameMeaning"] as? Bool == false)
    #expect((document["indicators"] as? [Any])?.count == 2)
    let markdown = workspace.run("diff", "Rules/2023", "Rules/2024", "--format=markdown")
    #expect(markdown.output.hasPrefix("# 规则比较\n"))
    #expect(workspace.run("diff", "Rules/2023", "Rules/2024", "--format", "jsno").status == 2)
  }

  @Test func refusesWhatIsNotOneRuleset() throws {
    let workspace = try workspace()
    let several = workspace.run("diff", "Rules", "Rules/2024")
    #expect(several.status == 2 && several.output.isEmpty)
    #expect(several.errors.contains("“Rules”下面有 2 套规则"))
    try workspace.write(Rules.record("甲"), to: "甲.json")
    let data = workspace.run("diff", "Rules/2023", "甲.json")
    #expect(data.status == 2 && data.errors.contains("是数据文件，不是规则"))
    try workspace.write("规则集 坏\n  年度 2023\n", to: "坏.rules")
    let broken = workspace.run("diff", "Rules/2023", "坏.rules")
    #expect(broken.status == 2 && broken.errors.contains("错误["))
  }

  @Test func saysThatTheNamesDiffer() throws {
    let workspace = try workspace()
    try workspace.write(Rules.scheme("另一方案"), to: "另.rules")
    let outcome = workspace.run("diff", "Rules/2023", "另.rules")
    #expect(outcome.status == 0 && outcome.output.contains("名称不同"))
  }
}
