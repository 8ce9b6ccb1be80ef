/// Finds an order in which each definition and indicator uses only what came before, checks them
/// in that order, and reports circles.
extension Checker {
  private typealias Node = Int

  mutating func checkInOrder() {
    indicators = Array(repeating: nil, count: outline.indicators.count)
    let definitionCount = outline.definitions.count
    let edges = dependencies()
    let (order, circular) = sorted(edges)
    // About what stands in a circle nothing more is said.
    expressions.circularIndicators = Set(
      circular.filter { $0 >= definitionCount }.map { $0 - definitionCount })
    for (index, draft) in outline.indicators.enumerated() {
      if case .amount(let literal)? = draft.points?.kind {
        expressions.indicatorPoints[index] = literal.value
      }
    }
    // Every indicator depends on what the declared orders name, so they are checked before it.
    var hasOrders = false
    for node in order {
      if node >= definitionCount, !hasOrders {
        checkOrders()
        hasOrders = true
      }
      if node < definitionCount {
        checkDefinition(node)
        ruleset.evaluationOrder.append(.definition(node))
      } else {
        checkIndicator(node - definitionCount)
        ruleset.evaluationOrder.append(.indicator(node - definitionCount))
      }
    }
  }

  private mutating func checkDefinition(_ index: Int) {
    let draft = outline.definitions[index]
    var typed = expressions.check(draft.expression)
    let extent = ExpressionExtent.of(typed, definitions: definitionExtents)
    if let limit = extent.exceeded {
      add(.limitExceeded(limit), at: draft.range)
      typed = .unknown(at: typed.range)
    }
    definitionExtents[index] = extent.exceeded == nil ? extent : nil
    expressions.definitionTypes[index] = typed.type
    declarations.definitions[index] = typed
    if draft.isParameter, typed.type != .unknown {
      if let constant = ConstantFolding.value(typed) {
        expressions.definitionConstants[index] = constant
      } else {
        add(.constantNeeded(), at: draft.expression.range)
      }
    }
    while ruleset.definitions.count <= index {
      ruleset.definitions.append(
        Definition(
          name: "", expression: typed, isParameter: false, description: nil, range: draft.range))
    }
    ruleset.definitions[index] = Definition(
      name: draft.name.text, expression: typed, isParameter: draft.isParameter,
      description: draft.description, range: draft.range)
  }

  private mutating func checkOrders() {
    for statement in outline.orders {
      guard case .order(let limits, let comparisons) = statement.kind else { continue }
      var typed = limits.map { expressions.check($0) }
      guard var first = typed.first, first.type != .unknown else { continue }
      var isSound = true
      for index in typed.indices.dropFirst() {
        guard expressions.unify(&first, &typed[index], at: typed[index].range) != nil else {
          isSound = false
          break
        }
      }
      guard isSound else { continue }
      checkedOrders.append(
        LimitOrder(limits: typed, comparisons: comparisons, range: statement.range))
    }
    ruleset.orders = checkedOrders
  }

  /// For each node, the nodes it uses; definitions first, then indicators.
  private func dependencies() -> [[(node: Int, range: SourceRange)]] {
    let count = outline.definitions.count
    // The functions below hold the scope alone, not a copy of the whole checker.
    let scope = scope
    func node(_ name: String) -> Int? {
      switch scope[name] {
      case .definition(let index): index
      case .indicator(let index): count + index
      default: nil
      }
    }
    var headingNodes: [Int: [Int]] = [:]
    for (index, indicator) in outline.indicators.enumerated() {
      var heading = indicator.heading
      while let current = heading {
        headingNodes[current, default: []].append(count + index)
        heading = outline.headings[current].parent
      }
    }
    func used(_ expressions: [Expression]) -> [(node: Int, range: SourceRange)] {
      var found: [(node: Int, range: SourceRange)] = []
      for expression in expressions {
        NameCollector.visit(expression) { name in
          if let node = node(name.text) {
            found.append((node, name.range))
          } else if scope[name.text] == nil, let headings = scope.headings[name.text] {
            for heading in headings {
              found += (headingNodes[heading] ?? []).map { ($0, name.range) }
            }
          }
        }
      }
      return found
    }
    let limits = used(
      outline.orders.flatMap { statement -> [Expression] in
        if case .order(let limits, _) = statement.kind { return limits }
        return []
      })
    return outline.definitions.map { used([$0.expression]) }
      + outline.indicators.map { draft in
        limits + used(draft.lines.flatMap { $0.kind.expressions })
      }
  }

  /// A depth-first order without recursion; a circle is reported once and cut.
  private mutating func sorted(
    _ edges: [[(node: Int, range: SourceRange)]]
  ) -> (order: [Int], circular: Set<Int>) {
    enum State { case new, open, done }
    var states = Array(repeating: State.new, count: edges.count)
    var order: [Int] = []
    var reported: Set<Int> = []
    for root in edges.indices where states[root] == .new {
      var stack = [(node: root, next: 0)]
      states[root] = .open
      while let top = stack.last {
        guard top.next < edges[top.node].count else {
          states[top.node] = .done
          order.append(top.node)
          stack.removeLast()
          continue
        }
        stack[stack.count - 1].next += 1
        let edge = edges[top.node][top.next]
        switch states[edge.node] {
        case .new:
          states[edge.node] = .open
          stack.append((edge.node, 0))
        case .open:
          let start = stack.lastIndex { $0.node == edge.node } ?? 0
          let circle = stack[start...].map(\.node)
          if reported.isDisjoint(with: circle) { reportCircle(circle, at: edge.range) }
          reported.formUnion(circle)
        case .done: break
        }
      }
    }
    return (order, reported)
  }

  private mutating func reportCircle(_ circle: [Int], at range: SourceRange) {
    let count = outline.definitions.count
    func name(_ node: Int) -> Name? {
      node < count ? outline.definitions[node].name : outline.indicators[node - count].name
    }
    let names = circle.compactMap { name($0)?.text }
    add(
      .circular(
        names + names.prefix(1), others: circle.dropFirst().prefix(4).compactMap { name($0)?.range }
      ),
      at: range)
  }
}

/// Visits the names in an expression; its depth is bounded by the parser.
enum NameCollector {
  static func visit(_ expression: Expression, _ body: (Name) -> Void) {
    switch expression.kind {
    case .name(let name), .explicit(_, let name): body(name)
    case .column(let table, _): body(table)
    case .call(_, _, let arguments, let filter):
      for argument in arguments { visit(argument, body) }
      if let filter { visit(filter, body) }
    case .negated(let operand), .not(let operand), .parenthesized(let operand):
      visit(operand, body)
    case .sum(let operands), .product(let operands):
      for operand in operands { visit(operand.expression, body) }
    case .comparison(let left, _, let right, let tolerance):
      visit(left, body)
      visit(right, body)
      if let tolerance { visit(tolerance, body) }
    case .membership(let value, let range):
      visit(value, body)
      for end in range.ends { visit(end, body) }
    case .and(let operands), .or(let operands):
      for operand in operands { visit(operand, body) }
    case .conditional(let condition, let value, let otherwise):
      for part in [condition, value, otherwise] { visit(part, body) }
    case .number, .date, .string, .boolean, .missing: break
    }
  }
}

extension RangeSyntax {
  /// The expressions at its ends.
  var ends: [Expression] {
    switch kind {
    case .comparison(_, let value): [value]
    case .interval(let lower, _, let upper, _): [lower, upper]
    }
  }
}

extension Statement.Kind {
  /// The expressions in a line of an indicator.
  var expressions: [Expression] {
    switch self {
    case .measure(let expression), .formula(let expression, _): [expression]
    case .band(let range, _, _): range.ends
    case .case(let condition, _, _), .notApplicable(let condition, _, _): [condition]
    case .item(_, let condition, _), .deductsPer(_, let condition, _),
      .deductsWhen(_, let condition, _):
      [condition]
    default: []
    }
  }
}
