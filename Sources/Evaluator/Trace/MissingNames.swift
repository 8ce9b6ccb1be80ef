import RuleLang

/// Finds which missing figures indicators and expressions depend on.
///
/// What a definition, a table, an indicator or a heading lacks is found once for a record and kept,
/// without recursion over what they use: indicators that each use the score of the one before may
/// be as many as there are.
///
/// - Complexity: O(*n*) in the rules for all questions together, and in the names that are answered.
struct MissingNames {
  /// What an expression can use by its name.
  private enum Node: Hashable {
    case definition(Int)
    case indicator(Int)
    case heading(Int)
    case table(Int)
    case column(table: Int, Int)
  }

  /// What an expression depends on, in the order in which it uses it.
  private enum Part {
    case name(String)
    case node(Node)
    /// The measure of an indicator.
    case measure(Int)
  }

  private let program: Program
  private let execution: Execution
  private var known: [Node: [String]] = [:]

  private var ruleset: Ruleset { program.ruleset }

  init(_ execution: Execution) {
    program = execution.program
    self.execution = execution
  }

  /// The names an indicator lacks, in the order in which it uses them.
  mutating func names(of indicator: Int) -> [String] {
    find([.node(.indicator(indicator))])
    return known[.indicator(indicator)] ?? []
  }

  /// The names an expression lacks, in the order in which it uses them.
  mutating func names(of expression: TypedExpression) -> [String] {
    var parts: [Part] = []
    add(expression, to: &parts)
    find(parts)
    return union(parts)
  }

  // MARK: Uses of uses

  /// Finds what some parts lack, and before it what those lack that they use.
  private mutating func find(_ parts: [Part]) {
    var open = parts.compactMap { part in node(of: part).map { (node: $0, parts: [Part]?.none) } }
    while let (node, parts) = open.popLast() {
      if let parts {
        known[node] = union(parts)
        continue
      }
      guard known[node] == nil else { continue }
      // Nothing uses itself, so nobody asks for it before it is found.
      known[node] = []
      let parts = self.parts(of: node)
      open.append((node, parts))
      for part in parts {
        if let next = self.node(of: part), known[next] == nil { open.append((next, nil)) }
      }
    }
  }

  private func node(of part: Part) -> Node? {
    switch part {
    case .name: nil
    case .node(let node): node
    case .measure(let indicator): .indicator(indicator)
    }
  }

  /// The names of several parts, each where it is used first.
  private func union(_ parts: [Part]) -> [String] {
    if parts.count == 1, case .node(let node) = parts[0] { return known[node] ?? [] }
    var names: [String] = []
    var seen: Set<String> = []
    var seenNodes: Set<Node> = []
    for part in parts {
      switch part {
      case .name(let name): if seen.insert(name).inserted { names.append(name) }
      case .node(let node):
        guard seenNodes.insert(node).inserted else { continue }
        for name in known[node] ?? [] where seen.insert(name).inserted { names.append(name) }
      case .measure(let indicator):
        for name in self.names(ofMeasure: indicator) where seen.insert(name).inserted {
          names.append(name)
        }
      }
    }
    return names
  }

  /// A measure also lacks where a case decided before it, with no figure to ask for.
  private func names(ofMeasure indicator: Int) -> [String] {
    let names = known[.indicator(indicator)] ?? []
    guard names.isEmpty, case .case? = execution.outcomes[indicator].decision else { return names }
    return [ruleset.indicators[indicator].name]
  }

  // MARK: Parts

  private func parts(of node: Node) -> [Part] {
    var parts: [Part] = []
    switch node {
    case .definition(let index): add(ruleset.definitions[index].expression, to: &parts)
    case .indicator(let index):
      let indicator = ruleset.indicators[index]
      add(indicator.cases, to: &parts)
      add(indicator.method, index, to: &parts)
    case .heading(let index):
      parts = program.tree.indicators[index].map { .node(.indicator($0)) }
    case .table(let index):
      if execution.record.tables[index] == nil { parts = [.name(ruleset.tables[index].name)] }
    case .column(let table, let column):
      if let name = name(ofColumn: column, table) { parts = [.name(name)] }
    }
    return parts
  }

  private func add(_ cases: [Case], to parts: inout [Part]) {
    for item in cases { add(item.condition, to: &parts) }
  }

  private func add(_ method: Method, _ index: Int, to parts: inout [Part]) {
    switch method {
    case .bands(let bands):
      add(bands.measure, to: &parts)
      for band in bands.bands { add(band, index, to: &parts) }
    case .checklist(let items, _): for item in items { add(item.condition, to: &parts) }
    case .deductions(let lines):
      for line in lines {
        switch line.basis {
        case .per(let expression), .when(let expression): add(expression, to: &parts)
        }
      }
    case .judged: addJudgment(index, to: &parts)
    case .formula(let expression, _, _): add(expression, to: &parts)
    case .bestOf(let alternatives):
      for alternative in alternatives {
        add(alternative.cases, to: &parts)
        add(alternative.method, index, to: &parts)
      }
    }
  }

  private func add(_ band: Band, _ index: Int, to parts: inout [Part]) {
    if case .judged = band.outcome { addJudgment(index, to: &parts) }
    switch band.values {
    case .interval(let lower, let upper):
      if let lower { add(lower.value, to: &parts) }
      if let upper { add(upper.value, to: &parts) }
    case .notEqual(let value): add(value, to: &parts)
    default: break
    }
  }

  private func addJudgment(_ index: Int, to parts: inout [Part]) {
    guard execution.record.judgments[index] == nil else { return }
    parts.append(.name(ruleset.indicators[index].name))
  }

  /// Expressions nest no deeper than `Limits.depthMax`.
  ///
  /// - Parameters:
  ///   - expression: the expression.
  ///   - table: the table whose rows it is worked out in; nil outside of one.
  ///   - parts: what it uses is added to.
  private func add(
    _ expression: TypedExpression, in table: Int? = nil, to parts: inout [Part]
  ) {
    switch expression.kind {
    case .constant, .unknown: break
    case .column(let index):
      if let table { parts.append(.node(.column(table: table, index))) }
    case .fact(let index):
      if execution.record.facts[index] == nil { parts.append(.name(ruleset.facts[index].name)) }
    case .definition(let index): parts.append(.node(.definition(index)))
    case .score(let index): parts.append(.node(.indicator(index)))
    case .measure(let index): parts.append(.measure(index))
    case .headingScore(let index): parts.append(.node(.heading(index)))
    case .negated(let operand), .not(let operand): add(operand, in: table, to: &parts)
    case .sum(let operands), .product(let operands):
      for operand in operands { add(operand.expression, in: table, to: &parts) }
    case .comparison(let left, _, let right):
      add(left, in: table, to: &parts)
      add(right, in: table, to: &parts)
    case .equalWithin(let left, let right, let margin):
      for part in [left, right, margin] { add(part, in: table, to: &parts) }
    case .and(let operands), .or(let operands), .function(_, let operands):
      for operand in operands { add(operand, in: table, to: &parts) }
    case .conditional(let condition, let value, let otherwise):
      for part in [condition, value, otherwise] { add(part, in: table, to: &parts) }
    case .aggregate(_, let table, let value, let filter):
      parts.append(.node(.table(table)))
      if let filter { add(filter, in: table, to: &parts) }
      if let value { add(value, in: table, to: &parts) }
    }
  }

  /// A column of which rows lack cells.
  private func name(ofColumn column: Int, _ table: Int) -> String? {
    guard let rows = execution.record.tables[table],
      rows.contains(where: { column >= $0.count || $0[column] == nil })
    else { return nil }
    let table = ruleset.tables[table]
    return table.columns.indices.contains(column)
      ? "\(table.name).\(table.columns[column].name)" : nil
  }
}
