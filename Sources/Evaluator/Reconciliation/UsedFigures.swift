import RuleLang

/// The facts and tables that expressions rest on, through definitions and measures.
struct UsedFigures {
  private let ruleset: Ruleset
  private var definitions: Set<Int> = []
  private var measures: Set<Int> = []

  /// The facts, each once, in the order in which they are read.
  private(set) var facts: [Int] = []

  /// The tables, each once.
  private(set) var tables: [Int] = []

  /// The columns of the tables.
  private(set) var columns: [Int: [Int]] = [:]

  init(_ ruleset: Ruleset) { self.ruleset = ruleset }

  /// The figures of an expression.
  ///
  /// - Complexity: O(*n*) in the expression with each definition it uses taken once.
  static func of(_ expression: TypedExpression, _ ruleset: Ruleset) -> UsedFigures {
    var used = UsedFigures(ruleset)
    used.add(expression, table: nil)
    return used
  }

  /// The figures of an indicator: of its cases, its measure, its conditions.
  static func of(_ indicator: Indicator, _ ruleset: Ruleset) -> UsedFigures {
    var used = UsedFigures(ruleset)
    for item in indicator.cases { used.add(item.condition, table: nil) }
    used.add(indicator.method)
    return used
  }

  private mutating func add(_ method: Method) {
    switch method {
    case .bands(let bands):
      add(bands.measure, table: nil)
      for band in bands.bands {
        guard case .interval(let lower, let upper) = band.values else { continue }
        for end in [lower, upper] { if let end { add(end.value, table: nil) } }
      }
    case .checklist(let items, _): for item in items { add(item.condition, table: nil) }
    case .deductions(let lines):
      for line in lines {
        switch line.basis {
        case .per(let expression), .when(let expression): add(expression, table: nil)
        }
      }
    case .formula(let expression, _, _): add(expression, table: nil)
    case .bestOf(let alternatives):
      for alternative in alternatives {
        for item in alternative.cases { add(item.condition, table: nil) }
        add(alternative.method)
      }
    case .judged: break
    }
  }

  private mutating func add(_ expression: TypedExpression, table: Int?) {
    switch expression.kind {
    case .constant, .score, .headingScore, .unknown: break
    case .fact(let index): if !facts.contains(index) { facts.append(index) }
    case .definition(let index):
      guard definitions.insert(index).inserted else { return }
      add(ruleset.definitions[index].expression, table: nil)
    case .column(let index):
      guard let table, columns[table]?.contains(index) != true else { return }
      columns[table, default: []].append(index)
    case .measure(let index):
      guard measures.insert(index).inserted,
        case .bands(let bands) = ruleset.indicators[index].method
      else { return }
      add(bands.measure, table: nil)
    case .aggregate(_, let table, let value, let filter):
      if !tables.contains(table) { tables.append(table) }
      for part in [filter, value] { if let part { add(part, table: table) } }
    case .negated, .not, .sum, .product, .comparison, .equalWithin, .and, .or, .conditional,
      .function:
      for part in expression.parts { add(part, table: table) }
    }
  }
}
