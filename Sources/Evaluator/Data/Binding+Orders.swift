import ExactNumbers
import RuleLang

/// The limits between which the rules declare an order.
extension Binding {
  /// A limit that is known for the record.
  struct Limit {
    let value: Rational
    /// Its name and its value, in words.
    let text: (name: String, value: String)
    let place: SourceRange?
  }

  /// The value of a limit that is a fact, a constant or a parameter; nil for all else.
  func limit(_ expression: TypedExpression) -> Limit? {
    switch expression.kind {
    case .constant(.number(let value)):
      let text = ValueText(units: ruleset.units).text(value, expression.type)
      return Limit(value: value, text: (text, text), place: nil)
    case .fact(let index):
      guard case .number(let value)? = record.facts[index] else { return nil }
      let written = record.factOrigins[index]?.written.quotable ?? value.description
      return Limit(
        value: value, text: (ruleset.facts[index].name, written), place: factPlaces[index])
    case .definition(let index):
      let definition = ruleset.definitions[index]
      guard case .constant(.number(let value)) = definition.expression.kind else { return nil }
      let text = ValueText(units: ruleset.units).text(value, definition.expression.type)
      return Limit(value: value, text: (definition.name, text), place: nil)
    default: return nil
    }
  }

  /// Reports figures of the department that break an order that the rules declare for them.
  mutating func checkOrders() {
    for order in ruleset.orders {
      let limits = order.limits.map { limit($0) }
      for (index, comparison) in order.comparisons.enumerated() where index + 1 < limits.count {
        guard let lower = limits[index], let upper = limits[index + 1] else { continue }
        let sign = lower.value < upper.value ? -1 : lower.value > upper.value ? 1 : 0
        if comparison.holds(for: sign) { continue }
        found.add(
          .brokenOrder(
            lower.text, comparison, upper.text, other: upper.place == nil ? nil : lower.place),
          at: upper.place ?? lower.place ?? raw.anchor)
      }
    }
  }
}
