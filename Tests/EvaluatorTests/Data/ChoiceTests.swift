import ExactNumbers
import RuleLang
import Testing

@testable import Evaluator

/// Several values for one fact, sources, judgments, claims and declared orders.
@Suite("Choices, judgments and claims")
struct ChoiceTests {
  @Test("of several values the one named is used")
  func choice() throws {
    let run = try DataFixture.record(
      """
      "编制人数": {
        "values": [ {"value": "8 人", "source": "一、基本情况"},
                    {"value": "5 人", "source": "六（二）①", "asOf": "2023-06-30"}, "8" ],
        "use": "5", "reason": "以编委核定数为准" }
      """)
    #expect(run.lines == [])
    #expect(run.value("编制人数") == "5")
    #expect(run.origin("编制人数")?.written == "5 人")
    #expect(run.origin("编制人数")?.source == "六（二）①")
    #expect(run.origin("编制人数")?.asOf == "2023-06-30")
    let choice = try #require(run.records.first?.choices.first)
    #expect(choice.candidates.map(\.value.text) == ["8", "5", "8"])
    #expect(choice.candidates.map(\.written) == ["8 人", "5 人", "8 人"])
    #expect(choice.used == 1)
    #expect(choice.reason == "以编委核定数为准")
  }

  @Test("equal values need no choice")
  func unanimous() throws {
    let run = try DataFixture.record(
      #""追加预算": {"values": [{"value": "1 万元", "source": "甲"}, {"value": "10,000 元"}]}"#)
    #expect(run.lines == [])
    #expect(run.value("追加预算") == "10000")
    #expect(run.origin("追加预算")?.source == "甲")
    #expect(run.records.first?.choices.isEmpty == true)
  }

  static let values = #""values": [{"value": "8 人"}, {"value": "5 人"}]"#

  static let refused: [(value: String, line: String, words: String)] = [
    ("{\(values)}", #"E0513 "values""#, #""use": "8 人", "reason": "…""#),
    (#"{\#(values), "use": "8 人"}"#, #"E0513 "8 人""#, #""reason": "…""#),
    (#"{\#(values), "use": "8 人", "reason": " "}"#, #"E0513 " ""#, "为什么"),
    (#"{\#(values), "use": "7 人", "reason": "…"}"#, #"E0513 "7 人""#, "不在给出的值里：8 人、5 人"),
    (#"{\#(values), "use": "七人", "reason": "…"}"#, #"E0505 "七人""#, "要一个数"),
    (#"{\#(values), "value": "8 人"}"#, #"E0513 "value""#, "只能写一个"),
    (#"{\#(values), "use": "8", "reason": "…", "source": "s"}"#, #"E0513 "source""#, "各个值里面"),
    (#"{"values": [{"value": "8 人"}]}"#, #"E0513 [{"value": "8 人"}]"#, "两个以上"),
    (#"{"values": "8 人"}"#, #"E0513 "8 人""#, "两个以上"),
    (#"{"values": [{"value": null}, "8"]}"#, #"E0513 [{"value": null}, "8"]"#, "两个以上"),
    (#"{"values": ["8", "0"], "use": "8", "reason": "…"}"#, #"E0508 "0""#, "不小于 1 人"),
    (#"{"value": "8", "use": "8"}"#, #"E0513 "use""#, "有几个值"),
    (#"{"source": "甲"}"#, #"E0503 {"source": "甲"}"#, "没有写值"),
    (#"{"value": "8", "asOf": "去年"}"#, #"E0505 "去年""#, "日期"),
    (#"{"value": "8", "source": 5}"#, "E0503 5", "要写文字"),
    (#"{"value": "8", "值": "8"}"#, #"E0509 "值""#, "写了两次"),
  ]

  @Test("choices that are not complete", arguments: refused)
  func refuses(_ example: (value: String, line: String, words: String)) throws {
    let run = try DataFixture.record("\"编制人数\": \(example.value)")
    #expect(run.lines.first == example.line)
    #expect(run.lines.count == 1)
    #expect(run.words.contains(example.words), "\(run.words)")
  }

  @Test("sources stand in one place")
  func sources() throws {
    let run = try DataFixture.record(
      #""编制人数": "8", "追加预算": {"value": "0", "source": "甲"}, "清单": []"#,
      #", "sources": {"编制人数": "乙", "清单": "丙", "追加预算": "丁", "编制数": "戊"}"#)
    #expect(run.origin("编制人数")?.source == "乙")
    #expect(run.records.first?.tableOrigins[1]?.source == "丙")
    #expect(run.lines == [#"E0509 "追加预算""#, #"E0504 "编制数""#])
  }

  static let judgments: [(json: String, line: String?)] = [
    (#""社会效益": {"score": "4.5", "reason": "缺少反馈"}"#, nil),
    (#""社会效益": "5 分""#, nil),
    (#""社会效益": 5"#, nil),
    (#""社会效益": null"#, nil),
    (#""满意度": {"score": 5, "reason": "…"}"#, nil),
    (#""满意度": "6.4""#, nil),
    (#""社会效益": "4.5""#, #"E0514 "4.5""#),
    (#""社会效益": {"score": "4.5", "reason": ""}"#, #"E0514 """#),
    (#""社会效益": {"score": "5.5"}"#, #"E0514 "5.5""#),
    (#""社会效益": {"score": "-1", "reason": "…"}"#, #"E0514 "-1""#),
    (#""社会效益": {"score": "90%", "reason": "…"}"#, #"E0514 "90%""#),
    (#""社会效益": {"reason": "…"}"#, #"E0514 {"reason": "…"}"#),
    (#""社会效益": true"#, "E0514 true"),
    (#""满意度": {"score": 7, "reason": "…"}"#, "E0514 7"),
    (#""调整率": "5""#, #"E0514 "5""#),
    (#""过程": "5""#, #"E0514 "过程""#),
    (#""社会效应": "5""#, #"E0504 "社会效应""#),
    (#""社会效益": {"score": "5", "why": "…"}"#, #"E0504 "why""#),
  ]

  @Test("judgments", arguments: judgments)
  func judgment(_ example: (json: String, line: String?)) throws {
    let run = try DataFixture.record("", ", \"judgments\": {\(example.json)}")
    #expect(run.lines == (example.line.map { [$0] } ?? []))
  }

  @Test("a judgment keeps its points and its reason")
  func judgmentKept() throws {
    let run = try DataFixture.record(
      "", #", "judgments": {"社会效益": {"score": "4.5", "reason": "缺少反馈"}}"#)
    let judgment = try #require(run.records.first?.judgments[1])
    #expect(judgment.points.description == "4.5")
    #expect(judgment.reason == "缺少反馈")
  }

  @Test("claims are kept as text, by names that the rules have")
  func claims() throws {
    let run = try DataFixture.record(
      "",
      """
      , "claims": {
        "scores": {"调整率": "0", "过程": 56.0, "/过程": "56", "别处的指标名": "3", "调正率": "1"},
        "points": {"调整率": "5"}, "measures": {"调整率": "296.31%", "满意度": null, "过程": "1"},
        "total": "92", "grade": "优", "totl": 1}
      """)
    #expect(run.lines == [#"E0504 "totl""#, #"E0504 "别处的指标名""#, #"E0504 "调正率""#, #"E0504 "过程""#])
    let claims = try #require(run.records.first?.claims)
    #expect(claims.scores.map(\.name) == ["调整率", "过程", "/过程"])
    #expect(claims.scores.map(\.text) == ["0", "56.0", "56"])
    #expect(claims.measures.map(\.text) == ["296.31%"])
    #expect(claims.total == "92")
    #expect(claims.grade == "优")
  }

  @Test("a record that breaks a declared order")
  func order() throws {
    #expect(try DataFixture.record(#""下限": "60%", "上限": "80%""#).lines == [])
    #expect(try DataFixture.record(#""下限": "60%""#).lines == [])
    let run = try DataFixture.record(#""下限": "80%", "上限": 0.8"#)
    #expect(run.lines == ["E0515 0.8"])
    #expect(run.words.contains("规则要求 下限 ＜ 上限，数据里是 80% 和 0.8"))
    #expect(run.found[0][0].labels.count == 1)
  }
}
