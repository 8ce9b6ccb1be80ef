import ExactNumbers
import RuleLang

/// Steps and rounding, each in one loop.
extension BlockRun {
  // MARK: Steps

  func deduct(_ distance: Step.Distance, _ deduction: Step.Deduction, _ to: Register) {
    let (top, target) = (registers.words(distance.numerator), registers.words(to))
    let scale = Int64(truncatingIfNeeded: distance.scale)
    let limit = Int64(truncatingIfNeeded: distance.limit)
    let length = Int64(truncatingIfNeeded: distance.length)
    let (start, amount, end) = (deduction.start, deduction.amount, deduction.end)
    let begun: Int64 = deduction.isStarted ? 1 : 0
    @inline(__always) func points(_ far: Int64, _ bottom: Int64) -> Int64 {
      let size = far < 0 ? 0 &- far : far
      // The divisor has been proven positive; this says so to the compiler, which then leaves out
      // its check.
      let divisor = max(1, bottom &* length)
      let count = (size &+ (divisor &- 1) &* begun) / divisor
      let points = start &- amount &* count
      return amount < 0 ? min(end, points) : max(end, points)
    }
    let (sign, least, value) =
      deduction.other.map { other in
        // Above the limit is below it with the sign changed.
        (other.isBelow ? 1 : -1, other.isClosed ? 1 : 0, other.value) as (Int64, Int64, Int64)
      } ?? (1, -Int64(Bounds.narrowMax), 0)
    @inline(__always) func all(_ top: Int64, _ bottom: Int64) -> Int64 {
      let far = (top &* scale &- bottom &* limit) &* sign
      // The sign again: on which side measures lie cannot be foretold.
      let isBeyond = (least &- 1 &- far) >> 63
      return (points(far, bottom) & isBeyond) | (value & ~isBeyond)
    }
    if let bottom = distance.denominator.map({ registers.words($0) }) {
      for row in 0..<count { target[row] = all(top[row], bottom[row]) }
    } else {
      for row in 0..<count { target[row] = all(top[row], 1) }
    }
  }

  // MARK: Rounding

  func roundQuotient<T: Word>(
    _ top: Register, _ scale: Int128, _ bottom: Register?, _ divisor: Int128,
    _ mode: RoundingMode, _ to: Register, of type: T.Type
  ) {
    let (values, target) = (T.pointer(top, registers), T.pointer(to, registers))
    let (p, q) = (T(truncatingIfNeeded: scale), T(truncatingIfNeeded: divisor))
    if mode == .halfUp {
      if let bottom {
        let divisors = T.pointer(bottom, registers)
        for row in 0..<count {
          target[row] = Self.roundedHalfUp(values[row] &* p, divisors[row] &* q)
        }
      } else {
        for row in 0..<count { target[row] = Self.roundedHalfUp(values[row] &* p, q) }
      }
      return
    }
    if let bottom {
      let divisors = T.pointer(bottom, registers)
      for row in 0..<count {
        target[row] = Self.rounded(values[row] &* p, divisors[row] &* q, mode)
      }
    } else {
      for row in 0..<count { target[row] = Self.rounded(values[row] &* p, q, mode) }
    }
  }

  /// A quotient with a positive divisor, rounded half away from zero, without a branch.
  @inline(__always)
  static func roundedHalfUp<T: Word>(_ dividend: T, _ divisor: T) -> T {
    let divisor = max(1, divisor)
    // All ones below zero: then adding it and turning all bits over changes the sign.
    let sign = dividend.signMask
    let size = (dividend ^ sign) &- sign
    let rounded = (size &+ size &+ divisor) / (divisor &+ divisor)
    return (rounded ^ sign) &- sign
  }

  /// A quotient with a positive divisor, rounded to a whole number.
  @inline(__always)
  static func rounded<T: Word>(_ dividend: T, _ divisor: T, _ mode: RoundingMode) -> T {
    let divisor = max(1, divisor)
    let size = dividend < 0 ? 0 &- dividend : dividend
    let quotient = size / divisor
    let rest = size &- quotient &* divisor
    let gap = divisor &- rest
    let goesAway: Bool
    switch mode {
    case .halfUp: goesAway = rest >= gap
    case .halfDown: goesAway = rest > gap
    case .halfEven: goesAway = rest > gap || rest == gap && quotient & 1 == 1
    case .up: goesAway = rest > 0
    case .down: goesAway = false
    case .ceiling: goesAway = rest > 0 && dividend > 0
    case .floor: goesAway = rest > 0 && dividend < 0
    }
    let rounded = goesAway ? quotient &+ 1 : quotient
    return dividend < 0 ? 0 &- rounded : rounded
  }
}
