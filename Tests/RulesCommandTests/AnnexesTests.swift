import Foundation
import Testing

@testable import RulesCommand

/// Annexes, as the command fills them in.
@Suite struct AnnexesTests {
  private let workspace: Workspace

  private static let form = "{部门} {年度}\n\n年初预算（万元）,得分\n{年初预算:万元},{得分 预算调整率}\n"

  init() throws {
    workspace = try Workspace()
    try workspace.write(Rules.scheme("甲"), to: "Rules/2023/甲/a.rules")
    try workspace.write(Self.form, to: "Rules/2023/甲/附表/2 乙.csv")
    try workspace.write("甲表\n\n总分,{总分}\n", to: "Rules/2023/甲/附表/1 甲.csv")
    try workspace.write(
      """
      部门,年度,年初预算（万元）,追加预算（万元）,制度健全
      一局,2023,100,5,是
      二局,2023,100,x,是

      """, to: "d.csv")
  }

  @Test func recordsAndFormsComeInTheirOrder() throws {
    let outcome = workspace.run("annexes", "Rules", "d.csv", "--language", "zh")
    #expect(outcome.status == 1)
    let titles = outcome.output.split(separator: "\n").filter { $0.hasPrefix("# ") }
    #expect(titles == ["# 甲表", "# 一局 2023", "# 二局 2023 年度甲"])
    #expect(outcome.output.contains("| 100.00 | "))
    // The second record has an error in the place of its annexes.
    #expect(outcome.output.contains("E05"))
    #expect(outcome.errors.contains("E0505"))
  }

  @Test func onePageHoldsAll() throws {
    let outcome = workspace.run(
      "annexes", "Rules", "d.csv", "--format", "html", "-o", "附表.html", "--jobs", "2")
    #expect(outcome.status == 1 && outcome.output.isEmpty)
    let html = try #require(workspace.text(of: "附表.html"))
    #expect(html.hasPrefix("<!DOCTYPE html>\n") && html.hasSuffix("</main>\n</body></html>\n"))
    #expect(html.ranges(of: "<h1>").count == 3)
    let single = workspace.run("annexes", "Rules", "d.csv", "--format", "html", "--jobs", "1")
    #expect(single.output == html)
  }

  @Test func aRulesetWithoutFormsSaysSo() throws {
    try workspace.write(Rules.scheme("乙"), to: "Rules/2023/乙/a.rules")
    try workspace.write(Rules.record("一局", scheme: "乙"), to: "d.json")
    let outcome = workspace.run("annexes", "Rules", "d.json")
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("规则集“乙”没有附表的表式"), "\(outcome.errors)")
    #expect(outcome.errors.contains("Rules/2023/乙/附表"), "\(outcome.errors)")
  }

  @Test func amendmentsHaveTheFormsOfTheirBase() throws {
    let amendment = VersionTests.amendment().replacing("部门整体支出", with: "甲")
    try workspace.write(amendment, to: "Rules/2024/甲/a.rules")
    try workspace.write("新的甲表\n", to: "Rules/2024/甲/附表/1 甲.csv")
    try workspace.write("另一张\n", to: "Rules/2024/甲/annexes/3 丙.csv")
    try workspace.write("部门,年度,年初预算（万元）,追加预算（万元）,制度健全\n一局,2024,100,5,是\n", to: "n.csv")
    let outcome = workspace.run("annexes", "Rules", "n.csv")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let titles = outcome.output.split(separator: "\n").filter { $0.hasPrefix("# ") }
    #expect(titles == ["# 新的甲表", "# 一局 2024", "# 另一张"])
    #expect(workspace.run("check", "Rules").status == 0)
  }

  @Test func checkingRulesChecksTheirForms() throws {
    #expect(workspace.run("check", "Rules").errors.isEmpty)
    try workspace.write("题\n\n甲,{年初预箅:万元}\n", to: "Rules/2023/甲/附表/3 丙.csv")
    let outcome = workspace.run("check", "Rules")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("错误[E0201]"), "\(outcome.errors)")
    #expect(outcome.errors.contains("Rules/2023/甲/附表/3 丙.csv:3:4"), "\(outcome.errors)")
    #expect(outcome.errors.contains("是不是“年初预算”？"), "\(outcome.errors)")
    let annexes = workspace.run("annexes", "Rules", "d.csv")
    #expect(annexes.status == 1 && annexes.output.isEmpty)
    #expect(annexes.errors == outcome.errors)
    // Scoring does not ask for forms.
    #expect(!workspace.run("evaluate", "Rules", "d.csv").errors.contains("E0201"))
  }

  @Test func formsComeInTheEncodingsOfData() throws {
    // 题, a comma and 总分 in GB18030.
    let bytes: [UInt8] =
      [0xCC, 0xE2, 0x0A, 0x0A, 0xD7, 0xDC, 0xB7, 0xD6, 0x2C, 0x7B]
      + [0xD7, 0xDC, 0xB7, 0xD6, 0x7D, 0x0A]
    try workspace.write(Data(bytes), to: "Rules/2023/甲/附表/1 甲.csv")
    let outcome = workspace.run("annexes", "Rules", "d.csv")
    #expect(outcome.output.hasPrefix("# 题\n\n| 总分 | "), "\(outcome.output)")
  }

  @Test func otherFilesAreNoForms() throws {
    try workspace.write("x", to: "Rules/2023/甲/附表/~$2 乙.csv")
    try workspace.write("x", to: "Rules/2023/甲/附表/.2 乙.csv")
    #expect(workspace.run("check", "Rules").status == 0)
    try workspace.write("PK", to: "Rules/2023/甲/附表/2 乙.xlsx")
    let outcome = workspace.run("check", "Rules", "--language", "en")
    #expect(outcome.status == 1)
    #expect(
      outcome.errors.contains("E0630") && outcome.errors.contains("'2 乙.xlsx' is no .csv file"))
  }

  @Test func whatAFormPrintsIsUsed() throws {
    let rules = Rules.scheme("甲").replacing(
      "数据\n", with: "数据\n  只印的数：金额 万元\n\n数据\n", maxReplacements: 1)
    try workspace.write(rules, to: "Rules/2023/甲/a.rules")
    #expect(workspace.run("check", "Rules").errors.contains("W0707"))
    try workspace.write("题\n\n甲,{只印的数:万元}\n", to: "Rules/2023/甲/附表/3 丙.csv")
    #expect(workspace.run("check", "Rules").errors.isEmpty)
  }
}
