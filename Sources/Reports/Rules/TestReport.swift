public import Evaluator
import ExactNumbers
public import RuleLang

/// How the tests written in the rules came out.
public enum TestReport {
  /// An expectation that does not hold.
  public struct Failure: Sendable {
    /// The line that says what is expected.
    public let expected: Clause

    /// What came out.
    public let actual: Message

    /// The clause of the indicator that gave it, where there is one.
    public let decidedBy: Clause?

    /// A failure from its parts.
    public init(expected: Clause, actual: Message, decidedBy: Clause? = nil) {
      self.expected = expected
      self.actual = actual
      self.decidedBy = decidedBy
    }
  }

  /// How one test came out.
  public struct Outcome: Sendable {
    /// The name of the test.
    public let name: String

    /// Where the test stands.
    public let range: SourceRange

    /// The expectations that do not hold; none where the test passes.
    public let failures: [Failure]

    /// An outcome from its parts.
    public init(name: String, range: SourceRange, failures: [Failure]) {
      self.name = name
      self.range = range
      self.failures = failures
    }

    /// The outcome of a test that was run, with the clauses that decided its indicators.
    public init(_ outcome: TestOutcome) {
      self.init(
        name: outcome.test.name, range: outcome.test.range,
        failures: outcome.failures.map { failure in
          Failure(
            expected: failure.clause, actual: failure.actual,
            decidedBy: Self.clause(behind: failure.clause, of: outcome))
        })
    }

    /// The clause that decided the one indicator that an expectation looks at.
    private static func clause(behind expected: Clause, of outcome: TestOutcome) -> Clause? {
      let expectations = outcome.test.expectations.filter { $0.clause == expected }
      guard expectations.count == 1 else { return nil }
      switch expectations.first {
      case .comparison(let subject, _, _, _), .undetermined(let subject, _):
        switch subject {
        case .score(let index), .measure(let index):
          return outcome.evaluation.indicators[safely: index]?.clause
        case .headingScore, .total, .grade: return nil
        }
      case .grade, nil: return nil
      }
    }

    /// Whether everything came out as expected.
    public var isPassed: Bool { failures.isEmpty }
  }

  /// The failures, each with what was expected and what came out, and the counts.
  ///
  /// - Parameters:
  ///   - outcomes: the outcomes in the order of the rules.
  ///   - ruleset: the ruleset whose tests they are.
  ///   - options: the language and the dress.
  /// - Returns: The lines, each ending in a line feed.
  public static func text(
    _ outcomes: [Outcome], ruleset: Ruleset, options: ReportOptions
  ) -> String {
    let say = options.say
    let places = RulesetPlaces(ruleset)
    var lines: [String] = []
    for outcome in outcomes where !outcome.isPassed {
      let place = places.words(outcome.range, say).map(say.bracketed) ?? ""
      let title = say("未通过", "failed") + "  " + PlainText.of(outcome.name)
      lines.append(options.ink.drawn(title, .bad) + place)
      for failure in outcome.failures { lines += describe(failure, places, say) }
      lines.append("")
    }
    lines.append(summary(outcomes, options))
    return lines.map { $0 + "\n" }.joined()
  }

  private static func describe(
    _ failure: Failure, _ places: RulesetPlaces, _ say: Wording
  ) -> [String] {
    var rows = [
      (say("应当", "expected"), place(failure.expected, places, say)),
      (say("实际", "came out"), say(failure.actual)),
    ]
    if let clause = failure.decidedBy {
      rows.append((say("依照", "by"), place(clause, places, say)))
    }
    return LabelledLines(labelWidth: say.language == .zh ? 4 : 8).lines(rows)
  }

  private static func place(_ clause: Clause, _ places: RulesetPlaces, _ say: Wording) -> String {
    clause.text + (places.words(clause.range, say).map(say.bracketed) ?? "")
  }

  private static func summary(_ outcomes: [Outcome], _ options: ReportOptions) -> String {
    let failed = outcomes.count { !$0.isPassed }
    let passed = outcomes.count - failed
    let text =
      if outcomes.isEmpty {
        options.say("规则里没有测试", "the rules have no tests")
      } else if failed == 0 {
        options.say("测试全部通过：\(passed) 个", "all tests passed: \(passed)")
      } else {
        options.say(
          "测试通过 \(passed) 个，未通过 \(failed) 个", "tests passed: \(passed), failed: \(failed)")
      }
    return options.ink.drawn(text, failed == 0 ? .good : .bad)
  }
}
