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

    /// The losses of several departments.
    package init(points: Rational, departmentCount: Int) {
      self.points = points
      self.departmentCount = departmentCount
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
  public var completeCount: Int { complete.count }

  /// How many lack figures.
  public private(set) var incompleteCount = 0

  /// How many failed.
  public private(set) var failedCount = 0

  /// How many complete results have each grade, in the order of the ruleset.
  public var gradeCounts: [Int] { complete.gradeCounts }

  /// How many complete results have no grade.
  public var ungradedCount: Int { complete.count - complete.gradeCounts.reduce(0, +) }

  /// How many totals lie in each tenth of the points, the lowest first.
  ///
  /// A total at the end of two tenths counts in the higher one.
  public var bandCounts: [Int] { complete.bandCounts }

  /// The sum of the totals.
  public var totalSum: Rational { complete.totalSum }

  /// The lowest total; nil without a complete result.
  public var lowest: Rational? { complete.lowest }

  /// The highest total; nil without a complete result.
  public var highest: Rational? { complete.highest }

  /// What was lost at each indicator, in the order of the ruleset.
  public var losses: [Loss] { complete.losses }

  private var complete: CompleteSums
  private let gradeNames: [String]

  /// Where the tenths of the points end, but the last.
  package let bandEnds: [Rational]

  /// The summary of no results.
  public init(_ ruleset: Ruleset) {
    points = ruleset.points
    gradeNames = ruleset.grades.map(\.name)
    complete = CompleteSums(ruleset)
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
      complete.count += 1
      complete.addTotal(score, bandEnds: bandEnds)
      if let place = evaluation.grade.flatMap({ gradeNames.firstIndex(of: $0) }) {
        complete.gradeCounts[place] += 1
      }
      for result in evaluation.indicators {
        guard let score = result.score, complete.losses.indices.contains(result.index) else {
          continue
        }
        complete.losses[result.index].add(result.points - score)
      }
    }
  }

  /// Adds complete results by the same ruleset that have been summed up.
  package mutating func add(_ sums: CompleteSums) { complete.add(sums) }

  /// Adds the results of another part of the same departments, by the same ruleset.
  public mutating func add(_ other: CohortSummary) {
    incompleteCount += other.incompleteCount
    failedCount += other.failedCount
    complete.add(other.complete)
  }
}
