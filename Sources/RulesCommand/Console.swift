/// One stream that a run writes to: a terminal, a pipe, a file or, in a test, a buffer.
///
/// Text is gathered and written in large parts, so that long results cost few calls. A reader who
/// closes the stream early ends it quietly; any other failure is kept for ``failure``.
final class OutputStream {
  /// Whether a person reads it directly.
  let isTerminal: Bool

  /// What went wrong while writing; nil also where the reader closed the stream.
  private(set) var failure: FileError?

  /// Whether nothing more is taken: the reader has gone, or writing failed.
  private(set) var isClosed = false

  private let sink: ([UInt8]) -> FileError?
  private var pending: [UInt8] = []

  /// The size from which gathered text is written.
  private static let pendingBytesMax = 1 << 16

  /// A stream that hands its bytes to a sink, which returns what went wrong.
  init(isTerminal: Bool, sink: @escaping ([UInt8]) -> FileError?) {
    self.isTerminal = isTerminal
    self.sink = sink
  }

  /// Adds text, as it is.
  func write(_ text: String) { write(text.utf8) }

  /// Adds bytes, as they are.
  func write(_ bytes: some Sequence<UInt8>) {
    guard !isClosed else { return }
    pending.append(contentsOf: bytes)
    if pending.count >= Self.pendingBytesMax { flush() }
  }

  /// Adds bytes, as they are; many are not gathered first.
  func write(_ bytes: [UInt8]) {
    guard bytes.count >= Self.pendingBytesMax else { return write(bytes[...]) }
    flush()
    send(bytes)
  }

  /// Takes nothing more, because what should be written could not be made.
  func fail(_ problem: FileError) {
    guard !isClosed else { return }
    isClosed = true
    failure = problem
  }

  /// Writes what has been gathered.
  func flush() {
    send(pending)
    pending.removeAll(keepingCapacity: true)
  }

  private func send(_ bytes: [UInt8]) {
    guard !isClosed, !bytes.isEmpty, let problem = sink(bytes) else { return }
    isClosed = true
    if problem.reason != .closed { failure = problem }
  }
}

/// Where a run reads and writes: the streams of the process or, in a test, buffers.
struct Console {
  /// Results.
  let output: OutputStream

  /// Errors and warnings.
  let errors: OutputStream

  /// Reads all that stands in the input, up to a number of bytes.
  let readInput: (_ bytesMax: Int) throws(FileError) -> [UInt8]

  /// Reads the next bytes of the input, up to a number; none at its end.
  let readPiece: (_ bytesMax: Int) throws(FileError) -> [UInt8]

  /// Writes out what has been gathered: results first, as they were made first.
  func flush() {
    output.flush()
    errors.flush()
  }
}
