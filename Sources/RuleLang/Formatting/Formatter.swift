/// Writes a rule file in its one layout, in either vocabulary.
///
/// The text is printed from the syntax, so that files with the same statements look the same.
/// Every comment is kept, and so is an empty line where the writer left one or more. Formatting
/// twice gives the same text as formatting once, and what is printed reads back as the same
/// statements.
public struct Formatter: Sendable {
  private let vocabulary: Language

  /// A formatter that writes the keywords of one vocabulary.
  public init(vocabulary: Language) {
    self.vocabulary = vocabulary
  }

  /// The text of a file; a line that could not be read is left out, only its comments stay.
  ///
  /// - Complexity: O(*n*) in the size of the file.
  public func format(_ file: RuleFile) -> String {
    let columns = outcomeColumns(of: file.statements)
    var page = Page()
    var layout = Layout()
    for (statement, column) in zip(file.statements, columns) {
      let place = layout.place(statement.kind)
      var printer = StatementPrinter(vocabulary: vocabulary)
      printer.statement(
        statement.kind, outcomeColumn: column, isGradeNamed: place.isGradeNamed)
      page.add(
        statement, printed: printer.line.text(indentation: place.indentation), at: place)
    }
    page.add(file.commentsAtEnd, indentation: 0)
    return page.text
  }

  /// One statement on one line, without its comments.
  public func line(_ statement: Statement) -> String {
    Message.line(of: statement.kind).text(in: vocabulary)
  }

  // MARK: Columns

  /// The widest range that sets the column of its neighbours.
  private static let rangeCellsMax = 40

  /// Where the outcomes of bands stand: bands that follow each other share a column.
  private func outcomeColumns(of statements: [Statement]) -> [Int?] {
    var columns: [Int?] = Array(repeating: nil, count: statements.count)
    var start = 0
    while start < statements.count {
      var end = start
      var widest = 0
      while end < statements.count, let width = rangeWidth(of: statements[end]) {
        if width <= Self.rangeCellsMax { widest = max(widest, width) }
        end += 1
      }
      for index in start..<end { columns[index] = widest + 2 }
      start = max(end, start + 1)
    }
    return columns
  }

  private func rangeWidth(of statement: Statement) -> Int? {
    guard case .band(let range, _, _) = statement.kind else { return nil }
    var printer = StatementPrinter(vocabulary: vocabulary)
    printer.range(range)
    return printer.line.width
  }
}

/// The text as it grows, with its comments and empty lines.
private struct Page {
  private(set) var text = ""

  mutating func add(_ statement: Statement, printed: String, at place: Layout.Place) {
    let comments = statement.commentsBefore
    let hasBlank = statement.hasBlankBefore || comments.contains { $0.hasBlankBefore }
    if place.startsBlock, !hasBlank { addBlank() }
    add(comments, indentation: place.indentation)
    if statement.hasBlankBefore { addBlank() }
    let after = statement.commentAfter.map(Self.tidy)
    if printed.isEmpty {
      if let after { addLine(after, indentation: place.indentation) }
    } else {
      text += printed
      if let after { text += "  " + after }
      text += "\n"
    }
  }

  mutating func add(_ comments: [SourceComment], indentation: Int) {
    for comment in comments {
      if comment.hasBlankBefore { addBlank() }
      addLine(Self.tidy(comment.text), indentation: indentation)
    }
  }

  private mutating func addLine(_ line: String, indentation: Int) {
    text += String(repeating: " ", count: indentation) + line + "\n"
  }

  /// An empty line, but not at the top and never two.
  private mutating func addBlank() {
    guard !text.isEmpty, !text.utf8.suffix(2).elementsEqual("\n\n".utf8) else { return }
    text += "\n"
  }

  /// A comment with the ordinary marker and nothing unseen at its end.
  private static func tidy(_ comment: String) -> String {
    var scalars = Substring(comment).unicodeScalars.dropFirst(2)
    while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
    return "//" + String(scalars)
  }
}
