/// Rows of a table that are alike, as a test gives them.
public struct RowsSyntax: Sendable {
  /// How many, where it is written: `3 行 (…)`.
  public let count: Literal?

  /// The cells of each.
  public let cells: [(column: Name, value: Expression)]

  /// Where they stand.
  public let range: SourceRange
}

/// A figure that a test assumes.
public enum GivenSyntax: Sendable {
  case value(Name, Expression)
  case rows(Name, [RowsSyntax])
  /// The points of an evaluator.
  case judgment(Name, PointsSyntax, reason: String?)

  /// The fact, the table or the indicator.
  var name: Name {
    switch self {
    case .value(let name, _), .rows(let name, _), .judgment(let name, _, _): name
    }
  }

  /// The rows of a table.
  var rows: [RowsSyntax] {
    if case .rows(_, let rows) = self { return rows }
    return []
  }
}

/// What a test expects of something.
public struct ExpectationSyntax: Sendable {
  /// The thing looked at.
  public let subject: ExpectedSyntax

  /// What is expected of it.
  public let outcome: ExpectedOutcomeSyntax

  /// Where both stand.
  public let range: SourceRange
}

/// What a test expects.
public struct ExpectedOutcomeSyntax: Sendable {
  /// The forms of an expectation.
  public enum Kind: Sendable {
    /// `= 4 points`, `>= 90`, `= 优`
    case comparison(Comparison, Expression)
    /// `in [84, 92]`
    case range(RangeSyntax)
    case status(ExpectedStatus)
    /// `by "…"`: the clause that decides.
    case decidedBy(String)
  }

  /// Which form it is.
  public let kind: Kind

  /// Where it stands.
  public let range: SourceRange
}

/// How a test expects something to have come about.
public enum ExpectedStatus: String, Sendable, CaseIterable {
  // Where words begin alike, the longer stand first, as they are tried in this order.
  case undetermined, missing, scored, judged, excluded, notApplicable

  /// The keyword that says it.
  var keyword: Keyword {
    switch self {
    case .undetermined: .undetermined
    case .scored: .isScored
    case .judged: .isJudged
    case .excluded: .isExcluded
    case .notApplicable: .isNotApplicable
    case .missing: .isMissing
    }
  }
}

/// The thing a test looks at.
public struct ExpectedSyntax: Sendable {
  /// The forms of it.
  public enum Kind: Sendable {
    case score(Name)
    case measure(Name)
    case total
    case grade
  }

  /// Which form it is.
  public let kind: Kind

  /// Where it stands.
  public let range: SourceRange
}

/// A column of the cases of a test.
public enum CaseColumnSyntax: Sendable {
  /// A fact, a table, or what is expected: the name says which.
  case subject(ExpectedSyntax)
  /// The points of an evaluator.
  case judged(Name)
  /// The errors of the record.
  case error(SourceRange)

  /// Where it stands.
  var range: SourceRange {
    switch self {
    case .subject(let subject): subject.range
    case .judged(let name): name.range
    case .error(let range): range
    }
  }
}

/// A cell of a case.
public struct CaseCellSyntax: Sendable {
  /// The forms of a cell.
  public enum Kind: Sendable {
    case value(Expression)
    case rows([RowsSyntax])
    case outcome(ExpectedOutcomeSyntax.Kind)
    /// `not given`
    case notGiven
  }

  /// Which form it is.
  public let kind: Kind

  /// Where it stands.
  public let range: SourceRange
}
