import Evaluator
import Reports
import RuleLang

extension Command {
  /// The command `rules annexes`.
  static let annexes = Command(
    syntax: CommandSyntax(
      name: "annexes",
      summary: Message(
        zh: "按附表的表式填出报告的附表", en: "fills in the annexes of a report by their forms"),
      usage: ["RULES DATA… [--format html|markdown] [-o FILE]"],
      operands: [.scoringRules, .scoredData], operandCountMin: 2,
      options: [
        .init(
          name: "--format", value: Message(zh: "FORMAT", en: "FORMAT"),
          choices: AnnexFormat.allCases.map(\.rawValue),
          summary: Message(
            zh: "markdown（默认）；html：打印签字用的页面",
            en: "markdown (default), or html: pages to print and sign")),
        .outputFile, .jobs,
      ] + CommandSyntax.Option.ofData,
      notes: [
        Message(
          zh: "表式是规则文件夹里“附表”下面的 .csv 文件，可以在 WPS 里编辑；rules check 检查它们。",
          en: "A form is a .csv file in the folder '附表' (or 'annexes') of a ruleset;"
            + " rules check checks it."),
        Message(
          zh: "没有的数据在表里标明“（缺）”，并在表下列出。",
          en: "What is missing is marked in its cell and listed under the annex."),
      ],
      examples: [
        .init(
          line: "rules annexes Rules Examples/示例部门.json --format html -o 附表.html",
          summary: Message(zh: "填出一个部门的附表", en: "the annexes of one department"))
      ]),
    action: { run throws(CommandFailure) in try AnnexesCommand(run: run).carryOut() })
}

/// The formats that annexes are written in.
private enum AnnexFormat: String, CaseIterable, Sendable {
  case html, markdown
}

/// Fills in annexes.
private struct AnnexesCommand {
  let run: CommandRun

  func carryOut() throws(CommandFailure) -> ExitStatus {
    let path = run.arguments.values["--output"]
    if let path { try run.refuseInputs(as: path) }
    let format = run.arguments.values["--format"].flatMap(AnnexFormat.init) ?? .markdown
    let shelf = try RulesetShelf(
      at: run.arguments.operands[0], in: RulesetLibrary(files: run.files))
    let made = try ScoringPlan.made(for: run, shelf: shelf, namesDigest: true)
    guard let plan = made, let forms = try run.forms(for: plan, shelf, mustBeThere: true) else {
      return .findings
    }
    if plan.hasNoRules { return run.reportWithoutRules(plan) }
    let writer = AnnexWriter(
      format: format, rulesets: plan.rulesets, forms: forms, language: run.arguments.language)
    var scoring = ScoringRun(plan, for: run) { writer.parts($0) }
    if let path {
      try run.writeFile(path, about: plan.commonVocabulary) {
        fill(&scoring, by: writer, to: $0)
        return scoring.ending == nil
      }
    } else {
      fill(&scoring, by: writer, to: run.console.output)
    }
    return run.report(scoring, plan)
  }

  private func fill(
    _ scoring: inout ScoringRun, by writer: AnnexWriter, to stream: OutputStream
  ) {
    stream.write(writer.frame.opening)
    var isFirst = true
    scoring.carryOut(to: stream) { part in
      stream.write(isFirst || part.text.isEmpty ? part.text : writer.separator + part.text)
      isFirst = isFirst && part.text.isEmpty
    }
    if case .signal = scoring.ending { return }
    stream.write(writer.frame.closing)
  }
}

/// Writes annexes in one of the formats.
private struct AnnexWriter: Sendable {
  let format: AnnexFormat
  let rulesets: [ScoringRuleset]
  /// The forms, by ruleset.
  let forms: [AnnexForms]
  /// The language that was asked for; nil is that of each ruleset.
  let language: Language?

  /// What stands between two records.
  var separator: String { format == .markdown ? "\n" : "" }

  /// What stands around all of them.
  var frame: (opening: [UInt8], closing: [UInt8]) {
    guard format == .html, let first = rulesets.first?.ruleset else { return ([], []) }
    return AnnexReport.frame(first, language: language ?? first.vocabulary)
  }

  func parts(_ results: [ScoredRecord]) -> [ResultPart] {
    results.map { result in
      let ruleset = rulesets[result.ruleset].ruleset
      let language = language ?? ruleset.vocabulary
      let text =
        switch format {
        case .markdown:
          AnnexReport.markdown(
            result.evaluation, record: result.record, forms: forms[result.ruleset],
            ruleset: ruleset, language: language)
        case .html:
          String(
            decoding: AnnexReport.html(
              result.evaluation, record: result.record, forms: forms[result.ruleset],
              ruleset: ruleset, language: language), as: UTF8.self)
        }
      return ResultPart(ruleset: result.ruleset, text: text, count: 1)
    }
  }
}
