import ExactNumbers

/// The texts of all values that a score can have.
final class ScoreTexts {
  /// From the lowest value to the highest.
  let texts: [[UInt8]]

  /// The lowest value, and how many more there are.
  let lower: Int64
  var last: UInt64 { UInt64(max(0, texts.count - 1)) }

  /// How many bytes the longest has.
  let longest: Int

  /// The texts of the values of a unit that lie between bounds.
  convenience init(_ unit: Rational, _ bounds: Bounds, _ template: RowTemplate) {
    let range = Int(bounds.lower)...Int(bounds.upper)
    guard let (scale, places) = Self.decimal(unit, range) else {
      let texts = range.map { Array(template.number(Rational($0) * unit).utf8) }
      self.init(texts, lower: Int64(bounds.lower))
      return
    }
    let decimalsMin = template.decimalsMin
    let texts = range.map { Self.text($0 * scale, places: places, decimalsMin: decimalsMin) }
    self.init(texts, lower: Int64(bounds.lower))
  }

  /// Texts of values that rise by one.
  init(_ texts: [[UInt8]], lower: Int64 = 0) {
    self.texts = texts
    self.lower = lower
    longest = texts.reduce(0) { max($0, $1.count) }
  }

  /// A unit as so many of the last decimal place; nil where it is no short decimal, or a value
  /// would be too large.
  private static func decimal(
    _ unit: Rational, _ range: ClosedRange<Int>
  ) -> (scale: Int, places: Int)? {
    for places in 0...9 {
      let scaled = unit * Rational(CellPlan.powersOfTen[places])
      guard let scale = scaled.machineWord else { continue }
      let most = max(range.lowerBound.magnitude, range.upperBound.magnitude)
      let (_, overflow) = most.multipliedReportingOverflow(by: scale.magnitude << 2)
      return overflow || scale > 1 << 40 ? nil : (scale, places)
    }
    return nil
  }

  private static func text(_ value: Int, places: Int, decimalsMin: Int) -> [UInt8] {
    var digits: [UInt8] = []
    var rest = value.magnitude
    var left = places
    // From the last digit, without zeros at the end.
    while left > decimalsMin, rest % 10 == 0 {
      rest /= 10
      left -= 1
    }
    if left < decimalsMin { digits = Array(repeating: 0x30, count: decimalsMin - left) }
    for _ in 0..<left {
      digits.append(0x30 + UInt8(rest % 10))
      rest /= 10
    }
    if !digits.isEmpty { digits.append(0x2E) }
    repeat {
      digits.append(0x30 + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    if value < 0 { digits.append(0x2D) }
    return digits.reversed()
  }
}

/// Texts of values with what follows each of them, in a word each: the last byte is the length.
final class ScoreWords {
  /// By value, from the lowest on.
  let words: UnsafeMutablePointer<UInt64>

  /// The most bytes that stand in a word with their number.
  static let textBytesMax = 7

  /// The words of texts; nil where one of them is too long.
  init?(_ texts: ScoreTexts, follow: [UInt8]) {
    guard texts.longest + follow.count <= Self.textBytesMax, !texts.texts.isEmpty else {
      return nil
    }
    words = .allocate(capacity: texts.texts.count)
    for (place, text) in texts.texts.enumerated() {
      var word = UInt64(text.count + follow.count) << 56
      for (index, byte) in text.enumerated() { word |= UInt64(byte) << UInt64(8 * index) }
      for (index, byte) in follow.enumerated() {
        word |= UInt64(byte) << UInt64(8 * (text.count + index))
      }
      words[place] = word
    }
  }

  deinit { words.deallocate() }
}
