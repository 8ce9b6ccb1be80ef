import Columnar
import Evaluator
import Reports
import RuleLang
import Tabular

/// A run over one data file that is read in parts: all of its records are for one ruleset.
struct StreamPlan {
  /// What can be done with the data of a run.
  enum Opening {
    /// They are read in parts.
    case parts(StreamPlan)
    /// They are read as a whole; of what has been read already nothing is lost.
    case whole(OpenedData?)
    /// The rules have errors, which have been written.
    case brokenRules
  }

  /// How the records are scored.
  let scoring: StreamScoring

  /// What was found about the columns of a sheet.
  let columnFindings: [Diagnostic]

  /// The path of the data.
  let path: String

  /// The index of the data file in places.
  let fileIndex: Int

  /// Reads the parts.
  let reader: PartReader

  /// The first part, which was read to know the header.
  let first: DataPart?

  /// Opens the data of a run.
  ///
  /// - Parameters:
  ///   - run: the run; its operands are the rules and the data.
  ///   - shelf: the rulesets there are.
  ///   - options: what is wanted of the results.
  /// - Returns: the plan, or how to go on without it.
  /// - Throws: a failure in words where a file cannot be read.
  static func opened(
    for run: CommandRun, _ shelf: RulesetShelf, _ options: ResultRequest
  ) throws(CommandFailure) -> Opening {
    guard run.arguments.operands.count == 2, run.environment.readsInParts else {
      return .whole(nil)
    }
    let path = run.arguments.operands[1]
    do throws(CommandFailure) {
      guard let source = try DataFiles(run: run).source(path) else { return .whole(nil) }
      return try opened(path, source, for: run, shelf, options)
    } catch {
      throw error.about(shelf.vocabulary)
    }
  }

  private static func opened(
    _ path: String, _ source: DataSource, for run: CommandRun, _ shelf: RulesetShelf,
    _ options: ResultRequest
  ) throws(CommandFailure) -> Opening {
    let fileIndex = shelf.fileCountMax
    var reader: PartReader
    let first: DataPart?
    do throws(FileError) {
      let opened = try PartReader.opened(path, source, fileIndex: fileIndex, for: run)
      guard let partReader = opened.reader else {
        return .whole(OpenedData(path: path, start: opened.start, source: source))
      }
      reader = partReader
      first = try reader.next()
    } catch {
      throw CommandFailure(error)
    }
    let whole = Opening.whole(OpenedData(path: path, start: reader.start, source: source))
    guard reader.stream.failure == nil || first != nil else { return whole }
    guard let index = try onlyRuleset(for: reader, run, shelf) else { return whole }
    reader.keepsStart = false
    let loaded = try shelf.load(index)
    guard var ruleset = run.ruleset(of: loaded) else { return .brokenRules }
    if options.namesDigest { ruleset.settleDigest() }
    let header = reader.stream.header
    let none = SourceFile(path: path, bytes: [])
    let gap = Array(
      repeating: SourceFile(path: "", bytes: []), count: max(0, fileIndex - loaded.files.count))
    let scoring = ScoringRuleset(
      ruleset, files: loaded.files + gap + [header?.files.first ?? none])
    var columnFindings = header.map { scoring.binder.checkColumns($0) } ?? []
    // Columns concern a file only where it has a record that they are for.
    if columnFindings.containsErrors,
      try survey(of: reader, run, shelf)?.rulesets.contains(index) == false
    {
      columnFindings = []
    }
    let found = (header?.diagnostics ?? []) + columnFindings
    let stream = StreamScoring(
      scoring, writer: options.writer(for: [scoring], run), wantsSummary: options.wantsSummary,
      defaults: run.dataDefaults, fileErrors: found.filter { $0.severity == .error },
      header: header, choice: (shelf.choice, index),
      blockRows: run.arguments.values["--block"].flatMap { Int($0) } ?? SheetScorer.blockRows,
      scoresInColumns: run.environment.scoresInColumns)
    return .parts(
      StreamPlan(
        scoring: stream, columnFindings: columnFindings, path: path, fileIndex: fileIndex,
        reader: reader, first: first))
  }
}

/// What is wanted of the results of a run.
struct ResultRequest {
  /// The format of their text.
  let format: ResultFormat

  /// The columns of CSV.
  let columns: ResultColumns

  /// Whether they are summed up.
  let wantsSummary: Bool

  /// Whether they themselves are wanted.
  let wantsResults: Bool

  /// Whether their text may be coloured.
  let usesColor: Bool

  /// Whether every result names the digest of its rules.
  var namesDigest: Bool { format != .csv }

  /// What writes the results; nil where nobody wants them.
  func writer(for rulesets: [ScoringRuleset], _ run: CommandRun) -> ResultWriter? {
    guard wantsResults else { return nil }
    return ResultWriter(
      format: format, rulesets: rulesets, language: run.arguments.language, usesColor: usesColor,
      columns: columns)
  }
}

/// A data file of which the start has been read.
struct OpenedData {
  /// Its path.
  let path: String

  /// What has been read.
  let start: [UInt8]

  /// Where the rest comes from.
  let source: DataSource

  /// All of its bytes, as many as a file may have that is read as a whole.
  func all() throws(FileError) -> [UInt8] {
    let bytesMax = TextDecoder.sizeBytesMax
    let bytes = start + (try source.start(max(0, bytesMax + 1 - start.count)))
    guard bytes.count <= bytesMax else {
      throw FileError(
        path: path == "-" ? "" : path, action: .reading, reason: .tooLarge(bytesMax: bytesMax))
    }
    return bytes
  }
}
