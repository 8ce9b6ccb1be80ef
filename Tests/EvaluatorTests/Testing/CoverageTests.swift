import ExactNumbers
import RuleLang
import Testing

@testable import Evaluator

/// What counts as near an end, and whose figures count at all.
@Suite struct CoverageTests {
  private func missing(_ tests: String) throws -> [CoverageGoal] {
    let text = """
      规则集 小
        年度 2023
        总分 7 分
        总分 保留 1 四舍五入
      数据
        率：比率，从 0 至 100%
        数：数量 件，不小于 0
        线：比率，从 0 至 100%
      一级指标 全部 7 分
      指标 甲 3 分
        计算 率
        ≥ 12.5%  得满分
        ＜ 12.5% 不得分
      指标 乙 2 分
        计算 数
        ＝ 0     得满分
        [1, 3)  得 1 分
        ≥ 3     不得分
      指标 丙 2 分
        计算 率
        ≥ 线  得满分
        ＜ 线  不得分
      等次 按保留后总分
        优 ≥ 5
        良 ＜ 5

      """
    let result = checked(text + tests)
    let ruleset = try #require(result.ruleset, "\(findings(of: result))")
    let outcomes = TestRunner.run(Program(ruleset))
    return Coverage(Program(ruleset), outcomes).missing
  }

  private func boundaries(_ goals: [CoverageGoal], of indicator: Int) -> [String] {
    goals.filter { $0.indicator == indicator }.compactMap { goal in
      guard case .boundary(let boundary) = goal.kind else { return nil }
      return "\(boundary.value.map { $0.description } ?? "线") \(boundary.side)"
    }
  }

  @Test func endsOutsideTheDomainAreNotAskedFor() throws {
    let goals = try missing("")
    #expect(boundaries(goals, of: 0) == ["1/8 at", "1/8 below", "1/8 above"].map(decimal))
    #expect(
      boundaries(goals, of: 1)
        == ["0 at", "0 above", "1 at", "1 below", "1 above", "3 at", "3 below", "3 above"])
    #expect(boundaries(goals, of: 2) == ["线 at", "线 below", "线 above"])
  }

  private func decimal(_ text: String) -> String { text.replacing("1/8", with: "0.125") }

  @Test func nearIsCloserThanOneUnitOfTheLastDigit() throws {
    func left(_ tests: String) throws -> [String] { boundaries(try missing(tests), of: 0) }
    func test(_ rate: String) -> String {
      "测试 “一”\n  用例 率, 甲\n  例 \(rate), 属于 [0, 3]\n"
    }
    #expect(try left(test("12.6%")).count == 3)
    #expect(try left(test("12.59%")) == ["0.125 at", "0.125 below"])
    #expect(try left(test("12.4%")).count == 3)
    #expect(try left(test("12.4001%")) == ["0.125 at", "0.125 above"])
    #expect(try left(test("12.5%")) == ["0.125 below", "0.125 above"])
  }

  @Test func wholeNumbersAreNearTheNext() throws {
    let goals = try missing("测试 “一”\n  已知 数 ＝ 2 件\n  应得 乙 ＝ 1 分\n")
    #expect(boundaries(goals, of: 1) == ["0 at", "0 above", "1 at", "1 below", "3 at", "3 above"])
  }

  @Test func onlyWhatATestLooksAtIsCovered() throws {
    let figures = "测试 “一”\n  已知 率 ＝ 12.5%，线 ＝ 12%，数 ＝ 1 件\n"
    let own = try missing(figures + "  应得 甲 ＝ 3 分\n")
    #expect(boundaries(own, of: 0).count == 2 && boundaries(own, of: 1).count == 8)
    let heading = try missing(figures + "  应得 全部 ＝ 6 分\n")
    #expect(
      boundaries(heading, of: 1) == ["0 at", "1 below", "1 above", "3 at", "3 below", "3 above"])
    #expect(boundaries(heading, of: 2) == ["线 at", "线 below"])
    #expect(heading.count { $0.group == .grades } == 5)
    let whole = try missing(figures + "  应得 总分 ＝ 6 分\n")
    // 6 is the next total above 5 that there is.
    #expect(whole.count { $0.group == .grades } == 3)
  }

  @Test func aTestThatFailsCoversNothing() throws {
    let goals = try missing("测试 “一”\n  已知 率 ＝ 12.5%\n  应得 甲 ＝ 0 分\n")
    #expect(goals.count == (try missing("")).count)
  }

  @Test func aSuggestionMeetsItsGoal() {
    var found = 0
    for seed in Effort.seeds(3, full: 300) {
      guard let ruleset = checked(RulesetWriter.text(seed: seed)).ruleset else { continue }
      let program = Program(ruleset)
      let search = SuggestionSearch(program, [])
      for goal in CoverageGoals.of(ruleset).prefix(12) {
        guard let (record, evaluation) = search.figures(for: goal) else { continue }
        found += 1
        let again = Engine(program).evaluate(record)
        #expect(Meeting(program, record, again).meets(goal), "seed \(seed) \(goal)")
        #expect(evaluation.errors.isEmpty)
      }
    }
    #expect(Effort.seed != nil || found > 3)
  }
}
