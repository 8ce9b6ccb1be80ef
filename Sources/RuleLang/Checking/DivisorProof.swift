import ExactNumbers

/// Proves that no divisor is zero and no average is taken of nothing, place by place, with what
/// the conditions around a place say.
struct DivisorProof {
  let bounds: BoundsInference
  let tables: [Table]
  let text: (SourceRange) -> String
  var diagnostics: [Diagnostic] = []
  /// The definitions looked into with what is known here.
  private var visited: Set<Int> = []

  init(bounds: BoundsInference, tables: [Table], text: @escaping (SourceRange) -> String) {
    self.bounds = bounds
    self.tables = tables
    self.text = text
  }

  /// Checks an expression; conditions on the way are learnt, and forgotten after it.
  mutating func check(_ expression: TypedExpression) {
    switch expression.kind {
    case .negated(let operand), .not(let operand): check(operand)
    case .sum(let terms): for term in terms { check(term.expression) }
    case .product(let factors):
      for factor in factors {
        check(factor.expression)
        if factor.isInverse { checkDivisor(factor.expression) }
      }
    case .comparison(let left, _, let right):
      check(left)
      check(right)
    case .equalWithin(let left, let right, let margin):
      for part in [left, right, margin] { check(part) }
    case .and(let operands): checkInOrder(operands, assuming: true)
    case .or(let operands): checkInOrder(operands, assuming: false)
    case .conditional(let condition, let value, let otherwise):
      check(condition)
      assuming(condition, true) { $0.check(value) }
      assuming(condition, false) { $0.check(otherwise) }
    case .function(_, let arguments): for argument in arguments { check(argument) }
    case .definition(let index): checkDefinition(index)
    case .aggregate(let aggregation, let table, let value, let filter):
      checkRowExpressions(table, filter, value)
      checkRows(aggregation, table, filter, expression)
    default: break
    }
  }

  /// Looks at what is computed for each row; the value only for rows that pass the filter.
  private mutating func checkRowExpressions(
    _ table: Int, _ filter: TypedExpression?, _ value: TypedExpression?
  ) {
    let saved = (bounds.knowledge, visited)
    var found = self
    bounds.within(table) {
      if let filter {
        found.check(filter)
        bounds.assume(filter, true)
      }
      if let value { found.check(value) }
    }
    self = found
    bounds.restore(saved.0)
    visited = saved.1
  }

  /// Looks into a definition once for what is known here.
  private mutating func checkDefinition(_ index: Int) {
    guard visited.insert(index).inserted,
      let expression = bounds.declarations.definitions[index]
    else { return }
    check(expression)
  }

  /// Each operand is looked at only where those before it did not decide.
  private mutating func checkInOrder(_ operands: [TypedExpression], assuming holds: Bool) {
    let saved = (bounds.knowledge, visited)
    for operand in operands {
      check(operand)
      bounds.assume(operand, holds)
    }
    bounds.restore(saved.0)
    visited = saved.1
  }

  private mutating func assuming(
    _ condition: TypedExpression, _ holds: Bool, _ body: (inout DivisorProof) -> Void
  ) {
    let saved = (bounds.knowledge, visited)
    bounds.assume(condition, holds)
    body(&self)
    bounds.restore(saved.0)
    visited = saved.1
  }

  private mutating func checkDivisor(_ divisor: TypedExpression) {
    guard divisor.type != .unknown, !bounds.knowledge.isImpossible, !bounds.isNonZero(divisor)
    else { return }
    diagnostics.add(.divisorMayBeZero(text(divisor.range)), at: divisor.range)
  }

  private mutating func checkRows(
    _ aggregation: Aggregation, _ table: Int, _ filter: TypedExpression?,
    _ expression: TypedExpression
  ) {
    let needed: Int
    switch aggregation {
    case .average, .minimum, .maximum: needed = 1
    case .trimmedAverage(let count): needed = 2 * count + 1
    default: return
    }
    guard !bounds.knowledge.isImpossible else { return }
    let count = TypedExpression(
      .aggregate(.count, table: table, value: nil, filter: filter),
      .number(NumberType(.none, isWhole: true)), at: expression.range)
    let least = bounds.bounds(count).lower?.value ?? .zero
    if least >= Rational(needed) || (needed == 1 && bounds.isNonZero(count)) { return }
    guard filter == nil else {
      return diagnostics.add(.filteredMayBeEmpty(), at: expression.range)
    }
    if tables[table].rowCountMin >= needed { return }
    diagnostics.add(.tableMayBeEmpty(tables[table].name, rows: needed), at: expression.range)
  }
}
