/// Which table an aggregate goes through.
extension ExpressionChecker {
  /// The table that an aggregate's argument names.
  func tableNamed(in expression: Expression) -> Int? {
    for (name, _, _) in Self.columns(in: expression) {
      if case .table(let index)? = scope[name.text] { return index }
    }
    return nil
  }

  /// The first column of an expression that is written with its table.
  static func firstColumn(
    in expression: Expression
  ) -> (table: Name, column: Name, range: SourceRange)? {
    columns(in: expression).first
  }

  /// The columns that are written with their tables, in order.
  private static func columns(
    in expression: Expression
  ) -> [(table: Name, column: Name, range: SourceRange)] {
    switch expression.kind {
    case .column(let table, let column): [(table, column, expression.range)]
    case .call(_, _, let arguments, let filter):
      (arguments + (filter.map { [$0] } ?? [])).flatMap(columns)
    case .negated(let operand), .not(let operand), .parenthesized(let operand):
      columns(in: operand)
    case .sum(let operands), .product(let operands):
      operands.flatMap { columns(in: $0.expression) }
    case .comparison(let left, _, let right, let tolerance):
      ([left, right] + (tolerance.map { [$0] } ?? [])).flatMap(columns)
    case .membership(let value, let range): ([value] + range.ends).flatMap(columns)
    case .and(let operands), .or(let operands): operands.flatMap(columns)
    case .conditional(let condition, let value, let otherwise):
      [condition, value, otherwise].flatMap(columns)
    case .number, .date, .string, .boolean, .name, .explicit, .missing: []
    }
  }
}
