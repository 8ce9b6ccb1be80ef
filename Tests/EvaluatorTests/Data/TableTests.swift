import RuleLang
import Testing

@testable import Evaluator

/// Tables: in the record, or in a file of their own.
@Suite("Tables in data")
struct TableTests {
  @Test("rows in the record")
  func rows() throws {
    let run = try DataFixture.record(
      #""项目": [{"名称": "甲", "预算": "1 万元"}, {"预算": "2 元", "完成": "是"}], "清单": []"#)
    #expect(run.lines == [])
    #expect(run.rows("项目") == [["\"甲\"", "10000", "-"], ["-", "2", "true"]])
    #expect(run.rows("清单") == [])
    #expect(try DataFixture.record(#""项目": null"#).rows("项目") == nil)
  }

  static let refused: [(json: String, lines: [String])] = [
    (#""项目": "无""#, [#"E0519 "无""#]),
    (#""项目": {"名称": "甲"}"#, [#"E0519 {"名称": "甲"}"#]),
    (#""项目": [5, {"名称": "甲"}]"#, ["E0519 5"]),
    (#""项目": []"#, ["E0508 []"]),
    (#""项目": [{"名字": "甲"}]"#, [#"E0504 "名字""#]),
    (#""项目": [{"名称": "甲", "名称": "乙"}]"#, [#"E0509 "名称""#]),
    (#""项目": [{"预算": "5"}, {"预算": "-1 元"}]"#, [#"E0506 "5""#, #"E0508 "-1 元""#]),
    (#""项目": [{"预算": {"value": "5 元"}}]"#, [#"E0503 {"value": "5 元"}"#]),
    (#""清单": {"value": [{"名称": "甲"}], "source": "附表"}"#, []),
    (#""清单": {"value": [], "asOf": "去年"}"#, [#"E0505 "去年""#]),
    (#""清单": {"source": "附表"}"#, [#"E0503 {"source": "附表"}"#]),
    (#""清单": {"value": [], "use": "…"}"#, [#"E0504 "use""#]),
  ]

  @Test("refused tables", arguments: refused)
  func refuses(_ example: (json: String, lines: [String])) throws {
    #expect(try DataFixture.record(example.json).lines == example.lines)
  }

  static let records = "部门,年度\n甲,2023\n乙,2023\n丙,2023\n"

  @Test("a file of its own")
  func file() throws {
    let run = try DataFixture.run(
      "数据.csv", Self.records,
      tables: [
        ("清单", "部门,名称\n甲,一\n乙,二\n甲,三\n"),
        ("项目", "部门,年度,名称,预算（万元）,完成\n甲,2023,公安,\"1,104.2\",是\n乙,2023,,7 元,\n丙,2023,,,否\n"),
      ])
    #expect(run.lines == [])
    #expect(run.fileLines == [])
    #expect(run.data.files.map(\.path) == ["数据.csv", "数据.清单.csv", "数据.项目.csv"])
    #expect(run.rows("清单") == [["\"一\""], ["\"三\""]])
    #expect(run.rows("清单", record: 1) == [["\"二\""]])
    #expect(run.rows("清单", record: 2) == [])
    #expect(run.rows("项目") == [["\"公安\"", "11042000", "true"]])
    #expect(run.rows("项目", record: 1) == [["-", "7", "-"]])
  }

  @Test("beside JSON, and in the record as well")
  func besideJSON() throws {
    let run = try DataFixture.run(
      "数据.json",
      """
      [{"department": "甲", "fiscalYear": 2023},
       {"department": "乙", "fiscalYear": 2023, "facts": {"清单": []}}]
      """, tables: [("清单", "部门,名称\n甲,一\n")])
    #expect(run.rows("清单") == [["\"一\""]])
    #expect(run.lines == ["E0509 \"清单\""])
  }

  static let files: [(name: String, text: String, file: [String], records: [String])] = [
    ("清单", "部门,名称\n戊,一\n戊,二\n", ["E0518 戊"], []),
    ("清单", "部门,年度,名称\n甲,2022,一\n", ["E0518 甲"], []),
    ("清单", "部门,名字\n甲,一\n", ["E0504 名字"], []),
    ("清单", "部门,名称,名称\n甲,一,二\n", ["E0509 名称"], []),
    ("清单", "名称\n一\n", ["E0503 名称"], []),
    ("清单", "部门,名称\n,一\n", ["E0503 ,一"], []),
    ("清单", "部门,年度,名称\n甲,,一\n", ["E0503 甲,,一"], []),
    ("清单", "部门,名称\n甲,一,二\n乙,三\n", [], ["E0503 二"]),
    ("清单", "部门,名称\n甲,\"一\n乙,三\n", ["E0501 \""], []),
    ("请单", "部门,名称\n甲,一\n", ["E0504 部门,名称"], []),
    ("项目", "部门,预算（人）\n甲,1\n乙,1\n丙,1\n", ["E0507 预算（人）"], []),
    ("项目", "部门,预算\n甲,1\n乙,1 元\n丙,-1 元\n", [], ["E0506 1", "E0508 -1 元"]),
    ("项目", "部门,预算\n甲,1 元\n乙,1 元\n", [], ["E0508 丙"]),
  ]

  @Test("files that do not fit", arguments: files)
  func file(_ example: (name: String, text: String, file: [String], records: [String])) throws {
    let run = try DataFixture.run(
      "数据.csv", Self.records, tables: [(example.name, example.text)])
    #expect(run.fileLines == example.file)
    #expect(run.lines == example.records)
  }

  @Test("data of several years need the year in the table's file")
  func years() throws {
    let records = "部门,年度\n甲,2023\n甲,2022\n"
    let refused = try DataFixture.run("数据.csv", records, tables: [("清单", "部门,名称\n甲,一\n")])
    #expect(refused.fileLines == ["E0503 部门,名称"])
    #expect(refused.rows("清单") == nil)
    let run = try DataFixture.run(
      "数据.csv", records, tables: [("清单", "部门,年度,名称\n甲,2022,一\n")])
    #expect(run.rows("清单") == [])
    #expect(run.rows("清单", record: 1) == [["\"一\""]])
  }
}
