/// Numbers of JSON.
enum LineNumber {
  typealias Bytes = UnsafePointer<UInt8>

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
