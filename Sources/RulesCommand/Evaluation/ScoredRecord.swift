import Evaluator
import RuleLang

/// A record with its result.
struct ScoredRecord: Sendable {
  /// The ruleset, by its place in the plan.
  let ruleset: Int

  /// The result.
  let evaluation: Evaluation

  /// The data it was made from; nil where they could not be read.
  let record: Record?
}

extension ScoringPlan {
  /// The result of a task, if it comes out under a ruleset, and what was found.
  ///
  /// Findings in the rules, which the run of a record may have, are told from those in the data.
  func score(_ task: Task) -> (scored: ScoredRecord?, inData: [Diagnostic], inRules: [Diagnostic]) {
    guard let place = task.ruleset else {
      return (nil, task.raw.diagnostics + task.findings, [])
    }
    return rulesets[place].score(
      task.raw, at: place, isItsOwn: task.isItsOwn, findings: task.findings)
  }
}

extension ScoringRuleset {
  /// The result of a record, and what was found.
  ///
  /// - Parameters:
  ///   - raw: the record.
  ///   - place: the place of this ruleset in the plan.
  ///   - isItsOwn: whether the record is one for this ruleset.
  ///   - findings: what is wrong with it beside what it says itself.
  /// - Returns: the result, what was found in the data, and what in the rules.
  func score(
    _ raw: RawRecord, at place: Int = 0, isItsOwn: Bool, findings: [Diagnostic]
  ) -> (scored: ScoredRecord, inData: [Diagnostic], inRules: [Diagnostic]) {
    guard isItsOwn else { return failed(raw, raw.diagnostics + findings, at: place) }
    let (record, found) = binder.bind(raw)
    guard !found.containsErrors, !findings.containsErrors else {
      return failed(raw, found + findings, at: place)
    }
    let evaluation = engine.evaluate(record)
    return (
      ScoredRecord(ruleset: place, evaluation: evaluation, record: record),
      found + findings, evaluation.errors.map { $0.about(raw) }
    )
  }

  private func failed(
    _ raw: RawRecord, _ found: [Diagnostic], at place: Int
  ) -> (scored: ScoredRecord, inData: [Diagnostic], inRules: [Diagnostic]) {
    let evaluation = engine.failure(raw, errors: found.sortedAndCapped())
    return (ScoredRecord(ruleset: place, evaluation: evaluation, record: nil), found, [])
  }
}

extension Diagnostic {
  /// A finding in the rules with the record it is about.
  func about(_ record: RawRecord) -> Diagnostic {
    let label = Label(record.anchor, Message(zh: "算这条记录时", en: "for this record"))
    return Diagnostic(
      code, message, at: range, note: note, labels: labels + [label], helps: helps)
  }
}
