/// The lines of a test.
extension LineParser {
  mutating func parseTestLine(
    _ keyword: Keyword, in block: inout Block
  ) throws(Failure) -> Statement.Kind {
    _ = consume(keyword)
    passStrayColon()
    switch keyword {
    case .test:
      block = .test
      return .test(try parseString(.testName))
    case .given: return .given(try parseGivens())
    case .expectError: return .expectError(try parseCodes())
    case .testCases: return .testCases(try parseColumns())
    case .testCase:
      let cells = try parseCells()
      return .testCase(cells, text: parseStringIfPresent())
    default: return .expect(try parseExpectations())
    }
  }

  private mutating func parseGivens() throws(Failure) -> [GivenSyntax] {
    var givens: [GivenSyntax] = []
    repeat {
      let name = try parseName(.factName)
      if let rows = try parseTableRowsIfPresent() {
        givens.append(.rows(name, rows))
      } else if let language = consume(.judged) {
        let points = try parsePoints(after: language)
        givens.append(.judgment(name, points, reason: parseStringIfPresent()))
      } else {
        if !consume(if: .colon) { try expect(.equal, .equalSign) }
        givens.append(.value(name, try parseExpression()))
      }
    } while consume(if: .comma)
    return givens
  }

  // MARK: Rows

  /// `has (…), 2 rows (…)` or `has none`.
  private mutating func parseTableRowsIfPresent() throws(Failure) -> [RowsSyntax]? {
    if consume(if: .hasNone) { return [] }
    guard consume(if: .has) else { return nil }
    var rows: [RowsSyntax] = []
    repeat { rows.append(try parseRows()) } while atMoreRows && consume(if: .comma)
    return rows
  }

  /// Whether a comma stands here and rows after it.
  private var atMoreRows: Bool {
    guard at(.comma) else { return false }
    if kind(ahead: 1) == .symbol(.leftParenthesis) { return true }
    return kind(ahead: 1) == .number && phrase(.rows, ahead: 2) != nil
  }

  private mutating func parseRows() throws(Failure) -> RowsSyntax {
    let start = index
    var count: Literal?
    if kind() == .number {
      count = parseLiteralIfPresent()
      try expect(.rows)
    }
    let open = here
    try expect(.leftParenthesis, .row)
    var cells: [(column: Name, value: Expression)] = []
    while !at(.rightParenthesis) {
      let column = try parseName(.columnName)
      if !consume(if: .colon) { try expect(.equal, .equalSign) }
      cells.append((column, try parseExpression()))
      guard consume(if: .comma) else { break }
    }
    guard consume(if: .rightParenthesis) else {
      throw failUnclosed("(", at: open)
    }
    return RowsSyntax(count: count, cells: cells, range: range(from: start))
  }

  // MARK: Expectations

  private mutating func parseExpectations() throws(Failure) -> [ExpectationSyntax] {
    var expectations: [ExpectationSyntax] = []
    repeat {
      let start = index
      let subject = try parseExpected()
      let first = index
      guard let kind = try parseOutcomeIfPresent() else { throw failExpecting(.comparison) }
      let outcome = ExpectedOutcomeSyntax(kind: kind, range: range(from: first))
      expectations.append(
        ExpectationSyntax(subject: subject, outcome: outcome, range: range(from: start)))
    } while consume(if: .comma)
    return expectations
  }

  private mutating func parseOutcomeIfPresent() throws(Failure) -> ExpectedOutcomeSyntax.Kind? {
    for status in ExpectedStatus.allCases where consume(if: status.keyword) {
      return .status(status)
    }
    if consume(if: .decidedBy) { return .decidedBy(try parseString(.clauseWords)) }
    if consume(if: .in) {
      guard at(.leftParenthesis) || at(.leftBracket) else { throw failExpecting(.interval) }
      return .range(try parseRange())
    }
    guard let comparison = comparisonHere else { return nil }
    index += 1
    return .comparison(comparison, try parseSum())
  }

  private mutating func parseExpected() throws(Failure) -> ExpectedSyntax {
    let start = index
    let kind: ExpectedSyntax.Kind
    if at(.measureOf), self.kind(ahead: 1) != nil, comparisonAhead(1) == nil {
      _ = consume(if: .measureOf)
      kind = .measure(try parseName(.indicatorName))
    } else if at(.scoreOf), comparisonAhead(1) == nil {
      _ = consume(if: .scoreOf)
      kind = .score(try parseName(.indicatorName))
    } else if consume(if: .totalPoints) {
      kind = .total
    } else if consume(if: .grade) {
      kind = .grade
    } else {
      kind = .score(try parseName(.indicatorName))
    }
    return ExpectedSyntax(kind: kind, range: range(from: start))
  }

  private func comparisonAhead(_ offset: Int) -> Comparison? {
    var copy = self
    copy.index += offset
    return copy.comparisonHere
  }

  private mutating func parseCodes() throws(Failure) -> [Name] {
    var codes: [Name] = []
    repeat { codes.append(try parseName(.errorCode)) } while consume(if: .comma)
    return codes
  }

  // MARK: Cases

  private mutating func parseColumns() throws(Failure) -> [CaseColumnSyntax] {
    var columns: [CaseColumnSyntax] = []
    repeat {
      let start = index
      if consume(if: .expectError) {
        columns.append(.error(range(from: start)))
        continue
      }
      let subject = try parseExpected()
      if case .score(let name) = subject.kind, consume(if: .judged) {
        columns.append(.judged(name))
      } else {
        columns.append(.subject(subject))
      }
    } while consume(if: .comma)
    return columns
  }

  private mutating func parseCells() throws(Failure) -> [CaseCellSyntax] {
    var cells: [CaseCellSyntax] = []
    cells.reserveCapacity(1 + tokens.count { $0.kind == .symbol(.comma) })
    repeat {
      let start = index
      let kind: CaseCellSyntax.Kind
      if self.kind() == .number {
        kind = .value(try parseExpression())
      } else if consume(if: .notGiven) {
        kind = .notGiven
      } else if let rows = try parseTableRowsIfPresent() {
        kind = .rows(rows)
      } else if let outcome = try parseOutcomeIfPresent() {
        kind = .outcome(outcome)
      } else {
        kind = .value(try parseExpression())
      }
      cells.append(CaseCellSyntax(kind: kind, range: range(from: start)))
    } while consume(if: .comma)
    return cells
  }
}
