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
    guard let rules = try ImpactRules.read(for: run) else { return .findings }
    do throws(CommandFailure) {
      switch try StreamPlan<ImpactScoring>.opened(for: run, rules) {
      case .parts(let plan): return try carryOut(plan, path)
      case .whole(let opened):
        return try carryOut(ImpactPlan(rules, opened: opened, for: run), path)
      case .brokenRules: return .findings
      }
    } catch {
      throw error.about(rules.new.ruleset.vocabulary)
    }
  }

  /// Scores data that are read in parts.
  private func carryOut(
    _ plan: StreamPlan<ImpactScoring>, _ path: String?
  ) throws(CommandFailure) -> ExitStatus {
    var scoring = StreamRun(plan, for: run)
    var results = ImpactResults(plan.scoring.rules.comparison)
    try scoring.carryOut { part in
      if let added = part.impacts { results.add(added) }
    }
    return scoring.report(
      try write(results, plan.scoring.rules, after: scoring.ending, to: path),
      countsFailed: false)
  }

  /// Scores data that are read as a whole.
  private func carryOut(
    _ plan: ImpactPlan, _ path: String?
  ) throws(CommandFailure) -> ExitStatus {
    var scoring = ImpactRun(plan, for: run)
    scoring.carryOut()
    return scoring.report(
      try write(scoring.results, plan.rules, after: scoring.ending, to: path))
  }

  /// Writes what the change does, where all departments have been scored.
  ///
  /// - Returns: why there is not all of it, if there is not.
  private func write(
    _ results: ImpactResults, _ rules: ImpactRules, after ending: EarlyEnding?, to path: String?
  ) throws(CommandFailure) -> EarlyEnding? {
    if let ending { return ending }
    let options = ReportOptions(
      language: run.language(for: rules.new.ruleset.vocabulary),
      usesColor: path == nil && run.usesColor(run.console.output))
    let output = ImpactOutput(results, rules.comparison, options: options, for: run)
    var status: ExitStatus?
    if let path {
      try run.writeFile(path, about: rules.new.ruleset.vocabulary) {
        status = output.write(to: $0)
        return status == nil
      }
    } else {
      status = output.write(to: run.console.output)
    }
    return status.map { .signal($0) }
  }
}
