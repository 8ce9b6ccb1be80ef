import Evaluator
import RuleLang

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

  /// What was found where the rules were run, by ruleset.
  private(set) var rulesFindings: [[Diagnostic]] = []

  /// The text of the part; nil where nothing was found in it.
  var source: SourceFile?

  /// What the results come to; nil where nobody asked.
  var summary: CohortSummary?

  /// What a change of the rules does to the records; nil where nobody asked.
  var impacts: ImpactResults?

  /// Which facts the records give, where that is no matter of a header.
  var presence = FactPresence()

  /// Why the part cannot be read; there are no results then.
  var failure: Diagnostic?

  /// Whether a record turned up that other rules are for, as when the file has changed.
  var hasForeignRecord = false

  /// How many findings are kept before they are sorted out: no more than the first ones will be
  /// shown.
  private static let keptMax = 1_000

  /// Adds what was found in the data.
  mutating func add(_ found: [Diagnostic]) {
    findings += found
    if findings.count > Self.keptMax { findings = findings.sortedAndCapped() }
  }

  /// Adds what was found where one of the rulesets was run.
  mutating func add(_ found: [Diagnostic], inRuleset place: Int) {
    guard !found.isEmpty else { return }
    while rulesFindings.count <= place { rulesFindings.append([]) }
    rulesFindings[place] += found
    if rulesFindings[place].count > Self.keptMax {
      rulesFindings[place] = rulesFindings[place].sortedAndCapped()
    }
  }
}
