import Reports
import RuleLang
import Testing

@Suite("Explanations")
struct ExplanationTests {
  @Test("the whole of a complete result: every way of scoring")
  func complete() throws {
    try expectGolden("explanation-complete", Forms.bench().whole())
  }

  @Test("the whole of an incomplete result: what is open, and what would settle it")
  func incomplete() throws {
    try expectGolden("explanation-incomplete", Forms.bench().whole(at: 1))
  }

  @Test("the same in English; names, reasons and clauses stay as the rules have them")
  func english() throws {
    try expectGolden("explanation-english", Forms.bench().whole(.en))
  }

  @Test("one indicator is told with its headings, and as it is told in the whole")
  func one() throws {
    let bench = try Forms.bench()
    let whole = bench.whole()
    for indicator in bench.ruleset.indicators {
      let story = try bench.story(indicator.name)
      #expect(whole.contains(story.split(separator: "\n").dropFirst().joined(separator: "\n")))
    }
  }

  @Test("the example: definitions opened up, sources, the exact value, the way to a better band")
  func example() throws {
    let bench = try Bench.example()
    let execution = try bench.story("预算执行率")
    for part in [
      "  公式  预算执行率 ＝ (可用预算 － 年末结转结余) ÷ 可用预算\n",
      "        其中 可用预算 ＝ 上年结转 ＋ 年初预算 ＋ 追加预算",
      "  计算  可用预算 ＝ 0 万元 ＋ 25,274.07 万元 ＋ 74,888.59 万元 ＝ 100,162.66 万元\n",
      "        (100,162.66 万元 － 0 万元) ÷ 100,162.66 万元 ＝ 100%\n",
      "未适用：当 可用预算 ＝ 0 不得分",
    ] { #expect(execution.contains(part), "\(part)\n\(execution)") }
    let change = try bench.story("预算调整率")
    for part in [
      "预算调整率（5 分），实际得分 0 分\n", "来源：", "另有 -74,888.59 万元",
      "绝对值(74,888.59 万元) ÷ 25,274.07 万元 ＝ 296.31%（精确值 7488859/2527407）\n",
      "  标准  ＞ 30% 不得分（20-过程.rules 第 ", "  失分  扣 5 分：",
      "  差距  距“(20%, 30%] 得 2 分”还差 266.31 个百分点；其他数据不变，追加预算 不高于 7,582.221 万元",
    ] { #expect(change.contains(part), "\(part)\n\(change)") }
    #expect(try bench.story("职责履行").contains("为 2（筹融资工作、GDP同比增长）"))
  }

  @Test("lines stay within the width", arguments: Language.allCases)
  func width(_ language: Language) throws {
    for bench in [try Bench.example(), try Forms.bench()] {
      for line in bench.whole(language).split(separator: "\n") {
        #expect(DisplayWidth.of(String(line)) <= ReportOptions.columnsMax, "\(line)")
      }
    }
  }
}
