import Evaluator
import RuleLang
import Synchronization

/// Scores a file part by part and writes the results in order.
///
/// One thread reads and writes, the others score. What comes out does not depend on how many there
/// are, nor on where the parts are cut, and is what the whole file read at once gives.
struct StreamRun {
  private let run: CommandRun
  private let plan: StreamPlan
  private var reader: PartReader
  private var register: RepeatRegister
  private var findings: SourceExcerpts
  private var rulesFindings: SourceExcerpts
  private var presence = FactPresence()
  /// The part in which the first record of ``presence`` stands.
  private var presencePart: SourceExcerpts.Part?

  /// Whether something stands in the way of a result.
  private(set) var hasErrors: Bool

  /// The records whose results have been written.
  private(set) var counts = RecordCounts()

  /// What the results come to; nil unless that was asked for.
  private(set) var summary: CohortSummary?

  /// Why the run ended before the data did.
  private(set) var ending: EarlyEnding?

  init(_ plan: StreamPlan, for run: CommandRun) {
    self.run = run
    self.plan = plan
    reader = plan.reader
    register = RepeatRegister(
      canReadAgain: plan.canReadAgain, keptBytesMax: run.environment.keptKeyBytesMax)
    findings = SourceExcerpts(path: plan.path, file: plan.fileIndex)
    rulesFindings = SourceExcerpts(path: plan.path, file: plan.fileIndex)
    let ofHeader = plan.scoring.header?.diagnostics ?? []
    hasErrors = ofHeader.containsErrors
    if plan.scoring.wantsSummary { summary = CohortSummary(plan.scoring.scoring.ruleset) }
    findings.add(ofHeader, in: [plan.headerPart])
  }

  /// Scores all parts.
  ///
  /// - Parameter stream: where the results go; nil where nobody wants them.
  /// - Throws: a failure in words where the file cannot be read on.
  mutating func carryOut(to stream: OutputStream?) throws(CommandFailure) {
    run.environment.interruption.watch()
    var assembly = stream.flatMap { stream in
      plan.scoring.writer.map { ResultAssembly($0, on: stream) }
    }
    var progress = Progress(of: run)
    let scoring = plan.scoring
    let crew = PartCrew(threads: run.threadCount) {
      let scorer = scoring.makeScorer()
      return { scorer.score($0, under: PartConditions()) }
    }
    run.environment.kept.keep(crew)
    defer { crew.close() }
    var isOver = false
    if let first = plan.first { crew.add(first) }
    while ending == nil {
      while !isOver, crew.hasRoom, !isInterrupted {
        if let part = try nextPart() { crew.add(part) } else { isOver = true }
      }
      if let status = run.environment.interruption.status() {
        ending = .signal(status)
        break
      }
      guard let (part, scored) = crew.next(unless: { isInterrupted }) else {
        if let status = run.environment.interruption.status() { ending = .signal(status) }
        break
      }
      let result = try take(part, scored)
      assembly?.add(result.bytes, count: result.counts.all)
      if ending == .tooManyFailed, scored.counts.all == result.counts.all, crew.isIdle, isOver {
        ending = nil
        break
      }
      if ending == nil, stream?.isClosed ?? false { ending = .unwanted }
      progress.show(
        WorkDone(
          records: counts.all, failed: counts.failed, part: reader.source.givenCount,
          whole: reader.source.byteCount))
    }
    progress.clear()
    if ending != nil { scoring.isBrokenOff.store(true, ordering: .relaxed) }
    finish()
    if case .signal = ending { return }
    assembly?.finish()
  }

  private var isInterrupted: Bool { run.environment.interruption.status() != nil }

  private mutating func nextPart() throws(CommandFailure) -> DataPart? {
    do throws(FileError) {
      return try reader.next()
    } catch {
      throw CommandFailure(error).about(plan.scoring.scoring.ruleset.vocabulary)
    }
  }

  /// Takes a part in its turn; what it comes to in the light of those before.
  private mutating func take(
    _ part: DataPart, _ given: ScoredPart
  ) throws(CommandFailure) -> ScoredPart {
    var scored = given
    if let failure = scored.failure {
      stop(by: failure, scored.source, offset: part.offset)
      return ScoredPart()
    }
    if scored.hasForeignRecord { throw plan.changedFile() }
    if register.needsAllAgain(before: scored.keys) {
      try enterAllAgain(before: part)
      if isInterrupted { return ScoredPart() }
    }
    var conditions = PartConditions(recordsBefore: counts.all)
    conditions.repeated = register.enter(scored.keys, recordsBefore: counts.all)
    if !conditions.repeated.isEmpty {
      scored = RecordScorer(plan.scoring).score(part, under: conditions)
    }
    if let most = run.failedMax, counts.failed + scored.counts.failed >= most {
      conditions.failedMax = most - counts.failed
      scored = RecordScorer(plan.scoring).score(part, under: conditions)
      ending = .tooManyFailed
    }
    counts.add(scored.counts)
    if let added = scored.summary { summary?.add(added) }
    hasErrors =
      hasErrors || scored.counts.failed > 0 || scored.findings.containsErrors
      || !scored.rulesFindings.isEmpty
    if !scored.findings.isEmpty || !scored.rulesFindings.isEmpty {
      let places = [plan.place(of: part, scored.source ?? part.source()), plan.headerPart]
      findings.add(scored.findings, in: places)
      rulesFindings.add(scored.rulesFindings, in: places)
    }
    if presencePart == nil, scored.presence.hasRecords {
      presencePart = plan.place(of: part, scored.source ?? part.source())
    }
    presence.add(scored.presence)
    return scored
  }

  private mutating func stop(by failure: Diagnostic, _ source: SourceFile?, offset: Int) {
    let place = SourceExcerpts.Part(
      file: plan.fileIndex + 1, source: source ?? SourceFile(path: plan.path, bytes: []),
      offset: offset)
    findings.add([failure], in: [place])
    hasErrors = true
    ending = .unreadable
  }

  /// Enters the keys of all parts before one, from the start of the file.
  private mutating func enterAllAgain(before part: DataPart) throws(CommandFailure) {
    register.startAgain()
    var again = try plan.readAgain(for: run)
    let crew = PartCrew(threads: run.threadCount) { { RecordScorer.keys(of: $0) } }
    defer { crew.close() }
    var recordCount = 0
    var isOver = false
    do throws(FileError) {
      while true {
        while !isOver, crew.hasRoom {
          let earlier = try again.next()
          if let earlier, earlier.number < part.number { crew.add(earlier) } else { isOver = true }
        }
        guard !isInterrupted, let (_, entered) = crew.next(unless: { isInterrupted }) else { break }
        _ = register.enter(entered.keys, recordsBefore: recordCount)
        recordCount += entered.count
      }
    } catch {
      throw CommandFailure(error).about(plan.scoring.scoring.ruleset.vocabulary)
    }
    guard isInterrupted || recordCount == counts.all else { throw plan.changedFile() }
  }

  /// Adds what only the end of the file tells.
  private mutating func finish() {
    if ending == nil, let failure = reader.stream.failure {
      stop(by: failure, reader.stream.failureSource, offset: Int(Int32.max) << 16)
    }
    if counts.own > 0 {
      findings.add(plan.columnFindings, in: [plan.headerPart])
      hasErrors = hasErrors || plan.columnFindings.containsErrors
    }
    guard ending == nil else { return }
    if counts.all == 0, !reader.stream.findingsWithoutRecords.isEmpty {
      findings.add(reader.stream.findingsWithoutRecords, in: [plan.headerPart])
      hasErrors = true
    }
    guard counts.own > 0, let lacking = plan.scoring.scoring.binder.lackingFacts(presence) else {
      return
    }
    findings.add([lacking], in: [presencePart].compactMap { $0 })
  }

  /// Writes what was found, and returns what the process ends with.
  func report() -> ExitStatus {
    let scoring = plan.scoring.scoring
    let notices = run.notices(in: run.language(for: scoring.ruleset.vocabulary))
    run.console.output.flush()
    let (inData, inRules) = (findings.collected(), rulesFindings.collected())
    let rules = scoring.files.prefix(plan.fileIndex)
    notices.diagnostics(inData.findings, files: rules + [inData.source])
    let shown = inRules.findings.prefix(Limits.diagnosticsPerFileMax)
    notices.diagnostics(Array(shown), files: rules + [inRules.source])
    run.conclude(counts, ending, inData.findings + shown, notices)
    return run.status(of: ending, hasErrors: hasErrors)
  }
}

extension StreamPlan {
  /// Whether the file can be read from its start once more.
  var canReadAgain: Bool { path != "-" && reader.source.byteCount != nil }

  /// The header as a part of the file.
  var headerPart: SourceExcerpts.Part {
    SourceExcerpts.Part(
      file: fileIndex,
      source: scoring.header?.files.first ?? SourceFile(path: path, bytes: []), offset: 0)
  }

  /// Where a part stands in the file.
  func place(of part: DataPart, _ source: SourceFile) -> SourceExcerpts.Part {
    SourceExcerpts.Part(file: fileIndex + 1, source: source, offset: part.offset)
  }

  /// The same file from its start.
  func readAgain(for run: CommandRun) throws(CommandFailure) -> PartReader {
    do throws(FileError) {
      let opened = try PartReader.opened(
        path, try run.files.source(path), fileIndex: fileIndex, for: run)
      guard var reader = opened.reader else {
        throw FileError(path: path, action: .reading, reason: .notFound)
      }
      reader.keepsStart = false
      return reader
    } catch {
      throw CommandFailure(error).about(scoring.scoring.ruleset.vocabulary)
    }
  }

  /// Why a run cannot go on over a file that is not what it was.
  func changedFile() -> CommandFailure {
    CommandFailure(
      zh: "“\(path)”在读的时候变了", en: "'\(path)' has changed while it was read"
    ).about(scoring.scoring.ruleset.vocabulary)
  }
}
