import Reports
import RuleLang

extension Command {
  /// The command `rules show`.
  static let show = Command(
    syntax: CommandSyntax(
      name: "show",
      summary: Message(zh: "把整个规则集列出来", en: "prints a whole ruleset"),
      usage: ["RULES"],
      operands: [.scoringRules], operandCountMin: 1, operandCountMax: 1,
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
      ]),
    action: { run throws(CommandFailure) in try ShowCommand(run: run).carryOut() })
}

/// Prints rulesets.
private struct ShowCommand {
  let run: CommandRun

  func carryOut() throws(CommandFailure) -> ExitStatus {
    let library = RulesetLibrary(files: run.files)
    var status = ExitStatus.clean
    for (index, source) in try library.sources(at: run.arguments.operands).enumerated() {
      let loaded = try library.load(source)
      guard let ruleset = run.ruleset(of: loaded) else {
        status = .findings
        continue
      }
      if index > 0 { run.console.output.write("\n") }
      run.console.output.write(text(of: ruleset, loaded))
    }
    return status
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
