import Reports
import RuleLang
import Testing

@Suite struct ComparisonReportTests {
  @Test func tableInChinese() throws {
    let comparison = try ChangedForms.comparison()
    try expectGolden(
      "comparison-table", ComparisonReport.table(comparison, options: .init(language: .zh)))
  }

  @Test func tableInEnglish() throws {
    let comparison = try ChangedForms.comparison()
    try expectGolden(
      "comparison-english", ComparisonReport.table(comparison, options: .init(language: .en)))
  }

  @Test func markdown() throws {
    let comparison = try ChangedForms.comparison()
    try expectGolden(
      "comparison-markdown", ComparisonReport.markdown(comparison, language: .zh))
  }

  @Test func json() throws {
    let comparison = try ChangedForms.comparison()
    try expectGolden("comparison-json", ComparisonJSON.text(comparison, language: .zh))
  }

  @Test func impactTables() throws {
    let comparison = try ChangedForms.comparison()
    let impacts = try ChangedForms.impacts(comparison)
    let tables = Language.allCases.map {
      ImpactReport.table(impacts, comparison, options: .init(language: $0))
    }
    try expectGolden("impact-table", tables.joined(separator: "\n"))
  }

  @Test func impactDocuments() throws {
    let comparison = try ChangedForms.comparison()
    let impacts = try ChangedForms.impacts(comparison)
    try expectGolden(
      "impact-documents",
      ImpactJSON.text(impacts, comparison, language: .zh) + "\n"
        + ImpactCSV.text(impacts, comparison, language: .zh))
  }

  /// Escape sequences of the data and the rules reach no terminal.
  @Test func nothingHiddenIsDrawn() throws {
    let comparison = try ChangedForms.comparison()
    for language in Language.allCases {
      let text = ComparisonReport.table(comparison, options: .init(language: language))
      #expect(!text.unicodeScalars.contains { $0.value < 32 && $0 != "\n" })
      for line in text.split(separator: "\n") {
        #expect(DisplayWidth.of(String(line)) <= ReportOptions.columnsMax + 4, "\(line)")
      }
    }
  }
}
