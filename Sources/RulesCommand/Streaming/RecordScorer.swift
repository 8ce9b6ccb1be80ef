import Evaluator
import RuleLang
import Synchronization

/// Scores parts record by record, as the engine defines it: any data, in any format of results.
final class RecordScorer: PartScorer {
  private let stream: StreamScoring

  /// How many results, and how many findings, are kept before they are made text of and sorted
  /// out: a part of short rows may have a hundred thousand.
  private static let keptMax = 1_000

  init(_ stream: StreamScoring) {
    self.stream = stream
  }

  func score(_ part: DataPart, under conditions: PartConditions) -> ScoredPart {
    var scored = ScoredPart()
    if let (failure, source) = part.failure() {
      scored.failure = failure
      scored.source = source
      return scored
    }
    if stream.wantsSummary { scored.summary = CohortSummary(stream.scoring.ruleset) }
    let records = part.records()
    var results: [ScoredRecord] = []
    for (index, raw) in records.enumerated() {
      if stream.isBrokenOff.load(ordering: .relaxed) { return ScoredPart() }
      if conditions.failedMax.map({ scored.counts.failed >= $0 }) ?? false { break }
      var raw = raw
      if let first = conditions.repeated[index] {
        let isHere = first >= conditions.recordsBefore
        let place = isHere ? records[first - conditions.recordsBefore].anchor : nil
        raw.markRepeated(first: place, number: first)
      }
      if let result = score(raw, into: &scored) { results.append(result) }
      if results.count >= Self.keptMax {
        finish(results, of: part, in: &scored)
        results = []
      }
    }
    finish(results, of: part, in: &scored)
    return scored
  }

  /// Scores one row of a sheet whose bytes are known, and adds all that comes of it to a part.
  ///
  /// Rows come in order, and none twice.
  func addRow(_ range: Range<Int>, of part: DataPart, to scored: inout ScoredPart) {
    if stream.wantsSummary, scored.summary == nil {
      scored.summary = CohortSummary(stream.scoring.ruleset)
    }
    let result = score(part.record(in: range), into: &scored)
    finish(result.map { [$0] } ?? [], of: part, in: &scored)
  }

  /// What tells the records of a part from others, and how many there are.
  static func keys(of part: DataPart) -> (keys: RecordKeys, count: Int) {
    var keys = RecordKeys()
    let records = part.records()
    for (index, raw) in records.enumerated() { add(raw, at: index, to: &keys) }
    return (keys, records.count)
  }

  private static func add(_ raw: RawRecord, at index: Int, to keys: inout RecordKeys) {
    guard let department = raw.department, let year = raw.fiscalYear else { return }
    let suffix = RecordKeys.suffix(year: year, scheme: raw.scheme, day: raw.evaluationDay)
    keys.add(department.utf8, suffix: suffix, record: index)
  }

  private func score(_ raw: RawRecord, into scored: inout ScoredPart) -> ScoredRecord? {
    Self.add(raw, at: scored.counts.all, to: &scored.keys)
    let (chosen, finding) = stream.choice.all.choose(for: raw)
    let isItsOwn = chosen == stream.choice.index
    if chosen != nil, !isItsOwn { scored.hasForeignRecord = true }
    let (result, inData, inRules) = stream.scoring.score(
      raw, isItsOwn: isItsOwn, findings: (finding.map { [$0] } ?? []) + stream.fileErrors)
    scored.findings += inData
    scored.rulesFindings += inRules
    // No more than the first ones will be shown.
    if scored.findings.count > Self.keptMax { scored.findings = scored.findings.sortedAndCapped() }
    if scored.rulesFindings.count > Self.keptMax {
      scored.rulesFindings = scored.rulesFindings.sortedAndCapped()
    }
    scored.summary?.add(result.evaluation)
    if stream.header == nil { stream.scoring.binder.note(raw, in: &scored.presence) }
    if result.evaluation.status == .failed {
      scored.counts.addFailed(by: result.evaluation.errors, isItsOwn: isItsOwn)
    } else {
      scored.counts.addSound()
    }
    return result
  }

  private func finish(
    _ results: [ScoredRecord], of part: DataPart, in scored: inout ScoredPart
  ) {
    if scored.source == nil, !scored.findings.isEmpty { scored.source = part.source() }
    guard let writer = stream.writer, !results.isEmpty else { return }
    let files = stream.scoring.innerFiles + [scored.source].compactMap { $0 }
    if !scored.bytes.isEmpty { scored.bytes += writer.separator.utf8 }
    scored.bytes += writer.text(results[...], of: stream.scoring, files: files).utf8
  }
}
