import Evaluator
import ExactNumbers
import RuleLang

/// Aggregates over the rows of a table, each from its definition in chapter 04.
extension ReferenceEvaluator {
  func aggregate(
    _ aggregation: Aggregation, _ rows: [[Constant?]]?, _ value: TypedExpression?,
    _ filter: TypedExpression?
  ) -> ReferenceValue {
    guard let rows else { return .missing }
    // A row whose filter is not known may or may not belong: then nothing is certain, unless a
    // row that does belong decides alone.
    var values: [ReferenceValue] = []
    for row in rows {
      let isKept = filter.map { self.value($0, row: row) } ?? .boolean(true)
      switch isKept {
      case .boolean(true): values.append(value.map { self.value($0, row: row) } ?? .boolean(true))
      case .boolean: break
      default: values.append(isKept)
      }
    }
    switch aggregation {
    case .all: return connectRows(values, deciding: false)
    case .any: return connectRows(values, deciding: true)
    case .count:
      return ReferenceValue.absence(of: values) ?? .number(Rational(values.count))
    default: break
    }
    return .calculate(values) { numbers in
      switch aggregation {
      case .sum: return numbers.reduce(.zero, +)
      case .minimum: return numbers.min()
      case .maximum: return numbers.max()
      case .average: return mean(numbers[...])
      case .trimmedAverage(let count):
        guard numbers.count > 2 * count else { return nil }
        return mean(numbers.sorted().dropFirst(count).dropLast(count))
      case .all, .any, .count: preconditionFailure()
      }
    }
  }

  private func connectRows(_ values: [ReferenceValue], deciding: Bool) -> ReferenceValue {
    if values.contains(.boolean(deciding)) { return .boolean(deciding) }
    return ReferenceValue.absence(of: values) ?? .boolean(!deciding)
  }

  private func mean(_ numbers: ArraySlice<Rational>) -> Rational? {
    numbers.reduce(.zero, +).divided(by: Rational(numbers.count))
  }
}
