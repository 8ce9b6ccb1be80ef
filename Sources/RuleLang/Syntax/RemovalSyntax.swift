/// What an amendment removes from the version it amends.
public enum RemovalSyntax: Sendable {
  /// Things known by their names: `remove indicator X, Y`.
  case named(Keyword, [Name])
  /// Things known by their texts: `remove test "…"`.
  case titled(Keyword, [TextSyntax])
  /// A bonus or a penalty without a text, known by its condition.
  case conditional(Keyword, Expression)
  /// An order, known by its limits.
  case order([Expression], [Comparison])
  /// The tests that expect something of these indicators.
  case testsOf([Name])
  /// All that the keyword says: `remove grades`, `remove test`.
  case all(Keyword)
}

/// A text as it was written, with its place.
public struct TextSyntax: Sendable {
  /// The text without its quotes.
  public let text: String

  /// Where it stands.
  public let range: SourceRange
}
