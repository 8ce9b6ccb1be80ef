import Evaluator
import RuleLang
import Tabular

/// A run over one data file that is read in parts.
struct StreamPlan<Scoring: StreamScoring> {
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
  let scoring: Scoring

  /// The file.
  let data: DataStream
}

/// A data file that is open to be read in parts.
struct DataStream {
  /// The path of the data.
  let path: String

  /// The index of the data file in places.
  let fileIndex: Int

  /// Reads the parts.
  var reader: PartReader

  /// The first part, which was read to know the header.
  let first: DataPart?

  /// Opens the data of a run, where they are one file that can be read in parts.
  ///
  /// - Parameters:
  ///   - run: the run.
  ///   - paths: the data it names.
  ///   - fileIndex: the index of the data file in places.
  /// - Returns: the stream or, where the data are to be read as a whole, what of them has been read.
  /// - Throws: a failure in words where a file cannot be read.
  static func opened(
    for run: CommandRun, _ paths: [String], fileIndex: Int
  ) throws(CommandFailure) -> (stream: DataStream?, whole: OpenedData?) {
    guard paths.count == 1, run.environment.readsInParts,
      let source = try DataFiles(run: run).source(paths[0])
    else { return (nil, nil) }
    let path = paths[0]
    do throws(FileError) {
      let opened = try PartReader.opened(path, source, fileIndex: fileIndex, for: run)
      guard var reader = opened.reader else {
        return (nil, OpenedData(path: path, start: opened.start, source: source))
      }
      let first = try reader.next()
      let stream = DataStream(path: path, fileIndex: fileIndex, reader: reader, first: first)
      let canBeRead = reader.stream.failure == nil || first != nil
      return canBeRead ? (stream, nil) : (nil, stream.whole)
    } catch {
      throw CommandFailure(error)
    }
  }

  /// The same file, to be read as a whole.
  var whole: OpenedData { OpenedData(path: path, start: reader.start, source: reader.source) }

  /// The file without its records, where it is a sheet.
  var header: DataSet? { reader.stream.header }

  /// The files of a ruleset, as many as come before that of the header.
  func rulesFiles(_ files: [SourceFile]) -> [SourceFile] {
    files
      + Array(
        repeating: SourceFile(path: "", bytes: []), count: max(0, fileIndex - files.count))
  }

  /// The same with the file of the header.
  func filesToHeader(_ files: [SourceFile]) -> [SourceFile] {
    rulesFiles(files) + [header?.files.first ?? SourceFile(path: path, bytes: [])]
  }

  /// The header as a part of the file.
  var headerPart: SourceExcerpts.Part {
    SourceExcerpts.Part(
      file: fileIndex, source: header?.files.first ?? SourceFile(path: path, bytes: []),
      offset: 0)
  }

  /// Where a part stands in the file.
  func place(of part: DataPart, _ source: SourceFile) -> SourceExcerpts.Part {
    SourceExcerpts.Part(file: fileIndex + 1, source: source, offset: part.offset)
  }

  /// Whether the file can be read from its start once more.
  var canReadAgain: Bool { path != "-" && reader.source.byteCount != nil }

  /// The same file from its start.
  func readAgain(for run: CommandRun) throws(FileError) -> PartReader {
    let opened = try PartReader.opened(
      path, try run.files.source(path), fileIndex: fileIndex, for: run)
    guard var reader = opened.reader else {
      throw FileError(path: path, action: .reading, reason: .notFound)
    }
    reader.keepsStart = false
    return reader
  }

  /// Why a run cannot go on over a file that is not what it was.
  func changedFile() -> CommandFailure {
    CommandFailure(zh: "“\(path)”在读的时候变了", en: "'\(path)' has changed while it was read")
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
