public import ExactNumbers
public import RuleLang

/// The result for one record: every node with its points, its clause and what was lost and why.
///
/// At every node that has a score, score + losses = points exactly; ``Evaluation/violations``
/// checks it.
public struct Evaluation: Sendable {
  /// How far the result goes.
  public enum Status: String, Sendable {
    case complete
    /// Facts are missing; ranges say what can still be.
    case incomplete
    /// Something makes a result impossible; the errors say what.
    case failed
  }

  /// The department.
  public var department: String?

  /// The fiscal year.
  public var fiscalYear: Int

  /// How far the result goes.
  public var status: Status

  /// The total of points.
  public var points: Rational

  /// The total; nil unless complete.
  public var score: Rational?

  /// The total before rounding.
  public var unrounded: Rational?

  /// The totals that are still possible; one value when complete.
  public var range: Interval

  /// The grade; nil where there is none or several are possible.
  public var grade: String?

  /// The grades that are still possible, best first.
  public var possibleGrades: [String]

  /// The figures that are missing and matter.
  public var missing: [MissingFigure]

  /// The headings, by index in the ruleset.
  public var headings: [HeadingResult]

  /// The indicators, by index in the ruleset.
  public var indicators: [IndicatorResult]

  /// Bonuses, penalties, caps and rounding of the whole, in the order applied.
  public var adjustments: [AdjustmentResult]

  /// The consistency checks, in order.
  public var checks: [CheckResult]

  /// The values of the definitions, by index; nil where undetermined.
  public var definitions: [Constant?]

  /// Facts with several values: whether the choice changes the score.
  public var choices: [ChoiceResult]

  /// What makes a result impossible.
  public var errors: [Diagnostic]
}

/// A figure that is missing.
public struct MissingFigure: Sendable {
  /// The fact, table or judgment.
  public let name: String

  /// The indicators that it leaves undetermined, by index.
  public let indicators: [Int]

  /// Whether the total or the grade depends on it.
  public let isDeciding: Bool
}

/// Points lost, or gained where negative, and why.
public struct Loss: Sendable {
  /// The points; negative for points gained.
  public let points: Rational

  /// Why.
  public let reason: Message
}

/// The result of an indicator.
public struct IndicatorResult: Sendable {
  /// How it came about.
  public enum Status: String, Sendable {
    case scored
    /// An evaluator gave the points.
    case judged
    /// Facts are missing.
    case undetermined
    /// It does not apply, and its points went elsewhere.
    case excluded
    case failed
  }

  /// The kind of clause that decided.
  public enum Method: String, Sendable {
    case bands, checklist, ladder, count, judged, formula, bestOf, `case`, whenMissing
  }

  /// Its place in the ruleset.
  public let index: Int

  /// How it came about.
  public var status: Status

  /// The kind of clause that decided.
  public var method: Method

  /// The points available here: those of the rules times ``factor``.
  public var points: Rational

  /// By how much excluded indicators' points raised its own; one where none were.
  public var factor: Rational

  /// The value of its measure, where it has one that could be computed.
  public var measure: Rational?

  /// The band of its measure, by index.
  public var band: Int?

  /// The alternative that was best, by index.
  public var alternative: Int?

  /// What each alternative gives, where the best of them counts; the choice can be defended by it.
  public var alternatives: [AlternativeResult]

  /// The case that decided, by index.
  public var decidingCase: Int?

  /// The items met, for a checklist, by item.
  public var itemsMet: [Bool]

  /// The count of each deduction line.
  public var counts: [Rational]

  /// The clause that decided.
  public var clause: Clause?

  /// The score before rounding.
  public var unrounded: Rational?

  /// The score.
  public var score: Rational?

  /// The scores that are still possible; one value where it has a score.
  public var range: Interval

  /// What was lost, and why; together with the score it makes the points.
  public var lost: [Loss]

  /// The names of what is missing.
  public var missing: [String]
}

/// What one of several alternatives gives, whether or not it counts.
public struct AlternativeResult: Sendable {
  /// Its place among the alternatives of its indicator.
  public let index: Int

  /// Its score on the scale of the indicator's points, before rounding.
  public var score: Rational?

  /// The value of its measure, where it has bands.
  public var measure: Rational?

  /// The band of its measure, by index.
  public var band: Int?

  /// The clause that decided in it.
  public var clause: Clause?
}

/// The result of a heading.
public struct HeadingResult: Sendable {
  /// Its place in the ruleset.
  public let index: Int

  /// Its points.
  public var points: Rational

  /// Its score on its own scale; nil where undetermined.
  public var score: Rational?

  /// The scores that are still possible.
  public var range: Interval

  /// What it counts for in what it stands under, where it carries a weight.
  public var contribution: Rational?

  /// What was lost: the sum below it, and what was taken from it as a whole.
  public var lost: [Loss]
}

/// A step from the sum of the headings to the total.
public struct AdjustmentResult: Sendable {
  /// What kind of step.
  public enum Kind: String, Sendable {
    case penalty, bonus, cap, veto, rounding
  }

  /// What kind of step.
  public let kind: Kind

  /// Why, in words.
  public let text: Message

  /// What it adds to the total; negative where it takes.
  public let points: Rational

  /// The clause, where there is one.
  public let clause: SourceRange?
}

/// The result of a consistency check.
public struct CheckResult: Sendable {
  /// Its place in the ruleset.
  public let index: Int

  /// Whether it holds; nil where figures are missing.
  public let holds: Bool?

  /// The values of the two sides, where it compares numbers.
  public let sides: (left: Rational, right: Rational)?

  /// How far the two sides may be apart, where the check says so.
  public let margin: Rational?

  /// The names of what is missing.
  public let missing: [String]
}

/// Whether the choice between several values of a fact changes the score.
public struct ChoiceResult: Sendable {
  /// The choice.
  public let choice: ValueChoice

  /// The total with each candidate; nil where there is none.
  public let totals: [Rational?]

  /// Whether any candidate gives another total or grade.
  public let changesResult: Bool
}
