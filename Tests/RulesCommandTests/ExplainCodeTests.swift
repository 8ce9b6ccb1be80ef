import Foundation
import RuleLang
import Testing

@testable import RulesCommand

@Suite struct ExplainCodeTests {
  /// The folder of the pages, as the repository keeps them.
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "spec/diagnostics")

  /// The pages of the repository by their codes.
  private static func pages() throws -> [String: String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    let codes = names.filter { $0.hasSuffix(".md") }.map { String($0.dropLast(3)) }
      .filter(CodePages.isCode)
    return try Dictionary(
      uniqueKeysWithValues: codes.map {
        ($0, try String(contentsOf: folder.appending(path: $0 + ".md"), encoding: .utf8))
      })
  }

  /// Run `Scripts/generate-diagnostic-pages.sh` where this fails.
  @Test func thePagesInTheProgramAreThoseOfTheRepository() throws {
    let pages = try Self.pages()
    #expect(DiagnosticPages.codes == pages.keys.sorted())
    for (code, text) in pages { #expect(DiagnosticPages.text(of: code) == text, "\(code)") }
  }

  @Test(arguments: DiagnosticPages.codes)
  func printsThePage(_ code: String) throws {
    let workspace = try Workspace()
    let page = workspace.run("explain", code)
    #expect(page == Outcome(status: 0, output: DiagnosticPages.text(of: code) ?? ""))
    #expect(workspace.run("explain", code.lowercased()) == page)
  }

  @Test func guessesWhichCodeWasMeant() throws {
    let outcome = try Workspace().run("explain", "E203")
    #expect(
      outcome
        == Outcome(
          status: 2,
          errors: """
            错误：没有错误代码“E203”
              帮助：是不是“E0203”？

            """))
  }
}
