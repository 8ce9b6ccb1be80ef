import Reports
import RuleLang

extension Command {
  /// The command `rules show`.
  static let show = Command(
    syntax: CommandSyntax(
      name: "show",
      summary: Message(zh: "把整个规则集列出来", en: "prints a whole ruleset"),
      usage: ["RULES [--format rules|html|markdown] [-o FILE]"],
      operands: [.scoringRules], operandCountMin: 1, operandCountMax: 1,
      options: [
        .init(
          name: "--format", value: Message(zh: "FORMAT", en: "FORMAT"),
          choices: ShownFormat.allCases.map(\.rawValue),
          summary: Message(
            zh: "rules：规则全文（默认）；html、markdown：对外公布的评价指标表",
            en: "rules (default), or html, markdown: the table as it is published")),
        .outputFile,
      ],
      notes: [
        Message(
          zh: "--language 也决定规则的关键词用哪种文字。",
          en: "--language also decides which keywords the rules are printed with."),
        Message(
          zh: "修改别的年度的规则集，列出改后的全文，行末注明各条出自哪一年度；全文可以存成规则文件。",
          en: "An amendment is printed in full, each line with the year it comes from;"
            + " saved to a file, it is a ruleset."),
      ],
      examples: [
        .init(
          line: "rules show Rules/2023/部门整体支出",
          summary: Message(zh: "列出一个规则集", en: "print a ruleset")),
        .init(
          line: "rules show Rules/2023/部门整体支出 --language en",
          summary: Message(zh: "用英文关键词列出", en: "print it with English keywords")),
        .init(
          line: "rules show Rules/2023/部门整体支出 --format html -o 指标表.html",
          summary: Message(
            zh: "写成可以打印的评价指标表", en: "write the table of indicators, ready to print")),
      ]),
    action: { run throws(CommandFailure) in try ShowCommand(run: run).carryOut() })
}

/// The formats that rulesets are shown in.
private enum ShownFormat: String, CaseIterable {
  case rules, html, markdown
}

/// Prints rulesets.
private struct ShowCommand {
  let run: CommandRun

  func carryOut() throws(CommandFailure) -> ExitStatus {
    let format = run.arguments.values["--format"].flatMap(ShownFormat.init) ?? .rules
    let path = run.arguments.values["--output"]
    if let path { try run.refuseInputs(as: path) }
    let library = RulesetLibrary(files: run.files)
    var status = ExitStatus.clean
    var shown: [(ruleset: Ruleset, loaded: LoadedRuleset)] = []
    for source in try library.sources(at: run.arguments.operands) {
      let loaded = try library.load(source)
      if let ruleset = run.ruleset(of: loaded) {
        shown.append((ruleset, loaded))
      } else {
        status = .findings
      }
    }
    let vocabulary = shown.first?.ruleset.vocabulary
    let bytes = bytes(of: shown, as: format)
    if let path {
      // What is not all there is not written.
      guard status == .clean else { return status }
      try run.writeFile(path, about: vocabulary) { stream throws(CommandFailure) in
        stream.write(bytes)
        return true
      }
    } else {
      run.console.output.write(bytes)
    }
    return status
  }

  private func bytes(
    of shown: [(ruleset: Ruleset, loaded: LoadedRuleset)], as format: ShownFormat
  ) -> [UInt8] {
    guard let first = shown.first else { return [] }
    let language = run.language(for: first.ruleset.vocabulary)
    let subjects = shown.map {
      StandardsReport.Subject(
        $0.ruleset, trail: $0.loaded.checked.trail, paths: $0.loaded.files.map(\.path))
    }
    switch format {
    case .rules:
      return Array(shown.map { text(of: $0.ruleset, $0.loaded) }.joined(separator: "\n").utf8)
    case .html: return StandardsReport.html(subjects, language: language)
    case .markdown: return Array(StandardsReport.markdown(subjects, language: language).utf8)
    }
  }

  /// The text of a ruleset; of an amendment one that is a ruleset itself.
  private func text(of ruleset: Ruleset, _ loaded: LoadedRuleset) -> String {
    let language = run.language(for: ruleset.vocabulary)
    guard let trail = loaded.checked.trail else {
      return RulesetListing.text(ruleset, files: loaded.checked.files, language: language)
    }
    return RulesetListing.text(
      ruleset, files: loaded.checked.files, trail: trail, paths: loaded.files.map(\.path),
      language: language)
  }
}
