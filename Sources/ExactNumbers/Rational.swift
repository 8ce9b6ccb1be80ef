/// An exact fraction of two whole numbers of any size.
///
/// A fraction is always reduced and its denominator is positive, so equal numbers are equal in
/// storage. A fraction whose two parts fit machine words is kept in them, and arithmetic that stays
/// there costs no allocation.
public struct Rational: Hashable, Sendable {
  enum Storage: Hashable, Sendable {
    case small(numerator: Int, denominator: Int)
    /// Only for what does not fit `small`.
    indirect case big(numerator: BigInteger, denominator: BigInteger)
  }

  let storage: Storage

  /// The number 0.
  public static let zero = Rational(0)

  /// The number 1.
  public static let one = Rational(1)

  /// The number 100.
  public static let hundred = Rational(100)

  /// Makes a whole number from a machine word.
  public init(_ value: Int) {
    storage = .small(numerator: value, denominator: 1)
  }

  /// Makes a whole number.
  public init(_ value: BigInteger) {
    self.init(reducedNumerator: value, denominator: .one)
  }

  /// Makes the fraction of two whole numbers, reduced; `nil` if the denominator is zero.
  public init?(numerator: BigInteger, denominator: BigInteger) {
    if let top = numerator.machineWord, let bottom = denominator.machineWord {
      self.init(top, over: bottom)
      return
    }
    if denominator.isZero { return nil }
    let divisor = numerator.greatestCommonDivisor(with: denominator)
    let signedDivisor = denominator.isNegative ? -divisor : divisor
    self.init(
      reducedNumerator: numerator.dividedExactly(by: signedDivisor),
      denominator: denominator.dividedExactly(by: signedDivisor))
  }

  /// Makes the fraction of two machine words, reduced; `nil` if the denominator is zero.
  public init?(_ numerator: Int, over denominator: Int) {
    if denominator == 0 { return nil }
    let divisor = greatestCommonDivisor(numerator.magnitude, denominator.magnitude)
    if denominator > 0 || numerator != .min && denominator != .min {
      // The divisor is at most one of the two, which is within `Int`, and nothing here is the least
      // word over -1.
      let signedDivisor = Int(truncatingIfNeeded: divisor) * denominator.signum()
      self.init(
        reducedNumerator: numerator / signedDivisor, denominator: denominator / signedDivisor)
    } else {
      let signedDivisor = -Int128(divisor)
      self.init(
        reducedNumerator: Int128(numerator) / signedDivisor,
        denominator: Int128(denominator) / signedDivisor)
    }
  }

  /// Trusts that the fraction is reduced and the denominator positive.
  init(reducedNumerator numerator: Int, denominator: Int) {
    storage = .small(numerator: numerator, denominator: denominator)
  }

  /// Trusts that the fraction is reduced and the denominator positive.
  init(reducedNumerator numerator: Int128, denominator: Int128) {
    let top = Int(truncatingIfNeeded: numerator)
    let bottom = Int(truncatingIfNeeded: denominator)
    if Int128(top) == numerator && Int128(bottom) == denominator {
      storage = .small(numerator: top, denominator: bottom)
    } else {
      storage = .big(numerator: BigInteger(numerator), denominator: BigInteger(denominator))
    }
  }

  /// Trusts that the fraction is reduced and the denominator positive.
  init(reducedNumerator numerator: BigInteger, denominator: BigInteger) {
    if let top = numerator.machineWord, let bottom = denominator.machineWord {
      storage = .small(numerator: top, denominator: bottom)
    } else {
      storage = .big(numerator: numerator, denominator: denominator)
    }
  }

  /// The numerator of the reduced fraction, which has the sign.
  public var numerator: BigInteger {
    switch storage {
    case .small(let numerator, _): BigInteger(numerator)
    case .big(let numerator, _): numerator
    }
  }

  /// The denominator of the reduced fraction, which is positive.
  public var denominator: BigInteger {
    switch storage {
    case .small(_, let denominator): BigInteger(denominator)
    case .big(_, let denominator): denominator
    }
  }

  /// Whether the number is 0.
  public var isZero: Bool {
    guard case .small(let numerator, _) = storage else { return false }
    return numerator == 0
  }

  /// Whether the number is below 0.
  public var isNegative: Bool { signum() < 0 }

  /// Whether the number is whole.
  public var isInteger: Bool {
    switch storage {
    case .small(_, let denominator): denominator == 1
    case .big(_, let denominator): denominator == .one
    }
  }

  /// Returns -1, 0 or 1 for a negative number, zero and a positive number.
  public func signum() -> Int {
    switch storage {
    case .small(let numerator, _): numerator.signum()
    case .big(let numerator, _): numerator.signum()
    }
  }

  /// The number of bits of the longer of numerator and denominator; callers limit sizes by it.
  public var bitWidth: Int { max(numerator.bitWidth, denominator.bitWidth) }

  /// The number as a machine word, if it is whole and fits one.
  public var machineWord: Int? {
    guard case .small(let numerator, 1) = storage else { return nil }
    return numerator
  }

  /// The reduced fraction in machine words, if both of its parts fit them.
  public var machineFraction: (numerator: Int, denominator: Int)? {
    guard case .small(let numerator, let denominator) = storage else { return nil }
    return (numerator, denominator)
  }

  /// The absolute value.
  public var magnitude: Rational { isNegative ? -self : self }
}

extension Rational: Comparable {
  /// Whether the first number is below the second.
  public static func < (lhs: Rational, rhs: Rational) -> Bool {
    guard case .small(let top, let bottom) = lhs.storage,
      case .small(let otherTop, let otherBottom) = rhs.storage
    else {
      return isLess(lhs, thanBig: rhs)
    }
    if bottom == otherBottom { return top < otherTop }
    return Int128(top) * Int128(otherBottom) < Int128(otherTop) * Int128(bottom)
  }

  private static func isLess(_ lhs: Rational, thanBig rhs: Rational) -> Bool {
    if lhs.signum() != rhs.signum() { return lhs.signum() < rhs.signum() }
    return lhs.numerator * rhs.denominator < rhs.numerator * lhs.denominator
  }
}
