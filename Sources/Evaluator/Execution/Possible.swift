import ExactNumbers
import RuleLang

/// What a slot can still be when facts are missing.
enum Possible: Sendable {
  case number(Interval)
  case boolean(canHold: Bool, canFail: Bool)
  /// One of several choices; nil is any.
  case choice(Int?)
  case text(Int?)

  /// A value; anything where it is missing.
  init(_ value: Value) {
    self =
      switch value {
      case .number(let value): .number(Interval(value))
      case .boolean(let value): .boolean(canHold: value, canFail: !value)
      case .choice(let index): .choice(index)
      case .text(let number): .text(number)
      case .missing, .undefined: .number(.all)
      }
  }

  /// Any value that a fact or a cell can have.
  init(anyOf field: Field) {
    self =
      switch field.type {
      case .boolean: .anyTruth
      case .choice: .choice(nil)
      case .text: .text(nil)
      default: .number(field.bounds.tightened(isWhole: field.type.isWhole))
      }
  }

  static let anyTruth = Possible.boolean(canHold: true, canFail: true)

  var interval: Interval {
    if case .number(let interval) = self { return interval }
    return .all
  }

  /// Without ends that are larger than calculations may become.
  var withinLimits: Possible {
    if case .number(let interval) = self { return .number(interval.withinLimits) }
    return self
  }

  /// The value, where only one is possible.
  var single: Value? {
    switch self {
    case .number(let interval): interval.single.map { .number($0) }
    case .boolean(let canHold, let canFail): canHold == canFail ? nil : .boolean(canHold)
    case .choice(let index): index.map { .choice($0) }
    case .text(let number): number.map { .text($0) }
    }
  }

  var truth: (canHold: Bool, canFail: Bool) {
    if case .boolean(let canHold, let canFail) = self { return (canHold, canFail) }
    return (true, true)
  }
}
