import ExactNumbers
import RuleLang

/// Comparisons, and what is made of answers.
extension Lowering {
  // MARK: Comparing

  mutating func compare(
    _ left: Lane, _ comparison: Comparison, _ right: Lane
  ) throws(Obstacle) -> Lane {
    switch (left, right) {
    case (.constant(let first), .constant(let second)):
      return .fixedTruth(comparison.holds(for: first == second ? 0 : first < second ? -1 : 1))
    case (.choice(let register), .fixedChoice(let index)),
      (.fixedChoice(let index), .choice(let register)):
      return compare(register, comparison, Int128(index))
    case (.choice(let first), .choice(let second)):
      let result = flags()
      steps.append(.compare(first, comparison, second, to: result))
      return .truth(Truth(flags: result))
    case (.fixedChoice(let first), .fixedChoice(let second)):
      return .fixedTruth((first == second) == (comparison == .equal))
    case (.truth, _), (.fixedTruth, _): return try compareAnswers(left, comparison, right)
    case (.constant(let value), _):
      return try compare(try joined(right), comparison.mirrored, value)
    case (_, .constant(let value)): return try compare(try joined(left), comparison, value)
    default: return try compare(try joined(left), comparison, try joined(right))
    }
  }

  private mutating func compare(
    _ register: Register, _ comparison: Comparison, _ value: Int128
  ) -> Lane {
    let result = flags()
    steps.append(.compareConstant(register, comparison, value, to: result))
    return .truth(Truth(flags: result))
  }

  private mutating func compareAnswers(
    _ left: Lane, _ comparison: Comparison, _ right: Lane
  ) throws(Obstacle) -> Lane {
    switch (left, right) {
    case (.fixedTruth(let first), .fixedTruth(let second)):
      return .fixedTruth((first == second) == (comparison == .equal))
    case (.truth, .fixedTruth(let value)):
      return value == (comparison == .equal) ? left : try negated(left)
    case (.fixedTruth, .truth): return try compareAnswers(right, comparison, left)
    case (.truth(let first), .truth(let second)):
      let inverse = flags()
      steps.append(.not(second.flags, to: inverse))
      let result = flags()
      let (same, other) =
        comparison == .equal ? (second.flags, inverse) : (inverse, second.flags)
      steps.append(.selectFlags(first.flags, same, other, to: result))
      return .truth(Truth(flags: result, unknown: union([first.unknown, second.unknown])))
    default: throw .notColumnar
    }
  }

  /// Whether a fraction stands to a constant in a way.
  private mutating func compare(
    _ fraction: Fraction, _ comparison: Comparison, _ value: Rational
  ) throws(Obstacle) -> Lane {
    guard let ratio = value.divided(by: fraction.unit) else { throw .notColumnar }
    let result: Flags
    // A divisor is positive: it does not change how a quotient stands to zero.
    if let denominator = fraction.denominator, !value.isZero {
      let (top, bottom) = try ratio.words()
      result = flags()
      let left = try fraction.bounds.scaled(by: bottom)
      let right = try fraction.denominatorBounds.scaled(by: top)
      let isWide =
        !left.isNarrow || !right.isNarrow || fraction.numerator.isWide || denominator.isWide
      steps.append(
        .compareQuotient(
          fitted(fraction.numerator, isWide: isWide), scale: bottom, comparison,
          fitted(denominator, isWide: isWide), value: top, to: result))
    } else {
      guard let (order, whole) = try wholeComparison(comparison, ratio) else {
        return .fixedTruth(comparison == .notEqual)
      }
      let limit = min(max(whole, -Bounds.wideMax), Bounds.wideMax)
      if let answers = answers(of: fraction.numerator) {
        return compare(answers, order, limit, fraction.unknown)
      }
      if limit == 0, order == .equal {
        result = zeros(of: fraction.numerator)
      } else {
        let end = try Bounds.constant(limit)
        let isWide = fraction.numerator.isWide || !end.isNarrow
        result = flags()
        steps.append(
          .compareConstant(fitted(fraction.numerator, isWide: isWide), order, limit, to: result))
      }
    }
    return .truth(Truth(flags: result, unknown: fraction.unknown))
  }

  /// The answers that a figure of 0 or 1 is made of; nil for others.
  func answers(of figure: Register) -> Flags? { figure.isWide ? nil : ticks[figure.index] }

  /// Where a number is 0: asked once for each, as whoever divides by a figure asks it of its own.
  mutating func zeros(of number: Register) -> Flags {
    if !number.isWide, let known = zeros[number.index] { return known }
    let result = flags()
    steps.append(.compareConstant(number, .equal, 0, to: result))
    if !number.isWide { zeros[number.index] = result }
    return result
  }

  /// Whether a figure that is 0 or 1 stands to a whole number in a way.
  private mutating func compare(
    _ figure: Flags, _ comparison: Comparison, _ value: Int128, _ unknown: Flags?
  ) -> Lane {
    let ofNone = comparison.holds(for: value > 0 ? -1 : value < 0 ? 1 : 0)
    let ofOne = comparison.holds(for: value > 1 ? -1 : value < 1 ? 1 : 0)
    var result = figure
    if ofNone == ofOne {
      guard unknown != nil else { return .fixedTruth(ofOne) }
      result = flags()
      steps.append(.setFlags(ofOne, to: result))
    } else if ofNone {
      result = flags()
      steps.append(.not(figure, to: result))
    }
    return .truth(Truth(flags: result, unknown: unknown))
  }

  /// The same comparison of whole numbers with a whole number; nil where it can only be unequal.
  private func wholeComparison(
    _ comparison: Comparison, _ value: Rational
  ) throws(Obstacle) -> (Comparison, Int128)? {
    switch comparison {
    case .equal, .notEqual:
      return value.isInteger ? (comparison, try value.wholeWord()) : nil
    case .less, .greaterOrEqual: return (comparison, try value.ceiling().wholeWord())
    case .lessOrEqual, .greater: return (comparison, try value.floor().wholeWord())
    }
  }

  private mutating func compare(
    _ left: Fraction, _ comparison: Comparison, _ right: Fraction
  ) throws(Obstacle) -> Lane {
    let unit = try Rational.commonUnit(left.unit, right.unit)
    let isOverSame = left.denominator == right.denominator
    let first =
      try isOverSame ? (left.numerator, left.bounds) : crossed(left, with: right)
    let second =
      try isOverSame ? (right.numerator, right.bounds) : crossed(right, with: left)
    let scale = try left.unit.count(of: unit)
    let value = try right.unit.count(of: unit)
    let (one, two) = (try first.1.scaled(by: scale), try second.1.scaled(by: value))
    let isWide = !one.isNarrow || !two.isNarrow || first.0.isWide || second.0.isWide
    let result = flags()
    steps.append(
      .compareQuotient(
        fitted(first.0, isWide: isWide), scale: scale, comparison, fitted(second.0, isWide: isWide),
        value: value, to: result))
    return .truth(Truth(flags: result, unknown: union([left.unknown, right.unknown])))
  }

  // MARK: Answers

  mutating func negated(_ lane: Lane) throws(Obstacle) -> Lane {
    switch lane {
    case .fixedTruth(let value): return .fixedTruth(!value)
    case .truth(let truth):
      let result = flags()
      steps.append(.not(truth.flags, to: result))
      return .truth(Truth(flags: result, unknown: truth.unknown))
    default: throw .notColumnar
    }
  }

  /// `and` where false decides, `or` where true does.
  mutating func connect(_ parts: [Lane], deciding: Bool) throws(Obstacle) -> Lane {
    var result: Flags?
    var unknown: [Flags?] = []
    for part in parts {
      switch part {
      case .fixedTruth(let value):
        if value == deciding { return .fixedTruth(deciding) }
      case .truth(let truth):
        unknown.append(truth.unknown)
        guard let before = result else {
          result = truth.flags
          continue
        }
        let joined = flags()
        steps.append(
          deciding ? .or(before, truth.flags, to: joined) : .and(before, truth.flags, to: joined))
        result = joined
      default: throw .notColumnar
      }
    }
    guard let result else { return .fixedTruth(!deciding) }
    return .truth(Truth(flags: result, unknown: union(unknown)))
  }

  /// A register of answers, also for one that is always the same.
  mutating func truth(_ lane: Lane) throws(Obstacle) -> Truth {
    switch lane {
    case .truth(let truth): return truth
    case .fixedTruth(let value):
      let result = flags()
      steps.append(.setFlags(value, to: result))
      return Truth(flags: result)
    default: throw .notColumnar
    }
  }

  /// The answers of a condition; rows where it is not known count as unknown with it.
  mutating func select(
    _ condition: Lane, _ value: Lane, _ otherwise: Lane
  ) throws(Obstacle) -> Lane {
    if case .fixedTruth(let holds) = condition { return holds ? value : otherwise }
    let mask = try truth(condition)
    switch (value, otherwise) {
    case (.truth, _), (.fixedTruth, _):
      let (first, second) = (try truth(value), try truth(otherwise))
      let result = flags()
      steps.append(.selectFlags(mask.flags, first.flags, second.flags, to: result))
      let unknown = selectUnknown(mask.flags, first.unknown, second.unknown)
      return .truth(Truth(flags: result, unknown: union([mask.unknown, unknown])))
    case (.choice, _), (.fixedChoice, _):
      guard mask.unknown == nil else { throw .notColumnar }
      let (first, second) = (try choiceRegister(value), try choiceRegister(otherwise))
      let result = register(isWide: false)
      steps.append(.select(mask.flags, first, second, to: result))
      return .choice(result)
    default:
      var fraction = try choose([(mask.flags, value)], otherwise: otherwise)
      fraction.unknown = union([mask.unknown, fraction.unknown])
      return .number(fraction)
    }
  }

  private mutating func choiceRegister(_ lane: Lane) throws(Obstacle) -> Register {
    switch lane {
    case .choice(let register): return register
    case .fixedChoice(let index):
      let result = register(isWide: false)
      steps.append(.set(Int128(index), to: result))
      return result
    default: throw .notColumnar
    }
  }

  /// The rows unknown in what is taken.
  mutating func selectUnknown(_ mask: Flags, _ value: Flags?, _ otherwise: Flags?) -> Flags? {
    // What is unknown where the mask holds, and only there, is not taken.
    let otherwise = otherwise == mask ? nil : otherwise
    guard value != nil || otherwise != nil else { return nil }
    let none = none()
    let result = flags()
    steps.append(.selectFlags(mask, value ?? none, otherwise ?? none, to: result))
    return result
  }
}

extension Comparison {
  /// The comparison that says the same with the sides exchanged.
  var mirrored: Comparison {
    switch self {
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    case .equal, .notEqual: self
    }
  }
}
