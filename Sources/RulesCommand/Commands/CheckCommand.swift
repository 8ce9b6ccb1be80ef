import RuleLang

extension Command {
  /// The command `rules check`.
  static let check = Command(
    syntax: CommandSyntax(
      name: "check", summary: Message(zh: "检查规则有没有错误", en: "checks rules for errors"),
      usage: ["[PATH…] [--format text|json]"],
      operands: [.rulesetPaths],
      options: [
        .init(
          name: "--format", value: Message(zh: "text|json", en: "text|json"),
          choices: ["text", "json"],
          summary: Message(
            zh: "text：给人看（默认）；json：给程序读，写到标准输出",
            en: "text: for people (default); json: for programs, on standard output"))
      ],
      examples: [
        .init(
          line: "rules check",
          summary: Message(zh: "检查 Rules 下的所有规则集", en: "check every ruleset below Rules")),
        .init(
          line: "rules check Rules/2023/部门整体支出 --format json",
          summary: Message(
            zh: "检查一个规则集，结果用 JSON", en: "check one ruleset, with the findings as JSON")),
      ]),
    action: { run throws(CommandFailure) in try CheckCommand(run: run).carryOut() })
}

/// Checks rulesets and says what was found.
private struct CheckCommand {
  let run: CommandRun

  func carryOut() throws(CommandFailure) -> ExitStatus {
    let library = RulesetLibrary(files: run.files)
    let sources = try library.sources(at: run.rulesetPaths())
    var rulesets: [LoadedRuleset] = []
    for source in sources { rulesets.append(try library.load(source)) }
    let findings = RulesetFindings(rulesets) { loaded in
      library.standBeside(loaded.source, among: sources)
    }
    if run.arguments.values["--format"] == "json" {
      let language = run.language(for: commonVocabulary(of: rulesets))
      run.console.output.write(
        jsonText(findings.all, files: findings.files, language: language))
    } else {
      for (ruleset, found) in zip(rulesets, findings.byRuleset) {
        report(ruleset, found, files: findings.files)
      }
      if !findings.all.isEmpty {
        let language = run.language(for: commonVocabulary(of: rulesets))
        run.notices(in: language).summary(of: findings.all)
      }
    }
    return findings.all.containsErrors ? .findings : .clean
  }

  private func report(_ loaded: LoadedRuleset, _ found: [Diagnostic], files: [SourceFile]) {
    let language = run.language(for: loaded.checked.vocabulary)
    run.notices(in: language).diagnostics(found, files: files)
    guard let ruleset = loaded.ruleset, !found.containsErrors else { return }
    run.print(CheckedLine.message(for: ruleset, at: loaded.source.path), in: language)
  }

  /// The vocabulary of the rulesets, or the preferred language where they differ.
  private func commonVocabulary(of rulesets: [LoadedRuleset]) -> Language {
    let vocabularies = Set(rulesets.map(\.checked.vocabulary))
    return vocabularies.count == 1
      ? vocabularies.first ?? run.environment.language : run.environment.language
  }
}

/// The line that says that a ruleset is in order, and what it holds.
private enum CheckedLine {
  static func message(for ruleset: Ruleset, at path: String) -> Message {
    let indicators = ruleset.indicators.count
    let tests = ruleset.tests.count
    return Message(
      zh: "通过：\(ruleset.name)，\(ruleset.year) 年度，修订 \(ruleset.revision)"
        + "（\(indicators) 个指标，\(ruleset.points) 分，\(tests) 个测试）\(path)",
      en: "ok: \(ruleset.name), fiscal year \(ruleset.year), revision \(ruleset.revision)"
        + " (\(counted(indicators, "indicator")), \(ruleset.points) points,"
        + " \(counted(tests, "test"))) \(path)")
  }

  private static func counted(_ count: Int, _ noun: String) -> String {
    count == 1 ? "1 \(noun)" : "\(count) \(noun)s"
  }
}

extension CommandSyntax.Operand {
  /// Paths of rulesets.
  static let rulesetPaths = Self(
    name: "PATH",
    summary: Message(
      zh: "规则文件、规则集文件夹，或下面有规则集的文件夹；\n不写时是 Rules，没有 Rules 时是当前文件夹",
      en: "a rule file, the folder of a ruleset, or a folder above rulesets;\n"
        + "by default Rules or, where there is none, the current folder"))
}

extension CommandRun {
  /// The paths given, or where rulesets are looked for without any.
  func rulesetPaths() -> [String] {
    if !arguments.operands.isEmpty { return arguments.operands }
    return (try? files.kind("Rules")) == .folder ? ["Rules"] : ["."]
  }
}
