import ExactNumbers
import Testing

/// Fractions of words against the same fractions computed the long way in whole numbers.
@Suite struct RationalWordTests {
  /// Fractions whose parts are at the edges of words.
  private static let edges: [Rational] = {
    let parts = EdgeValues.words
    var values: [Rational] = []
    for numerator in parts {
      for denominator in parts where denominator > 0 {
        values += [Rational(numerator, over: denominator)].compactMap { $0 }
      }
    }
    return values
  }()

  @Test func arithmeticAtTheEdgesOfWords() {
    var generator = SeededGenerator(seed: 7)
    for left in RationalWordTests.edges {
      for _ in 0..<3 {
        check(left, RationalWordTests.edges.randomElement(using: &generator) ?? .one)
      }
    }
  }

  @Test(arguments: SeededGenerator.seeds)
  func arithmeticOnRandomFractions(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<300 { check(generator.rational(), generator.rational()) }
  }

  @Test(arguments: SeededGenerator.seeds)
  func arithmeticOnLongFractions(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<80 { check(generator.bigRational(), generator.bigRational()) }
  }

  /// Checks every operation on two numbers by cross multiplication, and that results are reduced.
  private func check(_ left: Rational, _ right: Rational) {
    let (a, b) = (left.numerator, left.denominator)
    let (c, d) = (right.numerator, right.denominator)
    let names = "\(a)/\(b), \(c)/\(d)"
    expect(isFraction(left + right, a * d + c * b, b * d), "sum of \(names)")
    expect(isFraction(left - right, a * d - c * b, b * d), "difference of \(names)")
    expect(isFraction(left * right, a * c, b * d), "product of \(names)")
    if let quotient = left.divided(by: right) {
      expect(isFraction(quotient, a * d, b * c), "quotient of \(names)")
    } else {
      expect(c.isZero, "quotient of \(names)")
    }
    expect((left < right) == (a * d < c * b), "\(names) compared")
    expect((left == right) == (a * d == c * b), "\(names) equated")
    expect(isFraction(-left, -a, b), "negation of \(names)")
    expect(isFraction(left.magnitude, a.magnitude, b), "size of \(names)")
    expect(left.floor().numerator == a.floorDivided(by: b), "floor of \(names)")
    expect((-left).floor() == -left.ceiling(), "ceiling of \(names)")
    expect(left.floor().isInteger && left.ceiling().isInteger, "whole of \(names)")
  }

  /// Whether the number is the reduced form of a fraction.
  private func isFraction(
    _ value: Rational, _ numerator: BigInteger, _ denominator: BigInteger
  ) -> Bool {
    value.numerator * denominator == numerator * value.denominator
      && value.denominator > .zero
      && value.numerator.greatestCommonDivisor(with: value.denominator) == .one
      && Rational(numerator: numerator, denominator: denominator) == value
      && value.isInteger == (value.denominator == .one)
      && value.signum() == value.numerator.signum()
      && value.isNegative == value.numerator.isNegative
      && value.isZero == value.numerator.isZero
      && value.machineWord == (value.isInteger ? value.numerator.machineWord : nil)
      && value.bitWidth == max(value.numerator.bitWidth, value.denominator.bitWidth)
  }

  @Test func fractionsOfWordsAreReduced() throws {
    #expect(Rational(6, over: -4) == Rational(-3, over: 2))
    #expect(Rational(0, over: -4) == .zero)
    #expect(Rational(1, over: 0) == nil)
    #expect(Rational(0, over: 0) == nil)
    for numerator in EdgeValues.big + [.zero, .one, BigInteger(Int.min)] {
      #expect(Rational(numerator: numerator, denominator: .zero) == nil)
    }
    #expect(Rational(.min, over: .min) == .one)
    let least = try #require(Rational(1, over: .min))
    #expect(least.numerator == BigInteger(-1))
    #expect(least.denominator.description == "9223372036854775808")
    #expect(least.reciprocalForTest == Rational(.min))
    let most = try #require(Rational(.min, over: -1))
    #expect(most.description == "9223372036854775808")
    #expect(most.machineWord == nil)
    #expect((-most).machineWord == .min)
    #expect(Rational(BigInteger(Int.min)) == Rational(.min))
  }

  @Test func nothingIsDividedByZero() {
    #expect(Rational.one.divided(by: .zero) == nil)
    #expect(Rational.zero.divided(by: .zero) == nil)
    #expect(Rational.zero.divided(by: .hundred) == .zero)
  }
}

extension Rational {
  fileprivate var reciprocalForTest: Rational? { Rational.one.divided(by: self) }
}
