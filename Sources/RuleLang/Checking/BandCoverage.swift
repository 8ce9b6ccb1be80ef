import ExactNumbers

/// Finds what a list of intervals leaves out of a domain, and where two of them meet.
struct BandCoverage {
  /// Values that no interval holds.
  private(set) var gaps: [Interval] = []

  /// Values that two intervals hold, with the indices of the two.
  private(set) var overlaps: [(first: Int, second: Int, common: Interval)] = []

  /// Sweeps the intervals from below.
  ///
  /// - Parameters:
  ///   - pieces: the intervals, each with the index of the band it belongs to.
  ///   - domain: what they must cover.
  ///   - step: where the values are multiples of a step (1 for whole numbers), the step.
  /// - Complexity: O(*n* log *n*) in the number of intervals.
  init(_ pieces: [(index: Int, interval: Interval)], domain: Interval, step: Rational?) {
    let grid = Grid(step: step)
    guard let domain = grid.tightened(domain) else { return }
    let sorted = pieces.compactMap { piece in
      grid.tightened(piece.interval).map { (index: piece.index, interval: $0) }
    }.sorted { Interval.compareLower($0.interval.lower, $1.interval.lower) < 0 }
    var reached: (index: Int, interval: Interval)?
    var open: Interval? = domain
    for piece in sorted {
      if let reached, reached.index != piece.index,
        let common = reached.interval.intersection(piece.interval)?.intersection(domain)
      {
        overlaps.append((reached.index, piece.index, common))
      }
      if let rest = open {
        let before = grid.tightened(Self.part(of: rest, before: piece.interval))
        if let before { gaps.append(before) }
        open = grid.tightened(Self.part(of: rest, after: piece.interval))
      }
      let isFurther =
        reached.map { Interval.compareUpper(piece.interval.upper, $0.interval.upper) > 0 } ?? true
      if isFurther { reached = piece }
    }
    if let open { gaps.append(open) }
  }

  /// The overlaps to report, with the band that was written later.
  ///
  /// Ends that two bands share are a mistake each. Of bands that lie over each other at length the
  /// first pair is enough: the others mostly follow from the same end.
  var mistakenOverlaps: [(earlier: Int, later: Int, common: Interval)] {
    let points = overlaps.filter { $0.common.single != nil }
    let kept = points.isEmpty ? Array(overlaps.prefix(1)) : points
    return kept.map { (min($0.first, $0.second), max($0.first, $0.second), $0.common) }
  }

  /// The band beside a gap: the nearest below it, or else the nearest above.
  static func neighbour(of gap: Interval, among pieces: [(index: Int, interval: Interval)]) -> Int?
  {
    if let end = gap.lower?.value {
      let below = pieces.filter { $0.interval.upper.map { $0.value <= end } ?? false }
      let nearest = below.max {
        Interval.compareUpper($0.interval.upper, $1.interval.upper) < 0
      }
      if let nearest { return nearest.index }
    }
    guard let end = gap.upper?.value else { return nil }
    let above = pieces.filter { $0.interval.lower.map { $0.value >= end } ?? false }
    return above.min { Interval.compareLower($0.interval.lower, $1.interval.lower) < 0 }?.index
  }

  private static func part(of interval: Interval, before other: Interval) -> Interval? {
    guard let end = other.lower else { return nil }
    return interval.below(end.value, inclusive: !end.isClosed)
  }

  private static func part(of interval: Interval, after other: Interval) -> Interval? {
    guard let end = other.upper else { return nil }
    return interval.above(end.value, inclusive: !end.isClosed)
  }
}
