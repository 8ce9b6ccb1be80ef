import Evaluator
import RuleLang

/// Scores a file part by part and writes the results in order.
///
/// One thread reads and writes, the others score. What comes out does not depend on how many there
/// are, nor on where the parts are cut, and is what the whole file read at once gives.
struct StreamRun<Scoring: StreamScoring> {
  private let run: CommandRun
  private let scoring: Scoring
  private let data: DataStream
  private var reader: PartReader
  private var register: RepeatRegister
  private var findings: SourceExcerpts
  /// By ruleset.
  private var rulesFindings: [SourceExcerpts]
  private var presence = FactPresence()
  /// The part in which the first record of ``presence`` stands.
  private var presencePart: SourceExcerpts.Part?

  /// Whether something stands in the way of a result.
  private(set) var hasErrors: Bool

  /// The records whose results have been handed over.
  private(set) var counts = RecordCounts()

  /// Why the run ended before the data did.
  private(set) var ending: EarlyEnding?

  init(_ plan: StreamPlan<Scoring>, for run: CommandRun) {
    self.run = run
    scoring = plan.scoring
    data = plan.data
    reader = plan.data.reader
    register = RepeatRegister(
      canReadAgain: data.canReadAgain, keptBytesMax: run.environment.keptKeyBytesMax)
    let (path, fileIndex) = (data.path, data.fileIndex)
    findings = SourceExcerpts(path: path, file: fileIndex)
    rulesFindings = scoring.rulesFiles.map { _ in SourceExcerpts(path: path, file: fileIndex) }
    let ofHeader = scoring.header?.diagnostics ?? []
    hasErrors = ofHeader.containsErrors
    findings.add(ofHeader, in: [data.headerPart])
  }

  /// Scores all parts, and hands over what comes of each in the order of the data.
  ///
  /// - Parameters:
  ///   - stream: where results go while they are made; the run ends where that takes nothing more.
  ///   - sink: takes the results of each part.
  /// - Throws: a failure in words where the file cannot be read on.
  mutating func carryOut(
    to stream: OutputStream? = nil, handingOver sink: (ScoredPart) -> Void
  ) throws(CommandFailure) {
    run.environment.interruption.watch()
    var progress = Progress(of: run)
    let scoring = scoring
    let crew = PartCrew(threads: run.threadCount) {
      let scorer = scoring.makeScorer()
      return { scorer.score($0, under: PartConditions()) }
    }
    run.environment.kept.keep(crew)
    defer { crew.close() }
    var isOver = false
    if let first = data.first { crew.add(first) }
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
      sink(result)
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
    if ending != nil { scoring.breakOff.request() }
    finish()
  }

  private var isInterrupted: Bool { run.environment.interruption.status() != nil }

  private mutating func nextPart() throws(CommandFailure) -> DataPart? {
    do throws(FileError) {
      return try reader.next()
    } catch {
      throw CommandFailure(error).about(scoring.vocabulary)
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
    if scored.hasForeignRecord { throw data.changedFile().about(scoring.vocabulary) }
    if register.needsAllAgain(before: scored.keys) {
      try enterAllAgain(before: part)
      if isInterrupted { return ScoredPart() }
    }
    var conditions = PartConditions(recordsBefore: counts.all)
    conditions.repeated = register.enter(scored.keys, recordsBefore: counts.all)
    if !conditions.repeated.isEmpty {
      scored = scoring.makeRecordScorer().score(part, under: conditions)
    }
    if let most = run.failedMax, counts.failed + scored.counts.failed >= most {
      conditions.failedMax = most - counts.failed
      scored = scoring.makeRecordScorer().score(part, under: conditions)
      ending = .tooManyFailed
    }
    counts.add(scored.counts)
    hasErrors =
      hasErrors || scored.counts.failed > 0 || scored.findings.containsErrors
      || !scored.rulesFindings.isEmpty
    if !scored.findings.isEmpty || !scored.rulesFindings.isEmpty {
      let places = [data.place(of: part, scored.source ?? part.source()), data.headerPart]
      findings.add(scored.findings, in: places)
      for (place, found) in scored.rulesFindings.enumerated() {
        rulesFindings[place].add(found, in: places)
      }
    }
    if presencePart == nil, scored.presence.hasRecords {
      presencePart = data.place(of: part, scored.source ?? part.source())
    }
    presence.add(scored.presence)
    return scored
  }

  private mutating func stop(by failure: Diagnostic, _ source: SourceFile?, offset: Int) {
    let place = SourceExcerpts.Part(
      file: data.fileIndex + 1, source: source ?? SourceFile(path: data.path, bytes: []),
      offset: offset)
    findings.add([failure], in: [place])
    hasErrors = true
    ending = .unreadable
  }

  /// Enters the keys of all parts before one, from the start of the file.
  private mutating func enterAllAgain(before part: DataPart) throws(CommandFailure) {
    register.startAgain()
    let crew = PartCrew(threads: run.threadCount) { { RecordScorer.keys(of: $0) } }
    defer { crew.close() }
    var recordCount = 0
    var isOver = false
    do throws(FileError) {
      var again = try data.readAgain(for: run)
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
      throw CommandFailure(error).about(scoring.vocabulary)
    }
    guard isInterrupted || recordCount == counts.all else {
      throw data.changedFile().about(scoring.vocabulary)
    }
  }

  /// Adds what only the end of the file tells.
  private mutating func finish() {
    if ending == nil, let failure = reader.stream.failure {
      stop(by: failure, reader.stream.failureSource, offset: Int(Int32.max) << 16)
    }
    let ofFile = scoring.findings(after: counts)
    findings.add(ofFile, in: [data.headerPart])
    hasErrors = hasErrors || ofFile.containsErrors
    guard ending == nil else { return }
    if counts.all == 0, !reader.stream.findingsWithoutRecords.isEmpty {
      findings.add(reader.stream.findingsWithoutRecords, in: [data.headerPart])
      hasErrors = true
    }
    guard counts.own > 0, let lacking = scoring.lackingFacts(presence) else { return }
    findings.add([lacking], in: [presencePart].compactMap { $0 })
  }

  /// Writes what was found, and returns what the process ends with.
  ///
  /// - Parameters:
  ///   - ending: why the run ended early, if it did.
  ///   - countsFailed: whether it is said how many records failed.
  /// - Returns: the status.
  func report(_ ending: EarlyEnding?, countsFailed: Bool = true) -> ExitStatus {
    let notices = run.notices(in: run.language(for: scoring.vocabulary))
    run.console.output.flush()
    let inData = findings.collected()
    notices.diagnostics(inData.findings, files: (scoring.rulesFiles.first ?? []) + [inData.source])
    var all = inData.findings
    for (rules, excerpts) in zip(scoring.rulesFiles, rulesFindings) {
      let inRules = excerpts.collected()
      let shown = Array(inRules.findings.prefix(Limits.diagnosticsPerFileMax))
      notices.diagnostics(shown, files: rules + [inRules.source])
      all += shown
    }
    run.conclude(counts, ending, all, notices, countsFailed: countsFailed)
    return run.status(of: ending, hasErrors: hasErrors)
  }
}
