import RuleLang

extension MeaningReader {
  /// Whether an expression names something, in it or in the definitions it uses.
  func uses(_ symbol: Symbol, in expression: TypedExpression) -> Bool {
    var finder = SymbolFinder(ruleset: ruleset)
    finder.visit(expression, rows: nil)
    return finder.found.contains(symbol)
  }
}

/// Gathers what expressions name, with what the definitions they use name.
struct SymbolFinder {
  let ruleset: Ruleset
  private(set) var found: Set<Symbol> = []
  private var definitions: Set<Int> = []

  init(ruleset: Ruleset) { self.ruleset = ruleset }

  mutating func visit(_ expression: TypedExpression, rows: Int?) {
    switch expression.kind {
    case .fact(let index): found.insert(.fact(index))
    case .column(let index): found.insert(.column(table: rows ?? 0, index))
    case .score(let index), .measure(let index): found.insert(.indicator(index))
    case .headingScore(let index): found.insert(.heading(index))
    case .definition(let index):
      if definitions.insert(index).inserted {
        visit(ruleset.definitions[index].expression, rows: nil)
      }
    case .aggregate(_, let table, let value, let filter):
      found.insert(.table(table))
      for part in [value, filter].compactMap({ $0 }) { visit(part, rows: table) }
    default: for part in expression.parts { visit(part, rows: rows) }
    }
  }
}

extension Ruleset {
  /// A heading and those it stands under, from the inside out.
  func headings(above heading: Int?) -> [Int] {
    var found: [Int] = []
    var current = heading
    while let index = current {
      found.append(index)
      current = headings[index].parent
    }
    return found
  }

  /// The headings by the names from the section down.
  var headingPaths: [String] {
    headings.indices.map { index in
      headings(above: index).reversed().map { headings[$0].name }.joined(separator: "/")
    }
  }
}

extension ValueType {
  /// A text that is the same for values that can be compared.
  func name(_ units: UnitTable) -> String {
    switch self {
    case .number(let number):
      "number \(units.text(number.dimension)) \(number.isRatio) \(number.isWhole)"
    case .boolean: "boolean"
    case .date: "date"
    case .choice: "choice"
    case .text: "text"
    case .unknown: "unknown"
    }
  }
}
