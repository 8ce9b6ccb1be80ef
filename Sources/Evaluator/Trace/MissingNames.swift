import RuleLang

/// Finds which missing figures an indicator or an expression depends on.
struct MissingNames {
  private let assembler: Assembler
  private var found: [String] = []
  private var seenDefinitions: Set<Int> = []
  private var seenIndicators: Set<Int> = []

  init(_ assembler: Assembler) { self.assembler = assembler }

  /// The names an indicator lacks, in the order in which it uses them.
  func names(of indicator: Int) -> [String] {
    var copy = self
    copy.visit(indicator: indicator)
    return copy.found
  }

  /// The names an expression lacks.
  func names(of expression: TypedExpression) -> [String] {
    var copy = self
    copy.visit(expression)
    return copy.found
  }

  private mutating func add(_ name: String) {
    if !found.contains(name) { found.append(name) }
  }

  private mutating func visit(indicator index: Int) {
    guard seenIndicators.insert(index).inserted else { return }
    let indicator = assembler.ruleset.indicators[index]
    visit(indicator.cases)
    visit(indicator.method, index)
  }

  /// A measure also lacks where a case decided before it, with no figure to ask for.
  private mutating func visit(measure index: Int) {
    let count = found.count
    let isFirst = !seenIndicators.contains(index)
    visit(indicator: index)
    guard isFirst, found.count == count else { return }
    if case .case? = assembler.execution.outcomes[index].decision {
      add(assembler.ruleset.indicators[index].name)
    }
  }

  private mutating func visit(_ cases: [Case]) {
    for item in cases { visit(item.condition) }
  }

  private mutating func visit(_ method: Method, _ index: Int) {
    switch method {
    case .bands(let bands):
      visit(bands.measure)
      for band in bands.bands { visit(band, index) }
    case .checklist(let items, _): for item in items { visit(item.condition) }
    case .deductions(let lines):
      for line in lines {
        switch line.basis {
        case .per(let expression), .when(let expression): visit(expression)
        }
      }
    case .judged: addJudgment(index)
    case .formula(let expression, _, _): visit(expression)
    case .bestOf(let alternatives):
      for alternative in alternatives {
        visit(alternative.cases)
        visit(alternative.method, index)
      }
    }
  }

  private mutating func visit(_ band: Band, _ index: Int) {
    if case .judged = band.outcome { addJudgment(index) }
    switch band.values {
    case .interval(let lower, let upper):
      if let lower { visit(lower.value) }
      if let upper { visit(upper.value) }
    case .notEqual(let value): visit(value)
    default: break
    }
  }

  private mutating func addJudgment(_ index: Int) {
    guard assembler.execution.record.judgments[index] == nil else { return }
    add(assembler.ruleset.indicators[index].name)
  }

  private mutating func visit(_ expression: TypedExpression) {
    switch expression.kind {
    case .constant, .column, .unknown: break
    case .fact(let index):
      if assembler.execution.record.facts[index] == nil { add(assembler.ruleset.facts[index].name) }
    case .definition(let index):
      guard seenDefinitions.insert(index).inserted else { return }
      visit(assembler.ruleset.definitions[index].expression)
    case .score(let index): visit(indicator: index)
    case .measure(let index): visit(measure: index)
    case .headingScore(let index):
      for indicator in assembler.program.tree.indicators[index] { visit(indicator: indicator) }
    case .negated(let operand), .not(let operand): visit(operand)
    case .sum(let operands), .product(let operands):
      for operand in operands { visit(operand.expression) }
    case .comparison(let left, _, let right):
      visit(left)
      visit(right)
    case .equalWithin(let left, let right, let margin):
      for part in [left, right, margin] { visit(part) }
    case .and(let parts), .or(let parts), .function(_, let parts):
      for part in parts { visit(part) }
    case .conditional(let condition, let value, let otherwise):
      for part in [condition, value, otherwise] { visit(part) }
    case .aggregate(_, let table, let value, let filter):
      visitTable(table)
      if let filter { visit(filter) }
      if let value { visit(value) }
    }
  }

  private mutating func visitTable(_ index: Int) {
    let table = assembler.ruleset.tables[index]
    guard let rows = assembler.execution.record.tables[index] else { return add(table.name) }
    for (column, field) in table.columns.enumerated()
    where rows.contains(where: { column >= $0.count || $0[column] == nil }) {
      add("\(table.name).\(field.name)")
    }
  }
}
