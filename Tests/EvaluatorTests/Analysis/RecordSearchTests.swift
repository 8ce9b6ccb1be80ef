import ExactNumbers
import Foundation
import RuleLang
import Testing

@testable import Evaluator

/// Records that are looked for: what is found shows what was asked, and of real rules all is found.
@Suite struct RecordSearchTests {
  @Test func whatIsFoundShowsWhatWasAsked() {
    var wanted = 0
    var found = 0
    for seed in Effort.seeds(5, full: 2_000) {
      guard let ruleset = checked(RulesetWriter.text(seed: seed)).ruleset else { continue }
      let program = Program(ruleset)
      let search = RecordSearch(program)
      let engine = Engine(program)
      for index in ruleset.indicators.indices {
        guard let function = ruleset.scoreFunction(of: index) else { continue }
        for piece in function.pieces.prefix(4) {
          wanted += 1
          guard let record = search.record(indicator: index, .measureIn(piece.interval)) else {
            continue
          }
          found += 1
          let result = engine.evaluate(record)
          #expect(result.status != .failed)
          let measure = result.indicators[index].measure
          #expect(measure.map(piece.interval.contains) == true, "seed \(seed)")
        }
      }
    }
    // Many pieces of random rules can never be reached.
    #expect(found * 2 >= wanted, "only \(found) of \(wanted) were found")
  }

  @Test func findsEveryClauseOfTheRulesInForce() throws {
    let ruleset = try RulesInForce.ruleset(year: 2023)
    let search = RecordSearch(Program(ruleset))
    for (index, indicator) in ruleset.indicators.enumerated() {
      for target in Self.targets(indicator) {
        #expect(
          search.record(indicator: index, target) != nil, "\(indicator.name): \(target)")
      }
    }
  }

  @Test func recordsAreWrittenAsDataAndAsTests() throws {
    let ruleset = try RulesInForce.ruleset(year: 2023)
    let index = try #require(ruleset.indicators.firstIndex { $0.name == "在职人员控制率" })
    let value = try #require(Rational(101, over: 100))
    let record = try #require(
      RecordSearch(Program(ruleset)).record(indicator: index, .measure(value)))
    #expect(
      RecordText.json(record, ruleset)
        == #"{"ruleset":"部门整体支出绩效评价","department":"示例","fiscalYear":2023,"#
        + #""facts":{"编制人数":"100 人","在职人数":"101 人"}}"#)
    #expect(
      RecordText.given(record, ruleset, in: .zh) == ["编制人数 ＝ 100 人", "在职人数 ＝ 101 人"])
  }

  private static func targets(_ indicator: Indicator) -> [RecordSearch.Target] {
    var targets: [RecordSearch.Target] = indicator.cases.indices.map { .decidingCase($0) }
    switch indicator.method {
    case .bands(let method): targets += method.bands.indices.map { .band($0) }
    case .checklist(let items, _):
      targets += items.indices.flatMap { [.item($0, met: true), .item($0, met: false)] }
    case .deductions(let lines):
      targets += lines.indices.flatMap { [.deduction($0, counted: true)] }
    default: break
    }
    return targets
  }
}

/// The rules of this repository.
enum RulesInForce {
  /// The ruleset of a year for whole departments.
  static func ruleset(year: Int) throws -> Ruleset {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let folder = root.appending(path: "Rules/\(year)/部门整体支出")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    let files = try names.filter { $0.hasSuffix(".rules") }.map { name in
      SourceFile(
        path: name, bytes: Array(try Data(contentsOf: folder.appending(path: name))))
    }
    return try #require(RulesetChecker.check(files).ruleset)
  }
}
