/// Numbers of JSON.
enum LineNumber {
  typealias Bytes = UnsafePointer<UInt8>

  /// How many bytes have to be there from the first of a number on that is read by ``short(_:decimals:)``.
  static let shortBytesMax = 16

  /// Reads a number of up to eight digits before the point and at most two behind it, of a column that
  /// keeps none or two, as ``WordText`` does.
  ///
  /// - Parameters:
  ///   - at: its first byte; moved behind it where it is read.
  ///   - decimals: how many digits behind the point the column keeps.
  /// - Returns: the number, in units of the last of these digits; nil where it is no such number. What
  ///   follows it may show that it has not ended.
  @inline(__always)
  static func short(_ at: inout Bytes, decimals: Int) -> Int64? {
    let isNegative = at.pointee == 0x2D
    let first = isNegative ? at + 1 : at
    let word = WordText.word(first)
    let bits = WordText.digitBits(word)
    // A zero before other digits is no JSON.
    guard bits != 0, bits == 8 || first.pointee != 0x30 else { return nil }
    var value = Int64(bitPattern: WordText.number(of: word, bits))
    var next = first + bits >> 3
    // More than eight digits are read one by one.
    guard next.pointee &- 0x30 >= 10 else { return nil }
    if decimals == 2 {
      value = value &* 100
      if next.pointee == 0x2E {
        let (tens, ones) = (next[1] &- 0x30, next[2] &- 0x30)
        guard tens < 10 else { return nil }
        value = value &+ Int64(tens &* 10 &+ (ones < 10 ? ones : 0))
        next += ones < 10 ? 3 : 2
      }
    } else if decimals != 0 {
      return nil
    }
    at = next
    return isNegative ? 0 &- value : value
  }

  /// Reads a number of at most so many digits behind the point, and of few enough that none wraps.
  ///
  /// - Parameters:
  ///   - at: its first byte; moved behind it where it is read.
  ///   - decimals: how many digits behind the point the column keeps.
  /// - Returns: the number, in units of the last of these digits; nil where it is no such number.
  static func plain(_ at: inout Bytes, decimals: Int) -> Int64? {
    let first = at.pointee == 0x2D ? at + 1 : at
    // A zero before other digits is no JSON.
    guard first.pointee != 0x30 || first[1] &- 0x30 >= 10 else { return nil }
    return DigitText.read(&at, decimals: decimals)
  }

  /// Goes behind a number without an exponent, of any length; whether it is one.
  static func skip(_ at: inout Bytes) -> Bool {
    func skipDigits() -> Int {
      let start = at
      while at.pointee &- 0x30 < 10 { at += 1 }
      return at - start
    }
    if at.pointee == 0x2D { at += 1 }
    let isZero = at.pointee == 0x30
    let count = skipDigits()
    guard count > 0, !isZero || count == 1 else { return false }
    guard at.pointee == 0x2E else { return true }
    at += 1
    return skipDigits() > 0
  }
}
