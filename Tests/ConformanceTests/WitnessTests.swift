import Evaluator
import ExactNumbers
import RuleLang
import Testing

/// Every record that a finding of the analysis gives to paste is data, and shows what is said of it.
@Suite("Records in findings are accepted and show what they are given for")
struct WitnessTests {
  static let paths = Repository.files(in: "spec/conformance/diagnostics", endingIn: ".rules")
    .filter { DiagnosticCase(path: $0).isAnalyzed }

  @Test(arguments: paths)
  func everyRecordShowsWhatIsSaid(path: String) throws {
    let source = DiagnosticCase(path: path).source
    let ruleset = try #require(RulesetChecker.check([source]).ruleset)
    for finding in RulesetAnalysis.findings(Program(ruleset)) {
      for help in finding.helps {
        guard let paste = help.paste else { continue }
        let result = try evaluation(of: paste.zh, by: ruleset)
        #expect(paste.zh == paste.en)
        check(help.message.zh, result, finding, ruleset)
      }
    }
  }

  /// The codes whose findings may stand without a record: no figures are concerned, or no record
  /// can show it.
  static let withoutRecords: Set<DiagnosticCode> = [.unusedName, .nearlySameNames, .uselessClause]

  @Test func findingsAboutFiguresCarryARecord() throws {
    for path in Self.paths {
      let ruleset = try #require(RulesetChecker.check([DiagnosticCase(path: path).source]).ruleset)
      for finding in RulesetAnalysis.findings(Program(ruleset))
      where !Self.withoutRecords.contains(finding.code) {
        let records = finding.helps.compactMap(\.paste)
        #expect(!records.isEmpty, "\(path): \(finding.code.rawValue) \(finding.message.zh)")
      }
    }
  }

  /// The record as `rules evaluate` takes it.
  private func evaluation(of json: String, by ruleset: Ruleset) throws -> Evaluation {
    #expect(!json.contains("\n"))
    let read = DataReader.read(
      DataInput(path: "记录.json", bytes: Array(json.utf8)), tables: [], firstFileIndex: 1)
    #expect(read.diagnostics.map(\.message.zh) == [])
    let raw = try #require(read.records.first)
    let binder = Binder(ruleset: ruleset)
    let (record, found) = binder.bind(raw)
    #expect((binder.checkScheme(raw) + found).map(\.message.zh) == [])
    let evaluation = Engine(Program(ruleset)).evaluate(record)
    #expect(evaluation.status != .failed && evaluation.errors.isEmpty)
    return evaluation
  }

  // MARK: What the words say

  private func check(
    _ words: String, _ result: Evaluation, _ finding: Diagnostic, _ ruleset: Ruleset
  ) {
    let own = ruleset.indicators.lastIndex { $0.range.lower <= finding.range.lower } ?? 0
    let indicator = result.indicators[own]
    var checked = 0
    func expect(_ actual: String?, _ said: Substring) {
      checked += 1
      #expect(actual == String(said), "\(finding.code.rawValue) \(words)")
    }
    if let match = words.firstMatch(of: /（得 (.+) 分）：/) {
      expect(indicator.score?.description, match.1)
    }
    if let match = words.firstMatch(of: /计算值为 (.+) 的记录/) {
      guard case .bands(let method) = ruleset.indicators[own].method, let value = indicator.measure
      else {
        Issue.record("no measure: \(words)")
        return
      }
      let text = ValueText(units: ruleset.units).text(value, method.measure.type)
      expect(text, match.1)
      // The message names the same value with the same score.
      let score = indicator.score?.description ?? ""
      let isSaid = ["得", "只得"].contains { finding.message.zh.contains("\(text) \($0) \(score) 分") }
      #expect(isSaid, "\(finding.message.zh)")
    }
    if let match = words.firstMatch(of: /（总分 (.+) 分）：/) {
      expect(result.score?.description, match.1)
    }
    if let match = words.firstMatch(of: /总分 (.+) 分，保留后 (.+) 分，等次是“(.+)”/) {
      expect(result.unrounded?.description, match.1)
      expect(result.score?.description, match.2)
      expect(result.grade, match.3)
    }
    if let match = words.firstMatch(of: /先舍入，总分是 (.+) 分；只舍入总分是 (.+) 分/) {
      expect(result.score?.description, match.1)
      let raw = result.indicators.compactMap(\.unrounded).reduce(Rational.zero) { $0 + $1 }
      expect(ruleset.totalRounding?.applied(to: raw).description, match.2)
    }
    if let match = words.firstMatch(of: /舍入后得 (.+) 分，不舍入得 (.+) 分/) {
      expect(indicator.score?.description, match.1)
      #expect(match.1 != match.2)
    }
    if let match = words.firstMatch(of: /舍入两次是 (.+)，只舍入一次是 (.+)：/) {
      #expect(match.1 != match.2)
      if case .bands(let method) = ruleset.indicators[own].method, let value = indicator.measure {
        expect(ValueText(units: ruleset.units).text(value, method.measure.type), match.1)
      }
    }
    // A band without a measure to compare has only its score; everything else was compared above.
    #expect(checked > 0 || indicator.score == nil, "nothing to compare: \(words)")
  }
}
