import ExactNumbers
import Testing

@testable import RuleLang

/// The tables of chapter 02 against the tables of the lexer.
@Suite("Chapter 02 and the lexer")
struct LexicalTableTests {
  private let chapter: String

  init() throws { chapter = try Repository.text("spec/02-lexical.md") }

  @Test("the keywords are those of the table, with all their spellings")
  func keywords() {
    let rows = Markdown.table(under: "## Keywords", in: chapter)
    let declared = Keyword.allCases.map { row($0.rawValue, $0.english, $0.chinese) }
    expectSame(rows, declared)
  }

  @Test("the functions are those of the table, with all their names")
  func functions() {
    let rows = Markdown.table(under: "## Functions", in: chapter)
    let declared = Function.allCases.map { row($0.rawValue, [$0.english], $0.chinese) }
    expectSame(rows, declared)
  }

  @Test("the rounding modes are those of the table")
  func roundingModes() {
    let rows = Markdown.table(under: "## Rounding modes", in: chapter)
    let declared = RoundingMode.allCases.map {
      row($0.rawValue, [$0.spelling(in: .en)], [$0.spelling(in: .zh)])
    }
    expectSame(rows, declared)
  }

  @Test("every form of a symbol in the table is that symbol")
  func symbols() {
    let names: [String: Symbol] = [
      "equal": .equal, "not equal": .notEqual, "comma": .comma, "colon": .colon, "point": .point,
      "dash of an interval": .dash,
    ]
    let rows = Markdown.table(under: "## Full-width forms", in: chapter)
    for row in rows {
      guard let symbol = names[row[0]] else { continue }
      for form in Markdown.codes(in: row[1]) where !["!=", "！="].contains(form) {
        let scalars = Array(form.unicodeScalars)
        let found =
          scalars.count == 1
          ? Symbol.single(scalars[0])
          : Symbol.single(scalars[0]).flatMap { first in
            Symbol.single(scalars[1]).flatMap { Symbol.pair(first, $0) }
          }
        #expect(found == symbol, "\(form)")
      }
    }
    #expect(names.keys.allSatisfy { name in rows.contains { $0[0] == name } })
  }

  @Test("the keywords that may follow an operand are those of the chapter")
  func followers() {
    let listed = keywords(after: "The keywords that may follow an operand are:")
    let listedWords = Set(listed.flatMap(spellings).map(firstWord))
    for keyword in Keyword.allCases {
      for word in spellings(keyword).map(firstWord) {
        #expect(
          (Phrases.meaning(of: word)?.mayFollowOperand == true) == listedWords.contains(word)
            || RoundingMode.allCases.contains { firstWord($0.spelling(in: .zh)) == word }
            || RoundingMode.allCases.contains { firstWord($0.spelling(in: .en)) == word },
          "\(keyword.rawValue): \(word)")
      }
    }
  }

  @Test("the keywords that open a line are those of the chapter")
  func lineOpeners() {
    let listed = keywords(after: "the first word of any spelling of")
    #expect(Set(listed) == Set(Keyword.lineOpeners))
  }

  // MARK: Rows

  private func row(_ name: String, _ english: [String], _ chinese: [String]) -> [String] {
    func cell(_ words: [String]) -> String { words.map { "`\($0)`" }.joined(separator: ", ") }
    return [cell([name]), cell(english), cell(chinese)]
  }

  private func expectSame(_ rows: [[String]], _ declared: [[String]]) {
    #expect(rows.count == declared.count)
    for (row, other) in zip(rows, declared) { #expect(row == other) }
  }

  /// The keywords named in the sentence that begins with some words.
  private func keywords(after words: String) -> [Keyword] {
    let flat = chapter.split(separator: "\n").joined(separator: " ")
    guard let start = flat.firstRange(of: words) else { return [] }
    let sentence = flat[start.upperBound...].prefix { $0 != "." }
    return Markdown.codes(in: String(sentence)).compactMap { Keyword(rawValue: $0) }
  }

  private func spellings(_ keyword: Keyword) -> [String] { keyword.english + keyword.chinese }

  private func firstWord(_ phrase: String) -> String {
    phrase.split(separator: " ").first.map(String.init) ?? phrase
  }
}
