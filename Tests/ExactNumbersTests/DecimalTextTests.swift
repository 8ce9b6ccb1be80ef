import ExactNumbers
import Testing

@Suite struct DecimalTextTests {
  @Test(
    arguments: [
      ("0", "0"), ("-0", "0"), ("7", "7"), ("007", "7"), ("+7", "7"), ("-7", "-7"),
      ("\u{2212}7", "-7"), ("－7", "-7"), ("＋7", "7"), ("12.05", "12.05"), ("-12.050", "-12.05"),
      ("0.00", "0"), ("１２．５", "12.5"), ("1２.５", "12.5"),
      ("1,234", "1234"), ("12,345.67", "12345.67"), ("123，456，789", "123456789"),
      ("1,234，567", "1234567"), ("0,123", "123"), ("-1,000,000.5", "-1000000.5"),
      ("90%", "0.9"), ("90％", "0.9"), ("12.5%", "0.125"), ("3‰", "0.003"), ("-1/3", nil),
      ("1万", "10000"), ("1.5万", "15000"), ("1.23456万", "12345.6"), ("2亿", "200000000"),
      ("2万亿", "2000000000000"), ("1,234.5万", "12345000"), ("5万%", "500"),
      ("  7 ", "7"), ("\u{A0}7\u{3000}", "7"), ("\t7\t", "7"), ("\u{3000}\u{A0} 1,000 ", "1000"),
      ("9223372036854775807", "9223372036854775807"),
      ("-9223372036854775808", "-9223372036854775808"),
      ("123456789012345678901234567890.5", "123456789012345678901234567890.5"),
      ("0.000000000000000000000000000001", "0.000000000000000000000000000001"),
      ("99999999999999999999万", "999999999999999999990000"),
    ] as [(String, String?)])
  func reads(text: String, value: String?) {
    let number = try? DecimalText.parse(text)
    #expect(number?.description == value)
  }

  @Test(arguments: [
    ("1e3", "1000"), ("1E3", "1000"), ("1e+3", "1000"), ("1.5e-3", "0.0015"), ("-2e0", "-2"),
    ("1e003", "1000"), ("1e2%", "1"), ("1e2万", "1000000"), ("0e1000", "0"),
  ])
  func readsExponents(text: String, value: String) throws {
    #expect(try DecimalText.parse(text, exponents: true).description == value)
  }

  /// The text is refused at the byte where the second part starts.
  @Test(
    arguments: [
      (.empty, "", ""), (.empty, "  ", ""), (.empty, "\u{3000}", ""),
      (.noDigits, "", "abc"), (.noDigits, "-", ""), (.noDigits, "+", "+1"), (.noDigits, "-", " 1"),
      (.noDigits, "", "万"), (.noDigits, "", "%"), (.noDigits, " ", ","), (.noDigits, "", "."),
      (.noDigits, "", "一百"), (.noDigits, "－", ""),
      (.misplacedPoint, "", ".5"), (.misplacedPoint, "-", ".5"), (.misplacedPoint, "", "．５"),
      (.misplacedPoint, "5", "."), (.misplacedPoint, "5", ".万"), (.misplacedPoint, "1,000", "."),
      (.misplacedPoint, "1", "..2"), (.misplacedPoint, "1.2", ".3"),
      (.misplacedSeparator, "", ",123"), (.misplacedSeparator, "1", ",23"),
      (.misplacedSeparator, "1", ",2345"), (.misplacedSeparator, "12", ",34.5"),
      (.misplacedSeparator, "1", ",,000"), (.misplacedSeparator, "1234", ",567"),
      (.misplacedSeparator, "1,234", ",5"), (.misplacedSeparator, "1", ",23,456"),
      (.misplacedSeparator, "1", "，２３"), (.misplacedSeparator, "1", ",.5"),
      (.misplacedSeparator, "1.234", ",567"), (.misplacedSeparator, "1,000", ",."),
      (.trailingText, "1", " 2"), (.trailingText, "1", "元"), (.trailingText, "1.5", "."),
      (.trailingText, "1", ","), (.trailingText, "1", ", 2"), (.trailingText, "1", "e3"),
      (.trailingText, "1%", "%"), (.trailingText, "1%", "万"), (.trailingText, "1万", "万"),
      (.trailingText, "1亿", "万"), (.trailingText, "1万", "2"), (.trailingText, "1", "-2"),
      (.trailingText, "1", "\n"), (.trailingText, " 1", "/2"), (.trailingText, "0", "x10"),
    ] as [(DecimalTextError.Reason, String, String)])
  func refuses(reason: DecimalTextError.Reason, before: String, fault: String) {
    let error = DecimalTextError(reason: reason, offset: before.utf8.count)
    #expect(throws: error) { try DecimalText.parse(before + fault) }
  }

  @Test(
    arguments: [
      (.exponentTooLarge, "1e", "1001"), (.exponentTooLarge, "1e-", "1001"),
      (.exponentTooLarge, "1e", "99999999999999999999999999"), (.trailingText, "1", "e"),
      (.trailingText, "1", "e+"), (.trailingText, "1", "ex"), (.trailingText, "1e5", "e5"),
      (.trailingText, "1e5", ".5"), (.trailingText, "1万", "e5"),
    ] as [(DecimalTextError.Reason, String, String)])
  func refusesExponents(reason: DecimalTextError.Reason, before: String, fault: String) {
    let error = DecimalTextError(reason: reason, offset: before.utf8.count)
    #expect(throws: error) { try DecimalText.parse(before + fault, exponents: true) }
  }

  @Test func multipliersCanBeOtherText() {
    #expect(throws: DecimalTextError(reason: .trailingText, offset: 1)) {
      try DecimalText.parse("1万", multipliers: false)
    }
  }

  @Test func digitsHaveALimit() throws {
    let most = String(repeating: "9", count: DecimalText.digitCountMax)
    #expect(try DecimalText.parse(most).description == most)
    let fraction = "0." + String(repeating: "3", count: DecimalText.digitCountMax - 1)
    #expect(try DecimalText.parse(fraction).description == fraction)
    #expect(throws: DecimalTextError(reason: .tooManyDigits, offset: most.utf8.count)) {
      try DecimalText.parse(most + "9")
    }
    #expect(throws: DecimalTextError(reason: .tooManyDigits, offset: fraction.utf8.count)) {
      try DecimalText.parse(fraction + "3")
    }
  }

  @Test func exponentsReachTheirLimit() throws {
    let exponent = DecimalText.exponentMax
    let great = try DecimalText.parse("1e\(exponent)", exponents: true)
    #expect(great == Rational(.powerOfTen(exponent)))
    let small = try DecimalText.parse("1e-\(exponent)", exponents: true)
    #expect(small * great == .one)
  }
}
