public import ExactNumbers

/// Gives step deductions their starting points: what the adjoining band gives at the limit.
extension Checker {
  /// The bands with their steps placed, or nil after a finding.
  mutating func placeSteps(_ bands: [Band], _ drafts: [BandDraft], points: Rational) -> [Band]? {
    var placed = bands
    var settled = bands.map { band -> Bool in
      if case .steps = band.outcome { return false }
      return true
    }
    // A band of steps may adjoin another; each round settles those whose neighbour is settled.
    for _ in bands.indices {
      var hasProgress = false
      for index in bands.indices where !settled[index] {
        guard let band = place(placed, index, settled, points: points) else { continue }
        placed[index] = band
        settled[index] = true
        hasProgress = true
      }
      if !hasProgress { break }
    }
    for index in bands.indices where !settled[index] {
      add(
        .noFiniteEnd(
          "看不出这一档从哪一端、多少分算起",
          "it is not clear from which end and from how many points the steps count"),
        at: drafts[index].range.range)
      return nil
    }
    for (band, draft) in zip(placed, drafts) {
      guard case .steps(let steps) = band.outcome, case .steps(let syntax) = draft.outcome else {
        continue
      }
      if steps.adds ? steps.limit < steps.start : steps.limit > steps.start {
        let place = syntax.limit?.range ?? draft.range.range
        add(.limitOnWrongSide(steps), at: place)
        return nil
      }
    }
    return placed
  }

  private func place(
    _ bands: [Band], _ index: Int, _ settled: [Bool], points: Rational
  ) -> Band? {
    guard case .steps(let steps) = bands[index].outcome,
      case .interval(let lower, let upper) = bands[index].values
    else { return nil }
    var choices: [(isLower: Bool, start: Rational)] = []
    for (end, isLower) in [(lower, true), (upper, false)] {
      guard let end else { continue }
      switch neighbourPoints(bands, index, at: end, isLower: isLower, settled) {
      case .none: choices.append((isLower, steps.adds ? .zero : points))
      case .known(let start): choices.append((isLower, start))
      case .unsettled: return nil
      }
    }
    guard var best = choices.first else { return nil }
    if choices.count == 2 {
      let other = choices[1]
      guard other.start != best.start else { return nil }
      let isOtherBetter = steps.adds ? other.start < best.start : other.start > best.start
      if isOtherBetter { best = other }
    }
    let outcome = Steps(
      adds: steps.adds, amount: steps.amount, rounding: steps.rounding, step: steps.step,
      isFromLower: best.isLower, start: best.start, limit: steps.limit)
    return Band(
      values: bands[index].values, outcome: .steps(outcome), reason: bands[index].reason,
      clause: bands[index].clause)
  }

  private enum NeighbourPoints {
    case none
    case known(Rational)
    case unsettled
  }

  /// What the band on the other side of an end gives there.
  private func neighbourPoints(
    _ bands: [Band], _ index: Int, at end: Band.End, isLower: Bool, _ settled: [Bool]
  ) -> NeighbourPoints {
    let key = EndOrder.identity(end.value)
    for (other, band) in bands.enumerated() where other != index {
      guard case .interval(let lower, let upper) = band.values else { continue }
      guard let facing = isLower ? upper : lower, EndOrder.identity(facing.value) == key else {
        continue
      }
      guard settled[other] else { return .unsettled }
      switch band.outcome {
      case .scores(let points): return .known(points)
      case .line(let from, let to): return .known(isLower ? to : from)
      case .judged(let from, let to): return .known(isLower ? to : from)
      case .steps(let steps):
        // Its far end: the steps have been counted from the other end, or it is where they began.
        if steps.isFromLower != isLower { return .known(steps.start) }
        guard let low = lower?.value.constantNumber, let high = upper?.value.constantNumber,
          let length = (high - low).divided(by: steps.step)
        else { return .known(steps.limit) }
        return .known(steps.points(after: length))
      }
    }
    return .none
  }
}

extension Steps {
  /// The points so many steps from the limit.
  public func points(after length: Rational) -> Rational {
    let count: Rational =
      switch rounding {
      case .full: length.floor()
      case .started: length.ceiling()
      case .proRata: length
      }
    let change = count * amount
    return adds ? min(limit, start + change) : max(limit, start - change)
  }
}

extension EndOrder {
  /// A text that is the same for the same end.
  static func identity(_ end: TypedExpression) -> String {
    end.constantNumber.map { "\($0)" } ?? ExpressionKey.key(end) ?? "\(end.range)"
  }
}
