/// Cuts a CSV text that comes piece by piece into parts of whole records.
///
/// ``CSVReader`` reads the same in the parts, one after the other, as in the whole text, also after
/// errors. The header is no part. A record that cannot be read where quotes are involved, or
/// that is longer than a part, is a part of its own with its error; the rest of a line that is too
/// long is thrown away as it comes. So no more than a record and a part are kept, whatever comes.
///
/// Where parts are cut depends on the text alone and not on the pieces it comes in.
public struct CSVChunks: Sendable {
  /// About how many bytes a part has: one mebibyte.
  public static let partBytes = 1 << 20

  /// The byte between fields; known when ``header`` is.
  public private(set) var separator: CSVSeparator?

  /// The first record, with its line end; nil before it has come, and where there is none.
  public private(set) var header: TextPart<CSVError>?

  private let partBytes: Int
  private let limits: CSVLimits
  private var buffer = PartBuffer(countsReturns: true)
  private var search: CSVSeparatorSearch
  /// How much of the buffer the search for the separator has seen.
  private var searchedCount = 0
  /// How much has to be there before it is worth looking again; a byte behind the part tells what
  /// a CR at its end is.
  private var wantedCount: Int
  /// Whether the line that comes is the rest of one that is too long.
  private var isSkippingLine = false

  private static let quote = UInt8(ascii: "\"")

  /// Cuts a text into parts of about so many bytes.
  public init(partBytes: Int = Self.partBytes) {
    self.init(partBytes: partBytes, limits: CSVLimits())
  }

  /// The same with limits that tests can reach.
  init(partBytes: Int, limits: CSVLimits) {
    self.partBytes = max(1, partBytes)
    self.limits = limits
    search = CSVSeparatorSearch(recordBytesMax: limits.recordBytesMax)
    wantedCount = 1
  }

  /// Takes the next piece of the text in UTF-8, which a closure adds to an array.
  public mutating func add<Failure: Error>(
    _ body: (inout [UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    try buffer.add(body)
  }

  /// Says that all of the text has come.
  public mutating func finish() { buffer.finish() }

  /// Whether all has come and nothing of it is left.
  public var isOver: Bool { buffer.isFinished && buffer.count == 0 }

  /// The next part; nil where more of the text is wanted, or after the last.
  ///
  /// The header is known before the first part comes. Where it cannot be read there are no parts.
  public mutating func next() -> TextPart<CSVError>? {
    if header == nil { findHeader() }
    guard let header, header.problem == nil, let separator else {
      // Nothing behind a header with an error is read.
      if header != nil { buffer.drop(to: buffer.bytes.count) }
      return nil
    }
    guard skipLine(), buffer.count > 0, buffer.isFinished || buffer.count >= wantedCount
    else { return nil }
    switch findCut(separator) {
    case .cut(let cut, let hasQuotes):
      wantedCount = partBytes + 1
      return part(to: cut, hasQuotes: hasQuotes)
    case .problem(let problem, let end):
      wantedCount = partBytes + 1
      let part = part(showing: problem, to: end)
      isSkippingLine = true
      return part
    case .incomplete:
      wantedCount = 2 * buffer.count
      return nil
    }
  }
}

/// Where to cut.
extension CSVChunks {
  private enum Cut {
    case cut(Int, hasQuotes: Bool)
    case problem(CSVError, shownTo: Int)
    case incomplete
  }

  /// Finds the end of the part that begins where the buffer does.
  ///
  /// Lines without a quote are records, whatever is wrong with them, and are passed over together.
  /// Records with quotes are followed one by one.
  private func findCut(_ separator: CSVSeparator) -> Cut {
    let bytes = buffer.bytes
    let limit = min(bytes.count, buffer.start + partBytes)
    var at = buffer.start
    var hasQuotes = false
    while at < limit {
      let quote = ByteSearch.first(Self.quote, in: bytes, at..<limit)
      let start = lastLineStart(in: at..<(quote ?? limit))
      if quote == nil {
        if limit == bytes.count, buffer.isFinished { return .cut(limit, hasQuotes: hasQuotes) }
        if let cut = start ?? (at > buffer.start ? at : nil) {
          return .cut(cut, hasQuotes: hasQuotes)
        }
      }
      at = start ?? at
      let next: Int
      switch endOfRecord(at, quote, separator) {
      case .end(let end): next = end
      case .blankLine(let end): return .cut(end, hasQuotes: hasQuotes)
      case .interruption(let interruption):
        if at > buffer.start { return .cut(at, hasQuotes: hasQuotes) }
        return cut(after: interruption)
      }
      if next > limit, at > buffer.start { return .cut(at, hasQuotes: hasQuotes) }
      hasQuotes =
        hasQuotes || quote != nil || ByteSearch.first(Self.quote, in: bytes, at..<next) != nil
      at = next
    }
    return .cut(at, hasQuotes: hasQuotes)
  }

  private enum RecordEnd {
    case end(Int)
    case blankLine(Int)
    case interruption(CSVScanner.Interruption)
  }

  /// Where what follows a record begins; the record may have its first quote at a place.
  private func endOfRecord(
    _ start: Int, _ firstQuote: Int?, _ separator: CSVSeparator
  ) -> RecordEnd {
    if let firstQuote,
      let end = QuotedRecord.end(
        in: buffer.bytes, from: start, firstQuote: firstQuote, separator: separator.rawValue,
        bytesMax: limits.harmlessRecordBytes)
    {
      return .end(end)
    }
    var scanner = CSVScanner(
      buffer.bytes, from: start, separator: separator, isWhole: buffer.isFinished, limits: limits)
    do throws(CSVScanner.Interruption) {
      // Reading goes on behind the first line of a record with an error, so none comes before it.
      try scanner.blankLines(countMax: 1)
      if scanner.at > start { return .blankLine(scanner.at) }
      _ = try scanner.record()
      try scanner.lineEnd()
      return .end(scanner.at)
    } catch {
      return .interruption(error)
    }
  }

  /// What to do where the first record does not end well.
  private func cut(after interruption: CSVScanner.Interruption) -> Cut {
    guard case .error(let problem) = interruption else { return .incomplete }
    let end = buffer.shownEnd(after: problem.range.upperBound) { range in
      ByteSearch.firstLineEnd(in: buffer.bytes, range)
    }
    return end.map { .problem(problem, shownTo: $0) } ?? .incomplete
  }

  /// The start of the last line that begins in a range, but not at its start.
  private func lastLineStart(in range: Range<Int>) -> Int? {
    let bytes = buffer.bytes
    let feed = ByteSearch.last(UInt8(ascii: "\n"), in: bytes, range)
    var rest = (feed ?? range.lowerBound)..<range.upperBound
    while let found = ByteSearch.last(UInt8(ascii: "\r"), in: bytes, rest) {
      // Whether a CR at the end is one with an LF is not known before that comes.
      let isAlone =
        found + 1 < bytes.count ? bytes[found + 1] != UInt8(ascii: "\n") : buffer.isFinished
      if isAlone { return found + 1 }
      rest = rest.lowerBound..<found
    }
    return feed.map { $0 + 1 }
  }

  private mutating func part(to cut: Int, hasQuotes: Bool) -> TextPart<CSVError> {
    let (offset, line) = (buffer.offset, buffer.line)
    return TextPart(
      bytes: buffer.take(to: cut), offset: offset, firstLine: line, hasQuotes: hasQuotes,
      problem: nil)
  }

  /// The part of a record with an error, behind whose first line reading goes on.
  private func part(showing problem: CSVError, to end: Int) -> TextPart<CSVError> {
    let start = buffer.start
    let range = (problem.range.lowerBound - start)..<(problem.range.upperBound - start)
    let bytes = Array(buffer.bytes[start..<end])
    return TextPart(
      bytes: bytes, offset: buffer.offset, firstLine: buffer.line,
      hasQuotes: bytes.contains(Self.quote),
      problem: CSVError(reason: problem.reason, range: range))
  }

  /// Goes over the line of a record with an error; false where its end has not come yet.
  private mutating func skipLine() -> Bool {
    guard isSkippingLine else { return true }
    let bytes = buffer.bytes
    guard let end = ByteSearch.firstLineEnd(in: bytes, buffer.start..<bytes.count) else {
      buffer.drop(to: bytes.count)
      return false
    }
    let next = end + 1
    if bytes[end] == UInt8(ascii: "\r") {
      guard next < bytes.count || buffer.isFinished else {
        buffer.drop(to: end)
        return false
      }
      let isPair = next < bytes.count && bytes[next] == UInt8(ascii: "\n")
      buffer.drop(to: isPair ? next + 1 : next)
    } else {
      buffer.drop(to: next)
    }
    isSkippingLine = false
    return true
  }
}

/// The header.
extension CSVChunks {
  /// Looks for the first record.
  private mutating func findHeader() {
    guard buffer.isFinished || buffer.count >= wantedCount, findSeparator(), let separator
    else { return }
    var scanner = CSVScanner(
      buffer.bytes, from: buffer.start, separator: separator, isWhole: buffer.isFinished,
      limits: limits)
    let areBlankLinesOver: Void? = try? scanner.blankLines()
    buffer.drop(to: scanner.at)
    do throws(CSVScanner.Interruption) {
      guard areBlankLinesOver != nil else { throw .incomplete }
      guard buffer.count > 0 else { return }
      _ = try scanner.record()
      try scanner.lineEnd()
      header = part(to: scanner.at, hasQuotes: false)
      wantedCount = partBytes + 1
    } catch {
      guard case .problem(let problem, let end) = cut(after: error) else {
        wantedCount = max(1, 2 * buffer.count)
        return
      }
      header = part(showing: problem, to: end)
    }
  }

  /// Whether the separator is known.
  private mutating func findSeparator() -> Bool {
    if separator != nil { return true }
    let seen = buffer.start + searchedCount
    let isDone = search.isDone(lookingAt: buffer.bytes[seen...])
    searchedCount = buffer.count
    if isDone || buffer.isFinished {
      separator = search.separator
      return true
    }
    dropSpaces()
    wantedCount = max(1, 2 * buffer.count)
    return false
  }

  /// Goes over lines at the start that hold spaces alone, whatever the separator is.
  private mutating func dropSpaces() {
    let bytes = buffer.bytes
    var start = buffer.start
    for at in buffer.start..<bytes.count {
      guard bytes[at] == 0x20 || bytes[at] == 0x0A || bytes[at] == 0x0D else { break }
      // A CR alone ends a line as soon as what follows it has come.
      if bytes[at] == 0x0A || at > start && bytes[at - 1] == 0x0D {
        start = bytes[at] == 0x0A ? at + 1 : at
      }
    }
    searchedCount -= start - buffer.start
    buffer.drop(to: start)
  }
}
