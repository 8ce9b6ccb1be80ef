/// The lines of a test.
extension StatementPrinter {
  mutating func test(_ kind: Statement.Kind) {
    switch kind {
    case .test(let title):
      keyword(.test)
      text(title)
    case .given(let givens): self.givens(givens)
    case .expect(let expectations): self.expectations(expectations)
    case .expectError(let codes):
      keyword(.expectError)
      for (index, code) in codes.enumerated() {
        if index > 0 { comma() }
        name(code)
      }
    case .testCases(let columns):
      keyword(.testCases)
      for (index, column) in columns.enumerated() {
        if index > 0 { cellComma() }
        self.column(column)
      }
    case .testCase(let cells, let title):
      keyword(.testCase)
      for (index, cell) in cells.enumerated() {
        // A line that begins with a comparison is a band, so none begins there.
        if index > 0 { cellComma(mayBreak: !cell.kind.beginsWithComparison) }
        self.cell(cell.kind)
      }
      text(title)
    default: break
    }
  }

  // MARK: Figures

  private mutating func givens(_ givens: [GivenSyntax]) {
    keyword(.given)
    for (index, given) in givens.enumerated() {
      if index > 0 { comma() }
      name(given.name)
      switch given {
      case .value(_, let value):
        comparison(.equal)
        expression(value)
      case .rows(_, let rows): self.rows(rows)
      case .judgment(_, let points, let reason):
        keyword(.judged)
        self.points(points)
        text(reason)
      }
    }
  }

  private mutating func rows(_ rows: [RowsSyntax]) {
    guard !rows.isEmpty else {
      keyword(.hasNone)
      return
    }
    keyword(.has)
    for (index, row) in rows.enumerated() {
      if index > 0 { comma() }
      if let count = row.count {
        literal(count)
        keyword(.rows)
      }
      line.open("(")
      for (position, cell) in row.cells.enumerated() {
        if position > 0 { comma() }
        name(cell.column)
        comparison(.equal)
        expression(cell.value)
      }
      line.close(")")
    }
  }

  // MARK: Expectations

  private mutating func expectations(_ expectations: [ExpectationSyntax]) {
    keyword(.expect)
    for (index, expectation) in expectations.enumerated() {
      if index > 0 { comma() }
      expected(expectation.subject)
      outcome(expectation.outcome.kind)
    }
  }

  private mutating func expected(_ subject: ExpectedSyntax) {
    switch subject.kind {
    case .score(let name): self.name(name, in: .opening)
    case .measure(let name):
      keyword(.measureOf)
      self.name(name, in: .opening)
    case .total: keyword(.totalPoints)
    case .grade: keyword(.grade)
    }
  }

  private mutating func outcome(_ kind: ExpectedOutcomeSyntax.Kind) {
    switch kind {
    case .comparison(let comparison, let value):
      self.comparison(comparison)
      expression(value)
    case .range(let range):
      keyword(.in)
      self.range(range)
    case .status(let status): keyword(status.keyword)
    case .decidedBy(let words):
      keyword(.decidedBy)
      text(words)
    }
  }

  // MARK: Cases

  /// The comma of a list of cells: without a space, two numbers might be read as one.
  private mutating func cellComma(mayBreak: Bool = true) {
    line.addGlued(",")
    if mayBreak { line.allowBreak() }
  }

  private mutating func column(_ column: CaseColumnSyntax) {
    switch column {
    case .subject(let subject): expected(subject)
    case .judged(let name):
      self.name(name, in: .opening)
      keyword(.judged)
    case .error: keyword(.expectError)
    }
  }

  private mutating func cell(_ kind: CaseCellSyntax.Kind) {
    switch kind {
    case .value(let value): cellValue(value)
    case .rows(let rows): self.rows(rows)
    case .outcome(let outcome): self.outcome(outcome)
    case .notGiven: keyword(.notGiven)
    }
  }

  /// A name alone in a cell must not look like one of the words that a cell may be.
  private mutating func cellValue(_ value: Expression) {
    if case .name(let name) = value.kind {
      self.name(name, in: .opening)
    } else {
      expression(value)
    }
  }
}

extension CaseCellSyntax.Kind {
  fileprivate var beginsWithComparison: Bool {
    if case .outcome(.comparison) = self { return true }
    return false
  }
}
