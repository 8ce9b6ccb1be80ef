import Testing

@testable import RulesCommand

/// Amendments, revisions and periods, as the commands see them.
@Suite struct VersionTests {
  /// An amendment of 2023 that gives the first indicator another limit.
  static func amendment(
    year: Int = 2024, of base: String = "2023", header: String = "", limit: String = "20%"
  ) -> String {
    """
    规则集 部门整体支出
      年度 \(year)
      修改 \(base)
    \(header)
    替换 三级指标 预算调整率 5 分
      计算 追加预算 ÷ 年初预算
      ≤ \(limit)   得满分
      ＞ \(limit)  不得分

    """
  }

  private func workspace() throws -> Workspace {
    let workspace = try Workspace()
    try workspace.write(Rules.scheme(), to: "Rules/2023/甲/a.rules")
    try workspace.write(Self.amendment(), to: "Rules/2024/甲/a.rules")
    return workspace
  }

  @Test func anAmendmentIsCheckedTestedAndScoredAsAWhole() throws {
    let workspace = try workspace()
    #expect(
      workspace.run("check").output == """
        通过：部门整体支出，2023 年度，修订 1（2 个指标，10 分，1 个测试）Rules/2023/甲
        通过：部门整体支出，2024 年度，修订 1（2 个指标，10 分，1 个测试）Rules/2024/甲

        """)
    #expect(workspace.run("test", "Rules/2024").output.hasPrefix("1 个测试通过"))
    let record = Rules.record("一局", scheme: nil, year: 2024)
      .replacing("5 万元", with: "15 万元")
    try workspace.write(record, to: "d.json")
    let result = workspace.run("evaluate", "Rules", "d.json", "--format", "json")
    #expect(result.status == 0)
    #expect(result.output.contains(#""score": "10""#))
    // A file of the base goes by its year and folder; the path on the disk is not in results.
    #expect(result.output.contains(#""file": "2023/甲/a.rules""#))
    #expect(result.output.contains(#""file": "a.rules""#))
    #expect(!result.output.contains("Rules/2023"))
  }

  @Test func whatIsShownIsARulesetOfTheSameDigestThatSaysWhatComesFromWhere() throws {
    let workspace = try workspace()
    try workspace.write(
      Self.amendment(year: 2025, of: "2024", limit: "30%") + "\n删除 测试\n",
      to: "Rules/2025/甲/a.rules")
    for (year, language) in [("2024", "zh"), ("2024", "en"), ("2025", "zh"), ("2025", "en")] {
      let shown = workspace.run("show", "Rules/\(year)", "--language", language)
      #expect(shown.status == 0)
      try workspace.write(shown.output, to: "saved.rules")
      #expect(workspace.run("check", "saved.rules").status == 0)
      let again = workspace.run("show", "saved.rules").output
      #expect(digest(in: again) == digest(in: shown.output))
      #expect(digest(in: again)?.count == 64)
    }
    let shown = workspace.run("show", "Rules/2025").output.split(separator: "\n")
    #expect(shown.contains("  年初预算：金额 万元，大于 0  // 2023"))
    #expect(shown.contains("三级指标 预算调整率 5 分  // 2025 替换"))
    #expect(shown.contains("//   2025 测试 “恰好 10%”（Rules/2023/甲/a.rules:24）"))
    #expect(shown.contains("// 2024 年度，修订 1："))
    #expect(!workspace.run("show", "Rules/2023").output.contains("// 2023\n"))
  }

  private func digest(in text: String) -> String? {
    text.firstMatch(of: /sha256:([0-9a-f]+)/).map { String($0.1) }
  }

  @Test func theLayoutOfAnAmendmentIsThatOfItsOwnFiles() throws {
    let workspace = try workspace()
    let before = workspace.text(of: "Rules/2024/甲/a.rules")
    #expect(workspace.run("fmt", "Rules", "--keywords", "en").status == 0)
    #expect(workspace.text(of: "Rules/2024/甲/a.rules")?.contains("replace indicator") == true)
    #expect(workspace.run("check").status == 0)
    #expect(workspace.run("fmt", "Rules", "--keywords", "zh").status == 0)
    #expect(workspace.text(of: "Rules/2024/甲/a.rules") == before)
  }

  @Test(arguments: [
    "Rules/2024", "Rules/2024/甲", "Rules/2024/甲/a.rules", "./Rules/2024/甲/", "Rules/../Rules/2024",
  ])
  func theBaseIsFoundFromWhereverTheAmendmentIsNamed(path: String) throws {
    #expect(try workspace().run("check", path).status == 0)
  }

  @Test func theBaseIsLookedForBesideAndInTheFoldersGiven() throws {
    let workspace = try Workspace()
    try workspace.write(Rules.scheme(), to: "草案/原来/a.rules")
    try workspace.write(Self.amendment(), to: "草案/新的/a.rules")
    #expect(workspace.run("check", "草案/新的").status == 0)
    try workspace.write(Rules.scheme(), to: "单个/旧.rules")
    try workspace.write(Self.amendment(), to: "单个/新.rules")
    #expect(workspace.run("check", "单个/新.rules").status == 0)
    try workspace.write(Self.amendment(), to: "别处/a.rules")
    let missing = workspace.run("check", "别处/a.rules")
    #expect(missing.status == 1 && missing.errors.contains("E0601"))
    try workspace.write(Rules.scheme(), to: "存放/2023/甲/a.rules")
    #expect(workspace.run("check", "存放", "别处").status == 0)
    try workspace.write(Rules.scheme(), to: "Rules/2023/甲/a.rules")
    #expect(workspace.run("check", "别处/a.rules").status == 0)
  }

  @Test func aMistakeInTheBaseIsSaidOnce() throws {
    let workspace = try workspace()
    try workspace.write(
      Rules.scheme().replacing("总分 10 分", with: "总分 11 分"), to: "Rules/2023/甲/a.rules")
    let all = workspace.run("check", "--format", "json").output
    #expect(all.contains("E0403") && !all.contains("E0602"))
    let one = workspace.run("check", "Rules/2024", "--format", "json").output
    #expect(!one.contains("E0403") && one.contains("E0602"))
  }

  @Test func aCircleIsOneMistake() throws {
    let workspace = try workspace()
    try workspace.write(Self.amendment(year: 2023, of: "2024"), to: "Rules/2023/甲/a.rules")
    let outcome = workspace.run("check")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("绕成了圈：2023 → 2024 → 2023"))
    #expect(outcome.errors.hasSuffix("发现 1 个错误\n"))
  }

  @Test func aChainHasItsLimit() throws {
    let workspace = try Workspace()
    try workspace.write(Rules.scheme(year: 2000), to: "Rules/2000/甲/a.rules")
    for year in 2001...2033 {
      try workspace.write(
        Self.amendment(year: year, of: "\(year - 1)", limit: "\(year - 1980)%"),
        to: "Rules/\(year)/甲/a.rules")
    }
    #expect(workspace.run("check", "Rules/2032").status == 0)
    #expect(workspace.run("check", "Rules/2033").errors.contains("E0116"))
  }

  // MARK: Revisions and periods

  private func revised(_ period: String, first: String = "") throws -> Workspace {
    let workspace = try Workspace()
    let scheme = Rules.scheme().replacing("年度 2023\n", with: "年度 2023\n\(first)")
    try workspace.write(scheme, to: "Rules/2023/甲/a.rules")
    try workspace.write(
      Self.amendment(year: 2023, header: "  修订 2\n\(period)"), to: "Rules/2023/甲-修订2/a.rules")
    return workspace
  }

  /// A record of 2023 that gets 10 by revision 2 and 5 by revision 1.
  private func record(_ day: String?) -> String {
    let asOf = day.map { "\"评价日期\": \"\($0)\", " } ?? ""
    return Rules.record("一局", scheme: nil).replacing("{\n", with: "{ \(asOf)")
      .replacing("5 万元", with: "15 万元")
  }

  private func revision(_ workspace: Workspace, _ day: String?, _ rules: String = "Rules") throws
    -> String
  {
    try workspace.write(record(day), to: "d.json")
    let outcome = workspace.run("evaluate", rules, "d.json", "--format", "json")
    if let code = outcome.errors.firstMatch(of: /E\d{4}/) { return String(code.output) }
    return outcome.output.firstMatch(of: /"revision": (\d+)/).map { String($0.1) } ?? outcome.errors
  }

  @Test func withoutPeriodsTheHighestRevisionIsInForce() throws {
    let workspace = try revised("")
    #expect(workspace.run("check").status == 0)
    #expect(try revision(workspace, nil) == "2")
    #expect(try revision(workspace, "2023-05-01") == "2")
    #expect(try revision(workspace, nil, "Rules/2023/甲") == "1")
  }

  @Test func aPeriodDecidesByTheDayOfTheRecord() throws {
    let workspace = try revised("  施行 自 2023-07-01 起\n")
    #expect(workspace.run("check").status == 0)
    #expect(try revision(workspace, "2023-06-30") == "1")
    #expect(try revision(workspace, "2023-07-01") == "2")
    #expect(try revision(workspace, nil) == "E0611")
    #expect(try revision(workspace, "2023-06-30", "Rules/2023/甲-修订2") == "E0612")
    #expect(try revision(workspace, nil, "Rules/2023/甲-修订2") == "2")
    #expect(try revision(workspace, "2023-06-31") == "E0505")
  }

  @Test func aSheetHasAColumnForTheDay() throws {
    let workspace = try revised("  施行 自 2023-07-01 起\n")
    try workspace.write(
      """
      部门,年度,评价日期,年初预算（万元）,追加预算（万元）,制度健全
      一局,2023,2023-06-30,100,15,是
      一局,2023,2023/7/1,100,15,是
      二局,2023,,100,15,是
      三局,2023,七月,100,15,是

      """, to: "d.csv")
    let outcome = workspace.run("evaluate", "Rules", "d.csv", "--format", "jsonl")
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count == 4)
    #expect(lines[0].contains(#""revision":1"#) && lines[0].contains(#""score":"5""#))
    #expect(lines[1].contains(#""revision":2"#) && lines[1].contains(#""score":"10""#))
    #expect(lines[2].contains("E0611") && lines[3].contains("E0505"))
  }

  @Test func periodsMayNotMeetAndShouldLeaveNoDayOut() throws {
    let first = "  施行 至 2023-06-30\n"
    let overlap = try revised("  施行 自 2023-06-30 起\n", first: first).run("check")
    #expect(overlap.status == 1)
    #expect(overlap.errors.contains("E0610") && overlap.errors.contains("2023-06-30"))
    let gap = try revised("  施行 自 2023-07-02 起\n", first: first)
    #expect(gap.run("check").status == 0)
    #expect(gap.run("check").errors.contains("在 2023-07-01 至 2023-07-01 没有施行的版本"))
    // One of the two alone says nothing of the other's days.
    #expect(gap.run("check", "Rules/2023/甲").errors.isEmpty)
    #expect(try revised("  施行 自 2023-07-01 起\n", first: first).run("check").errors.isEmpty)
  }

  @Test func oneOfTwoBasesIsNotTakenInSilence() throws {
    let workspace = try workspace()
    try workspace.write(Rules.scheme(), to: "Rules/2023/乙/a.rules")
    let outcome = workspace.run("check", "Rules/2024")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("错误[E0202] 2023 年度的“部门整体支出”修订 1 有两个"))
  }

  @Test func theRevisionThatIsNamedIsAmended() throws {
    let workspace = try workspace()
    try workspace.write(
      Rules.scheme().replacing("年度 2023\n", with: "年度 2023\n  修订 2\n")
        .replacing("≤ 10%   得满分", with: "≤ 5%    得满分").replacing("＞ 10%  不", with: "＞ 5%   不")
        .replacing("10 万元", with: "5 万元"),
      to: "Rules/2023/甲-修订2/a.rules")
    try workspace.write(
      Self.amendment(limit: "10%"), to: "Rules/2024/甲/a.rules")
    #expect(workspace.run("check", "Rules/2024").errors.isEmpty)
    // Revision 1 says so already.
    try workspace.write(
      Self.amendment(of: "2023 修订 1", limit: "10%"), to: "Rules/2024/甲/a.rules")
    #expect(workspace.run("check", "Rules/2024").errors.contains("W0601"))
    try workspace.write(Self.amendment(of: "2023 修订 3"), to: "Rules/2024/甲/a.rules")
    let outcome = workspace.run("check", "Rules/2024")
    #expect(outcome.errors.contains("E0601") && outcome.errors.contains("修订 1、"))
  }

  @Test func twoOfOneRevisionAreStillTwoOfOneName() throws {
    let workspace = try revised("")
    try workspace.write(Rules.scheme(), to: "Rules/2023/乙/a.rules")
    #expect(workspace.run("check").errors.contains("E0202"))
  }

  @Test func aRecordOfAYearReadsNoRulesOfAnother() throws {
    let workspace = try workspace()
    // What follows the header is read only where the ruleset is needed.
    try workspace.write(Self.amendment() + "乱写\n", to: "Rules/2024/甲/a.rules")
    try workspace.write(Rules.record("一局", scheme: nil), to: "d.json")
    #expect(workspace.run("evaluate", "Rules", "d.json").status == 0)
    try workspace.write(Rules.record("一局", scheme: nil, year: 2024), to: "d.json")
    #expect(workspace.run("evaluate", "Rules", "d.json").status == 1)
  }
}
