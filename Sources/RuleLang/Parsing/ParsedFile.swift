/// A rule file that has been read, with its text and what was found in it.
public struct ParsedFile: Sendable {
  /// The text.
  public let source: SourceFile

  /// The file as written.
  public let file: RuleFile

  /// What is wrong in its text and syntax.
  let diagnostics: [Diagnostic]

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - source: the text.
  ///   - index: the index of the file among those of its ruleset, which places refer to.
  /// - Complexity: O(*n*) in the size of the file.
  public init(_ source: SourceFile, index: Int) {
    self.source = source
    (file, diagnostics) = Parser.parse(source, file: index)
  }

  private init(_ source: SourceFile, _ other: ParsedFile) {
    self.source = source
    file = other.file
    diagnostics = other.diagnostics
  }

  /// The same file under another path.
  public func named(_ path: String) -> ParsedFile { ParsedFile(source.named(path), self) }
}
