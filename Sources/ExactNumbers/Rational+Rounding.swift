extension Rational {
  /// The greatest whole number not above this one.
  public func floor() -> Rational {
    Rational(roundedToInteger(.floor))
  }

  /// The least whole number not below this one.
  public func ceiling() -> Rational {
    Rational(roundedToInteger(.ceiling))
  }

  /// Rounds to a whole number of steps; `nil` unless the step is positive.
  ///
  /// A step of 1/100 rounds to two decimal places, 10 to tens and 1/2 to halves. Ties to even look
  /// at the number of steps. A number that is a multiple already comes back as it is.
  public func rounded(toMultipleOf step: Rational, _ mode: RoundingMode) -> Rational? {
    guard step.signum() > 0, let steps = divided(by: step) else { return nil }
    if steps.isInteger { return self }
    return Rational(steps.roundedToInteger(mode)) * step
  }

  func roundedToInteger(_ mode: RoundingMode) -> BigInteger {
    switch storage {
    case .small(let top, let bottom):
      BigInteger(Rational.quotient(top, bottom, rounded: mode))
    case .big(let top, let bottom):
      Rational.quotient(top, bottom, rounded: mode)
    }
  }

  private static func quotient(_ top: Int, _ bottom: Int, rounded mode: RoundingMode) -> Int {
    let (quotient, remainder) = top.quotientAndRemainder(dividingBy: bottom)
    if remainder == 0 { return quotient }
    let goesAway = mode.goesAwayFromZero(
      isNegative: top < 0,
      middle: comparison(remainder.magnitude, bottom.magnitude - remainder.magnitude),
      nearZeroIsOdd: quotient & 1 == 1)
    guard goesAway else { return quotient }
    // The denominator is at least 2 here, so the quotient is far from the ends of the word.
    return top < 0 ? quotient - 1 : quotient + 1
  }

  private static func quotient(
    _ top: BigInteger, _ bottom: BigInteger, rounded mode: RoundingMode
  ) -> BigInteger {
    guard let (quotient, remainder) = top.quotientAndRemainder(dividingBy: bottom),
      !remainder.isZero
    else {
      return top.dividedExactly(by: bottom)
    }
    let goesAway = mode.goesAwayFromZero(
      isNegative: top.isNegative,
      middle: comparison(remainder.magnitude, bottom - remainder.magnitude),
      nearZeroIsOdd: quotient.isOdd)
    guard goesAway else { return quotient }
    return top.isNegative ? quotient - .one : quotient + .one
  }

  /// Compares what is above the neighbour near zero with what is below the other one.
  private static func comparison<Part: Comparable>(
    _ above: Part, _ below: Part
  ) -> MiddleComparison {
    if above == below { return .at }
    return above < below ? .below : .above
  }
}
