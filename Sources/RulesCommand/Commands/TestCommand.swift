import Evaluator
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

  /// How many tests passed and failed.
  private struct Count {
    var passed = 0
    var failed = 0

    var words: Message {
      Message(zh: "\(passed) 个通过，\(failed) 个不通过", en: "\(passed) passed, \(failed) failed")
    }
  }

  func carryOut() throws(CommandFailure) -> ExitStatus {
    let library = RulesetLibrary(files: run.files)
    let sources = try library.sources(at: run.rulesetPaths())
    var total = Count()
    var status = ExitStatus.clean
    for source in sources {
      let loaded = try library.load(source)
      guard let ruleset = run.ruleset(of: loaded) else {
        status = .findings
        continue
      }
      let count = runTests(of: ruleset, in: loaded)
      total.passed += count.passed
      total.failed += count.failed
      let words = count.words
      run.print(
        Message(zh: "\(words.zh)：\(source.path)", en: "\(words.en): \(source.path)"),
        in: run.language(for: ruleset.vocabulary))
    }
    if sources.count > 1 { run.print(total.words, in: run.sessionLanguage) }
    return total.failed > 0 ? .findings : status
  }

  private func runTests(of ruleset: Ruleset, in loaded: LoadedRuleset) -> Count {
    var count = Count()
    for outcome in TestRunner.run(Program(ruleset)) {
      if outcome.isPassed {
        count.passed += 1
      } else {
        count.failed += 1
        report(outcome, in: loaded, language: run.language(for: ruleset.vocabulary))
      }
    }
    return count
  }

  private func report(_ outcome: TestOutcome, in loaded: LoadedRuleset, language: Language) {
    let name = VisibleText.of(outcome.test.name)
    run.print(Message(zh: "不通过：“\(name)”", en: "failed: '\(name)'"), in: language)
    for failure in outcome.failures {
      let place = loaded.place(of: failure.clause.range)
      let expected = VisibleText.of(failure.clause.text)
      run.print(
        Message(
          zh: "  \(place)：\(expected)\n    实际：\(failure.actual.zh)",
          en: "  \(place): \(expected)\n    actual: \(failure.actual.en)"), in: language)
    }
  }
}
