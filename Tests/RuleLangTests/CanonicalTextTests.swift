import RuleLang
import Testing

@Suite("The canonical text")
struct CanonicalTextTests {
  @Test("it is the English text on one line each, without what does not score")
  func exact() {
    let text = """
      // 注释
      规则集 甲

        年度 2023年  // 注释
      一级指标 乙 61.0 分 权重 50.0%
      三级指标 丙 1,000 分
        10%–20%（含） 得 1.50 分 “丁”
        ＞ 30‰ 不得分
      等次 优 ≥ 90 分
      测试 “戊”
        已知 己 ＝ 1
        应得 丙 ＝ 1 分
      """
    let expected = """
      ruleset 甲
      fiscal year 2023
      section 乙 61 points weighing 50%
      indicator 丙 1000 points
      (10%, 20%] scores 1.5 "丁"
      > 3% scores 0
      grade 优 >= 90

      """
    #expect(CanonicalText.of([parse(text).file]) == expected)
  }

  @Test(
    "what is only spelled differently is the same",
    arguments: [
      ("得分 甲 ＋ 1.50", "score 甲+1.5 // 注"), ("＝ 0 不得分", "= 0 scores 0 points"),
      ("＝ 0 得 0 分", "＝ 0 不得分"), ("＝ 0 得 5 分", "=0 scores 5"), ("评定 “甲”", "judged \"甲\""),
      ("扣 1 分 当 甲", "当 甲 扣 1 分"), ("每 甲 扣 1 分", "deducts 1 per 甲"),
      ("＞ 0 扣 1 分 每满 1 百分点", "＞ 0 每满 1 个百分点 扣 1 分"), ("甲 得满分", "＝ 甲 得 满分"),
      ("计算 `甲`", "计算 甲"), ("当 ＂甲＂ ＝ 乙 得 1 分", "当 “甲” ＝ 乙 得 1.0分"),
      ("数据\n甲：数值，从 0 至 1", "facts\n甲: number, at least 0, at most 1"),
      ("等次\n优 ≥ 90", "等次\n优: ≥ 90"), ("计算 甲 ＋\n  乙", "计算 甲 ＋ 乙"), ("计算 9‰", "计算 0.9%"),
    ])
  func same(first: String, second: String) {
    #expect(canonical(first) == canonical(second))
  }

  @Test(
    "what means something else is another text",
    arguments: [
      ("＝ 0 得 5 分", "＝ 0 得满分"), ("(0, 1] 得 5 分", "[0, 1] 得 5 分"), ("计算 甲", "计算 乙"),
      ("＞ 0 每满 1 个百分点 扣 1 分", "＞ 0 每满或不足 1 个百分点 扣 1 分"), ("计算 1%", "计算 1 个百分点"),
      ("评定 “甲”", "评定 “乙”"), ("取最优", "取最高要点"), ("计算 甲 － 乙", "计算 甲 ＋ 乙"),
      ("加分合计 不高于 5 分 总分之外", "加分合计 不高于 5 分"), ("等次 按保留后总分", "等次 按精确总分"),
    ])
  func different(first: String, second: String) {
    #expect(canonical(first) != canonical(second))
  }

  @Test("files follow each other")
  func files() {
    let files = ["规则集 甲\n", "定义 乙 ＝ 1\n"].map { parse($0).file }
    #expect(CanonicalText.of(files) == "ruleset 甲\ndefine 乙 = 1\n")
    #expect(CanonicalText.of([]) == "")
  }

  private func canonical(_ text: String) -> String {
    CanonicalText.of([parse("三级指标 甲 5 分\n" + text + "\n").file])
  }
}
