/// Where the statements of a file stand: how far in, and after an empty line or not.
///
/// A line's indentation follows from what it is and from the block it stands in. The layout
/// follows the statements in order, as the parser does.
struct Layout {
  /// What a line is to the lines around it.
  private enum Group {
    case header, facts, fields, constants, heading, indicator, lines, grades, wholeResult
    case check, test, removal
  }

  /// Where one statement stands.
  struct Place {
    /// The spaces before it.
    let indentation: Int

    /// Whether an empty line stands before it in any case.
    let startsBlock: Bool

    /// Whether a grade needs its keyword, as no line before it says `grades`.
    let isGradeNamed: Bool
  }

  private var previous: Group?
  private var isUnderRuleset = false
  private var isUnderAlternative = false
  private var isInGrades = false

  /// The place of the next statement.
  mutating func place(_ kind: Statement.Kind) -> Place {
    let isGradeNamed = !isInGrades
    let group = enter(kind)
    defer { previous = group }
    return Place(
      indentation: indentation(of: kind, isGradeNamed: isGradeNamed),
      startsBlock: startsBlock(kind, group, isGradeNamed: isGradeNamed),
      isGradeNamed: isGradeNamed)
  }

  private mutating func enter(_ kind: Statement.Kind) -> Group? {
    let group = Self.group(of: kind)
    switch group {
    case .header:
      if case .ruleset = kind { isUnderRuleset = true }
      return previous == nil || isUnderRuleset ? .header : previous
    case .lines:
      if case .alternative = kind { isUnderAlternative = true }
      if case .bestOf = kind { isUnderAlternative = false }
    case .fields: break
    case .test:
      if case .test = kind { isInGrades = false }
    case .grades: isInGrades = true
    default: isInGrades = false
    }
    isUnderRuleset = false
    if group != .lines { isUnderAlternative = false }
    return group
  }

  private static func group(of kind: Statement.Kind) -> Group {
    switch kind {
    case .ruleset, .fiscalYear, .revision, .amends, .effective, .totalPoints, .scoresRounded,
      .totalRounded, .basis, .unit:
      .header
    case .replacement(let replaced, _): group(of: replaced)
    case .removal: .removal
    case .facts, .table: .facts
    case .field: .fields
    case .define, .parameter, .order: .constants
    case .heading, .openedHeading: .heading
    case .indicator: .indicator
    case .higherIsBetter, .lowerIsBetter, .measure, .band, .case, .notApplicable, .whenMissing,
      .item, .bestItemCounts, .deductsPer, .deductsWhen, .judged, .formula, .bestOf,
      .alternative, .malformed:
      .lines
    case .grades, .gradeBand, .gradeCondition, .gradeOtherwise: .grades
    case .veto, .bonus, .penalty, .bonusesAtMost, .penaltiesAtMost: .wholeResult
    case .check, .checkCondition: .check
    case .test, .given, .expect, .expectError, .testCases, .testCase: .test
    }
  }

  private func indentation(of kind: Statement.Kind, isGradeNamed: Bool) -> Int {
    switch kind {
    case .ruleset, .facts, .table, .define, .parameter, .order, .heading, .openedHeading,
      .indicator,
      .grades, .veto, .bonus, .penalty, .bonusesAtMost, .penaltiesAtMost, .check, .test,
      .replacement, .removal, .malformed:
      0
    case .fiscalYear, .revision, .amends, .effective, .totalPoints, .scoresRounded, .totalRounded,
      .unit:
      isUnderRuleset ? 2 : 0
    case .basis:
      switch previous {
      case .heading, .indicator, .lines: isUnderAlternative ? 4 : 2
      default: isUnderRuleset ? 2 : 0
      }
    case .gradeBand, .gradeCondition, .gradeOtherwise: isGradeNamed ? 0 : 2
    case .bestOf, .alternative, .field, .checkCondition, .given, .expect, .expectError,
      .testCases, .testCase:
      2
    case .higherIsBetter, .lowerIsBetter, .measure, .band, .case, .notApplicable, .whenMissing,
      .item, .bestItemCounts, .deductsPer, .deductsWhen, .judged, .formula:
      isUnderAlternative ? 4 : 2
    }
  }

  private func startsBlock(
    _ kind: Statement.Kind, _ group: Group?, isGradeNamed: Bool
  ) -> Bool {
    switch kind {
    case .facts, .table, .indicator, .grades, .check, .test: true
    case .heading, .openedHeading, .define, .parameter, .order, .veto, .bonus, .penalty,
      .bonusesAtMost, .penaltiesAtMost, .removal:
      previous != group
    case .replacement(let replaced, _):
      startsBlock(replaced, group, isGradeNamed: isGradeNamed)
    case .gradeBand, .gradeCondition, .gradeOtherwise: isGradeNamed
    default: false
    }
  }
}
