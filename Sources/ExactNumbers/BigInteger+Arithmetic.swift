extension BigInteger {
  /// The number with the opposite sign.
  public static prefix func - (operand: BigInteger) -> BigInteger {
    switch operand.storage {
    case .small(let value): BigInteger(-Int128(value))
    case .large(let magnitude, let isNegative): BigInteger(magnitude, isNegative: !isNegative)
    }
  }

  /// The exact sum.
  public static func + (lhs: BigInteger, rhs: BigInteger) -> BigInteger {
    if case .small(let left) = lhs.storage, case .small(let right) = rhs.storage {
      return BigInteger(Int128(left) + Int128(right))
    }
    return sum(lhs, rhs, isNegative: rhs.isNegative)
  }

  /// The exact difference.
  public static func - (lhs: BigInteger, rhs: BigInteger) -> BigInteger {
    if case .small(let left) = lhs.storage, case .small(let right) = rhs.storage {
      return BigInteger(Int128(left) - Int128(right))
    }
    return sum(lhs, rhs, isNegative: !rhs.isNegative)
  }

  /// The sum of `lhs` and the number of `rhs`'s size with the sign given.
  private static func sum(
    _ lhs: BigInteger, _ rhs: BigInteger, isNegative: Bool
  ) -> BigInteger {
    let left = lhs.absoluteValue
    let right = rhs.absoluteValue
    if lhs.isNegative == isNegative {
      return BigInteger(left.adding(right), isNegative: isNegative)
    }
    if left < right {
      return BigInteger(right.subtracting(left), isNegative: isNegative)
    }
    return BigInteger(left.subtracting(right), isNegative: lhs.isNegative)
  }

  /// The exact product.
  ///
  /// - Complexity: O(*n* · *m*) for numbers of *n* and *m* words.
  public static func * (lhs: BigInteger, rhs: BigInteger) -> BigInteger {
    if case .small(let left) = lhs.storage, case .small(let right) = rhs.storage {
      return BigInteger(Int128(left) * Int128(right))
    }
    return BigInteger(
      lhs.absoluteValue.multiplied(by: rhs.absoluteValue),
      isNegative: lhs.isNegative != rhs.isNegative)
  }

  /// Adds the second number to the first.
  public static func += (lhs: inout BigInteger, rhs: BigInteger) {
    lhs = lhs + rhs
  }

  /// Subtracts the second number from the first.
  public static func -= (lhs: inout BigInteger, rhs: BigInteger) {
    lhs = lhs - rhs
  }

  /// Multiplies the first number by the second.
  public static func *= (lhs: inout BigInteger, rhs: BigInteger) {
    lhs = lhs * rhs
  }

  /// The power of ten with the exponent given; 1 for any exponent not above 0.
  ///
  /// - Complexity: quadratic in the exponent, which the caller must keep within its own limits.
  public static func powerOfTen(_ exponent: Int) -> BigInteger {
    if let word = PowersOfTen.word(exponent) { return BigInteger(word) }
    guard exponent > 0 else { return .one }
    var power = BigInteger.one
    var square = BigInteger(10)
    var bits = exponent
    while true {
      if bits & 1 == 1 { power *= square }
      bits >>= 1
      if bits == 0 { return power }
      square *= square
    }
  }
}

/// The powers of ten that fit a word.
enum PowersOfTen {
  /// The greatest exponent whose power fits `Int`.
  static let wordExponentMax = 18

  private static let table: [Int] = {
    var powers = [1]
    for exponent in 0..<wordExponentMax { powers.append(powers[exponent] * 10) }
    return powers
  }()

  /// The power as a word; `nil` for a negative exponent and for one whose power does not fit.
  static func word(_ exponent: Int) -> Int? {
    table.indices.contains(exponent) ? table[exponent] : nil
  }
}
