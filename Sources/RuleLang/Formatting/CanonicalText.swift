/// The text whose SHA-256 is the digest of a ruleset: its meaning, without its layout.
public enum CanonicalText {
  /// The canonical text of the files of a ruleset, in their order.
  ///
  /// It is in the English vocabulary, one statement a line, with every number written by its
  /// value. Comments, empty lines, the vocabulary, the order of the words of a clause, the kind of
  /// quotes and the spelling of intervals leave it as it is. Tests are not part of it, as they
  /// never change a score.
  ///
  /// - Complexity: O(*n*) in the size of the files.
  public static func of(_ files: [RuleFile]) -> String {
    var text = ""
    for statement in files.lazy.flatMap(\.statements) {
      switch statement.kind {
      case .test, .given, .expect, .expectError, .testCases, .testCase, .malformed: continue
      default: break
      }
      text += of(statement.kind) + "\n"
    }
    return text
  }

  /// The canonical text of one statement, also of a line of a test.
  static func of(_ kind: Statement.Kind) -> String {
    var printer = StatementPrinter(vocabulary: .en, isCanonical: true)
    printer.statement(kind, isGradeNamed: true)
    return printer.line.textOnOneLine
  }

  /// The canonical text of an expression.
  static func of(_ expression: Expression) -> String {
    var printer = StatementPrinter(vocabulary: .en, isCanonical: true)
    printer.expression(expression)
    return printer.line.textOnOneLine
  }
}
