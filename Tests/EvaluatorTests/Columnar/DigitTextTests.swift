import Testing

@testable import Columnar

/// Numbers read digit by digit, at the edge of what fits a word.
@Suite struct DigitTextTests {
  @Test(arguments: [
    ("5", 0, 5), ("-5", 0, -5), ("0", 2, 0), ("007", 0, 7), ("5", 2, 500), ("0.5", 2, 50),
    ("-0.05", 2, -5), ("12.34", 2, 1234), ("12.3", 9, 12_300_000_000),
    ("999999999999999999", 0, 999_999_999_999_999_999),
    ("9999999999999999.99", 2, 999_999_999_999_999_999),
    ("-9999999999999999", 2, -999_999_999_999_999_900),
  ])
  func reads(_ text: String, decimals: Int, value: Int64) {
    #expect(Self.read(text, decimals) == Outcome(value: value, rest: ","))
  }

  @Test(arguments: [
    ("", 0), ("-", 0), (".5", 2), ("5.", 2), ("1.505", 2), ("1.5", 0), ("+5", 0), ("--5", 0),
    ("1000000000000000000", 0), ("10000000000000000", 2), ("99999999999999999999999999", 0),
    ("0.0000000000000000000001", 9),
  ])
  func doesNotRead(_ text: String, decimals: Int) {
    #expect(Self.read(text, decimals) == Outcome(value: nil, rest: text + ","))
  }

  private struct Outcome: Equatable {
    let value: Int64?
    let rest: String
  }

  private static func read(_ text: String, _ decimals: Int) -> Outcome? {
    Array("\(text),".utf8).withUnsafeBufferPointer { bytes in
      guard let start = bytes.baseAddress else { return nil }
      var at = start
      let value = DigitText.read(&at, decimals: decimals)
      return Outcome(value: value, rest: String(decoding: bytes[(at - start)...], as: UTF8.self))
    }
  }
}
