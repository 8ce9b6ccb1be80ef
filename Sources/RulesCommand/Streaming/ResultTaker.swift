import Evaluator
import RuleLang

/// Scores records by their ruleset and writes the results, in any format.
final class ResultTaker: RecordTaker {
  private let stream: ResultScoring
  /// What has been scored since the last text was made.
  private var results: [ScoredRecord] = []

  init(_ stream: ResultScoring) {
    self.stream = stream
  }

  func begin(_ scored: inout ScoredPart) {
    results = []
    if stream.wantsSummary { scored.summary = CohortSummary(stream.scoring.ruleset) }
  }

  func take(_ raw: RawRecord, into scored: inout ScoredPart) {
    let (chosen, finding) = stream.choice.all.choose(for: raw)
    let isItsOwn = chosen == stream.choice.index
    if chosen != nil, !isItsOwn { scored.hasForeignRecord = true }
    let (result, inData, inRules) = stream.scoring.score(
      raw, isItsOwn: isItsOwn, findings: (finding.map { [$0] } ?? []) + stream.fileErrors)
    scored.add(inData)
    scored.add(inRules, inRuleset: 0)
    scored.summary?.add(result.evaluation)
    if stream.header == nil { stream.scoring.binder.note(raw, in: &scored.presence) }
    if result.evaluation.status == .failed {
      scored.counts.addFailed(by: result.evaluation.errors, isItsOwn: isItsOwn)
    } else {
      scored.counts.addSound()
    }
    if stream.writer != nil { results.append(result) }
  }

  func finish(_ part: DataPart, in scored: inout ScoredPart) {
    if scored.source == nil, !scored.findings.isEmpty { scored.source = part.source() }
    guard let writer = stream.writer, !results.isEmpty else { return }
    let files = stream.scoring.innerFiles + [scored.source].compactMap { $0 }
    if !scored.bytes.isEmpty { scored.bytes += writer.separator.utf8 }
    scored.bytes += writer.text(results[...], of: stream.scoring, files: files).utf8
    results.removeAll(keepingCapacity: true)
  }
}
