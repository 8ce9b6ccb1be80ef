public import ExactNumbers
import RuleLang

/// Where two score functions of one measure differ, and by how much.
///
/// The pieces of both are cut at each other's ends; what differs is put together again to as few
/// ranges as say it exactly.
struct ScoreComparison {
  private let old: ScoreFunction
  private let new: ScoreFunction
  private let points: (old: Rational, new: Rational)
  private let step: Rational?
  private var ranges: [ScoreDifference] = []
  private var isProportional = true

  /// The most ranges of two bands that are told one by one.
  private static let rangesToldMax = 4

  /// The ranges in which the functions differ, and whether all scores keep their share of points.
  ///
  /// - Complexity: O(*n*) in the pieces of both.
  static func differences(
    _ old: ScoreFunction, _ new: ScoreFunction, points: (old: Rational, new: Rational)
  ) -> (ranges: [ScoreDifference], isProportional: Bool) {
    var comparison = ScoreComparison(old, new, points: points)
    comparison.run()
    return (comparison.gathered(), comparison.isProportional && points.old != points.new)
  }

  private init(_ old: ScoreFunction, _ new: ScoreFunction, points: (old: Rational, new: Rational)) {
    self.old = old
    self.new = new
    self.points = points
    step = old.step ?? new.step
  }

  private mutating func run() {
    var (first, second) = (0, 0)
    while first < old.pieces.count, second < new.pieces.count {
      let (left, right) = (old.pieces[first], new.pieces[second])
      if let common = Grid(step: step).tightened(left.interval.intersection(right.interval)) {
        compare(left, right, over: common)
      }
      let order = Interval.compareUpper(left.interval.upper, right.interval.upper)
      if order <= 0 { first += 1 }
      if order >= 0 { second += 1 }
    }
  }

  private mutating func compare(
    _ left: ScoreFunction.Piece, _ right: ScoreFunction.Piece, over interval: Interval
  ) {
    let bands = (left.band, right.band)
    if shares(left.value, right.value, over: interval) != .equal { isProportional = false }
    guard let (slope, constant) = Self.line(from: left.value, to: right.value) else {
      if left.value != right.value { add(interval, left.value, right.value, bands) }
      return
    }
    guard !slope.isZero, let root = (-constant).divided(by: slope), interval.contains(root) else {
      if !slope.isZero || !constant.isZero { add(interval, left.value, right.value, bands) }
      return
    }
    // Where the two lines cross they give the same.
    for part in [
      interval.below(root, inclusive: false), interval.above(root, inclusive: false),
    ] {
      if let part = Grid(step: step).tightened(part) { add(part, left.value, right.value, bands) }
    }
  }

  /// The difference of two values as a line; nil where an evaluator chooses.
  private static func line(
    from old: ScoreFunction.Value, to new: ScoreFunction.Value
  ) -> (slope: Rational, constant: Rational)? {
    guard let first = old.line, let second = new.line else { return nil }
    return (second.slope - first.slope, second.constant - first.constant)
  }

  private func shares(
    _ left: ScoreFunction.Value, _ right: ScoreFunction.Value, over interval: Interval
  ) -> Strictness {
    guard let first = left.scaled(by: points.old), let second = right.scaled(by: points.new) else {
      return .mixed
    }
    if let (slope, constant) = Self.line(from: first, to: second) {
      let image = Self.image(slope, constant, of: interval)
      let canFall = image.below(.zero, inclusive: false) != nil
      let canRise = image.above(.zero, inclusive: false) != nil
      return canFall ? canRise ? .mixed : .stricter : canRise ? .looser : .equal
    }
    let (before, after) = (first.range(over: interval), second.range(over: interval))
    let lower = Interval.compareLower(before.lower, after.lower)
    let upper = Interval.compareUpper(before.upper, after.upper)
    if lower == 0, upper == 0 { return .equal }
    if lower <= 0, upper <= 0 { return .looser }
    return lower >= 0 && upper >= 0 ? .stricter : .mixed
  }

  private static func image(_ slope: Rational, _ constant: Rational, of interval: Interval)
    -> Interval
  {
    slope.isZero ? Interval(constant) : Interval(constant) + interval * Interval(slope)
  }

  // MARK: Putting together

  private mutating func add(
    _ interval: Interval, _ left: ScoreFunction.Value, _ right: ScoreFunction.Value,
    _ bands: (Int, Int)
  ) {
    let difference: Interval
    if let (slope, constant) = Self.line(from: left, to: right) {
      difference = Self.image(slope, constant, of: interval)
    } else {
      difference = right.range(over: interval) - left.range(over: interval)
    }
    let part = ScoreDifference.Part(
      interval: interval, old: left, new: right, difference: difference, bands: bands)
    let next = ScoreDifference(
      interval: interval, old: left.range(over: interval), new: right.range(over: interval),
      difference: difference, bands: bands, strictness: shares(left, right, over: interval),
      parts: [part])
    let place = ranges.count - 1
    guard place >= 0, let end = ranges[place].parts.last, touch(ranges[place].interval, interval)
    else {
      ranges.append(next)
      return
    }
    let isContinued = end.old == left && end.new == right
    let isSameStep =
      end.bands == bands && difference.single != nil && ranges[place].difference == difference
    guard isContinued && ranges[place].parts.count == 1 || isSameStep else {
      ranges.append(next)
      return
    }
    if isContinued {
      let last = ranges[place].parts.count - 1
      ranges[place].parts[last].interval = end.interval.hull(interval)
      ranges[place].parts[last].difference = end.difference.hull(difference)
    } else {
      ranges[place].parts.append(part)
    }
    ranges[place].take(next)
  }

  private func touch(_ first: Interval, _ second: Interval) -> Bool {
    guard let end = first.upper, let start = second.lower else { return false }
    if let step { return start.value <= end.value + step }
    return end.value == start.value && (end.isClosed || start.isClosed)
  }

  /// The values between two ranges, the first of which comes first; nil where they touch.
  private func between(_ first: Interval, _ second: Interval) -> Interval? {
    guard !touch(first, second), let end = first.upper, let start = second.lower else { return nil }
    return Grid(step: step).tightened(
      Interval(
        lower: .init(end.value, isClosed: !end.isClosed),
        upper: .init(start.value, isClosed: !start.isClosed)))
  }

  /// Where two bands differ in many small ranges, as steps and rounded lines do, they become one.
  private func gathered() -> [ScoreDifference] {
    var result: [ScoreDifference] = []
    var rest = ranges[...]
    while let first = rest.first {
      let run = rest.prefix { $0.bands == first.bands }
      rest = rest.dropFirst(run.count)
      guard run.count > Self.rangesToldMax else {
        result += run
        continue
      }
      var whole = first
      for next in run.dropFirst() {
        whole.equal += between(whole.interval, next.interval).map { [$0] } ?? []
        whole.take(next)
      }
      whole.parts = run.flatMap(\.parts)
      result.append(whole)
    }
    return result
  }
}

extension ScoreDifference {
  /// Takes in what follows it, but for its parts.
  fileprivate mutating func take(_ next: ScoreDifference) {
    interval = interval.hull(next.interval)
    old = old.hull(next.old)
    new = new.hull(next.new)
    difference = difference.hull(next.difference)
    strictness = strictness.joined(next.strictness)
  }
}

extension Strictness {
  /// What two parts are together.
  func joined(_ other: Strictness) -> Strictness {
    if self == other || other == .equal { return self }
    return self == .equal ? other : .mixed
  }

  /// How a part compares that gives so many points of so many.
  public init(_ old: Rational, of oldPoints: Rational, _ new: Rational, of newPoints: Rational) {
    let (before, after) = (old * newPoints, new * oldPoints)
    self = before == after ? .equal : after < before ? .stricter : .looser
  }
}

extension ScoreFunction.Value {
  /// As a line over the measure; nil where an evaluator chooses.
  fileprivate var line: (slope: Rational, constant: Rational)? {
    switch self {
    case .constant(let score): (.zero, score)
    case .line(let slope, let intercept): (slope, intercept)
    case .judged: nil
    }
  }

  /// The scores over an interval of the measure.
  func range(over interval: Interval) -> Interval {
    switch self {
    case .constant(let score): Interval(score)
    case .line(let slope, let intercept): Interval(intercept) + interval * Interval(slope)
    case .judged(let from, let to): Interval(from, to)
    }
  }

  /// The shares of so many points.
  fileprivate func scaled(by points: Rational) -> ScoreFunction.Value? {
    guard let factor = Rational.one.divided(by: points) else { return nil }
    switch self {
    case .constant(let score): return .constant(score * factor)
    case .line(let slope, let intercept):
      return .line(slope: slope * factor, intercept: intercept * factor)
    case .judged(let from, let to): return .judged(from: from * factor, to: to * factor)
    }
  }
}
