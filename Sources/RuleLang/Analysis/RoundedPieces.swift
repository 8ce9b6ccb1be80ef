import ExactNumbers

/// Pieces with their scores rounded: a line becomes the stairs that are really scored.
struct RoundedPieces {
  typealias Unavailable = ScoreFunction.Unavailable

  private(set) var pieces: [(interval: Interval, value: ScoreFunction.Value)] = []

  private let points: Rational
  private let rounding: Rounding

  /// - Throws: ``ScoreFunction/Unavailable/tooManyPieces``.
  init(
    _ exact: [(interval: Interval, value: ScoreFunction.Value)], points: Rational,
    rounding: Rounding?, countMax: Int
  ) throws(Unavailable) {
    self.points = points
    guard let rounding else {
      self.rounding = Rounding(step: .one, mode: .halfUp)
      pieces = exact
      return
    }
    self.rounding = rounding
    for piece in exact {
      switch piece.value {
      case .constant(let score): pieces.append((piece.interval, .constant(rounded(score))))
      // What an evaluator chooses is rounded once it is chosen.
      case .judged: pieces.append(piece)
      case .line(let slope, let intercept):
        try addStairs(piece.interval, slope, intercept, countMax: countMax)
      }
      if pieces.count > countMax { throw .tooManyPieces }
    }
  }

  private func rounded(_ score: Rational) -> Rational {
    Ruleset.rounded(score, points: points, rounding)
  }

  /// Rounding can change its mind at multiples of half its step and, where those are capped, at the
  /// points; nowhere else.
  private mutating func addStairs(
    _ interval: Interval, _ slope: Rational, _ intercept: Rational, countMax: Int
  ) throws(Unavailable) {
    guard let lower = interval.lower, let upper = interval.upper else {
      pieces.append((interval, .line(slope: slope, intercept: intercept)))
      return
    }
    let ends = [lower.value, upper.value].map { intercept + slope * $0 }
    let breaks = try breaks(from: min(ends[0], ends[1]), to: max(ends[0], ends[1]), countMax)
    for (score, next) in zip(breaks, breaks.dropFirst()) {
      guard let place = (score - intercept).divided(by: slope),
        let far = (next - intercept).divided(by: slope),
        let middle = (score + next).divided(by: Rational(2))
      else { continue }
      if interval.contains(place) {
        append(Interval(place), .constant(rounded(score)), isRising: !slope.isNegative)
      }
      let between = Interval(
        lower: .init(min(place, far), isClosed: false),
        upper: .init(max(place, far), isClosed: false))
      if let part = between?.intersection(interval) {
        append(part, .constant(rounded(middle)), isRising: !slope.isNegative)
      }
    }
  }

  /// Scores, ascending, between which all are rounded to the same; they reach past both ends.
  private func breaks(
    from low: Rational, to high: Rational, _ countMax: Int
  ) throws(Unavailable) -> [Rational] {
    guard let half = rounding.step.divided(by: Rational(2)),
      let first = low.rounded(toMultipleOf: half, .floor),
      let last = high.rounded(toMultipleOf: half, .ceiling),
      let count = (last - first).divided(by: half)?.machineWord, count <= 2 * countMax
    else { throw .tooManyPieces }
    var breaks = (0...count + 1).map { first + half * Rational($0) }
    let place = breaks.firstIndex { $0 >= points } ?? 0
    if place > 0, breaks[place] != points { breaks.insert(points, at: place) }
    return breaks
  }

  /// Adds a stair, or widens the last one where the score is the same.
  private mutating func append(_ interval: Interval, _ value: ScoreFunction.Value, isRising: Bool) {
    if let last = pieces.last, last.value == value, Self.touch(last.interval, interval, isRising) {
      pieces[pieces.count - 1].interval = last.interval.hull(interval)
    } else {
      pieces.append((interval, value))
    }
  }

  private static func touch(_ last: Interval, _ next: Interval, _ isRising: Bool) -> Bool {
    let (end, start) = isRising ? (last.upper, next.lower) : (last.lower, next.upper)
    guard let end, let start else { return false }
    return end.value == start.value && (end.isClosed || start.isClosed)
  }
}
