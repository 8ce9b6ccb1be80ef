/// Some whole records of a text that follow each other, as ``CSVChunks`` and ``JSONLineChunks``
/// make them.
public struct TextPart<Problem: Error & Sendable>: Sendable {
  /// The text of the records in UTF-8.
  public let bytes: [UInt8]

  /// Where it begins in the whole text.
  public let offset: Int

  /// The number of its first line, from 1.
  public let firstLine: Int

  /// Whether any of its bytes is a quote.
  public let hasQuotes: Bool

  /// Why it cannot be read; nil for all but records that stand alone in their part.
  ///
  /// Such a part is one record. Its bytes are what shows the error: they may end before the record
  /// does, or hold what comes again in the next part.
  public let problem: Problem?
}

/// The text that has come and is not yet part of a ``TextPart``.
struct PartBuffer: Sendable {
  /// What has come, from ``start`` on; before that what is done with.
  private(set) var bytes: [UInt8] = []

  /// The first byte that is not done with.
  private(set) var start = 0

  /// Where that stands in the whole text.
  private(set) var offset = 0

  /// The number of its line, from 1.
  private(set) var line = 1

  /// Whether all has come.
  private(set) var isFinished = false

  private let countsReturns: Bool

  /// How many bytes around an error are needed to show it.
  static let shownBytes = 4_096

  /// An empty buffer.
  ///
  /// - Parameter countsReturns: whether a CR alone ends a line.
  init(countsReturns: Bool) { self.countsReturns = countsReturns }

  /// How many bytes are not done with.
  var count: Int { bytes.count - start }

  /// Lets more text be added at the end.
  mutating func add<Problem: Error>(
    _ body: (inout [UInt8]) throws(Problem) -> Void
  ) throws(Problem) {
    if start > 0 {
      bytes.removeSubrange(0..<start)
      start = 0
    }
    try body(&bytes)
  }

  /// Says that all has come.
  mutating func finish() { isFinished = true }

  /// Goes on behind some bytes.
  mutating func drop(to cut: Int) {
    line += ByteSearch.lineEndCount(in: bytes, start..<cut, countsReturns: countsReturns)
    offset += cut - start
    start = cut
    if start == bytes.count {
      bytes = []
      start = 0
    }
  }

  /// The bytes up to a place, which are done with.
  ///
  /// Where hardly anything follows them they are not copied.
  mutating func take(to cut: Int) -> [UInt8] {
    let rest = bytes.count - cut
    line += ByteSearch.lineEndCount(in: bytes, start..<cut, countsReturns: countsReturns)
    offset += cut - start
    guard start == 0, rest < cut / 4 else {
      let taken = Array(bytes[start..<cut])
      start = cut
      return taken
    }
    let tail = Array(bytes[cut...])
    bytes.removeLast(rest)
    let taken = bytes
    bytes = tail
    return taken
  }

  /// What shows an error: from here to the end of its line, or far enough behind it.
  ///
  /// - Parameters:
  ///   - upper: the end of the place that is marked.
  ///   - lineEnd: finds the end of the line in a range.
  /// - Returns: the end of the text to show; nil where it has not come yet.
  func shownEnd(after upper: Int, _ lineEnd: (Range<Int>) -> Int?) -> Int? {
    let far = min(bytes.count, upper + Self.shownBytes)
    if let end = lineEnd(min(upper, far)..<far) { return end }
    guard far == upper + Self.shownBytes || isFinished else { return nil }
    var end = far
    while end > upper, end < bytes.count, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    return end
  }
}
