import ExactNumbers

/// The cases of a test as they are read line by line.
struct CaseTable {
  /// A column, once its name is known.
  enum Column {
    case fact(Int)
    case table(Int)
    case judged(index: Int, points: Rational)
    case expected(Checker.ExpectedSubject)
    case error
    /// Its name has been reported; nothing is said about what stands under it.
    case unknown
  }

  /// The line that names the columns.
  var head: SourceRange?
  var columns: [Column] = []
  /// How many columns give something.
  var givenCount = 0
  var columnTexts: [String] = []
  /// Whether the words of the tests are English, for what a cell leaves out.
  var isEnglish = false
  var rows: [RuleTest.Row] = []
  /// The cases, those that could not be read too.
  var count = 0
  var isHeadMissed = false
}

/// Tables of cases.
extension Checker {
  mutating func readColumns(
    _ columns: [CaseColumnSyntax], _ line: Statement, into cases: inout CaseTable
  ) {
    if let first = cases.head {
      add(.duplicateStatement(first: first), at: line.range)
      return
    }
    cases.head = line.range
    cases.isEnglish = sources[line.range.file].bytes[line.range.lower] < 0x80
    var seen: [NormalizedText: SourceRange] = [:]
    for syntax in columns {
      let words = text(syntax.range)
      cases.columnTexts.append(words)
      // What an evaluator gives, and the score it makes, are two columns.
      var key = words
      if case .judged = syntax { key += " " + Keyword.judged.spelling(in: .en) }
      if let first = seen[NormalizedText(key)] {
        add(.givenTwice(words, first: first), at: syntax.range)
        cases.columns.append(.unknown)
        continue
      }
      seen[NormalizedText(key)] = syntax.range
      let column = column(syntax)
      cases.columns.append(column)
      switch column {
      case .fact, .table, .judged: cases.givenCount += 1
      case .expected, .error, .unknown: break
      }
    }
  }

  private mutating func column(_ syntax: CaseColumnSyntax) -> CaseTable.Column {
    switch syntax {
    case .error: return .error
    case .judged(let name):
      return judgedIndicator(name).map { .judged(index: $0.index, points: $0.points) } ?? .unknown
    case .subject(let expected):
      if case .score(let name) = expected.kind {
        switch scope[name.text] {
        case .fact(let index): return .fact(index)
        case .table(let index): return .table(index)
        case .definition:
          add(.notAColumn(name.text), at: name.range)
          return .unknown
        default: break
        }
      }
      return subject(expected).map { .expected($0) } ?? .unknown
    }
  }

  mutating func readCase(
    _ cells: [CaseCellSyntax], _ title: String?, _ line: Statement, into cases: inout CaseTable,
    isDamaged: Bool
  ) {
    cases.count += 1
    guard cases.head != nil else {
      if !isDamaged, !cases.isHeadMissed { add(.caseWithoutColumns(), at: line.range) }
      cases.isHeadMissed = true
      return
    }
    guard cells.count == cases.columns.count else {
      let extra = cells.dropFirst(cases.columns.count).first
      add(
        .wrongCellCount(cells.count, columns: cases.columnTexts),
        at: extra.map { $0.range.joined(with: line.range.end) } ?? line.range)
      return
    }
    var givens: [RuleTest.Given] = []
    var expectations: [RuleTest.Expectation] = []
    givens.reserveCapacity(cases.givenCount)
    expectations.reserveCapacity(cells.count - cases.givenCount)
    for (index, cell) in cells.enumerated() {
      let column = cases.columns[index]
      if let given = given(cell, under: column) {
        givens.append(given)
      } else if let expectation = expectation(
        cell, under: column, cases.columnTexts[index], isEnglish: cases.isEnglish)
      {
        expectations.append(expectation)
      }
    }
    cases.rows.append(
      RuleTest.Row(
        number: cases.count, text: title, givens: givens, expectations: expectations,
        range: line.range))
  }

  // MARK: Cells

  /// The figure that a cell gives; nil where it is expected, or wrong and reported.
  private mutating func given(
    _ cell: CaseCellSyntax, under column: CaseTable.Column
  ) -> RuleTest.Given? {
    switch (column, cell.kind) {
    case (.fact(let index), .notGiven): return .factNotGiven(index)
    case (.fact(let index), .value(let value)):
      return constant(value, ruleset.facts[index].type).map { .fact(index, $0) }
    case (.table(let index), .notGiven): return .tableNotGiven(index)
    case (.table(let index), .rows(let rows)):
      checkRowCount(of: rows, at: cell.range)
      return .rows(table: index, rows.compactMap { self.rows($0, ruleset.tables[index]) })
    case (.judged(let index, _), .notGiven): return .judgmentNotGiven(indicator: index)
    case (.judged(let index, let points), .value(let value)):
      guard case .number(let number)? = constant(value, .number(.plain)),
        let given = judgedPoints(number, of: (index, points), at: value.range)
      else { return nil }
      return .judgment(indicator: index, points: given, reason: nil)
    case (.fact(let index), _):
      add(.wrongCell(ruleset.facts[index].name, isTable: false), at: cell.range)
    case (.table(let index), _):
      add(.wrongCell(ruleset.tables[index].name, isTable: true), at: cell.range)
    case (.judged, _): add(.constantNeeded(), at: cell.range)
    case (.expected, _), (.error, _), (.unknown, _): break
    }
    return nil
  }

  private mutating func expectation(
    _ cell: CaseCellSyntax, under column: CaseTable.Column, _ words: String, isEnglish: Bool
  ) -> RuleTest.Expectation? {
    switch (column, cell.kind) {
    case (.error, .value(let value)):
      guard case .name(let name) = value.kind else {
        add(.notARecordError(text(value.range)), at: value.range)
        return nil
      }
      return expectedError(name)
    case (.error, .notGiven), (.expected, .notGiven): return nil
    case (.error, _): add(.notARecordError(text(cell.range)), at: cell.range)
    case (.expected(let subject), .value(let value)):
      return comparison(of: subject, .equal, value).map {
        let valueText = text(value.range)
        return RuleTest.Expectation(
          kind: $0, subjectText: words, outcomeText: (isEnglish ? "= " : "＝ ") + valueText,
          valueText: valueText, range: cell.range)
      }
    case (.expected(let subject), .outcome(let outcome)):
      return expectation(of: subject, outcome, at: cell.range).map {
        RuleTest.Expectation(
          kind: $0.kind, subjectText: words, outcomeText: text(cell.range),
          valueText: $0.value.map { text($0) }, range: cell.range)
      }
    case (.expected, .rows): add(.wrongCell(words, isTable: false), at: cell.range)
    case (.fact, _), (.table, _), (.judged, _), (.unknown, _): break
    }
    return nil
  }
}

extension SourceRange {
  /// The place directly after it.
  fileprivate var end: SourceRange { SourceRange(file: file, lower: upper, upper: upper) }
}
