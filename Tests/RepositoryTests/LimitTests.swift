import ExactNumbers
import RuleLang
import Testing

/// Chapter 12 against the limits in the sources.
@Suite("Chapter 12 and the limits")
struct LimitTests {
  /// A limit as its declaration or its row in the chapter states it.
  struct Limit: Equatable, CustomStringConvertible {
    let name: String
    let value: Int
    let words: String

    var description: String { "\(name) = \(value): \(words)" }
  }

  private let chapter: String

  init() throws { chapter = try Repository.text("spec/12-limits.md") }

  @Test("the limits of the language are those of the first table, in order")
  func language() throws {
    let declared = try declaredLimits(in: "Sources/RuleLang/Limits.swift").map { limit in
      Limit(
        name: String(limit.name.split(separator: ".")[1]), value: limit.value, words: limit.words)
    }
    #expect(rows(under: "## The language") == declared)
    #expect(!declared.isEmpty)
  }

  @Test("the limits of numbers are public ones of ExactNumbers")
  func numbers() throws { try expectTable("## Numbers", module: "ExactNumbers") }

  @Test("the limits of data are public ones of Tabular")
  func data() throws { try expectTable("## Data", module: "Tabular") }

  /// How far the proofs of the checker look; a ruleset is not limited by them.
  private static let proofLimits = ["LinearForm.termCountMax", "QuotientBounds.unknownCountMax"]

  private func expectTable(_ heading: String, module: String) throws {
    let declared = try Repository.files(in: "Sources/\(module)", suffix: ".swift")
      .flatMap { try declaredLimits(in: $0) }
      .filter { !Self.proofLimits.contains($0.name) }
    let listed = rows(under: heading)
    #expect(Set(listed.map(\.name)) == Set(declared.map(\.name)))
    for limit in listed {
      let found = declared.first { $0.name == limit.name }
      #expect(found == limit)
    }
  }

  private func rows(under heading: String) -> [Limit] {
    Markdown.table(under: heading, in: chapter).map { row in
      Limit(
        name: Markdown.codes(in: row[0]).first ?? "", value: Int(row[1]) ?? -1, words: row[2])
    }
  }

  /// The public limits of a file: constants whose names end in `Max`, with the sentence above them.
  private func declaredLimits(in path: String) throws -> [Limit] {
    var limits: [Limit] = []
    var type = ""
    var words = ""
    for line in try Repository.text(path).split(separator: "\n") {
      if let match = line.wholeMatch(
        of: /(?:public )?(?:indirect )?(?:enum|struct|extension) (\w+).*/)
      {
        type = String(match.1)
        words = ""
      } else if let match = line.wholeMatch(of: /\s*\/\/\/ ?(.*)/) {
        words = words.isEmpty ? String(match.1) : words
      } else if let match = line.wholeMatch(of: /\s*public static let (\w+Max) = (.*)/) {
        let sentence = words.hasSuffix(".") ? String(words.dropLast()) : words
        limits.append(
          Limit(name: "\(type).\(match.1)", value: value(of: match.2), words: sentence))
        words = ""
      } else {
        words = ""
      }
    }
    return limits
  }

  /// The value of a number or a shifted number.
  private func value(of expression: Substring) -> Int {
    let numbers = expression.filter { $0 != "_" }.split(separator: " << ").compactMap { Int($0) }
    switch numbers.count {
    case 1: return numbers[0]
    case 2: return numbers[0] << numbers[1]
    default: return -1
    }
  }
}
