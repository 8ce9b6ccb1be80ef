import ExactNumbers
import Testing

/// Whole numbers of many words against arithmetic on paper, and by the laws of arithmetic.
@Suite struct BigIntegerLargeTests {
  @Test(arguments: SeededGenerator.seeds)
  func agreesWithPaper(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<60 {
      try checkAgainstPaper(generator.bigInteger(), generator.bigInteger(words: 3))
    }
  }

  @Test func agreesWithPaperAtEdges() throws {
    let values = EdgeValues.big + [.zero, .one, BigInteger(Int.min)]
    for left in values {
      for right in values { try checkAgainstPaper(left, right) }
    }
  }

  private func checkAgainstPaper(_ left: BigInteger, _ right: BigInteger) throws {
    let (first, second) = (PaperNumber(left.description), PaperNumber(right.description))
    expect((left + right).description == (first + second).description, "\(left) + \(right)")
    expect((left - right).description == (first - second).description, "\(left) - \(right)")
    expect((left * right).description == (first * second).description, "\(left) * \(right)")
    expect((left < right) == (first < second), "\(left) < \(right)")
    if second.isZero { return }
    let (quotient, remainder) = try #require(left.quotientAndRemainder(dividingBy: right))
    let paper = first.quotientAndRemainder(dividingBy: second)
    expect(quotient.description == paper.quotient.description, "\(left) / \(right)")
    expect(remainder.description == paper.remainder.description, "\(left) % \(right)")
  }

  @Test(arguments: SeededGenerator.seeds)
  func obeysTheLawsOfARing(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<300 {
      let a = generator.bigInteger()
      let b = generator.bigInteger()
      let c = generator.bigInteger()
      expect(a + b == b + a, "\(a), \(b)")
      expect(a * b == b * a, "\(a), \(b)")
      expect((a + b) + c == a + (b + c), "\(a), \(b), \(c)")
      expect((a * b) * c == a * (b * c), "\(a), \(b), \(c)")
      expect(a * (b + c) == a * b + a * c, "\(a), \(b), \(c)")
      expect(a - b == -(b - a), "\(a), \(b)")
      expect((a + b) - b == a, "\(a), \(b)")
      expect(((a + b) - b).hashValue == a.hashValue, "\(a), \(b)")
      expect(a - a == .zero && a + -a == .zero, "\(a)")
      expect(a * .one == a && a * .zero == .zero && a + .zero == a, "\(a)")
    }
  }

  @Test(arguments: SeededGenerator.seeds)
  func divisionUndoesMultiplication(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<500 {
      let dividend = generator.bigInteger(words: 8)
      let divisor = generator.bigInteger(words: 4)
      guard let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor) else {
        expect(divisor.isZero, "\(dividend) / \(divisor)")
        continue
      }
      expect(divisor * quotient + remainder == dividend, "\(dividend) / \(divisor)")
      expect(remainder.magnitude < divisor.magnitude, "\(dividend) / \(divisor)")
      expect(
        remainder.isZero || remainder.isNegative == dividend.isNegative,
        "\(dividend) / \(divisor)")
      let floor = try #require(dividend.floorDivided(by: divisor))
      let rest = dividend - floor * divisor
      expect(rest.isZero || rest.isNegative == divisor.isNegative, "\(dividend) / \(divisor)")
      expect(rest.magnitude < divisor.magnitude, "\(dividend) / \(divisor)")
    }
  }

  /// Dividends and divisors, most significant word first, for which the guess of a word of the
  /// quotient is one too great even after its correction, or cannot be guessed by division.
  @Test(
    arguments: [
      ([0x7FFF_FFFF_FFFF_FFFF, 1 << 63, 0, 0], [1 << 63, 0, 1]),
      ([1 << 63, 0, 3], [1 << 61, 0, 1]),
      ([1 << 63, 0, 0, 3], [1 << 61, 0, 0, 1]),
      ([1 << 63, .max - 1, 0, 0], [1 << 63, .max, 0]),
      ([.max, .max, .max, .max], [.max, .max]),
      ([.max, .max - 1, .max, 0], [.max, .max]),
      ([1 << 63, 0, 0, 0], [1 << 63, 1]),
    ] as [([UInt], [UInt])])
  func divisionCorrectsItsGuess(dividendWords: [UInt], divisorWords: [UInt]) throws {
    let dividend = number(dividendWords)
    let divisor = number(divisorWords)
    let (quotient, remainder) = try #require(dividend.quotientAndRemainder(dividingBy: divisor))
    #expect(quotient * divisor + remainder == dividend)
    #expect(!remainder.isNegative && remainder < divisor)
    let paper = PaperNumber(dividend.description)
      .quotientAndRemainder(dividingBy: PaperNumber(divisor.description))
    #expect(quotient.description == paper.quotient.description)
  }

  private func number(_ words: [UInt]) -> BigInteger {
    words.reduce(.zero) { $0 * EdgeValues.wordRange + BigInteger(Int128($1)) }
  }

  @Test(arguments: SeededGenerator.seeds)
  func greatestCommonDivisorObeysItsLaws(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<150 {
      let shared = generator.bigInteger(words: 3)
      let a = generator.bigInteger(words: 4) * shared
      let b = generator.bigInteger(words: 4) * shared
      let divisor = a.greatestCommonDivisor(with: b)
      expect(divisor == b.greatestCommonDivisor(with: a), "\(a), \(b)")
      expect(divisor == (-a).greatestCommonDivisor(with: b), "\(a), \(b)")
      expect(!divisor.isNegative, "\(a), \(b)")
      expect(a.greatestCommonDivisor(with: .zero) == a.magnitude, "\(a)")
      expect(a.greatestCommonDivisor(with: a + b) == divisor, "\(a), \(b)")
      if divisor.isZero {
        expect(a.isZero && b.isZero, "\(a), \(b)")
        continue
      }
      let first = try #require(a.quotientAndRemainder(dividingBy: divisor))
      let second = try #require(b.quotientAndRemainder(dividingBy: divisor))
      expect(first.remainder.isZero && second.remainder.isZero, "\(a), \(b)")
      expect(
        first.quotient.greatestCommonDivisor(with: second.quotient) == .one, "\(a), \(b)")
      if !shared.isZero {
        expect(divisor.quotientAndRemainder(dividingBy: shared)?.remainder == .zero, "\(a), \(b)")
      }
    }
  }

  @Test func consecutiveFibonacciNumbersShareNothing() {
    // The longest run of steps that a greatest common divisor can take.
    var (low, high) = (BigInteger.zero, BigInteger.one)
    for index in 0..<600 {
      (low, high) = (high, low + high)
      if index.isMultiple(of: 37) { #expect(high.greatestCommonDivisor(with: low) == .one) }
    }
  }
}
