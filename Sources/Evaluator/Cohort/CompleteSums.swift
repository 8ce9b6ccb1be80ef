package import ExactNumbers
package import RuleLang

/// What complete results of one ruleset come to, without the names of what is counted.
///
/// ``CohortSummary`` is made of it, and takes those of others who sum many results up at once.
package struct CompleteSums: Sendable {
  /// How many results there are.
  package var count = 0

  /// The sum of the totals.
  package var totalSum = Rational.zero

  /// The lowest total; nil without a result.
  package var lowest: Rational?

  /// The highest total; nil without a result.
  package var highest: Rational?

  /// How many totals lie in each tenth of the points.
  package var bandCounts = Array(repeating: 0, count: CohortSummary.bandCount)

  /// How many results have each grade, in the order of the ruleset; the others have none.
  package var gradeCounts: [Int]

  /// What was lost at each indicator, in the order of the ruleset.
  package var losses: [CohortSummary.Loss]

  /// Those of no results.
  package init(_ ruleset: Ruleset) {
    gradeCounts = Array(repeating: 0, count: ruleset.grades.count)
    losses = Array(repeating: CohortSummary.Loss(), count: ruleset.indicators.count)
  }

  /// Notes the total of a result.
  ///
  /// - Parameters:
  ///   - total: the total.
  ///   - ends: where the tenths of the points end, but the last; a total at an end is of the
  ///     higher one.
  package mutating func addTotal(_ total: Rational, bandEnds ends: [Rational]) {
    totalSum += total
    lowest = lowest.map { min($0, total) } ?? total
    highest = highest.map { max($0, total) } ?? total
    bandCounts[ends.firstIndex { total < $0 } ?? ends.count] += 1
  }

  /// Adds those of other results by the same ruleset.
  package mutating func add(_ other: CompleteSums) {
    count += other.count
    totalSum += other.totalSum
    lowest = [lowest, other.lowest].compactMap { $0 }.min()
    highest = [highest, other.highest].compactMap { $0 }.max()
    for (place, count) in other.bandCounts.enumerated() { bandCounts[place] += count }
    for (place, count) in other.gradeCounts.enumerated() where gradeCounts.indices.contains(place) {
      gradeCounts[place] += count
    }
    for (place, loss) in other.losses.enumerated() where losses.indices.contains(place) {
      losses[place].add(loss)
    }
  }
}
