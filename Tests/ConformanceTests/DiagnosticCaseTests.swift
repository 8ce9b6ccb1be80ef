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

  /// Codes that a single rule file cannot give.
  static let elsewhere: Set<DiagnosticCode> = [
    .folderYear, .changedAfterPublishing, .brokenPublication, .brokenResult,
  ]

  @Test func everyCodeOfTheRulesHasCases() {
    let codes = DiagnosticCode.allCases.filter {
      !$0.rawValue.dropFirst().hasPrefix("05") && !Self.elsewhere.contains($0)
    }
    for code in codes {
      let count = Self.paths.count { path in
        DiagnosticCase(path: path).expected.contains { $0.code == code.rawValue }
      }
      #expect(count >= 2, "\(code.rawValue) has \(count) cases")
    }
  }

  @Test func thereAreFilesWithoutFindings() {
    #expect(Self.paths.contains { DiagnosticCase(path: $0).expected.isEmpty })
  }
}
