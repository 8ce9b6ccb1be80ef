import ExactNumbers
import Testing

/// Rounding against tables written out by hand.
@Suite struct RoundingTests {
  /// A number and what it becomes by each mode, in the order of `RoundingMode.allCases`.
  struct Row: Sendable, CustomTestStringConvertible {
    let step: String
    let value: String
    let results: [String]

    /// Results are those of halfUp, halfEven, halfDown, up, down, ceiling and floor.
    init(_ step: String, _ value: String, _ results: String) {
      self.step = step
      self.value = value
      self.results = results.split(separator: " ").map(String.init)
    }

    var testDescription: String { "\(value) to \(step)" }
  }

  static let rows: [Row] = [
    // step, value, halfUp halfEven halfDown up down ceiling floor
    Row("1", "0", "0 0 0 0 0 0 0"),
    Row("1", "7", "7 7 7 7 7 7 7"),
    Row("1", "-7", "-7 -7 -7 -7 -7 -7 -7"),
    Row("1", "0.5", "1 0 0 1 0 1 0"),
    Row("1", "-0.5", "-1 0 0 -1 0 0 -1"),
    Row("1", "1.5", "2 2 1 2 1 2 1"),
    Row("1", "-1.5", "-2 -2 -1 -2 -1 -1 -2"),
    Row("1", "2.5", "3 2 2 3 2 3 2"),
    Row("1", "-2.5", "-3 -2 -2 -3 -2 -2 -3"),
    Row("1", "3.5", "4 4 3 4 3 4 3"),
    Row("1", "2.1", "2 2 2 3 2 3 2"),
    Row("1", "-2.1", "-2 -2 -2 -3 -2 -2 -3"),
    Row("1", "2.9", "3 3 3 3 2 3 2"),
    Row("1", "-2.9", "-3 -3 -3 -3 -2 -2 -3"),
    Row("1", "1/3", "0 0 0 1 0 1 0"),
    Row("1", "-2/3", "-1 -1 -1 -1 0 0 -1"),
    Row("0.01", "0.005", "0.01 0 0 0.01 0 0.01 0"),
    Row("0.01", "-0.005", "-0.01 0 0 -0.01 0 0 -0.01"),
    Row("0.01", "1.005", "1.01 1 1 1.01 1 1.01 1"),
    Row("0.01", "1.015", "1.02 1.02 1.01 1.02 1.01 1.02 1.01"),
    Row("0.01", "-1.015", "-1.02 -1.02 -1.01 -1.02 -1.01 -1.01 -1.02"),
    Row("0.01", "2.675", "2.68 2.68 2.67 2.68 2.67 2.68 2.67"),
    Row("0.01", "2.6749999", "2.67 2.67 2.67 2.68 2.67 2.68 2.67"),
    Row("0.01", "2.6750001", "2.68 2.68 2.68 2.68 2.67 2.68 2.67"),
    Row("0.01", "2/3", "0.67 0.67 0.67 0.67 0.66 0.67 0.66"),
    Row("0.01", "-7/3", "-2.33 -2.33 -2.33 -2.34 -2.33 -2.33 -2.34"),
    Row("0.01", "12.34", "12.34 12.34 12.34 12.34 12.34 12.34 12.34"),
    Row("10", "5", "10 0 0 10 0 10 0"),
    Row("10", "-5", "-10 0 0 -10 0 0 -10"),
    Row("10", "15", "20 20 10 20 10 20 10"),
    Row("10", "25", "30 20 20 30 20 30 20"),
    Row("10", "-25", "-30 -20 -20 -30 -20 -20 -30"),
    Row("10", "24.9", "20 20 20 30 20 30 20"),
    Row("10", "-30", "-30 -30 -30 -30 -30 -30 -30"),
    Row("0.5", "0.25", "0.5 0 0 0.5 0 0.5 0"),
    Row("0.5", "-0.25", "-0.5 0 0 -0.5 0 0 -0.5"),
    Row("0.5", "0.75", "1 1 0.5 1 0.5 1 0.5"),
    Row("0.5", "-0.75", "-1 -1 -0.5 -1 -0.5 -0.5 -1"),
    Row("0.5", "1.3", "1.5 1.5 1.5 1.5 1 1.5 1"),
    Row("0.5", "-1.2", "-1 -1 -1 -1.5 -1 -1 -1.5"),
    Row("1/3", "0.5", "2/3 2/3 1/3 2/3 1/3 2/3 1/3"),
  ]

  @Test(arguments: rows)
  func roundsByTable(row: Row) throws {
    let step = try #require(Rational(canonicalText: row.step))
    let value = try #require(Rational(canonicalText: row.value))
    try #require(row.results.count == RoundingMode.allCases.count)
    for (mode, result) in zip(RoundingMode.allCases, row.results) {
      #expect(value.rounded(toMultipleOf: step, mode)?.description == result, "\(mode)")
    }
  }

  /// The same rows with both numbers scaled beyond words; what they round to scales alike.
  @Test(arguments: rows)
  func roundsLongNumbersByTable(row: Row) throws {
    let scale = Rational(BigInteger.powerOfTen(40) + .one)
    let step = try #require(Rational(canonicalText: row.step))
    let value = try #require(Rational(canonicalText: row.value))
    for (mode, result) in zip(RoundingMode.allCases, row.results) {
      let expected = try #require(Rational(canonicalText: result)) * scale
      #expect((value * scale).rounded(toMultipleOf: step * scale, mode) == expected, "\(mode)")
    }
  }

  /// Long ties and their neighbours, for which the quotient itself does not fit a word.
  @Test func roundsTiesOfLongNumbers() throws {
    let even = Rational(BigInteger.powerOfTen(30))
    let half = try #require(Rational(1, over: 2))
    let little = try #require(Rational(numerator: .one, denominator: .powerOfTen(30)))
    for mode in RoundingMode.allCases {
      for value in [half, -half, half - little, half + little, little, -little] {
        // An even multiple more or less changes nothing but the sign's part in the modes.
        let short = (value + Rational(2)).rounded(toMultipleOf: .one, mode)
        let long = (value + even).rounded(toMultipleOf: .one, mode)
        #expect(short.map { $0 - Rational(2) } == long.map { $0 - even }, "\(value) \(mode)")
        let shortBelow = (value - Rational(2)).rounded(toMultipleOf: .one, mode)
        let longBelow = (value - even).rounded(toMultipleOf: .one, mode)
        #expect(
          shortBelow.map { $0 + Rational(2) } == longBelow.map { $0 + even }, "\(value) \(mode)")
      }
    }
  }

  @Test func refusesStepsThatAreNotPositive() {
    for mode in RoundingMode.allCases {
      #expect(Rational.one.rounded(toMultipleOf: .zero, mode) == nil)
      #expect(Rational.one.rounded(toMultipleOf: Rational(-1), mode) == nil)
    }
  }

  @Test func roundsTheEndsOfWords() throws {
    for mode in RoundingMode.allCases {
      for value in [Int.min, .min + 1, .max] {
        #expect(Rational(value).rounded(toMultipleOf: .one, mode) == Rational(value))
        let half = try #require(Rational(value, over: 2))
        let rounded = try #require(half.rounded(toMultipleOf: .one, mode))
        #expect(rounded.isInteger && (rounded - half).magnitude <= Rational.one)
      }
    }
    let most = Rational(Int.max).rounded(toMultipleOf: Rational(10), .up)
    #expect(most?.description == "9223372036854775810")
    let least = Rational(Int.min).rounded(toMultipleOf: Rational(10), .floor)
    #expect(least?.description == "-9223372036854775810")
  }

  @Test(arguments: SeededGenerator.seeds)
  func roundingObeysItsLaws(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<60 {
      let value = generator.bigRational()
      let step = Rational(generator.nonzeroWord(), over: 100)?.magnitude ?? .one
      for mode in RoundingMode.allCases {
        let rounded = try #require(value.rounded(toMultipleOf: step, mode))
        let name = "\(value) to \(step) \(mode)"
        expect(rounded.divided(by: step)?.isInteger == true, name)
        expect((rounded - value).magnitude < step, name)
        expect(rounded.rounded(toMultipleOf: step, mode) == rounded, name)
        if [.halfUp, .halfEven, .halfDown].contains(mode) {
          expect((rounded - value).magnitude * Rational(2) <= step, name)
        }
      }
    }
  }
}
