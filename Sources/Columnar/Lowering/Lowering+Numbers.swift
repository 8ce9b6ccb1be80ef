import ExactNumbers
import RuleLang

/// Sums, products and what else makes numbers of numbers.
extension Lowering {
  // MARK: Sums

  private typealias Summand = (fraction: Fraction, isNegative: Bool)

  /// A sum of operands, of which some are taken away; counted in steps where all of it is whole
  /// multiples of one.
  mutating func sum(
    _ operands: [(Lane, isInverse: Bool)], in step: Rational? = nil
  ) throws(Obstacle) -> Lane {
    var constant = Rational.zero
    var summands: [Summand] = []
    for (lane, isInverse) in operands {
      switch lane {
      case .constant(let value): constant += isInverse ? -value : value
      case .number(let fraction): summands.append((fraction, isInverse))
      case .sum(let parts, let more):
        summands += parts.map { ($0, isInverse) }
        constant += isInverse ? -more : more
      case .truth, .fixedTruth, .choice, .fixedChoice: throw .notColumnar
      }
    }
    return try sum(summands, constant, in: step)
  }

  /// Adds what stands over the same denominator; the rest stays a sum.
  private mutating func sum(
    _ summands: [Summand], _ constant: Rational, in step: Rational?
  ) throws(Obstacle) -> Lane {
    var groups: [(denominator: Register?, members: [Summand])] = []
    for summand in summands {
      let denominator = summand.fraction.denominator
      if let place = groups.firstIndex(where: { $0.denominator == denominator }) {
        groups[place].members.append(summand)
      } else {
        groups.append((denominator, [summand]))
      }
    }
    guard !groups.isEmpty else { return .constant(constant) }
    if groups.count == 1 {
      return .number(try overOneDenominator(groups[0].members, plus: constant, in: step))
    }
    var parts: [Fraction] = []
    for group in groups {
      parts.append(try overOneDenominator(group.members, plus: .zero, in: nil))
    }
    return .sum(parts, constant: constant)
  }

  private mutating func overOneDenominator(
    _ members: [Summand], plus constant: Rational, in step: Rational?
  ) throws(Obstacle) -> Fraction {
    var result = members[0].fraction
    if members.count == 1, constant.isZero, !members[0].isNegative { return result }
    var unit = constant
    for member in members { unit = try Rational.commonUnit(unit, member.fraction.unit) }
    if let step, unit.isMultiple(of: step) { unit = step }
    var terms: [(Register, Int128, Bounds)] = []
    for (fraction, isNegative) in members {
      let count = try fraction.unit.count(of: unit)
      terms.append((fraction.numerator, isNegative ? -count : count, fraction.bounds))
    }
    let whole = try constant.count(of: unit)
    var added = Int128.zero
    if let denominator = result.denominator, whole != 0 {
      terms.append((denominator, whole, result.denominatorBounds))
    } else {
      added = whole
    }
    (result.numerator, result.bounds) = try linear(terms, added)
    result.unit = unit
    result.quotientMost = nil
    result.unknown = union(members.map(\.fraction.unknown))
    return result
  }

  /// A sum of multiples of registers.
  mutating func linear(
    _ terms: [(register: Register, factor: Int128, bounds: Bounds)], _ constant: Int128
  ) throws(Obstacle) -> (Register, Bounds) {
    if terms.count == 1, terms[0].factor == 1, constant == 0 {
      return (terms[0].register, terms[0].bounds)
    }
    var bounds = try Bounds.constant(constant)
    var most = bounds.magnitude
    for term in terms {
      let scaled = try term.bounds.scaled(by: term.factor)
      bounds = try bounds + scaled
      // Every partial sum stays below the sum of what each summand can be at most.
      most = try most + scaled.magnitude
    }
    let isWide = !most.isNarrow || terms.contains { $0.register.isWide }
    let answers = terms.compactMap { term in
      self.answers(of: term.register).map { ($0, Int64(truncatingIfNeeded: term.factor)) }
    }
    if !isWide, answers.count == terms.count {
      let result = register(isWide: false)
      steps.append(.tally(answers, constant: Int64(truncatingIfNeeded: constant), to: result))
      return (result, bounds)
    }
    var fitted: [Step.Term] = []
    for term in terms {
      fitted.append(
        Step.Term(register: self.fitted(term.register, isWide: isWide), factor: term.factor))
    }
    let result = register(isWide: isWide)
    steps.append(.linear(fitted, constant: constant, to: result))
    return (result, bounds)
  }

  // MARK: Products

  mutating func product(_ operands: [(Lane, isInverse: Bool)]) throws(Obstacle) -> Lane {
    var result = Lane.constant(.one)
    for (lane, isInverse) in operands {
      result = try isInverse ? quotient(result, lane) : product(result, lane)
    }
    return result
  }

  private mutating func product(_ left: Lane, _ right: Lane) throws(Obstacle) -> Lane {
    switch (left, right) {
    case (.constant(let value), let other), (let other, .constant(let value)):
      return try scaled(other, by: value)
    default: return .number(try product(joined(left), joined(right)))
    }
  }

  private mutating func product(
    _ left: Fraction, _ right: Fraction
  ) throws(Obstacle) -> Fraction {
    var result = left
    (result.numerator, result.bounds) = try product(
      left.numerator, left.bounds, right.numerator, right.bounds)
    (result.denominator, result.denominatorBounds) = try commonDenominator(left, right)
    result.unit = left.unit * right.unit
    result.quotientMost = nil
    result.unknown = union([left.unknown, right.unknown])
    return result
  }

  mutating func product(
    _ left: Register, _ leftBounds: Bounds, _ right: Register, _ rightBounds: Bounds
  ) throws(Obstacle) -> (Register, Bounds) {
    if leftBounds == .one { return (right, rightBounds) }
    if rightBounds == .one { return (left, leftBounds) }
    let bounds = try leftBounds * rightBounds
    let isWide = !bounds.isNarrow || left.isWide || right.isWide
    let result = register(isWide: isWide)
    steps.append(
      .product(fitted(left, isWide: isWide), fitted(right, isWide: isWide), to: result))
    return (result, bounds)
  }

  /// The product of the denominators of two fractions.
  mutating func commonDenominator(
    _ left: Fraction, _ right: Fraction
  ) throws(Obstacle) -> (Register?, Bounds) {
    guard let first = left.denominator else { return (right.denominator, right.denominatorBounds) }
    guard let second = right.denominator else { return (first, left.denominatorBounds) }
    return try product(first, left.denominatorBounds, second, right.denominatorBounds)
  }

  mutating func scaled(_ lane: Lane, by factor: Rational) throws(Obstacle) -> Lane {
    if factor.isZero, !lane.isUnknownSomewhere { return .constant(.zero) }
    switch lane {
    case .constant(let value): return .constant(value * factor)
    case .number(let fraction): return .number(try scaled(fraction, by: factor))
    case .sum(let parts, let constant):
      var scaledParts: [Fraction] = []
      for part in parts { scaledParts.append(try scaled(part, by: factor)) }
      return .sum(scaledParts, constant: constant * factor)
    case .truth, .fixedTruth, .choice, .fixedChoice: throw .notColumnar
    }
  }

  private mutating func scaled(
    _ fraction: Fraction, by factor: Rational
  ) throws(Obstacle) -> Fraction {
    var result = fraction
    if factor.signum() <= 0 {
      (result.numerator, result.bounds) = try linear(
        [(fraction.numerator, factor.isZero ? 0 : -1, fraction.bounds)], 0)
    }
    if !factor.isZero { result.unit = fraction.unit * factor.magnitude }
    return result
  }

  private mutating func quotient(_ dividend: Lane, _ divisor: Lane) throws(Obstacle) -> Lane {
    if case .constant(let value) = divisor {
      guard let reciprocal = Rational.one.divided(by: value) else { throw .notColumnar }
      return try scaled(dividend, by: reciprocal)
    }
    return try product(dividend, .number(reciprocal(of: joined(divisor))))
  }

  /// One divided by a fraction; rows where it is zero are unknown.
  private mutating func reciprocal(of fraction: Fraction) throws(Obstacle) -> Fraction {
    var divisor = fraction.numerator
    var bounds = fraction.bounds
    var result = fraction
    if let denominator = fraction.denominator {
      result.numerator = denominator
    } else {
      result.numerator = register(isWide: divisor.isWide)
      steps.append(.set(1, to: result.numerator))
    }
    result.bounds = fraction.denominatorBounds
    if !bounds.isNotNegative {
      let isWide = divisor.isWide || result.numerator.isWide
      let moved = (divisor: register(isWide: isWide), dividend: register(isWide: isWide))
      steps.append(
        .moveSign(
          of: fitted(divisor, isWide: isWide), fitted(result.numerator, isWide: isWide), to: moved))
      (divisor, result.numerator) = moved
      bounds = bounds.magnitude
      result.bounds = result.bounds.hull(result.bounds.negated)
    }
    if !bounds.isPositive {
      let zeros = zeros(of: divisor)
      let positive = register(isWide: divisor.isWide)
      steps.append(.withoutZero(divisor, zeros: zeros, to: positive))
      divisor = positive
      bounds = bounds.maximum(.one)
      result.unknown = union([fraction.unknown, zeros])
    }
    result.denominator = divisor
    result.denominatorBounds = bounds
    result.quotientMost = nil
    guard let unit = Rational.one.divided(by: fraction.unit) else { throw .notColumnar }
    result.unit = unit
    return result
  }

  // MARK: One fraction

  /// A number as one fraction, with a sum put over one denominator.
  mutating func joined(_ lane: Lane) throws(Obstacle) -> Fraction {
    switch lane {
    case .number(let fraction): return fraction
    case .constant(let value): return try constantFraction(value)
    case .sum(let parts, let constant):
      var result = parts[0]
      for part in parts.dropFirst() { result = try added(result, part) }
      return try constant.isZero
        ? result : overOneDenominator([(result, false)], plus: constant, in: nil)
    case .truth, .fixedTruth, .choice, .fixedChoice: throw .notColumnar
    }
  }

  private mutating func constantFraction(_ value: Rational) throws(Obstacle) -> Fraction {
    let register = register(isWide: false)
    steps.append(.set(Int128(value.signum()), to: register))
    return Fraction(
      numerator: register, bounds: try .constant(Int128(value.signum())),
      unit: value.isZero ? .one : value.magnitude)
  }

  private mutating func added(_ left: Fraction, _ right: Fraction) throws(Obstacle) -> Fraction {
    let unit = try Rational.commonUnit(left.unit, right.unit)
    let first = try crossed(left, with: right)
    let second = try crossed(right, with: left)
    var result = left
    (result.numerator, result.bounds) = try linear(
      [
        (first.0, try left.unit.count(of: unit), first.1),
        (second.0, try right.unit.count(of: unit), second.1),
      ], 0)
    (result.denominator, result.denominatorBounds) = try commonDenominator(left, right)
    result.unit = unit
    result.quotientMost = nil
    result.unknown = union([left.unknown, right.unknown])
    return result
  }

  /// A numerator multiplied by the other's denominator.
  mutating func crossed(
    _ fraction: Fraction, with other: Fraction
  ) throws(Obstacle) -> (Register, Bounds) {
    guard let denominator = other.denominator else { return (fraction.numerator, fraction.bounds) }
    return try product(
      fraction.numerator, fraction.bounds, denominator, other.denominatorBounds)
  }
}
