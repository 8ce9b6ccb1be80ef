import ExactNumbers
import RuleLang
import Testing

@testable import Evaluator

/// What reconciling says of single claims.
@Suite("Single claims")
struct ReconciliationCaseTests {
  private static let rules = """
    规则集 示例
      年度 2023
      总分 20 分
    数据
      支出：金额 万元，不小于 0
      预算：金额 万元，大于 0
      追加：金额 万元
      人数：数量 人，不小于 0
      编制：数量 人，不小于 1
      级：选项 一等、二等
    表 项目
      名称：文本
      计划：金额 万元，不小于 0
      实际：金额 万元，不小于 0
    一级指标 甲 10 分
    三级指标 执行率 5 分
      计算 支出 ÷ 预算
      ≥ 90%  得满分
      ＜ 90% 得 2 分
    三级指标 调整率 5 分
      计算 追加 ÷ 预算
      ≤ 0            得满分
      (0, 10%]  得 0 至 满分
      ＞ 10%         不得分
    一级指标 乙 10 分
    三级指标 人员率 5 分
      计算 人数 ÷ 编制
      ≤ 100% 得满分
      ＞ 100% 不得分
    三级指标 等级 5 分
      计算 级
      一等 得满分
      二等 得 3 分
    等次
      优 ≥ 16
      中 ＜ 16
    核对 “没有超过计划的项目”
      计数(项目 其中 实际 ＞ 计划) ＝ 0
    核对 “支出等于预算与追加之和”
      支出 ＝ 预算 ＋ 追加 误差 0.01 万元
    核对 “项目都有计划”
      全部(项目.计划 ＞ 0)
    """

  private static let facts: [String: String] = [
    "支出": #""90 万元""#, "预算": #""100 万元""#, "追加": #""-10 万元""#, "人数": "5", "编制": "8",
    "级": #""二等""#, "项目": "[]",
  ]

  private func items(
    _ claims: String, _ changed: [String: String] = [:]
  ) throws -> [ReconciliationItem] {
    let ruleset = try #require(checked(Self.rules).ruleset, "\(findings(of: checked(Self.rules)))")
    var facts = Self.facts
    for (name, value) in changed { facts[name] = value }
    let members = facts.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)" }
    let text = """
      {"department": "甲局", "fiscalYear": 2023, "facts": {\(members.joined(separator: ", "))},
       "claims": {\(claims)}}
      """
    let data = DataReader.read(
      DataInput(path: "d.json", bytes: Array(text.utf8)), firstFileIndex: 1)
    let (record, found) = Binder(ruleset: ruleset).bind(data.records[0])
    #expect(found.isEmpty, "\(found.map(\.message.en))")
    let program = Program(ruleset)
    return Reconciler(program).reconcile(record, Engine(program).evaluate(record)).items
  }

  private func item(
    _ kind: ReconciliationItem.Kind, _ claims: String, _ changed: [String: String] = [:]
  ) throws -> ReconciliationItem {
    try #require(try items(claims, changed).first { $0.kind == kind })
  }

  // MARK: Printed numbers

  @Test(arguments: [
    ("90%", ReconciliationItem.Verdict.agrees), ("90.0%", .agrees), ("0.9", .agrees),
    ("900‰", .agrees), ("90.01%", .differs), ("1", .differs), ("9/10", .agrees), ("九成", .differs),
    ("90 万元", .differs),
  ])
  func ratios(_ claim: String, _ verdict: ReconciliationItem.Verdict) throws {
    #expect(try item(.measure, #""measures": {"执行率": "\#(claim)"}"#).verdict == verdict)
  }

  @Test(arguments: [
    ("66.67%", ReconciliationItem.Verdict.agrees, RoundingMode?.none), ("67%", .agrees, nil),
    ("66.66%", .differs, .down), ("66%", .differs, .down), ("66.7%", .agrees, nil),
    ("66.65%", .differs, nil),
  ])
  func rounded(
    _ claim: String, _ verdict: ReconciliationItem.Verdict, _ other: RoundingMode?
  ) throws {
    let item = try item(
      .measure, #""measures": {"执行率": "\#(claim)"}"#,
      ["支出": #""2 万元""#, "预算": #""3 万元""#, "追加": #""-1 万元""#])
    #expect(item.verdict == verdict && item.otherRounding == other)
  }

  @Test func aWordDiffersWithWhatItChanges() throws {
    #expect(try item(.measure, #""measures": {"等级": "二等"}"#).verdict == .agrees)
    let item = try item(.measure, #""measures": {"等级": "一等"}"#)
    #expect(item.verdict == .differs && item.effects == [.score, .total])
  }

  // MARK: Readings

  @Test func anotherValueOfTheRecord() throws {
    let several = """
      {"values": [{"value": 8, "source": "甲"}, {"value": 5, "source": "乙"}], "use": 8,
       "reason": "核定"}
      """
    let item = try item(.measure, #""measures": {"人员率": "100%"}"#, ["编制": several])
    #expect(item.verdict == .differs && item.effects.isEmpty && item.readings.count == 1)
    guard case .values(let changes)? = item.readings.first?.change else {
      Issue.record("no reading by values")
      return
    }
    #expect(changes.count == 1 && changes[0].candidate.written == "5 人")
    #expect(item.readings[0].value == .one)
    let agreeing = try self.item(.measure, #""measures": {"人员率": "62.5%"}"#, ["编制": several])
    #expect(agreeing.verdict == .agrees && agreeing.readings.isEmpty)
  }

  @Test func twoValuesThatGoTogether() throws {
    func values(_ first: String, _ second: String) -> String {
      """
      {"values": ["\(first)", "\(second)"], "use": "\(first)", "reason": "较新"}
      """
    }
    let item = try item(
      .measure, #""measures": {"执行率": "50%"}"#,
      ["支出": values("90 万元", "40 万元"), "预算": values("100 万元", "80 万元")])
    guard case .values(let changes)? = item.readings.first?.change else {
      Issue.record("no reading by values")
      return
    }
    #expect(changes.count == 2)
  }

  @Test func theOtherSign() throws {
    let item = try item(.measure, #""measures": {"调整率": "10%"}"#)
    guard case .sign(_, let value)? = item.readings.first?.change else {
      Issue.record("no reading by sign")
      return
    }
    #expect(value == Rational(100_000) && item.effects.contains(.score) == false)
  }

  @Test func anotherUnit() throws {
    let item = try item(
      .measure, #""measures": {"执行率": "90%"}"#, ["支出": #""90 元""#])
    guard case .unit(_, let value)? = item.readings.first?.change else {
      Issue.record("no reading by unit")
      return
    }
    #expect(value == Rational(900_000))
    let zero = try self.item(.measure, #""measures": {"执行率": "0%"}"#)
    #expect(zero.verdict == .differs && zero.readings.isEmpty)
  }

  @Test func theClaimItself() throws {
    let percent = try item(.measure, #""measures": {"执行率": "90.0"}"#)
    guard case .claimInPercent? = percent.readings.first?.change else {
      Issue.record("no reading in percent")
      return
    }
    #expect(percent.verdict == .differs)
  }

  // MARK: Scores

  @Test func theScoreOfAClaimedMeasure() throws {
    let claims = #""scores": {"执行率": "5"}, "measures": {"执行率": "80%"}"#
    let item = try item(.scoreOfMeasure, claims)
    #expect(item.verdict == .differs && item.claimedValue == Rational(5))
    guard case .number(Rational(2))? = item.computed else {
      Issue.record("another score")
      return
    }
    let sound = #""scores": {"执行率": "5"}, "measures": {"执行率": "90%"}"#
    #expect(try self.item(.scoreOfMeasure, sound).verdict == .agrees)
  }

  @Test func aScoreAboveItsPoints() throws {
    #expect(try item(.scoreWithinPoints, #""scores": {"执行率": "6"}"#).verdict == .differs)
    let claims = #""scores": {"执行率": "4"}, "points": {"执行率": "3"}"#
    #expect(try item(.scoreWithinPoints, claims).verdict == .differs)
    #expect(try item(.points, claims).verdict == .differs)
  }

  @Test func theGradeOfAClaimedTotal() throws {
    let claims = #""total": "15", "grade": "优""#
    #expect(try item(.gradeOfTotal, claims).verdict == .differs)
    #expect(try item(.grade, claims).verdict == .agrees)
    #expect(try item(.total, claims).effects == [.total, .grade])
  }

  @Test func partsAndWholes() throws {
    let claims = #""scores": {"甲": "10", "执行率": "5", "调整率": "4", "乙": "8"}, "total": "18""#
    let items = try items(claims).filter { $0.kind == .sumOfScores }
    #expect(items.map(\.subject) == [.heading(0), .whole])
    #expect(items.map(\.verdict) == [.differs, .agrees])
    #expect(items[0].sumMatches.map { [$0.whole, $0.sum] } == [true, false])
  }

  // MARK: Missing figures

  @Test func whatIsOpenLiesInTheRangeOrNot() throws {
    let open = try item(.score, #""scores": {"执行率": "2"}"#, ["支出": "null"])
    #expect(open.verdict == .open)
    guard case .missing(["支出"])? = open.obstacle else {
      Issue.record("another obstacle")
      return
    }
    let outside = try item(.score, #""scores": {"执行率": "9"}"#, ["支出": "null"])
    #expect(outside.verdict == .differs)
    #expect(try item(.total, #""total": "15""#, ["支出": "null"]).verdict == .open)
    #expect(
      try item(.measure, #""measures": {"执行率": "90%"}"#, ["支出": "null"]).verdict == .open)
  }

  // MARK: Checks

  @Test func rowsThatBreakACheck() throws {
    let rows = """
      [{"名称": "路", "计划": "1 万元", "实际": "1 万元"}, {"名称": "桥", "计划": "1 万元", "实际": "2 万元"},
       {"名称": "校", "计划": "0 万元", "实际": "0 万元"}]
      """
    let checks = try items("", ["项目": rows]).filter { $0.kind == .check && $0.verdict == .differs }
    #expect(checks.map(\.subject) == [.check(0), .check(2)])
    #expect(checks.map { $0.rows?.rows ?? [] } == [[1], [2]])
    #expect(checks[0].rows?.columns.sorted() == [1, 2])
  }

  @Test func aCheckHoldsWithTheOtherSign() throws {
    let item = try #require(
      try items("", ["追加": #""10 万元""#]).first { $0.subject == .check(1) })
    #expect(item.verdict == .differs && item.readings.count == 1)
    #expect(item.users == [0, 1])
    let agreeing = try #require(try items("").first { $0.subject == .check(1) })
    #expect(agreeing.verdict == .agrees)
  }

  @Test func valuesSayWhatTheyChange() throws {
    let several = #"{"values": ["90 万元", "80 万元"], "use": "90 万元", "reason": "较新"}"#
    let item = try item(.values, "", ["支出": several])
    #expect(item.verdict == .differs && item.effects == [.total, .grade])
    let other = try #require(item.alternatives.last)
    #expect(other.total == Rational(15) && other.failingChecks == [1])
    #expect(other.measures.map(\.indicator) == [0])
  }
}
