import ExactNumbers
import RuleLang

/// By how much the points of excluded indicators raise those of the others.
///
/// Points excluded over a heading go to what else stands under it, points excluded over the total
/// to everything else, both in proportion. A heading under which nothing is left is itself
/// excluded over what it stands under.
struct Shares {
  /// The factor of each indicator.
  private(set) var indicators: [Rational]

  /// Whether nothing is left to score.
  private(set) var isEmpty = false

  private let program: Program
  private let results: [Outcome.Result]

  init(_ program: Program, _ results: [Outcome.Result]) {
    self.program = program
    self.results = results
    indicators = Array(repeating: .one, count: results.count)
    let isAnyExcluded = results.contains { $0 == .excludedOverHeading || $0 == .excludedOverTotal }
    guard isAnyExcluded else { return }
    spread(under: program.tree.root, factor: .one)
    spreadOverTotal()
  }

  /// The points under a heading that are left, on its own scale, not counting those excluded
  /// over it.
  private func left(under heading: Int) -> Rational {
    var sum = Rational.zero
    for child in program.tree.indicators[heading] where results[child] != .excludedOverHeading {
      sum += program.ruleset.indicators[child].points
    }
    for child in program.tree.headings[heading] where !left(under: child).isZero {
      sum += worth(of: child)
    }
    return sum
  }

  /// What a heading is worth in what it stands under.
  private func worth(of heading: Int) -> Rational {
    let declared = program.ruleset.headings[heading]
    return program.ruleset.contribution(of: declared.points, from: declared)
  }

  private func points(of heading: Int) -> Rational {
    heading == program.tree.root
      ? program.ruleset.points : program.ruleset.headings[heading].points
  }

  private mutating func spread(under heading: Int, factor: Rational) {
    guard let own = points(of: heading).divided(by: left(under: heading)) else {
      isEmpty = isEmpty || heading == program.tree.root
      return
    }
    for child in program.tree.indicators[heading] { indicators[child] = factor * own }
    for child in program.tree.headings[heading] { spread(under: child, factor: factor * own) }
  }

  private mutating func spreadOverTotal() {
    var all = Rational.zero
    var excluded = Rational.zero
    for (index, indicator) in program.ruleset.indicators.enumerated()
    where results[index] != .excludedOverHeading {
      let worth = program.ruleset.worth(
        of: indicator.points * indicators[index], under: indicator.heading)
      all += worth
      if results[index] == .excludedOverTotal { excluded += worth }
    }
    guard !excluded.isZero else { return }
    guard let factor = all.divided(by: all - excluded) else {
      isEmpty = true
      return
    }
    for index in indicators.indices { indicators[index] *= factor }
  }
}
