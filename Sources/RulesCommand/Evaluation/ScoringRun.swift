import Evaluator
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

  /// What is kept of its one result, where that is wanted.
  var entry: Cohort.Entry?

  /// The text of the annexes of its one result, where they are wanted and there are some.
  var annexes: String?
}

/// Scores the records of a plan and writes them out, block by block, so that the results of a
/// large file are never all kept at once.
///
/// What comes out does not depend on the number of threads.
struct ScoringRun {
  private let plan: ScoringPlan
  private let format: @Sendable ([ScoredRecord]) -> [ResultPart]
  private let run: CommandRun
  private let wantsSummaries: Bool

  /// What was found about the data.
  private(set) var findings: [Diagnostic]

  /// What was found where the rules were run, by ruleset.
  private(set) var rulesFindings: [(ruleset: Int, diagnostic: Diagnostic)] = []

  /// Whether something stands in the way of a result.
  private(set) var hasErrors: Bool

  /// The records whose text has been handed over.
  private(set) var counts = RecordCounts()

  /// What the results come to, by ruleset; empty unless that was asked for.
  private(set) var summaries: [CohortSummary]

  /// Why the run ended before the data did.
  private(set) var ending: EarlyEnding?

  /// The records that a thread scores before their text is handed over.
  static let recordsPerThread = 512

  private let recordsPerThread: Int

  /// A run over a plan, whose results are written in a format.
  ///
  /// - Parameters:
  ///   - plan: the records and their rulesets.
  ///   - run: the run that asks; it says how many threads share the work.
  ///   - wantsSummaries: whether the results are summed up.
  ///   - recordsPerThread: how many records a thread scores before their text is handed over.
  ///   - format: the text of results that follow each other.
  init(
    _ plan: ScoringPlan, for run: CommandRun, wantsSummaries: Bool = false,
    recordsPerThread: Int = ScoringRun.recordsPerThread,
    format: @escaping @Sendable ([ScoredRecord]) -> [ResultPart]
  ) {
    self.plan = plan
    self.run = run
    self.format = format
    self.wantsSummaries = wantsSummaries
    self.recordsPerThread = recordsPerThread
    findings = plan.findings
    hasErrors = plan.findings.containsErrors
    summaries = wantsSummaries ? plan.rulesets.map { CohortSummary($0.ruleset) } : []
  }

  /// What a thread hands back.
  private struct Piece: Sendable {
    let places: Range<Int>
    var parts: [ResultPart] = []
    var inData: [Diagnostic] = []
    var inRules: [(ruleset: Int, diagnostic: Diagnostic)] = []
    var counts = RecordCounts()
    /// The places of the records that failed.
    var failed: [Int] = []
    var summaries: [CohortSummary] = []
  }

  /// Scores all records, and hands over their text in the order of the data.
  ///
  /// - Parameters:
  ///   - stream: where the text goes; the run ends where that takes nothing more.
  ///   - sink: takes the text of each part.
  mutating func carryOut(to stream: OutputStream?, handingOver sink: (ResultPart) -> Void) {
    run.environment.interruption.watch()
    var progress = Progress(of: run)
    let threadCount = run.threadCount
    var start = 0
    while start < plan.tasks.count, ending == nil {
      if let status = run.environment.interruption.status() {
        ending = .signal(status)
        break
      }
      if let stream, stream.isClosed {
        ending = .unwanted
        break
      }
      progress.show(
        WorkDone(
          records: start, failed: counts.failed, part: start, whole: plan.tasks.count))
      let end = min(plan.tasks.count, start + threadCount * recordsPerThread)
      for piece in pieces(of: start..<end, threadCount) where ending == nil {
        take(cut(piece), sink)
      }
      // Files with an error in every line are no reason to keep all of them.
      if findings.count > Self.findingsMax { findings = findings.sortedAndCapped() }
      start = end
    }
    progress.clear()
    findings = findings.sortedAndCapped()
  }

  private static let findingsMax = 10_000

  /// The piece up to the last record that may fail; all of it where no more do.
  private mutating func cut(_ piece: Piece) -> Piece {
    guard let most = run.failedMax, counts.failed + piece.failed.count >= most else { return piece }
    let last = piece.failed[most - counts.failed - 1]
    if last + 1 < plan.tasks.count { ending = .tooManyFailed }
    return Self.piece(
      of: piece.places.lowerBound..<last + 1, plan, format, wantsSummaries: wantsSummaries)
  }

  private mutating func take(_ piece: Piece, _ sink: (ResultPart) -> Void) {
    for part in piece.parts { sink(part) }
    findings += piece.inData
    let room = max(0, Limits.diagnosticsPerFileMax - rulesFindings.count)
    rulesFindings += piece.inRules.prefix(room)
    hasErrors = hasErrors || piece.inData.containsErrors || !piece.inRules.isEmpty
    counts.add(piece.counts)
    for (place, summary) in piece.summaries.enumerated() { summaries[place].add(summary) }
  }

  private func pieces(of block: Range<Int>, _ threadCount: Int) -> [Piece] {
    let size = max(1, (block.count + threadCount - 1) / threadCount)
    let (plan, format, wantsSummaries) = (plan, format, wantsSummaries)
    return Threads.map((block.count + size - 1) / size) { index in
      let start = block.lowerBound + index * size
      return Self.piece(
        of: start..<min(start + size, block.upperBound), plan, format,
        wantsSummaries: wantsSummaries)
    }
  }

  private static func piece(
    of places: Range<Int>, _ plan: ScoringPlan,
    _ format: @Sendable ([ScoredRecord]) -> [ResultPart], wantsSummaries: Bool
  ) -> Piece {
    var piece = Piece(places: places)
    if wantsSummaries { piece.summaries = plan.rulesets.map { CohortSummary($0.ruleset) } }
    var scored: [ScoredRecord] = []
    for place in places {
      let (record, inData, inRules) = plan.score(plan.tasks[place])
      if let record {
        scored.append(record)
        piece.inRules += inRules.map { (record.ruleset, $0) }
        if wantsSummaries { piece.summaries[record.ruleset].add(record.evaluation) }
      }
      if let record, record.evaluation.status != .failed {
        piece.counts.addSound()
      } else {
        piece.counts.addFailed(
          by: record?.evaluation.errors ?? inData, isItsOwn: plan.tasks[place].isItsOwn)
        piece.failed.append(place)
      }
      piece.inData += inData
    }
    piece.parts = format(scored)
    return piece
  }
}

/// Why a run ended before its data did.
enum EarlyEnding: Equatable {
  /// As many records failed as may.
  case tooManyFailed
  /// The rest of the data is no text.
  case unreadable
  /// The process was asked to end.
  case signal(ExitStatus)
  /// Nobody takes the results any more: their reader has gone, or they cannot be written.
  case unwanted
}

extension CommandRun {
  /// Writes what was found about records of which none has rules, so that no page can stand for any.
  func reportWithoutRules(_ plan: ScoringPlan) -> ExitStatus {
    var scoring = ScoringRun(plan, for: self) { _ in [] }
    scoring.carryOut(to: nil) { _ in }
    return report(scoring, plan)
  }

  /// How many records may fail before a run ends; nil where it never ends for that.
  var failedMax: Int? { arguments.values["--max-errors"].flatMap { Int($0) } }

  /// How many threads share the work: as many as were asked for, or as there are processors.
  var threadCount: Int {
    arguments.values["--jobs"].flatMap { Int($0) } ?? Threads.processorCount
  }

  /// Writes what was found while scoring, and returns what the process ends with.
  func report(_ scoring: ScoringRun, _ plan: ScoringPlan) -> ExitStatus {
    // Where no ruleset fits, the words still follow those that there are.
    let notices = notices(in: language(for: plan.commonVocabulary ?? environment.language))
    console.output.flush()
    notices.diagnostics(scoring.findings, files: plan.files)
    for (place, diagnostic) in scoring.rulesFindings {
      notices.diagnostics([diagnostic], files: plan.rulesets[place].files)
    }
    let all = scoring.findings + scoring.rulesFindings.map(\.diagnostic)
    conclude(scoring.counts, scoring.ending, all, notices)
    return status(of: scoring.ending, hasErrors: scoring.hasErrors)
  }

  /// Writes how many records failed, how far a run came that ended early, and how many findings
  /// there are.
  func conclude(
    _ counts: RecordCounts, _ ending: EarlyEnding?, _ all: [Diagnostic], _ notices: Notices,
    countsFailed: Bool = true
  ) {
    let isCut = ending != nil && ending != .unwanted
    if countsFailed, counts.failed > 1 || isCut && counts.failed > 0 {
      notices.line(counts.words)
    }
    if let words = ending?.words(after: counts, output: arguments.values["--output"]) {
      notices.line(words)
    }
    if !all.isEmpty { notices.summary(of: all) }
  }

  /// What the process ends with.
  func status(of ending: EarlyEnding?, hasErrors: Bool) -> ExitStatus {
    switch ending {
    case .signal(let status): return status
    case .tooManyFailed, .unreadable: return .findings
    case nil, .unwanted:
      return environment.interruption.status() ?? (hasErrors ? .findings : .clean)
    }
  }
}

extension EarlyEnding {
  /// Why a run ended, how far it had come, and what became of its file; nil where nobody is to be
  /// told, or the failure to write tells it.
  func words(after counts: RecordCounts, output path: String?) -> Message? {
    let why: Message? =
      switch self {
      case .tooManyFailed:
        Message(
          zh: "有错误的记录达到 \(counts.failed) 条，算到第 \(counts.all) 条停下",
          en: "stopped at record \(counts.all): \(counts.failed) records have failed")
      case .unreadable:
        Message(
          zh: "读不下去，算完 \(counts.all) 条后停下",
          en: "stopped after \(counts.all) records: the rest cannot be read")
      case .signal:
        Message(zh: "算完 \(counts.all) 条后中断", en: "interrupted after \(counts.all) records")
      case .unwanted: nil
      }
    guard let path, let why else { return why }
    return Message(
      zh: why.zh + "；“\(path)”没有写", en: why.en + "; '\(path)' was not written")
  }
}
