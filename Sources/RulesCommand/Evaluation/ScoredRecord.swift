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
    let scoring = rulesets[place]
    if task.isItsOwn {
      let (record, found) = scoring.binder.bind(task.raw)
      if !found.containsErrors, !task.findings.containsErrors {
        let evaluation = scoring.engine.evaluate(record)
        return (
          ScoredRecord(ruleset: place, evaluation: evaluation, record: record),
          found + task.findings, evaluation.errors.map { $0.about(task.raw) }
        )
      }
      return failed(task, found + task.findings, under: place)
    }
    return failed(task, task.raw.diagnostics + task.findings, under: place)
  }

  private func failed(
    _ task: Task, _ found: [Diagnostic], under place: Int
  ) -> (scored: ScoredRecord?, inData: [Diagnostic], inRules: [Diagnostic]) {
    let scoring = rulesets[place]
    var record = Record(for: scoring.ruleset)
    record.department = task.raw.department
    record.fiscalYear = task.raw.fiscalYear
    var evaluation = scoring.engine.evaluate(record, errors: found.sortedAndCapped())
    // What could not be read would look as if it were missing.
    evaluation.missing = []
    evaluation.headings = []
    evaluation.indicators = []
    evaluation.adjustments = []
    evaluation.checks = []
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
