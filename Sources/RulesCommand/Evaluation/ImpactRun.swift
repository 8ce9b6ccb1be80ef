import Evaluator
import RuleLang

/// Scores the records of a plan under both rulesets, block by block; of each record its line is
/// kept and nothing else.
///
/// What comes out does not depend on the number of threads.
struct ImpactRun {
  private let plan: ImpactPlan
  private let threadCount: Int

  /// What was found about the data.
  private(set) var findings: [Diagnostic]

  /// What was found where the old and the new rules were run.
  private(set) var rulesFindings: (old: [Diagnostic], new: [Diagnostic]) = ([], [])

  /// What the change does to each department, in the order of the data.
  private(set) var impacts: [RecordImpact] = []

  /// The records that a thread scores before their lines are handed over.
  private static let recordsPerThread = 256
  private static let findingsMax = 10_000

  init(_ plan: ImpactPlan, threads: Int) {
    self.plan = plan
    threadCount = threads
    findings = plan.findings
  }

  /// The departments in the order in which reports have them.
  func sorted() -> [RecordImpact] {
    // The place in the data settles what the order leaves open.
    impacts.enumerated().sorted { first, second in
      if RecordImpact.precedes(first.element, second.element) { return true }
      if RecordImpact.precedes(second.element, first.element) { return false }
      return first.offset < second.offset
    }.map(\.element)
  }

  /// Whether something stands in the way of a result.
  var hasErrors: Bool {
    findings.containsErrors || impacts.contains { $0.status == .failed }
  }

  private struct Piece: Sendable {
    var impacts: [RecordImpact] = []
    var inData: [Diagnostic] = []
    var inRules: (old: [Diagnostic], new: [Diagnostic]) = ([], [])
  }

  /// Scores all records.
  mutating func carryOut(_ progress: Progress) {
    var progress = progress
    var start = 0
    while start < plan.tasks.count {
      progress.show(WorkDone(records: start, part: start, whole: plan.tasks.count))
      let end = min(plan.tasks.count, start + threadCount * Self.recordsPerThread)
      for piece in pieces(of: start..<end) {
        impacts += piece.impacts
        findings += piece.inData
        let room = (
          max(0, Limits.diagnosticsPerFileMax - rulesFindings.old.count),
          max(0, Limits.diagnosticsPerFileMax - rulesFindings.new.count)
        )
        rulesFindings.old += piece.inRules.old.prefix(room.0)
        rulesFindings.new += piece.inRules.new.prefix(room.1)
      }
      if findings.count > Self.findingsMax { findings = findings.sortedAndCapped() }
      start = end
    }
    progress.clear()
    findings = findings.sortedAndCapped()
  }

  private func pieces(of block: Range<Int>) -> [Piece] {
    let size = max(1, (block.count + threadCount - 1) / threadCount)
    let plan = plan
    return Threads.map((block.count + size - 1) / size) { index in
      let start = block.lowerBound + index * size
      let comparer = ImpactComparer(plan.comparison)
      var piece = Piece()
      for task in plan.tasks[start..<min(start + size, block.upperBound)] {
        let old = Self.score(task.raw, task.findings.old, plan.old)
        let new = Self.score(task.raw, task.findings.new, plan.new)
        piece.inData += old.inData + new.inData
        piece.inRules.old += old.inRules.map { $0.about(task.raw) }
        piece.inRules.new += new.inRules.map { $0.about(task.raw) }
        piece.impacts.append(
          comparer.impact(task.raw, old: old.evaluation, new: new.evaluation))
      }
      return piece
    }
  }

  private static func score(
    _ raw: RawRecord, _ findings: [Diagnostic], _ side: ImpactPlan.Side
  ) -> (evaluation: Evaluation, inData: [Diagnostic], inRules: [Diagnostic]) {
    let (record, found) = side.binder.bind(raw)
    let all = found + findings
    guard all.containsErrors else {
      let evaluation = side.engine.evaluate(record)
      return (evaluation, all, evaluation.errors)
    }
    return (side.engine.failure(raw, errors: all.sortedAndCapped()), all, [])
  }
}
