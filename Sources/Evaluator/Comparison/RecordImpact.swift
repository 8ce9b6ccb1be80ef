public import ExactNumbers
public import RuleLang

/// What a change of the rules does to one department.
///
/// For a compared one the changes of the indicators and of the whole make the change of the total,
/// exactly.
public struct RecordImpact: Sendable {
  /// How far the two results can be compared.
  public enum Status: String, Sendable {
    case compared
    /// One of the totals is open.
    case undetermined
    /// One of the results has errors.
    case failed
  }

  /// The result under one of the rulesets.
  public struct Side: Sendable {
    /// The total; nil unless it is determined.
    public let score: Rational?

    /// The totals that are possible; nil where the result failed.
    public let range: Interval?

    /// The grades that are possible, best first.
    public let grades: [String]

    /// The figures that are missing and matter.
    public let missing: [String]

    /// What makes the result impossible.
    public let errors: [Diagnostic]
  }

  /// How much an indicator moves the total.
  public struct IndicatorImpact: Sendable {
    /// Its place in ``RulesetComparison/indicators``.
    public let row: Int

    /// What it contributes under the new rules less what under the old; a range where that is open.
    public let change: Interval
  }

  /// How much a kind of step from the sum of the headings to the total moves the total.
  public struct WholeImpact: Sendable {
    /// The kind of step.
    public let kind: AdjustmentResult.Kind

    /// What is added under the new rules less what under the old.
    public let points: Rational
  }

  /// The department.
  public let department: String?

  /// The fiscal year of its data.
  public let fiscalYear: Int?

  /// How far the two results can be compared.
  public let status: Status

  /// The result under the old rules.
  public let old: Side

  /// The result under the new rules.
  public let new: Side

  /// The change of the total; nil unless compared.
  public let change: Rational?

  /// Between what the change lies; nil where a result failed.
  public let changeRange: Interval?

  /// The indicators that move the total, or may, the most first.
  public let indicators: [IndicatorImpact]

  /// The changes to the whole that are not zero.
  public let whole: [WholeImpact]

  /// Whether the grade is another; nil unless both are known.
  public let hasOtherGrade: Bool?
}

/// Compares the results of records under two rulesets.
public struct ImpactComparer: Sendable {
  private let comparison: RulesetComparison
  private let oldScales: [Rational]
  private let newScales: [Rational]

  /// A comparer for records of two rulesets that have been compared.
  public init(_ comparison: RulesetComparison) {
    self.comparison = comparison
    oldScales = comparison.old.contributionScales
    newScales = comparison.new.contributionScales
  }

  /// What the change does to a record, whose results under both are given.
  ///
  /// - Complexity: O(*n* log *n*) in the indicators.
  public func impact(_ record: RawRecord, old: Evaluation, new: Evaluation) -> RecordImpact {
    let sides = (side(old), side(new))
    let status: RecordImpact.Status =
      old.status == .failed || new.status == .failed
      ? .failed : old.score == nil || new.score == nil ? .undetermined : .compared
    let isScored = status != .failed
    let change = sides.0.score.flatMap { first in sides.1.score.map { $0 - first } }
    let range = sides.0.range.flatMap { first in sides.1.range.map { $0 - first } }
    var hasOtherGrade: Bool?
    if let first = old.grade, let second = new.grade, isScored {
      hasOtherGrade = comparison.newName(ofGrade: first) != second
    }
    return RecordImpact(
      department: record.department, fiscalYear: record.fiscalYear, status: status, old: sides.0,
      new: sides.1, change: status == .compared ? change : nil,
      changeRange: isScored ? range : nil, indicators: isScored ? indicators(old, new) : [],
      whole: status == .compared ? whole(old, new) : [], hasOtherGrade: hasOtherGrade)
  }

  private func side(_ evaluation: Evaluation) -> RecordImpact.Side {
    let hasFailed = evaluation.status == .failed
    return RecordImpact.Side(
      score: hasFailed ? nil : evaluation.score, range: hasFailed ? nil : evaluation.range,
      grades: hasFailed ? [] : evaluation.possibleGrades,
      missing: evaluation.missing.map(\.name), errors: evaluation.errors)
  }

  private func indicators(
    _ old: Evaluation, _ new: Evaluation
  ) -> [RecordImpact.IndicatorImpact] {
    var found: [RecordImpact.IndicatorImpact] = []
    for (row, item) in comparison.indicators.enumerated() {
      let before = contribution(item.old, old, comparison.old, oldScales)
      let after = contribution(item.new, new, comparison.new, newScales)
      let change = after - before
      if change.single?.isZero ?? false { continue }
      found.append(RecordImpact.IndicatorImpact(row: row, change: change))
    }
    return found.sorted {
      let (first, second) = ($0.change.size, $1.change.size)
      return first == second ? $0.row < $1.row : first > second
    }
  }

  /// What an indicator gives to the total, the weights of its headings applied.
  private func contribution(
    _ index: Int?, _ evaluation: Evaluation, _ ruleset: Ruleset, _ scales: [Rational]
  ) -> Interval {
    guard let index, evaluation.indicators.indices.contains(index) else { return Interval(.zero) }
    let scale = ruleset.indicators[index].heading.map { scales[$0] } ?? .one
    return evaluation.indicators[index].range * Interval(scale)
  }

  private func whole(_ old: Evaluation, _ new: Evaluation) -> [RecordImpact.WholeImpact] {
    let kinds: [AdjustmentResult.Kind] = [.penalty, .bonus, .cap, .veto, .rounding]
    return kinds.compactMap { kind in
      func sum(_ evaluation: Evaluation) -> Rational {
        evaluation.adjustments.reduce(.zero) { $1.kind == kind ? $0 + $1.points : $0 }
      }
      let points = sum(new) - sum(old)
      return points.isZero ? nil : RecordImpact.WholeImpact(kind: kind, points: points)
    }
  }
}

extension RulesetComparison {
  /// The name that a grade of the old rules has in the new ones.
  func newName(ofGrade name: String) -> String {
    guard let index = old.grades.firstIndex(where: { $0.name == name }),
      let partner = gradePairs.newOfOld[index]
    else { return name }
    return new.grades[partner].name
  }
}

extension Ruleset {
  /// What one point under each heading counts for in the total.
  fileprivate var contributionScales: [Rational] {
    var scales: [Rational] = []
    // Parents stand before their children.
    for heading in headings {
      let own = contribution(of: .one, from: heading)
      scales.append(heading.parent.map { scales[$0] * own } ?? own)
    }
    return scales
  }
}

extension Interval {
  /// How far from zero it reaches.
  fileprivate var size: Rational {
    max(lower?.value.magnitude ?? .zero, upper?.value.magnitude ?? .zero)
  }
}
