public import ExactNumbers
public import RuleLang

/// The results of many departments by one ruleset, kept so that they can be ranked and compared.
///
/// It keeps a line for each department and not its result: about a word for each heading and measure.
public struct Cohort: Sendable {
  /// What is kept of one result.
  public struct Entry: Sendable {
    /// The department.
    public let department: String?

    /// How far the result goes.
    public let status: Evaluation.Status

    /// The total; nil unless complete.
    public let score: Rational?

    /// The totals that are still possible.
    public let range: Interval

    /// The grade; nil where there is none or several are possible.
    public let grade: String?

    /// The grades that are still possible, best first.
    public let possibleGrades: [String]

    /// The scores of the headings, by index in the ruleset; nil where open or where the record failed.
    public let headings: [Rational?]

    /// The measures of the indicators, by index in the ruleset; nil where there is none.
    public let measures: [Rational?]

    /// The names of the figures that are missing.
    public let missing: [String]

    /// The first error, where the record failed.
    public let error: Message?

    /// How many errors there are.
    public let errorCount: Int

    /// What is kept of a result.
    ///
    /// - Parameters:
    ///   - evaluation: the result.
    ///   - ruleset: the ruleset it was made with.
    public init(_ evaluation: Evaluation, _ ruleset: Ruleset) {
      department = evaluation.department
      status = evaluation.status
      score = evaluation.status == .complete ? evaluation.score : nil
      range = evaluation.range
      grade = evaluation.status == .complete ? evaluation.grade : nil
      possibleGrades = evaluation.possibleGrades
      var headings: [Rational?] = Array(repeating: nil, count: ruleset.headings.count)
      for heading in evaluation.headings
      where status != .failed && headings.indices.contains(heading.index) {
        headings[heading.index] = heading.score
      }
      self.headings = headings
      var measures: [Rational?] = Array(repeating: nil, count: ruleset.indicators.count)
      for result in evaluation.indicators
      where status != .failed && measures.indices.contains(result.index) {
        // A measure of one alternative is none beside that of another.
        guard case .bands = ruleset.indicators[result.index].method else { continue }
        measures[result.index] = result.measure
      }
      self.measures = measures
      missing = evaluation.missing.map(\.name)
      error = evaluation.errors.first?.message
      errorCount = evaluation.errors.count
    }
  }

  /// The place of a department among the others.
  public struct Rank: Sendable, Equatable {
    /// The place, from 1: one more than how many have more points.
    public let number: Int

    /// Whether others have as many points.
    public let isTied: Bool
  }

  /// The results, in the order in which they came.
  public let entries: [Entry]

  /// How many headings there are.
  private let headingCount: Int

  /// A cohort of results by one ruleset.
  public init(_ entries: [Entry], _ ruleset: Ruleset) {
    self.entries = entries
    headingCount = ruleset.headings.count
  }

  /// The place of each department; nil for those without a total.
  ///
  /// - Complexity: O(*n* log *n*).
  public var ranks: [Rank?] {
    let scores = entries.compactMap(\.score).sorted(by: >)
    var places: [Rational: Rank] = [:]
    var start = scores.startIndex
    while start < scores.endIndex {
      let score = scores[start]
      let end = scores[start...].firstIndex { $0 != score } ?? scores.endIndex
      places[score] = Rank(number: start + 1, isTied: end - start > 1)
      start = end
    }
    return entries.map { $0.score.flatMap { places[$0] } }
  }

  /// The entries by rank; then what lacks figures, by its highest possible total; then what failed.
  ///
  /// What is equal stays in its order.
  ///
  /// - Complexity: O(*n* log *n*).
  public var ranking: [Int] {
    func group(_ entry: Entry) -> Int {
      switch entry.status {
      case .complete: entry.score == nil ? 1 : 0
      case .incomplete: 1
      case .failed: 2
      }
    }
    return entries.indices.sorted { left, right in
      let (one, other) = (entries[left], entries[right])
      let (first, second) = (group(one), group(other))
      guard first == second else { return first < second }
      let (high, low) =
        first == 0
        ? (one.score, other.score) : (one.range.upper?.value, other.range.upper?.value)
      if first < 2, let high, let low, high != low { return high > low }
      return left < right
    }
  }

  /// The mean score of a heading over all complete results; nil where there is none.
  public func mean(ofHeading index: Int) -> Rational? {
    let scores = entries.filter { $0.score != nil }.compactMap { $0.headings[index] }
    return scores.reduce(Rational.zero, +).divided(by: Rational(scores.count))
  }

  /// How the totals are spread; nil where they are too few.
  public var totals: Spread? { Spread(entries.map(\.score)) }

  /// How the measures of an indicator are spread; nil where they are too few.
  public func measures(ofIndicator index: Int) -> Spread? {
    Spread(entries.map { $0.measures[index] })
  }
}

/// How values are spread, and which lie far from the others.
///
/// Values are cut in two halves, of which the middle one of an odd count is in neither; the medians of the
/// halves are the quartiles. What is further from the nearer quartile than one and a half times their distance lies
/// far from the others (Tukey, *Exploratory Data Analysis*, 1977).
public struct Spread: Sendable {
  /// How many values there must be.
  public static let countMin = 5

  /// The median.
  public let median: Rational

  /// The quartiles.
  public let quartiles: (lower: Rational, upper: Rational)

  /// The least and the greatest value that do not lie far from the others.
  public let fences: (lower: Rational, upper: Rational)

  /// The places of the values beyond the fences, the furthest first.
  public let outliers: [Int]

  /// How values are spread.
  ///
  /// It is nil where there are fewer than ``countMin``.
  ///
  /// - Parameter values: the values, by place; nil where there is none.
  /// - Complexity: O(*n* log *n*).
  public init?(_ values: [Rational?]) {
    let sorted = values.compactMap { $0 }.sorted()
    let half = sorted.count / 2
    guard sorted.count >= Self.countMin,
      let median = Self.median(sorted[...]), let lower = Self.median(sorted[..<half]),
      let upper = Self.median(sorted[(sorted.count - half)...]),
      let reach = ((upper - lower) * Rational(3)).divided(by: Rational(2))
    else { return nil }
    let fences = (lower: lower - reach, upper: upper + reach)
    self.median = median
    quartiles = (lower, upper)
    self.fences = fences
    func distance(_ value: Rational) -> Rational {
      value < fences.lower ? fences.lower - value : value - fences.upper
    }
    let far = values.enumerated().compactMap { place, value in
      value.flatMap { value in
        value < fences.lower || value > fences.upper ? (place, distance(value)) : nil
      }
    }
    outliers = far.sorted { $0.1 == $1.1 ? $0.0 < $1.0 : $0.1 > $1.1 }.map(\.0)
  }

  private static func median(_ sorted: ArraySlice<Rational>) -> Rational? {
    guard !sorted.isEmpty else { return nil }
    let middle = sorted.startIndex + sorted.count / 2
    if !sorted.count.isMultiple(of: 2) { return sorted[middle] }
    return (sorted[middle - 1] + sorted[middle]).divided(by: Rational(2))
  }
}
