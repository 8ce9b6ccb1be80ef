import ExactNumbers
import RuleLang

/// What calculations give for what their operands can still be, each occurrence of a name on its own.
struct PossibleArithmetic {
  let operands: [Operand]

  /// What an operation gives; anything where its result is that of other rules.
  func result(_ operation: Instruction.Operation, _ possible: [Possible]) -> Possible {
    switch operation {
    case .negate(let operand): return .number(-possible[Int(operand)].interval)
    case .sum(let range): return .number(sum(range, possible))
    case .product(let range): return .number(product(range, possible))
    case .compare(let left, let comparison, let right):
      let (left, right) = (possible[Int(left)], possible[Int(right)])
      return compare(left, comparison, right) { left.interval - right.interval }
    case .equalWithin(let left, let right, let margin):
      let distance = (possible[Int(left)].interval - possible[Int(right)].interval).magnitude
      return Self.truth(distance - possible[Int(margin)].interval, .lessOrEqual)
    case .and(let range):
      let truths = list(range).map { possible[Int($0.slot)].truth }
      return .boolean(
        canHold: truths.allSatisfy(\.canHold), canFail: truths.contains(where: \.canFail))
    case .or(let range):
      let truths = list(range).map { possible[Int($0.slot)].truth }
      return .boolean(
        canHold: truths.contains(where: \.canHold), canFail: truths.allSatisfy(\.canFail))
    case .not(let operand):
      let truth = possible[Int(operand)].truth
      return .boolean(canHold: truth.canFail, canFail: truth.canHold)
    case .select(let condition, let value, let otherwise):
      return select(possible[Int(condition)], possible[Int(value)], possible[Int(otherwise)])
    case .magnitude(let operand): return .number(possible[Int(operand)].interval.magnitude)
    case .minimum(let range): return extreme(range, possible) { $0.minimum($1) }
    case .maximum(let range): return extreme(range, possible) { $0.maximum($1) }
    case .round(let operand, let step, let mode):
      guard let length = possible[Int(step)].interval.single else { return .number(.all) }
      return .number(
        possible[Int(operand)].interval.mapped { $0.rounded(toMultipleOf: length, mode) ?? $0 })
    case .years(let from, let to):
      return .number(Self.years(possible[Int(from)].interval, possible[Int(to)].interval))
    case .aggregate, .measure, .heading, .indicator: return .number(.all)
    }
  }

  private func list(_ range: OperandRange) -> ArraySlice<Operand> {
    operands[Int(range.lower)..<Int(range.lower + range.count)]
  }

  /// The interval of a sum.
  func sum(_ range: OperandRange, _ possible: [Possible]) -> Interval {
    list(range).reduce(Interval(.zero)) { total, operand in
      let next = possible[Int(operand.slot)].interval
      return (operand.isInverse ? total - next : total + next).withinLimits
    }
  }

  /// The interval of a product.
  func product(_ range: OperandRange, _ possible: [Possible]) -> Interval {
    list(range).reduce(Interval(.one)) { total, operand in
      let next = possible[Int(operand.slot)].interval
      return (operand.isInverse ? total.divided(by: next) : total * next).withinLimits
    }
  }

  /// What a comparison can be, of numbers by the interval of their difference.
  func compare(
    _ left: Possible, _ comparison: Comparison, _ right: Possible, difference: () -> Interval
  ) -> Possible {
    switch (left, right) {
    case (.number, .number): return Self.truth(difference(), comparison)
    case (.choice(let first?), .choice(let second?)), (.text(let first?), .text(let second?)):
      let holds = (first == second) == (comparison == .equal)
      return .boolean(canHold: holds, canFail: !holds)
    default: return .anyTruth
    }
  }

  /// Whether an interval can compare with zero in a way, and can fail to.
  static func truth(_ difference: Interval, _ comparison: Comparison) -> Possible {
    func canHold(_ comparison: Comparison) -> Bool {
      switch comparison {
      case .equal: difference.contains(.zero)
      case .notEqual: difference.single != .zero
      case .less: difference.below(.zero, inclusive: false) != nil
      case .lessOrEqual: difference.below(.zero, inclusive: true) != nil
      case .greater: difference.above(.zero, inclusive: false) != nil
      case .greaterOrEqual: difference.above(.zero, inclusive: true) != nil
      }
    }
    return .boolean(canHold: canHold(comparison), canFail: canHold(comparison.negated))
  }

  private func select(
    _ condition: Possible, _ value: Possible, _ otherwise: Possible
  ) -> Possible {
    let truth = condition.truth
    if !truth.canFail { return value }
    if !truth.canHold { return otherwise }
    switch (value, otherwise) {
    case (.number(let first), .number(let second)): return .number(first.hull(second))
    case (.boolean(let first, let second), .boolean(let third, let fourth)):
      return .boolean(canHold: first || third, canFail: second || fourth)
    case (.choice, _): return .choice(nil)
    default: return .text(nil)
    }
  }

  /// More years the later the second day is, and fewer the later the first is.
  private static func years(_ from: Interval, _ to: Interval) -> Interval {
    func years(_ first: Interval.End?, _ second: Interval.End?) -> Interval.End? {
      guard let first, let second else { return nil }
      let count = Arithmetic.years(.number(first.value.floor()), .number(second.value.ceiling()))
      return count.number.map { Interval.End($0, isClosed: true) }
    }
    // Ends are whole days, so rounding them only widens.
    return Interval(lower: years(from.upper, to.lower), upper: years(from.lower, to.upper)) ?? .all
  }

  private func extreme(
    _ range: OperandRange, _ possible: [Possible], _ combine: (Interval, Interval) -> Interval
  ) -> Possible {
    let intervals = list(range).map { possible[Int($0.slot)].interval }
    guard let first = intervals.first else { return .number(.all) }
    return .number(intervals.dropFirst().reduce(first, combine))
  }
}
