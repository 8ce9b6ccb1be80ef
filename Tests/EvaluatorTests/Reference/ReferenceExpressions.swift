import Evaluator
import ExactNumbers
import RuleLang

/// Chapter 04, taken literally: each form of an expression, by a walk over the tree.
///
/// Definitions and indicators are looked up when they are met, so no order of evaluation is
/// relied on; what was found is kept, so that a test ends.
final class ReferenceEvaluator {
  let ruleset: Ruleset
  let record: Record
  /// What the checker should have excluded.
  var problems: [String] = []
  private var definitions: [Int: ReferenceValue] = [:]
  private var outcomes: [Int: ReferenceOutcome] = [:]

  init(_ ruleset: Ruleset, _ record: Record) {
    self.ruleset = ruleset
    self.record = record
  }

  func truth(_ condition: TypedExpression) -> Bool? { value(condition).truth }

  func outcome(of index: Int) -> ReferenceOutcome {
    if let known = outcomes[index] { return known }
    let found = score(ruleset.indicators[index], judgment: record.judgments[index]?.points)
    outcomes[index] = found
    return found
  }

  /// The score of an indicator as other rules see it: rounded, before points are spread.
  func visibleScore(of index: Int) -> ReferenceValue {
    switch outcome(of: index).result {
    case .scored(let raw):
      .number(rounded(raw, points: ruleset.indicators[index].points))
    case .excludedOverHeading, .excludedOverTotal: .number(.zero)
    case .undetermined: .missing
    case .failed: .failed
    }
  }

  func rounded(_ raw: Rational, points: Rational) -> Rational {
    guard let rounding = ruleset.scoreRounding else { return raw }
    let value = referenceRounded(raw, to: rounding.step, rounding.mode)
    if raw <= points { return min(value, points) }
    return value
  }

  // MARK: Expressions

  func value(_ expression: TypedExpression, row: [Constant?]? = nil) -> ReferenceValue {
    func inner(_ part: TypedExpression) -> ReferenceValue { value(part, row: row) }
    switch expression.kind {
    case .constant(let constant): return ReferenceValue(constant)
    case .fact(let index): return ReferenceValue(record.facts[index])
    case .column(let index): return ReferenceValue(row.known[index])
    case .definition(let index): return definition(index)
    case .score(let index): return visibleScore(of: index)
    case .measure(let index): return visibleMeasure(of: index)
    case .headingScore(let index): return headingScore(index)
    case .negated(let operand): return .calculate([inner(operand)]) { -$0[0] }
    case .sum(let terms):
      return .calculate(terms.map { inner($0.expression) }) { values in
        zip(terms, values).reduce(.zero) { $1.0.isInverse ? $0 - $1.1 : $0 + $1.1 }
      }
    case .product(let factors): return product(factors, factors.map { inner($0.expression) })
    case .comparison(let left, let comparison, let right):
      return compare(inner(left), comparison, inner(right))
    case .equalWithin(let left, let right, let margin):
      let values = [left, right, margin].map(inner)
      if let absence = ReferenceValue.absence(of: values) { return absence }
      let numbers = values.compactMap(\.number)
      return .boolean((numbers[0] - numbers[1]).magnitude <= numbers[2])
    case .and(let parts): return connect(parts.map(inner), deciding: false)
    case .or(let parts): return connect(parts.map(inner), deciding: true)
    case .not(let operand):
      let value = inner(operand)
      return value.truth.map { .boolean(!$0) } ?? value
    case .conditional(let condition, let first, let second):
      let value = inner(condition)
      return value.truth.map { $0 ? inner(first) : inner(second) } ?? value
    case .function(let function, let arguments): return apply(function, arguments.map(inner))
    case .aggregate(let aggregation, let table, let value, let filter):
      return aggregate(aggregation, record.tables[table], value, filter)
    case .unknown: preconditionFailure("a checked ruleset has no untyped expression")
    }
  }

  private func definition(_ index: Int) -> ReferenceValue {
    if let known = definitions[index] { return known }
    let found = value(ruleset.definitions[index].expression)
    definitions[index] = found
    return found
  }

  /// Missing where a case of the indicator may decide before its measure.
  private func visibleMeasure(of index: Int) -> ReferenceValue {
    let indicator = ruleset.indicators[index]
    guard case .bands(let method) = indicator.method else { preconditionFailure() }
    for item in indicator.cases where truth(item.condition) != false { return .missing }
    return value(method.measure)
  }

  func headingScore(_ index: Int) -> ReferenceValue {
    var parts: [ReferenceValue] = []
    for (child, heading) in ruleset.headings.enumerated() where heading.parent == index {
      let score = headingScore(child)
      parts.append(.calculate([score]) { contribution($0[0], of: heading) })
    }
    for (child, indicator) in ruleset.indicators.enumerated() where indicator.heading == index {
      parts.append(visibleScore(of: child))
    }
    return .calculate(parts) { $0.reduce(.zero, +) }
  }

  func contribution(_ score: Rational, of heading: Heading) -> Rational {
    guard let weight = heading.weight else { return score }
    let above = heading.parent.map { ruleset.headings[$0].points } ?? ruleset.points
    return score * weight * above / heading.points
  }

  private func product(
    _ factors: [TypedExpression.Operand], _ values: [ReferenceValue]
  ) -> ReferenceValue {
    .calculate(values) { values in
      var product: Rational? = .one
      for (factor, value) in zip(factors, values) {
        product = factor.isInverse ? product?.divided(by: value) : product.map { $0 * value }
      }
      return product
    }
  }

  func compare(
    _ left: ReferenceValue, _ comparison: Comparison, _ right: ReferenceValue
  ) -> ReferenceValue {
    if let absence = ReferenceValue.absence(of: [left, right]) { return absence }
    if let first = left.number, let second = right.number {
      switch comparison {
      case .equal: return .boolean(first == second)
      case .notEqual: return .boolean(first != second)
      case .less: return .boolean(first < second)
      case .lessOrEqual: return .boolean(first <= second)
      case .greater: return .boolean(first > second)
      case .greaterOrEqual: return .boolean(first >= second)
      }
    }
    return .boolean((left == right) == (comparison == .equal))
  }

  /// The calendar goes from the year 1 to the year 9999.
  private static let firstDay = Rational((Date(year: 1, month: 1, day: 1).known).dayNumber)
  private static let lastDay = Rational((Date(year: 9999, month: 12, day: 31).known).dayNumber)

  /// Kleene's tables in chapter 07: one operand may decide alone.
  private func connect(_ values: [ReferenceValue], deciding: Bool) -> ReferenceValue {
    if values.contains(.boolean(deciding)) { return .boolean(deciding) }
    if values.contains(.failed) { return .failed }
    return values.contains(.missing) ? .missing : .boolean(!deciding)
  }

  private func apply(_ function: ScalarFunction, _ values: [ReferenceValue]) -> ReferenceValue {
    .calculate(values) { values in
      switch function {
      case .magnitude: values[0].isNegative ? -values[0] : values[0]
      case .minimum: values.min()
      case .maximum: values.max()
      case .round(let mode): referenceRounded(values[0], to: values[1], mode)
      case .years where values.contains { $0 < Self.firstDay || $0 > Self.lastDay }: nil
      case .years:
        Rational(
          referenceYears(from: values[0].machineWord.known, to: values[1].machineWord.known))
      }
    }
  }
}
