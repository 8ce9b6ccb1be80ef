import ExactNumbers

/// The texts of all values that a score can have.
struct ScoreTexts {
  /// From the lowest value to the highest.
  let texts: [[UInt8]]

  init(_ fraction: Fraction, _ template: RowTemplate) {
    let range = Int(fraction.bounds.lower)...Int(fraction.bounds.upper)
    guard let (scale, places) = Self.decimal(fraction.unit, range) else {
      texts = range.map { Array(template.number(Rational($0) * fraction.unit).utf8) }
      return
    }
    texts = range.map { Self.text($0 * scale, places: places, decimalsMin: template.decimalsMin) }
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
