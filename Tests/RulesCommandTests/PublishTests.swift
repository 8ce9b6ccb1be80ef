import Testing

@testable import RulesCommand

@Suite struct PublishTests {
  private static let file = "Rules/2023/甲/a.rules"
  private static let record = "Rules/2023/甲/published.json"

  private func published() throws -> Workspace {
    let workspace = try Workspace()
    try workspace.write(Rules.scheme("甲"), to: Self.file)
    let outcome = workspace.run("publish", "Rules/2023/甲", "--date", "2024-01-05")
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    #expect(outcome.output.hasPrefix("已发布 甲，2023 年度，修订 1，2024-01-05：sha256:"))
    #expect(outcome.output.hasSuffix("记录在 Rules/2023/甲/published.json\n"))
    return workspace
  }

  private func rewrite(_ workspace: Workspace, _ old: String, _ new: String) throws {
    let text = try #require(workspace.text(of: Self.file))
    #expect(text.contains(old))
    try workspace.write(text.replacing(old, with: new), to: Self.file)
  }

  @Test func recordsNameYearRevisionDigestAndDate() throws {
    let text = try #require(try published().text(of: Self.record))
    let lines = text.split(separator: "\n").map { $0.drop { $0 == " " } }
    let named = ["\"name\": \"甲\",", "\"year\": 2023,", "\"revision\": 1,"]
    #expect(lines.prefix(6).dropFirst(3).elementsEqual(named.map { $0[...] }))
    #expect(lines[6].hasPrefix("\"digest\": \"sha256:"))
    #expect(lines[7] == "\"date\": \"2024-01-05\"")
  }

  @Test func takesTheDayOfTheClock() throws {
    let workspace = try Workspace()
    try workspace.write(Rules.scheme("甲"), to: "甲.rules")
    #expect(workspace.run("publish", "甲.rules").output.contains("，2024-02-29：sha256:"))
    #expect(workspace.text(of: "甲.published.json")?.contains("2024-02-29") == true)
    #expect(workspace.run("check", "甲.rules").status == 0)
  }

  @Test func publishingTwiceChangesNothing() throws {
    let workspace = try published()
    let text = workspace.text(of: Self.record)
    let outcome = workspace.run("publish", "Rules/2023/甲", "--date", "2025-01-01")
    #expect(outcome.status == 0)
    #expect(outcome.output.hasPrefix("甲，2023 年度，修订 1 已于 2024-01-05 发布，没有变化：sha256:"))
    #expect(workspace.text(of: Self.record) == text)
  }

  @Test(arguments: [
    ("数据\n", "// 注释\n\n数据\n"), ("得满分", "得  满分"), ("测试 “恰好 10%”", "测试 “百分之十”"),
    ("得满分", "scores full"),
  ])
  func whatMeansTheSameMayChange(_ old: String, _ new: String) throws {
    let workspace = try published()
    try rewrite(workspace, old, new)
    let outcome = workspace.run("check")
    #expect(outcome.status == 0, "\(outcome.errors)")
  }

  @Test func aChangeOfMeaningIsAnErrorOfEveryCommand() throws {
    let workspace = try published()
    try workspace.write(Rules.record("一局"), to: "d.json")
    try rewrite(workspace, "10%  ", "11%  ")
    for arguments in [
      ["check"], ["evaluate", "Rules", "d.json"], ["explain", "Rules", "d.json"], ["test"],
      ["show", "Rules"], ["publish", "Rules/2023/甲"], ["reconcile", "Rules", "d.json"],
    ] {
      let outcome = workspace.run(arguments)
      #expect(outcome.status == 1 && outcome.output.isEmpty, "\(arguments)")
      #expect(outcome.errors.hasPrefix("错误[E0620] 修订 1 已于 2024-01-05 发布，规则的含义现在变了"))
      #expect(outcome.errors.contains("      修订 2\n"))
      #expect(outcome.errors.matches(of: /sha256:[0-9a-f]{64}/).count >= 2)
      #expect(outcome.errors.contains("published.json:7:"))
    }
  }

  @Test func aNewRevisionIsFreeUntilItIsPublished() throws {
    let workspace = try published()
    try rewrite(workspace, "  年度 2023\n", "  年度 2023\n  修订 2\n")
    for reason in ["制度健全", "有制度", "制度齐全"] {
      try rewrite(workspace, "当 制度健全 “", "当 制度健全 “\(reason)")
      #expect(workspace.run("check").status == 0)
    }
    let outcome = workspace.run("publish", "Rules/2023/甲", "--date", "2024-05-05")
    #expect(outcome.status == 0 && outcome.output.contains("修订 2，2024-05-05"))
    try rewrite(workspace, "当 制度健全 “", "当 制度健全 “又")
    #expect(workspace.run("check").status == 1)
  }

  @Test func aRevisionOnceUsedIsNotUsedAgain() throws {
    let workspace = try published()
    try rewrite(workspace, "  年度 2023\n", "  年度 2023\n  修订 2\n")
    #expect(workspace.run("publish", "Rules/2023/甲", "--date", "2024-05-05").status == 0)
    let history = try #require(workspace.text(of: Self.record))
    #expect(history.contains("\"revision\": 1") && history.contains("\"revision\": 2"))
    try rewrite(workspace, "  修订 2\n", "  修订 1\n")
    try rewrite(workspace, "制度健全 “制度健全”", "制度健全 “有制度”")
    let outcome = workspace.run("check")
    #expect(outcome.status == 1 && outcome.errors.contains("E0620"))
    #expect(outcome.errors.contains("      修订 3\n"))
    try rewrite(workspace, "  修订 1\n", "  修订 3\n")
    #expect(workspace.run("check").status == 0)
  }

  @Test func whatFailsIsNotPublished() throws {
    let workspace = try Workspace()
    try workspace.write(
      Rules.scheme("甲").replacing("预算调整率 ＝ 5 分", with: "预算调整率 ＝ 4 分"), to: Self.file)
    let failing = workspace.run("publish", "Rules/2023/甲")
    #expect(failing.status == 1 && failing.output.isEmpty)
    #expect(failing.errors.hasPrefix("未通过  恰好 10%"))
    #expect(failing.errors.hasSuffix("错误：有 1 个测试未通过，不能发布\n"))
    try workspace.write(Rules.scheme("甲").replacing("总分 10", with: "总分 11"), to: Self.file)
    let broken = workspace.run("publish", "Rules/2023/甲")
    #expect(broken.status == 1 && broken.errors.hasPrefix("错误[E0403]"))
    #expect(workspace.text(of: Self.record) == nil)
  }

  @Test(arguments: [
    ("", "不合 JSON"), ("[]", "应当是 { … }"), ("{}", "缺少 published"), ("{\"published\": 1}", "列表"),
    ("{\"published\": [{}]}", "缺少 name"), ("{\"published\": [], \"x\": 1}", "“x”不该写在这里"),
    (entry(revision: "0", digest: ""), "revision 应当是"),
    (entry(revision: "1", digest: "x"), "摘要写作"),
  ])
  func aDamagedRecordIsAnErrorAtItsPlace(_ text: String, _ words: String) throws {
    let workspace = try published()
    try workspace.write(text, to: Self.record)
    let outcome = workspace.run("check")
    #expect(outcome.status == 1 && outcome.output.isEmpty)
    #expect(outcome.errors.hasPrefix("错误[E0621] 发布记录读不出来：") && outcome.errors.contains(words))
    #expect(outcome.errors.contains("Rules/2023/甲/published.json:1:"))
  }

  private static func entry(revision: String, digest: String) -> String {
    """
    {"published": [{"name": "甲", "year": 2023, "revision": \(revision), "digest": "\(digest)", \
    "date": ""}]}
    """
  }

  @Test func usage() throws {
    let workspace = try published()
    try workspace.write(Rules.scheme("乙"), to: "Rules/2023/乙/a.rules")
    let several = workspace.run("publish", "Rules")
    #expect(several.status == 2 && several.errors.contains("有 2 个规则集，一次发布一个"))
    let day = workspace.run("publish", "Rules/2023/乙", "--date", "2024-2-30")
    #expect(day == Outcome(status: 2, errors: "错误：“2024-2-30”不是日期，写作 2024-01-05\n"))
    #expect(workspace.run("publish").status == 2)
    let english = workspace.run("publish", "Rules/2023/乙", "--language", "en")
    let title = "published 乙, fiscal year 2023, revision 1, 2024-02-29: sha256:"
    #expect(english.output.hasPrefix(title))
  }
}
