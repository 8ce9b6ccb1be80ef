import Evaluator
import ExactNumbers
import RuleLang

/// Writes an expression with its figures put in: `绝对值(74,888.59 万元) ÷ 25,274.07 万元`.
///
/// What is missing is written by its name, in brackets that say so.
struct FigureFormula {
  /// How tightly a form binds; a looser one inside a tighter one needs brackets.
  private enum Binding: Int, Comparable {
    case loose, or, and, not, comparison, sum, product, tight

    static func < (left: Binding, right: Binding) -> Bool { left.rawValue < right.rawValue }
  }

  let values: KnownValues
  let figures: FigureText
  let places: RulesetPlaces
  let say: Wording

  /// The expression with the values of what it uses.
  func text(_ expression: TypedExpression) -> String {
    text(expression, inside: .loose)
  }

  private func text(_ expression: TypedExpression, inside outer: Binding) -> String {
    let (text, binding) = written(expression)
    return binding < outer || (binding == outer && outer == .comparison) ? "(\(text))" : text
  }

  private func written(_ expression: TypedExpression) -> (String, Binding) {
    switch expression.kind {
    case .negated(let inner): return (say("－", "-") + text(inner, inside: .tight), .sum)
    case .sum(let terms): return (operands(terms, say("＋", "+"), say("－", "-"), .sum), .sum)
    case .product(let factors): return (operands(factors, "×", "÷", .product), .product)
    case .comparison(let left, let comparison, let right):
      let sign = Self.sign(comparison, say.language)
      let unit = figures.unit(of: left) ?? figures.unit(of: right)
      let first = side(left, unit: unit)
      return (first + " \(sign) " + side(right, unit: unit), .comparison)
    case .equalWithin(let left, let right, let margin):
      let unit = figures.unit(of: left) ?? figures.unit(of: right)
      let sides =
        side(left, unit: unit) + " \(Self.sign(.equal, say.language)) " + side(right, unit: unit)
      return (
        sides + " " + Keyword.within.spelling(in: say.language) + " " + side(margin, unit: unit),
        .comparison
      )
    case .and(let conditions): return (joined(conditions, .and, .and), .and)
    case .or(let conditions): return (joined(conditions, .or, .or), .or)
    case .not(let inner):
      return (Keyword.not.spelling(in: say.language) + " " + text(inner, inside: .not), .not)
    case .conditional(let condition, let value, let otherwise):
      let words = [Keyword.if, .then, .else].map { $0.spelling(in: say.language) }
      return (
        "\(words[0]) \(text(condition)) \(words[1]) \(text(value)) \(words[2]) \(text(otherwise))",
        .loose
      )
    case .function(let function, let arguments): return (call(function, arguments), .tight)
    case .constant, .fact, .definition, .column, .score, .measure, .headingScore, .aggregate,
      .unknown:
      return (leaf(expression, unit: nil), .tight)
    }
  }

  private func side(_ expression: TypedExpression, unit: String?) -> String {
    expression.parts.isEmpty || expression.isAggregate
      ? leaf(expression, unit: unit) : text(expression, inside: .comparison)
  }

  private func operands(
    _ operands: [TypedExpression.Operand], _ plain: String, _ inverse: String, _ binding: Binding
  ) -> String {
    var result = ""
    for (index, operand) in operands.enumerated() {
      let sign = operand.isInverse ? inverse : plain
      if index > 0 { result += " \(sign) " }
      let needsBrackets = index > 0 && isSameKind(operand.expression, binding)
      let part = text(operand.expression, inside: needsBrackets ? .tight : binding)
      // A negative figure stands in brackets, so that its sign is not taken for the operation.
      result += index > 0 && part.hasPrefix("-") ? "(\(part))" : part
    }
    return result
  }

  private func isSameKind(_ expression: TypedExpression, _ binding: Binding) -> Bool {
    switch (expression.kind, binding) {
    case (.sum, .sum), (.product, .product), (.negated, .sum): true
    default: false
    }
  }

  private func joined(
    _ conditions: [TypedExpression], _ keyword: Keyword, _ binding: Binding
  ) -> String {
    conditions.map { text($0, inside: binding) }
      .joined(separator: " \(keyword.spelling(in: say.language)) ")
  }

  private func call(_ function: ScalarFunction, _ arguments: [TypedExpression]) -> String {
    let name: Function =
      switch function {
      case .magnitude: .abs
      case .minimum: .min
      case .maximum: .max
      case .round(.floor): .floor
      case .round(.ceiling): .ceiling
      case .round: .round
      case .years: .years
      }
    let texts = arguments.map { text($0) }
    return name.spelling(in: say.language) + "(" + texts.joined(separator: ", ") + ")"
  }

  /// A figure, a constant or what is drawn from a table, by its value.
  private func leaf(_ expression: TypedExpression, unit: String?) -> String {
    guard let value = values.value(expression) else {
      let name = PlainText.of(places.text(expression.range))
      return say("［缺 \(name)］", "[\(name) missing]")
    }
    if case .constant = expression.kind { return constant(value, expression, unit: unit) }
    return figures.text(value, expression.type, unit: self.unit(of: expression) ?? unit)
  }

  private func unit(of expression: TypedExpression) -> String? {
    if case .fact(let index) = expression.kind { return figures.unit(ofFact: index) }
    return figures.unit(of: expression)
  }

  /// A constant as the rules write it, unless it is a parameter or was worked out.
  private func constant(_ value: Constant, _ expression: TypedExpression, unit: String?) -> String {
    let written = places.text(expression.range)
    let isNumeral = written.allSatisfy { $0.isNumber || "., %％‰".contains($0) }
    if isNumeral, !written.isEmpty { return written }
    return figures.text(value, expression.type, unit: unit)
  }

  /// A comparison as the formatter writes it.
  static func sign(_ comparison: Comparison, _ language: Language) -> String {
    switch comparison {
    case .equal: language == .zh ? "＝" : "="
    case .notEqual: "≠"
    case .less: language == .zh ? "＜" : "<"
    case .lessOrEqual: "≤"
    case .greater: language == .zh ? "＞" : ">"
    case .greaterOrEqual: "≥"
    }
  }
}
