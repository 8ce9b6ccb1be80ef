import ExactNumbers
import RuleLang
import Testing

@testable import Evaluator

/// What records are made of, in JSON.
@Suite("Records in JSON")
struct RecordTests {
  @Test("both spellings of members")
  func spellings() throws {
    let run = try DataFixture.run(
      "数据.json",
      """
      {"规则集": "示例评价", "部门": " 甲局 ", "年度": "2023年度", "单位": "万元",
       "数据": {"追加预算": {"值": 7, "来源": "决算", "截至": "2023/12/31"}},
       "来源": {"编制人数": "没有给出的数"}, "评定": {"社会效益": "5 分"},
       "申报": {"得分": {"调整率": "5"}, "总分": 92, "等次": "优"}, "备注": [1, {"a": 2}]}
      """)
    #expect(run.lines == [])
    let record = try #require(run.records.first)
    #expect(record.department == "甲局")
    #expect(record.fiscalYear == 2023)
    #expect(run.data.records.first?.scheme == "示例评价")
    #expect(run.origin("追加预算")?.source == "决算")
    #expect(run.origin("追加预算")?.asOf == "2023-12-31")
    #expect(record.judgments[1]?.points == Rational(5))
    #expect(record.claims.scores.map(\.text) == ["5"])
    #expect(record.claims.total == "92")
    #expect(record.claims.grade == "优")
  }

  static let shapes: [(text: String, lines: [String])] = [
    ("[]", []),
    ("[1]", ["E0503 1"]),
    (#"{"department": "甲", "fiscalYear": 2023}"#, []),
    (#"{"fiscalYear": 2023}"#, ["E0503 {"]),
    (#"{"department": " ", "fiscalYear": 2023}"#, [#"E0503 " ""#]),
    (#"{"department": 5, "fiscalYear": 2023}"#, ["E0503 5"]),
    (#"{"department": "甲"}"#, [#"E0512 "甲""#]),
    (#"{"department": "甲", "fiscalYear": "二〇二三"}"#, [#"E0505 "二〇二三""#]),
    (#"{"department": "甲", "fiscalYear": 2023.5}"#, ["E0505 2023.5"]),
    (#"{"department": "甲", "fiscalYear": [2023]}"#, ["E0503 [2023]"]),
    (#"{"department": "甲", "fiscalyear": 2023}"#, [#"E0504 "fiscalyear""#, #"E0512 "甲""#]),
    (#"{"department": "甲", "fiscalYear": 2023, "facts": []}"#, ["E0503 []"]),
    (#"{"department": "甲", "fiscalYear": 2023, "部门": "乙"}"#, [#"E0509 "部门""#]),
    (#"{"department": "甲", "fiscalYear": 2023, "ruleset": 1}"#, ["E0503 1"]),
    (
      #"{"department": "甲", "fiscalYear": 2023, "facts": {"系数": 1, "系数": 2}}"#,
      [#"E0509 "系数""#]
    ),
    (
      #"[{"department": "甲", "fiscalYear": 2023}, {"department": "甲", "fiscalYear": 2023}]"#,
      [#"E0509 "甲""#]
    ),
  ]

  @Test("shapes", arguments: shapes)
  func shape(_ example: (text: String, lines: [String])) throws {
    #expect(try DataFixture.run("数据.json", example.text).lines == example.lines)
  }

  static let names: [(facts: String, line: String, words: String)] = [
    (#""编制人数": 8, "追加预箅": "1 元""#, #"E0504 "追加预箅""#, "记录里正缺“追加预算”"),
    (#""编制人数": 8, "编制数": 8"#, #"E0504 "编制数""#, "是不是“编制人数”？"),
    (#""完全无关的名称": 8"#, #"E0504 "完全无关的名称""#, "先在规则的“数据”里声明它"),
    (#""全年预算": 8"#, #"E0504 "全年预算""#, "由规则算出"),
    (#""社会效益": 8"#, #"E0504 "社会效益""#, "judgments"),
    (#""编制人数": {"valu": 8}"#, #"E0504 "valu""#, "是不是“value”？"),
  ]

  @Test("names that do not match", arguments: names)
  func name(_ example: (facts: String, line: String, words: String)) throws {
    let run = try DataFixture.record(example.facts)
    #expect(run.lines.first == example.line)
    #expect(run.words.contains(example.words), "\(run.words)")
  }

  @Test("a name that stands among facts and sources is one mistake")
  func nameWithItsSource() throws {
    let sources = #", "sources": {"追加预箅": "决算", "编制人教": "表一"}"#
    let run = try DataFixture.record(#""追加预箅": "1 元""#, sources)
    #expect(run.found.first?.map(\.code.rawValue) == ["E0504", "E0504"])
    #expect(run.words.contains("追加预算") && run.words.contains("编制人数"))
  }

  @Test("names are compared in NFC, without space around them")
  func normalised() throws {
    let run = try DataFixture.record("\" 系数 \": 3, \"“三公”GDP\": \"1 元\"")
    #expect(run.lines == [])
    #expect(run.value("系数") == "3")
  }

  @Test("JSON lines: a broken line is one error, the others go on")
  func lines() throws {
    let run = try DataFixture.run(
      "数据.jsonl",
      """
      {"department": "甲", "fiscalYear": 2023, "facts": {"编制人数": 8}}

      {"department": "乙"， "fiscalYear": 2023}
      {"department": "丙", "fiscalYear": 2023, "facts": {"编制人数": 0}}
      {"department": "丁", "fiscalYear": 2023, "facts": {"编制人数": 9}}
      """)
    #expect(run.lines == ["E0501 ，", "E0508 0"])
    #expect(run.records.map(\.department) == ["甲", nil, "丙", "丁"])
    #expect(run.value("编制人数", record: 3) == "9")
    #expect(run.words.contains("JSON 里要用半角的 ,，不用“，”"))
  }

  static let broken: [(text: String, line: String, words: String)] = [
    ("{\"department\"：\"甲\"}", "E0501 ：", "半角的 :"),
    ("{“department”: 1}", "E0501 “", "半角的 \""),
    ("{\"a\": 1,}", "E0501 ,", "删去它"),
    ("{\"a\": 01}", "E0501 01", "放在引号里"),
    ("{\"a\": 1} {\"b\": 2}", "E0501 {\"b\": 2}", ".jsonl"),
    ("{'a': 1}", "E0501 '", "单引号"),
    ("{\"a\": 1", "E0501 ", "没有写完"),
    ("// x\n{}", "E0501 // x", "notes"),
  ]

  @Test("JSON that is not JSON", arguments: broken)
  func notJSON(_ example: (text: String, line: String, words: String)) throws {
    let run = try DataFixture.run("数据.json", example.text)
    #expect(run.fileLines == [example.line])
    #expect(run.words.contains(example.words), "\(run.words)")
    #expect(run.records.isEmpty)
  }

  @Test("another year or scheme than the ruleset's")
  func scheme() throws {
    let run = try DataFixture.run(
      "数据.json",
      """
      [{"department": "甲", "fiscalYear": 2022},
       {"department": "乙", "fiscalYear": 2023, "ruleset": "示例评介"},
       {"department": "丙", "fiscalYear": 2023}]
      """)
    let found = run.data.records.map { run.binder.checkScheme($0).map(run.line) }
    #expect(found == [["E0510 2022"], ["E0510 \"示例评介\""], []])
  }

  @Test("rulesets there are, in words")
  func rulesets() {
    let place = SourceRange(file: 3, lower: 0, upper: 0)
    let none = Finding.noRuleset(
      year: 2022, scheme: nil, available: [(2023, "部门"), (2024, "部门")]
    ).at(place)
    #expect(none.code == .noRuleset)
    #expect(none.helps.map(\.message.zh) == ["现有：2023 部门、2024 部门"])
    let several = Finding.ambiguousRuleset(year: 2023, names: ["部门", "项目"]).at(place)
    #expect(several.code == .ambiguousRuleset)
    #expect(several.helps.map(\.paste?.zh) == ["\"ruleset\": \"部门\"", "\"ruleset\": \"项目\""])
  }

  @Test("facts that no record gives are one warning")
  func lacking() throws {
    let run = try DataFixture.record("\"编制人数\": 8, \"年初预箅\": \"1 元\"")
    let warnings = run.fileFound.filter { $0.code == .missingFields }
    #expect(warnings.count == 1)
    let words = try #require(warnings.first).message.zh
    #expect(words.contains("追加预算") && words.contains("项目"))
    #expect(!words.contains("编制人数") && !words.contains("年初预算"))
  }
}
