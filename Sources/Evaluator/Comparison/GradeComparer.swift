import ExactNumbers
import RuleLang

/// Compares the grades: which are the same, and which totals get another.
struct GradeComparer {
  /// Which grades are the same ones.
  let pairs: Pairing

  /// The totals that get another grade; none where a grade is given for a condition.
  let differences: [GradeDifference]

  private let context: ComparisonContext

  init(_ context: ComparisonContext) {
    self.context = context
    let (old, new) = (context.old, context.new)
    var pairs = Pairing(old.grades.map(\.name), new.grades.map(\.name))
    pairs.pairRest(
      { Self.meaning(of: old.grades[$0], &context.oldReader) },
      { Self.meaning(of: new.grades[$0], &context.newReader) })
    self.pairs = pairs
    differences = Self.differences(old, new, pairs)
  }

  /// Whether what a grade is given for means the same.
  func isSame(_ old: Int, _ new: Int) -> Bool {
    Self.meaning(of: context.old.grades[old], &context.oldReader)
      == Self.meaning(of: context.new.grades[new], &context.newReader)
  }

  private static func meaning(of grade: Grade, _ reader: inout MeaningReader) -> Int {
    switch grade.criterion {
    case .range(let range): reader.table.number("range \(range)")
    case .condition(let condition): reader.table.number("when", [reader.meaning(of: condition)])
    case .otherwise: reader.table.number("otherwise")
    }
  }

  private static func differences(
    _ old: Ruleset, _ new: Ruleset, _ pairs: Pairing
  ) -> [GradeDifference] {
    guard let before = old.grades.ranges, let after = new.grades.ranges else { return [] }
    let isRounded = old.gradesByRounded && new.gradesByRounded
    let isAlike = isRounded && old.totalRounding?.step == new.totalRounding?.step
    let grid = Grid(step: isAlike ? old.totalRounding?.step : nil)
    var found: [GradeDifference] = []
    for (first, range) in before.enumerated() {
      for (second, other) in after.enumerated() where pairs.newOfOld[first] != second {
        guard let common = grid.tightened(range.intersection(other)) else { continue }
        found.append(GradeDifference(interval: common, old: first, new: second))
      }
    }
    return found.sorted { Interval.compareLower($0.interval.lower, $1.interval.lower) > 0 }
  }
}

extension [Grade] {
  /// The ranges; nil where a grade is given for a condition, or there is none.
  fileprivate var ranges: [Interval]? {
    let ranges = compactMap { grade -> Interval? in
      if case .range(let range) = grade.criterion { return range }
      return nil
    }
    return ranges.count == count && !isEmpty ? ranges : nil
  }
}
