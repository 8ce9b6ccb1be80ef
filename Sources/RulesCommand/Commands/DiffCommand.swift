import Evaluator
import Reports
import RuleLang

extension Command {
  /// The command `rules diff`.
  static let diff = Command(
    syntax: CommandSyntax(
      name: "diff",
      summary: Message(
        zh: "两套规则的含义有什么不同", en: "says what two rulesets score differently"),
      usage: ["OLD NEW [--format table|markdown|json]"],
      operands: [.oldRules, .newRules], operandCountMin: 2, operandCountMax: 2,
      options: [
        .init(
          name: "--format", value: Message(zh: "FORMAT", en: "FORMAT"),
          choices: ["table", "markdown", "json"],
          summary: Message(
            zh: "table：给人看（默认）；markdown：放进文件；json：给程序读",
            en: "table: for people (default), markdown: for documents, json: for programs"))
      ],
      notes: [
        Message(
          zh: "比较的是含义，不是文字：哪些数字得分不同、差多少、更严还是更宽。",
          en:
            "Meaning is compared, not text: which figures score differently, by how much, which way."
        ),
        Message(
          zh: "结束状态：0 含义相同，1 含义不同，2 不能比较。",
          en: "Exit status: 0 the same meaning, 1 another meaning, 2 they cannot be compared."),
      ],
      examples: [
        .init(
          line: "rules diff Rules/2023/部门整体支出 Rules/2024/部门整体支出",
          summary: Message(zh: "下一年度改了什么", en: "what the next year changes")),
        .init(
          line: "rules diff 原规则 新规则 --format markdown > 变化.md",
          summary: Message(zh: "写成可以附在文件后面的说明", en: "write it as an annex")),
      ]),
    action: { run throws(CommandFailure) in try DiffCommand(run: run).carryOut() })
}

extension CommandSyntax.Operand {
  /// The rules that were.
  static let oldRules = Self(
    name: "OLD",
    summary: Message(
      zh: "原来的规则：规则文件或规则集文件夹", en: "the old rules: a rule file or the folder of a ruleset"))

  /// The rules that are to be.
  static let newRules = Self(
    name: "NEW",
    summary: Message(
      zh: "新的规则：规则文件或规则集文件夹", en: "the new rules: a rule file or the folder of a ruleset"))
}

/// Compares two rulesets.
private struct DiffCommand {
  let run: CommandRun

  func carryOut() throws(CommandFailure) -> ExitStatus {
    guard let (old, new) = try run.rulesetsToCompare() else { return .usage }
    let comparison = RulesetComparer.compare(old.ruleset, new.ruleset)
    let language = run.language(for: new.ruleset.vocabulary)
    switch run.arguments.values["--format"] {
    case "json": run.console.output.write(ComparisonJSON.text(comparison, language: language))
    case "markdown":
      run.console.output.write(ComparisonReport.markdown(comparison, language: language))
    default:
      let options = ReportOptions(
        language: language, usesColor: run.usesColor(run.console.output))
      run.console.output.write(ComparisonReport.table(comparison, options: options))
    }
    return comparison.haveSameMeaning ? .clean : .findings
  }
}

extension CommandRun {
  /// The rulesets that the first two operands name; nil where one has errors, which are written.
  func rulesetsToCompare() throws(CommandFailure) -> (
    old: (ruleset: Ruleset, files: [SourceFile]), new: (ruleset: Ruleset, files: [SourceFile])
  )? {
    let first = try loadedRuleset(at: arguments.operands[0])
    let second = try loadedRuleset(at: arguments.operands[1])
    let (old, new) = (ruleset(of: first), ruleset(of: second))
    guard let old, let new else { return nil }
    return ((old, first.files), (new, second.files))
  }

  /// The one ruleset at a path.
  private func loadedRuleset(at path: String) throws(CommandFailure) -> LoadedRuleset {
    if DataFiles.endings.contains(where: { PathText.hasExtension(path, $0) }),
      (try? files.kind(path)) == .file
    {
      throw CommandFailure(
        zh: "“\(path)”是数据文件，不是规则", en: "'\(path)' is a data file, not rules",
        helps: [.oldAndNewComeFirst])
    }
    let library = RulesetLibrary(files: files)
    let sources = try library.sources(at: [path])
    guard sources.count == 1 else {
      let some = sources.prefix(5).map(\.path)
      let more = sources.count > some.count ? "…" : ""
      throw CommandFailure(
        zh: "“\(path)”下面有 \(sources.count) 套规则，要指明是哪一套",
        en: "there are \(sources.count) rulesets below '\(path)'; name one of them",
        helps: [
          Message(
            zh: "有：\(some.joined(separator: "、"))\(more)",
            en: "there are: \(some.joined(separator: ", "))\(more)")
        ])
    }
    return try library.load(sources[0])
  }
}

extension Message {
  /// In which order rules are named to compare them.
  static let oldAndNewComeFirst = Message(
    zh: "先写原来的规则，再写新的规则：OLD NEW", en: "the old rules come first, then the new ones: OLD NEW")
}
