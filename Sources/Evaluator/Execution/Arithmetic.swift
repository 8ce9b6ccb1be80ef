import ExactNumbers
import RuleLang

/// What instructions do with values; the same for a record and for a row.
///
/// What is missing stays missing and what cannot be computed stays so, except where the other
/// operands decide alone: "no and anything" is no.
struct Arithmetic {
  let operands: [Operand]

  func result(_ operation: Instruction.Operation, _ slots: borrowing [Value]) -> Value {
    switch operation {
    case .negate(let slot): return map(slots[Int(slot)]) { -$0 }
    case .sum(let range): return sum(range, slots)
    case .product(let range): return product(range, slots)
    case .compare(let left, let comparison, let right):
      return Self.compare(slots[Int(left)], comparison, slots[Int(right)])
    case .equalWithin(let left, let right, let margin):
      return equalWithin(slots[Int(left)], slots[Int(right)], slots[Int(margin)])
    case .and(let range): return connect(range, slots, deciding: false)
    case .or(let range): return connect(range, slots, deciding: true)
    case .not(let slot):
      return slots[Int(slot)].boolean.map { .boolean(!$0) } ?? slots[Int(slot)]
    case .select(let condition, let value, let otherwise):
      guard let holds = slots[Int(condition)].boolean else { return slots[Int(condition)] }
      return slots[Int(holds ? value : otherwise)]
    case .magnitude(let slot): return map(slots[Int(slot)]) { $0.magnitude }
    case .minimum(let range): return extreme(range, slots) { $0 < $1 }
    case .maximum(let range): return extreme(range, slots) { $0 > $1 }
    case .round(let slot, let step, let mode):
      guard let length = slots[Int(step)].number else { return slots[Int(step)] }
      return map(slots[Int(slot)]) { $0.rounded(toMultipleOf: length, mode) ?? $0 }
    case .years(let from, let to): return Self.years(slots[Int(from)], slots[Int(to)])
    case .aggregate, .indicator, .measure, .heading: return .missing
    }
  }

  private func map(_ value: Value, _ function: (Rational) -> Rational) -> Value {
    guard let number = value.number else { return value }
    return Self.bounded(function(number))
  }

  /// The number, unless it is larger than calculations may become.
  static func bounded(_ value: Rational) -> Value {
    value.bitWidth <= Limits.numberBitsMax ? .number(value) : .undefined(.numberTooLarge)
  }

  private func sum(_ range: OperandRange, _ slots: borrowing [Value]) -> Value {
    var total = Rational.zero
    for index in Int(range.lower)..<Int(range.lower + range.count) {
      let operand = operands[index]
      guard let number = slots[Int(operand.slot)].number else { return slots[Int(operand.slot)] }
      total = operand.isInverse ? total - number : total + number
      guard total.bitWidth <= Limits.numberBitsMax else { return .undefined(.numberTooLarge) }
    }
    return .number(total)
  }

  private func product(_ range: OperandRange, _ slots: borrowing [Value]) -> Value {
    var total = Rational.one
    for index in Int(range.lower)..<Int(range.lower + range.count) {
      let operand = operands[index]
      guard let number = slots[Int(operand.slot)].number else { return slots[Int(operand.slot)] }
      if operand.isInverse {
        guard let quotient = total.divided(by: number) else { return .undefined(.divisionByZero) }
        total = quotient
      } else {
        total *= number
      }
      guard total.bitWidth <= Limits.numberBitsMax else { return .undefined(.numberTooLarge) }
    }
    return .number(total)
  }

  static func compare(_ left: Value, _ comparison: Comparison, _ right: Value) -> Value {
    switch (left, right) {
    case (.number(let first), .number(let second)):
      return .boolean(comparison.holds(for: first == second ? 0 : first < second ? -1 : 1))
    case (.boolean(let first), .boolean(let second)):
      return .boolean((first == second) == (comparison == .equal))
    case (.choice(let first), .choice(let second)), (.text(let first), .text(let second)):
      return .boolean((first == second) == (comparison == .equal))
    default: return left.absence ?? right.absence ?? .missing
    }
  }

  private func equalWithin(_ left: Value, _ right: Value, _ margin: Value) -> Value {
    guard let first = left.number, let second = right.number, let margin = margin.number else {
      return left.absence ?? right.absence ?? margin.absence ?? .missing
    }
    return .boolean((first - second).magnitude <= margin)
  }

  /// `and` where false decides, `or` where true does.
  private func connect(
    _ range: OperandRange, _ slots: borrowing [Value], deciding: Bool
  ) -> Value {
    var open: Value?
    for index in Int(range.lower)..<Int(range.lower + range.count) {
      let value = slots[Int(operands[index].slot)]
      if let holds = value.boolean {
        if holds == deciding { return .boolean(deciding) }
      } else if open == nil || open == .missing {
        open = value
      }
    }
    return open ?? .boolean(!deciding)
  }

  private func extreme(
    _ range: OperandRange, _ slots: borrowing [Value], _ isBetter: (Rational, Rational) -> Bool
  ) -> Value {
    var best: Rational?
    for index in Int(range.lower)..<Int(range.lower + range.count) {
      let value = slots[Int(operands[index].slot)]
      guard let number = value.number else { return value }
      if best.map({ isBetter(number, $0) }) ?? true { best = number }
    }
    return best.map { .number($0) } ?? .undefined(.noRows)
  }

  /// Whole years; days outside of the calendar have none.
  static func years(_ from: Value, _ to: Value) -> Value {
    guard let from = from.number, let to = to.number else {
      return from.absence ?? to.absence ?? .missing
    }
    guard let first = from.machineWord, let second = to.machineWord,
      Date.calendar.contains(first), Date.calendar.contains(second)
    else { return .undefined(.numberTooLarge) }
    let years = Date(dayNumber: second).wholeYears(since: Date(dayNumber: first))
    return .number(Rational(years))
  }
}
