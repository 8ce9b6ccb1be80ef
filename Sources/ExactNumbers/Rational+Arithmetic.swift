// Sums and products follow Henrici (Knuth, volume 2, 4.5.1): common divisors are taken out before
// multiplying, so that the result comes out reduced and what is in between stays short. On words
// every step fits 128 bits: numerators are at most 2^63 and denominators at most 2^63-1 in size, so
// the sum of two of their products is at most 2^127-2^64.

extension Rational {
  /// The number with the opposite sign.
  public static prefix func - (operand: Rational) -> Rational {
    if case .small(let top, let bottom) = operand.storage, top != .min {
      return Rational(reducedNumerator: -top, denominator: bottom)
    }
    return Rational(reducedNumerator: -operand.numerator, denominator: operand.denominator)
  }

  /// The exact sum.
  public static func + (lhs: Rational, rhs: Rational) -> Rational {
    if case .small(let top, let bottom) = lhs.storage,
      case .small(let otherTop, let otherBottom) = rhs.storage
    {
      return sum(top, over: bottom, plus: otherTop, over: otherBottom)
    }
    return sumOfBig(lhs, rhs)
  }

  /// The exact difference.
  public static func - (lhs: Rational, rhs: Rational) -> Rational {
    if case .small(let top, let bottom) = lhs.storage,
      case .small(let otherTop, let otherBottom) = rhs.storage, otherTop != .min
    {
      return sum(top, over: bottom, plus: -otherTop, over: otherBottom)
    }
    return sumOfBig(lhs, -rhs)
  }

  /// The exact product.
  public static func * (lhs: Rational, rhs: Rational) -> Rational {
    if case .small(let top, let bottom) = lhs.storage,
      case .small(let otherTop, let otherBottom) = rhs.storage
    {
      return product(top, over: bottom, times: otherTop, over: otherBottom)
    }
    return productOfBig(lhs, rhs)
  }

  /// Adds the second number to the first.
  public static func += (lhs: inout Rational, rhs: Rational) {
    lhs = lhs + rhs
  }

  /// Subtracts the second number from the first.
  public static func -= (lhs: inout Rational, rhs: Rational) {
    lhs = lhs - rhs
  }

  /// Multiplies the first number by the second.
  public static func *= (lhs: inout Rational, rhs: Rational) {
    lhs = lhs * rhs
  }

  /// The exact quotient; `nil` for a zero divisor.
  public func divided(by divisor: Rational) -> Rational? {
    guard let reciprocal = divisor.reciprocal else { return nil }
    return self * reciprocal
  }

  private var reciprocal: Rational? {
    if case .small(let top, let bottom) = storage, top != .min {
      if top == 0 { return nil }
      return top < 0
        ? Rational(reducedNumerator: -bottom, denominator: -top)
        : Rational(reducedNumerator: bottom, denominator: top)
    }
    let (top, bottom) = (numerator, denominator)
    return top.isNegative
      ? Rational(reducedNumerator: -bottom, denominator: -top)
      : Rational(reducedNumerator: bottom, denominator: top)
  }
}

// MARK: - On words

extension Rational {
  private static func sum(
    _ top: Int, over bottom: Int, plus otherTop: Int, over otherBottom: Int
  ) -> Rational {
    if bottom == otherBottom {
      // By far the most frequent: whole numbers, and amounts of one unit that is not a whole one.
      let (word, overflow) = top.addingReportingOverflow(otherTop)
      if bottom == 1 && !overflow { return Rational(reducedNumerator: word, denominator: 1) }
      let total = Int128(top) + Int128(otherTop)
      let divisor = bottom == 1 ? 1 : commonDivisor(total, bottom)
      return Rational(
        reducedNumerator: quotient(total, divisor), denominator: Int128(bottom / divisor))
    }
    if otherBottom == 1 {
      let total = Int128(top) + Int128(otherTop) * Int128(bottom)
      return Rational(reducedNumerator: total, denominator: Int128(bottom))
    }
    if bottom == 1 {
      let total = Int128(top) * Int128(otherBottom) + Int128(otherTop)
      return Rational(reducedNumerator: total, denominator: Int128(otherBottom))
    }
    let shared = commonDivisor(bottom, otherBottom)
    let scale = otherBottom / shared
    let otherScale = bottom / shared
    let total = Int128(top) * Int128(scale) + Int128(otherTop) * Int128(otherScale)
    let divisor = shared == 1 ? 1 : commonDivisor(total, shared)
    return Rational(
      reducedNumerator: quotient(total, divisor),
      denominator: Int128(otherScale) * Int128(otherBottom / divisor))
  }

  private static func product(
    _ top: Int, over bottom: Int, times otherTop: Int, over otherBottom: Int
  ) -> Rational {
    if bottom == 1 && otherBottom == 1 {
      let (word, overflow) = top.multipliedReportingOverflow(by: otherTop)
      if !overflow { return Rational(reducedNumerator: word, denominator: 1) }
      return Rational(reducedNumerator: Int128(top) * Int128(otherTop), denominator: 1)
    }
    if top == 0 || otherTop == 0 { return .zero }
    let first = otherBottom == 1 ? 1 : commonDivisor(top, otherBottom)
    let second = bottom == 1 ? 1 : commonDivisor(otherTop, bottom)
    return Rational(
      reducedNumerator: Int128(top / first) * Int128(otherTop / second),
      denominator: Int128(bottom / second) * Int128(otherBottom / first))
  }

  /// The greatest common divisor of a number and a positive number, which is at most the latter.
  private static func commonDivisor(_ number: Int, _ positive: Int) -> Int {
    Int(truncatingIfNeeded: greatestCommonDivisor(number.magnitude, positive.magnitude))
  }

  private static func commonDivisor(_ number: Int128, _ positive: Int) -> Int {
    // The remainder is smaller than a word; words are far faster to divide.
    let word = Int(truncatingIfNeeded: number)
    let remainder =
      Int128(word) == number
      ? word % positive : Int(truncatingIfNeeded: number % Int128(positive))
    return commonDivisor(remainder, positive)
  }

  private static func quotient(_ number: Int128, _ positive: Int) -> Int128 {
    if positive == 1 { return number }
    let word = Int(truncatingIfNeeded: number)
    return Int128(word) == number ? Int128(word / positive) : number / Int128(positive)
  }
}

// MARK: - On big integers

extension Rational {
  private static func sumOfBig(_ lhs: Rational, _ rhs: Rational) -> Rational {
    let (bottom, otherBottom) = (lhs.denominator, rhs.denominator)
    let shared = bottom.greatestCommonDivisor(with: otherBottom)
    let scale = otherBottom.dividedExactly(by: shared)
    let otherScale = bottom.dividedExactly(by: shared)
    let total = lhs.numerator * scale + rhs.numerator * otherScale
    let divisor = shared == .one ? .one : total.greatestCommonDivisor(with: shared)
    return Rational(
      reducedNumerator: total.dividedExactly(by: divisor),
      denominator: otherScale * otherBottom.dividedExactly(by: divisor))
  }

  private static func productOfBig(_ lhs: Rational, _ rhs: Rational) -> Rational {
    if lhs.isZero || rhs.isZero { return .zero }
    let (top, bottom) = (lhs.numerator, lhs.denominator)
    let (otherTop, otherBottom) = (rhs.numerator, rhs.denominator)
    let first = top.greatestCommonDivisor(with: otherBottom)
    let second = otherTop.greatestCommonDivisor(with: bottom)
    return Rational(
      reducedNumerator: top.dividedExactly(by: first) * otherTop.dividedExactly(by: second),
      denominator: bottom.dividedExactly(by: second) * otherBottom.dividedExactly(by: first))
  }
}
