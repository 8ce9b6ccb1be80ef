public import Evaluator
public import RuleLang
public import Tabular

/// How the tests of a ruleset came out, for programs; chapter 18 says what its members are.
public struct TestJSON {
  private let ruleset: Ruleset
  private let places: TestPlaces
  private let say: Wording
  private var members: [(String, JSONItem)]

  /// A document for one ruleset.
  ///
  /// - Parameters:
  ///   - path: the path of the ruleset, as people gave it.
  ///   - ruleset: the rules.
  ///   - files: the files that places count, with the paths to show to people.
  ///   - outcomes: how the tests came out.
  ///   - language: the language of the words in it.
  public init(
    path: String, ruleset: Ruleset, files: [SourceFile], outcomes: [TestOutcome],
    language: Language
  ) {
    self.ruleset = ruleset
    say = Wording(language: language)
    places = TestPlaces(files: files, say: say)
    let failed = outcomes.filter { !$0.isPassed }
    members = [
      ("path", .string(path)), ("ruleset", .string(ruleset.name)),
      ("fiscalYear", .integer(ruleset.year)), ("revision", .integer(ruleset.revision)),
      ("passed", .integer(outcomes.count - failed.count)), ("failed", .integer(failed.count)),
    ]
    let failures = failed.map { failure($0) }
    members.append(("failures", .array(failures)))
  }

  /// The document so far.
  public var item: JSONItem { .object(members) }

  private func place(_ range: SourceRange) -> [(String, JSONItem)] {
    [
      ("file", places.path(range).map { .string($0) } ?? .null),
      ("line", places.line(range).map { .integer($0) } ?? .null),
    ]
  }

  private func failure(_ outcome: TestOutcome) -> JSONItem {
    let figures = FigureText(ruleset, outcome.record, say)
    let actual = ActualValues(ruleset, outcome.evaluation, figures)
    let expectations = outcome.failures.map { expectation -> JSONItem in
      let words = [expectation.subjectText, expectation.outcomeText].filter { !$0.isEmpty }
      return .object(
        [
          ("expected", .string(words.joined(separator: " "))),
          ("actual", .string(actual.status(expectation) ?? actual.value(expectation))),
        ] + place(expectation.range))
    }
    let errors = outcome.errors.map { error in
      JSONItem.object([
        ("code", .string(error.code.rawValue)), ("message", .string(say(error.message))),
      ])
    }
    return .object(
      [
        ("test", .string(outcome.test.name)),
        ("case", outcome.test.row.map { .integer($0.number) } ?? .null),
      ] + place(outcome.test.range) + [
        ("expectations", .array(expectations)), ("errors", .array(errors)),
      ])
  }

  // MARK: Coverage

  /// Adds what the tests cover.
  public mutating func add(_ coverage: Coverage) {
    let words = GoalWords(ruleset: ruleset, say: say)
    func ratio(_ ratio: Coverage.Ratio) -> [(String, JSONItem)] {
      [("covered", .integer(ratio.covered)), ("total", .integer(ratio.total))]
    }
    let classes = CoverageGoal.Class.allCases.compactMap { group -> (String, JSONItem)? in
      let own = coverage.ratio { $0.group == group }
      return own.total == 0 ? nil : (group.rawValue, .object(ratio(own)))
    }
    let indicators = ruleset.indicators.indices.map { index in
      JSONItem.object(
        [("name", .string(ruleset.indicators[index].name))]
          + ratio(coverage.ratio { $0.indicator == index }))
    }
    let missing = coverage.missing.map { goal in
      JSONItem.object(
        [
          ("subject", .string(words.subject(of: goal))), ("class", .string(goal.group.rawValue)),
          ("what", .string(words.what(goal))),
        ] + place(goal.range))
    }
    members.append(
      (
        "coverage",
        .object(
          ratio(coverage.ratio) + [
            ("classes", .object(classes)), ("indicators", .array(indicators)),
            ("missing", .array(missing)),
          ])
      ))
  }

  /// Adds the tests that could be added.
  public mutating func add(_ suggestions: [TestSuggestion]) {
    let words = GoalWords(ruleset: ruleset, say: say)
    let items = suggestions.map { suggestion in
      let text = SuggestionText.text(of: suggestion, ruleset: ruleset, language: say.language)
      return JSONItem.object([
        ("subject", .string(words.subject(of: suggestion.goal))),
        ("class", .string(suggestion.goal.group.rawValue)),
        ("what", .string(words.what(suggestion.goal))),
        ("text", text.map { .string($0) } ?? .null),
      ])
    }
    members.append(("suggestions", .array(items)))
  }

  // MARK: Mutation

  /// Adds how changes of the rules came out.
  public mutating func add(_ mutants: [RuleMutant], _ verdicts: [MutationTrial.Verdict]) {
    func counts(_ verdicts: [MutationTrial.Verdict]) -> [(String, JSONItem)] {
      let ratio = MutationRatio(verdicts)
      return [
        ("noticed", .integer(ratio.noticed)),
        ("refused", .integer(verdicts.count { $0 == .refused })),
        ("equivalent", .integer(verdicts.count { $0 == .equivalent })),
        ("total", .integer(verdicts.count)),
      ]
    }
    let classes = RuleMutant.Class.allCases.compactMap { group -> (String, JSONItem)? in
      let own = zip(mutants, verdicts).filter { $0.0.group == group }.map(\.1)
      return own.isEmpty ? nil : (group.rawValue, .object(counts(own)))
    }
    let survivors = zip(mutants, verdicts).filter { $1 == .unnoticed }.map { mutant, _ in
      JSONItem.object(
        [("class", .string(mutant.group.rawValue))] + place(mutant.range) + [
          ("from", .string(mutant.from)), ("to", .string(mutant.to)),
        ])
    }
    members.append(
      (
        "mutation",
        .object(
          counts(verdicts) + [("classes", .object(classes)), ("survivors", .array(survivors))])
      ))
  }

  /// The documents of several rulesets as one.
  public static func text(_ documents: [TestJSON]) -> String {
    JSONItem.object([("rulesets", .array(documents.map(\.item)))]).text(indented: true) + "\n"
  }
}
