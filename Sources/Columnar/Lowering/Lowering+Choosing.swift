import ExactNumbers

/// Extremes, choices between numbers, and rounding.
extension Lowering {
  // MARK: Magnitudes and extremes

  mutating func magnitude(_ lane: Lane) throws(Obstacle) -> Lane {
    if case .constant(let value) = lane { return .constant(value.magnitude) }
    var fraction = try joined(lane)
    guard !fraction.bounds.isNotNegative else { return .number(fraction) }
    let result = register(isWide: fraction.numerator.isWide)
    steps.append(.magnitude(fraction.numerator, to: result))
    fraction.numerator = result
    fraction.bounds = fraction.bounds.magnitude
    return .number(fraction)
  }

  mutating func extreme(_ lanes: [Lane], isMinimum: Bool) throws(Obstacle) -> Lane {
    var result: Lane?
    for lane in lanes {
      guard let before = result else {
        result = lane
        continue
      }
      result = try extreme(before, lane, isMinimum: isMinimum)
    }
    guard let result else { throw .notColumnar }
    return result
  }

  private mutating func extreme(
    _ left: Lane, _ right: Lane, isMinimum: Bool
  ) throws(Obstacle) -> Lane {
    switch (left, right) {
    case (.constant(let first), .constant(let second)):
      return .constant(isMinimum ? min(first, second) : max(first, second))
    case (.constant(let value), let other), (let other, .constant(let value)):
      return .number(try limited(try joined(other), by: value, isMinimum: isMinimum))
    default:
      return .number(
        try extreme(try joined(left), try joined(right), isMinimum: isMinimum))
    }
  }

  /// A fraction kept at most, or at least, at a constant.
  mutating func limited(
    _ fraction: Fraction, by value: Rational, isMinimum: Bool
  ) throws(Obstacle) -> Fraction {
    let unit = try Rational.commonUnit(fraction.unit, value)
    let scale = try fraction.unit.count(of: unit)
    let limit = try value.count(of: unit)
    var result = fraction
    result.unit = unit
    let (numerator, bounds) = try linear([(fraction.numerator, scale, fraction.bounds)], 0)
    // A divisor is positive: a quotient is kept at zero by its dividend.
    if let denominator = fraction.denominator, limit != 0 {
      let (other, otherBounds) = try linear(
        [(denominator, limit, fraction.denominatorBounds)], 0)
      (result.numerator, result.bounds) = extreme(
        numerator, bounds, other, otherBounds, isMinimum: isMinimum)
      result.quotientMost =
        isMinimum && bounds.isNotNegative && limit >= 0
        ? min(limit, fraction.quotientMost.map { $0 * scale } ?? limit) : nil
      return result
    }
    let end = try Bounds.constant(limit)
    if isMinimum ? bounds.upper <= limit : bounds.lower >= limit {
      (result.numerator, result.bounds) = (numerator, bounds)
      return result
    }
    let isWide = numerator.isWide || !end.isNarrow
    result.numerator = register(isWide: isWide)
    result.bounds = isMinimum ? bounds.minimum(end) : bounds.maximum(end)
    let source = fitted(numerator, isWide: isWide)
    steps.append(
      isMinimum
        ? .atMost(source, limit, to: result.numerator)
        : .atLeast(source, limit, to: result.numerator))
    return result
  }

  private mutating func extreme(
    _ left: Register, _ leftBounds: Bounds, _ right: Register, _ rightBounds: Bounds,
    isMinimum: Bool
  ) -> (Register, Bounds) {
    let isWide = left.isWide || right.isWide
    let result = register(isWide: isWide)
    let (first, second) = (fitted(left, isWide: isWide), fitted(right, isWide: isWide))
    steps.append(
      isMinimum ? .minimum(first, second, to: result) : .maximum(first, second, to: result))
    return (
      result, isMinimum ? leftBounds.minimum(rightBounds) : leftBounds.maximum(rightBounds)
    )
  }

  private mutating func extreme(
    _ left: Fraction, _ right: Fraction, isMinimum: Bool
  ) throws(Obstacle) -> Fraction {
    let unit = try Rational.commonUnit(left.unit, right.unit)
    let isOverSame = left.denominator == right.denominator
    let first = try isOverSame ? (left.numerator, left.bounds) : crossed(left, with: right)
    let second = try isOverSame ? (right.numerator, right.bounds) : crossed(right, with: left)
    let (one, oneBounds) = try linear([(first.0, try left.unit.count(of: unit), first.1)], 0)
    let (two, twoBounds) = try linear([(second.0, try right.unit.count(of: unit), second.1)], 0)
    var result = left
    (result.numerator, result.bounds) = extreme(
      one, oneBounds, two, twoBounds, isMinimum: isMinimum)
    if !isOverSame {
      (result.denominator, result.denominatorBounds) = try commonDenominator(left, right)
    }
    result.unit = unit
    result.quotientMost = nil
    result.unknown = union([left.unknown, right.unknown])
    return result
  }

  // MARK: Choosing

  /// The number whose mask is the first to hold, or the last of all.
  mutating func choose(
    _ choices: [(mask: Flags, value: Lane)], otherwise: Lane
  ) throws(Obstacle) -> Fraction {
    var unit = Rational.zero
    var isWhole = true
    var numbers: [(mask: Flags?, constant: Rational?, fraction: Fraction?)] = []
    for (mask, value) in choices.map({ ($0 as Flags?, $1) }) + [(nil, otherwise)] {
      if case .constant(let constant) = value {
        unit = try Rational.commonUnit(unit, constant)
        numbers.append((mask, constant, nil))
      } else {
        let fraction = try joined(value)
        unit = try Rational.commonUnit(unit, fraction.unit)
        isWhole = isWhole && fraction.isWhole
        numbers.append((mask, nil, fraction))
      }
    }
    if unit.isZero { unit = .one }
    var result: Fraction?
    for (mask, constant, fraction) in numbers.reversed() {
      var next = Choice(try joined(fraction, in: unit))
      if let constant { next = Choice(constant: try constant.count(of: unit)) }
      if let mask, let before = result {
        result = select(mask, next, before, isWhole: isWhole)
      } else {
        result = first(next, unit, isWhole: isWhole)
      }
    }
    guard let result else { throw .notColumnar }
    return result
  }

  private struct Choice {
    var constant: Int128?
    var fraction: Fraction?

    init(constant: Int128) { self.constant = constant }
    init(_ fraction: Fraction?) { self.fraction = fraction }
  }

  private mutating func joined(
    _ fraction: Fraction?, in unit: Rational
  ) throws(Obstacle) -> Fraction? {
    guard var result = fraction else { return nil }
    (result.numerator, result.bounds) = try linear(
      [(result.numerator, try result.unit.count(of: unit), result.bounds)], 0)
    result.unit = unit
    result.quotientMost = nil
    return result
  }

  private mutating func first(_ choice: Choice, _ unit: Rational, isWhole: Bool) -> Fraction? {
    var result: Fraction
    if let fraction = choice.fraction {
      result = fraction
    } else {
      let value = choice.constant ?? 0
      guard let bounds = try? Bounds.constant(value) else { return nil }
      let register = register(for: bounds)
      steps.append(.set(value, to: register))
      result = Fraction(numerator: register, bounds: bounds, unit: unit)
    }
    if !isWhole, result.denominator == nil {
      let one = register(isWide: false)
      steps.append(.set(1, to: one))
      result.denominator = one
    }
    return result
  }

  private mutating func select(
    _ mask: Flags, _ choice: Choice, _ before: Fraction, isWhole: Bool
  ) -> Fraction? {
    var result = before
    (result.numerator, result.bounds) = select(
      mask, choice.constant, choice.fraction?.numerator, choice.fraction?.bounds,
      before.numerator, before.bounds)
    if !isWhole, let denominator = before.denominator {
      let own = choice.fraction?.denominator
      let (register, bounds) = select(
        mask, own == nil ? 1 : nil, own, choice.fraction?.denominatorBounds, denominator,
        before.denominatorBounds)
      (result.denominator, result.denominatorBounds) = (register, bounds)
    }
    result.unknown = selectUnknown(mask, choice.fraction?.unknown, before.unknown)
    return result
  }

  private mutating func select(
    _ mask: Flags, _ constant: Int128?, _ register: Register?, _ bounds: Bounds?,
    _ otherwise: Register, _ otherBounds: Bounds
  ) -> (Register, Bounds) {
    if let register, let bounds {
      let isWide = register.isWide || otherwise.isWide
      let result = self.register(isWide: isWide)
      steps.append(
        .select(
          mask, fitted(register, isWide: isWide), fitted(otherwise, isWide: isWide), to: result))
      return (result, bounds.hull(otherBounds))
    }
    let value = constant ?? 0
    let own = (try? Bounds.constant(value)) ?? otherBounds
    let isWide = otherwise.isWide || !own.isNarrow
    let result = self.register(isWide: isWide)
    steps.append(
      .selectConstant(mask, value, otherwise: fitted(otherwise, isWide: isWide), to: result))
    return (result, own.hull(otherBounds))
  }
}
