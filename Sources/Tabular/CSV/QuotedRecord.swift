/// Finds the end of a record with quotes in the usual way of writing, much faster than byte by byte.
///
/// It says nothing where anything is unusual: a quote within a field, text behind a closing quote, a
/// record that a limit could concern or that ends with the text. ``CSVScanner`` then looks at it.
/// With it 3 GB of rows with one quoted field go by in a second, and 0.5 GB without it.
enum QuotedRecord {
  private static let quote = UInt8(ascii: "\"")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  /// Finds where a record and its line end are over.
  ///
  /// - Parameters:
  ///   - bytes: the text.
  ///   - start: where the record begins.
  ///   - firstQuote: its first quote, which is on its first line.
  ///   - separator: the byte between fields.
  ///   - bytesMax: the longest record that no limit concerns.
  /// - Returns: the start of what follows; nil where it has to be looked at more closely.
  static func end(
    in bytes: [UInt8], from start: Int, firstQuote: Int, separator: UInt8, bytesMax: Int
  ) -> Int? {
    // The byte behind what is looked at is always there.
    let limit = min(bytes.count - 1, start + bytesMax)
    var opening = firstQuote
    var lineEnd = -1
    while opening == start || bytes[opening - 1] == separator {
      guard let behind = behindField(in: bytes, from: opening, limit: limit) else { return nil }
      if bytes[behind] == separator, bytes[behind + 1] == quote {
        opening = behind + 1
        continue
      }
      if lineEnd < behind {
        guard let found = ByteSearch.firstLineEnd(in: bytes, behind..<limit) else { return nil }
        lineEnd = found
      }
      if lineEnd > behind, bytes[behind] != separator { return nil }
      guard let next = ByteSearch.first(quote, in: bytes, behind..<lineEnd) else {
        let isPair = bytes[lineEnd] == carriageReturn && bytes[lineEnd + 1] == lineFeed
        return lineEnd + (isPair ? 2 : 1)
      }
      opening = next
    }
    return nil
  }

  /// The byte behind the closing quote of a field that begins with a quote, or nil.
  private static func behindField(in bytes: [UInt8], from opening: Int, limit: Int) -> Int? {
    var at = opening + 1
    while true {
      while at < limit, bytes[at] != quote { at &+= 1 }
      guard at + 1 < limit else { return nil }
      guard bytes[at + 1] == quote else { return at + 1 }
      at += 2
    }
  }
}
