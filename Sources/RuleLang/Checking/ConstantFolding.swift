import ExactNumbers

/// The values of expressions that are made of constants.
enum ConstantFolding {
  static func value(_ expression: TypedExpression) -> Constant? {
    switch expression.kind {
    case .constant(let constant): return constant
    case .negated(let operand): return number(operand).map { .number(-$0) }
    case .sum(let terms):
      var sum = Rational.zero
      for term in terms {
        guard let value = number(term.expression) else { return nil }
        sum = term.isInverse ? sum - value : sum + value
      }
      return bounded(sum)
    case .product(let factors):
      var product = Rational.one
      for factor in factors {
        guard let value = number(factor.expression) else { return nil }
        if factor.isInverse {
          guard let quotient = product.divided(by: value) else { return nil }
          product = quotient
        } else {
          product *= value
        }
        guard product.bitWidth <= Limits.numberBitsMax else { return nil }
      }
      return .number(product)
    case .function(let function, let arguments):
      let values = arguments.compactMap(number)
      guard values.count == arguments.count, let first = values.first else { return nil }
      switch function {
      case .magnitude: return .number(first.magnitude)
      case .minimum: return values.min().map { .number($0) }
      case .maximum: return values.max().map { .number($0) }
      case .round(let mode):
        guard values.count == 2 else { return nil }
        return first.rounded(toMultipleOf: values[1], mode).map { .number($0) }
      case .years: return nil
      }
    default: return nil
    }
  }

  private static func number(_ expression: TypedExpression) -> Rational? {
    if case .number(let value)? = value(expression) { return value }
    return nil
  }

  private static func bounded(_ value: Rational) -> Constant? {
    value.bitWidth <= Limits.numberBitsMax ? .number(value) : nil
  }
}
