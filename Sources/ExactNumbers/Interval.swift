/// A set of consecutive rationals: two ends, each open, closed or infinite.
///
/// Never empty. The arithmetic encloses: the interval of a result holds every result of values from the
/// operands' intervals.
public struct Interval: Hashable, Sendable {
  /// A finite end.
  public struct End: Hashable, Sendable {
    /// Where it ends.
    public let value: Rational

    /// Whether the end belongs to the interval.
    public let isClosed: Bool

    /// An end from its place.
    public init(_ value: Rational, isClosed: Bool) {
      self.value = value
      self.isClosed = isClosed
    }
  }

  /// The lower end; nil is minus infinity.
  public let lower: End?

  /// The upper end; nil is infinity.
  public let upper: End?

  /// Every rational.
  public static let all = Interval(uncheckedLower: nil, upper: nil)

  /// The interval between two ends, or nil where nothing lies between them.
  public init?(lower: End?, upper: End?) {
    if let lower, let upper {
      guard
        lower.value < upper.value
          || (lower.value == upper.value && lower.isClosed && upper.isClosed)
      else { return nil }
    }
    self.init(uncheckedLower: lower, upper: upper)
  }

  /// The interval of one value.
  public init(_ value: Rational) {
    self.init(uncheckedLower: End(value, isClosed: true), upper: End(value, isClosed: true))
  }

  /// The closed interval between two values, in either order.
  public init(_ first: Rational, _ second: Rational) {
    self.init(
      uncheckedLower: End(min(first, second), isClosed: true),
      upper: End(max(first, second), isClosed: true))
  }

  private init(uncheckedLower lower: End?, upper: End?) {
    self.lower = lower
    self.upper = upper
  }

  /// The only value, if there is just one.
  public var single: Rational? {
    guard let lower, let upper, lower.value == upper.value else { return nil }
    return lower.value
  }

  /// Whether a value lies in it.
  public func contains(_ value: Rational) -> Bool {
    if let lower, value < lower.value || (value == lower.value && !lower.isClosed) { return false }
    if let upper, value > upper.value || (value == upper.value && !upper.isClosed) { return false }
    return true
  }

  /// Whether every value of another interval lies in it.
  public func contains(_ other: Interval) -> Bool {
    Self.compareLower(lower, other.lower) <= 0 && Self.compareUpper(other.upper, upper) <= 0
  }

  /// What two intervals have in common, or nil.
  public func intersection(_ other: Interval) -> Interval? {
    Interval(
      lower: Self.compareLower(lower, other.lower) >= 0 ? lower : other.lower,
      upper: Self.compareUpper(upper, other.upper) <= 0 ? upper : other.upper)
  }

  /// The smallest interval that holds two.
  public func hull(_ other: Interval) -> Interval {
    Interval(
      uncheckedLower: Self.compareLower(lower, other.lower) <= 0 ? lower : other.lower,
      upper: Self.compareUpper(upper, other.upper) >= 0 ? upper : other.upper)
  }

  /// The part at or above (or strictly above) a value, or nil.
  public func above(_ value: Rational, inclusive: Bool) -> Interval? {
    intersection(Interval(uncheckedLower: End(value, isClosed: inclusive), upper: nil))
  }

  /// The part at or below (or strictly below) a value, or nil.
  public func below(_ value: Rational, inclusive: Bool) -> Interval? {
    intersection(Interval(uncheckedLower: nil, upper: End(value, isClosed: inclusive)))
  }

  /// The order of two lower ends: negative where the first begins earlier.
  public static func compareLower(_ left: End?, _ right: End?) -> Int {
    switch (left, right) {
    case (nil, nil): return 0
    case (nil, _): return -1
    case (_, nil): return 1
    case (let left?, let right?):
      if left.value != right.value { return left.value < right.value ? -1 : 1 }
      return left.isClosed == right.isClosed ? 0 : left.isClosed ? -1 : 1
    }
  }

  /// The order of two upper ends: negative where the first ends earlier.
  public static func compareUpper(_ left: End?, _ right: End?) -> Int {
    switch (left, right) {
    case (nil, nil): return 0
    case (nil, _): return 1
    case (_, nil): return -1
    case (let left?, let right?):
      if left.value != right.value { return left.value < right.value ? -1 : 1 }
      return left.isClosed == right.isClosed ? 0 : left.isClosed ? 1 : -1
    }
  }

  /// The values with their signs changed.
  public static prefix func - (interval: Interval) -> Interval {
    func flipped(_ end: End?) -> End? { end.map { End(-$0.value, isClosed: $0.isClosed) } }
    return Interval(uncheckedLower: flipped(interval.upper), upper: flipped(interval.lower))
  }

  /// The sums.
  public static func + (left: Interval, right: Interval) -> Interval {
    func add(_ first: End?, _ second: End?) -> End? {
      guard let first, let second else { return nil }
      return End(first.value + second.value, isClosed: first.isClosed && second.isClosed)
    }
    return Interval(
      uncheckedLower: add(left.lower, right.lower), upper: add(left.upper, right.upper))
  }

  /// The differences.
  public static func - (left: Interval, right: Interval) -> Interval { left + -right }
}
