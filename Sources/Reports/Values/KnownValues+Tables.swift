import Evaluator
import ExactNumbers
import RuleLang

/// What is drawn from the rows of tables.
extension KnownValues {
  /// The rows of a table for which a condition holds, by number from 0; nil where that is open.
  func rows(of table: Int, where filter: TypedExpression?) -> [Int]? {
    guard let rows = record.tables[safely: table] ?? nil else { return nil }
    guard let filter else { return Array(rows.indices) }
    var found: [Int] = []
    for (index, row) in rows.enumerated() {
      guard let holds = holds(filter, row: row) else { return nil }
      if holds { found.append(index) }
    }
    return found
  }

  func aggregate(
    _ aggregation: Aggregation, _ table: Int, _ value: TypedExpression?, _ filter: TypedExpression?
  ) -> Constant? {
    guard let rows = record.tables[safely: table] ?? nil,
      let chosen = self.rows(of: table, where: filter)
    else { return nil }
    if case .count = aggregation { return .number(Rational(chosen.count)) }
    guard let value else { return nil }
    switch aggregation {
    case .all, .any:
      let deciding = aggregation == .any
      let truths = chosen.map { holds(value, row: rows[$0]) }
      if truths.contains(deciding) { return .boolean(deciding) }
      return truths.contains(nil) ? nil : .boolean(!deciding)
    default:
      let numbers = chosen.compactMap { number(value, row: rows[$0]) }
      guard numbers.count == chosen.count else { return nil }
      return draw(aggregation, numbers).map { .number($0) }
    }
  }

  private func draw(_ aggregation: Aggregation, _ numbers: [Rational]) -> Rational? {
    switch aggregation {
    case .sum: return numbers.reduce(.zero, +)
    case .average: return numbers.reduce(.zero, +).divided(by: Rational(numbers.count))
    case .trimmedAverage(let count):
      guard numbers.count > 2 * count else { return nil }
      let kept = numbers.sorted().dropFirst(count).dropLast(count)
      return kept.reduce(.zero, +).divided(by: Rational(kept.count))
    case .minimum: return numbers.min()
    case .maximum: return numbers.max()
    case .count, .all, .any: return nil
    }
  }
}
