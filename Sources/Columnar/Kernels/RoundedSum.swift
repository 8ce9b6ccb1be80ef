import ExactNumbers

/// Rounds a sum of fractions without putting it over one denominator.
///
/// Each quotient is taken to so many bits behind its point, from below; what is cut off is less than
/// one of the last. So the sum lies between two whole numbers of those bits, and where both round to
/// the same, that is the result. It is exact: where they do not, which is where the sum lies on a
/// middle or as good as on one, the fractions are added in two words. Where that does not fit, the
/// row is unknown.
struct RoundedSum {
  private let parts: [Step.Part]
  private let constant: Int64
  private let divisor: Int64
  private let mode: RoundingMode

  init(_ parts: [Step.Part], constant: Int64, divisor: Int64, _ mode: RoundingMode) {
    self.parts = parts
    self.constant = constant
    self.divisor = divisor
    self.mode = mode
  }

  /// The bits behind the point.
  static let places: Int64 = 21

  func run(_ registers: Registers, _ count: Int, to: Register, unknown: Flags) {
    let (target, flags) = (registers.words(to), registers.flags(unknown))
    for row in 0..<count {
      target[row] = constant << Self.places
      flags[row] = 0
    }
    // The count of fractions that were cut is kept in the flags; it is bounded by their number, and
    // 255 of them are as good as undecided.
    for part in parts { add(part, registers, count, target, flags) }
    let slack = parts.reduce(Int64.zero) { max($0, $1.factor) }
    for row in 0..<count {
      let low = target[row]
      let high = low &+ Int64(flags[row]) &* slack
      let rounded = self.rounded(low)
      if low == high || rounded == self.rounded(high) {
        target[row] = rounded
        flags[row] = 0
      } else {
        settle(row, registers, target, flags)
      }
    }
  }

  @inline(__always)
  private func rounded(_ value: Int64) -> Int64 {
    // The usual case takes no division.
    if divisor == 1, mode == .halfUp, value >= 0 {
      return (value &+ (1 << (Self.places - 1))) >> Self.places
    }
    return BlockRun.rounded(value, divisor << Self.places, mode)
  }

  private func add(
    _ part: Step.Part, _ registers: Registers, _ count: Int,
    _ target: UnsafeMutablePointer<Int64>, _ flags: UnsafeMutablePointer<UInt8>
  ) {
    let (top, bottom) = (registers.words(part.numerator), registers.words(part.denominator))
    let factor = part.factor
    for row in 0..<count {
      let divisor = max(1, bottom[row])
      let dividend = top[row] << Self.places
      var quotient = dividend / divisor
      let rest = dividend &- quotient &* divisor
      if rest < 0 { quotient &-= 1 }
      target[row] = target[row] &+ quotient &* factor
      flags[row] = flags[row] &+ (rest == 0 ? 0 : 1)
    }
  }

  /// Adds the fractions of one row exactly.
  private func settle(
    _ row: Int, _ registers: Registers, _ target: UnsafeMutablePointer<Int64>,
    _ flags: UnsafeMutablePointer<UInt8>
  ) {
    flags[row] = 1
    var total = Int128(constant)
    var over = Int128(1)
    for part in parts {
      let top = Int128(registers.words(part.numerator)[row]) * Int128(part.factor)
      let bottom = Int128(max(1, registers.words(part.denominator)[row]))
      if over % bottom == 0 {
        let (more, isTooLarge) = top.multipliedReportingOverflow(by: over / bottom)
        guard !isTooLarge, Self.fits(more) else { return }
        total += more
      } else {
        let (first, isFirstLarge) = total.multipliedReportingOverflow(by: bottom)
        let (second, isSecondLarge) = top.multipliedReportingOverflow(by: over)
        let (product, isProductLarge) = over.multipliedReportingOverflow(by: bottom)
        guard !isFirstLarge, !isSecondLarge, !isProductLarge, Self.fits(first), Self.fits(second),
          Self.fits(product)
        else { return }
        total = first + second
        over = product
      }
      guard Self.fits(total) else { return }
    }
    let (whole, isTooLarge) = over.multipliedReportingOverflow(by: Int128(divisor))
    guard !isTooLarge, Self.fits(whole) else { return }
    target[row] = Int64(truncatingIfNeeded: BlockRun.rounded(total, whole, mode))
    flags[row] = 0
  }

  private static func fits(_ value: Int128) -> Bool {
    -Bounds.wideMax <= value && value <= Bounds.wideMax
  }
}
