import ExactNumbers
import RuleLang

extension Steps {
  /// The points at a distance from the limit: chapter 06, section 2.
  func after(_ distance: Rational, from start: Rational) -> Rational {
    let exact = distance / step
    let count =
      switch rounding {
      case .full: referenceRounded(exact, to: .one, .floor)
      case .started: referenceRounded(exact, to: .one, .ceiling)
      case .proRata: exact
      }
    return adds ? min(limit, start + count * amount) : max(limit, start - count * amount)
  }
}

/// The limit and the start of a band of steps, from its neighbours: chapter 06, section 2.
///
/// Ends that are figures are the same where they are written the same.
func referenceStart(
  of index: Int, in bands: [Band], points: Rational
) -> (isLower: Bool, start: Rational)? {
  guard case .steps(let steps) = bands[index].outcome,
    case .interval(let lower, let upper) = bands[index].values
  else { return nil }
  let open = steps.adds ? Rational.zero : points
  func start(at end: Band.End, isLower: Bool) -> Rational {
    for (other, band) in bands.enumerated() where other != index {
      guard case .interval(let low, let high) = band.values,
        let facing = isLower ? high : low, isSame(facing.value, end.value)
      else { continue }
      return value(of: band, isUpperEnd: isLower, other, bands, points)
    }
    return open
  }
  switch (lower, upper) {
  case (let low?, nil): return (true, start(at: low, isLower: true))
  case (nil, let high?): return (false, start(at: high, isLower: false))
  case (let low?, let high?):
    let (below, above) = (start(at: low, isLower: true), start(at: high, isLower: false))
    let isLower = steps.adds ? below < above : below > above
    return (isLower, isLower ? below : above)
  case (nil, nil): return nil
  }
}

/// What a band gives at one of its ends.
private func value(
  of band: Band, isUpperEnd: Bool, _ index: Int, _ bands: [Band], _ points: Rational
) -> Rational {
  switch band.outcome {
  case .scores(let score): return score
  case .line(let from, let to), .judged(let from, let to): return isUpperEnd ? to : from
  case .steps(let steps):
    let (isLower, start) = referenceStart(of: index, in: bands, points: points).known
    guard isLower == isUpperEnd else { return start }
    guard case .interval(let low?, let high?) = band.values,
      let first = low.value.constantNumber, let second = high.value.constantNumber
    else { return steps.limit }
    return steps.after(second - first, from: start)
  }
}

private func isSame(_ first: TypedExpression, _ second: TypedExpression) -> Bool {
  if let value = first.constantNumber { return value == second.constantNumber }
  return "\(first.kind)".withoutPlaces == "\(second.kind)".withoutPlaces
}

extension String {
  /// A description of an expression without where it stands in the file.
  fileprivate var withoutPlaces: String {
    replacing(/lower: \d+|upper: \d+/, with: "")
  }
}
