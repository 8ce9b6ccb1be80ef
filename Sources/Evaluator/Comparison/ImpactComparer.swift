import ExactNumbers
import RuleLang

/// Compares the results of records under two rulesets.
public struct ImpactComparer: Sendable {
  private let comparison: RulesetComparison
  private let oldScales: [Rational]
  private let newScales: [Rational]
  /// By row, whether a point of the indicator counts for the same under both.
  private let isAlikeScaled: [Bool]
  /// The names of the old grades in the new rules, by their own.
  private let gradeNames: [String: String]

  /// A comparer for records of two rulesets that have been compared.
  public init(_ comparison: RulesetComparison) {
    self.comparison = comparison
    let scales = (comparison.old.indicatorScales, comparison.new.indicatorScales)
    (oldScales, newScales) = scales
    isAlikeScaled = comparison.indicators.map { item in
      guard let first = item.old, let second = item.new else { return false }
      return scales.0[first] == scales.1[second]
    }
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

  // MARK: Complete results

  /// Whether complete results can be compared by their numbers alone: bonuses and penalties would
  /// have to be told from each other.
  package var comparesScores: Bool {
    comparison.old.adjustments.isEmpty && comparison.new.adjustments.isEmpty
  }

  /// What the change does to a record whose results under both are complete, without a veto, and
  /// not excluded in any part.
  ///
  /// ``comparesScores`` holds.
  ///
  /// - Complexity: O(*n* log *n*) in the indicators.
  package func impact(
    department: String, fiscalYear: Int, old: CompleteScores, new: CompleteScores
  ) -> RecordImpact {
    var moved: [RecordImpact.IndicatorImpact] = []
    for (row, item) in comparison.indicators.enumerated() {
      if let first = item.old, let second = item.new, isAlikeScaled[row],
        old.isSame(first, as: new, second)
      {
        continue
      }
      let before = contribution(item.old, old, oldScales)
      let after = contribution(item.new, new, newScales)
      if before != after { moved.append(.init(row: row, change: Interval(after - before))) }
    }
    let grades = (
      old.grade.map { comparison.old.grades[$0].name },
      new.grade.map { comparison.new.grades[$0].name }
    )
    var hasOtherGrade: Bool?
    if let first = grades.0, let second = grades.1 {
      hasOtherGrade = (gradeNames[first] ?? first) != second
    }
    let change = new.total - old.total
    return RecordImpact(
      department: department, fiscalYear: fiscalYear, status: .compared,
      old: Self.side(old.total, grades.0), new: Self.side(new.total, grades.1), change: change,
      changeRange: Interval(change), indicators: Self.sorted(moved), whole: whole(old, new),
      hasOtherGrade: hasOtherGrade, errors: [])
  }

  private static func side(_ total: Rational, _ grade: String?) -> RecordImpact.Side {
    RecordImpact.Side(
      score: total, range: Interval(total), grades: grade.map { [$0] } ?? [], missing: [])
  }

  private func contribution(
    _ index: Int?, _ result: CompleteScores, _ scales: [Rational]
  ) -> Rational {
    guard let index else { return .zero }
    let score = result.score(index)
    return scales[index] == .one ? score : score * scales[index]
  }

  /// Without bonuses, penalties and vetoes a total differs from the sum of its headings where that
  /// is cut to what totals may be, and where it is rounded.
  private func whole(
    _ old: CompleteScores, _ new: CompleteScores
  ) -> [RecordImpact.WholeImpact] {
    let first = steps(old, comparison.old, oldScales)
    let second = steps(new, comparison.new, newScales)
    let (cap, rounding) = (second.cap - first.cap, second.rounding - first.rounding)
    return [(AdjustmentResult.Kind.cap, cap), (.rounding, rounding)].compactMap { kind, points in
      points.isZero ? nil : RecordImpact.WholeImpact(kind: kind, points: points)
    }
  }

  private func steps(
    _ result: CompleteScores, _ ruleset: Ruleset, _ scales: [Rational]
  ) -> (cap: Rational, rounding: Rational) {
    let most = ruleset.highestTotal
    // A total between its ends that is not rounded is the sum.
    if ruleset.totalRounding == nil, result.total.signum() > 0, result.total < most {
      return (.zero, .zero)
    }
    var sum = Rational.zero
    for index in scales.indices { sum += contribution(index, result, scales) }
    let kept = min(max(sum, .zero), most)
    return (kept - sum, result.total - kept)
  }

  // MARK: Results with their trace

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
