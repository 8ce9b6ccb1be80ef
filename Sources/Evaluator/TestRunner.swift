import ExactNumbers
public import RuleLang

/// How a test written in the rules came out.
public struct TestOutcome: Sendable {
  /// An expectation that did not hold.
  public struct Failure: Sendable {
    /// The clause.
    public let clause: Clause

    /// What came out instead.
    public let actual: Message
  }

  /// The test.
  public let test: RuleTest

  /// What did not hold.
  public let failures: [Failure]

  /// The result that the test's figures give.
  public let evaluation: Evaluation

  /// Whether all held.
  public var isPassed: Bool { failures.isEmpty }
}

/// Runs the tests written in the rules.
public enum TestRunner {
  /// Runs every test of a program's ruleset, in order.
  public static func run(_ program: Program) -> [TestOutcome] {
    let engine = Engine(program)
    return program.ruleset.tests.map { test in
      let evaluation = engine.evaluate(record(test, program.ruleset))
      let failures = test.expectations.compactMap {
        failure($0, evaluation, program.ruleset)
      }
      return TestOutcome(test: test, failures: failures, evaluation: evaluation)
    }
  }

  private static func record(_ test: RuleTest, _ ruleset: Ruleset) -> Record {
    var record = Record(for: ruleset)
    record.fiscalYear = ruleset.year
    for given in test.givens {
      switch given {
      case .fact(let index, let value): record.facts[index] = value
      case .rows(let table, let rows): record.tables[table] = rows
      }
    }
    return record
  }

  private static func failure(
    _ expectation: RuleTest.Expectation, _ evaluation: Evaluation, _ ruleset: Ruleset
  ) -> TestOutcome.Failure? {
    switch expectation {
    case .undetermined(let subject, let clause):
      guard let (value, text) = actual(subject, evaluation, ruleset), value != nil else {
        return nil
      }
      return .init(clause: clause, actual: text)
    case .grade(let comparison, let index, let clause):
      guard let name = evaluation.grade,
        let found = ruleset.grades.firstIndex(where: { $0.name == name })
      else {
        let text = evaluation.possibleGrades.joined(separator: "、")
        return .init(
          clause: clause,
          actual: Message(zh: "等次不确定：\(text)", en: "the grade is undetermined: \(text)"))
      }
      // A better grade stands earlier.
      let order = found == index ? 0 : found > index ? -1 : 1
      if comparison.holds(for: order) { return nil }
      return .init(clause: clause, actual: Message(zh: "等次是 \(name)", en: "the grade is \(name)"))
    case .comparison(let subject, let comparison, let expected, let clause):
      guard let (value, text) = actual(subject, evaluation, ruleset) else { return nil }
      if let value, comparison.holds(for: value == expected ? 0 : value < expected ? -1 : 1) {
        return nil
      }
      return .init(clause: clause, actual: text)
    }
  }

  /// The value a test looks at, and what to say of it.
  private static func actual(
    _ subject: RuleTest.Subject, _ evaluation: Evaluation, _ ruleset: Ruleset
  ) -> (Rational?, Message)? {
    func words(_ name: String, _ value: Rational?, _ range: Interval) -> Message {
      if let value { return Message(zh: "\(name) 得 \(value) 分", en: "\(name) scores \(value)") }
      let text =
        "\(range.lower?.value.description ?? "-∞") – \(range.upper?.value.description ?? "∞")"
      return Message(zh: "\(name) 不确定：\(text)", en: "\(name) is undetermined: \(text)")
    }
    switch subject {
    case .score(let index):
      let result = evaluation.indicators[index]
      return (result.score, words(ruleset.indicators[index].name, result.score, result.range))
    case .headingScore(let index):
      let result = evaluation.headings[index]
      return (result.score, words(ruleset.headings[index].name, result.score, result.range))
    case .total: return (evaluation.score, words("总分", evaluation.score, evaluation.range))
    case .measure(let index):
      let result = evaluation.indicators[index]
      guard case .bands(let method) = ruleset.indicators[index].method, let value = result.measure
      else { return (nil, Message(zh: "计算值不确定", en: "the measure is undetermined")) }
      let text = ValueText(units: ruleset.units).text(value, method.measure.type)
      return (value, Message(zh: "计算值是 \(text)", en: "the measure is \(text)"))
    case .grade: return nil
    }
  }
}
