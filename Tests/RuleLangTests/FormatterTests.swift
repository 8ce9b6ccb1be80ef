import Testing

@testable import RuleLang

@Suite("Formatting the corpus")
struct FormatterTests {
  @Test("the corpus is there")
  func corpus() {
    #expect(CorpusFile.all.count >= 6)
    #expect(CorpusFile.canonical.count == 2)
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

  @Test("what is printed means what was written", arguments: CorpusFile.all, Language.allCases)
  func sameMeaning(file: CorpusFile, vocabulary: Language) {
    let original = parse(file.text).file
    let printed = parse(Formatter(vocabulary: vocabulary).format(original)).file
    #expect(CanonicalText.of([printed]) == CanonicalText.of([original]))
    #expect(shape(of: printed) == shape(of: original))
  }

  @Test("no comment is lost", arguments: CorpusFile.all, Language.allCases)
  func comments(file: CorpusFile, vocabulary: Language) {
    #expect(comments(in: formatted(file.text, in: vocabulary)) == comments(in: file.text))
  }

  @Test("one vocabulary and back is where it began", arguments: CorpusFile.all, Language.allCases)
  func thereAndBack(file: CorpusFile, vocabulary: Language) {
    let here = formatted(file.text, in: vocabulary)
    let there = formatted(here, in: vocabulary == .zh ? .en : .zh)
    #expect(formatted(there, in: vocabulary) == here)
    #expect(CanonicalText.of([parse(there).file]) == CanonicalText.of([parse(here).file]))
  }

  @Test("the tour is in the layout of the formatter", arguments: CorpusFile.canonical)
  func canonical(file: CorpusFile) {
    let vocabulary: Language = file.name.hasSuffix("zh.rules") ? .zh : .en
    #expect(parse(file.text).file.vocabulary == vocabulary)
    #expect(formatted(file.text, in: vocabulary) == file.text)
  }

  @Test("the tour is the same text in both vocabularies")
  func twoTours() throws {
    let tours = CorpusFile.canonical
    let (en, zh) = (try #require(tours.first), try #require(tours.last))
    #expect(formatted(en.text, in: .zh) == zh.text)
    #expect(formatted(zh.text, in: .en) == en.text)
    #expect(CanonicalText.of([parse(en.text).file]) == CanonicalText.of([parse(zh.text).file]))
  }

  @Test("a line that could not be read is left out, but not its comments")
  func malformed() {
    let text = "// 甲\n乱写 一行 // 乙\n\n规则集 丙\n"
    #expect(formatted(text, in: .zh) == "// 甲\n// 乙\n\n规则集 丙\n")
  }

  /// The texts of the comments, in order of the text and without their markers.
  private func comments(in text: String) -> [String] {
    let source = SourceFile(path: "corpus", text: text)
    let comments = Lexer.lex(source, file: 0).tokens.filter { $0.kind == .comment }
    return comments.map { comment in
      let body = source.text(comment.lower..<comment.upper).dropFirst(2)
      return String(body.reversed().drop { $0.isWhitespace }.reversed())
    }.sorted()
  }
}
