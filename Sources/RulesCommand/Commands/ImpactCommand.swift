import Evaluator
import Reports
import RuleLang

extension Command {
  /// The command `rules impact`.
  static let impact = Command(
    syntax: CommandSyntax(
      name: "impact",
      summary: Message(
        zh: "规则的变化对每个部门有什么影响", en: "says what a change of the rules does to departments"),
      usage: ["OLD NEW DATA… [--format table|json|csv] [-o FILE] [--jobs N]"],
      operands: [.oldRules, .newRules, .scoredData], operandCountMin: 3,
      options: [
        .init(
          name: "--format", value: Message(zh: "FORMAT", en: "FORMAT"),
          choices: ["table", "json", "csv"],
          summary: Message(
            zh: "table：表格（默认）；json；csv：每行一个部门",
            en: "table (default), json, or csv: one row a department")),
        .outputFile,
        .jobs,
      ] + CommandSyntax.Option.ofData,
      notes: [
        Message(
          zh: "每条记录都按两套规则算，不看它写的年度；新规则才有的数据按缺失处理。",
          en:
            "Every record is scored under both, whatever its year; what only NEW asks for is missing."
        ),
        Message(
          zh: "下降最多的排在前面。有错误的部门列在最后，结束状态为 1。",
          en: "The largest fall comes first; departments with errors come last, with exit status 1."
        ),
      ],
      examples: [
        .init(
          line: "rules impact Rules/2023/部门整体支出 Rules/2024/部门整体支出 数据.csv",
          summary: Message(zh: "明年的规则会影响哪些部门", en: "whom the next year's rules hit")),
        .init(
          line: "rules impact 原规则 新规则 数据.csv --format csv -o 影响.csv",
          summary: Message(zh: "写成表格软件能打开的表", en: "write a sheet")),
      ]),
    action: { run throws(CommandFailure) in try ImpactCommand(run: run).carryOut() })
}

/// Scores departments under two rulesets and tells what changes.
private struct ImpactCommand {
  let run: CommandRun

  func carryOut() throws(CommandFailure) -> ExitStatus {
    let path = run.arguments.values["--output"]
    if let path { try run.refuseInputs(as: path) }
    guard let plan = try ImpactPlan.made(for: run) else { return .findings }
    let vocabulary = plan.new.ruleset.vocabulary
    var scoring = ImpactRun(plan, threads: run.threadCount)
    scoring.carryOut(Progress(of: run))
    let text = text(scoring.sorted(), plan.comparison, usesColor: path == nil)
    if let path {
      try run.writeFile(path, about: vocabulary) {
        $0.write(text)
        return true
      }
    } else {
      run.console.output.write(text)
    }
    report(scoring, plan)
    return run.status(of: nil, hasErrors: scoring.hasErrors)
  }

  private func text(
    _ impacts: [RecordImpact], _ comparison: RulesetComparison, usesColor: Bool
  ) -> String {
    let language = run.language(for: comparison.new.vocabulary)
    switch run.arguments.values["--format"] {
    case "json": return ImpactJSON.text(impacts, comparison, language: language)
    case "csv": return ImpactCSV.text(impacts, comparison, language: language)
    default:
      let options = ReportOptions(
        language: language, usesColor: usesColor && run.usesColor(run.console.output))
      return ImpactReport.table(impacts, comparison, options: options)
    }
  }

  private func report(_ scoring: ImpactRun, _ plan: ImpactPlan) {
    let notices = run.notices(in: run.language(for: plan.new.ruleset.vocabulary))
    run.console.output.flush()
    notices.diagnostics(scoring.findings, files: plan.files)
    notices.diagnostics(scoring.rulesFindings.old, files: plan.old.files)
    notices.diagnostics(scoring.rulesFindings.new, files: plan.new.files)
    let all = scoring.findings + scoring.rulesFindings.old + scoring.rulesFindings.new
    if !all.isEmpty { notices.summary(of: all) }
  }
}
