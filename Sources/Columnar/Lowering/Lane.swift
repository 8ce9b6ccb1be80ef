import ExactNumbers

/// Where the values of a block stand: one after the other, a row each.
struct Register: Hashable, Sendable {
  let index: Int
  /// Whether its values have two words.
  let isWide: Bool
}

/// A register of answers: a byte for each row, 0 or 1.
struct Flags: Hashable, Sendable {
  let index: Int
}

/// Numbers as whole numbers over whole numbers: unit × numerator ÷ denominator.
///
/// Quotients stay pairs, so that comparing them is multiplying and nothing is rounded on the way.
struct Fraction: Sendable {
  var numerator: Register
  var bounds: Bounds
  /// Always positive; nil is 1.
  var denominator: Register?
  var denominatorBounds = Bounds.one
  /// Positive.
  var unit: Rational
  /// What numerator ÷ denominator is at most in size, where that is known better than by their
  /// bounds.
  var quotientMost: Int128?
  /// The rows whose value is not known here, such as those divided by zero.
  var unknown: Flags?

  var isWhole: Bool { denominator == nil }

  /// What its value is at most.
  var most: Rational {
    let least = max(1, denominatorBounds.lower)
    let quotient = quotientMost ?? (bounds.upper <= 0 ? 0 : (bounds.upper - 1) / least + 1)
    return Rational(BigInteger(quotient)) * unit
  }
}

/// Answers, and the rows where they are not known here.
struct Truth: Sendable {
  var flags: Flags
  var unknown: Flags?
}

/// How a value of the rules stands in a block.
enum Lane: Sendable {
  case constant(Rational)
  case number(Fraction)
  /// A sum of fractions whose denominators differ; it is put over one only where it must be.
  case sum([Fraction], constant: Rational)
  case truth(Truth)
  case fixedTruth(Bool)
  case choice(Register)
  case fixedChoice(Int)
}

extension Lane {
  /// The same number, where it does not matter that it is not known in some rows.
  func known(but unknown: Flags?) -> Lane {
    func known(_ fraction: Fraction) -> Fraction {
      var result = fraction
      if result.unknown == unknown { result.unknown = nil }
      return result
    }
    switch self {
    case .number(let fraction): return .number(known(fraction))
    case .sum(let parts, let constant): return .sum(parts.map(known), constant: constant)
    case .constant, .truth, .fixedTruth, .choice, .fixedChoice: return self
    }
  }

  /// Whether it is a number that some rows have not.
  var isUnknownSomewhere: Bool {
    switch self {
    case .number(let fraction): fraction.unknown != nil
    case .sum(let parts, _): parts.contains { $0.unknown != nil }
    case .constant, .truth, .fixedTruth, .choice, .fixedChoice: false
    }
  }
}

extension Rational {
  /// Numerator and denominator, where they are words.
  func words() throws(Obstacle) -> (numerator: Int128, denominator: Int128) {
    guard let (numerator, denominator) = machineFraction else { throw .tooWide }
    return (Int128(numerator), Int128(denominator))
  }

  /// The whole number that it is.
  func wholeWord() throws(Obstacle) -> Int128 {
    let (numerator, denominator) = try words()
    guard denominator == 1 else { throw .notColumnar }
    return numerator
  }

  /// The greatest number of which both are whole multiples; one of them is not zero.
  static func commonUnit(_ first: Rational, _ second: Rational) throws(Obstacle) -> Rational {
    if first.isZero { return second.magnitude }
    if second.isZero { return first.magnitude }
    let (top, bottom) = try first.words()
    let (otherTop, otherBottom) = try second.words()
    let shared = Int128.commonDivisor(bottom, otherBottom)
    let denominator = try Bounds.product(bottom / shared, otherBottom)
    let numerator = Int128.commonDivisor(
      try Bounds.product(top, otherBottom / shared), try Bounds.product(otherTop, bottom / shared))
    guard
      let unit = Rational(
        numerator: BigInteger(numerator), denominator: BigInteger(denominator)),
      unit.machineFraction != nil
    else { throw .tooWide }
    return unit
  }

  /// Whether it is a whole number of a unit.
  func isMultiple(of unit: Rational) -> Bool { divided(by: unit)?.isInteger ?? false }

  /// How many of a unit it is.
  func count(of unit: Rational) throws(Obstacle) -> Int128 {
    guard let count = divided(by: unit) else { throw .notColumnar }
    return try count.wholeWord()
  }
}

extension Int128 {
  /// The greatest common divisor; 1 for two zeros.
  static func commonDivisor(_ first: Int128, _ second: Int128) -> Int128 {
    var (a, b) = (first.magnitude, second.magnitude)
    while b != 0 { (a, b) = (b, a % b) }
    return a == 0 ? 1 : Int128(a)
  }
}
