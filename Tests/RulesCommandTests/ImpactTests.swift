import Foundation
import Testing

@testable import RulesCommand

@Suite struct ImpactCommandTests {
  private func workspace() throws -> Workspace {
    let workspace = try Workspace()
    try workspace.write(Rules.scheme("甲"), to: "Rules/2023/甲/01.rules")
    let changed = Rules.scheme("甲", year: 2024)
      .replacing("  制度健全：是否", with: "  制度健全：是否\n  专项：金额 万元，不小于 0")
      .replacing("计算 追加预算 ÷ 年初预算", with: "计算 (追加预算 ＋ 专项) ÷ 年初预算")
      .replacing("，追加预算 ＝ 10 万元", with: "，追加预算 ＝ 10 万元，专项 ＝ 0 元")
    try workspace.write(changed, to: "Rules/2024/甲/01.rules")
    return workspace
  }

  private func record(_ department: String, _ special: String?, year: Int = 2023) -> String {
    let text = Rules.record(department, year: year)
    guard let special else { return text }
    return text.replacing("\"制度健全\"", with: "\"专项\": \"\(special)\", \"制度健全\"")
  }

  private func data(_ records: String...) -> String { "[" + records.joined(separator: ",") + "]" }

  /// Facts that only the new rules know are no mistake, and where they are missing it is said.
  @Test func scoresUnderBothWhateverTheYear() throws {
    let workspace = try workspace()
    let text = data(
      record("一局", "0 万元"), record("二局", "20 万元"), record("三局", nil),
      record("四局", "1 元", year: 2020))
    try workspace.write(text, to: "数据.json")
    let outcome = workspace.run("impact", "Rules/2023", "Rules/2024", "数据.json")
    #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
    let lines = outcome.output.split(separator: "\n")
    #expect(lines[2] == "部门 4 个：上升 0，下降 1，不变 2，缺资料不能定 1，等次变化 1")
    let departments = lines.filter { $0.contains("局 ") }.map { $0.prefix(2) }
    #expect(departments == ["二局", "一局", "四局", "三局"])
    #expect(outcome.output.contains("专项（新规则才有的数据）：新规则要用，1 个部门没有"))
    #expect(outcome.output.contains("合格 → 不合格"))
  }

  @Test func failedRecordsStandWithTheirErrors() throws {
    let workspace = try workspace()
    let wrong = record("坏局", "0 万元").replacing("100 万元", with: "100 人")
    try workspace.write(data(wrong, record("好局", "20 万元")), to: "数据.json")
    let outcome = workspace.run("impact", "Rules/2023", "Rules/2024", "数据.json")
    #expect(outcome.status == 1 && outcome.errors.contains("E0507"))
    #expect(outcome.errors.components(separatedBy: "E0507").count == 2)
    #expect(outcome.output.contains("有错误 1"))
    let csv = workspace.run("impact", "Rules/2023", "Rules/2024", "数据.json", "--format", "csv")
    #expect(csv.output.split(separator: "\n").count == 3 && csv.output.contains("坏局,2023,有错误"))
  }

  @Test func theSameOnAnyNumberOfThreads() throws {
    let workspace = try workspace()
    let records = (0..<700).map { record("局\($0)", "\($0 % 23) 万元") }
    try workspace.write("[" + records.joined(separator: ",") + "]", to: "数据.json")
    let line = ["impact", "Rules/2023", "Rules/2024", "数据.json", "--format", "json", "--threads"]
    let one = workspace.run(line + ["1"])
    #expect(one.status == 0 && one == workspace.run(line + ["3"]))
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(one.output.utf8)) as? [String: Any])
    #expect((document["departments"] as? [Any])?.count == 700)
  }

  @Test func writesFilesButNoInputs() throws {
    let workspace = try workspace()
    try workspace.write(data(record("一局", "0 万元")), to: "数据.json")
    let line = ["impact", "Rules/2023", "Rules/2024", "数据.json", "--format", "csv", "-o"]
    #expect(workspace.run(line + ["影响.csv"]) == Outcome(status: 0))
    #expect(workspace.text(of: "影响.csv")?.hasPrefix("部门,年度,状态,原总分,新总分,变化,") == true)
    #expect(workspace.run(line + ["数据.json"]).status == 2)
    #expect(workspace.run("impact", "Rules/2023", "Rules/2024").status == 2)
  }

  /// A sheet, in which a renamed figure is taken under its old name.
  @Test func takesRenamedFiguresFromSheets() throws {
    let workspace = try workspace()
    let renamed = Rules.scheme("甲", year: 2024).replacing("追加预算", with: "追加数")
    try workspace.write(renamed, to: "新.rules")
    try workspace.write(
      "部门,年度,年初预算（万元）,追加预算（万元）,制度健全\n一局,2023,100,5,是\n二局,2023,100,50,是\n", to: "数据.csv")
    let outcome = workspace.run("impact", "Rules/2023", "新.rules", "数据.csv")
    #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
    #expect(outcome.output.contains("不变 2") && outcome.output.contains("追加预算 → 追加数"))
  }
}
