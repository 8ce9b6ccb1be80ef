import ExactNumbers
import RuleLang

/// The scores that an undetermined indicator can still have.
struct MethodRange {
  private let ranges: RangeExecution
  private let points: Rational
  private let judgment: Judgment?
  /// The ways in which it may be excluded.
  private(set) var exclusions: [Outcome.Result] = []

  init(_ ranges: RangeExecution, points: Rational, judgment: Judgment?) {
    self.ranges = ranges
    self.points = points
    self.judgment = judgment
  }

  /// The hull of what the cases and the method can give; nil where it is certain to be excluded.
  mutating func range(
    _ cases: [IndicatorProgram.CaseProgram], _ method: MethodProgram
  ) -> Interval? {
    var hull: Interval?
    func add(_ interval: Interval) { hull = hull.map { $0.hull(interval) } ?? interval }
    for item in cases {
      let truth = ranges.possible[item.condition].truth
      guard truth.canHold else { continue }
      switch item.outcome {
      case .scores(let points): add(Interval(points))
      case .excludedOverHeading: addExclusion(.excludedOverHeading)
      case .excludedOverTotal: addExclusion(.excludedOverTotal)
      }
      if !truth.canFail { return hull }
    }
    add(range(method))
    return hull
  }

  private mutating func addExclusion(_ result: Outcome.Result) {
    if !exclusions.contains(result) { exclusions.append(result) }
  }

  private mutating func range(_ method: MethodProgram) -> Interval {
    switch method {
    case .bands(let measure, let bands): return range(ranges.possible[measure], bands)
    case .checklist(let items, let isLadder): return range(items, isLadder: isLadder)
    case .deductions(let lines): return range(lines)
    case .judged: return judgment.map { Interval($0.points) } ?? Interval(.zero, points)
    case .formula(let slot, let isClamped):
      let value = ranges.possible[slot].interval
      let whole = Interval(.zero, points)
      return isClamped
        ? value.maximum(Interval(.zero)).minimum(Interval(points))
        : value.intersection(whole) ?? whole
    case .bestOf(let alternatives):
      var best: Interval?
      for alternative in alternatives {
        let next = range(alternative.cases, alternative.method) ?? Interval(.zero)
        best = best.map { $0.maximum(next) } ?? next
      }
      return best ?? Interval(.zero, points)
    }
  }

  private func range(
    _ items: [(points: Rational, condition: Int)], isLadder: Bool
  ) -> Interval {
    var least = Rational.zero
    var most = Rational.zero
    for item in items {
      let truth = ranges.possible[item.condition].truth
      if !truth.canFail { least = isLadder ? max(least, item.points) : least + item.points }
      if truth.canHold { most = isLadder ? max(most, item.points) : most + item.points }
    }
    return Interval(least, most)
  }

  private func range(_ lines: [(points: Rational, slot: Int, isCount: Bool)]) -> Interval {
    var total = Interval(points)
    for line in lines {
      let value = ranges.possible[line.slot]
      let count: Interval
      if line.isCount {
        count = value.interval.maximum(Interval(.zero))
      } else {
        count = Interval(value.truth.canFail ? .zero : .one, value.truth.canHold ? .one : .zero)
      }
      total = total - count * Interval(line.points)
    }
    return total.maximum(Interval(.zero))
  }

  // MARK: Bands

  private func range(_ measure: Possible, _ bands: [BandProgram]) -> Interval {
    var hull: Interval?
    for band in bands {
      guard let range = range(of: band, measure) else { continue }
      hull = hull.map { $0.hull(range) } ?? range
    }
    return hull ?? Interval(.zero, points)
  }

  /// What a band gives where the measure can fall in it; nil where it cannot.
  private func range(of band: BandProgram, _ measure: Possible) -> Interval? {
    switch band.values {
    case .never: return nil
    case .choice(let index):
      if case .choice(let known?) = measure, known != index { return nil }
      return outcome(band, nil, nil, nil)
    case .boolean(let value):
      guard value ? measure.truth.canHold : measure.truth.canFail else { return nil }
      return outcome(band, nil, nil, nil)
    case .notEqual(let slot):
      let limit = ranges.possible[slot].interval
      if let single = limit.single, measure.interval.single == single { return nil }
      return outcome(band, measure.interval, nil, nil)
    case .interval(let lower, let upper):
      let low = lower.map { ranges.possible[$0.slot].interval }
      let high = upper.map { ranges.possible[$0.slot].interval }
      var part: Interval? = measure.interval
      if let lower, let end = low?.lower {
        part = part?.above(end.value, inclusive: lower.isClosed)
      }
      if let upper, let end = high?.upper {
        part = part?.below(end.value, inclusive: upper.isClosed)
      }
      guard let part else { return nil }
      return outcome(band, part, low, high)
    }
  }

  private func outcome(
    _ band: BandProgram, _ part: Interval?, _ lower: Interval?, _ upper: Interval?
  ) -> Interval {
    switch band.outcome {
    case .scores(let points): return Interval(points)
    case .judged(let from, let to):
      return judgment.map { Interval($0.points) } ?? Interval(from, to)
    case .line(let from, let to):
      guard let part, let low = lower?.single, let high = upper?.single else {
        return Interval(from, to)
      }
      let ends = [part.lower?.value ?? low, part.upper?.value ?? high].compactMap {
        band.outcome.points(at: $0, lower: low, upper: high)
      }
      return ends.count == 2 ? Interval(ends[0], ends[1]) : Interval(from, to)
    case .steps(let steps):
      let widest = Interval(steps.start, steps.limit)
      guard let part, let limit = steps.isFromLower ? lower?.single : upper?.single else {
        return widest
      }
      // Points change one way with the distance from the limit.
      let near = steps.isFromLower ? part.lower : part.upper
      let far = steps.isFromLower ? part.upper : part.lower
      func points(_ end: Interval.End?, isNear: Bool) -> Rational {
        guard let end, var length = (end.value - limit).magnitude.divided(by: steps.step) else {
          return isNear ? steps.start : steps.limit
        }
        // Just beyond an open end another step has begun; just before it the last is not full.
        if !end.isClosed, isNear, steps.rounding == .started { length = length.floor() + .one }
        if !end.isClosed, !isNear, steps.rounding == .full { length = length.ceiling() - .one }
        return steps.points(after: length)
      }
      return Interval(points(near, isNear: true), points(far, isNear: false))
    }
  }
}
