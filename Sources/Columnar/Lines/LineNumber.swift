/// Numbers of JSON.
enum LineNumber {
  typealias Bytes = UnsafePointer<UInt8>

  /// How many bytes have to be there from the first of a number on that is read by ``short(_:decimals:)``.
  static let shortBytesMax = 16

  /// Reads a number of up to seven digits before the point and at most two behind it, of a column that
  /// keeps none or two: eight bytes at once, without a loop whose end would have to be foretold.
  ///
  /// After D. Lemire, "Quickly parsing eight digits" (2018).
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
    let word =
      UInt64(littleEndian: UnsafeRawPointer(first).loadUnaligned(as: UInt64.self))
      ^ 0x3030_3030_3030_3030
    // The high bit of each byte that is no digit; a carry only reaches bytes behind it.
    let others = ((word &+ 0x7676_7676_7676_7676) | word) & 0x8080_8080_8080_8080
    let bits = others.trailingZeroBitCount & 0x78
    // A zero before other digits is no JSON.
    guard others != 0, bits != 0, bits == 8 || first.pointee != 0x30 else { return nil }
    var value = Int64(digits(word << UInt64(64 &- bits)))
    var next = first + bits >> 3
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

  /// The number of eight digits, the first in the lowest byte.
  @inline(__always)
  private static func digits(_ word: UInt64) -> UInt64 {
    let pairs = word &* 10 &+ (word >> 8)
    let even = (pairs & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
    let odd = ((pairs >> 16) & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001
    return (even &+ odd) >> 32
  }

  /// Reads a number of at most so many digits behind the point, and of few enough that none wraps.
  ///
  /// - Parameters:
  ///   - at: its first byte; moved behind it where it is read.
  ///   - decimals: how many digits behind the point the column keeps.
  /// - Returns: the number, in units of the last of these digits; nil where it is no such number.
  @inline(__always)
  static func plain(_ at: inout Bytes, decimals: Int) -> Int64? {
    var next = at
    let isNegative = next.pointee == 0x2D
    if isNegative { next += 1 }
    let first = next
    var value: Int64 = 0
    var digit = next.pointee &- 0x30
    guard digit < 10 else { return nil }
    repeat {
      value = value &* 10 &+ Int64(digit)
      next += 1
      digit = next.pointee &- 0x30
    } while digit < 10
    let wholeCount = next - first
    // A zero before other digits is no JSON.
    guard first.pointee != 0x30 || wholeCount == 1 else { return nil }
    var places = 0
    if next.pointee == 0x2E {
      next += 1
      let point = next
      digit = next.pointee &- 0x30
      while digit < 10 {
        value = value &* 10 &+ Int64(digit)
        next += 1
        digit = next.pointee &- 0x30
      }
      places = next - point
      guard places > 0, places <= decimals else { return nil }
    }
    guard wholeCount &+ decimals <= 18 else { return nil }
    while places < decimals {
      value = value &* 10
      places &+= 1
    }
    at = next
    return isNegative ? 0 &- value : value
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
