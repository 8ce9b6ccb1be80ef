public import ExactNumbers
public import RuleLang

/// What the results of many departments come to: counts, grades, totals, and where points go.
///
/// It takes one result after the other and keeps sums alone, so its size does not depend on how
/// many there are. Sums of parts may be added up in any order and give the same. All numbers are
/// exact.
///
/// Totals, grades and losses are those of complete results: what is open has no total yet.
public struct CohortSummary: Sendable {
  /// What departments lost at one indicator.
  public struct Loss: Sendable, Equatable {
    /// The points lost, all together.
    public private(set) var points = Rational.zero

    /// How many departments lost any.
    public private(set) var departmentCount = 0

    /// No loss.
    public init() {}

    /// Adds the loss of one department.
    public mutating func add(_ lost: Rational) {
      guard !lost.isZero else { return }
      points += lost
      departmentCount += 1
    }

    /// Adds the losses of others.
    public mutating func add(_ other: Loss) {
      points += other.points
      departmentCount += other.departmentCount
    }
  }

  /// How many parts of the same width the points are divided in.
  public static let bandCount = 10

  /// The total of points by the rules.
  public let points: Rational

  /// How many results are complete.
  public private(set) var completeCount = 0

  /// How many lack figures.
  public private(set) var incompleteCount = 0

  /// How many failed.
  public private(set) var failedCount = 0

  /// How many complete results have each grade, in the order of the ruleset.
  public private(set) var gradeCounts: [Int]

  /// How many complete results have no grade.
  public private(set) var ungradedCount = 0

  /// How many totals lie in each tenth of the points, the lowest first.
  ///
  /// A total at the end of two tenths counts in the higher one.
  public private(set) var bandCounts = Array(repeating: 0, count: Self.bandCount)

  /// The sum of the totals.
  public private(set) var totalSum = Rational.zero

  /// The lowest total; nil without a complete result.
  public private(set) var lowest: Rational?

  /// The highest total; nil without a complete result.
  public private(set) var highest: Rational?

  /// What was lost at each indicator, in the order of the ruleset.
  public private(set) var losses: [Loss]

  private let gradeNames: [String]
  private let bandEnds: [Rational]

  /// The summary of no results.
  public init(_ ruleset: Ruleset) {
    points = ruleset.points
    gradeNames = ruleset.grades.map(\.name)
    gradeCounts = Array(repeating: 0, count: ruleset.grades.count)
    losses = Array(repeating: Loss(), count: ruleset.indicators.count)
    let points = ruleset.points
    bandEnds = (1..<Self.bandCount).compactMap { index in
      (points * Rational(index)).divided(by: Rational(Self.bandCount))
    }
  }

  /// How many results there are.
  public var count: Int { completeCount + incompleteCount + failedCount }

  /// The mean of the totals; nil without a complete result.
  public var mean: Rational? { totalSum.divided(by: Rational(completeCount)) }

  /// The points lost at all indicators.
  public var lostSum: Rational { losses.reduce(.zero) { $0 + $1.points } }

  /// The share of an indicator in all points lost; nil where none were.
  public func share(ofIndicator index: Int) -> Rational? {
    losses[index].points.divided(by: lostSum)
  }

  /// The ends of a tenth of the points, counted from 0.
  public func band(_ index: Int) -> (lower: Rational, upper: Rational) {
    (index == 0 ? .zero : bandEnds[index - 1], index < bandEnds.count ? bandEnds[index] : points)
  }

  /// Adds a result.
  ///
  /// - Complexity: O(*n*) in the indicators.
  public mutating func add(_ evaluation: Evaluation) {
    switch evaluation.status {
    case .failed: failedCount += 1
    case .incomplete: incompleteCount += 1
    case .complete:
      guard let score = evaluation.score else { return }
      completeCount += 1
      addTotal(score)
      if let place = evaluation.grade.flatMap({ gradeNames.firstIndex(of: $0) }) {
        gradeCounts[place] += 1
      } else {
        ungradedCount += 1
      }
      for result in evaluation.indicators {
        guard let score = result.score, losses.indices.contains(result.index) else { continue }
        losses[result.index].add(result.points - score)
      }
    }
  }

  private mutating func addTotal(_ total: Rational) {
    totalSum += total
    lowest = lowest.map { min($0, total) } ?? total
    highest = highest.map { max($0, total) } ?? total
    let band = bandEnds.firstIndex { total < $0 } ?? bandEnds.count
    bandCounts[band] += 1
  }

  /// Adds the results of another part of the same departments, by the same ruleset.
  public mutating func add(_ other: CohortSummary) {
    completeCount += other.completeCount
    incompleteCount += other.incompleteCount
    failedCount += other.failedCount
    ungradedCount += other.ungradedCount
    totalSum += other.totalSum
    lowest = [lowest, other.lowest].compactMap { $0 }.min()
    highest = [highest, other.highest].compactMap { $0 }.max()
    for (place, count) in other.gradeCounts.enumerated() where gradeCounts.indices.contains(place) {
      gradeCounts[place] += count
    }
    for (place, count) in other.bandCounts.enumerated() { bandCounts[place] += count }
    for (place, loss) in other.losses.enumerated() where losses.indices.contains(place) {
      losses[place].add(loss)
    }
  }
}
