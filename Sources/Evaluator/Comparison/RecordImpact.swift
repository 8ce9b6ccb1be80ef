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
  }

  /// What makes a result impossible, in words.
  public struct Problem: Hashable, Sendable {
    /// The code of the finding.
    public let code: DiagnosticCode

    /// What was found.
    public let message: Message
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

  /// What makes the results impossible: what was found under both is told once.
  public let errors: [Problem]
}
