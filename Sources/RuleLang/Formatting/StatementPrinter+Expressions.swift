/// Expressions and ranges, word by word as they were written.
extension StatementPrinter {
  mutating func expression(_ expression: Expression) {
    switch expression.kind {
    case .number(let literal): self.literal(literal)
    case .date(let date): line.add(date.description)
    case .string(let string): text(string)
    case .boolean(let value): keyword(value ? .yes : .no)
    case .name(let name): self.name(name, in: .expression)
    case .column(let table, let column):
      name(table, in: .expression)
      line.addGlued(".")
      line.addGlued(NameQuoting.written(column.text, in: .plain))
    case .explicit(let form, let name):
      keyword(Self.keyword(of: form))
      self.name(name, in: .expression)
    case .call(let function, _, let arguments, let filter):
      call(function, arguments, filter: filter)
    case .negated(let operand):
      line.add("-")
      line.glueNext()
      self.expression(operand)
    case .sum(let terms): operands(terms, plain: ("＋", "+"), inverse: ("－", "-"))
    case .product(let factors): operands(factors, plain: ("×", "*"), inverse: ("÷", "/"))
    case .comparison(let left, let comparison, let right, let tolerance):
      self.comparison(left, comparison, right, tolerance: tolerance)
    case .membership(let value, let range):
      self.expression(value)
      keyword(.in)
      self.range(range)
    case .and(let conditions): joined(conditions, by: .and)
    case .or(let conditions): joined(conditions, by: .or)
    case .not(let condition):
      keyword(.not)
      self.expression(condition)
    case .conditional(let condition, let value, let otherwise):
      keyword(.if)
      self.expression(condition)
      keyword(.then)
      self.expression(value)
      keyword(.else)
      self.expression(otherwise)
    case .parenthesized(let inner):
      line.open("(")
      self.expression(inner)
      line.close(")")
    case .missing: break
    }
  }

  private static func keyword(of form: Expression.Explicit) -> Keyword {
    switch form {
    case .score: .scoreOf
    case .measure: .measureOf
    case .points: .pointsOf
    }
  }

  /// The filter follows the first argument, whose rows it chooses.
  private mutating func call(
    _ function: Function, _ arguments: [Expression], filter: Expression?
  ) {
    line.add(function.spelling(in: vocabulary))
    line.open("(", isGlued: true)
    for (index, argument) in arguments.enumerated() {
      if index > 0 { comma() }
      expression(argument)
      if index == 0, let filter {
        keyword(.where)
        expression(filter)
      }
    }
    line.close(")")
  }

  private mutating func operands(
    _ operands: [Expression.Operand], plain: (zh: String, en: String),
    inverse: (zh: String, en: String)
  ) {
    for (index, operand) in operands.enumerated() {
      if index > 0 {
        let sign = operand.isInverse ? inverse : plain
        line.add(vocabulary == .zh ? sign.zh : sign.en)
        line.allowBreak()
      }
      expression(operand.expression)
    }
  }

  private mutating func comparison(
    _ left: Expression, _ comparison: Comparison, _ right: Expression, tolerance: Expression?
  ) {
    expression(left)
    self.comparison(comparison)
    expression(right)
    guard let tolerance else { return }
    keyword(.within)
    expression(tolerance)
  }

  private mutating func joined(_ conditions: [Expression], by keyword: Keyword) {
    for (index, condition) in conditions.enumerated() {
      if index > 0 {
        self.keyword(keyword)
        if line.isInBrackets { line.allowBreak() }
      }
      expression(condition)
    }
  }

  // MARK: Ranges

  mutating func range(_ range: RangeSyntax) {
    switch range.kind {
    case .comparison(let comparison, let value):
      self.comparison(comparison)
      expression(value)
    case .interval(let lower, let includesLower, let upper, let includesUpper):
      line.open(includesLower ? "[" : "(")
      expression(lower)
      comma()
      expression(upper)
      line.close(includesUpper ? "]" : ")")
    }
  }
}
