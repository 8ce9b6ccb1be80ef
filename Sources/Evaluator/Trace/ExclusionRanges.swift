import ExactNumbers
import RuleLang

/// The ranges of headings and of the total where it is not known which indicators are excluded.
///
/// An excluded indicator hands its points to others, so its exclusion changes their scores too.
/// Each way in which indicators may be excluded is looked at for itself, and what the ways give
/// is put together.
struct ExclusionRanges {
  /// The most ways that are looked at one by one; beyond it one wider enclosure is made.
  static let wayCountMax = 16

  /// The range of each heading, on its own scale.
  private(set) var headings: [Interval]

  /// The range of the sum of the headings.
  private(set) var sum = Interval(.zero)

  private let assembler: Assembler
  private let scores: [RangeExecution.IndicatorRange]

  /// Nil where it is known which indicators are excluded.
  init?(_ assembler: Assembler, _ ranges: RangeExecution) {
    self.assembler = assembler
    scores = ranges.scores
    headings = assembler.ruleset.headings.map { _ in Interval(.zero) }
    guard let ways = ways() else {
      sum = self.sum(under: assembler.program.tree.root, everyWay())
      return
    }
    guard ways != [assembler.execution.outcomes.map(\.result)] else { return nil }
    var isFirst = true
    for way in ways {
      let shares = Shares(assembler.program, way)
      // A record in which nothing is left fails; it has no total.
      guard !shares.isEmpty else { continue }
      let before = (headings, sum)
      sum = self.sum(under: assembler.program.tree.root, indicators(way, shares))
      if !isFirst {
        headings = zip(headings, before.0).map { $0.hull($1) }
        sum = sum.hull(before.1)
      }
      isFirst = false
    }
    guard !isFirst else { return nil }
  }

  /// The ways in which indicators may be excluded; nil where there are too many.
  private func ways() -> [[Outcome.Result]]? {
    var ways = [assembler.execution.outcomes.map(\.result)]
    for (index, score) in scores.enumerated() where !score.exclusions.isEmpty {
      let choices = score.exclusions + (score.scored == nil ? [] : [.undetermined])
      guard ways.count * choices.count <= Self.wayCountMax else { return nil }
      ways = ways.flatMap { way in
        choices.map { choice in
          var copy = way
          copy[index] = choice
          return copy
        }
      }
    }
    return ways
  }

  /// The ranges of the indicators in one way.
  private func indicators(_ way: [Outcome.Result], _ shares: Shares) -> [Interval] {
    way.indices.map { index in
      switch way[index] {
      case .excludedOverHeading, .excludedOverTotal: Interval(.zero)
      default: range(of: index, scores[index].scored, factors: [shares.indicators[index]])
      }
    }
  }

  /// The ranges of the indicators whatever may be excluded: at most, one stands for the total.
  private func everyWay() -> [Interval] {
    scores.indices.map { index in
      let declared = assembler.ruleset.indicators[index]
      let worth = assembler.ruleset.worth(of: declared.points, under: declared.heading)
      let most = assembler.ruleset.points.divided(by: worth) ?? .one
      let range = range(
        of: index, scores[index].scored, factors: [assembler.shares.indicators[index], most])
      return scores[index].exclusions.isEmpty ? range : range.hull(Interval(.zero))
    }
  }

  private func range(of index: Int, _ raw: Interval?, factors: [Rational]) -> Interval {
    let ruleset = assembler.ruleset
    let declared = ruleset.indicators[index]
    guard let raw, assembler.veto(emptying: declared.heading) == nil else { return Interval(.zero) }
    let ranges = factors.map { factor in
      raw.mapped { ruleset.rounded($0 * factor, points: declared.points * factor) }
    }
    return ranges.dropFirst().reduce(ranges[0]) { $0.hull($1) }
  }

  private mutating func sum(under parent: Int, _ indicators: [Interval]) -> Interval {
    var sum = Interval(.zero)
    for child in assembler.program.tree.headings[parent] {
      headings[child] = assembler.possiblyEmptied(child, self.sum(under: child, indicators))
      sum = (sum + assembler.ruleset.contribution(of: headings[child], from: child)).withinLimits
    }
    for child in assembler.program.tree.indicators[parent] {
      sum = (sum + indicators[child]).withinLimits
    }
    return sum
  }
}

extension Ruleset {
  /// What a range of a heading's scores counts for in what it stands under.
  func contribution(of range: Interval, from heading: Int) -> Interval {
    range.mapped { contribution(of: $0, from: headings[heading]) }
  }

  /// What points under a heading are worth in the total.
  func worth(of points: Rational, under heading: Int?) -> Rational {
    var worth = points
    var current = heading
    while let index = current {
      worth = contribution(of: worth, from: headings[index])
      current = headings[index].parent
    }
    return worth
  }
}
