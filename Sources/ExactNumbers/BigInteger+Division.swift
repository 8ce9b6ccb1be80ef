extension BigInteger {
  /// Divides, rounding the quotient toward zero; `nil` for a zero divisor.
  ///
  /// The remainder has the sign of the dividend, and the dividend is the divisor times the quotient
  /// plus the remainder.
  ///
  /// - Complexity: O(*n* · *m*) for a quotient of *n* words and a divisor of *m* words.
  public func quotientAndRemainder(
    dividingBy divisor: BigInteger
  ) -> (quotient: BigInteger, remainder: BigInteger)? {
    if divisor.isZero { return nil }
    if case .small(let left) = storage, case .small(let right) = divisor.storage {
      // The one quotient of words that is not a word is the least word over -1.
      if right == -1 { return (-self, .zero) }
      return (BigInteger(left / right), BigInteger(left % right))
    }
    let (quotient, remainder) =
      absoluteValue.quotientAndRemainder(dividingBy: divisor.absoluteValue)
    return (
      BigInteger(quotient, isNegative: isNegative != divisor.isNegative),
      BigInteger(remainder, isNegative: isNegative)
    )
  }

  /// The greatest whole number not above the exact quotient; `nil` for a zero divisor.
  public func floorDivided(by divisor: BigInteger) -> BigInteger? {
    guard let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor) else { return nil }
    let roundsDown = !remainder.isZero && isNegative != divisor.isNegative
    return roundsDown ? quotient - .one : quotient
  }

  /// The quotient by a divisor that is known to divide the number and so is not zero.
  func dividedExactly(by divisor: BigInteger) -> BigInteger {
    if divisor == .one { return self }
    return quotientAndRemainder(dividingBy: divisor)?.quotient ?? self
  }

  /// The greatest number that divides both; never negative, and 0 only for two zeros.
  public func greatestCommonDivisor(with other: BigInteger) -> BigInteger {
    if case .small(let left) = storage, case .small(let right) = other.storage {
      let divisor = ExactNumbers.greatestCommonDivisor(left.magnitude, right.magnitude)
      return BigInteger(Int128(divisor))
    }
    return BigInteger(
      absoluteValue.greatestCommonDivisor(with: other.absoluteValue), isNegative: false)
  }
}
