import Testing

@testable import Evaluator

/// Single values: what is accepted, as what, and what is refused, marked where.
@Suite("Values in data")
struct ValueTests {
  struct Accepted: Sendable, CustomTestStringConvertible {
    let fact: String
    let json: String
    let value: String
    let written: String
    var testDescription: String { "\(fact) \(json)" }

    init(_ fact: String, _ json: String, _ value: String, _ written: String? = nil) {
      self.fact = fact
      self.json = json
      self.value = value
      self.written = written ?? String(json.filter { $0 != "\"" })
    }
  }

  static let forty = "1234567890123456789012345678901234567890"

  static let accepted: [Accepted] = [
    Accepted("追加预算", #""25,274.07 万元""#, "252740700"),
    Accepted("追加预算", #""1.47亿元""#, "147000000"),
    Accepted("追加预算", #"" 42 万元 ""#, "420000", "42 万元"),
    Accepted("追加预算", #""-138万元""#, "-1380000"),
    Accepted("追加预算", #""－１３８　万元""#, "-1380000", "－１３８　万元"),
    Accepted("追加预算", #""3百万元""#, "3000000"),
    Accepted("追加预算", #""2千元""#, "2000"),
    Accepted("追加预算", #""0""#, "0"),
    Accepted("追加预算", "0", "0"),
    Accepted("追加预算", "-0.00", "0"),
    Accepted("追加预算", "\"\(forty).05 元\"", "\(forty).05"),
    Accepted("“三公”GDP", #""1 元""#, "1"),
    Accepted("编制人数", #""8 人""#, "8"),
    Accepted("编制人数", #""８人""#, "8"),
    Accepted("编制人数", "8", "8", "8 人"),
    Accepted("编制人数", #""8""#, "8", "8 人"),
    Accepted("编制人数", "8.0", "8", "8.0 人"),
    Accepted("编制人数", "1e2", "100", "1e2 人"),
    Accepted("编制人数", #""1.5万人""#, "15000"),
    Accepted("编制人数", #""1.5万""#, "15000", "1.5万 人"),
    Accepted("编制人数", #""0.3 千人""#, "300"),
    Accepted("客流", #""1.5 万人""#, "15000"),
    Accepted("客流", #""200 人""#, "200"),
    Accepted("完成率", #""90%""#, "0.9"),
    Accepted("完成率", #""90 ％""#, "0.9"),
    Accepted("完成率", #""9‰""#, "0.009"),
    Accepted("完成率", #""0.9""#, "0.9"),
    Accepted("完成率", "0.9", "0.9"),
    Accepted("完成率", "9E-1", "0.9"),
    Accepted("系数", #""12.5""#, "12.5"),
    Accepted("系数", "-12.50", "-12.5"),
    Accepted("重量", #""30 千克""#, "30"),
    Accepted("重量", "30.5", "30.5", "30.5 千克"),
    Accepted("预算公开", "true", "true"),
    Accepted("预算公开", #""是""#, "true"),
    Accepted("预算公开", #""YES""#, "true"),
    Accepted("预算公开", #""否""#, "false"),
    Accepted("预算公开", #""FALSE""#, "false"),
    Accepted("验收日期", #""2023-12-31""#, "19722"),
    Accepted("验收日期", #""2023/12/31""#, "19722"),
    Accepted("验收日期", #""2023年12月31日""#, "19722"),
    Accepted("档次", #"" 二等 ""#, "#1", "二等"),
    Accepted("说明", #"" 有空格 ""#, "\" 有空格 \""),
    Accepted("说明", #""""#, "\"\""),
  ]

  @Test("accepted values", arguments: accepted)
  func accepts(_ example: Accepted) throws {
    let run = try DataFixture.record("\"\(example.fact)\": \(example.json)")
    #expect(run.lines == [])
    #expect(run.value(example.fact) == example.value)
    #expect(run.origin(example.fact)?.written == example.written)
  }

  @Test("missing values", arguments: ["null", "\"\"", "\"  \""])
  func missing(_ json: String) throws {
    let run = try DataFixture.record("\"编制人数\": \(json)")
    #expect(run.lines == [])
    #expect(run.value("编制人数") == nil)
  }

  static let refused: [(fact: String, json: String, code: String, words: String)] = [
    ("追加预算", "42", "E0506", "\"42 万元\""),
    ("追加预算", #""42""#, "E0506", "\"42 元\""),
    ("追加预算", #""2亿""#, "E0506", "\"2亿元\""),
    ("追加预算", #""8 人""#, "E0507", "不能以“人”计"),
    ("追加预算", #""8 圆""#, "E0507", "没有“圆”这个单位"),
    ("追加预算", #""8%""#, "E0507", "不是比率"),
    ("追加预算", "true", "E0505", "要一个金额"),
    ("追加预算", #""约 8 万元""#, "E0505", "要一个数"),
    ("追加预算", #""8 万元（含税）""#, "E0505", "后面还有别的文字"),
    ("追加预算", #""1,23 元""#, "E0505", "千分位"),
    ("追加预算", #""1.2E+05""#, "E0505", "科学计数法"),
    ("追加预算", "\"#N/A\"", "E0505", "留空"),
    ("追加预算", "1e1001", "E0516", "指数"),
    ("年初预算", #""0""#, "E0508", "大于 0"),
    ("年初预算", #""-1 万元""#, "E0508", "数据里是 -1 万元"),
    ("编制人数", #""0 人""#, "E0508", "不小于 1 人"),
    ("编制人数", #""7.5""#, "E0505", "要整数"),
    ("编制人数", #""8 万元""#, "E0507", "以“人”计"),
    ("编制人数", #""8 名""#, "E0507", "没有“名”这个单位"),
    ("编制人数", #""80%""#, "E0507", "不是比率"),
    ("客流", #""15""#, "E0506", "\"15 万人\""),
    ("完成率", "90", "E0508", "90%"),
    ("完成率", #""90 分""#, "E0507", "比率"),
    ("系数", #""90%""#, "E0507", "0.9"),
    ("系数", #""9 人""#, "E0507", "没有单位"),
    ("预算公开", "1", "E0505", "是或否"),
    ("预算公开", #""有""#, "E0505", "是 或 否"),
    ("验收日期", #""2023-02-30""#, "E0505", "日期"),
    ("验收日期", #""2023年12-31""#, "E0505", "日期"),
    ("验收日期", "20231231", "E0505", "日期"),
    ("验收日期", #""2024-07-01""#, "E0508", "不大于 2024-06-30"),
    ("档次", #""一级""#, "E0505", "是不是“一等”？"),
    ("说明", "5", "E0505", "引号"),
    ("编制人数", "[8, 5]", "E0503", "values"),
    ("说明", #"["a"]"#, "E0503", "一个值"),
  ]

  @Test("refused values", arguments: refused)
  func refuses(_ example: (fact: String, json: String, code: String, words: String)) throws {
    let run = try DataFixture.record("\"\(example.fact)\": \(example.json), \"下限\": \"1%\"")
    #expect(run.lines == ["\(example.code) \(example.json)"])
    #expect(run.words.contains(example.words), "\(run.words)")
    #expect(run.value(example.fact) == nil)
    #expect(run.value("下限") == "0.01")
  }

  @Test("a number with too many digits")
  func tooManyDigits() throws {
    let digits = String(repeating: "9", count: 1001)
    #expect(try DataFixture.record("\"系数\": \(digits)").lines == ["E0516 \(digits)"])
  }

  @Test("a unit for the record")
  func recordUnit() throws {
    let run = try DataFixture.record(
      "\"追加预算\": 42.5, \"年初预算\": \"3 亿元\", \"项目\": [{\"预算\": \"7\"}]", ", \"unit\": \"万元\"")
    #expect(run.lines == [])
    #expect(run.value("追加预算") == "425000")
    #expect(run.origin("追加预算")?.written == "42.5 万元")
    #expect(run.value("年初预算") == "300000000")
    #expect(run.rows("项目") == [["-", "70000", "-"]])
    #expect(try DataFixture.record("", ", \"unit\": \"人\"").lines == ["E0507 \"人\""])
    #expect(
      try DataFixture.record("\"追加预算\": \"2亿\"", ", \"单位\": \"万元\"").lines == ["E0506 \"2亿\""])
  }
}
