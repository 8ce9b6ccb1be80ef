/// Cuts JSON lines that come piece by piece into parts of whole lines.
///
/// ``JSONLines`` reads the same in the parts as in the whole text. A line that is too long is a part
/// of its own with its error, and the rest of it is thrown away as it comes. Where parts are
/// cut depends on the text alone and not on the pieces it comes in.
public struct JSONLineChunks: Sendable {
  private let partBytes: Int
  private let lineBytesMax: Int
  private var buffer = PartBuffer(countsReturns: false)
  private var wantedCount: Int
  private var isSkippingLine = false

  private static let lineFeed = UInt8(ascii: "\n")

  /// Cuts a text into parts of about so many bytes.
  public init(partBytes: Int = CSVChunks.partBytes) {
    self.init(partBytes: partBytes, lineBytesMax: JSONLines.lineBytesMax)
  }

  /// The same with a limit that tests can reach.
  init(partBytes: Int, lineBytesMax: Int) {
    self.partBytes = max(1, partBytes)
    self.lineBytesMax = lineBytesMax
    wantedCount = self.partBytes + 1
  }

  /// Takes the next piece of the text in UTF-8, which a closure adds to an array.
  public mutating func add<Failure: Error>(
    _ body: (inout [UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    try buffer.add(body)
  }

  /// Says that all of the text has come.
  public mutating func finish() { buffer.finish() }

  /// The next part; nil where more of the text is wanted, or after the last.
  public mutating func next() -> TextPart<JSONError>? {
    guard skipLine(), buffer.count > 0, buffer.isFinished || buffer.count >= wantedCount
    else { return nil }
    let bytes = buffer.bytes
    let limit = min(bytes.count, buffer.start + partBytes)
    wantedCount = partBytes + 1
    if limit == bytes.count, buffer.isFinished { return part(to: limit) }
    if let feed = ByteSearch.last(Self.lineFeed, in: bytes, buffer.start..<limit) {
      return part(to: feed + 1)
    }
    // One line that is longer than a part. A CR at the end would be half of the line's end.
    let feed = ByteSearch.first(Self.lineFeed, in: bytes, limit..<bytes.count)
    if feed != nil || buffer.isFinished || buffer.count > lineBytesMax + 1 {
      let line = JSONLines.withoutReturn(bytes, buffer.start..<(feed ?? bytes.count))
      let problem = JSONLines.problem(bytes, line: line, lineBytesMax: lineBytesMax)
      guard let problem else { return part(to: feed.map { $0 + 1 } ?? bytes.count) }
      if let part = part(showing: problem) { return part }
    }
    wantedCount = 2 * buffer.count
    return nil
  }

  private mutating func part(to cut: Int) -> TextPart<JSONError> {
    let (offset, line) = (buffer.offset, buffer.line)
    return TextPart(
      bytes: buffer.take(to: cut), offset: offset, firstLine: line, hasQuotes: true, problem: nil)
  }

  /// The part of a line that is too long; nil where what shows it has not come yet.
  private mutating func part(showing problem: JSONError) -> TextPart<JSONError>? {
    let start = buffer.start
    let end = buffer.shownEnd(after: problem.range.upperBound) { range in
      ByteSearch.first(Self.lineFeed, in: buffer.bytes, range)
    }
    guard let end else { return nil }
    isSkippingLine = true
    let range = (problem.range.lowerBound - start)..<(problem.range.upperBound - start)
    return TextPart(
      bytes: Array(buffer.bytes[start..<end]), offset: buffer.offset, firstLine: buffer.line,
      hasQuotes: true,
      problem: JSONError(reason: problem.reason, range: range, expected: problem.expected))
  }

  /// Goes over a line that is too long; false where its end has not come yet.
  private mutating func skipLine() -> Bool {
    guard isSkippingLine else { return true }
    let bytes = buffer.bytes
    let feed = ByteSearch.first(Self.lineFeed, in: bytes, buffer.start..<bytes.count)
    buffer.drop(to: feed.map { $0 + 1 } ?? bytes.count)
    isSkippingLine = feed == nil
    return feed != nil
  }
}
