import ExactNumbers
import Testing

@Suite struct BigIntegerTextTests {
  @Test(arguments: [
    ("0", "0"), ("-0", "0"), ("007", "7"), ("-7", "-7"), ("-00", "0"),
    ("999999999999999999", "999999999999999999"),
    ("1000000000000000000", "1000000000000000000"),
    ("9223372036854775807", "9223372036854775807"),
    ("9223372036854775808", "9223372036854775808"),
    ("-9223372036854775808", "-9223372036854775808"),
    ("-9223372036854775809", "-9223372036854775809"),
    ("18446744073709551616", "18446744073709551616"),
    ("000000000000000000000000000000000000000012", "12"),
    ("1000000000000000000000000000000000000", "1000000000000000000000000000000000000"),
  ])
  func reads(text: String, printed: String) {
    #expect(BigInteger(text)?.description == printed)
  }

  @Test(arguments: [
    "", "-", "+1", "--1", "1-", " 1", "1 ", "1.0", "1,000", "１", "0x10", "1e3", "一",
  ])
  func refuses(text: String) {
    #expect(BigInteger(text) == nil)
  }

  @Test(arguments: SeededGenerator.seeds)
  func readsBackWhatItPrints(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      let value = generator.bigInteger(words: 12)
      expect(BigInteger(value.description) == value, "\(value)")
    }
  }

  @Test(arguments: SeededGenerator.seeds)
  func printsBackWhatItReads(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<100 {
      var text = Bool.random(using: &generator) ? "-" : ""
      text += String(Int.random(in: 1...9, using: &generator))
      for _ in 0..<Int.random(in: 0..<200, using: &generator) {
        text += String(Int.random(in: 0...9, using: &generator))
      }
      expect(BigInteger(text)?.description == text, text)
    }
  }

  @Test func powersOfTen() {
    for exponent in 0..<100 {
      let text = "1" + String(repeating: "0", count: exponent)
      #expect(BigInteger.powerOfTen(exponent).description == text)
    }
    #expect(BigInteger.powerOfTen(-1) == .one)
    #expect(BigInteger.powerOfTen(.min) == .one)
  }

  @Test func longTextsEndSoon() {
    let text = String(repeating: "7", count: 5000)
    #expect(BigInteger(text)?.description == text)
  }
}
