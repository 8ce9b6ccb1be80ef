import ExactNumbers
import RuleLang

/// What rules are made of, each in one loop: bands, steps and rounding.
extension BlockRun {
  // MARK: Bands

  func bands<T: Word>(
    _ top: Register, _ bottom: Register?, _ thresholds: [Step.Threshold], _ values: [Int64],
    _ to: Register, of type: T.Type
  ) {
    let (measure, target) = (T.pointer(top, registers), registers.words(to))
    guard let first = values.first else { return }
    target.update(repeating: first, count: count)
    for (threshold, value) in zip(thresholds, values.dropFirst()) {
      let (p, q) = (
        T(truncatingIfNeeded: threshold.scale), T(truncatingIfNeeded: threshold.value)
      )
      // n ≥ m is n > m − 1 for whole numbers.
      let closed: T = threshold.isClosed ? 1 : 0
      if let bottom {
        let divisor = T.pointer(bottom, registers)
        for row in 0..<count {
          let isIn: Int64 = measure[row] &* p > divisor[row] &* q &- closed ? 1 : 0
          target[row] ^= (target[row] ^ value) & (0 &- isIn)
        }
      } else {
        let limit = q &- closed
        for row in 0..<count {
          let isIn: Int64 = measure[row] &* p > limit ? 1 : 0
          target[row] ^= (target[row] ^ value) & (0 &- isIn)
        }
      }
    }
  }

  // MARK: Steps

  func deduct(
    _ distance: Step.Distance, _ start: Int64, _ amount: Int64, _ end: Int64, isStarted: Bool,
    _ to: Register
  ) {
    let (top, target) = (registers.words(distance.numerator), registers.words(to))
    let scale = Int64(truncatingIfNeeded: distance.scale)
    let limit = Int64(truncatingIfNeeded: distance.limit)
    let length = Int64(truncatingIfNeeded: distance.length)
    @inline(__always) func points(_ top: Int64, _ bottom: Int64) -> Int64 {
      let far = top &* scale &- bottom &* limit
      let size = far < 0 ? 0 &- far : far
      // The divisor has been proven positive; this says so to the compiler, which then leaves out
      // its check.
      let divisor = max(1, bottom &* length)
      let rounded = isStarted ? size &+ divisor &- 1 : size
      let count = rounded / divisor
      let points = start &- amount &* count
      return amount < 0 ? min(end, points) : max(end, points)
    }
    if let denominator = distance.denominator {
      let bottom = registers.words(denominator)
      for row in 0..<count { target[row] = points(top[row], bottom[row]) }
    } else {
      for row in 0..<count { target[row] = points(top[row], 1) }
    }
  }

  // MARK: Rounding

  func roundQuotient<T: Word>(
    _ top: Register, _ scale: Int128, _ bottom: Register?, _ divisor: Int128,
    _ mode: RoundingMode, _ to: Register, of type: T.Type
  ) {
    let (values, target) = (T.pointer(top, registers), T.pointer(to, registers))
    let (p, q) = (T(truncatingIfNeeded: scale), T(truncatingIfNeeded: divisor))
    if let bottom {
      let divisors = T.pointer(bottom, registers)
      for row in 0..<count {
        target[row] = Self.rounded(values[row] &* p, divisors[row] &* q, mode)
      }
    } else {
      for row in 0..<count { target[row] = Self.rounded(values[row] &* p, q, mode) }
    }
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
