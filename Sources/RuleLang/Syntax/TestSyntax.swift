/// A figure that a test assumes.
public enum GivenSyntax: Sendable {
  case value(Name, Expression)
  case rows(Name, [[(column: Name, value: Expression)]])

  /// The fact or the table.
  var name: Name {
    switch self {
    case .value(let name, _), .rows(let name, _): name
    }
  }
}

/// What a test expects.
public enum ExpectationSyntax: Sendable {
  /// `X = 4 points`, `total >= 90`, `grade = 优`
  case condition(ExpectedSyntax, Comparison, Expression)
  case undetermined(ExpectedSyntax)
}

/// The thing a test looks at.
public enum ExpectedSyntax: Sendable {
  case score(Name)
  case measure(Name)
  case total(SourceRange)
  case grade(SourceRange)
}
