import ExactNumbers

/// A text that is the same for expressions that are written the same.
enum ExpressionKey {
  /// The longest key; longer expressions are not compared.
  static let lengthMax = 4000

  static func key(_ expression: TypedExpression, table: Int? = nil) -> String? {
    var text = ""
    write(expression, table, to: &text)
    return text.utf8.count > lengthMax ? nil : text
  }

  private static func write(_ expression: TypedExpression, _ table: Int?, to text: inout String) {
    guard text.utf8.count <= lengthMax else { return }
    switch expression.kind {
    case .constant(let constant): write(constant, to: &text)
    case .fact(let index): text += "f" + index.description
    case .definition(let index): text += "d" + index.description
    case .column(let index): text += "c" + index.description + "@" + (table ?? -1).description
    case .score(let index): text += "s" + index.description
    case .measure(let index): text += "m" + index.description
    case .headingScore(let index): text += "h" + index.description
    case .negated(let operand): list("-", [operand], table, to: &text)
    case .sum(let terms): operands("+", terms, table, to: &text)
    case .product(let factors): operands("*", factors, table, to: &text)
    case .comparison(let left, let comparison, let right):
      list(comparison.rawValue, [left, right], table, to: &text)
    case .equalWithin(let left, let right, let tolerance):
      list("~", [left, right, tolerance], table, to: &text)
    case .and(let operands): list("and", operands, table, to: &text)
    case .or(let operands): list("or", operands, table, to: &text)
    case .not(let operand): list("not", [operand], table, to: &text)
    case .conditional(let condition, let value, let otherwise):
      list("if", [condition, value, otherwise], table, to: &text)
    case .function(let function, let arguments): list(function.key, arguments, table, to: &text)
    case .aggregate(let aggregation, let rows, let value, let filter):
      text += aggregation.key + "@" + rows.description
      list("", [value, filter].compactMap { $0 }, rows, to: &text)
      text += filter == nil ? "" : "?"
    case .unknown: text += "?"
    }
  }

  private static func write(_ constant: Constant, to text: inout String) {
    switch constant {
    case .number(let value): text += "n" + value.description
    case .boolean(let value): text += value ? "yes" : "no"
    case .choice(let index): text += "o" + index.description
    // With its length, so that no text reads like what follows it.
    case .text(let value): text += "t" + value.utf8.count.description + ":" + value
    }
  }

  private static func list(
    _ name: String, _ parts: [TypedExpression], _ table: Int?, to text: inout String
  ) {
    text += name + "("
    for part in parts {
      write(part, table, to: &text)
      text += ","
    }
    text += ")"
  }

  private static func operands(
    _ name: String, _ parts: [TypedExpression.Operand], _ table: Int?, to text: inout String
  ) {
    text += name + "("
    for part in parts {
      text += part.isInverse ? "!" : ""
      write(part.expression, table, to: &text)
      text += ","
    }
    text += ")"
  }
}

extension Aggregation {
  /// A text that is its own.
  fileprivate var key: String {
    switch self {
    case .count: "count"
    case .sum: "sum"
    case .average: "average"
    case .trimmedAverage(let count): "trimmed" + count.description
    case .minimum: "least"
    case .maximum: "most"
    case .all: "all"
    case .any: "any"
    }
  }
}

extension ScalarFunction {
  /// A text that is its own.
  fileprivate var key: String {
    switch self {
    case .magnitude: "abs"
    case .minimum: "min"
    case .maximum: "max"
    case .round(let mode): mode.rawValue
    case .years: "years"
    }
  }
}
