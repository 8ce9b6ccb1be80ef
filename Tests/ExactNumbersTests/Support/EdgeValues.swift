import ExactNumbers

/// The values around which storage and overflow change.
enum EdgeValues {
  /// 2^64: what one more word multiplies by.
  static let wordRange = BigInteger(Int128(1) << 64)

  /// Within `Int`.
  static let words: [Int] = {
    var values = [0, 1, -1, 2, -2, 3, -3, 5, -5, 10, -10, .max, .max - 1, .min, .min + 1, .min + 2]
    for exponent in [31, 32, 33, 61, 62] {
      let power = 1 << exponent
      values += [power - 1, power, power + 1, -power - 1, -power, -power + 1]
    }
    values += [1_000_000_000_000_000_000, -1_000_000_000_000_000_000]
    return values
  }()

  /// Within `Int128`, and such that sums of two are as well.
  static let doubleWords: [Int128] = {
    var values = words.map { Int128($0) }
    for exponent in [63, 64, 65, 95, 125] {
      let power = Int128(1) << exponent
      values += [power - 1, power, power + 1, -power - 1, -power, -power + 1]
    }
    return values
  }()

  /// Around the ends of a double word and of more words.
  static let big: [BigInteger] = {
    var values: [BigInteger] = [
      BigInteger(Int128.max), BigInteger(Int128.min), BigInteger(Int128.min + 1),
    ]
    let doubleRange = wordRange * wordRange
    for power in [doubleRange, doubleRange * wordRange, .powerOfTen(18), .powerOfTen(19)] {
      for neighbour in [power - .one, power, power + .one] { values += [neighbour, -neighbour] }
    }
    return values
  }()
}
