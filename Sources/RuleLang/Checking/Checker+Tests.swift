import ExactNumbers

/// Consistency checks and the tests written in the rules.
extension Checker {
  mutating func checkChecks() {
    for (head, condition) in outline.checks {
      guard case .check(let text) = head.kind else { continue }
      guard let condition, case .checkCondition(let expression) = condition.kind else {
        if !outline.isDamaged {
          add(
            .incompleteBlock("“核对”下面要写一行应当成立的条件", "a check needs a condition on the next line"),
            at: head.range)
        }
        continue
      }
      let typed = expressions.checkCondition(expression)
      proveDivisors(of: [typed], with: BoundsInference(declarations))
      ruleset.checks.append(Check(text: text, condition: typed, range: condition.range))
    }
  }

  mutating func checkTests() {
    ruleset.tests.reserveCapacity(outline.tests.reduce(0) { $0 + max(1, $1.lines.count) })
    for draft in outline.tests { checkTest(draft) }
  }

  private mutating func checkTest(_ draft: Outline.TestDraft) {
    var givens: [RuleTest.Given] = []
    var expectations: [RuleTest.Expectation] = []
    var cases = CaseTable()
    cases.rows.reserveCapacity(draft.lines.count)
    var seen: [NormalizedText: SourceRange] = [:]
    for line in draft.lines {
      switch line.kind {
      case .given(let syntax):
        seen.reserveCapacity(seen.count + syntax.count)
        givens += syntax.compactMap { given($0, &seen) }
        checkRowCount(of: syntax.flatMap(\.rows), at: line.range)
      case .expect(let syntax): expectations += syntax.compactMap { expectation($0) }
      case .expectError(let codes): expectations += codes.compactMap { expectedError($0) }
      case .testCases(let columns): readColumns(columns, line, into: &cases)
      case .testCase(let cells, let text):
        readCase(cells, text, line, into: &cases, isDamaged: draft.isDamaged)
      default: break
      }
    }
    if !draft.isDamaged { reportIncompleteTest(draft, cases) }
    func add(_ row: RuleTest.Row?) {
      ruleset.tests.append(
        RuleTest(
          name: draft.name, givens: givens, expectations: expectations, row: row,
          testRange: draft.range))
    }
    if cases.rows.isEmpty { add(nil) }
    for row in cases.rows { add(row) }
  }

  private mutating func reportIncompleteTest(_ draft: Outline.TestDraft, _ cases: CaseTable) {
    let hasExpectation = draft.lines.contains {
      switch $0.kind {
      case .expect, .expectError, .testCase: true
      default: false
      }
    }
    if let head = cases.head, cases.count == 0 {
      add(
        .incompleteBlock("“用例”下面要有“例”", "'cases' needs at least one 'case' below it"), at: head)
    } else if !hasExpectation {
      add(
        .incompleteBlock("测试“\(draft.name)”没有写“应得”", "the test '\(draft.name)' expects nothing"),
        at: draft.range)
    }
  }

  // MARK: Figures

  /// Reports a line that gives more rows than a test may.
  mutating func checkRowCount(of rows: [RowsSyntax], at place: SourceRange) {
    let count = rows.reduce(Rational.zero) { $0 + ($1.count?.value ?? .one) }
    if count > Rational(Limits.testRowsMax) { add(.limitExceeded(.testRows), at: place) }
  }

  private mutating func given(
    _ syntax: GivenSyntax, _ seen: inout [NormalizedText: SourceRange]
  ) -> RuleTest.Given? {
    guard isFirst(syntax.name, &seen) else { return nil }
    switch syntax {
    case .value(let name, let expression):
      guard case .fact(let index)? = scope[name.text] else {
        reportNotAFact(name)
        return nil
      }
      return constant(expression, ruleset.facts[index].type).map { .fact(index, $0) }
    case .rows(let name, let rows):
      guard case .table(let index)? = scope[name.text] else {
        if scope[name.text] == nil {
          expressions.reportUnknown(name)
        } else {
          add(.notATable(name.text), at: name.range)
        }
        return nil
      }
      return .rows(table: index, rows.compactMap { self.rows($0, ruleset.tables[index]) })
    case .judgment(let name, let points, let reason):
      guard let indicator = judgedIndicator(name) else { return nil }
      guard case .amount(let literal) = points.kind else {
        return .judgment(indicator: indicator.index, points: indicator.points, reason: reason)
      }
      guard let value = judgedPoints(literal.value, of: indicator, at: points.range) else {
        return nil
      }
      return .judgment(indicator: indicator.index, points: value, reason: reason)
    }
  }

  /// An indicator whose points a person may give.
  mutating func judgedIndicator(_ name: Name) -> (index: Int, points: Rational)? {
    guard case .indicator(let index)? = scope[name.text] else {
      reportNotAnIndicator(name)
      return nil
    }
    guard let indicator = indicators[index] else { return nil }
    guard indicator.method.isJudgeable else {
      add(.notJudged(name.text), at: name.range)
      return nil
    }
    return (index, indicator.points)
  }

  mutating func judgedPoints(
    _ value: Rational, of indicator: (index: Int, points: Rational), at range: SourceRange
  ) -> Rational? {
    if Interval(.zero, indicator.points).contains(value) { return value }
    add(.judgmentOutOfPoints(value, most: indicator.points), at: range)
    return nil
  }

  mutating func rows(_ syntax: RowsSyntax, _ table: Table) -> RuleTest.Rows? {
    var count = 1
    if let literal = syntax.count {
      guard literal.form == .plain, literal.unit == nil, literal.value.isInteger,
        literal.value >= .one, let number = literal.value.machineWord
      else {
        add(.notAWholeNumber("行数要是从 1 开始的整数", "rows are a whole number from 1"), at: literal.range)
        return nil
      }
      count = min(number, Limits.testRowsMax)
    }
    return RuleTest.Rows(count: count, cells: row(syntax.cells, table))
  }

  /// Whether a name has not been given a value before.
  mutating func isFirst(_ name: Name, _ seen: inout [NormalizedText: SourceRange]) -> Bool {
    let key = NormalizedText(name.text)
    if let first = seen[key] {
      add(.givenTwice(name.text, first: first), at: name.range)
      return false
    }
    seen[key] = name.range
    return true
  }

  mutating func reportNotAFact(_ name: Name) {
    if scope[name.text] == nil {
      expressions.reportUnknown(name)
    } else {
      add(.notAFact(name.text), at: name.range)
    }
  }

  private mutating func row(
    _ cells: [(column: Name, value: Expression)], _ table: Table
  ) -> [Constant?] {
    var values: [Constant?] = Array(repeating: nil, count: table.columns.count)
    var seen: [NormalizedText: SourceRange] = [:]
    for (column, expression) in cells where isFirst(column, &seen) {
      guard let index = table.columns.firstIndex(where: { $0.name == column.text }) else {
        let nearest = expressions.guesses.nearest(to: column, in: table.columns.map(\.name))
        add(.unknownColumn(column.text, table: table.name, nearest: nearest), at: column.range)
        continue
      }
      values[index] = constant(expression, table.columns[index].type)
    }
    return values
  }

  /// The constant of an expression that must fit a type.
  mutating func constant(_ expression: Expression, _ type: ValueType) -> Constant? {
    guard type != .unknown else { return nil }
    if case .choice(let names) = type, case .name(let name) = expression.kind {
      let typed = expressions.choice(name, of: names, type)
      if case .constant(let constant) = typed.kind { return constant }
      return nil
    }
    if case .number(let wanted) = type, case .number(let literal) = expression.kind,
      let number = expressions.number(literal), expressions.unify(wanted, number.type) != nil
    {
      return .number(number.value)
    }
    var typed = expressions.check(expression)
    var subject = TypedExpression(.unknown, type, at: expression.range)
    guard typed.type != .unknown,
      expressions.unify(&subject, &typed, at: expression.range) != nil
    else { return nil }
    guard let value = ConstantFolding.value(typed) else {
      add(.constantNeeded(), at: expression.range)
      return nil
    }
    return value
  }

  mutating func reportNotAnIndicator(_ name: Name) {
    if scope[name.text] == nil {
      expressions.reportUnknown(name)
    } else {
      add(.notAnIndicator(name.text), at: name.range)
    }
  }
}
