import Testing

@testable import RulesCommand

/// The published table, as the command writes it.
@Suite struct ShowTests {
  private func workspace() throws -> Workspace {
    let workspace = try Workspace()
    try workspace.write(Rules.scheme(), to: "Rules/2023/甲/a.rules")
    return workspace
  }

  @Test func theTableIsWrittenToAFile() throws {
    let workspace = try workspace()
    let outcome = workspace.run("show", "Rules/2023/甲", "--format", "html", "-o", "表.html")
    #expect(outcome.status == 0)
    #expect(outcome.output.isEmpty && outcome.errors.isEmpty, "\(outcome.errors)")
    let html = try #require(workspace.text(of: "表.html"))
    #expect(html.hasPrefix("<!DOCTYPE html>\n"))
    #expect(html == workspace.run("show", "Rules/2023/甲", "--format", "html").output)
    #expect(html.contains("<h1>部门整体支出指标表（2023 年度）</h1>"))
  }

  @Test func severalRulesetsStandInOneDocument() throws {
    let workspace = try workspace()
    try workspace.write(VersionTests.amendment(), to: "Rules/2024/甲/a.rules")
    let outcome = workspace.run("show", "Rules", "--format", "markdown")
    #expect(outcome.status == 0)
    #expect(outcome.output.ranges(of: "# 部门整体支出指标表（").count == 2)
    #expect(outcome.output.contains("| 2024 替换 |\n"))
    #expect(
      workspace.run("show", "Rules", "--format", "html").output.ranges(of: "<h1>").count == 2)
  }

  @Test func rulesWithErrorsHaveNoTable() throws {
    let workspace = try workspace()
    try workspace.write("早先", to: "表.html")
    try workspace.write(
      Rules.scheme(year: 2024).replacing("总分 10 分", with: "总分 11 分"), to: "Rules/2024/甲/a.rules")
    let outcome = workspace.run("show", "Rules", "--format", "html", "-o", "表.html")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("E0"))
    #expect(workspace.text(of: "表.html") == "早先")
  }

  @Test func rulesAreNotOverwritten() throws {
    let workspace = try workspace()
    let outcome = workspace.run(
      "show", "Rules/2023/甲", "--format", "markdown", "-o", "Rules/2023/甲/a.rules")
    #expect(outcome.status == 2)
    #expect(workspace.text(of: "Rules/2023/甲/a.rules") == Rules.scheme())
  }

  @Test func aFormatThatIsNoneIsNamed() throws {
    let outcome = try workspace().run("show", "Rules/2023/甲", "--format", "htm")
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("html"), "\(outcome.errors)")
  }
}
