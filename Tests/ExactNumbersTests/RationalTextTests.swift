import ExactNumbers
import Testing

@Suite struct RationalTextTests {
  private func fraction(_ numerator: Int, _ denominator: Int) throws -> Rational {
    try #require(Rational(numerator, over: denominator))
  }

  @Test(arguments: [
    (0, 1, "0"), (300, 1, "300"), (-300, 1, "-300"), (-241, 20, "-12.05"), (1, 2, "0.5"),
    (-1, 2, "-0.5"), (1, 8, "0.125"), (1, 1000, "0.001"), (-1, 1000, "-0.001"),
    (2, 3, "2/3"), (-7, 3, "-7/3"), (1, 6, "1/6"), (22, 7, "22/7"), (1, 30, "1/30"),
    (29631, 100, "296.31"), (1, 1 << 20, "0.00000095367431640625"),
    (1, 1 << 62, "0.00000000000000000021684043449710088680149056017398834228515625"),
    (.min, 1, "-9223372036854775808"), (.min, 5, "-1844674407370955161.6"),
    (.min, 3, "-9223372036854775808/3"), (1, .max, "1/9223372036854775807"),
    (1, .min, "-0.000000000000000000108420217248550443400745280086994171142578125"),
  ])
  func statedForm(numerator: Int, denominator: Int, text: String) throws {
    let value = try fraction(numerator, denominator)
    #expect(value.description == text)
    #expect(value.decimalText == (text.contains("/") ? nil : text))
    #expect(Rational(canonicalText: text) == value)
  }

  @Test(arguments: [
    "", "-", "+1", "-0", "00", "01", "-01", "1.", ".5", "1.0", "1.50", "-0.0", "0.10", "1,000",
    "1 ", " 1", "1e3", "１", "4/6", "4/2", "1/2", "2/1", "0/1", "2/-3", "-2/-3", "+2/3", "2/0",
    "02/3", "2/03", "2/3/4", "2/", "/3", "/", "2/3.0", "2.0/3", "1.-5", "-.5", "1.2.3", "--1",
    "90%",
  ])
  func refusesOtherForms(text: String) {
    #expect(Rational(canonicalText: text) == nil)
  }

  @Test(arguments: SeededGenerator.seeds)
  func readsBackWhatItPrints(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for index in 0..<300 {
      var value = generator.bigRational()
      if index.isMultiple(of: 2) {
        let power = BigInteger.powerOfTen(Int.random(in: 0..<40, using: &generator))
        value = Rational(numerator: value.numerator, denominator: power) ?? .zero
        expect(value.decimalText != nil, "\(value)")
      }
      expect(Rational(canonicalText: value.description) == value, "\(value)")
    }
  }

  @Test func longDecimalsHaveALimit() throws {
    let digitsMax = Rational.decimalDigitsMax
    let longest = BigInteger.powerOfTen(digitsMax) - .one
    #expect(Rational(longest).decimalText == String(repeating: "9", count: digitsMax))
    let tooLong = Rational(BigInteger.powerOfTen(digitsMax))
    #expect(tooLong.decimalText == nil)
    #expect(tooLong.description.hasSuffix("000/1"))
    #expect(Rational(canonicalText: tooLong.description) == tooLong)
    let places = digitsMax - 1
    let small = try #require(Rational(numerator: .one, denominator: .powerOfTen(places)))
    #expect(small.decimalText?.utf8.count == digitsMax + 1)
    #expect((-small).decimalText?.utf8.count == digitsMax + 2)
    #expect(Rational(canonicalText: small.description) == small)
    let tooSmall = small * (try fraction(1, 10))
    #expect(tooSmall.decimalText == nil)
    #expect(tooSmall.description.hasPrefix("1/1000"))
    let fives = (0..<100).reduce(BigInteger.one) { power, _ in power * BigInteger(5) }
    let manyFives = try #require(Rational(numerator: .one, denominator: fives))
    #expect(manyFives.decimalText?.utf8.count == 102)
  }

  @Test(arguments: [
    ("0", 2, "0.00"), ("296.31", 2, "296.31"), ("296.305", 2, "296.31"), ("296.305", 0, "296"),
    ("-0.004", 2, "0.00"), ("-0.005", 2, "-0.01"), ("0.005", 2, "0.01"), ("2/3", 4, "0.6667"),
    ("-2/3", 2, "-0.67"), ("100", 1, "100.0"), ("0.05", 1, "0.1"), ("99.995", 2, "100.00"),
    ("-99.995", 2, "-100.00"), ("0.5", 0, "1"), ("-0.5", 0, "-1"), ("-0.4", 0, "0"),
    ("1/3", 20, "0.33333333333333333333"), ("7", -3, "7"), ("7.7", .min, "8"),
    ("9223372036854775807", 2, "9223372036854775807.00"),
    ("-9223372036854775808", 3, "-9223372036854775808.000"),
  ])
  func fixedPlaces(value: String, places: Int, text: String) throws {
    let number = try #require(Rational(canonicalText: value))
    #expect(number.decimalText(places: places) == text)
  }

  @Test func fixedPlacesByEachMode() throws {
    let value = try fraction(-25, 1000)
    let texts = RoundingMode.allCases.map { value.decimalText(places: 2, $0) }
    #expect(texts == ["-0.03", "-0.02", "-0.02", "-0.03", "-0.02", "-0.02", "-0.03"])
    let little = try fraction(-1, 1000)
    #expect(little.decimalText(places: 2, .ceiling) == "0.00")
    #expect(little.decimalText(places: 2, .floor) == "-0.01")
    #expect(Rational.one.decimalText(places: .max).utf8.count == Rational.decimalDigitsMax + 2)
  }

  @Test(
    arguments: [
      ("25274.074", 2, "25,274.07"), ("25274.074", nil, "25,274.074"), ("0", nil, "0"),
      ("999", nil, "999"), ("-999", nil, "-999"), ("1000", nil, "1,000"), ("-1000", nil, "-1,000"),
      ("123456", 0, "123,456"), ("-123456.5", 2, "-123,456.50"),
      ("1234567.125", nil, "1,234,567.125"),
      ("999999.999", 2, "1,000,000.00"), ("-0.001", 2, "0.00"), ("0.12345", nil, "0.12345"),
      ("20000/3", nil, "20000/3"), ("20000/3", 2, "6,666.67"),
      ("12345678901234567890", nil, "12,345,678,901,234,567,890"),
    ] as [(String, Int?, String)])
  func groups(value: String, places: Int?, text: String) throws {
    let number = try #require(Rational(canonicalText: value))
    #expect(number.groupedText(places: places) == text)
  }
}
