import Evaluator
import Reports
import RuleLang

extension Command {
  /// The command `rules reconcile`.
  static let reconcile = Command(
    syntax: CommandSyntax(
      name: "reconcile",
      summary: Message(zh: "用规则核对申报的分数和数字", en: "puts claimed scores and figures to the test"),
      usage: ["RULES DATA… [--format table|json|csv] [-o FILE]"],
      operands: [.scoringRules, .scoredData], operandCountMin: 2,
      options: [
        .init(
          name: "--format", value: Message(zh: "FORMAT", en: "FORMAT"),
          choices: ReconciliationFormat.allCases.map(\.rawValue),
          summary: Message(
            zh: "table：给人看（默认）；json；csv：每行一项",
            en: "table (default), json, or csv: one row an item")),
        .outputFile, .jobs,
      ] + CommandSyntax.Option.ofData,
      notes: [
        Message(
          zh: "申报写在数据的 claims（申报）里：得分、分值、计算值、总分、等次。",
          en: "Claims stand under 'claims' in the data: scores, points, measures, total, grade."),
        Message(
          zh: "全部相符时结束状态为 0，有不符或错误为 1。",
          en: "The exit status is 0 where nothing differs, and 1 with differences or errors."),
      ],
      examples: [
        .init(
          line: "rules reconcile Rules Examples/示例部门.json",
          summary: Message(zh: "核对一个部门的申报", en: "reconcile what one department claims")),
        .init(
          line: "rules reconcile Rules 数据.json --format csv -o 核对.csv",
          summary: Message(
            zh: "核对所有部门，结果写成表", en: "reconcile all departments into a sheet")),
      ]),
    action: { run throws(CommandFailure) in try ReconcileCommand(run: run).carryOut() })
}

/// The formats that reconciliations are written in.
enum ReconciliationFormat: String, CaseIterable, Sendable {
  case table, json, csv
}

/// Compares claims with the rules and writes what was found.
private struct ReconcileCommand {
  let run: CommandRun

  func carryOut() throws(CommandFailure) -> ExitStatus {
    let path = run.arguments.values["--output"]
    if let path { try run.refuseInputs(as: path) }
    let format =
      run.arguments.values["--format"].flatMap(ReconciliationFormat.init) ?? .table
    guard let plan = try ScoringPlan.made(for: run, namesDigest: format != .csv) else {
      return .findings
    }
    let writer = ReconciliationWriter(
      format: format, rulesets: plan.rulesets, language: run.arguments.language,
      usesColor: path == nil && run.usesColor(run.console.output))
    var scoring = ScoringRun(plan, for: run) { writer.parts($0) }
    var hasDifferences = false
    let language = run.language(for: plan.commonVocabulary ?? run.environment.language)
    if let path {
      try run.writeFile(path, about: plan.commonVocabulary) { stream in
        hasDifferences = write(&scoring, plan, by: writer, in: language, to: stream)
        return scoring.ending == nil
      }
    } else {
      hasDifferences = write(&scoring, plan, by: writer, in: language, to: run.console.output)
    }
    return run.report(scoring, plan).joined(with: hasDifferences ? .findings : .clean)
  }

  /// Writes all reconciliations; true where something differs.
  private func write(
    _ scoring: inout ScoringRun, _ plan: ScoringPlan, by writer: ReconciliationWriter,
    in language: Language, to stream: OutputStream
  ) -> Bool {
    var hasDifferences = false
    var isFirst = true
    switch writer.format {
    case .json: stream.write(ReconciliationJSON.opening)
    case .csv: stream.write(ReconciliationCSV.header(language))
    case .table: break
    }
    scoring.carryOut(to: stream) { part in
      hasDifferences = hasDifferences || part.hasDifferences
      if !isFirst {
        switch writer.format {
        case .json: stream.write(",")
        case .table: stream.write("\n")
        case .csv: break
        }
      }
      isFirst = false
      stream.write(part.text)
    }
    if writer.format == .json, scoring.ending == nil {
      stream.write(ReconciliationJSON.closing(isEmpty: isFirst))
    }
    return hasDifferences
  }
}

/// Reconciles records and writes them in one of the formats, in parts.
private struct ReconciliationWriter: Sendable {
  let format: ReconciliationFormat
  let rulesets: [ScoringRuleset]
  let reconcilers: [Reconciler]
  let language: Language?
  let usesColor: Bool

  init(
    format: ReconciliationFormat, rulesets: [ScoringRuleset], language: Language?, usesColor: Bool
  ) {
    self.format = format
    self.rulesets = rulesets
    reconcilers = rulesets.map { Reconciler($0.engine.program) }
    self.language = language
    self.usesColor = usesColor
  }

  /// The text of records that follow each other, a part for each.
  func parts(_ scored: [ScoredRecord]) -> [ResultPart] {
    scored.map { scored in
      let scoring = rulesets[scored.ruleset]
      let record = scored.record ?? Record(for: scoring.ruleset)
      let reconciliation = reconcilers[scored.ruleset].reconcile(record, scored.evaluation)
      var part = ResultPart(
        ruleset: scored.ruleset, text: text(reconciliation, scored.record, scoring), count: 1)
      part.hasDifferences = reconciliation.hasDifferences
      return part
    }
  }

  private func text(
    _ reconciliation: Reconciliation, _ record: Record?, _ scoring: ScoringRuleset
  ) -> String {
    let ruleset = scoring.ruleset
    let language = language ?? ruleset.vocabulary
    switch format {
    case .json:
      return ReconciliationJSON.member(
        reconciliation, record: record, ruleset: ruleset, files: scoring.files,
        language: language)
    case .csv:
      return ReconciliationCSV.rows(
        reconciliation, record: record, ruleset: ruleset, files: scoring.files,
        language: language)
    case .table:
      return ReconciliationTable.text(
        reconciliation, record: record, ruleset: ruleset, files: scoring.files,
        options: ReportOptions(language: language, usesColor: usesColor))
    }
  }
}
