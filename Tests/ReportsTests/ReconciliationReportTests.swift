import Evaluator
import Foundation
import Reports
import RuleLang
import Tabular
import Testing

@Suite("Reconciliations")
struct ReconciliationReportTests {
  /// The forms, with claims of which some are wrong in each way.
  private static let claims = """
    , "claims": {
        "scores": {"控制率": "9", "人员率": "2 分", "档案": "3", "表彰": "6", "满意度": "6",
          "甲一": "30", "甲二": "41", "甲": "70", "乙": "十"},
        "points": {"控制率": "10", "表彰": "5", "档案": "6"},
        "measures": {"控制率": "101.37%", "人员率": "1.3", "及时": "19", "增长率": "0.07",
          "档案": "三等", "采购": "100%"},
        "total": "63.5", "grade": "良"}
    """

  private func bench() throws -> Bench {
    let marker = #""judgments": {"满意度""#
    let parts = Forms.data.components(separatedBy: marker)
    let data = parts[0] + String(Self.claims.dropFirst(2)) + ", " + marker + parts[1]
    return try Bench(Forms.rules, data: data)
  }

  private func table(_ bench: Bench, _ language: Language) -> String {
    let reconciliation = Reconciler(Program(bench.ruleset))
      .reconcile(bench.record, bench.evaluation)
    return ReconciliationTable.text(
      reconciliation, record: bench.record, ruleset: bench.ruleset, files: files(bench),
      options: ReportOptions(language: language))
  }

  private func files(_ bench: Bench) -> [SourceFile] {
    let data = SourceFile(path: "数据.json", text: bench.dataText)
    return bench.ruleset.files + [data]
  }

  @Test("what a table says of each kind of difference")
  func forms() throws {
    try expectGolden("reconciliation", table(try bench(), .zh))
    try expectGolden("reconciliation-english", table(try bench(), .en))
  }

  @Test("what the example's report claims")
  func example() throws {
    try expectGolden("reconciliation-example", table(try Bench.example(), .zh))
  }

  @Test("lines stay within the width, in both languages")
  func width() throws {
    for language in Language.allCases {
      for line in table(try Bench.example(), language).split(separator: "\n") {
        #expect(DisplayWidth.of(String(line)) <= 100, "\(line)")
      }
    }
  }

  @Test("the document holds every item, in the order of the table")
  func document() throws {
    let bench = try bench()
    let reconciliation = Reconciler(Program(bench.ruleset))
      .reconcile(bench.record, bench.evaluation)
    let text =
      ReconciliationJSON.opening
      + ReconciliationJSON.member(
        reconciliation, record: bench.record, ruleset: bench.ruleset, files: files(bench),
        language: .zh) + ReconciliationJSON.closing(isEmpty: false)
    let root = try JSONParser.parse(Array(text.utf8))
    let first = try #require(root["reconciliations"]?.elements?.first)
    #expect(
      first.names == [
        "ruleset", "department", "fiscalYear", "status", "claimed", "computed", "counts", "items",
      ])
    let items = try #require(first["items"]?.elements)
    #expect(items.map { $0["kind"]?.text } == reconciliation.items.map(\.kind.rawValue))
    let rows = ReconciliationCSV.rows(
      reconciliation, record: bench.record, ruleset: bench.ruleset, files: files(bench),
      language: .zh)
    #expect(rows.split(separator: "\n").count == items.count)
  }
}
