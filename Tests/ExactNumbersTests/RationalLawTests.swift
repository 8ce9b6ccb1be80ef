import ExactNumbers
import Testing

/// The laws of a field and of an order, on fractions of words and of more.
@Suite struct RationalLawTests {
  @Test(arguments: SeededGenerator.seeds)
  func fieldLaws(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<100 {
      let a = generator.bigRational()
      let b = generator.bigRational()
      let c = generator.bigRational()
      expect(a + b == b + a, "\(a), \(b)")
      expect(a * b == b * a, "\(a), \(b)")
      expect((a + b) + c == a + (b + c), "\(a), \(b), \(c)")
      expect((a * b) * c == a * (b * c), "\(a), \(b), \(c)")
      expect(a * (b + c) == a * b + a * c, "\(a), \(b), \(c)")
      expect(a + .zero == a && a * .one == a && a * .zero == .zero, "\(a)")
      expect(a - a == .zero && a + -a == .zero && -(-a) == a, "\(a)")
      expect(a - b == a + -b && (a - b) + b == a, "\(a), \(b)")
      expect(((a - b) + b).hashValue == a.hashValue, "\(a), \(b)")
      if b.isZero { continue }
      expect(b.divided(by: b) == .one, "\(b)")
      expect(a.divided(by: b).map { $0 * b } == a, "\(a), \(b)")
    }
  }

  @Test(arguments: SeededGenerator.seeds)
  func orderLaws(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      let a = generator.bigRational()
      let b = generator.bigRational()
      let c = generator.bigRational()
      let isBelow = a < b
      expect([isBelow, a == b, b < a].count { $0 } == 1, "\(a), \(b)")
      expect(isBelow == (a + c < b + c), "\(a), \(b), \(c)")
      expect(isBelow == (-b < -a), "\(a), \(b)")
      expect(isBelow == (a - b).isNegative, "\(a), \(b)")
      if c.signum() > 0 { expect(isBelow == (a * c < b * c), "\(a), \(b), \(c)") }
      let sorted = [a, b, c].sorted()
      expect(sorted[0] <= sorted[1] && sorted[1] <= sorted[2], "\(a), \(b), \(c)")
      expect(sorted[0] <= sorted[2], "\(a), \(b), \(c)")
    }
  }

  @Test(arguments: SeededGenerator.seeds)
  func floorAndCeilingEncloseTheNumber(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<300 {
      let value = generator.bigRational()
      let (floor, ceiling) = (value.floor(), value.ceiling())
      expect(floor <= value && value < floor + .one, "\(value)")
      expect(ceiling - .one < value && value <= ceiling, "\(value)")
      expect((floor == ceiling) == value.isInteger, "\(value)")
    }
  }

  @Test func assignmentFormsAgree() {
    var value = Rational(7)
    value += Rational(1, over: 2) ?? .zero
    #expect(value.description == "7.5")
    value -= .one
    #expect(value.description == "6.5")
    value *= .hundred
    #expect(value == Rational(650))
    var whole = BigInteger(Int.max)
    whole += .one
    #expect(whole.description == "9223372036854775808")
    whole -= .one
    #expect(whole.machineWord == .max)
    whole *= BigInteger(-2)
    #expect(whole.description == "-18446744073709551614")
  }

  @Test func harmonicSumIsExact() {
    var sum = Rational.zero
    for term in 1...60 { sum += Rational(1, over: term) ?? .zero }
    for term in (1...60).reversed() { sum -= Rational(1, over: term) ?? .zero }
    #expect(sum == .zero)
  }
}
