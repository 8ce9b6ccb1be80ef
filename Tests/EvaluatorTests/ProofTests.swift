import Evaluator
import ExactNumbers
import RuleLang
import Testing

/// Rules whose proofs would be wrong if what one place knows were used in another.
@Suite struct ProofTests {
  private static func rules(
    _ indicators: String, points: String = "5", facts: String = ""
  ) -> String {
    """
    规则集 证明
      年度 2023
      总分 \(points) 分
    数据
      甲：金额，不小于 0
      乙：金额
      丙：数值
    \(facts)
    \(indicators)
    """
  }

  @Test func casesOfOneAlternativeSayNothingInAnother() {
    let result = checked(
      Self.rules(
        """
        三级指标 最优 5 分
          取最优
          方案 “一”
            当 甲 ＝ 0 得满分
            计算 乙 ÷ 甲
            ≥ 1  得满分
            ＜ 1  不得分
          方案 “二”
            计算 乙 ÷ 甲
            ≥ 1  得满分
            ＜ 1  不得分
        """))
    #expect(result.codes == ["E0305"])
  }

  @Test func oneBranchSaysNothingInAnother() {
    // In the first branch 绝对值(丙) is above 5; in the second it may be anything.
    let result = checked(
      Self.rules(
        """
        三级指标 两支 5 分
          计算 如果 绝对值(丙) ＞ 5 则 1 ÷ (绝对值(丙) ＋ 1) 否则 1 ÷ (绝对值(丙) ＋ 1)
          [0, 1]  得满分
        """))
    #expect(result.codes == [])
    let gap = checked(
      Self.rules(
        """
        三级指标 两支 5 分
          计算 如果 绝对值(丙) ＞ 5 则 1 ÷ (绝对值(丙) ＋ 1) 否则 1 ÷ (绝对值(丙) ＋ 1)
          [0, 20%]  得满分
        """))
    #expect(gap.codes == ["E0401"])
  }

  @Test func deductionsCountWhatIsNeverNegative() {
    let deduct = "三级指标 扣减 5 分\n  每 件数0 扣 1 分"
    let facts = "  件甲：数量 人\n  件乙：数量 人"
    let counts = ["件甲": [], "件甲 ＋ 件乙": [], "最大(件甲 － 件乙, 0)": [], "件甲 － 件乙": ["E0406"]]
    for (count, codes) in counts {
      let text = Self.rules(deduct.replacing("件数0", with: count), facts: facts)
      #expect(checked(text).codes == codes, "\(count)")
    }
  }

  @Test func anExclusionStandsBeforeTheAlternatives() {
    let result = checked(
      Self.rules(
        """
        三级指标 最优 5 分
          取最优
          方案 “一”
            不适用 当 甲 ＝ 0 剔除 折算到上级
            评定
          方案 “二”
            评定
        """))
    #expect(result.codes == ["E0111"])
  }

  @Test func roundingMayLeadASumToZero() {
    // The score may be −0.5 and is then rounded to −1.
    let result = checked(
      """
      规则集 取舍
        年度 2023
        总分 10 分
        得分 保留 1 四舍五入
      数据
        丙：数值
      三级指标 扣到负分 5 分
        计算 丙
        ≥ 1  得满分
        ＜ 1  每满 1 扣 1 分，扣至 -0.5 分
      三级指标 用到得分 5 分
        得分 1 ÷ (得分 扣到负分 ＋ 1) 封顶保底
      """)
    #expect(result.codes == ["E0305"])
  }

  @Test func aMeasureThatACaseKeepsBackIsMissing() throws {
    let text = Self.rules(
      """
      三级指标 比值 5 分
        当 甲 ＝ 0 不得分
        计算 乙 ÷ 甲
        ≥ 1  得满分
        ＜ 1  不得分
      三级指标 用到比值 5 分
        得分 计算值 比值 封顶保底
      """, points: "10")
    let ruleset = try #require(checked(text).ruleset)
    var record = Record(for: ruleset)
    record.facts[0] = .number(.zero)
    record.facts[1] = .number(.one)
    let result = Engine(Program(ruleset)).evaluate(record)
    #expect(result.status == .incomplete)
    #expect(result.indicators[1].status == .undetermined)
    #expect(result.indicators[1].missing == ["比值"])
    #expect(result.range.shown == "[0, 5]")
  }
}
