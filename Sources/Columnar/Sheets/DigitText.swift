/// Reads numbers digit by digit.
enum DigitText {
  typealias Bytes = UnsafePointer<UInt8>

  /// The most digits of a number, counting those behind the point that its column keeps: no more fit
  /// a word.
  private static let digitsMax = 18

  /// Reads a sign, digits and, where the column keeps digits behind the point, at most as many there.
  ///
  /// - Parameters:
  ///   - at: the first byte; moved behind the number where it is read.
  ///   - decimals: how many digits behind the point the column keeps.
  /// - Returns: the number, in units of the last of these digits; nil where it is no such number, or has
  ///   too many digits. What follows it may show that it has not ended.
  static func read(_ at: inout Bytes, decimals: Int) -> Int64? {
    var next = at
    let isNegative = next.pointee == 0x2D
    if isNegative { next += 1 }
    // Of too many digits it is a number that has wrapped, which nobody gets.
    var value: Int64 = 0
    let wholeCount = readDigits(&value, &next)
    guard wholeCount > 0 else { return nil }
    var places = 0
    if next.pointee == 0x2E {
      next += 1
      places = readDigits(&value, &next)
      guard places > 0, places <= decimals else { return nil }
    }
    guard wholeCount &+ decimals <= digitsMax else { return nil }
    value = value &* Int64(CellPlan.powersOfTen[decimals &- places])
    at = next
    return isNegative ? 0 &- value : value
  }

  /// Adds digits to a number; how many there were.
  @inline(__always)
  private static func readDigits(_ value: inout Int64, _ at: inout Bytes) -> Int {
    let start = at
    var digit = at.pointee &- 0x30
    while digit < 10 {
      value = value &* 10 &+ Int64(digit)
      at += 1
      digit = at.pointee &- 0x30
    }
    return at - start
  }
}
