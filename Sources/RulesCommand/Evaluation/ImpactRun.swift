import Evaluator
import RuleLang

/// Scores the records of a plan under both rulesets, block by block; of each record its line is
/// kept and nothing else.
///
/// What comes out does not depend on the number of threads.
struct ImpactRun {
  private let plan: ImpactPlan
  private let run: CommandRun

  /// What was found about the data.
  private(set) var findings: [Diagnostic]

  /// What was found where the old and the new rules were run.
  private(set) var rulesFindings: ImpactRules.Findings = ([], [])

  /// What the change does to the departments.
  private(set) var results: ImpactResults

  /// Why the run ended before the data did.
  private(set) var ending: EarlyEnding?

  /// The records that a thread scores before their lines are handed over.
  private static let recordsPerThread = 256
  private static let findingsMax = 10_000

  init(_ plan: ImpactPlan, for run: CommandRun) {
    self.plan = plan
    self.run = run
    findings = plan.findings
    results = ImpactResults(plan.rules.comparison)
  }

  private struct Piece: Sendable {
    var results: ImpactResults
    var inData: [Diagnostic] = []
    var inRules: ImpactRules.Findings = ([], [])
  }

  /// Scores all records.
  mutating func carryOut() {
    run.environment.interruption.watch()
    var progress = Progress(of: run)
    let threadCount = run.threadCount
    var start = 0
    while start < plan.tasks.count {
      if let status = run.environment.interruption.status() {
        ending = .signal(status)
        break
      }
      progress.show(
        WorkDone(
          records: start, failed: results.summary.failedCount, part: start,
          whole: plan.tasks.count))
      let end = min(plan.tasks.count, start + threadCount * Self.recordsPerThread)
      for piece in pieces(of: start..<end, threadCount) {
        results.add(piece.results)
        findings += piece.inData
        rulesFindings.old += piece.inRules.old
        rulesFindings.new += piece.inRules.new
      }
      if findings.count > Self.findingsMax { findings = findings.sortedAndCapped() }
      sortRulesFindings()
      start = end
    }
    progress.clear()
    findings = findings.sortedAndCapped()
  }

  private mutating func sortRulesFindings() {
    rulesFindings.old = Array(
      rulesFindings.old.sortedAndCapped().prefix(Limits.diagnosticsPerFileMax))
    rulesFindings.new = Array(
      rulesFindings.new.sortedAndCapped().prefix(Limits.diagnosticsPerFileMax))
  }

  private func pieces(of block: Range<Int>, _ threadCount: Int) -> [Piece] {
    let size = max(1, (block.count + threadCount - 1) / threadCount)
    let plan = plan
    return Threads.map((block.count + size - 1) / size) { index in
      let start = block.lowerBound + index * size
      var piece = Piece(results: ImpactResults(plan.rules.comparison))
      for task in plan.tasks[start..<min(start + size, block.upperBound)] {
        let scored = plan.rules.score(task.raw, findings: task.findings)
        piece.results.add(scored.impact)
        piece.inData += scored.inData
        piece.inRules.old += scored.inRules.old
        piece.inRules.new += scored.inRules.new
      }
      return piece
    }
  }

  /// Writes what was found, and returns what the process ends with.
  func report(_ ending: EarlyEnding?) -> ExitStatus {
    let notices = run.notices(in: run.language(for: plan.rules.new.ruleset.vocabulary))
    run.console.output.flush()
    notices.diagnostics(findings, files: plan.files)
    notices.diagnostics(rulesFindings.old, files: plan.files(of: plan.rules.old))
    notices.diagnostics(rulesFindings.new, files: plan.files(of: plan.rules.new))
    var counts = RecordCounts()
    counts.addSound(results.count)
    run.conclude(
      counts, ending, findings + rulesFindings.old + rulesFindings.new, notices,
      countsFailed: false)
    let hasErrors = findings.containsErrors || results.summary.failedCount > 0
    return run.status(of: ending, hasErrors: hasErrors)
  }
}
