import Evaluator
import ExactNumbers
import RuleLang

/// A place at which a measure would have given more points.
struct BetterPlace {
  /// The value of the measure.
  let value: Rational
  /// Whether the measure must rise to it.
  let isUpward: Bool
  /// Whether the measure must pass it.
  let isStrict: Bool
  /// The points there.
  let points: Rational
  /// The clause that gives them.
  let clause: Clause
  /// Whether it is a step of the same band.
  let isStep: Bool
}

/// What bands give, and where a better one begins.
struct BandPoints {
  let values: KnownValues

  init(_ values: KnownValues) { self.values = values }

  /// The ends of a band; nil where it has none or one of them is not known.
  func ends(
    of band: Band
  ) -> (lower: Interval.End?, upper: Interval.End?)? {
    guard case .interval(let lower, let upper) = band.values else { return nil }
    func end(_ end: Band.End?) -> Interval.End?? {
      guard let end else { return .some(nil) }
      guard let value = values.number(end.value) else { return nil }
      return .some(Interval.End(value, isClosed: end.isClosed))
    }
    guard let low = end(lower), let high = end(upper) else { return nil }
    return (low, high)
  }

  /// The end from which steps are counted.
  func limit(of band: Band, _ steps: Steps) -> Rational? {
    guard let ends = ends(of: band) else { return nil }
    return (steps.isFromLower ? ends.lower : ends.upper)?.value
  }

  /// What a band gives at a value; nil where an evaluator chooses.
  func points(of band: Band, at value: Rational) -> Rational? {
    switch band.outcome {
    case .scores(let points): return points
    case .judged: return nil
    case .line(let from, let to):
      guard let ends = ends(of: band), let low = ends.lower?.value, let high = ends.upper?.value,
        let share = (value - low).divided(by: high - low)
      else { return nil }
      return from + share * (to - from)
    case .steps(let steps):
      guard let limit = limit(of: band, steps), let count = steps.count(at: value, limit: limit)
      else { return nil }
      return steps.points(after: count)
    }
  }

  /// The nearest value at which a measure would have given more; nil where there is none.
  func nearestBetter(than index: Int, at measure: Rational, in method: BandMethod) -> BetterPlace? {
    guard method.bands.indices.contains(index),
      let current = points(of: method.bands[index], at: measure)
    else { return nil }
    let isWhole = method.measure.type.number?.isWhole ?? (method.measure.type == .date)
    var places: [BetterPlace] = []
    for (other, band) in method.bands.enumerated() where other != index {
      guard let ends = ends(of: band) else { continue }
      if let end = ends.lower, end.value >= measure {
        places += place(band, end, isUpward: true, isWhole: isWhole)
      } else if let end = ends.upper, end.value <= measure {
        places += place(band, end, isUpward: false, isWhole: isWhole)
      }
    }
    if let step = betterStep(method.bands[index], at: measure, isWhole: isWhole) {
      places.append(step)
    }
    return places.filter { $0.points > current && method.domain.meets($0) }
      .min { ($0.value - measure).magnitude < ($1.value - measure).magnitude }
  }

  private func place(
    _ band: Band, _ end: Interval.End, isUpward: Bool, isWhole: Bool
  ) -> [BetterPlace] {
    let best: Rational?
    if case .judged(_, let highest) = band.outcome {
      best = highest
    } else {
      best = points(of: band, at: end.value)
    }
    guard let best else { return [] }
    return [reach(end.value, isClosed: end.isClosed, isUpward, isWhole, best, band, isStep: false)]
  }

  /// A place to reach; whole measures reach the next whole number instead of passing an end.
  private func reach(
    _ value: Rational, isClosed: Bool, _ isUpward: Bool, _ isWhole: Bool, _ points: Rational,
    _ band: Band, isStep: Bool
  ) -> BetterPlace {
    var value = value
    var isStrict = !isClosed
    if isWhole {
      let whole = isUpward ? value.ceiling() : value.floor()
      if isStrict, whole == value {
        value = isUpward ? whole + .one : whole - .one
      } else {
        value = whole
      }
      isStrict = false
    }
    return BetterPlace(
      value: value, isUpward: isUpward, isStrict: isStrict, points: points, clause: band.clause,
      isStep: isStep)
  }

  /// Where the next better step of the band itself begins.
  private func betterStep(_ band: Band, at measure: Rational, isWhole: Bool) -> BetterPlace? {
    guard case .steps(let steps) = band.outcome, steps.rounding != .proRata,
      let limit = limit(of: band, steps), let count = steps.count(at: measure, limit: limit)
    else { return nil }
    let better: Rational
    if steps.adds {
      better = count + .one
    } else {
      // Beyond the floor the first step that counts is the last one before it.
      let floor = (steps.start - steps.limit).divided(by: steps.amount)?.ceiling() ?? count
      better = min(count, floor) - .one
    }
    guard !better.isNegative else { return nil }
    // A full step is kept until it is complete; a step begun is one as soon as it is begun.
    let isFull = steps.rounding == .full
    let length: Rational
    let isClosed: Bool
    if steps.adds {
      (length, isClosed) = isFull ? (better, true) : (count, false)
    } else {
      (length, isClosed) = isFull ? (better + .one, false) : (better, true)
    }
    let distance = length * steps.step
    let value = steps.isFromLower ? limit + distance : limit - distance
    return reach(
      value, isClosed: isClosed,
      value > measure || (value == measure && steps.isFromLower == steps.adds),
      isWhole, steps.points(after: better), band, isStep: true)
  }
}

extension Interval {
  /// Whether a measure of this domain can get to a place.
  fileprivate func meets(_ place: BetterPlace) -> Bool {
    place.isUpward
      ? above(place.value, inclusive: !place.isStrict) != nil
      : below(place.value, inclusive: !place.isStrict) != nil
  }
}

extension Steps {
  /// How many steps count at a value, from the end of the range.
  func count(at value: Rational, limit: Rational) -> Rational? {
    guard let length = (value - limit).magnitude.divided(by: step) else { return nil }
    switch rounding {
    case .full: return length.floor()
    case .started: return length.ceiling()
    case .proRata: return length
    }
  }

  /// The points after so many steps.
  func points(after count: Rational) -> Rational {
    adds ? min(limit, start + amount * count) : max(limit, start - amount * count)
  }
}
