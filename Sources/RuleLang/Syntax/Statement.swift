public import ExactNumbers

/// A number of points as a clause writes it.
public struct PointsSyntax: Sendable {
  /// The forms of an amount.
  public enum Kind: Sendable {
    /// `full`, 满分: the points of the indicator.
    case full
    /// A number of points.
    case amount(Literal)
  }

  /// Which form it is.
  public let kind: Kind

  /// Where it stands.
  public let range: SourceRange
}

/// What a band gives.
public enum OutcomeSyntax: Sendable {
  /// `scores N`
  case scores(PointsSyntax)
  /// `scores from A to B`: a straight line between the ends of the range.
  case line(from: PointsSyntax, to: PointsSyntax)
  /// `deducts N per full STEP`, `adds N per started STEP`
  case steps(StepsSyntax)
  /// `judged from A to B`: an evaluator chooses.
  case judged(from: PointsSyntax, to: PointsSyntax)
}

/// A deduction, or an addition, by steps from the end of a range.
public struct StepsSyntax: Sendable {
  /// How a part of a step counts.
  public enum Rounding: String, Sendable, Hashable {
    /// Only whole steps count.
    case full
    /// A step counts as soon as it is begun.
    case started
    /// A part of a step counts in proportion.
    case proRata
  }

  /// Whether it adds points.
  public let adds: Bool

  /// The points of one step.
  public let amount: PointsSyntax

  /// How a part of a step counts.
  public let rounding: Rounding

  /// The length of a step.
  public let step: Expression

  /// `down to N` or `up to N`.
  public let limit: PointsSyntax?
}

/// The type of a fact or a column as written.
public struct TypeSyntax: Sendable {
  /// The forms of a type.
  public enum Kind: Sendable {
    case number(unit: Name?)
    case money(unit: Name?)
    case ratio
    case count(unit: Name)
    case date
    case yesOrNo
    case choice([Name])
    case text
    /// Something that could not be read; a diagnostic says so.
    case missing
  }

  /// A bound of the values.
  public struct Bound: Sendable {
    /// The side it bounds: `at least`, `at most`, `above` or `below`.
    public let comparison: Comparison

    /// The bound.
    public let value: Expression
  }

  /// Which type it is.
  public let kind: Kind

  /// The bounds, in the order written; `from A to B` makes two.
  public let bounds: [Bound]

  /// Whether the two bounds were written `from … to …`.
  public let isFromTo: Bool

  /// Where it stands.
  public let range: SourceRange

  /// The type of a fact whose line could not be read.
  static func unread(at range: SourceRange) -> TypeSyntax {
    TypeSyntax(kind: .missing, bounds: [], isFromTo: false, range: range)
  }
}

/// What a case or an inapplicable indicator gives.
public enum CaseOutcomeSyntax: Sendable {
  case scores(PointsSyntax)
  case excludedOverHeading
  case excludedOverTotal
}

/// What a veto does.
public enum VetoSyntax: Sendable {
  case totalAtMost(PointsSyntax)
  case gradeAtMost(Name)
  case gradeIs(Name)
  case headingScoresNothing(Name)
}

/// One line of a ruleset.
public struct Statement: Sendable {
  /// The forms of a statement; what they hold stands apart, so that a statement is little to copy.
  public indirect enum Kind: Sendable {
    case ruleset(Name)
    case fiscalYear(Literal)
    case revision(Literal)
    /// The year of the version that is changed, without unit, and its revision where it is named.
    case amends(Literal, revision: Literal?)
    case effective(from: Date?, to: Date?)
    case totalPoints(PointsSyntax)
    case scoresRounded(Literal, RoundingMode)
    case totalRounded(Literal, RoundingMode)
    case basis(String)
    case unit(Name, equals: Literal?)
    case facts
    case table(Name, rowsMin: Literal?)
    /// A fact or a column, by the block it stands in.
    case field(Name, TypeSyntax, description: String?)
    case define(Name, Expression, description: String?)
    case parameter(Name, Expression, basis: String?)
    case order([Expression], [Comparison])
    case heading(level: Int, Name, PointsSyntax, weight: Literal?)
    /// A heading without points: one that the amended version has, opened for additions.
    case openedHeading(level: Int, Name)
    case indicator(Name, PointsSyntax)
    case higherIsBetter
    case lowerIsBetter
    case measure(Expression)
    case band(RangeSyntax, OutcomeSyntax, reason: String?)
    case `case`(Expression, PointsSyntax, reason: String?)
    case notApplicable(Expression, CaseOutcomeSyntax, reason: String?)
    case whenMissing(PointsSyntax, reason: String?)
    case item(PointsSyntax, Expression, text: String?)
    case bestItemCounts
    case deductsPer(PointsSyntax, Expression, text: String?)
    case deductsWhen(PointsSyntax, Expression, text: String?)
    case judged(String?)
    case formula(Expression, clamped: Bool)
    case bestOf
    case alternative(String)
    case grades(byRounded: Bool?)
    case gradeBand(Name, RangeSyntax)
    case gradeCondition(Name, Expression)
    case gradeOtherwise(Name)
    case veto(String, Expression, VetoSyntax)
    case bonus(PointsSyntax, Expression, text: String?)
    case penalty(PointsSyntax, Expression, text: String?)
    case bonusesAtMost(PointsSyntax, outsideTotal: Bool)
    case penaltiesAtMost(PointsSyntax)
    case check(String)
    case checkCondition(Expression)
    case test(String)
    case given([GivenSyntax])
    case expect([ExpectationSyntax])
    case expectError([Name])
    case testCases([CaseColumnSyntax])
    case testCase([CaseCellSyntax], text: String?)
    /// A statement that takes the place of one of the amended version, and where it stands itself.
    case replacement(Kind, at: SourceRange)
    case removal(RemovalSyntax)
    /// A line that could not be read, with the keyword that opens it; a diagnostic says so.
    case malformed(opening: Keyword?)
  }

  /// Which form it is.
  public let kind: Kind

  /// Where it stands, without its comments.
  public let range: SourceRange

  /// The comments on lines of their own before it, and those inside it.
  public let commentsBefore: [SourceComment]

  /// The comment at its end.
  public let commentAfter: String?

  /// Whether an empty line stands directly before it, after its comments.
  public let hasBlankBefore: Bool
}

/// A comment on a line of its own.
public struct SourceComment: Sendable {
  /// The comment with its `//`, as written.
  public let text: String

  /// Whether an empty line stands directly before it.
  public let hasBlankBefore: Bool
}

/// One file as written: its statements in order, each with its comments.
///
/// The parser makes it, from any bytes; it is complete even where lines could not be read.
public struct RuleFile: Sendable {
  /// The index of the file in the run.
  public let file: Int

  /// The statements in order.
  public let statements: [Statement]

  /// The comments after the last statement.
  public let commentsAtEnd: [SourceComment]

  /// The vocabulary that most of its keywords are written in.
  public let vocabulary: Language

  /// The file with a remark at the end of each statement, before the comment that it has there.
  ///
  /// - Parameter remark: the words for a statement; nil for none.
  /// - Returns: the file with the remarks.
  public func remarked(_ remark: (Statement) -> String?) -> RuleFile {
    with(
      statements.map { statement in
        guard let words = remark(statement) else { return statement }
        let own = statement.commentAfter.map { String($0.unicodeScalars.dropFirst(2)) } ?? ""
        return Statement(
          kind: statement.kind, range: statement.range, commentsBefore: statement.commentsBefore,
          commentAfter: "// " + words + own, hasBlankBefore: statement.hasBlankBefore)
      })
  }

  /// The file with other statements.
  func with(_ statements: [Statement]) -> RuleFile {
    RuleFile(
      file: file, statements: statements, commentsAtEnd: commentsAtEnd, vocabulary: vocabulary)
  }

  /// The file, emptied if it is one of these.
  func without(_ files: Set<Int>) -> RuleFile {
    files.contains(file) ? with([]) : self
  }
}
