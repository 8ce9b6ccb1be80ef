import Columnar
import Evaluator
import Reports
import RuleLang

/// How the records of a stream are scored by one ruleset.
final class ResultScoring: StreamScoring {
  /// The ruleset, what reads and scores records, and the files of places up to the header.
  let scoring: ScoringRuleset

  /// What writes the results; nil where nobody wants them.
  let writer: ResultWriter?

  /// Whether the results are summed up.
  let wantsSummary: Bool

  /// What holds where the data say nothing.
  let defaults: DataDefaults

  /// What is wrong with the file as a whole: every record fails by it.
  let fileErrors: [Diagnostic]

  let header: DataSet?
  let rulesFiles: [[SourceFile]]
  let breakOff = BreakOff()

  /// The rulesets there are, and which of them is the one.
  let choice: (all: RulesetChoice, index: Int)

  /// How many records are scored at a time in columns.
  let blockRows: Int

  /// Whether records may be scored in columns.
  private let scoresInColumns: Bool

  /// What was found about the columns of a sheet.
  private let columnFindings: [Diagnostic]

  /// The scoring of a stream.
  ///
  /// - Parameters:
  ///   - scoring: the ruleset.
  ///   - data: the stream.
  ///   - request: what is wanted of the results.
  ///   - columnFindings: what was found about the columns of a sheet.
  ///   - choice: the rulesets there are, and which of them is the one.
  ///   - run: the run.
  init(
    _ scoring: ScoringRuleset, _ data: DataStream, _ request: ResultRequest,
    columnFindings: [Diagnostic], choice: (all: RulesetChoice, index: Int), for run: CommandRun
  ) {
    self.scoring = scoring
    self.columnFindings = columnFindings
    self.choice = choice
    writer = request.writer(for: [scoring], run)
    wantsSummary = request.wantsSummary
    defaults = run.dataDefaults
    header = data.header
    rulesFiles = [Array(scoring.files.prefix(data.fileIndex))]
    let found = (data.header?.diagnostics ?? []) + columnFindings
    fileErrors = found.filter { $0.severity == .error }
    blockRows = run.arguments.values["--block"].flatMap { Int($0) } ?? SheetScorer.blockRows
    scoresInColumns = run.environment.scoresInColumns
  }

  var vocabulary: Language { scoring.ruleset.vocabulary }

  func makeRecordScorer() -> RecordScorer { RecordScorer(self, ResultTaker(self)) }

  /// This is the one place that says which scorers there are.
  func makeScorer() -> any PartScorer {
    (scoresInColumns ? ColumnScorer(self) : nil) ?? makeRecordScorer()
  }

  /// Columns concern a file only where it has a record that they are for.
  func findings(after counts: RecordCounts) -> [Diagnostic] {
    counts.own > 0 ? columnFindings : []
  }

  func lackingFacts(_ presence: FactPresence) -> Diagnostic? {
    scoring.binder.lackingFacts(presence)
  }
}

extension StreamPlan<ResultScoring> {
  /// Opens the data of a run whose records are all for one ruleset.
  ///
  /// - Parameters:
  ///   - run: the run; its operands are the rules and the data.
  ///   - shelf: the rulesets there are.
  ///   - request: what is wanted of the results.
  /// - Returns: the plan, or how to go on without it.
  /// - Throws: a failure in words where a file cannot be read.
  static func opened(
    for run: CommandRun, _ shelf: RulesetShelf, _ request: ResultRequest
  ) throws(CommandFailure) -> Opening {
    do throws(CommandFailure) {
      let (stream, whole) = try DataStream.opened(
        for: run, Array(run.arguments.operands.dropFirst()), fileIndex: shelf.fileCountMax)
      guard let stream else { return .whole(whole) }
      return try opened(stream, for: run, shelf, request)
    } catch {
      throw error.about(shelf.vocabulary)
    }
  }

  private static func opened(
    _ data: DataStream, for run: CommandRun, _ shelf: RulesetShelf, _ request: ResultRequest
  ) throws(CommandFailure) -> Opening {
    guard let index = try data.onlyRuleset(of: shelf, run) else { return .whole(data.whole) }
    var data = data
    data.reader.keepsStart = false
    let loaded = try shelf.load(index)
    guard var ruleset = run.ruleset(of: loaded) else { return .brokenRules }
    if request.namesDigest { ruleset.settleDigest() }
    let scoring = ScoringRuleset(ruleset, files: data.filesToHeader(loaded.files))
    var columnFindings = data.header.map { scoring.binder.checkColumns($0) } ?? []
    if columnFindings.containsErrors,
      try data.survey(run, shelf.choice)?.rulesets.contains(index) == false
    {
      columnFindings = []
    }
    return .parts(
      StreamPlan(
        scoring: ResultScoring(
          scoring, data, request, columnFindings: columnFindings, choice: (shelf.choice, index),
          for: run),
        data: data))
  }
}

/// What is wanted of the results of a run.
struct ResultRequest {
  /// The format of their text.
  let format: ResultFormat

  /// The columns of CSV.
  let columns: ResultColumns

  /// Whether they are summed up.
  let wantsSummary: Bool

  /// Whether they themselves are wanted.
  let wantsResults: Bool

  /// Whether their text may be coloured.
  let usesColor: Bool

  /// Whether every result names the digest of its rules.
  var namesDigest: Bool { format != .csv && format != .xlsx }

  /// What writes the results; nil where nobody wants them.
  func writer(for rulesets: [ScoringRuleset], _ run: CommandRun) -> ResultWriter? {
    guard wantsResults else { return nil }
    return ResultWriter(
      format: format, rulesets: rulesets, language: run.arguments.language, usesColor: usesColor,
      columns: columns)
  }
}
