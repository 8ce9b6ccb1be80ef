extension Interval {
  /// A corner of a product: finite with its openness, or infinite with its sign.
  private enum Corner {
    case finite(End)
    case infinite(isPositive: Bool)
  }

  /// The products.
  public static func * (left: Interval, right: Interval) -> Interval {
    var corners: [Corner] = []
    corners.reserveCapacity(5)
    for isUpperLeft in [false, true] {
      for isUpperRight in [false, true] {
        corners.append(
          corner(
            isUpperLeft ? left.upper : left.lower, isUpperLeft,
            isUpperRight ? right.upper : right.lower, isUpperRight))
      }
    }
    // Zero times anything is zero, and is reached wherever zero itself is.
    if left.contains(.zero) || right.contains(.zero) {
      corners.append(.finite(End(.zero, isClosed: true)))
    }
    return hull(of: corners)
  }

  private static func corner(
    _ left: End?, _ isUpperLeft: Bool, _ right: End?, _ isUpperRight: Bool
  ) -> Corner {
    switch (left, right) {
    case (let left?, let right?):
      return .finite(End(left.value * right.value, isClosed: left.isClosed && right.isClosed))
    case (nil, nil): return .infinite(isPositive: isUpperLeft == isUpperRight)
    case (let end?, nil): return infinite(times: end, isUpperRight)
    case (nil, let end?): return infinite(times: end, isUpperLeft)
    }
  }

  private static func infinite(times end: End, _ isPositive: Bool) -> Corner {
    switch end.value.signum() {
    case 0: .finite(End(.zero, isClosed: end.isClosed))
    case 1: .infinite(isPositive: isPositive)
    default: .infinite(isPositive: !isPositive)
    }
  }

  private static func hull(of corners: [Corner]) -> Interval {
    var lower: End??
    var upper: End??
    for corner in corners {
      switch corner {
      case .infinite(isPositive: true): upper = .some(nil)
      case .infinite(isPositive: false): lower = .some(nil)
      case .finite(let end):
        lower = lower.map { compareLower($0, end) <= 0 ? $0 : end } ?? end
        upper = upper.map { compareUpper($0, end) >= 0 ? $0 : end } ?? end
      }
    }
    return Interval(lower: lower ?? nil, upper: upper ?? nil) ?? .all
  }

  /// The quotients; every rational where the divisor may be zero inside its interval.
  ///
  /// A divisor that only approaches zero, at an open end, gives an infinite end.
  public func divided(by divisor: Interval) -> Interval {
    guard !divisor.contains(.zero) else {
      return divisor.single == .zero
        ? .all : self.single == .zero ? Interval(.zero).hull(.all) : .all
    }
    return self * divisor.reciprocal
  }

  /// The reciprocals of an interval that does not hold zero.
  private var reciprocal: Interval {
    func inverse(_ end: End?) -> End?? {
      guard let end else { return .some(End(.zero, isClosed: false)) }
      guard let value = Rational.one.divided(by: end.value) else { return .some(nil) }
      return .some(End(value, isClosed: end.isClosed))
    }
    // 1/x falls wherever it is defined, so the ends change places.
    return Interval(lower: inverse(upper) ?? nil, upper: inverse(lower) ?? nil) ?? .all
  }

  /// The magnitudes.
  public var magnitude: Interval {
    if let lower, lower.value >= .zero { return self }
    if let upper, upper.value <= .zero { return -self }
    let far: End? =
      Self.compareUpper(upper, (-self).upper) >= 0 ? upper : (-self).upper
    return Interval(lower: End(.zero, isClosed: true), upper: far) ?? .all
  }

  /// The smaller of one value from each.
  public func minimum(_ other: Interval) -> Interval {
    Interval(
      lower: Self.compareLower(lower, other.lower) <= 0 ? lower : other.lower,
      upper: Self.compareUpper(upper, other.upper) <= 0 ? upper : other.upper) ?? .all
  }

  /// The larger of one value from each.
  public func maximum(_ other: Interval) -> Interval { -(-self).minimum(-other) }

  /// The image under a function that never falls, such as a rounding.
  public func mapped(_ function: (Rational) -> Rational) -> Interval {
    Interval(
      lower: lower.map { End(function($0.value), isClosed: true) },
      upper: upper.map { End(function($0.value), isClosed: true) }) ?? .all
  }
}
