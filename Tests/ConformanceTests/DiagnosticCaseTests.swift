import RuleLang
import Testing

@Suite("One mistake, one finding")
struct DiagnosticCaseTests {
  static let paths: [String] = Repository.files(
    in: "spec/conformance/diagnostics", endingIn: ".rules")

  @Test(arguments: paths)
  func aFileGivesTheFindingsWrittenInIt(path: String) {
    let file = DiagnosticCase(path: path)
    let (findings, rendered) = file.found()
    #expect(
      file.isMet(by: findings),
      """
      \(path)
      expected:
      \(file.expected.map(\.description).joined(separator: "\n"))
      found:
      \(findings.map(\.description).joined(separator: "\n"))

      \(rendered)
      """)
  }

  /// Codes that rule files cannot give without folders or data.
  static let elsewhere: Set<DiagnosticCode> = [
    .folderYear, .circularAmendment, .periodOverlap, .periodGap, .evaluationDayUnsaid,
    .noVersionInForce, .changedAfterPublishing, .brokenPublication, .brokenResult,
    .unreadableForm, .brokenPlace, .brokenJoin, .brokenFormRow,
  ]

  @Test func everyCodeOfTheRulesHasCases() {
    let codes = DiagnosticCode.allCases.filter {
      !$0.rawValue.dropFirst().hasPrefix("05") && !Self.elsewhere.contains($0)
    }
    let cases = Self.paths.map { DiagnosticCase(path: $0) }
    for code in codes {
      let count =
        cases.count { $0.expected.contains { $0.code == code.rawValue } }
        + VersionCase.all.count { $0.expects(code) }
      #expect(count >= 2, "\(code.rawValue) has \(count) cases")
    }
  }

  @Test func thereAreFilesWithoutFindings() {
    #expect(Self.paths.contains { DiagnosticCase(path: $0).expected.isEmpty })
  }
}
