import Columnar
import Evaluator
import RuleLang

/// How the records of a stream are scored by two rulesets.
final class ImpactScoring: StreamScoring {
  /// The two rulesets.
  let rules: ImpactRules

  let header: DataSet?
  let rulesFiles: [[SourceFile]]
  let breakOff = BreakOff()

  /// What holds where the data say nothing.
  let defaults: DataDefaults

  /// How many records are scored at a time in columns.
  let blockRows = SheetScorer.blockRows

  /// Whether records may be scored in columns.
  private let scoresInColumns: Bool

  /// What is wrong with the file as a whole under either ruleset: every record fails by it.
  let fileErrors: ImpactRules.Findings

  private let columnFindings: [Diagnostic]

  init(_ rules: ImpactRules, _ data: DataStream, for run: CommandRun) {
    self.rules = rules
    defaults = run.dataDefaults
    scoresInColumns = run.environment.scoresInColumns
    header = data.header
    rulesFiles = [rules.old, rules.new].map { data.rulesFiles($0.files) }
    // JSON lines have nothing to say as a whole.
    let checked = data.header.map { rules.check($0) }
    columnFindings = checked?.all ?? []
    fileErrors = checked?.errors ?? ([], [])
  }

  var vocabulary: Language { rules.new.ruleset.vocabulary }

  func makeRecordScorer() -> RecordScorer { RecordScorer(self, ImpactTaker(self)) }

  func makeScorer() -> any PartScorer {
    (scoresInColumns ? ImpactColumnScorer(self) : nil) ?? makeRecordScorer()
  }

  /// Columns concern both rulesets, whatever the records are for.
  func findings(after counts: RecordCounts) -> [Diagnostic] { columnFindings }

  /// Which figures no record gives is told by how many departments lack them.
  func lackingFacts(_ presence: FactPresence) -> Diagnostic? { nil }
}

/// Scores records by both rulesets, and keeps what the change does to each.
private final class ImpactTaker: RecordTaker {
  private let stream: ImpactScoring

  init(_ stream: ImpactScoring) {
    self.stream = stream
  }

  func begin(_ scored: inout ScoredPart) {
    scored.impacts = ImpactResults(stream.rules.comparison)
  }

  func take(_ raw: RawRecord, into scored: inout ScoredPart) {
    let result = stream.rules.score(raw, findings: stream.fileErrors)
    scored.add(result.inData)
    scored.add(result.inRules.old, inRuleset: 0)
    scored.add(result.inRules.new, inRuleset: 1)
    if result.impact.status == .failed {
      scored.counts.addFailed(by: [], isItsOwn: true)
    } else {
      scored.counts.addSound()
    }
    scored.impacts?.add(result.impact)
  }

  func finish(_ part: DataPart, in scored: inout ScoredPart) {}
}

extension StreamPlan<ImpactScoring> {
  /// Opens the data of a run that both of two rulesets score.
  ///
  /// - Parameters:
  ///   - run: the run.
  ///   - rules: the two rulesets.
  /// - Returns: the plan, or how to go on without it.
  /// - Throws: a failure in words where a file cannot be read.
  static func opened(
    for run: CommandRun, _ rules: ImpactRules
  ) throws(CommandFailure) -> Opening {
    let (stream, whole) = try DataStream.opened(
      for: run, run.impactDataPaths, fileIndex: rules.fileCountMax)
    guard var data = stream else { return .whole(whole) }
    if data.reader.stream.hasUnnamedColumns {
      guard let survey = try data.survey(run, nil), !survey.needsWhole else {
        return .whole(data.whole)
      }
    }
    data.reader.keepsStart = false
    return .parts(StreamPlan(scoring: ImpactScoring(rules, data, for: run), data: data))
  }
}
