import Evaluator
import Reports
import RuleLang

extension Command {
  /// The command `rules evaluate`.
  static let evaluate = Command(
    syntax: CommandSyntax(
      name: "evaluate",
      summary: Message(zh: "按规则给数据算分", en: "scores data by the rules"),
      usage: ["RULES DATA… [--format table|json|jsonl|csv|xlsx|html|markdown] [-o FILE|FOLDER]"],
      operands: [.scoringRules, .scoredData], operandCountMin: 2,
      options: [
        .init(
          name: "--format", value: Message(zh: "FORMAT", en: "FORMAT"),
          choices: ResultFormat.allCases.map(\.rawValue) + PageFormat.allCases.map(\.rawValue),
          summary: Message(
            zh: "table：表格（默认）；json；jsonl：每行一条；csv：每行一个部门；\n"
              + "xlsx：工作簿，有汇总、指标、问题三张表，用 -o 写；\n"
              + "html、markdown：打印签字用的页面，有几条记录时是排名和汇总",
            en: "table (default), json, jsonl: one line a record, csv: one row a\n"
              + "department, xlsx: a workbook for -o, with sheets for departments,\n"
              + "indicators and findings, or html, markdown: a page to print and\n"
              + "sign or, of several records, the ranking and what they come to")),
        .outputFileOrFolder,
        .columns, .decimals, .summary, .failedMax, .block, .jobs,
      ] + CommandSyntax.Option.ofData,
      notes: [
        Message(
          zh: "RULES 下有几个规则集时，按每条记录的年度和规则集名称选用。",
          en: "Where there are several rulesets, each record's year and scheme choose."),
        Message(
          zh: "一个年度里先后施行几个版本时，再按记录的评价日期选用。",
          en: "Where versions of a year follow each other, its evaluation date chooses."),
        Message(
          zh: "DATA.csv 旁边的 DATA.表名.csv 是它的表；工作簿里第一张工作表是数据，其余的以表名命名。",
          en: "DATA.TABLE.csv beside DATA.csv holds the rows of a table;"
            + " in a workbook, a sheet of its name."),
        Message(
          zh: "有错误的记录不影响其他记录：它在结果里标为有错误，结束状态为 1。",
          en: "A record with errors does not stop the others: its result is failed,"
            + " and the exit status 1."),
      ],
      examples: [
        .init(
          line: "rules evaluate Rules Examples/示例部门.json",
          summary: Message(zh: "给一个部门算分", en: "score one department")),
        .init(
          line: "rules evaluate Rules 数据.csv --format csv -o 结果.csv",
          summary: Message(
            zh: "给一张表里的所有部门算分，结果写成表", en: "score all departments of a sheet into a sheet")),
        .init(
          line: "rules evaluate Rules 数据.csv --format html -o 结果/",
          summary: Message(
            zh: "写一个文件夹：排名和汇总，每个部门一页", en: "write a folder: the ranking, and a page a department")),
      ]),
    action: { run throws(CommandFailure) in try EvaluateCommand(run: run).carryOut() })
}

extension CommandSyntax.Operand {
  /// The rules to score by.
  static let scoringRules = Self(
    name: "RULES",
    summary: Message(
      zh: "规则文件、规则集文件夹，或下面有规则集的文件夹，如 Rules",
      en: "a rule file, the folder of a ruleset, or a folder above rulesets, such as Rules"))

  /// The data to score.
  static let scoredData = Self(
    name: "DATA",
    summary: Message(
      zh: "数据文件：.json、.jsonl、.csv 或 .xlsx，或放着它们的文件夹；- 读标准输入",
      en: "a data file: .json, .jsonl, .csv or .xlsx, or a folder of them;\n- reads standard input")
  )
}

/// Scores data and writes the results.
private struct EvaluateCommand {
  let run: CommandRun

  func carryOut() throws(CommandFailure) -> ExitStatus {
    let path = run.arguments.values["--output"]
    if let path { try run.refuseInputs(as: path) }
    let name = run.arguments.values["--format"]
    if let path { try refuseWorkbookName(path, for: name ?? ResultFormat.table.rawValue) }
    if let format = name.flatMap(PageFormat.init) { return try carryOut(format, path) }
    let format = name.flatMap(ResultFormat.init) ?? .table
    let wantsSummary = run.arguments.has("--summary")
    if format == .xlsx, path == nil, !wantsSummary, run.console.output.isTerminal {
      throw CommandFailure(
        zh: "工作簿不能显示在终端里", en: "a workbook cannot be shown in a terminal",
        helps: [Message(zh: "用 -o 写到文件：-o 结果.xlsx", en: "write it to a file: -o results.xlsx")])
    }
    let request = ResultRequest(
      format: format, columns: try run.resultColumns(format), wantsSummary: wantsSummary,
      wantsResults: !wantsSummary || path != nil,
      usesColor: path == nil && run.usesColor(run.console.output))
    let shelf = try RulesetShelf(
      at: run.arguments.operands[0], in: RulesetLibrary(files: run.files))
    run.environment.kept.keep(shelf)
    switch try StreamPlan<ResultScoring>.opened(for: run, shelf, request) {
    case .parts(let plan):
      run.environment.kept.keep(plan)
      return try carryOut(plan, request, path)
    case .whole(let opened): return try carryOut(opened, shelf, request, path)
    case .brokenRules: return .findings
    }
  }

  /// No program opens another format under the name of a workbook.
  private func refuseWorkbookName(_ path: String, for format: String) throws(CommandFailure) {
    guard format != ResultFormat.xlsx.rawValue, PathText.hasExtension(path.lowercased(), "xlsx")
    else { return }
    throw CommandFailure(
      zh: "“\(path)”要是工作簿，选的格式是 \(format)",
      en: "'\(path)' has to be a workbook, and the format is \(format)",
      helps: [Message(zh: "加上 --format xlsx", en: "add --format xlsx")])
  }

  /// Scores data into pages, for which they are read as a whole.
  private func carryOut(
    _ format: PageFormat, _ path: String?
  ) throws(CommandFailure) -> ExitStatus {
    _ = try run.resultColumns(nil)
    let shelf = try RulesetShelf(
      at: run.arguments.operands[0], in: RulesetLibrary(files: run.files))
    let made = try ScoringPlan.made(for: run, shelf: shelf, namesDigest: true)
    guard let plan = made else { return .findings }
    return try PageRun(run: run, format: format, plan: plan, shelf: shelf).carryOut(
      to: path, wantsSummary: run.arguments.has("--summary"))
  }

  /// Scores data that are read in parts.
  private func carryOut(
    _ plan: StreamPlan<ResultScoring>, _ request: ResultRequest, _ path: String?
  ) throws(CommandFailure) -> ExitStatus {
    try plan.scoring.writer?.checkRoom()
    var scoring = StreamRun(plan, for: run)
    let ruleset = plan.scoring.scoring.ruleset
    var summary = request.wantsSummary ? CohortSummary(ruleset) : nil
    if let path {
      try run.writeFile(path, about: ruleset.vocabulary) { stream throws(CommandFailure) in
        try score(&scoring, by: plan.scoring.writer, to: stream, &summary)
        return scoring.ending == nil
      }
    } else {
      let stream = request.wantsResults ? run.console.output : nil
      try score(&scoring, by: plan.scoring.writer, to: stream, &summary)
    }
    if let summary, scoring.ending == nil {
      run.write([(summary, ruleset)], as: request.format)
    }
    return scoring.report(scoring.ending)
  }

  private func score(
    _ scoring: inout StreamRun<ResultScoring>, by writer: ResultWriter?,
    to stream: OutputStream?, _ summary: inout CohortSummary?
  ) throws(CommandFailure) {
    var assembly = stream.flatMap { stream in
      writer.map { ResultAssembly($0, on: stream, for: run) }
    }
    try scoring.carryOut(to: stream) { part in
      assembly?.add(part.bytes, count: part.counts.all)
      if let added = part.summary { summary?.add(added) }
    }
    if case .signal = scoring.ending { return }
    assembly?.finish()
  }

  /// Scores data that are read as a whole.
  private func carryOut(
    _ opened: OpenedData?, _ shelf: RulesetShelf, _ request: ResultRequest, _ path: String?
  ) throws(CommandFailure) -> ExitStatus {
    let plan = try ScoringPlan.made(
      for: run, shelf: shelf, opened: opened, namesDigest: request.namesDigest)
    guard let plan else { return .findings }
    let writer = request.writer(for: plan.rulesets, run)
    try writer?.checkRoom()
    var scoring = ScoringRun(plan, for: run, wantsSummaries: request.wantsSummary) {
      writer?.parts($0) ?? []
    }
    if let path, let writer {
      try run.writeFile(path, about: plan.commonVocabulary) {
        score(&scoring, by: writer, to: $0)
        return scoring.ending == nil
      }
    } else if let writer {
      score(&scoring, by: writer, to: run.console.output)
    } else {
      scoring.carryOut(to: nil) { _ in }
    }
    if request.wantsSummary, scoring.ending == nil {
      let rulesets = plan.rulesets.map(\.ruleset)
      run.write(Array(zip(scoring.summaries, rulesets)), as: request.format)
    }
    return run.report(scoring, plan)
  }

  private func score(
    _ scoring: inout ScoringRun, by writer: ResultWriter, to stream: OutputStream
  ) {
    var assembly = ResultAssembly(writer, on: stream, for: run)
    scoring.carryOut(to: stream) { assembly.add($0) }
    if case .signal = scoring.ending { return }
    assembly.finish()
  }
}

extension CommandRun {
  /// Writes what results come to, by ruleset: as JSON where that is the format of results.
  func write(_ summaries: [(CohortSummary, Ruleset)], as format: ResultFormat) {
    var isFirst = true
    for (summary, ruleset) in summaries {
      if format == .json {
        console.output.write(CohortReport.json(summary, ruleset: ruleset))
        continue
      }
      if !isFirst { console.output.write("\n") }
      isFirst = false
      let options = ReportOptions(
        language: language(for: ruleset.vocabulary), usesColor: usesColor(console.output))
      console.output.write(CohortReport.text(summary, ruleset: ruleset, options: options))
    }
  }
}
