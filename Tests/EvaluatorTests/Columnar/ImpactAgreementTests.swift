import Foundation
import RuleLang
import Testing

@testable import Columnar
@testable import Evaluator
@testable import RulesCommand

/// What a change of rules does, scored in columns against the same record by record: all bytes of the
/// results, all that is said of the data, and the exit status.
@Suite struct ImpactAgreementTests {
  static let shards = 4
  private static let formats = ["csv", "json", "table"]

  @Test(arguments: 0..<shards) func sheetsAgreeWithRecords(shard: Int) throws {
    let folder = try SheetFolder()
    for seed in Effort.seeds(40, full: 4_000) where seed % UInt64(Self.shards) == UInt64(shard) {
      guard let old = try write(seed, to: folder) else { continue }
      var writer = SheetWriter(old, seed: seed)
      let sheet = writer.sheet(rowCount: 15)
      try folder.write(sheet, to: "d.csv")
      if let problem = folder.impactDifference(Self.options(seed), ways: Self.ways(seed)) {
        Issue.record("seed \(seed): \(problem)\n\(sheet)")
      }
    }
  }

  @Test(arguments: 0..<shards) func linesAgreeWithRecords(shard: Int) throws {
    let folder = try SheetFolder(data: "d.jsonl")
    for seed in Effort.seeds(40, full: 4_000) where seed % UInt64(Self.shards) == UInt64(shard) {
      guard let old = try write(seed, to: folder) else { continue }
      var writer = LineWriter(old, seed: seed)
      let lines = writer.lines(rowCount: 15)
      try folder.write(lines, to: "d.jsonl")
      if let problem = folder.impactDifference(Self.options(seed), ways: Self.ways(seed)) {
        Issue.record("seed \(seed): \(problem)\n\(lines)")
      }
    }
  }

  /// Writes rules and the same with a few other numbers, and often of another year; the old ones.
  private func write(_ seed: UInt64, to folder: SheetFolder) throws -> Ruleset? {
    let text = RulesetWriter.text(seed: seed, usesTablesAndTexts: false)
    var other = ImpactTests.edited(text, seed: seed)
    if seed.isMultiple(of: 2) { other = other.replacing("年度 2023", with: "年度 2024") }
    guard let old = checked(text).ruleset, checked(other).ruleset != nil else { return nil }
    try folder.write(text, to: "a.rules")
    try folder.write(other, to: "b.rules")
    return old
  }

  private static func options(_ seed: UInt64) -> [String] {
    let format = formats[Int(seed / 4) % formats.count]
    return ["--format", format] + (seed.isMultiple(of: 5) ? ["--year", "2023"] : [])
  }

  private static func ways(_ seed: UInt64) -> [SheetFolder.Way] {
    [SheetFolder.ways[Int(seed / 4) % SheetFolder.ways.count]]
  }

  // MARK: What columns take

  /// Counts rows that are scored in columns, and those that are not.
  private struct Counting: SheetScorer.Sink {
    var takenCount = 0
    var leftCount = 0

    mutating func take(
      _ scores: BlockScores, of rows: UnsafeBufferPointer<SheetRow>, from first: Int
    ) {
      takenCount += rows.count
    }

    mutating func takeRow(_ range: Range<Int>) { leftCount += 1 }
  }

  private static let old = """
    规则集 样例
      年度 2023
      总分 10 分
    数据
      值：比率，从 0 至 100%
      旧数：数值，从 0 至 9
    指标 一 5 分
      计算 值
      ≥ 50%  得满分
      ＜ 50%  不得分
    指标 二 5 分
      计算 旧数
      ≥ 2  得满分
      ＜ 2  不得分
    """

  private func binders() throws -> (old: Binder, new: Binder) {
    let text = Self.old.replacing("年度 2023", with: "年度 2024")
      .replacing("值：", with: "比值：").replacing("计算 值", with: "计算 比值")
      .replacing("旧数：", with: "新数：").replacing("计算 旧数", with: "计算 新数 × 新数")
    let (old, new) = (checked(Self.old), checked(text))
    let comparison = RulesetComparer.compare(
      try #require(old.ruleset, "\(findings(of: old))"),
      try #require(new.ruleset, "\(findings(of: new))"), findsWitnesses: false)
    return comparison.binders
  }

  /// Neither the year of lines nor a figure that the other rules ask for keeps them from columns.
  @Test func linesForTwoRulesetsAreReadIntoColumns() throws {
    let binders = try binders()
    let lines = """
      {"department":"甲局","fiscalYear":2022,"facts":{"值":0.5,"旧数":3,"新数":2.5}}
      {"department":"乙局","fiscalYear":2022,"facts":{"值":0.25,"旧数":2,"新数":null}}
      {"department":"丙局","fiscalYear":2022,"facts":{"值":0.25,"旧数":"2","新数":"4"}}
      {"department":"丁局","fiscalYear":2022,"facts":{"值":0.25,"旧数":null,"新数":4}}

      """
    for (binder, expected) in [(binders.old, 3), (binders.new, 3)] {
      var members = binder.columns(
        ofLinesWith: RecordTerms(statesScheme: false, unit: nil), DataDefaults())
      members.columns.expectedYear = 2022
      let scorer = SheetScorer(
        Program(binder.ruleset), lines: members, template: nil, givesScores: true)
      var counting = Counting()
      try #require(scorer).score(Array(lines.utf8), to: &counting)
      #expect(counting.takenCount == expected)
      #expect(counting.leftCount == 4 - expected)
    }
  }
}
