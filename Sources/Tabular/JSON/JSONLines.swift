/// Splits JSON lines: one JSON value a line, as in `.jsonl` and `.ndjson` files.
public enum JSONLines {
  /// The lines of a text that are not blank, without their line endings.
  ///
  /// Lines end with LF or CRLF; the last needs no ending. A line of only spaces and tabs is
  /// blank.
  ///
  /// - Complexity: O(*n*) in the number of bytes.
  public static func lineRanges(_ utf8: [UInt8]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start = 0
    while start < utf8.count {
      let lineFeed = utf8[start...].firstIndex(of: UInt8(ascii: "\n")) ?? utf8.count
      var end = lineFeed
      if end > start, utf8[end - 1] == UInt8(ascii: "\r") { end -= 1 }
      if !utf8[start..<end].allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { ranges.append(start..<end) }
      start = lineFeed + 1
    }
    return ranges
  }
}
