import RuleLang
import Testing

@Suite("Formatting the corpus")
struct FormatterTests {
  @Test("the corpus is there")
  func corpus() {
    #expect(CorpusFile.all.count >= 6)
  }

  @Test("every file parses without a finding", arguments: CorpusFile.all)
  func clean(file: CorpusFile) {
    let diagnostics = parse(file.text).diagnostics
    #expect(diagnostics.isEmpty, "\(described(diagnostics, in: file.text))")
  }

  @Test("formatting twice is formatting once", arguments: CorpusFile.all, Language.allCases)
  func idempotent(file: CorpusFile, vocabulary: Language) {
    let once = formatted(file.text, in: vocabulary)
    let again = parse(once)
    #expect(again.diagnostics.isEmpty, "\(described(again.diagnostics, in: once))\n\(once)")
    #expect(Formatter(vocabulary: vocabulary).format(again.file) == once)
  }
}
