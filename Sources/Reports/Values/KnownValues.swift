import Evaluator
import ExactNumbers
import RuleLang

/// The values of the parts of a rule for one record, as the steps of an explanation show them.
///
/// Scores, measures and definitions are the evaluation's; only what stands between them and the
/// figures is worked out here, exactly and by the same rules. What is missing stays nil.
struct KnownValues {
  let ruleset: Ruleset
  let evaluation: Evaluation
  private(set) var record: Record
  private var definitions: [Constant?]

  init(_ ruleset: Ruleset, _ record: Record, _ evaluation: Evaluation) {
    self.ruleset = ruleset
    self.record = record
    self.evaluation = evaluation
    definitions = evaluation.definitions
    if definitions.count != ruleset.definitions.count { settleDefinitions() }
  }

  /// The same with another value of a fact; scores of other indicators stay as they are.
  func replacing(fact: Int, with value: Rational) -> KnownValues {
    var other = self
    guard other.record.facts.indices.contains(fact) else { return other }
    other.record.facts[fact] = .number(value)
    other.settleDefinitions()
    return other
  }

  private mutating func settleDefinitions() {
    definitions = Array(repeating: nil, count: ruleset.definitions.count)
    for case .definition(let index) in ruleset.evaluationOrder {
      definitions[index] = value(ruleset.definitions[index].expression)
    }
  }

  // MARK: Values

  /// The value of an expression; nil where something it needs is missing.
  func value(_ expression: TypedExpression, row: [Constant?] = []) -> Constant? {
    switch expression.kind {
    case .constant(let value): return value
    case .fact(let index): return record.facts[safely: index] ?? nil
    case .definition(let index): return definitions[safely: index] ?? nil
    case .column(let index): return row[safely: index] ?? nil
    case .score(let index): return (evaluation.indicators[safely: index]?.score).map { .number($0) }
    case .measure(let index):
      return (evaluation.indicators[safely: index]?.measure).map { .number($0) }
    case .headingScore(let index):
      return (evaluation.headings[safely: index]?.score).map { .number($0) }
    case .comparison, .equalWithin, .and, .or, .not: return condition(expression, row: row)
    case .conditional(let condition, let value, let otherwise):
      guard case .boolean(let holds)? = self.value(condition, row: row) else { return nil }
      return self.value(holds ? value : otherwise, row: row)
    case .aggregate(let aggregation, let table, let value, let filter):
      return aggregate(aggregation, table, value, filter)
    case .negated, .sum, .product, .function:
      return arithmetic(expression, row: row).map { .number($0) }
    case .unknown: return nil
    }
  }

  func number(_ expression: TypedExpression, row: [Constant?] = []) -> Rational? {
    if case .number(let value)? = value(expression, row: row) { return value }
    return nil
  }

  func holds(_ expression: TypedExpression, row: [Constant?] = []) -> Bool? {
    if case .boolean(let value)? = value(expression, row: row) { return value }
    return nil
  }

  // MARK: Arithmetic

  private func arithmetic(_ expression: TypedExpression, row: [Constant?]) -> Rational? {
    switch expression.kind {
    case .negated(let inner): return number(inner, row: row).map { -$0 }
    case .sum(let terms):
      return terms.reduce(Rational.zero as Rational?) { total, term in
        guard let total, let next = number(term.expression, row: row) else { return nil }
        return bounded(term.isInverse ? total - next : total + next)
      }
    case .product(let factors):
      return factors.reduce(Rational.one as Rational?) { total, factor in
        guard let total, let next = number(factor.expression, row: row) else { return nil }
        return (factor.isInverse ? total.divided(by: next) : total * next).flatMap(bounded)
      }
    case .function(let function, let arguments):
      let values = arguments.compactMap { number($0, row: row) }
      guard values.count == arguments.count, let first = values.first else { return nil }
      return apply(function, first, values)
    default: return nil
    }
  }

  private func apply(_ function: ScalarFunction, _ first: Rational, _ values: [Rational])
    -> Rational?
  {
    switch function {
    case .magnitude: return first.magnitude
    case .minimum: return values.min()
    case .maximum: return values.max()
    case .round(let mode):
      return values.count == 2 ? first.rounded(toMultipleOf: values[1], mode) : nil
    case .years:
      guard values.count == 2, let from = first.machineWord, let to = values[1].machineWord else {
        return nil
      }
      return Rational(Date(dayNumber: to).wholeYears(since: Date(dayNumber: from)))
    }
  }

  private func bounded(_ value: Rational) -> Rational? {
    value.bitWidth <= Limits.numberBitsMax ? value : nil
  }

  // MARK: Conditions

  private func condition(_ expression: TypedExpression, row: [Constant?]) -> Constant? {
    switch expression.kind {
    case .comparison(let left, let comparison, let right):
      guard let first = value(left, row: row), let second = value(right, row: row) else {
        return nil
      }
      return .boolean(Self.compare(first, comparison, second))
    case .equalWithin(let left, let right, let margin):
      guard let first = number(left, row: row), let second = number(right, row: row),
        let margin = number(margin, row: row)
      else { return nil }
      return .boolean((first - second).magnitude <= margin)
    case .and(let conditions): return connect(conditions, row: row, deciding: false)
    case .or(let conditions): return connect(conditions, row: row, deciding: true)
    case .not(let inner): return holds(inner, row: row).map { .boolean(!$0) }
    default: return nil
    }
  }

  private static func compare(_ left: Constant, _ comparison: Comparison, _ right: Constant) -> Bool
  {
    if case .number(let first) = left, case .number(let second) = right {
      return comparison.holds(for: first == second ? 0 : first < second ? -1 : 1)
    }
    return (left == right) == (comparison == .equal)
  }

  private func connect(
    _ conditions: [TypedExpression], row: [Constant?], deciding: Bool
  ) -> Constant? {
    let truths = conditions.map { holds($0, row: row) }
    if truths.contains(deciding) { return .boolean(deciding) }
    return truths.contains(nil) ? nil : .boolean(!deciding)
  }
}
