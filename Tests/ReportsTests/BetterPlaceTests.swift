import Evaluator
import ExactNumbers
import RuleLang
import Testing

@testable import Reports

/// What explanations promise is put to the engine: with the figure they name, the score is there.
@Suite("The way to a better band")
struct BetterPlaceTests {
  private func rules(_ bands: String, measure: String = "甲 ÷ 乙") -> String {
    """
    规则集 一项
      年度 2023
      总分 5 分
    数据
      甲：金额，不小于 0
      乙：金额，大于 0
    指标 率 5 分
      计算 \(measure)
    \(bands)
    """
  }

  static let forms = [
    "＝ 0 得 5 分\n(0, 10%] 得 4 分\n(10%, 20%] 得 3 分\n＞ 20% 不得分",
    "≥ 90% 得 5 分\n[80%, 90%) 得 3 分\n＜ 80% 不得分",
    "≤ 50% 得满分\n＞ 50% 每满 1 个百分点 扣 0.5 分",
    "≤ 50% 得满分\n＞ 50% 每满或不足 1 个百分点 扣 0.5 分",
    "≤ 50% 得满分\n＞ 50% 按比例每 1 个百分点 扣 0.5 分，扣至 1 分",
    "≥ 90% 得满分\n＜ 90% 每满 3 个百分点 扣 0.7 分，扣至 1 分",
    "≥ 100% 得满分\n[60%, 100%) 得 2 至 4 分\n＜ 60% 每满或不足 10 个百分点 扣 1 分",
    "≥ 80% 得满分\n[0, 80%) 每满 7 个百分点 加 0.4 分",
    "≥ 80% 得满分\n[0, 80%) 每满或不足 7 个百分点 加 0.4 分，加至 4 分",
    "[95%, 105%] 得满分\n＜ 95% 每满 1 个百分点 扣 0.5 分\n＞ 105% 每满或不足 1 个百分点 扣 1 分",
  ]

  @Test("the promised figure gives the promised points, and less does not", arguments: forms)
  func promises(_ bands: String) throws {
    var promised = 0
    for amount in stride(from: 0, through: 1300, by: 13) {
      promised += try check(rules(bands), amount: amount) ? 1 : 0
    }
    #expect(promised > 10)
  }

  @Test("also where an absolute value stands before the measure")
  func absolute() throws {
    let text = rules(Self.forms[0], measure: "绝对值(甲 － 600 元) ÷ 乙")
    for amount in [0, 300, 480, 599, 600, 601, 640, 700, 900] {
      _ = try check(text, amount: amount)
    }
  }

  /// Whether a promise was made; what it says is checked.
  private func check(_ rules: String, amount: Int) throws -> Bool {
    let data =
      #"{"department": "丁", "fiscalYear": 2023, "facts": {"甲": "\#(amount) 元", "乙": "1000 元"}}"#
    let bench = try Bench(rules, data: data)
    let result = bench.evaluation.indicators[0]
    let indicator = bench.ruleset.indicators[0]
    let context = StoryContext(
      bench.evaluation, bench.record, bench.ruleset, ReportOptions(language: .zh))
    let measure = try #require(result.measure)
    let band = try #require(result.band)
    let method = try #require(indicator.bands(for: result))
    let score = try #require(result.score)
    #expect(BandPoints(context.values).points(of: method.bands[band], at: measure) == score)
    guard let place = BandPoints(context.values).nearestBetter(than: band, at: measure, in: method)
    else { return false }
    let solutions = FigureSolver(context, []).solutions(method.measure, place)
    for solution in solutions {
      let engine = Engine(Program(bench.ruleset))
      func points(_ value: Rational) -> Rational? {
        var record = bench.record
        record.facts[solution.fact] = .number(value)
        return engine.evaluate(record).score
      }
      #expect(!solution.isStrict)
      #expect(points(solution.value) == place.points, "\(amount): \(solution.text)")
      let now = Rational(amount)
      let step = try #require(Rational(1, over: 100))
      let before = solution.value > now ? solution.value - step : solution.value + step
      let short = try #require(points(before))
      if before != now { #expect(short < place.points || place.points == score, "\(amount)") }
    }
    return !solutions.isEmpty
  }
}
