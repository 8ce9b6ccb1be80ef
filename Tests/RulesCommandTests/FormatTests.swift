import Foundation
import Testing

@testable import RulesCommand

@Suite struct FormatTests {
  private let loose = Rules.scheme().replacing("  年度 2023", with: "年度   2023")

  @Test func rewritesOnlyWhatChanges() throws {
    let workspace = try Workspace()
    try workspace.write(loose, to: "Rules/2023/甲/a.rules")
    try workspace.write(Rules.scheme(), to: "Rules/2023/乙/a.rules")
    let changed = Outcome(status: 0, output: "Rules/2023/甲/a.rules\n")
    #expect(workspace.run("fmt") == changed)
    #expect(workspace.text(of: "Rules/2023/甲/a.rules") == Rules.scheme())
    #expect(workspace.run("fmt") == Outcome(status: 0))
    #expect(workspace.names(in: "Rules/2023/甲") == ["a.rules"])
  }

  @Test func checkListsWithoutWriting() throws {
    let workspace = try Workspace()
    try workspace.write(loose, to: "Rules/2023/甲/a.rules")
    let outcome = workspace.run("fmt", "--check")
    #expect(outcome == Outcome(status: 1, output: "Rules/2023/甲/a.rules\n"))
    #expect(workspace.text(of: "Rules/2023/甲/a.rules") == loose)
  }

  @Test func leavesBrokenFilesAlone() throws {
    let workspace = try Workspace()
    let broken = loose.replacing("计算 ", with: "计标 ")
    try workspace.write(broken, to: "a.rules")
    let outcome = workspace.run("fmt", "a.rules")
    #expect(outcome.status == 1 && outcome.output.isEmpty)
    #expect(outcome.errors.contains("a.rules:13:"))
    #expect(workspace.text(of: "a.rules") == broken)
  }

  @Test func changesTheVocabularyAndBack() throws {
    let workspace = try Workspace()
    try workspace.write(Rules.scheme(), to: "a.rules")
    #expect(workspace.run("fmt", "a.rules", "--keywords", "en").status == 0)
    #expect(workspace.text(of: "a.rules")?.hasPrefix("ruleset 部门整体支出\n") == true)
    #expect(workspace.run("fmt", "a.rules", "--keywords=zh").status == 0)
    #expect(workspace.text(of: "a.rules") == Rules.scheme())
  }

  @Test func readsTheInputAndWritesTheOutput() throws {
    let workspace = try Workspace()
    let outcome = workspace.run("fmt", "-", input: loose)
    #expect(outcome == Outcome(status: 0, output: Rules.scheme()))
    #expect(workspace.run("fmt", "-", "--check", input: loose).status == 1)
    #expect(workspace.run("fmt", "-", "--check", input: Rules.scheme()).status == 0)
    #expect(workspace.run("fmt", "-", "x").status == 2)
  }

  @Test func keepsPermissionsAndLinks() throws {
    let workspace = try Workspace()
    try workspace.write(loose, to: "real/a.rules")
    let files = FileManager.default
    try files.setAttributes(
      [.posixPermissions: 0o640], ofItemAtPath: workspace.path + "/real/a.rules")
    try files.createSymbolicLink(
      atPath: workspace.path + "/link.rules", withDestinationPath: "real/a.rules")
    #expect(workspace.run("fmt", "link.rules").status == 0)
    #expect(workspace.text(of: "real/a.rules") == Rules.scheme())
    let attributes = try files.attributesOfItem(atPath: workspace.path + "/real/a.rules")
    #expect(attributes[.posixPermissions] as? Int == 0o640)
    let target = try files.destinationOfSymbolicLink(atPath: workspace.path + "/link.rules")
    #expect(target == "real/a.rules")
  }

  @Test func dropsTheByteOrderMarkAndCarriageReturns() throws {
    let workspace = try Workspace()
    let text = "\u{FEFF}" + Rules.scheme().replacing("\n", with: "\r\n")
    try workspace.write(text, to: "a.rules")
    #expect(workspace.run("fmt", "a.rules").status == 0)
    #expect(workspace.text(of: "a.rules") == Rules.scheme())
  }
}
