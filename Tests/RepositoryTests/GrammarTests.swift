import RuleLang
import Testing

/// Chapter 03 against the parser.
@Suite("Chapter 03 and the parser")
struct GrammarTests {
  private let chapter: String

  init() throws { chapter = try Repository.text("spec/03-grammar.md") }

  @Test("the grammar uses every keyword and knows no other word")
  func terminals() {
    let lines = Markdown.fencedLines(in: chapter, language: "ebnf").joined(separator: "\n")
    let used = Set(
      lines.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
        .filter { !$0.offset.isMultiple(of: 2) }
        .map { String($0.element) })
    for keyword in Keyword.allCases {
      let spellings = keyword.english + keyword.chinese
      let isUsed = !used.isDisjoint(with: spellings)
      #expect(isUsed, "\(keyword.rawValue) is not in the grammar")
    }
    let known = Set(Keyword.allCases.flatMap { $0.english + $0.chinese } + ["含", "不含", "年"])
    for word in used where word.contains(where: \.isLetter) {
      let isKnown = known.contains(word)
      #expect(isKnown, "the grammar has '\(word)', which is no keyword")
    }
  }

  /// A binary operator of each level of the precedence table, from the loosest.
  private static let binary: [(level: Int, operators: [String])] = [
    (2, ["or"]), (3, ["and"]), (5, ["=", "≠", "<", "≤", ">", "≥"]), (6, ["+", "-"]),
    (7, ["×", "÷"]),
  ]

  @Test("the precedence table names the operators that are tested here")
  func precedenceTable() {
    let rows = Markdown.table(under: "## Precedence", in: chapter)
    let named = Dictionary(
      uniqueKeysWithValues: rows.compactMap { row in
        Int(row[0]).map { ($0, Markdown.codes(in: row[1])) }
      })
    #expect(named.count == 8)
    for (level, operators) in Self.binary {
      #expect(named[level]?.filter { $0 != "in" && $0 != "within" } == operators)
    }
    #expect(named[1] == ["if", "then", "else"])
    #expect(named[4] == ["not"])
    #expect(named[8] == ["-"])
  }

  @Test("a tighter operator takes its operands first")
  func precedence() throws {
    for (position, loose) in Self.binary.enumerated() {
      for tight in Self.binary[(position + 1)...] {
        for first in loose.operators {
          for second in tight.operators {
            try expectSame("a \(first) b \(second) c", "a \(first) (b \(second) c)")
            try expectSame("a \(second) b \(first) c", "(a \(second) b) \(first) c")
          }
        }
      }
    }
  }

  @Test("operators of a level go from left to right")
  func association() throws {
    for (_, operators) in Self.binary where operators.count < 3 {
      for first in operators {
        for second in operators {
          let flat = try shape("a \(first) b \(second) c")
          #expect(flat.isChain, "a \(first) b \(second) c: \(flat.text)")
        }
      }
    }
  }

  @Test("prefixes and conditions stand where the table says")
  func prefixes() throws {
    try expectSame("not a = b", "not (a = b)")
    try expectSame("not a and b", "(not a) and b")
    try expectSame("not not a", "not (not a)")
    try expectSame("-a × b", "(-a) × b")
    try expectSame("a × -b", "a × (-b)")
    try expectSame("-a + b", "(-a) + b")
    try expectSame("if a then b else c or d", "if a then b else (c or d)")
    try expectSame("if a or b then c else d", "if (a or b) then c else d")
    try expectSame("if a then b else if c then d else e", "if a then b else (if c then d else e)")
    try expectSame("a + b in [c, d + e]", "(a + b) in [c, (d + e)]")
    try expectSame("a = b within c + d", "a = b within (c + d)")
    try expectSame("a in [b, c] and d", "(a in [b, c]) and d")
  }

  // MARK: Shapes

  private func expectSame(
    _ plain: String, _ grouped: String, at location: SourceLocation = #_sourceLocation
  ) throws {
    let (first, second) = (try shape(plain), try shape(grouped))
    #expect(first.text == second.text, "\(plain)", sourceLocation: location)
  }

  private func shape(_ expression: String) throws -> Shape {
    let source = SourceFile(path: "test.rules", text: "define x = \(expression)\n")
    let (file, diagnostics) = Parser.parse(source, file: 0)
    #expect(diagnostics.isEmpty, "\(expression): \(diagnostics.map(\.message.en))")
    guard case .define(_, let parsed, _)? = file.statements.first?.kind else {
      throw NoExpression(text: expression)
    }
    return Shape(parsed)
  }

  private struct NoExpression: Error {
    let text: String
  }
}

/// How an expression groups, with its parentheses taken for what they group.
private struct Shape {
  let text: String
  /// Whether it is one list of three operands.
  let isChain: Bool

  init(_ expression: Expression) {
    text = Self.text(of: expression)
    switch expression.kind {
    case .sum(let operands), .product(let operands): isChain = operands.count == 3
    case .and(let operands), .or(let operands): isChain = operands.count == 3
    default: isChain = false
    }
  }

  private static func text(of expression: Expression) -> String {
    switch expression.kind {
    case .parenthesized(let inner): return text(of: inner)
    case .name(let name): return name.text
    case .negated(let operand): return list("neg", [operand])
    case .not(let operand): return list("not", [operand])
    case .sum(let operands): return list("sum", operands)
    case .product(let operands): return list("product", operands)
    case .and(let operands): return list("and", operands)
    case .or(let operands): return list("or", operands)
    case .comparison(let left, let comparison, let right, let tolerance):
      return list(comparison.rawValue, [left, right] + [tolerance].compactMap { $0 })
    case .membership(let value, let range):
      guard case .interval(let lower, _, let upper, _) = range.kind else { return "?" }
      return list("in", [value, lower, upper])
    case .conditional(let condition, let value, let otherwise):
      return list("if", [condition, value, otherwise])
    default: return "?"
    }
  }

  private static func list(_ name: String, _ parts: [Expression]) -> String {
    "(\(name) \(parts.map { text(of: $0) }.joined(separator: " ")))"
  }

  private static func list(_ name: String, _ parts: [Expression.Operand]) -> String {
    "(\(name) \(parts.map { ($0.isInverse ? "!" : "") + text(of: $0.expression) }.joined(separator: " ")))"
  }
}
