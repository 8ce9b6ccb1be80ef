import Foundation
import Testing

@testable import RulesCommand

@Suite struct CheckTests {
  @Test func namesWhatIsInOrder() throws {
    let workspace = try Workspace()
    try workspace.write(Rules.scheme(), to: "Rules/2023/部门整体支出/01.rules")
    let line = "通过：部门整体支出，2023 年度，修订 1（2 个指标，10 分，1 个测试）"
    let path = "Rules/2023/部门整体支出"
    let expected = Outcome(status: 0, output: "\(line)\(path)\n")
    #expect(workspace.run("check") == expected)
    #expect(workspace.run("check", "Rules") == expected)
    #expect(workspace.run("check", "Rules/2023/部门整体支出/", "Rules") == expected)
    #expect(
      workspace.run("check", "--language", "en").output == """
        ok: 部门整体支出, fiscal year 2023, revision 1 \
        (2 indicators, 10 points, 1 test) Rules/2023/部门整体支出

        """)
  }

  @Test func looksBelowTheCurrentFolderWithoutRules() throws {
    let workspace = try Workspace()
    try workspace.write(Rules.scheme(), to: "规则 一.rules")
    #expect(workspace.run("check").output.hasPrefix("通过：部门整体支出"))
  }

  @Test func drawsErrors() throws {
    let workspace = try Workspace()
    let text = Rules.scheme().replacing("追加预算 ÷ 年初预算", with: "追加预箅 ÷ 年初预算")
    try workspace.write(text, to: "a.rules")
    let outcome = workspace.run("check", "a.rules")
    #expect(outcome.status == 1 && outcome.output.isEmpty)
    #expect(
      outcome.errors == """
        错误[E0201] 没有叫“追加预箅”的数据、定义或指标
           ┌─ a.rules:13:6
           │
         7 │   追加预算：金额 万元，不小于 0
           │   -------- “追加预算”在这里
           ⋮
        13 │   计算 追加预箅 ÷ 年初预算
           │        ^^^^^^^^
           │
           = 帮助：是不是“追加预算”？

        发现 1 个错误

        """)
    let english = workspace.run("check", "a.rules", "--language=en")
    #expect(english.errors.hasPrefix("error[E0201]: "))
    #expect(english.errors.hasSuffix("\n\n1 error\n"))
  }

  @Test func aCopyBesideItsOriginalIsOneMistake() throws {
    let workspace = try Workspace()
    let text = Rules.scheme()
    try workspace.write(text, to: "甲/20-过程.rules")
    try workspace.write(text, to: "甲/20-过程 - 副本.rules")
    try workspace.write(text, to: "甲/30-旧稿.rules")
    let outcome = workspace.run("check")
    #expect(outcome.status == 1)
    let lines = outcome.errors.split(separator: "\n")
    // A space stands before a full stop, so the copy is read first.
    let first = "20-过程 - 副本.rules"
    let found = lines.filter { $0.hasPrefix("错误") }
    #expect(found.count == 2)
    #expect(found.allSatisfy { $0.contains("在“\(first)”里已经写过，像是它的副本") })
  }

  @Test func aFileWithThingsOfItsOwnIsNoCopy() throws {
    let workspace = try Workspace()
    try workspace.write(Rules.scheme(), to: "甲/20.rules")
    let facts = (0..<20).map { "  数\($0)：金额\n" }.joined()
    let again = "  年初预算：金额\n  追加预算：金额\n  制度健全：是否\n"
    try workspace.write("数据\n\(again)\(facts)", to: "甲/30.rules")
    let found = workspace.run("check").errors.split(separator: "\n")
      .filter { $0.hasPrefix("错误") }
    #expect(found.count == 3 && found.allSatisfy { $0.contains("已经用过") })
  }

  @Test func givesFindingsAsJSON() throws {
    let workspace = try Workspace()
    try workspace.write(Rules.scheme("甲"), to: "Rules/2023/甲/a.rules")
    #expect(workspace.run("check", "--format", "json") == Outcome(status: 0, output: "[]\n"))
    try workspace.write(Rules.scheme("乙", year: 2022), to: "Rules/2023/乙/a.rules")
    let outcome = workspace.run("check", "--format", "json")
    #expect(outcome.status == 1 && outcome.errors.isEmpty)
    let decoded = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8))
    let findings = try #require(decoded as? [[String: Any]])
    #expect(findings.map { $0["code"] as? String } == ["E0421"])
    #expect(findings.map { $0["file"] as? String } == ["Rules/2023/乙/a.rules"])
  }

  /// A ruleset with something unused, and a place where it matters that the total is rounded.
  private static let analysed = """
    规则集 示例
    年度 2023
    总分 10 分

    数据
      预算：金额 万元，大于 0
      支出：金额 万元，不小于 0
      人数：数量 人，不小于 0

    三级指标 支出进度 10 分
      计算 支出 ÷ 预算
      [95%, 105%]   得满分
      ＜ 95%         得 4 分
      ＞ 105%        得 2 分

    """

  @Test func warningsAndNotesLeaveTheStatusAlone() throws {
    let workspace = try Workspace()
    try workspace.write(Self.analysed, to: "a.rules")
    let outcome = workspace.run("check", "a.rules")
    #expect(outcome.status == 0 && outcome.output.hasPrefix("通过：示例"))
    #expect(outcome.errors.contains("警告[W0707] 数据“人数”没有用到"))
    #expect(outcome.errors.contains("提示[N0701] “支出进度”的得分有升有降"))
    #expect(outcome.errors.hasSuffix("发现 1 个警告、1 个提示\n"))
    let english = workspace.run("check", "a.rules", "--language", "en")
    #expect(english.errors.contains("note[N0701]: the score of '支出进度' both rises and falls"))
    #expect(english.errors.hasSuffix("1 warning, 1 note\n"))
    let json = workspace.run("check", "a.rules", "--format", "json").output
    #expect(json.contains(#""code": "N0701", "severity": "note""#))
    // Only what is checked is analysed.
    #expect(workspace.run("test", "a.rules").errors == "")
  }

  @Test func listsTheCliffs() throws {
    let workspace = try Workspace()
    try workspace.write(Self.analysed, to: "a.rules")
    let text = workspace.run("check", "a.rules", "--cliffs").output
    #expect(text.contains("差一点就少得分的地方：示例，2023 年度"))
    let rows = text.split(separator: "\n").filter { $0.hasPrefix("支出进度") }
    #expect(rows.count == 2)
    #expect(rows.first?.contains("＞ 105%") == true && rows.first?.contains("10 → 2") == true)
    #expect(rows.last?.contains("＜ 95%") == true && rows.last?.contains("10 → 4") == true)
    let json = workspace.run("check", "a.rules", "--cliffs", "--format", "json").output
    let decoded = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
    let rulesets = try #require(decoded?["rulesets"] as? [[String: Any]])
    let cliffs = try #require(rulesets.first?["cliffs"] as? [[String: Any]])
    #expect(cliffs.compactMap { $0["cost"] as? String } == ["8", "6"])
    #expect((decoded?["findings"] as? [Any])?.count == 2)
  }

  @Test func saysWhyAnIndicatorHasNoCliffs() throws {
    let workspace = try Workspace()
    try workspace.write(Rules.scheme(), to: "a.rules")
    let text = workspace.run("check", "a.rules", "--cliffs").output
    #expect(text.contains("不在表中的指标：\n  制度建设：按要点或次数计分，没有计算值"))
    #expect(workspace.run("check", "a.rules", "--cliffs").errors == "")
  }

  @Test func comparesTheYearWithTheFolder() throws {
    let workspace = try Workspace()
    try workspace.write(Rules.scheme(year: 2023), to: "Rules/2024/部门整体支出/a.rules")
    let outcome = workspace.run("check")
    #expect(outcome.status == 1 && outcome.output.isEmpty)
    #expect(
      outcome.errors == """
        错误[E0421] 这里写的是 2023 年度，文件夹“Rules/2024/部门整体支出”却在 2024 年之下
          ┌─ Rules/2024/部门整体支出/a.rules:2:6
          │
        2 │   年度 2023
          │        ^^^^
          │
          = 帮助：改成文件夹的年度，或把文件夹移到 2023 之下：
              年度 2024

        发现 1 个错误

        """)
  }

  @Test func findsTwoRulesetsOfOneName() throws {
    let workspace = try Workspace()
    try workspace.write(Rules.scheme("甲"), to: "Rules/2023/一/a.rules")
    try workspace.write(Rules.scheme("甲"), to: "Rules/2023/二/a.rules")
    let outcome = workspace.run("check")
    #expect(outcome.status == 1)
    #expect(outcome.errors.hasPrefix("错误[E0202] 2023 年度有两个规则集都叫“甲”\n"))
    #expect(outcome.errors.contains("Rules/2023/一/a.rules:1:5"))
    #expect(outcome.errors.contains("Rules/2023/二/a.rules:1:5"))
  }

  @Test func takesFilesByTheBytesOfTheirNames() throws {
    let workspace = try Workspace()
    let parts = Rules.scheme().split(separator: "\n\n", maxSplits: 1)
    try workspace.write(String(parts[0]) + "\n", to: "Rules/2023/x/01-总则.rules")
    try workspace.write(String(parts[1]), to: "Rules/2023/x/10-其余.rules")
    try workspace.write("不是规则", to: "Rules/2023/x/说明.txt")
    try workspace.write("不是规则", to: "Rules/2023/x/.02.rules")
    #expect(workspace.run("check").status == 0)
  }

  @Test(arguments: [
    ("Rulez", "没有文件或文件夹“Rulez”|是不是“Rules”？"),
    ("Rules/2032/甲", "没有文件或文件夹“Rules/2032/甲”|是不是“Rules/2023”？"),
    ("Rules/2023/甲/b.rules", "没有文件或文件夹“Rules/2023/甲/b.rules”|是不是“Rules/2023/甲/a.rules”？"),
    ("Rules/x/y/z", "没有文件或文件夹“Rules/x/y/z”|“Rules”里没有“x”"),
    ("data.json", "“data.json”不是规则文件|规则文件的名称以 .rules 结尾"),
    ("空", "“空”和它下面的文件夹里没有规则文件|规则文件的名称以 .rules 结尾"),
    ("data.json/x", "读不了“data.json/x”：路径中间的一段不是文件夹"),
    ("/dev/null", "读不了“/dev/null”：这不是普通文件"),
  ])
  func saysWhatIsWrongWithAPath(_ path: String, _ words: String) throws {
    let workspace = try Workspace()
    try workspace.write(Rules.scheme("甲"), to: "Rules/2023/甲/a.rules")
    try workspace.write("{}", to: "data.json")
    try workspace.makeFolder("空")
    let outcome = workspace.run("check", path)
    #expect(
      outcome
        == Outcome(status: 2, errors: "错误：\(words.replacing("|", with: "\n  帮助："))\n"))
  }

  @Test func readsAnyBytes() throws {
    let workspace = try Workspace()
    try workspace.write(Data(), to: "empty.rules")
    #expect(workspace.run("check", "empty.rules").status == 1)
    try workspace.write(Data((0..<2000).map { UInt8(truncatingIfNeeded: $0 &* 37) }), to: "b.rules")
    #expect(workspace.run("check", "b.rules").status == 1)
    try workspace.write(Data([0xEF, 0xBB, 0xBF]) + Data(Rules.scheme().utf8), to: "bom.rules")
    #expect(workspace.run("check", "bom.rules").status == 0)
  }

  @Test func survivesLinksInCircles() throws {
    let workspace = try Workspace()
    try workspace.write(Rules.scheme("甲"), to: "Rules/2023/甲/a.rules")
    try FileManager.default.createSymbolicLink(
      atPath: workspace.path + "/Rules/2023/甲/back", withDestinationPath: "../..")
    #expect(workspace.run("check").status == 0)
  }
}
