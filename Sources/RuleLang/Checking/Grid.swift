public import ExactNumbers

/// The values a number can have: all of them, or the multiples of a step.
public struct Grid: Sendable {
  let step: Rational?

  /// The multiples of a step; nil for every rational.
  public init(step: Rational?) { self.step = step }

  /// The interval with its ends moved inwards to values of the grid; nil where none is left.
  public func tightened(_ interval: Interval?) -> Interval? {
    guard let interval, let step else { return interval }
    func moved(_ end: Interval.End, _ mode: RoundingMode, _ sign: Int) -> Interval.End {
      let onGrid = end.value.rounded(toMultipleOf: step, mode) ?? end.value
      let inside =
        onGrid == end.value && !end.isClosed ? onGrid + step * Rational(sign) : onGrid
      return Interval.End(inside, isClosed: true)
    }
    return Interval(
      lower: interval.lower.map { moved($0, .ceiling, 1) },
      upper: interval.upper.map { moved($0, .floor, -1) })
  }

  /// A value of the interval that is easy to read.
  public func witness(in interval: Interval) -> Rational {
    let interval = tightened(interval) ?? interval
    switch (interval.lower, interval.upper) {
    case (nil, nil): return .zero
    case (let lower?, nil): return lower.isClosed ? lower.value : beyond(lower.value, 1)
    case (nil, let upper?): return upper.isClosed ? upper.value : beyond(upper.value, -1)
    case (let lower?, let upper?):
      if lower.isClosed { return lower.value }
      if upper.isClosed { return upper.value }
      let middle = (lower.value + upper.value).divided(by: Rational(2)) ?? lower.value
      return rounded(middle, in: interval)
    }
  }

  private func beyond(_ value: Rational, _ sign: Int) -> Rational {
    value
      + (step ?? (value.isInteger && value.magnitude > .one ? .one : Rational(1, over: 10) ?? .one))
      * Rational(sign)
  }

  /// The value with the fewest decimals near the middle.
  private func rounded(_ middle: Rational, in interval: Interval) -> Rational {
    var step = Rational(1000)
    for _ in 0..<12 {
      if let value = middle.rounded(toMultipleOf: step, .halfUp), interval.contains(value) {
        return value
      }
      step = step.divided(by: Rational(10)) ?? step
    }
    return middle
  }
}
