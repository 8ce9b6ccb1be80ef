import Evaluator
import Reports
import RuleLang

extension Command {
  /// The command `rules publish`.
  static let publish = Command(
    syntax: CommandSyntax(
      name: "publish",
      summary: Message(zh: "发布规则，此后含义不能再变", en: "publishes rules, whose meaning then stays"),
      usage: ["RULES [--date YYYY-MM-DD]"],
      operands: [
        .init(
          name: "RULES",
          summary: Message(
            zh: "一个规则集：规则文件，或规则集文件夹", en: "one ruleset: a rule file, or the folder of a ruleset"))
      ],
      operandCountMin: 1, operandCountMax: 1,
      options: [
        .init(
          name: "--date", value: Message(zh: "YYYY-MM-DD", en: "YYYY-MM-DD"),
          summary: Message(zh: "发布的日期，默认是今天", en: "the day, by default today"))
      ],
      notes: [
        Message(
          zh: "发布记录写在规则旁边的 published.json 里：名称、年度、修订、摘要和日期。",
          en: "The publication stands in published.json beside the rules:"
            + " name, year, revision, digest and date."),
        Message(
          zh: "有错误或有测试未通过的规则不能发布。注释、排版和测试以后仍可改。",
          en: "Rules with errors or with a test that fails are not published."
            + " Comments, layout and tests may change later."),
      ],
      examples: [
        .init(
          line: "rules publish Rules/2023/部门整体支出",
          summary: Message(zh: "发布一个规则集", en: "publish a ruleset"))
      ]),
    action: { run throws(CommandFailure) in try PublishCommand(run: run).carryOut() })
}

/// Records what a ruleset means on the day it is published.
private struct PublishCommand {
  let run: CommandRun

  func carryOut() throws(CommandFailure) -> ExitStatus {
    let date = try day()
    let library = RulesetLibrary(files: run.files)
    let sources = try library.sources(at: run.arguments.operands)
    guard sources.count == 1, let source = sources.first else {
      let paths = sources.prefix(10).map(\.path).joined(separator: "、")
      throw CommandFailure(
        zh: "“\(run.arguments.operands[0])”下有 \(sources.count) 个规则集，一次发布一个",
        en: "there are \(sources.count) rulesets in '\(run.arguments.operands[0])',"
          + " and one is published at a time",
        helps: [Message(zh: "有：\(paths)", en: "there are: \(paths)")])
    }
    let loaded = try library.load(source)
    guard let ruleset = run.ruleset(of: loaded) else { return .findings }
    guard try testsPass(ruleset, loaded) else { return .findings }
    let language = run.language(for: ruleset.vocabulary)
    let path = Publication.path(of: source)
    var publication = Publication()
    if let file = try Publication.file(of: source, in: run.files) {
      publication = PublicationReader.read(file, index: 0).publication
    }
    let name = title(ruleset)
    if let entry = publication.entry(year: ruleset.year, revision: ruleset.revision) {
      run.print(
        Message(
          zh: "\(name.zh) 已于 \(entry.date) 发布，没有变化：\(entry.digest)",
          en: "\(name.en) has been published since \(entry.date), unchanged: \(entry.digest)"),
        in: language)
      return .clean
    }
    publication.entries.append(
      Publication.Entry(
        name: ruleset.name, year: ruleset.year, revision: ruleset.revision,
        digest: ruleset.digest, date: date))
    do throws(FileError) {
      try run.files.write(Array(publication.text.utf8), to: path)
    } catch {
      throw CommandFailure(error).about(ruleset.vocabulary)
    }
    run.print(
      Message(
        zh: "已发布 \(name.zh)，\(date)：\(ruleset.digest)\n记录在 \(VisibleText.of(path))",
        en: "published \(name.en), \(date): \(ruleset.digest)\nrecorded in \(VisibleText.of(path))"),
      in: language)
    return .clean
  }

  private func title(_ ruleset: Ruleset) -> Message {
    let name = VisibleText.of(ruleset.name)
    return Message(
      zh: "\(name)，\(ruleset.year) 年度，修订 \(ruleset.revision)",
      en: "\(name), fiscal year \(ruleset.year), revision \(ruleset.revision)")
  }

  private func day() throws(CommandFailure) -> Date {
    guard let text = run.arguments.values["--date"] else { return run.environment.today() }
    guard let date = Date(text: text), date.description == text else {
      throw CommandFailure(
        zh: "“\(text)”不是日期，写作 2024-01-05", en: "'\(text)' is no date; write 2024-01-05")
    }
    return date
  }

  /// Whether all tests pass; those that fail are written.
  private func testsPass(
    _ ruleset: Ruleset, _ loaded: LoadedRuleset
  ) throws(CommandFailure) -> Bool {
    let outcomes = TestRunner.run(Program(ruleset))
    let failures = outcomes.count { !$0.isPassed }
    guard failures > 0 else { return true }
    let language = run.language(for: ruleset.vocabulary)
    let options = ReportOptions(
      language: language, usesColor: run.usesColor(run.console.errors))
    run.console.errors.write(
      TestReport.failures(outcomes, ruleset: ruleset, files: loaded.files, options: options))
    run.notices(in: language).failure(
      CommandFailure(
        zh: "有 \(failures) 个测试未通过，不能发布", en: "\(failures) tests fail, so nothing is published"))
    return false
  }
}
