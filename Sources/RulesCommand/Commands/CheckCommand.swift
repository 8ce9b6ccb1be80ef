import Evaluator
import Reports
import RuleLang

extension Command {
  /// The command `rules check`.
  static let check = Command(
    syntax: CommandSyntax(
      name: "check",
      summary: Message(
        zh: "检查规则有没有错误、有没有用不到的地方",
        en: "checks rules for errors, and for what has no effect"),
      usage: ["[PATH…] [--cliffs] [--format text|json]"],
      operands: [.rulesetPaths],
      options: [
        .init(
          name: "--cliffs",
          summary: Message(
            zh: "列出差一点就少得分的地方，少得最多的在前",
            en: "list where a small change of a figure costs points, the most first")),
        .init(
          name: "--format", value: Message(zh: "text|json", en: "text|json"),
          choices: ["text", "json"],
          summary: Message(
            zh: "text：给人看（默认）；json：给程序读，写到标准输出",
            en: "text: for people (default); json: for programs, on standard output")),
      ],
      examples: [
        .init(
          line: "rules check",
          summary: Message(zh: "检查 Rules 下的所有规则集", en: "check every ruleset below Rules")),
        .init(
          line: "rules check Rules/2023/部门整体支出 --format json",
          summary: Message(
            zh: "检查一个规则集，结果用 JSON", en: "check one ruleset, with the findings as JSON")),
        .init(
          line: "rules check Rules/2023/部门整体支出 --cliffs",
          summary: Message(
            zh: "列出哪里差一点就少得分", en: "where a small change of a figure costs points")),
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
    for source in sources {
      rulesets.append(try library.load(source).analyzed(with: library))
    }
    let findings = RulesetFindings(rulesets) { loaded in
      library.standBeside(loaded.source, among: sources)
    }
    if run.arguments.values["--format"] == "json" {
      writeJSON(findings, rulesets)
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
    guard run.arguments.has("--cliffs") else { return }
    let text = CliffReport.text(
      Cliffs(Program(ruleset)), ruleset, language: language,
      usesColor: run.usesColor(run.console.output))
    run.console.output.write("\n" + text + "\n")
  }

  /// The findings as an array; with the cliffs, both as members of one object.
  private func writeJSON(_ findings: RulesetFindings, _ rulesets: [LoadedRuleset]) {
    let language = run.language(for: commonVocabulary(of: rulesets))
    let found = jsonText(findings.all, files: findings.files, language: language)
    guard run.arguments.has("--cliffs") else { return run.console.output.write(found) }
    let cliffs = rulesets.compactMap(\.ruleset).map { ruleset in
      CliffReport.json(Cliffs(Program(ruleset)), ruleset, language: language)
    }
    run.console.output.write(
      "{\"findings\": \(found)," + "\"rulesets\": [\n\(cliffs.joined(separator: ",\n"))\n]}\n")
  }

  /// The vocabulary of the rulesets, or the preferred language where they differ.
  private func commonVocabulary(of rulesets: [LoadedRuleset]) -> Language {
    let vocabularies = Set(rulesets.map(\.checked.vocabulary))
    return vocabularies.count == 1
      ? vocabularies.first ?? run.environment.language : run.environment.language
  }
}

extension LoadedRuleset {
  /// The ruleset with what its analysis found and what is wrong with its forms; nothing where errors
  /// stand in the way.
  fileprivate func analyzed(with library: RulesetLibrary) throws(CommandFailure) -> LoadedRuleset {
    guard let ruleset else { return self }
    let forms = try library.annexes(of: self, ruleset)
    // What a form prints is used, and what a broken one may print is not known.
    let hidesUse = forms.diagnostics.containsErrors
    let found =
      RulesetAnalysis.findings(Program(ruleset)).filter {
        $0.code != .unusedName || !hidesUse && !forms.uses.contains($0.range)
      } + forms.diagnostics
    guard !found.isEmpty else { return self }
    return LoadedRuleset(
      source: source, files: files + forms.sources, checked: checked,
      diagnostics: (diagnostics + found).sortedAndCapped(), ruleset: ruleset)
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
