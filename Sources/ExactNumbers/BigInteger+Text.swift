extension BigInteger {
  /// Reads an optional `-` and then ASCII digits, and nothing else.
  ///
  /// Leading zeros are allowed, and `-0` is 0.
  ///
  /// - Complexity: quadratic in the number of digits, 18 digits at a step.
  public init?(_ text: String) {
    self.init(decimalDigits: text.utf8)
  }

  init?(decimalDigits text: some Sequence<UInt8>) {
    var digits = DigitAccumulator()
    var isNegative = false
    for (index, byte) in text.enumerated() {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digits.append(byte - UInt8(ascii: "0"))
      case UInt8(ascii: "-") where index == 0: isNegative = true
      default: return nil
      }
    }
    guard digits.count > 0 else { return nil }
    self = digits.value(isNegative: isNegative)
  }
}

extension BigInteger: CustomStringConvertible {
  /// The number in decimal digits, after a `-` if it is negative.
  ///
  /// - Complexity: quadratic in the number of digits, 18 digits at a step.
  public var description: String {
    switch storage {
    case .small(let value):
      return String(value)
    case .large(var magnitude, let isNegative):
      var chunks: [UInt] = []
      while !magnitude.isZero { chunks.append(magnitude.divide(by: DigitAccumulator.chunk)) }
      var text = isNegative ? "-" : ""
      for (index, chunk) in chunks.reversed().enumerated() {
        let digits = String(chunk)
        if index > 0 {
          text += String(repeating: "0", count: DigitAccumulator.chunkDigits - digits.utf8.count)
        }
        text += digits
      }
      return text
    }
  }
}

/// Decimal digits on their way to being a number.
///
/// Digits gather in one word and move to the big part only when the word is full, so that short
/// numbers cost no allocation.
struct DigitAccumulator {
  static let chunkDigits = 18
  static let chunk: UInt = 1_000_000_000_000_000_000

  /// The number of digits so far.
  private(set) var count = 0
  private var high = Magnitude.zero
  private var word: UInt = 0
  private var wordScale: UInt = 1

  /// Appends a digit from 0 to 9.
  mutating func append(_ digit: UInt8) {
    if wordScale == DigitAccumulator.chunk {
      high.multiply(by: wordScale, adding: word)
      word = 0
      wordScale = 1
    }
    // Below 10^18 before each step, so both stay below 2^64.
    word = word &* 10 &+ UInt(digit)
    wordScale &*= 10
    count += 1
  }

  /// The number that the digits so far make.
  func value(isNegative: Bool) -> BigInteger {
    // The word is below 10^18 and so within `Int`.
    if high.isZero {
      let small = Int(truncatingIfNeeded: word)
      return BigInteger(isNegative ? -small : small)
    }
    var magnitude = high
    magnitude.multiply(by: wordScale, adding: word)
    return BigInteger(magnitude, isNegative: isNegative)
  }
}
