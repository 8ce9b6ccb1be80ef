/// Between which whole numbers the values of a register lie; the arithmetic encloses.
///
/// Every operation says when its result could leave what is computed with, so that no kernel ever
/// wraps: what has bounds fits.
struct Bounds: Hashable, Sendable {
  let lower: Int128
  let upper: Int128

  /// How large numbers may become in registers of two words; sums and comparisons of such two still
  /// fit.
  static let wideMax = Int128(1) << 124

  /// How large they may become in registers of one word.
  static let narrowMax = Int128(1) << 61

  static let one = Bounds(unchecked: 1, 1)

  /// Those of what is ticked or not.
  static let tick = Bounds(unchecked: 0, 1)

  private init(unchecked lower: Int128, _ upper: Int128) {
    self.lower = lower
    self.upper = upper
  }

  init(_ lower: Int128, _ upper: Int128) throws(Obstacle) {
    guard -Self.wideMax <= lower, upper <= Self.wideMax else { throw .tooWide }
    self.lower = min(lower, upper)
    self.upper = max(lower, upper)
  }

  /// Whether a register of one word holds them.
  var isNarrow: Bool { -Self.narrowMax <= lower && upper <= Self.narrowMax }

  /// Whether half a word without a sign holds them.
  var isShort: Bool { lower >= 0 && upper <= Int128(UInt32.max) }

  var isNotNegative: Bool { lower >= 0 }

  var isPositive: Bool { lower > 0 }

  /// How many values there are; nil where more than can be tabulated.
  func tableCount(most: Int) -> Int? {
    upper - lower < Int128(most) ? Int(upper - lower) + 1 : nil
  }

  func scaled(by factor: Int128) throws(Obstacle) -> Bounds {
    try Bounds.hull(try Self.product(lower, factor), try Self.product(upper, factor))
  }

  static func * (left: Bounds, right: Bounds) throws(Obstacle) -> Bounds {
    let corners = [
      try product(left.lower, right.lower), try product(left.lower, right.upper),
      try product(left.upper, right.lower), try product(left.upper, right.upper),
    ]
    return try Bounds(corners.min() ?? 0, corners.max() ?? 0)
  }

  static func + (left: Bounds, right: Bounds) throws(Obstacle) -> Bounds {
    try Bounds(left.lower + right.lower, left.upper + right.upper)
  }

  static func - (left: Bounds, right: Bounds) throws(Obstacle) -> Bounds {
    try Bounds(left.lower - right.upper, left.upper - right.lower)
  }

  var negated: Bounds { Bounds(unchecked: -upper, -lower) }

  var magnitude: Bounds {
    if lower >= 0 { return self }
    return upper <= 0 ? negated : Bounds(unchecked: 0, max(-lower, upper))
  }

  /// The largest absolute value.
  var most: Int128 { max(-lower, upper) }

  func minimum(_ other: Bounds) -> Bounds {
    Bounds(unchecked: min(lower, other.lower), min(upper, other.upper))
  }

  func maximum(_ other: Bounds) -> Bounds {
    Bounds(unchecked: max(lower, other.lower), max(upper, other.upper))
  }

  func hull(_ other: Bounds) -> Bounds {
    Bounds(unchecked: min(lower, other.lower), max(upper, other.upper))
  }

  static func hull(_ first: Int128, _ second: Int128) throws(Obstacle) -> Bounds {
    try Bounds(min(first, second), max(first, second))
  }

  static func constant(_ value: Int128) throws(Obstacle) -> Bounds { try Bounds(value, value) }

  static func product(_ left: Int128, _ right: Int128) throws(Obstacle) -> Int128 {
    let (result, overflow) = left.multipliedReportingOverflow(by: right)
    guard !overflow else { throw .tooWide }
    return result
  }
}

/// Why something is not computed in columns; a record that meets it is computed by itself.
enum Obstacle: Error, Hashable {
  /// A number in between could need more than two words.
  case tooWide
  /// The rules use what is not computed in columns, such as tables and texts.
  case notColumnar
}
