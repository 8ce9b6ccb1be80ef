import ExactNumbers
import RuleLang

/// By how much excluded indicators raise the others, found by handing points down the tree.
///
/// The points of a heading go to what stands under it and has anything left, in proportion to what
/// each is worth; so what an excluded indicator would have had goes to the others. Then points
/// excluded over the total are taken from their holders and handed to all others in proportion.
struct ReferenceShares {
  private(set) var factors: [Rational]
  private let ruleset: Ruleset
  private let isLeft: [Bool]

  /// Nil where nothing is left.
  init?(_ ruleset: Ruleset, _ outcomes: [ReferenceOutcome]) {
    self.ruleset = ruleset
    isLeft = outcomes.map { $0.result != .excludedOverHeading }
    factors = Array(repeating: .zero, count: outcomes.count)
    guard isLeft.contains(true) else { return nil }
    handDown(ruleset.points, under: nil)
    let isKept = outcomes.map { $0.result != .excludedOverTotal }
    let held = zip(factors, isKept).filter(\.1).map(\.0).reduce(.zero, +)
    guard !held.isZero else { return nil }
    // Until here these are points in the total; now they are what each indicator's own became.
    for index in factors.indices {
      let own = worth(of: ruleset.indicators[index].points, in: ruleset.indicators[index].heading)
      factors[index] = isKept[index] ? factors[index] * ruleset.points / held / own : .zero
    }
  }

  private mutating func handDown(_ points: Rational, under parent: Int?) {
    let headings = ruleset.headings.indices.filter {
      ruleset.headings[$0].parent == parent && hasAnyLeft(under: $0)
    }
    let indicators = ruleset.indicators.indices.filter {
      ruleset.indicators[$0].heading == parent && isLeft[$0]
    }
    let all =
      headings.map { worth(of: ruleset.headings[$0].points, in: $0) }.reduce(.zero, +)
      + indicators.map { worth(of: ruleset.indicators[$0].points, in: parent) }.reduce(.zero, +)
    for index in indicators {
      factors[index] = points * worth(of: ruleset.indicators[index].points, in: parent) / all
    }
    for index in headings {
      handDown(points * worth(of: ruleset.headings[index].points, in: index) / all, under: index)
    }
  }

  private func hasAnyLeft(under heading: Int) -> Bool {
    ruleset.indicators.indices.contains {
      isLeft[$0] && ruleset.headings(above: ruleset.indicators[$0].heading).contains(heading)
    }
  }

  /// What points on the scale of a heading are worth in the total.
  private func worth(of points: Rational, in heading: Int?) -> Rational {
    ruleset.headings(above: heading).reduce(points) { worth, index in
      let heading = ruleset.headings[index]
      guard let weight = heading.weight else { return worth }
      let above = heading.parent.map { ruleset.headings[$0].points } ?? ruleset.points
      return worth * weight * above / heading.points
    }
  }
}
