import Foundation
import Testing

@testable import RulesCommand

@Suite struct EvaluateTests {
  private let workspace: Workspace

  init() throws {
    workspace = try Workspace()
    try workspace.write(Rules.scheme("甲"), to: "Rules/2023/甲/a.rules")
    try workspace.write(Rules.scheme("乙"), to: "Rules/2023/乙方案/a.rules")
    try workspace.write(Rules.scheme("甲", year: 2024), to: "Rules/2024/甲/a.rules")
  }

  private func rows(_ text: String) -> [String] { text.split(separator: "\n").map(String.init) }

  @Test func printsATable() throws {
    try workspace.write(Rules.record("一局"), to: "一局 数据.json")
    let outcome = workspace.run("evaluate", "Rules", "一局 数据.json")
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    #expect(outcome.output.hasPrefix("一局  2023 年度\n规则：甲，2023 年，第 1 次修订"))
    #expect(outcome.output.hasSuffix("总分 10 分，合格\n"))
    let english = workspace.run("evaluate", "Rules", "一局 数据.json", "--language", "en")
    #expect(english.output.contains("Rules: 甲"))
  }

  @Test func writesEachFormat() throws {
    try workspace.write(Rules.record("一局"), to: "a.json")
    let document = workspace.run("evaluate", "Rules", "a.json", "--format", "json").output
    #expect(document.hasPrefix("{\n  \"ruleset\": {"))
    let line = workspace.run("evaluate", "Rules", "a.json", "--format=jsonl").output
    #expect(rows(line).count == 1)
    for text in [document, line] {
      #expect((try? JSONSerialization.jsonObject(with: Data(text.utf8))) != nil)
      #expect(text.contains("\"file\"") && !text.contains("Rules/2023"))
    }
    let sheet = workspace.run("evaluate", "Rules", "a.json", "--format", "csv").output
    #expect(rows(sheet).map { $0.prefix(10) } == ["部门,年度,状态,预", "一局,2023,完整"])
  }

  @Test func choosesTheRulesetByYearAndScheme() throws {
    let sheet = """
      部门,年度,规则集,年初预算（万元）,追加预算（万元）,制度健全
      一局,2023,甲,100,5,是
      二局,2023,乙方案,100,5,是
      三局,2024,,100,5,是
      四局,2023,,100,5,是
      五局,2025,,100,5,是
      六局,2024,丙,100,5,是
      七局,,甲,100,5,是

      """
    try workspace.write(sheet, to: "d.csv")
    let outcome = workspace.run("evaluate", "Rules", "d.csv", "--format", "jsonl")
    #expect(outcome.status == 1)
    let results = try rows(outcome.output).map(Result.init)
    #expect(
      results == [
        Result("一局", "甲", 2023), Result("二局", "乙", 2023), Result("三局", "甲", 2024),
        Result("四局", "甲", 2024, error: "E0511"), Result("五局", "甲", 2024, error: "E0510"),
        Result("六局", "甲", 2024, error: "E0510"), Result("七局", "甲", 2024, error: "E0512"),
      ])
    #expect(outcome.errors.contains("d.csv:6:4"))
    #expect(outcome.errors.contains("现有：2023 乙、2023 甲、2024 甲"))
    #expect(outcome.errors.hasSuffix("发现 4 个错误\n"))
  }

  @Test func aRulesetNamedByItsPathIsTheOnlyOne() throws {
    try workspace.write(Rules.record("一局", scheme: nil), to: "a.json")
    try workspace.write(Rules.record("二局", scheme: "甲", year: 2024), to: "b.json")
    let outcome = workspace.run(
      "evaluate", "Rules/2023/甲", "a.json", "b.json", "--format", "jsonl")
    #expect(outcome.status == 1)
    let results = try rows(outcome.output).map(Result.init)
    #expect(results == [Result("一局", "甲", 2023), Result("二局", "甲", 2023, error: "E0510")])
    #expect(outcome.errors.contains("没有 2024 年度“甲”的规则集"))
  }

  @Test func whereNoRulesetFitsTheWordsFollowTheRules() throws {
    try workspace.write(Rules.record("一局", scheme: nil, year: 1999), to: "a.json")
    let locale = ["LANG": "en_US.UTF-8"]
    let unfit = workspace.run("evaluate", "Rules", "a.json", variables: locale)
    #expect(unfit.status == 1)
    #expect(unfit.errors.hasPrefix("错误[E0510] "))
    let missing = workspace.run("evaluate", "Rules", "b.json", variables: locale)
    #expect(missing.status == 2)
    #expect(missing.errors.hasPrefix("错误："))
  }

  @Test func givesADocumentForEachRuleset() throws {
    try workspace.write(Rules.record("一局", scheme: "甲", year: 2024), to: "a.json")
    try workspace.write(Rules.record("二局", scheme: "乙"), to: "b.json")
    try workspace.write(Rules.record("三局", scheme: "甲"), to: "c.json")
    let paths = ["a.json", "b.json", "c.json"]
    let sheet = workspace.run(["evaluate", "Rules"] + paths + ["--format", "csv"]).output
    let departments = sheet.split(separator: "\n\n").map { rows(String($0))[1].prefix(7) }
    #expect(departments == ["二局,2023", "三局,2023", "一局,2024"])
  }

  @Test func readsTablesBesideASheet() throws {
    let rules = Rules.scheme("甲").replacing(
      "一级指标", with: "表 项目\n  完成：是否\n\n一级指标"
    ).replacing("5 分 当 制度健全", with: "5 分 当 制度健全 且 计数(项目) ＝ 2")
    try workspace.write(rules, to: "r.rules")
    let sheet = "部门,年度,年初预算（万元）,追加预算（万元）,制度健全\n一局,2023,100,5,是\n"
    try workspace.write(sheet, to: "d.csv")
    try workspace.write("部门,完成\n一局,是\n一局,否\n", to: "d.项目.csv")
    let arguments = ["evaluate", "r.rules", "d.csv", "d.项目.csv", "--format", "csv"]
    let outcome = workspace.run(arguments)
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    #expect(rows(outcome.output).last?.hasPrefix("一局,2023,完整,5,5,10,10,合格") == true)
  }

  @Test func reportsARecordThatComesTwiceInARun() throws {
    try workspace.write(Rules.record("一局"), to: "a.json")
    try workspace.write(Rules.record("一局"), to: "b.json")
    let outcome = workspace.run("evaluate", "Rules", "a.json", "b.json", "--format", "jsonl")
    #expect(outcome.status == 1)
    let results = try rows(outcome.output).map(Result.init)
    #expect(results == [Result("一局", "甲", 2023), Result("一局", "甲", 2023, error: "E0509")])
  }

  @Test func missingFiguresAreNoError() throws {
    try workspace.write(
      Rules.record("一局").replacing("\"制度健全\": true", with: "\"制度健全\": null"), to: "a.json")
    let outcome = workspace.run("evaluate", "Rules", "a.json", "--format", "csv")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("一局,2023,缺资料"))
    #expect(outcome.errors.contains("警告[W0501]"))
  }

  @Test func brokenRulesStopTheRun() throws {
    try workspace.write(
      Rules.scheme("甲").replacing("≤ 10%", with: "＜ 10%"), to: "Rules/2023/甲/a.rules")
    try workspace.write(Rules.record("一局"), to: "a.json")
    let outcome = workspace.run("evaluate", "Rules", "a.json")
    #expect(outcome.status == 1 && outcome.output.isEmpty)
    #expect(outcome.errors.hasPrefix("错误[E0401]"))
    try workspace.write(Rules.record("一局", scheme: "乙"), to: "a.json")
    #expect(workspace.run("evaluate", "Rules", "a.json").status == 0)
  }

  @Test func writesToAFileButNeverOverItsInputs() throws {
    try workspace.write(Rules.record("一局"), to: "a.json")
    let arguments = ["evaluate", "Rules", "a.json", "--format", "csv"]
    let printed = workspace.run(arguments)
    #expect(workspace.run(arguments + ["-o", "out.csv"]) == Outcome(status: 0))
    #expect(workspace.text(of: "out.csv") == printed.output)
    #expect(workspace.run(arguments + ["-o", "a.json"]).status == 2)
    #expect(workspace.run(arguments + ["-o", "Rules/2023/甲/a.rules"]).status == 2)
    #expect(workspace.text(of: "a.json") == Rules.record("一局"))
    let missing = workspace.run(arguments + ["-o", "no/out.csv"])
    #expect(missing.status == 2)
    #expect(missing.errors == "错误：写不了“no/out.csv”：它所在的文件夹不存在\n")
  }

  @Test(arguments: ResultFormat.allCases)
  func theNumberOfThreadsChangesNothing(_ format: ResultFormat) throws {
    let records = (0..<1500).map { index in
      let text = Rules.record(
        "部门\(index)", scheme: index % 3 == 0 ? "乙" : "甲", year: index % 7 == 0 ? 2024 : 2023)
      return index % 11 == 0 ? text.replacing("5 万元", with: "5") : text
    }
    try workspace.write("[\(records.joined(separator: ","))]", to: "d.json")
    let arguments = ["evaluate", "Rules", "d.json", "--format", format.rawValue, "--threads"]
    let one = workspace.run(arguments + ["1"])
    #expect(one.status == 1 && !one.output.isEmpty)
    for count in ["2", "3", "7"] { #expect(workspace.run(arguments + [count]) == one) }
  }

  @Test func anEmptyListGivesNoResults() throws {
    try workspace.write("[]", to: "d.json")
    for format in ResultFormat.allCases {
      let outcome = workspace.run(
        "evaluate", "Rules/2023/甲", "d.json", "--format", format.rawValue)
      #expect(outcome.status == 0 && outcome.errors.isEmpty)
      #expect(outcome.output.hasSuffix("\"results\": []\n}\n") == (format == .json))
    }
  }

  @Test func asksForTheRulesetInTheWordsOfTheForm() throws {
    try workspace.write(Rules.scheme("乙"), to: "Rules/2023/乙/a.rules")
    try workspace.write("部门,年度\n一局,2023\n", to: "d.csv")
    let sheet = workspace.run("evaluate", "Rules", "d.csv")
    #expect(sheet.errors.contains("E0511"))
    #expect(sheet.errors.contains("加一列“规则集”，每行写一个：“乙”、“甲”"))
    try workspace.write(#"{"department": "一局", "fiscalYear": 2023, "facts": {}}"#, to: "d.json")
    let document = workspace.run("evaluate", "Rules", "d.json")
    #expect(document.errors.contains(#""ruleset": "甲""#) && !document.errors.contains("加一列"))
  }

  @Test func readsTheStandardInput() throws {
    let outcome = workspace.run(
      "evaluate", "Rules", "-", "--format", "csv", input: Rules.record("一局"))
    #expect(outcome.status == 0 && outcome.output.contains("一局,2023,完整"))
  }

  @Test(arguments: [
    ("Rules b.json", "没有文件或文件夹“b.json”|是不是“a.json”？"),
    (
      "Rules Rules/2023",
      "文件夹“Rules/2023”里没有数据文件（.csv、.tsv、.json、.jsonl、.ndjson、.xlsx、.xlsm）|先写规则，再写数据：RULES DATA"
    ),
    ("a.json Rules", "“a.json”是数据文件，不是规则|先写规则，再写数据：RULES DATA"),
    (
      "Rules Rules/2023/甲/a.rules",
      "“Rules/2023/甲/a.rules”是规则文件，不是数据文件|先写规则，再写数据：RULES DATA"
    ),
  ])
  func saysWhatIsWrongWithAPath(_ operands: String, _ words: String) throws {
    try workspace.write(Rules.record("一局"), to: "a.json")
    let arguments = ["evaluate"] + operands.split(separator: " ").map(String.init)
    let errors = "错误：\(words.replacing("|", with: "\n  帮助："))\n"
    #expect(workspace.run(arguments) == Outcome(status: 2, errors: errors))
  }

  @Test func readsAnyBytes() throws {
    for name in ["a.json", "a.jsonl", "a.csv", "a"] {
      for bytes in [[], [0, 1, 2], [0xFF, 0xFE, 0x00, 0xD8], Array("{\"".utf8)] as [[UInt8]] {
        try workspace.write(Data(bytes), to: name)
        #expect(
          workspace.run("evaluate", "Rules", name).status
            == (bytes.isEmpty && name == "a.jsonl" ? 0 : 1))
      }
    }
  }

  /// What a line of results says.
  private struct Result: Equatable {
    var department: String?
    var ruleset: String?
    var year: Int?
    var error: String?

    init(_ department: String, _ ruleset: String, _ year: Int, error: String? = nil) {
      (self.department, self.ruleset, self.year, self.error) = (department, ruleset, year, error)
    }

    init(_ line: String) throws {
      let decoded = try JSONSerialization.jsonObject(with: Data(line.utf8))
      let object = try #require(decoded as? [String: Any])
      let rules = object["ruleset"] as? [String: Any]
      department = object["department"] as? String
      ruleset = rules?["name"] as? String
      year = rules?["year"] as? Int
      error = (object["errors"] as? [[String: Any]])?.first?["code"] as? String
    }
  }
}
