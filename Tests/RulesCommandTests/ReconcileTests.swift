import Testing

@testable import RulesCommand

@Suite struct ReconcileTests {
  private func workspace(_ claims: String) throws -> Workspace {
    let workspace = try Workspace()
    try workspace.write(Rules.scheme("甲"), to: "Rules/2023/甲/a.rules")
    let record = Rules.record("一局").replacing(
      "\n}\n", with: ",\n  \"claims\": { \(claims) }\n}\n")
    try workspace.write(record, to: "一.json")
    return workspace
  }

  private static let sound = """
    "scores": { "预算调整率": "5", "制度建设": "5", "过程": "10" }, "measures": { "预算调整率": "5%" }, \
    "total": "10", "grade": "合格"
    """

  @Test func everythingAgrees() throws {
    let outcome = try workspace(Self.sound).run("reconcile", "Rules", "一.json")
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    #expect(outcome.output.contains("申报：10 分、合格；按规则计算：10 分，合格\n"))
    #expect(outcome.output.contains("\n相符 "))
  }

  @Test func nothingIsClaimed() throws {
    let outcome = try workspace("").run("reconcile", "Rules", "一.json")
    #expect(outcome.status == 0 && outcome.output.contains("没有申报；按规则计算 10 分，合格\n"))
  }

  @Test func aDifferenceEndsWithStatusOne() throws {
    let claims = Self.sound.replacing("\"过程\": \"10\"", with: "\"过程\": \"9\"")
    let workspace = try workspace(claims)
    let outcome = workspace.run("reconcile", "Rules", "一.json")
    #expect(outcome.status == 1 && outcome.errors.isEmpty)
    #expect(outcome.output.contains(" 1.  过程 得分：申报 9 分，计算 10 分，申报少 1 分\n"))
    #expect(outcome.output.contains("位置  一.json 第 4 行\n"))
    let english = workspace.run("reconcile", "Rules", "一.json", "--language", "en").output
    let told = "过程 score: claimed 9 points, computed 10 points, claimed 1 point less"
    #expect(english.contains(told))
  }

  @Test(arguments: ["json", "csv", "table"])
  func writesAFile(format: String) throws {
    let workspace = try workspace(Self.sound)
    let shown = workspace.run("reconcile", "Rules", "一.json", "--format", format)
    let outcome = workspace.run(
      "reconcile", "Rules", "一.json", "--format", format, "-o", "核对.out")
    #expect(outcome == Outcome(status: 0))
    #expect(workspace.text(of: "核对.out") == shown.output)
    #expect(workspace.run("reconcile", "Rules", "一.json", "-o", "一.json").status == 2)
  }

  @Test func severalDepartments() throws {
    let workspace = try workspace(Self.sound)
    try workspace.write(Rules.record("二局"), to: "二.json")
    try workspace.write(Rules.record("三局").replacing("5 万元", with: "五万元"), to: "三.json")
    let files = ["一.json", "二.json", "三.json"]
    let table = workspace.run(["reconcile", "Rules"] + files)
    #expect(table.status == 1)
    #expect(table.output.contains("三局  2023 年度\n") && table.output.contains("有错误，不能评分"))
    #expect(table.errors.hasPrefix("错误[E0505]"))
    let json = workspace.run(["reconcile", "Rules"] + files + ["--format", "json"])
    #expect(json.output.hasPrefix("{\n  \"engine\": \"rules "))
    #expect(json.output.hasSuffix("\n  ]\n}\n"))
    #expect(json.output.matches(of: /"counts"/).count == 3)
    let csv = workspace.run(["reconcile", "Rules"] + files + ["--format", "csv"])
    #expect(csv.output.hasPrefix("部门,年度,结论,类别,对象,申报,计算,相差,改变,说明,位置,来源\n"))
  }

  @Test func usage() throws {
    let workspace = try workspace(Self.sound)
    #expect(workspace.run("reconcile").status == 2)
    #expect(workspace.run("reconcile", "Rules").status == 2)
    #expect(workspace.run("reconcile", "一.json", "Rules").status == 2)
    #expect(workspace.run("reconcile", "Rules", "一.json", "--format", "xlsx").status == 2)
  }
}
