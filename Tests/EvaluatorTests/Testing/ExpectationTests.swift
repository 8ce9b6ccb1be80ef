import Evaluator
import RuleLang
import Testing

/// What each form of expectation holds for.
@Suite struct ExpectationTests {
  private static let rules = """
    规则集 一项
      年度 2023
      总分 20 分
    数据
      甲：数量 件，从 0 至 10
      乙：数量 件，不小于 0
      高：比率，从 0 至 100%
      低：比率，从 0 至 100%
    次序 低 ≤ 高
    一级指标 全部 20 分
    指标 分档 5 分
      不适用 当 乙 ＝ 7 得满分
      不适用 当 乙 ＝ 8 剔除 折算到上级
      计算 甲
      ≤ 2  得 5 分 “少”
      ＞ 2  得 1 分 “多”
    指标 评定项 5 分
      评定
    指标 区间 5 分
      计算 乙
      ＝ 0  得 5 分
      ≥ 1  评定 1 至 2 分
    指标 缺失 5 分
      缺失时 得 2 分
      计算 低
      ≥ 50%  得 5 分
      ＜ 50%  不得分
    等次
      优 ≥ 15
      良 ＜ 15
    """

  /// A line under a test, and whether it holds.
  struct Line: CustomTestStringConvertible, Sendable {
    let given: String
    let expected: String
    let holds: Bool

    var testDescription: String { given + " ⇒ " + expected }
  }

  static let lines: [Line] = [
    ("甲 ＝ 2 件，乙 ＝ 0 件", "应得 分档 ＝ 5 分", true),
    ("甲 ＝ 3 件，乙 ＝ 0 件", "应得 分档 ＝ 5 分", false),
    ("甲 ＝ 3 件，乙 ＝ 0 件", "应得 分档 属于 [1, 2)", true),
    ("甲 ＝ 3 件，乙 ＝ 0 件", "应得 分档 属于 (1, 2)", false),
    ("甲 ＝ 3 件，乙 ＝ 0 件", "应得 计算值 分档 ＞ 2 件，分档 已评分", true),
    ("甲 ＝ 3 件，乙 ＝ 0 件", "应得 分档 依照 “多”，分档 依照 “＞2”", true),
    ("甲 ＝ 3 件，乙 ＝ 0 件", "应得 分档 依照 “少”", false),
    ("甲 ＝ 3 件，乙 ＝ 7 件", "应得 分档 不适用，分档 ＝ 5 分，分档 已评分", true),
    ("甲 ＝ 3 件，乙 ＝ 8 件", "应得 分档 不适用，分档 剔除", true),
    ("甲 ＝ 3 件，乙 ＝ 8 件", "应得 分档 已评分", false),
    ("甲 ＝ 3 件，乙 ＝ 0 件", "应得 分档 剔除", false),
    ("乙 ＝ 0 件", "应得 分档 不确定，计算值 分档 不确定，总分 不确定", true),
    ("乙 ＝ 0 件", "应得 分档 ≥ 1，分档 ≤ 5，分档 属于 [1, 5]", true),
    ("乙 ＝ 0 件", "应得 分档 ≥ 2", false),
    ("乙 ＝ 0 件", "应得 分档 ≠ 6", true),
    ("乙 ＝ 0 件", "应得 分档 ≠ 5", false),
    ("乙 ＝ 0 件", "应得 总分 属于 [8, 20]，等次 不确定", true),
    ("乙 ＝ 0 件", "应得 等次 ≥ 良", true),
    ("乙 ＝ 0 件", "应得 等次 ＝ 良", false),
    ("评定项 评定 3 分", "应得 评定项 ＝ 3 分，评定项 已评定", true),
    ("评定项 评定 3 分", "应得 评定项 已评分", false),
    ("低 ＝ 50%", "应得 缺失 ＝ 5 分", true),
    ("低 ＝ 50%", "应得 缺失 按缺失计分", false),
    ("甲 ＝ 1 件", "应得 缺失 按缺失计分，缺失 ＝ 2 分", true),
    ("甲 ＝ 11 件", "应报 E0508", true),
    ("甲 ＝ 11 件", "应得 分档 不确定", false),
    ("甲 ＝ 10 件", "应报 E0508", false),
    ("低 ＝ 60%，高 ＝ 50%", "应报 E0515", true),
    ("低 ＝ 60%，高 ＝ 50%", "应得 缺失 ＝ 5 分", false),
    ("乙 ＝ 1 件，区间 评定 3 分", "应报 E0514", true),
    ("乙 ＝ 1 件，区间 评定 2 分", "应得 区间 已评定", true),
    ("甲 ＝ 2.5 件", "应报 E0505", true),
    ("乙 ＝ 0 件，甲 ＝ 0 件，低 ＝ 60%，高 ＝ 60%，评定项 评定 5 分", "应得 总分 ＝ 20 分，等次 ＝ 优，全部 ＝ 20 分", true),
    ("乙 ＝ 0 件，甲 ＝ 9 件，低 ＝ 1%，高 ＝ 2%，评定项 评定 5 分", "应得 等次 ＜ 优，等次 ≤ 良，等次 ≠ 优", true),
  ].map { Line(given: $0.0, expected: $0.1, holds: $0.2) }

  @Test(arguments: lines) func holdsOrNot(line: Line) throws {
    let text = Self.rules + "\n测试 “一”\n  已知 \(line.given)\n  \(line.expected)\n"
    let result = checked(text)
    let ruleset = try #require(result.ruleset, "\(findings(of: result))")
    #expect(TestRunner.run(Program(ruleset)).map(\.isPassed) == [line.holds])
  }

  @Test func figuresOfACaseReplaceThoseOfTheTest() throws {
    let text =
      Self.rules + """

        测试 “各例”
          已知 甲 ＝ 1 件，评定项 评定 1 分
          应得 缺失 ＝ 2 分
          用例 甲, 评定项 评定, 分档, 评定项
          例 3 件, 2 分, 1 分, 2 分 “换了”
          例 不填, 不填, 不确定, 不确定
          例 0 件, 不填, 不填, 不填
          例 3 件, 2 分, 5 分, 2 分
        """
    let result = checked(text)
    let ruleset = try #require(result.ruleset, "\(findings(of: result))")
    let outcomes = TestRunner.run(Program(ruleset))
    #expect(outcomes.map(\.test.row?.number) == [1, 2, 3, 4])
    #expect(outcomes.map(\.test.row?.text) == ["换了", nil, nil, nil])
    // 乙 is missing, so that the cases before the bands are open.
    #expect(outcomes.map(\.isPassed) == [false, true, true, false])
  }
}
