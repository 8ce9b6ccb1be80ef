import Evaluator
import RuleLang

/// Reads a data file part by part.
struct PartReader {
  /// What cuts the parts.
  private(set) var stream: RecordStream

  /// Where the bytes come from.
  let source: DataSource

  /// What has been read; only as long as it may be wanted again.
  private(set) var start: [UInt8]

  /// Whether what is read is kept in ``start``.
  var keepsStart = true

  private let interruption: Interruption
  private let partBytes: Int
  /// Where the last part ends in the text.
  private var partsEnd = 0
  private var isFinished = false
  private var hasBegun = false

  /// A reader at the start of a file; nil where the file is not read in parts.
  ///
  /// - Parameters:
  ///   - path: the path to show to people.
  ///   - source: the bytes, at their start.
  ///   - fileIndex: the index of the file in places.
  ///   - run: the run that reads.
  /// - Returns: the reader, and what has been read of the file.
  /// - Throws: why the file cannot be read.
  static func opened(
    _ path: String, _ source: DataSource, fileIndex: Int, for run: CommandRun
  ) throws(FileError) -> (reader: PartReader?, start: [UInt8]) {
    // One byte more tells whether that is all.
    let start = try source.start(RecordStream.sampleBytes + 1)
    let stream = RecordStream(
      path: path, sample: start, fileIndex: fileIndex,
      isWhole: start.count <= RecordStream.sampleBytes, defaults: run.dataDefaults,
      partBytes: run.environment.partBytes)
    guard let stream else { return (nil, start) }
    return (
      PartReader(
        stream: stream, source: source, start: start, interruption: run.environment.interruption,
        partBytes: run.environment.partBytes),
      start
    )
  }

  private init(
    stream: RecordStream, source: DataSource, start: [UInt8], interruption: Interruption,
    partBytes: Int
  ) {
    self.stream = stream
    self.source = source
    self.start = start
    self.interruption = interruption
    self.partBytes = partBytes
  }

  /// How many bytes are read at once: as many as the next part lacks, so that it need not be cut out
  /// of more.
  ///
  /// Where the text is not in UTF-8 that is a guess.
  private var wantedCount: Int {
    let waiting = max(0, source.givenCount - partsEnd)
    return max(Self.readBytesMin, partBytes - waiting + 1)
  }

  private static let readBytesMin = 1 << 14

  /// The next part; nil at the end, where the text ends in an error, and where the process has been
  /// asked to end.
  ///
  /// - Throws: why the file cannot be read on.
  mutating func next() throws(FileError) -> DataPart? {
    while true {
      if let part = stream.next() {
        partsEnd = part.offset + part.bytes.count
        return part
      }
      if isFinished || stream.failure != nil { return nil }
      let bytes = hasBegun ? try source.next(wantedCount) : start
      if bytes.isEmpty {
        // What is cut off by a request to end is no last record.
        if interruption.status() != nil { return nil }
        stream.finish()
        isFinished = true
      } else {
        stream.append(bytes)
        if hasBegun, keepsStart { start += bytes }
        if !keepsStart { start = [] }
      }
      hasBegun = true
    }
  }
}
