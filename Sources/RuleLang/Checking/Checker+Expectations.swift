import ExactNumbers

/// What tests expect.
extension Checker {
  /// What a test looks at, with its words and the type of its values.
  struct ExpectedSubject {
    let subject: RuleTest.Subject
    let type: ValueType
    let text: String
    let range: SourceRange
  }

  mutating func expectation(_ syntax: ExpectationSyntax) -> RuleTest.Expectation? {
    guard let subject = subject(syntax.subject) else { return nil }
    return expectation(of: subject, syntax.outcome.kind, at: syntax.outcome.range).map {
      RuleTest.Expectation(
        kind: $0.kind, subjectText: subject.text, outcomeText: text(syntax.outcome.range),
        valueText: $0.value.map { text($0) }, range: syntax.range)
    }
  }

  /// What is expected of a subject, and where the value stands that it is compared with.
  mutating func expectation(
    of subject: ExpectedSubject, _ outcome: ExpectedOutcomeSyntax.Kind, at range: SourceRange
  ) -> (kind: RuleTest.Expectation.Kind, value: SourceRange?)? {
    switch outcome {
    case .comparison(let comparison, let value):
      return self.comparison(of: subject, comparison, value).map { ($0, value.range) }
    case .range(let values): return self.range(of: subject, values).map { ($0, nil) }
    case .status(let status):
      if status == .undetermined { return (.status(subject.subject, status), nil) }
      guard case .score = subject.subject else {
        add(.statusNeedsIndicator(subject.text), at: subject.range)
        return nil
      }
      return (.status(subject.subject, status), nil)
    case .decidedBy(let words): return decidedBy(subject, words, at: range).map { ($0, nil) }
    }
  }

  mutating func comparison(
    of subject: ExpectedSubject, _ comparison: Comparison, _ value: Expression
  ) -> RuleTest.Expectation.Kind? {
    if case .grade = subject.subject {
      guard case .name(let name) = value.kind else {
        add(.constantNeeded(), at: value.range)
        return nil
      }
      return grade(name).map { .grade(comparison, $0) }
    }
    guard case .number(let number)? = constant(value, subject.type) else { return nil }
    return .comparison(subject.subject, comparison, number)
  }

  private mutating func range(
    of subject: ExpectedSubject, _ values: RangeSyntax
  ) -> RuleTest.Expectation.Kind? {
    guard case .interval(let lower, let includesLower, let upper, let includesUpper) = values.kind
    else { return nil }
    guard subject.subject != .grade else {
      add(.onlyEquality(Message(zh: "等次", en: "a grade")), at: values.range)
      return nil
    }
    guard case .number(let low)? = constant(lower, subject.type),
      case .number(let high)? = constant(upper, subject.type)
    else { return nil }
    guard
      let interval = Interval(
        lower: .init(low, isClosed: includesLower), upper: .init(high, isClosed: includesUpper))
    else {
      add(.emptyRange(), at: values.range)
      return nil
    }
    return .range(subject.subject, interval)
  }

  mutating func expectedError(_ code: Name) -> RuleTest.Expectation? {
    guard let known = DiagnosticCode(rawValue: code.text), RuleTest.recordErrors.contains(known)
    else {
      add(.notARecordError(code.text), at: code.range)
      return nil
    }
    return RuleTest.Expectation(
      kind: .error(known), subjectText: "", outcomeText: code.text, valueText: nil,
      range: code.range)
  }

  // MARK: Clauses

  /// The clause of an indicator that words name: by its reason, or by how its line begins.
  private mutating func decidedBy(
    _ subject: ExpectedSubject, _ words: String, at range: SourceRange
  ) -> RuleTest.Expectation.Kind? {
    guard case .score(let index) = subject.subject else {
      add(.statusNeedsIndicator(subject.text), at: subject.range)
      return nil
    }
    guard let indicator = indicators[index] else { return nil }
    let clauses = indicator.decidingClauses
    var found = clauses.filter { $0.reason == words }
    if found.isEmpty {
      let wanted = Self.plain(words)
      found = clauses.filter { !wanted.isEmpty && Self.plain($0.clause.text).hasPrefix(wanted) }
    }
    guard found.count == 1 else {
      add(
        .clauseNotNamed(words, of: subject.text, found.map(\.clause), all: clauses.map(\.clause)),
        at: range)
      return nil
    }
    return .decidedBy(indicator: index, found[0].clause)
  }

  /// Words without their spaces, and with narrow signs.
  private static func plain(_ text: String) -> String {
    var plain = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where !scalar.properties.isWhitespace {
      // The full-width forms of ASCII stand in the same order.
      let isWide = (0xFF01...0xFF5E).contains(scalar.value)
      plain.append(isWide ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar)
    }
    return String(plain)
  }

  // MARK: Subjects

  mutating func subject(_ syntax: ExpectedSyntax) -> ExpectedSubject? {
    func subject(_ subject: RuleTest.Subject, _ type: ValueType) -> ExpectedSubject {
      ExpectedSubject(
        subject: subject, type: type, text: text(syntax.range), range: syntax.range)
    }
    switch syntax.kind {
    case .total: return subject(.total, .number(.plain))
    case .grade: return subject(.grade, .text)
    case .measure(let name):
      guard case .indicator(let index)? = scope[name.text] else {
        reportNotAnIndicator(name)
        return nil
      }
      guard let type = expressions.measureTypes[index] else {
        if indicators[index] != nil { add(.noMeasure(name.text), at: name.range) }
        return nil
      }
      return subject(.measure(indicator: index), type)
    case .score(let name):
      if case .indicator(let index)? = scope[name.text] {
        return subject(.score(indicator: index), .number(.plain))
      }
      if scope[name.text] == nil, let heading = scope.headings[name.text]?.first {
        return subject(.headingScore(heading), .number(.plain))
      }
      reportNotAnIndicator(name)
      return nil
    }
  }
}

extension Indicator {
  /// The clauses that may decide it alone, with the reasons they give.
  var decidingClauses: [(clause: Clause, reason: String?)] {
    var clauses = cases.map { ($0.clause, $0.reason) } + method.decidingClauses
    if let whenMissing { clauses.append((whenMissing.clause, whenMissing.reason)) }
    return clauses
  }
}

extension Method {
  fileprivate var decidingClauses: [(clause: Clause, reason: String?)] {
    switch self {
    case .bands(let method): method.bands.map { ($0.clause, $0.reason) }
    case .judged(let text, let clause): [(clause, text)]
    case .formula(_, _, let clause): [(clause, nil)]
    case .bestOf(let alternatives):
      alternatives.flatMap { alternative in
        alternative.cases.map { ($0.clause, $0.reason) } + alternative.method.decidingClauses
      }
    case .checklist, .deductions: []
    }
  }

  /// Whether some line lets an evaluator give the points.
  public var isJudgeable: Bool {
    switch self {
    case .judged: true
    case .bands(let method):
      method.bands.contains { band in
        if case .judged = band.outcome { true } else { false }
      }
    case .bestOf(let alternatives): alternatives.contains { $0.method.isJudgeable }
    case .checklist, .deductions, .formula: false
    }
  }
}
