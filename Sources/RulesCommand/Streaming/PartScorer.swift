import Evaluator
import RuleLang
import Synchronization

/// Scores parts of a data file and writes their results.
///
/// Each thread has a scorer of its own, so it may keep what it needs from part to part. What it
/// makes of a part is a function of the part and its conditions alone.
protocol PartScorer: AnyObject {
  /// The results of a part.
  ///
  /// - Parameters:
  ///   - part: the part.
  ///   - conditions: what is known of it from the parts before; nearly always nothing.
  /// - Returns: the text of the results in the order of the records, and what was found.
  func score(_ part: DataPart, under conditions: PartConditions) -> ScoredPart
}

/// What is known of a part from the parts before it.
struct PartConditions: Sendable {
  /// The records, by their index in the part, that come for the second time, each with the number
  /// of the first among all records, from 0.
  var repeated: [Int: Int] = [:]

  /// How many records stand in the parts before.
  var recordsBefore = 0

  /// How many records may fail: the part ends with the last of them; nil where all may.
  var failedMax: Int?

  /// Whether the part is scored as if it stood alone.
  var isEmpty: Bool { repeated.isEmpty && failedMax == nil }
}

/// A part with its results.
struct ScoredPart: Sendable {
  /// The text of the results, in the order of the records.
  var bytes: [UInt8] = []

  /// How many records there are, and what failed.
  var counts = RecordCounts()

  /// What tells its records from others.
  var keys = RecordKeys()

  /// What was found in the data, with places in the part.
  var findings: [Diagnostic] = []

  /// What was found where the rules were run.
  var rulesFindings: [Diagnostic] = []

  /// The text of the part; nil where nothing was found in it.
  var source: SourceFile?

  /// What the results come to; nil where nobody asked.
  var summary: CohortSummary?

  /// Which facts the records give, where that is no matter of a header.
  var presence = FactPresence()

  /// Why the part cannot be read; there are no results then.
  var failure: Diagnostic?

  /// Whether a record turned up that other rules are for, as when the file has changed.
  var hasForeignRecord = false
}

/// How the records of a stream are scored: what is the same for all of its parts.
final class StreamScoring: Sendable {
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

  /// The file without its records, where it is a sheet.
  let header: DataSet?

  /// The rulesets there are, and which of them is the one.
  let choice: (all: RulesetChoice, index: Int)

  /// Whether nobody wants what the threads are still working on.
  let isBrokenOff = Atomic(false)

  /// How many records are scored at a time in columns.
  let blockRows: Int

  /// Whether records may be scored in columns.
  private let scoresInColumns: Bool

  init(
    _ scoring: ScoringRuleset, writer: ResultWriter?, wantsSummary: Bool, defaults: DataDefaults,
    fileErrors: [Diagnostic], header: DataSet?, choice: (all: RulesetChoice, index: Int),
    blockRows: Int, scoresInColumns: Bool = true
  ) {
    self.scoresInColumns = scoresInColumns
    self.blockRows = blockRows
    self.scoring = scoring
    self.writer = writer
    self.wantsSummary = wantsSummary
    self.defaults = defaults
    self.fileErrors = fileErrors
    self.header = header
    self.choice = choice
  }

  /// A scorer for one thread.
  ///
  /// This is the one place that says which scorers there are.
  func makeScorer() -> any PartScorer {
    (scoresInColumns ? ColumnScorer(self) : nil) ?? RecordScorer(self)
  }
}
