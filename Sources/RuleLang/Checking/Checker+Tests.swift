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
    for draft in outline.tests {
      var givens: [RuleTest.Given] = []
      var expectations: [RuleTest.Expectation] = []
      var seen: [NormalizedText: SourceRange] = [:]
      for line in draft.lines {
        switch line.kind {
        case .given(let syntax): givens += syntax.compactMap { given($0, &seen) }
        case .expect(let syntax):
          expectations += syntax.compactMap { expectation($0, clause(line.range)) }
        default: break
        }
      }
      let hasExpectation = draft.lines.contains {
        if case .expect = $0.kind { return true }
        return false
      }
      if !hasExpectation, !draft.isDamaged {
        add(
          .incompleteBlock("测试“\(draft.name)”没有写“应得”", "the test '\(draft.name)' expects nothing"),
          at: draft.range)
      }
      ruleset.tests.append(
        RuleTest(
          name: draft.name, givens: givens, expectations: expectations, range: draft.range))
    }
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
      return .rows(table: index, rows.map { row($0, ruleset.tables[index]) })
    }
  }

  /// Whether a name has not been given a value before.
  private mutating func isFirst(_ name: Name, _ seen: inout [NormalizedText: SourceRange]) -> Bool {
    let key = NormalizedText(name.text)
    if let first = seen[key] {
      add(.givenTwice(name.text, first: first), at: name.range)
      return false
    }
    seen[key] = name.range
    return true
  }

  private mutating func reportNotAFact(_ name: Name) {
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
        let nearest = EditDistance.nearest(to: column.text, in: table.columns.map(\.name))
        add(.unknownColumn(column.text, table: table.name, nearest: nearest), at: column.range)
        continue
      }
      values[index] = constant(expression, table.columns[index].type)
    }
    return values
  }

  /// The constant of an expression that must fit a type.
  private mutating func constant(_ expression: Expression, _ type: ValueType) -> Constant? {
    guard type != .unknown else { return nil }
    if case .choice(let names) = type, case .name(let name) = expression.kind {
      let typed = expressions.choice(name, of: names, type)
      if case .constant(let constant) = typed.kind { return constant }
      return nil
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

  private mutating func expectation(
    _ syntax: ExpectationSyntax, _ clause: Clause
  ) -> RuleTest.Expectation? {
    switch syntax {
    case .undetermined(let expected):
      return subject(expected).map { .undetermined($0.subject, clause) }
    case .condition(let expected, let comparison, let expression):
      guard let (subject, type) = subject(expected) else { return nil }
      if case .grade = subject {
        guard case .name(let name) = expression.kind else {
          add(.constantNeeded(), at: expression.range)
          return nil
        }
        return grade(name).map { .grade(comparison, $0, clause) }
      }
      guard case .number(let value)? = constant(expression, type) else { return nil }
      return .comparison(subject, comparison, value, clause)
    }
  }

  private mutating func subject(
    _ syntax: ExpectedSyntax
  ) -> (subject: RuleTest.Subject, type: ValueType)? {
    switch syntax {
    case .total: return (.total, .number(.plain))
    case .grade: return (.grade, .text)
    case .measure(let name):
      guard case .indicator(let index)? = scope[name.text] else {
        reportNotAnIndicator(name)
        return nil
      }
      guard let type = expressions.measureTypes[index] else {
        if indicators[index] != nil { add(.noMeasure(name.text), at: name.range) }
        return nil
      }
      return (.measure(indicator: index), type)
    case .score(let name):
      if case .indicator(let index)? = scope[name.text] {
        return (.score(indicator: index), .number(.plain))
      }
      if scope[name.text] == nil, let heading = scope.headings[name.text]?.first {
        return (.headingScore(heading), .number(.plain))
      }
      reportNotAnIndicator(name)
      return nil
    }
  }

  private mutating func reportNotAnIndicator(_ name: Name) {
    if scope[name.text] == nil {
      expressions.reportUnknown(name)
    } else {
      add(.notAnIndicator(name.text), at: name.range)
    }
  }
}
