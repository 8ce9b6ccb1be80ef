public import ExactNumbers
public import RuleLang

/// How a test written in the rules came out.
public struct TestOutcome: Sendable {
  /// The test.
  public let test: RuleTest

  /// The expectations that did not hold, in the order written.
  public let failures: [RuleTest.Expectation]

  /// The errors of its record that it does not expect.
  public let errors: [Diagnostic]

  /// The record that its figures make.
  public let record: Record

  /// The result that they give.
  public let evaluation: Evaluation

  /// Whether all held.
  public var isPassed: Bool { failures.isEmpty && errors.isEmpty }
}

/// Runs the tests written in the rules.
public enum TestRunner {
  /// Runs every test of a program's ruleset, in order.
  ///
  /// - Complexity: O(*n*) in the tests, each as an evaluation of its record.
  public static func run(_ program: Program) -> [TestOutcome] {
    let engine = Engine(program)
    return program.ruleset.tests.map { run($0, engine) }
  }

  static func run(_ test: RuleTest, _ engine: Engine) -> TestOutcome {
    let (record, found) = TestRecord.make(test, engine.program.ruleset)
    let evaluation = engine.evaluate(record, errors: found)
    let ruleset = engine.program.ruleset
    return TestOutcome(
      test: test, failures: test.allExpectations.filter { !holds($0, evaluation, ruleset) },
      errors: unexpectedErrors(of: test, evaluation), record: record, evaluation: evaluation)
  }

  /// Whether all that a test expects holds for a result.
  static func passes(_ test: RuleTest, _ evaluation: Evaluation, _ ruleset: Ruleset) -> Bool {
    test.allExpectations.allSatisfy { holds($0, evaluation, ruleset) }
      && unexpectedErrors(of: test, evaluation).isEmpty
  }

  private static func unexpectedErrors(
    of test: RuleTest, _ evaluation: Evaluation
  ) -> [Diagnostic] {
    let expected = Set(
      test.allExpectations.compactMap { expectation -> DiagnosticCode? in
        if case .error(let code) = expectation.kind { return code }
        return nil
      })
    return evaluation.errors.filter { !expected.contains($0.code) }
  }

  // MARK: Expectations

  /// Whether an expectation holds for a result.
  public static func holds(
    _ expectation: RuleTest.Expectation, _ evaluation: Evaluation, _ ruleset: Ruleset
  ) -> Bool {
    switch expectation.kind {
    case .comparison(let subject, let comparison, let expected):
      guard let range = evaluation.possibleValues(of: subject) else { return false }
      return comparison.holds(throughout: range, against: expected)
    case .range(let subject, let expected):
      return evaluation.possibleValues(of: subject).map(expected.contains) ?? false
    case .grade(let comparison, let expected):
      guard evaluation.status != .failed, !evaluation.possibleGrades.isEmpty else { return false }
      // A better grade stands earlier.
      return evaluation.possibleGrades.allSatisfy { name in
        guard let found = ruleset.grades.firstIndex(where: { $0.name == name }) else {
          return false
        }
        return comparison.holds(for: found == expected ? 0 : found > expected ? -1 : 1)
      }
    case .status(let subject, let status): return holds(status, of: subject, evaluation, ruleset)
    case .decidedBy(let indicator, let clause):
      return evaluation.indicators[indicator].clause?.range == clause.range
    case .error(let code): return evaluation.errors.contains { $0.code == code }
    }
  }

  private static func holds(
    _ status: ExpectedStatus, of subject: RuleTest.Subject, _ evaluation: Evaluation,
    _ ruleset: Ruleset
  ) -> Bool {
    guard status != .undetermined else {
      if subject == .grade { return evaluation.grade == nil }
      return evaluation.possibleValues(of: subject)?.single == nil
    }
    guard case .score(let index) = subject else { return false }
    let result = evaluation.indicators[index]
    switch status {
    case .undetermined: return result.status == .undetermined
    case .scored: return result.status == .scored
    case .judged: return result.status == .judged
    case .excluded: return result.status == .excluded
    case .missing: return result.method == .whenMissing
    case .notApplicable:
      return ruleset.indicators[index].allCases.contains {
        $0.isNotApplicable && $0.clause.range == result.clause?.range
      }
    }
  }
}

extension Evaluation {
  /// The values that a subject of a test may still have: one where it is determined, nil where
  /// nothing is known of it.
  public func possibleValues(of subject: RuleTest.Subject) -> Interval? {
    switch subject {
    case .score(let index):
      let result = indicators[index]
      return result.score.map { Interval($0) } ?? (result.status == .failed ? nil : result.range)
    case .headingScore(let index):
      return headings[index].score.map { Interval($0) } ?? headings[index].range
    case .measure(let index): return indicators[index].measure.map { Interval($0) }
    case .total: return status == .failed ? nil : score.map { Interval($0) } ?? range
    case .grade: return nil
    }
  }
}

extension Comparison {
  /// Whether it holds for every value of an interval.
  func holds(throughout interval: Interval, against value: Rational) -> Bool {
    switch self {
    case .equal: interval.single == value
    case .notEqual: !interval.contains(value)
    case .less: Interval.all.below(value, inclusive: false)?.contains(interval) ?? false
    case .lessOrEqual: Interval.all.below(value, inclusive: true)?.contains(interval) ?? false
    case .greater: Interval.all.above(value, inclusive: false)?.contains(interval) ?? false
    case .greaterOrEqual: Interval.all.above(value, inclusive: true)?.contains(interval) ?? false
    }
  }
}

extension Indicator {
  /// Its cases and those of its alternatives.
  var allCases: [Case] {
    guard case .bestOf(let alternatives) = method else { return cases }
    return cases + alternatives.flatMap(\.cases)
  }
}
