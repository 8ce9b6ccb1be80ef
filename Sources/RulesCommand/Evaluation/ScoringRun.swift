import RuleLang

/// A part of the text of results, all by one ruleset.
struct ResultPart: Sendable {
  /// The ruleset, by its place in the plan.
  let ruleset: Int

  /// The text.
  let text: String

  /// How many results it holds.
  let count: Int

  /// Whether something in it is not as it was claimed.
  var hasDifferences = false
}

/// Scores the records of a plan and writes them out, block by block, so that the results of a
/// large file are never all kept at once.
///
/// What comes out does not depend on the number of threads.
struct ScoringRun {
  private let plan: ScoringPlan
  private let format: @Sendable ([ScoredRecord]) -> [ResultPart]
  private let threadCount: Int

  /// What was found about the data.
  private(set) var findings: [Diagnostic]

  /// What was found where the rules were run, by ruleset.
  private(set) var rulesFindings: [(ruleset: Int, diagnostic: Diagnostic)] = []

  /// Whether something stands in the way of a result.
  private(set) var hasErrors: Bool

  /// The records that a thread scores before their text is handed over.
  private static let recordsPerThread = 512

  /// A run over a plan, whose results are written in a format.
  ///
  /// - Parameters:
  ///   - plan: the records and their rulesets.
  ///   - threads: how many threads share the work.
  ///   - format: the text of results that follow each other.
  init(
    _ plan: ScoringPlan, threads: Int,
    format: @escaping @Sendable ([ScoredRecord]) -> [ResultPart]
  ) {
    self.plan = plan
    self.format = format
    threadCount = threads
    findings = plan.findings
    hasErrors = plan.findings.containsErrors
  }

  /// What a thread hands back.
  private struct Piece: Sendable {
    var parts: [ResultPart] = []
    var inData: [Diagnostic] = []
    var inRules: [(ruleset: Int, diagnostic: Diagnostic)] = []
  }

  /// Scores all records, and hands over their text in the order of the data.
  mutating func carryOut(_ progress: Progress, handingOver sink: (ResultPart) -> Void) {
    var progress = progress
    var start = 0
    while start < plan.tasks.count {
      progress.show(done: start)
      let end = min(plan.tasks.count, start + threadCount * Self.recordsPerThread)
      for piece in pieces(of: start..<end) {
        for part in piece.parts { sink(part) }
        findings += piece.inData
        let room = max(0, Limits.diagnosticsPerFileMax - rulesFindings.count)
        rulesFindings += piece.inRules.prefix(room)
        hasErrors = hasErrors || piece.inData.containsErrors || !piece.inRules.isEmpty
      }
      // Files with an error in every line are no reason to keep all of them.
      if findings.count > Self.findingsMax { findings = findings.sortedAndCapped() }
      start = end
    }
    progress.clear()
    findings = findings.sortedAndCapped()
  }

  private static let findingsMax = 10_000

  private func pieces(of block: Range<Int>) -> [Piece] {
    let size = max(1, (block.count + threadCount - 1) / threadCount)
    let (plan, format) = (plan, format)
    return Threads.map((block.count + size - 1) / size) { index in
      let start = block.lowerBound + index * size
      var piece = Piece()
      var scored: [ScoredRecord] = []
      for task in plan.tasks[start..<min(start + size, block.upperBound)] {
        let (record, inData, inRules) = plan.score(task)
        if let record {
          scored.append(record)
          piece.inRules += inRules.map { (record.ruleset, $0) }
        }
        piece.inData += inData
      }
      piece.parts = format(scored)
      return piece
    }
  }
}
