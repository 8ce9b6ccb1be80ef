import Evaluator
import Reports
import RuleLang

extension Command {
  /// The command `rules test`.
  static let test = Command(
    syntax: CommandSyntax(
      name: "test",
      summary: Message(zh: "运行写在规则里的测试", en: "runs the tests written in the rules"),
      usage: ["[PATH…] [--coverage] [--suggest] [--mutate] [--format text|json]"],
      operands: [.rulesetPaths],
      options: [
        .init(
          name: "--coverage",
          summary: Message(
            zh: "哪些分档、边界、要点、等次有测试，哪些没有",
            en: "which bands, ends, items and grades are tested, and which not")),
        .init(
          name: "--suggest",
          summary: Message(
            zh: "为没有测试的写出测试，得分留给人核对",
            en: "write the missing tests, for someone to confirm their scores")),
        .init(
          name: "--mutate",
          summary: Message(
            zh: "把规则逐处改动一点，看有没有测试发现",
            en: "change the rules in one place at a time: do the tests notice?")),
        .init(
          name: "--format", value: Message(zh: "text|json", en: "text|json"),
          choices: ["text", "json"],
          summary: Message(
            zh: "text：给人看（默认）；json：给程序读",
            en: "text: for people (default); json: for programs")),
      ],
      notes: [
        Message(
          zh: "测试都通过时结束状态是 0，有未通过的或有没发现的改动时是 1；覆盖不全不算错误。",
          en: "Ends with 0 where all tests pass, with 1 where one fails or a change goes unnoticed;"
            + "\n  what is not covered is no error."),
        Message(
          zh: "--suggest 写出的测试可以直接粘贴进规则文件，确认得分以前是错误 E0420。",
          en:
            "What --suggest writes can be pasted; it is error E0420 until its scores are confirmed."
        ),
      ],
      examples: [
        .init(
          line: "rules test",
          summary: Message(zh: "运行 Rules 下的所有测试", en: "run every test below Rules")),
        .init(
          line: "rules test Rules/2023/部门整体支出 --coverage --mutate",
          summary: Message(
            zh: "一个规则集的测试：覆盖了什么，会发现什么",
            en: "the tests of one ruleset: what they cover, and what they would notice")),
        .init(
          line: "rules test Rules/2023/部门整体支出 --suggest > 94-测试-补充.rules",
          summary: Message(zh: "把缺的测试写进文件", en: "write the missing tests to a file")),
      ]),
    action: { run throws(CommandFailure) in try TestCommand(run: run).carryOut() })
}

/// Runs the tests written in rulesets.
private struct TestCommand {
  let run: CommandRun

  private var wantsJSON: Bool { run.arguments.values["--format"] == "json" }

  func carryOut() throws(CommandFailure) -> ExitStatus {
    let library = RulesetLibrary(files: run.files)
    let sources = try library.sources(at: run.rulesetPaths())
    var passed = 0
    var failed = 0
    var status = ExitStatus.clean
    var documents: [TestJSON] = []
    for source in sources {
      let loaded = try library.load(source)
      guard let ruleset = run.ruleset(of: loaded) else {
        status = .findings
        continue
      }
      let results = TestResults(ruleset, run.arguments)
      failed += results.failedCount
      passed += results.outcomes.count - results.failedCount
      if results.isUnnoticed { status = .findings }
      let language = run.language(for: ruleset.vocabulary)
      if wantsJSON {
        documents.append(results.document(of: source.path, files: loaded.files, language))
      } else {
        report(results, loaded, options(in: language), source.path)
      }
    }
    if wantsJSON {
      run.console.output.write(TestJSON.text(documents))
    } else if sources.count > 1 {
      let options = options(in: run.preferredLanguage)
      stream.write(TestReport.summary(passed: passed, failed: failed, options: options) + "\n")
    }
    return failed > 0 ? .findings : status
  }

  /// Suggestions are a rule file, so all that is said beside them goes elsewhere.
  private var stream: OutputStream {
    run.arguments.has("--suggest") ? run.console.errors : run.console.output
  }

  private func report(
    _ results: TestResults, _ loaded: LoadedRuleset, _ options: ReportOptions, _ path: String
  ) {
    let ruleset = results.ruleset
    stream.write(
      TestReport.failures(
        results.outcomes, ruleset: ruleset, files: loaded.files, options: options))
    if run.arguments.has("--coverage"), let coverage = results.coverage {
      stream.write(
        CoverageReport.text(coverage, ruleset: ruleset, files: loaded.files, options: options)
          + "\n")
    }
    if let (mutants, verdicts) = results.mutation {
      stream.write(
        MutationReport.text(
          mutants, verdicts, ruleset: ruleset, files: loaded.files, options: options) + "\n")
    }
    if let suggestions = results.suggestions {
      run.console.output.write(
        SuggestionText.text(suggestions, ruleset: ruleset, language: options.language))
    }
    let summary = TestReport.summary(
      passed: results.outcomes.count - results.failedCount, failed: results.failedCount,
      options: options)
    stream.write("\(summary)  \(VisibleText.of(path))\n")
  }

  private func options(in language: Language) -> ReportOptions {
    ReportOptions(language: language, usesColor: run.usesColor(stream))
  }
}

/// What was asked about the tests of one ruleset.
private struct TestResults {
  let ruleset: Ruleset
  let outcomes: [TestOutcome]
  private(set) var coverage: Coverage?
  private(set) var suggestions: [TestSuggestion]?
  private(set) var mutation: (mutants: [RuleMutant], verdicts: [MutationTrial.Verdict])?

  init(_ ruleset: Ruleset, _ arguments: ParsedArguments) {
    self.ruleset = ruleset
    let program = Program(ruleset)
    outcomes = TestRunner.run(program)
    if arguments.has("--coverage") || arguments.has("--suggest") {
      let coverage = Coverage(program, outcomes)
      self.coverage = coverage
      if arguments.has("--suggest") {
        suggestions = TestSuggestion.all(program, coverage, outcomes)
      }
    }
    if arguments.has("--mutate") {
      let trial = MutationTrial(program, outcomes)
      mutation = (trial.mutants.all, Self.verdicts(trial))
    }
  }

  var failedCount: Int { outcomes.count { !$0.isPassed } }

  /// Whether a change of the rules went unnoticed.
  var isUnnoticed: Bool { mutation?.verdicts.contains(.unnoticed) ?? false }

  /// Tries the changes on all processors; what comes out does not depend on how many there are.
  private static func verdicts(_ trial: MutationTrial) -> [MutationTrial.Verdict] {
    let count = trial.mutants.all.count
    let threads = max(1, min(Threads.processorCount, count))
    let parts = Threads.map(threads) { thread in
      stride(from: thread, to: count, by: threads).map { (index: $0, trial.verdict($0)) }
    }
    return parts.flatMap { $0 }.sorted { $0.index < $1.index }.map(\.1)
  }

  func document(of path: String, files: [SourceFile], _ language: Language) -> TestJSON {
    var document = TestJSON(
      path: path, ruleset: ruleset, files: files, outcomes: outcomes, language: language)
    if let coverage { document.add(coverage) }
    if let suggestions { document.add(suggestions) }
    if let (mutants, verdicts) = mutation { document.add(mutants, verdicts) }
    return document
  }
}
