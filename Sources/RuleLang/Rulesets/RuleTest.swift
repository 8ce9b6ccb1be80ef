public import ExactNumbers

/// A test written in the rules, or one of its cases.
public struct RuleTest: Sendable {
  /// Rows of a table that are alike.
  public struct Rows: Sendable {
    /// How many; from 1.
    public let count: Int

    /// The cells of each; nil where they are missing.
    public let cells: [Constant?]
  }

  /// A figure it assumes.
  public enum Given: Sendable {
    case fact(Int, Constant)
    case rows(table: Int, [Rows])
    /// The points of an evaluator.
    case judgment(indicator: Int, points: Rational, reason: String?)
    /// Missing, whatever was given before.
    case factNotGiven(Int)
    case tableNotGiven(Int)
    case judgmentNotGiven(indicator: Int)
  }

  /// What it looks at.
  public enum Subject: Hashable, Sendable {
    case score(indicator: Int)
    case headingScore(Int)
    case measure(indicator: Int)
    case total
    case grade
  }

  /// Something it expects.
  public struct Expectation: Sendable {
    /// The forms of an expectation.
    public enum Kind: Sendable {
      case comparison(Subject, Comparison, Rational)
      case range(Subject, Interval)
      case grade(Comparison, Int)
      case status(Subject, ExpectedStatus)
      /// The clause that decides.
      case decidedBy(indicator: Int, Clause)
      case error(DiagnosticCode)
    }

    /// Which form it is.
    public let kind: Kind

    /// The words of what is looked at, as written; none for an error.
    public let subjectText: String

    /// The words after it.
    public let outcomeText: String

    /// The value at the end of these, where it is a constant compared with.
    public let valueText: String?

    /// Where it stands; that of the cell in a case.
    public let range: SourceRange

    /// What it looks at; nil for an error.
    public var subject: Subject? {
      switch kind {
      case .comparison(let subject, _, _), .range(let subject, _), .status(let subject, _): subject
      case .grade: .grade
      case .decidedBy(let indicator, _): .score(indicator: indicator)
      case .error: nil
      }
    }
  }

  /// A case of a test.
  public struct Row: Sendable {
    /// Its number among the cases of the test, from 1.
    public let number: Int

    /// Its name.
    public let text: String?

    /// The figures of its own, which replace those of the test.
    public let givens: [Given]

    /// What it expects beside what the test does.
    public let expectations: [Expectation]

    /// Where it stands.
    public let range: SourceRange
  }

  /// Its name.
  public let name: String

  /// What it assumes, and all of its cases.
  public let givens: [Given]

  /// What it expects, and of all of its cases.
  public let expectations: [Expectation]

  /// The case, where the test has some.
  public let row: Row?

  /// Where the test stands.
  public let testRange: SourceRange

  /// Where it stands; of a case, the case.
  public var range: SourceRange { row?.range ?? testRange }

  /// What it assumes, in the order in which later figures replace earlier ones.
  public var allGivens: [Given] { givens + (row?.givens ?? []) }

  /// All that it expects.
  public var allExpectations: [Expectation] { expectations + (row?.expectations ?? []) }

  /// The errors that a record can have, which a test may expect.
  public static let recordErrors: [DiagnosticCode] = [
    .malformedValue, .outOfRange, .judgment, .brokenOrder, .numberTooLarge, .nothingApplicable,
  ]
}
