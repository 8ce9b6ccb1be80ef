/// One text as it was read: a rule file or a data file, in UTF-8, with its line index.
///
/// Offsets are byte offsets into ``bytes``. The line index is made once, so that finding a position
/// is a binary search. The text may also be a part of a longer one, or some lines of it
/// (``SourceExcerpts``): lines and columns are those of the longer one. It may be a sheet of a
/// workbook, too, whose rows are its lines and whose cells have tabs between them: a column is that
/// of the cell.
public struct SourceFile: Sendable {
  /// What ends a line.
  public enum LineEnds: Sendable {
    /// LF, with or without CR before it.
    case lineFeed
    /// LF, CRLF or a CR alone, as in CSV.
    case lineFeedOrReturn
  }

  /// What a line of the text is of a longer text.
  struct Excerpt: Hashable, Sendable {
    /// The number of the line, from 1.
    let number: Int

    /// How many Unicode scalars of the line are left out before it.
    let scalarsBefore: Int
  }

  /// The path to show to people, as they gave it.
  public private(set) var path: String

  /// The text in UTF-8, without a byte-order mark.
  public let bytes: [UInt8]

  /// The byte offset at which each line begins; the first is 0.
  public let lineStarts: [Int]

  /// The number of the first line: 1, or more where the text is a part of a longer one.
  public let firstLine: Int

  /// Whether its lines are the rows of a sheet, with tabs between cells.
  public let isSheet: Bool

  /// What each line is of the longer text; empty where the lines follow each other.
  private let excerpts: [Excerpt]

  /// Indexes the lines of a text.
  ///
  /// - Parameters:
  ///   - path: The path to show to people.
  ///   - bytes: The text, or whole lines of a longer one.
  ///   - firstLine: The number of its first line, from 1.
  ///   - lineEnds: What ends a line.
  /// - Complexity: O(*n*) in the number of bytes.
  public init(
    path: String, bytes: [UInt8], firstLine: Int = 1, lineEnds: LineEnds = .lineFeed
  ) {
    self.path = path
    self.bytes = bytes
    self.firstLine = firstLine
    excerpts = []
    isSheet = false
    lineStarts = bytes.withUnsafeBufferPointer { Self.lineStarts($0, lineEnds) }
  }

  /// The rows of a sheet as text: a line each, with tabs between cells.
  ///
  /// - Parameters:
  ///   - path: The path to show to people, with the name of the sheet.
  ///   - bytes: The text.
  public init(sheet path: String, rows bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
    firstLine = 1
    excerpts = []
    isSheet = true
    lineStarts = bytes.withUnsafeBufferPointer { Self.lineStarts($0, .lineFeed) }
  }

  private static func lineStarts(
    _ bytes: UnsafeBufferPointer<UInt8>, _ lineEnds: LineEnds
  ) -> [Int] {
    var starts = [0]
    let endsAtReturn = lineEnds == .lineFeedOrReturn
    for offset in bytes.indices where bytes[offset] <= UInt8(ascii: "\r") {
      switch bytes[offset] {
      case UInt8(ascii: "\n"): starts.append(offset + 1)
      case UInt8(ascii: "\r") where endsAtReturn:
        let next = offset + 1
        if next == bytes.count || bytes[next] != UInt8(ascii: "\n") { starts.append(next) }
      default: break
      }
    }
    return starts
  }

  /// The same text under another path.
  public func named(_ path: String) -> SourceFile {
    var file = self
    file.path = path
    return file
  }

  /// Some lines of a longer text, each with what it is of that.
  init(path: String, excerpts: [(line: Excerpt, bytes: ArraySlice<UInt8>)]) {
    self.path = path
    firstLine = 1
    isSheet = false
    var text: [UInt8] = []
    var starts: [Int] = []
    for (_, bytes) in excerpts {
      starts.append(text.count)
      text += bytes
      text.append(UInt8(ascii: "\n"))
    }
    bytes = text
    lineStarts = starts.isEmpty ? [0] : starts
    self.excerpts = excerpts.map(\.line)
  }

  /// Indexes the lines of a text given as a string.
  public init(path: String, text: String) {
    self.init(path: path, bytes: Array(text.utf8))
  }

  /// The text between two byte offsets.
  public func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
  }

  /// The text between two byte offsets with every run of spaces and line ends as one space.
  public func textOnOneLine(_ range: Range<Int>) -> String {
    var rest = bytes[range.clamped(to: 0..<bytes.count)]
    if rest.withUnsafeBufferPointer(Self.isOnOneLine) {
      return String(decoding: rest, as: UTF8.self)
    }
    var text: [UInt8] = []
    text.reserveCapacity(range.count)
    while let byte = rest.first {
      let isWideSpace = byte == 0xE3 && rest.starts(with: [0xE3, 0x80, 0x80])
      if isWideSpace || byte == 0x20 || (0x09...0x0D).contains(byte) {
        if text.last != 0x20, !text.isEmpty { text.append(0x20) }
      } else {
        text.append(byte)
      }
      rest = rest.dropFirst(isWideSpace ? 3 : 1)
    }
    if text.last == 0x20 { text.removeLast() }
    return String(decoding: text, as: UTF8.self)
  }

  /// Whether a text has single spaces between words and nothing else that is space, as most have.
  private static func isOnOneLine(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var before: UInt8 = 0x20
    for byte in text {
      // What begins with E3 may be a wide space.
      if byte == 0x20 && before == 0x20 || (0x09...0x0D).contains(byte) || byte == 0xE3 {
        return false
      }
      before = byte
    }
    return before != 0x20
  }

  /// The line that holds a byte offset, counted from 0.
  ///
  /// - Complexity: O(log *n*) in the number of lines.
  public func lineIndex(of offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// The byte range of a line, counted from 0, without its line ending.
  public func lineRange(_ index: Int) -> Range<Int> {
    let start = lineStarts[index]
    var end = index + 1 < lineStarts.count ? lineStarts[index + 1] - 1 : bytes.count
    if index == excerpts.count - 1 { end -= 1 }
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return start..<max(start, end)
  }

  /// The number of a line as people count them, from the index that counts from 0.
  public func lineNumber(_ index: Int) -> Int {
    excerpts.indices.contains(index) ? excerpts[index].number : firstLine + index
  }

  /// The line and column of a byte offset as people count them.
  public func position(of offset: Int) -> SourcePosition {
    let line = lineIndex(of: offset)
    let prefix = bytes[lineStarts[line]..<min(max(offset, lineStarts[line]), bytes.count)]
    if isSheet {
      let column = prefix.count { $0 == UInt8(ascii: "\t") } + 1
      return SourcePosition(line: lineNumber(line), column: column)
    }
    let before = excerpts.indices.contains(line) ? excerpts[line].scalarsBefore : 0
    let column = before + String(decoding: prefix, as: UTF8.self).unicodeScalars.count + 1
    return SourcePosition(line: lineNumber(line), column: column)
  }
}

extension SourceFile {
  /// The place of a byte offset as people look for it: the path with line and column, or with the
  /// cell of a sheet, such as `B7`.
  public func placeText(of offset: Int) -> String {
    let position = position(of: offset)
    guard isSheet else { return "\(path):\(position.line):\(position.column)" }
    var letters = ""
    var rest = position.column
    while rest > 0 {
      rest -= 1
      let letter = Unicode.Scalar(UInt8(ascii: "A") + UInt8(rest % 26))
      letters = String(letter) + letters
      rest /= 26
    }
    return "\(path):\(letters)\(position.line)"
  }
}

/// A place in a text: line and column, both counted from 1, columns in Unicode scalars.
public struct SourcePosition: Hashable, Sendable {
  /// The line, from 1.
  public let line: Int

  /// The column, from 1, in Unicode scalars.
  public let column: Int
}

/// A run of bytes in one of the files of a run.
public struct SourceRange: Hashable, Sendable {
  /// The index of the file in the run's list of files.
  public var file: Int

  /// The first byte.
  public var lower: Int

  /// The byte after the last.
  public var upper: Int

  /// A range from its ends.
  public init(file: Int, lower: Int, upper: Int) {
    self.file = file
    self.lower = lower
    self.upper = max(lower, upper)
  }

  /// The byte offsets, without the file.
  public var offsets: Range<Int> { lower..<upper }

  /// The smallest range that holds this one and another of the same file.
  public func joined(with other: SourceRange) -> SourceRange {
    SourceRange(file: file, lower: min(lower, other.lower), upper: max(upper, other.upper))
  }
}
