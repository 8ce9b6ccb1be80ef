/// Splits JSON lines: one JSON value a line, as in `.jsonl` and `.ndjson` files.
public enum JSONLines {
  /// The most bytes of one line, without its line end: eight mebibytes.
  public static let lineBytesMax = 1 << 23

  /// The lines of a text that are not blank, without their line endings.
  ///
  /// Lines end with LF or CRLF; the last needs no ending. A line of only spaces and tabs is
  /// blank, unless it has more than ``lineBytesMax`` of them.
  ///
  /// - Complexity: O(*n*) in the number of bytes.
  public static func lineRanges(_ utf8: [UInt8]) -> [Range<Int>] {
    lineRanges(utf8, lineBytesMax: lineBytesMax)
  }

  /// The value of one of the lines.
  ///
  /// - Parameters:
  ///   - utf8: the text.
  ///   - line: the bytes of the line, as ``lineRanges(_:)`` gives them.
  /// - Returns: the one value of the line, with offsets that count from the start of the text.
  /// - Throws: ``JSONError``, for the first thing that is wrong, or where the line is too long.
  public static func parse(_ utf8: [UInt8], line: Range<Int>) throws(JSONError) -> JSONNode {
    if let problem = problem(utf8, line: line, lineBytesMax: lineBytesMax) { throw problem }
    return try JSONParser.parse(utf8, range: line)
  }

  /// The lines, with a limit that tests can reach.
  static func lineRanges(_ utf8: [UInt8], lineBytesMax: Int) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start = 0
    while start < utf8.count {
      let end =
        ByteSearch.first(UInt8(ascii: "\n"), in: utf8, start..<utf8.count) ?? utf8.count
      let line = withoutReturn(utf8, start..<end)
      let isBlank =
        line.count <= lineBytesMax && utf8[line].allSatisfy { $0 == 0x20 || $0 == 0x09 }
      if !isBlank { ranges.append(line) }
      start = end + 1
    }
    return ranges
  }

  /// What is wrong with a line that is too long.
  static func problem(
    _ utf8: [UInt8], line: Range<Int>, lineBytesMax: Int
  ) -> JSONError? {
    guard line.count > lineBytesMax else { return nil }
    return JSONError(
      reason: .lineTooLong, range: line.lowerBound..<(line.lowerBound + 1), expected: nil)
  }

  /// A line up to its LF without the CR of its line end.
  static func withoutReturn(_ utf8: [UInt8], _ line: Range<Int>) -> Range<Int> {
    guard let last = line.last, utf8[last] == UInt8(ascii: "\r") else { return line }
    return line.lowerBound..<last
  }
}
