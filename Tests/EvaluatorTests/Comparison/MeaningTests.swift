import ExactNumbers
import RuleLang
import Testing

@testable import Evaluator

/// What is taken for the same, and what for another thing.
@Suite struct MeaningTests {
  private static let rules = """
    规则集 样例
      年度 2023
      总分 20 分
    参数 上限 ＝ 10%
    数据
      甲：金额，不小于 0
      乙：金额，大于 0
      丙：数量 件，不小于 0
      丁：是否
      戊：是否
      等级：选项 一等、二等、三等
    表 项目
      名称：文本
      金额：金额，不小于 0
    定义 合 ＝ 甲 ＋ 乙
    一级指标 上 12 分
    指标 率 5 分
      计算 绝对值(甲 － 乙) ÷ 合
      ≤ 上限       得满分 “够好”
      (上限, 20%]  得 2 分
      ＞ 20%       不得分
    指标 件数 4 分
      每 丙 扣 1 分 “每出现一件”
    指标 要点 3 分
      要点 1 分 当 丁 且 丙 ＞ 2 “第一”
      要点 2 分 当 戊 “第二”
    一级指标 下 8 分
    指标 档 4 分
      计算 等级
      一等 得 4 分
      二等 得 2 分
      三等 不得分
    指标 额 4 分
      当 合计(项目.金额) ＝ 0 不得分 “没有项目”
      计算 合计(项目.金额) ÷ 乙
      ≥ 100%  得满分
      ＜ 100%  得 1 分
    等次
      优 ≥ 16
      良 [12, 16)
      差 ＜ 12
    """

  private func compare(_ edits: [(String, String)]) throws -> RulesetComparison {
    var text = Self.rules
    for (from, to) in edits {
      #expect(text.contains(from), "\(from)")
      text = text.replacing(from, with: to)
    }
    let old = try #require(checked(Self.rules).ruleset, "\(findings(of: checked(Self.rules)))")
    let new = try #require(checked(text).ruleset, "\(findings(of: checked(text)))")
    return RulesetComparer.compare(old, new)
  }

  private func item(_ name: String, _ comparison: RulesetComparison) throws -> IndicatorComparison {
    try #require(
      comparison.indicators.first { item in
        item.new.map { comparison.new.indicators[$0].name == name } ?? false
      })
  }

  @Test(arguments: [
    [("绝对值(甲 － 乙) ÷ 合", "绝对值(乙 － 甲) ÷ (乙 ＋ 甲)")],
    [("丁 且 丙 ＞ 2", "2 ＜ 丙 且 丁")],
    [("丁 且 丙 ＞ 2", "非 (丙 ≤ 2 或 丁 ＝ 否)")],
    [("参数 上限 ＝ 10%\n", "参数 上限 ＝ 0.1\n")],
    [("≤ 上限       得满分", "≤ 10%       得满分"), ("(上限, 20%]", "(10%, 20%]")],
    [("  一等 得 4 分\n", ""), ("  三等 不得分\n", "  三等 不得分\n  一等 得 4 分\n")],
    [("选项 一等、二等、三等", "选项 二等、一等、三等")],
    [("定义 合 ＝ 甲 ＋ 乙", "定义 总额 ＝ 乙 ＋ 甲"), ("÷ 合", "÷ 总额")],
  ])
  func isSame(edits: [(String, String)]) throws {
    let comparison = try compare(edits)
    let statuses = comparison.indicators.map(\.status)
    #expect(statuses.allSatisfy { $0 == .same }, "\(statuses)")
  }

  @Test func wordsScoreNothing() throws {
    let comparison = try compare([("“够好”", "“很好”"), ("“第一”", "“头一条”")])
    #expect(comparison.haveSameMeaning)
    #expect(comparison.indicators.map(\.status) == [.reworded, .same, .reworded, .same, .same])
  }

  @Test func anotherWritingOfTheSameScores() throws {
    let comparison = try compare([("  ＞ 20%       不得分", "  (20%, 30%]  不得分\n  ＞ 30%  不得分")])
    #expect(try item("率", comparison).status == .equivalent)
    #expect(comparison.haveSameMeaning)
  }

  @Test func renamedThings() throws {
    let comparison = try compare([
      ("丙：数量", "件：数量"), ("每 丙", "每 件"), ("丙 ＞ 2", "件 ＞ 2"), ("表 项目", "表 工程"),
      ("  金额：金额", "  数额：金额"), ("合计(项目.金额)", "合计(工程.数额)"), ("指标 档", "指标 档案"), ("优 ≥", "优秀 ≥"),
    ])
    #expect(comparison.haveSameMeaning, "\(comparison.changes)")
    #expect(comparison.indicators.allSatisfy { $0.status == .same })
    #expect(comparison.factPairs.renamed == [2])
    #expect(comparison.tablePairs.renamed == [0])
    #expect(comparison.columnPairs[0]?.renamed == [1])
    #expect(try item("档案", comparison).isRenamed)
    #expect(comparison.gradePairs.renamed == [0] && comparison.gradeDifferences.isEmpty)
  }

  /// A fact of another type is another fact.
  @Test func anotherTypeIsAnotherFact() throws {
    let comparison = try compare([("丙：数量 件，不小于 0", "丙：数量 个，不小于 0")])
    #expect(try item("件数", comparison).status == .changed)
    #expect(comparison.changes.contains { $0.subject == .fact && $0.aspect == .type })
  }

  @Test func movedAndReordered() throws {
    let moved = try compare([
      ("一级指标 上 12 分", "一级指标 上 5 分"), ("一级指标 下 8 分\n", ""),
      ("指标 件数 4 分", "一级指标 下 15 分\n指标 件数 4 分"),
    ])
    #expect(try item("要点", moved).isMoved && item("件数", moved).isMoved)
    #expect(try !item("率", moved).isMoved && !moved.haveSameMeaning)
    let item = "指标 件数 4 分\n  每 丙 扣 1 分 “每出现一件”\n"
    let reordered = try compare([
      (item, ""), ("一级指标 下 8 分", item + "一级指标 下 8 分"),
    ])
    #expect(reordered.haveSameMeaning)
    #expect(reordered.indicators.count(where: \.isReordered) == 1)
  }

  @Test func bandsTellTheirRanges() throws {
    let comparison = try compare([("(上限, 20%]  得 2 分", "(上限, 20%]  得 1.5 分")])
    let item = try item("率", comparison)
    #expect(item.status == .changed && item.effect.isComplete && item.effect.ranges.count == 1)
    let range = try #require(item.effect.ranges.first)
    #expect(range.interval.shown == "(1/10, 1/5]" || range.interval.shown == "(0.1, 0.2]")
    #expect(range.old.single == Rational(2) && range.difference.single == Rational(-1, over: 2))
    #expect(range.strictness == .stricter)
    #expect(item.changes.map(\.subject) == [.band])
  }

  @Test func parametersReachTheirIndicators() throws {
    let comparison = try compare([("参数 上限 ＝ 10%", "参数 上限 ＝ 12%")])
    let change = try #require(comparison.changes.first { $0.subject == .parameter })
    #expect(change.old == "10%" && change.new == "12%" && change.reaches == [0])
    let range = try #require(try item("率", comparison).effect.ranges.first)
    #expect(range.strictness == .looser && range.difference.single == Rational(3))
  }

  @Test func partsAreCompared() throws {
    let comparison = try compare([("每 丙 扣 1 分", "每 丙 扣 2 分"), ("二等 得 2 分", "二等 得 3 分")])
    let count = try item("件数", comparison).effect
    #expect(count.isComplete && count.parts.map(\.strictness) == [.stricter])
    let choice = try item("档", comparison).effect
    #expect(choice.isComplete && choice.parts.map(\.strictness) == [.looser])
    #expect(choice.parts.first?.new == Rational(3))
  }

  @Test func inProportion() throws {
    let comparison = try compare([
      ("总分 20 分", "总分 25 分"), ("一级指标 上 12 分", "一级指标 上 17 分"), ("指标 率 5 分", "指标 率 10 分"),
      ("(上限, 20%]  得 2 分", "(上限, 20%]  得 4 分"),
    ])
    let effect = try item("率", comparison).effect
    #expect(effect.isProportional && effect.ranges.allSatisfy { $0.strictness == .equal })
  }

  /// Where nothing else tells it, a record shows the difference, and both scores are the engine's.
  @Test(arguments: [
    [("绝对值(甲 － 乙) ÷ 合", "绝对值(甲 － 乙) ÷ 乙")],
    [("当 合计(项目.金额) ＝ 0 不得分", "当 计数(项目) ＝ 0 不得分")],
    [("要点 1 分 当 丁 且 丙 ＞ 2", "要点 1 分 当 丁 且 丙 ＞ 3")],
    [("要点 2 分 当 戊 “第二”", "要点 2 分 当 非 戊 “第二”")],
    [("每 丙 扣 1 分 “每出现一件”", "当 丙 ＞ 10 得 1 分\n  每 丙 扣 1 分 “每出现一件”")],
  ])
  func witness(edits: [(String, String)]) throws {
    let comparison = try compare(edits)
    let items = comparison.indicators.filter { $0.status == .changed }
    #expect(items.count == 1)
    let item = try #require(items.first)
    let witness = try #require(item.effect.witness, "tried \(item.effect.triedCount ?? -1)")
    let old = Engine(Program(comparison.old)).evaluate(witness.oldRecord)
    let new = Engine(Program(comparison.new)).evaluate(witness.newRecord)
    #expect(old.indicators[item.old ?? 0].score == witness.oldScore)
    #expect(new.indicators[item.new ?? 0].score == witness.newScore)
    #expect(witness.oldScore != witness.newScore)
  }

  /// What is not proven the same is not called the same, though no record shows it.
  @Test func nothingFoundProvesNothing() throws {
    let comparison = try compare([("÷ 合", "÷ ((甲 ＋ 乙) × 乙 ÷ 乙)")])
    let item = try item("率", comparison)
    #expect(item.status == .changed && item.effect.witness == nil)
    #expect((item.effect.triedCount ?? 0) > 0)
  }

  @Test func gradesTellTheirTotals() throws {
    let comparison = try compare([("优 ≥ 16", "优 ≥ 17"), ("良 [12, 16)", "良 [12, 17)")])
    #expect(
      comparison.gradeDifferences.map { "\($0.interval.shown) \($0.old) \($0.new)" } == [
        "[16, 17) 0 1"
      ])
    #expect(!comparison.haveSameMeaning)
  }

  @Test func whatUsesAnotherScoreIsAffected() throws {
    let rules = """
      规则集 样例
        年度 2023
        总分 10 分
      数据
        值：比率，从 0 至 100%
      指标 一 5 分
        计算 值
        ≥ 50%  得满分
        ＜ 50%  不得分
      指标 二 5 分
        得分 5 － 得分 一 封顶保底
      """
    let old = try #require(checked(rules).ruleset, "\(findings(of: checked(rules)))")
    let new = try #require(checked(rules.replacing("50%", with: "60%")).ruleset)
    let comparison = RulesetComparer.compare(old, new)
    #expect(comparison.indicators.map(\.status) == [.changed, .affected])
    #expect(comparison.indicators[1].affectedBy == [0])
  }
}
