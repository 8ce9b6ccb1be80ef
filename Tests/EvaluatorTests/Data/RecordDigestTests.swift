import RuleLang
import Testing

@testable import Evaluator

/// The digest of data follows their meaning, and nothing else.
@Suite("Digest of data")
struct RecordDigestTests {
  private static let rules = """
    规则集 示例
      年度 2023
      总分 10 分
    数据
      预算：金额 万元，大于 0
      人数：数量 人
      比：比率
      及时：是否
      级：选项 一等、二等
      日：日期
      名：文本
      缺：数值
    表 项目
      名称：文本
      支出：金额
    三级指标 甲 5 分
      评定
    三级指标 乙 5 分
      要点 5 分 当 及时
    """

  private func lines(_ facts: String, _ more: String = "") throws -> String {
    let ruleset = try #require(checked(Self.rules).ruleset)
    let text = #"{"department": "甲局", "fiscalYear": 2023, "facts": {\#(facts)}\#(more)}"#
    let data = DataReader.read(
      DataInput(path: "d.json", bytes: Array(text.utf8)), firstFileIndex: 1)
    let (record, found) = Binder(ruleset: ruleset).bind(data.records[0])
    #expect(found.isEmpty, "\(found.map(\.message.en))")
    return RecordDigest(ruleset).lines(of: record)
  }

  @Test func linesAreThoseOfTheChapter() throws {
    let text = try lines(
      #"""
      "预算": {"values": [{"value": "1.5 万元", "source": "甲"}, {"value": "2 万元"}],
        "use": "2 万元", "reason": "较新"},
      "人数": 3, "比": "90%", "及时": "是", "级": "二等", "日": "2023/12/31", "名": "甲\"乙",
      "项目": [{"支出": "1 元", "名称": "路"}, {"名称": "桥"}]
      """#, #", "judgments": {"甲": {"score": "4", "reason": "少"}}"#)
    #expect(
      text == """
        fact "人数" 3
        fact "及时" yes
        fact "名" "甲\\"乙"
        fact "日" 2023-12-31
        fact "比" 0.9
        fact "级" "二等"
        fact "预算" 20000
        values "预算" 15000 20000 "较新"
        table "项目"
        row "路" 1
        row "桥" -
        judgment "甲" 4 "少"

        """)
  }

  @Test func writingIsNoPartOfIt() throws {
    let first = try lines(#""预算": "1.5 万元", "比": "50%""#)
    let second = try lines(
      #""比": 0.5, "预算": {"value": "15,000元", "source": "表一", "asOf": "2023-12-31"}"#,
      #", "claims": {"total": "9"}, "notes": "无""#)
    #expect(first == second)
  }

  @Test func meaningIs() throws {
    let all = try [
      lines(#""预算": "1.5 万元""#), lines(#""预算": "1.6 万元""#), lines(#""人数": 3"#),
      lines(#""缺": 3"#), lines(#""名": "3""#), lines(#""项目": []"#), lines(""),
      lines(#""项目": [{"名称": "a b"}]"#), lines(#""项目": [{"名称": "a"}]"#),
    ]
    #expect(Set(all).count == all.count)
  }
}
