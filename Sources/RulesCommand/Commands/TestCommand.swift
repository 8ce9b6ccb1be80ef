import Evaluator
import Reports
import RuleLang

extension Command {
  /// The command `rules test`.
  static let test = Command(
    syntax: CommandSyntax(
      name: "test",
      summary: Message(zh: "运行写在规则里的测试", en: "runs the tests written in the rules"),
      usage: ["[PATH…]"],
      operands: [.rulesetPaths],
      examples: [
        .init(
          line: "rules test",
          summary: Message(zh: "运行 Rules 下的所有测试", en: "run every test below Rules")),
        .init(
          line: "rules test Rules/2023/部门整体支出",
          summary: Message(zh: "运行一个规则集的测试", en: "run the tests of one ruleset")),
      ]),
    action: { run throws(CommandFailure) in try TestCommand(run: run).carryOut() })
}

/// Runs the tests written in rulesets.
private struct TestCommand {
  let run: CommandRun

  func carryOut() throws(CommandFailure) -> ExitStatus {
    let library = RulesetLibrary(files: run.files)
    let sources = try library.sources(at: run.rulesetPaths())
    var passed = 0
    var failed = 0
    var status = ExitStatus.clean
    for source in sources {
      let loaded = try library.load(source)
      guard let ruleset = run.ruleset(of: loaded) else {
        status = .findings
        continue
      }
      let outcomes = TestRunner.run(Program(ruleset))
      let failures = outcomes.count { !$0.isPassed }
      failed += failures
      passed += outcomes.count - failures
      let options = options(in: run.language(for: ruleset.vocabulary))
      let summary = TestReport.summary(
        passed: outcomes.count - failures, failed: failures, options: options)
      run.console.output.write(
        TestReport.failures(
          outcomes, ruleset: ruleset, files: loaded.files, options: options))
      run.console.output.write("\(summary)  \(VisibleText.of(source.path))\n")
    }
    if sources.count > 1 {
      let options = options(in: run.preferredLanguage)
      run.console.output.write(
        TestReport.summary(passed: passed, failed: failed, options: options) + "\n")
    }
    return failed > 0 ? .findings : status
  }

  private func options(in language: Language) -> ReportOptions {
    ReportOptions(language: language, usesColor: run.usesColor(run.console.output))
  }
}
