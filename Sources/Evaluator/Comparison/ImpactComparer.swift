import ExactNumbers
import RuleLang

/// Compares the results of records under two rulesets.
public struct ImpactComparer: Sendable {
  private let comparison: RulesetComparison
  private let oldScales: [Rational]
  private let newScales: [Rational]
  /// The names of the old grades in the new rules, by their own.
  private let gradeNames: [String: String]

  /// A comparer for records of two rulesets that have been compared.
  public init(_ comparison: RulesetComparison) {
    self.comparison = comparison
    oldScales = comparison.old.indicatorScales
    newScales = comparison.new.indicatorScales
    gradeNames = comparison.newGradeNames
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
      hasOtherGrade = (gradeNames[first] ?? first) != second
    }
    return RecordImpact(
      department: record.department, fiscalYear: record.fiscalYear, status: status, old: sides.0,
      new: sides.1, change: status == .compared ? change : nil,
      changeRange: isScored ? range : nil, indicators: isScored ? indicators(old, new) : [],
      whole: status == .compared ? whole(old, new) : [], hasOtherGrade: hasOtherGrade,
      errors: isScored ? [] : errors(old, new))
  }

  private func side(_ evaluation: Evaluation) -> RecordImpact.Side {
    let hasFailed = evaluation.status == .failed
    return RecordImpact.Side(
      score: hasFailed ? nil : evaluation.score, range: hasFailed ? nil : evaluation.range,
      grades: hasFailed ? [] : evaluation.possibleGrades,
      missing: evaluation.missing.map(\.name))
  }

  private func errors(_ old: Evaluation, _ new: Evaluation) -> [RecordImpact.Problem] {
    var seen: Set<Diagnostic> = []
    return (old.errors + new.errors).filter { seen.insert($0).inserted }
      .map { RecordImpact.Problem(code: $0.code, message: $0.message) }
  }

  private func indicators(
    _ old: Evaluation, _ new: Evaluation
  ) -> [RecordImpact.IndicatorImpact] {
    var found: [RecordImpact.IndicatorImpact] = []
    for (row, item) in comparison.indicators.enumerated() {
      let before = contribution(item.old, old, oldScales)
      let after = contribution(item.new, new, newScales)
      if let first = before.single, let second = after.single {
        if first == second { continue }
        found.append(.init(row: row, change: Interval(second - first)))
      } else {
        found.append(.init(row: row, change: after - before))
      }
    }
    return Self.sorted(found)
  }

  /// Those that move the total most come first.
  private static func sorted(
    _ found: [RecordImpact.IndicatorImpact]
  ) -> [RecordImpact.IndicatorImpact] {
    guard found.count > 1 else { return found }
    return found.sorted {
      let (first, second) = ($0.change.size, $1.change.size)
      return first == second ? $0.row < $1.row : first > second
    }
  }

  /// What an indicator gives to the total, the weights of its headings applied.
  private func contribution(
    _ index: Int?, _ evaluation: Evaluation, _ scales: [Rational]
  ) -> Interval {
    guard let index, evaluation.indicators.indices.contains(index) else { return Interval(.zero) }
    let range = evaluation.indicators[index].range
    return scales[index] == .one ? range : range * Interval(scales[index])
  }

  private func whole(_ old: Evaluation, _ new: Evaluation) -> [RecordImpact.WholeImpact] {
    if old.adjustments.isEmpty, new.adjustments.isEmpty { return [] }
    return AdjustmentResult.Kind.inOrder.compactMap { kind in
      func sum(_ evaluation: Evaluation) -> Rational {
        evaluation.adjustments.reduce(.zero) { $1.kind == kind ? $0 + $1.points : $0 }
      }
      let points = sum(new) - sum(old)
      return points.isZero ? nil : RecordImpact.WholeImpact(kind: kind, points: points)
    }
  }
}

extension AdjustmentResult.Kind {
  /// The kinds of steps from the sum of the headings to the total, in the order applied.
  public static let inOrder: [Self] = [.penalty, .bonus, .cap, .veto, .rounding]
}

extension RulesetComparison {
  /// The names that grades of the old rules have in the new ones, by their own.
  fileprivate var newGradeNames: [String: String] {
    var names: [String: String] = [:]
    for (index, grade) in old.grades.enumerated() where names[grade.name] == nil {
      names[grade.name] = gradePairs.newOfOld[index].map { new.grades[$0].name } ?? grade.name
    }
    return names
  }
}

extension Ruleset {
  /// What one point of each indicator counts for in the total.
  fileprivate var indicatorScales: [Rational] {
    var scales: [Rational] = []
    // Parents stand before their children.
    for heading in headings {
      let own = contribution(of: .one, from: heading)
      scales.append(heading.parent.map { scales[$0] * own } ?? own)
    }
    return indicators.map { $0.heading.map { scales[$0] } ?? .one }
  }
}

extension Interval {
  /// How far from zero it reaches.
  fileprivate var size: Rational {
    max(lower?.value.magnitude ?? .zero, upper?.value.magnitude ?? .zero)
  }
}
