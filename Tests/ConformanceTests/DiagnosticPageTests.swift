import Evaluator
import RuleLang
import Testing

@Suite("Each code has a page whose example gives that finding")
struct DiagnosticPageTests {
  static let folder = "spec/diagnostics"

  static let pages: [String] = Repository.files(in: folder, endingIn: ".md")
    .filter { !$0.hasSuffix("README.md") }

  @Test func everyCodeHasAPage() {
    let codes = DiagnosticCode.allCases.map { "\(Self.folder)/\($0.rawValue).md" }
    #expect(Set(codes).subtracting(Self.pages) == [])
    #expect(Set(Self.pages).subtracting(codes) == [])
  }

  @Test func theTableNamesEveryCodeWithItsTitle() {
    let table = Repository.text(of: "\(Self.folder)/README.md")
    for path in Self.pages {
      let page = MarkdownPage(path: path)
      let title = page.title.dropFirst(page.code.count + 1)
      let row = "| [\(page.code)](\(page.code).md) | \(title) |"
      #expect(table.contains(row), "README.md lacks: \(row)")
    }
  }

  @Test(arguments: pages)
  func theExampleGivesWhatThePageShows(path: String) throws {
    let page = MarkdownPage(path: path)
    #expect(page.title.hasPrefix(page.code + " "))
    let example = page.blocks.filter { $0.section == "例" }
    // A page with a command is compared by the tests of the command.
    guard !example.contains(where: { $0.kind == "console" }) else { return }
    let shown = try #require(example.first { $0.kind == "text" }, "no text block")
    let findings = Self.findings(Self.rules(example), among: example, of: page)
    #expect(findings.diagnostics.map(\.code.rawValue) == [page.code])
    #expect(findings.rendered == shown.body)
    guard Repository.isRecording, findings.rendered != shown.body else { return }
    try page.write(findings.rendered, in: shown)
  }

  @Test(arguments: pages)
  func theCorrectionIsClean(path: String) throws {
    let page = MarkdownPage(path: path)
    let blocks = page.blocks
    guard !blocks.contains(where: { $0.kind == "console" }) else { return }
    let correction = blocks.filter { $0.section == "改正" }
    let example = blocks.filter { $0.section == "例" }
    let rules = Self.rules(correction).isEmpty ? Self.rules(example) : Self.rules(correction)
    let findings = Self.findings(rules, among: correction, of: page)
    #expect(findings.rendered == "")
  }

  private static func rules(_ blocks: [MarkdownPage.Block]) -> [MarkdownPage.Block] {
    blocks.filter { $0.kind == "rules" }
  }

  private static func findings(
    _ rules: [MarkdownPage.Block], among blocks: [MarkdownPage.Block], of page: MarkdownPage
  ) -> Findings {
    let sources = rules.map { SourceFile(path: "例.rules", bytes: $0.bytes) }
    var data: DataInput?
    var tables: [(String, DataInput)] = []
    for block in blocks where ["json", "jsonl", "csv"].contains(block.kind) {
      let words = block.info.split(separator: " ").dropFirst().filter { $0 != "escaped" }
      if let table = words.first {
        let path = "例.\(table).\(block.kind)"
        tables.append((String(table), DataInput(path: path, bytes: block.bytes)))
      } else {
        data = DataInput(path: "例.\(block.kind)", bytes: block.bytes)
      }
    }
    // What the analysis finds is not looked for in the examples of other codes.
    return Findings(
      rules: sources, data: data, tables: tables, analyzes: page.code.dropFirst().hasPrefix("07"))
  }
}
