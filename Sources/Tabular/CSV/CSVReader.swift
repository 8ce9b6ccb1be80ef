/// Reads CSV (RFC 4180) record by record.
///
/// A record ends at LF, CRLF or CR outside quotes, or at the end of the text. Fields in quotes
/// hold separators, line breaks and doubled quotes. Records need not have the same number of
/// fields. Lines that are empty, or hold only spaces (and tabs, where these do not separate),
/// are skipped. Space around a field belongs to it.
///
/// After an error, reading goes on at the line after the one on which the record began. So a
/// quote that is never closed costs one record and not the rest of the file, and all bytes
/// are read at most a fixed number of times.
public struct CSVReader: Sendable {
  /// The most fields of one record.
  public static let fieldCountMax = 100_000

  /// The most bytes of one field, with its quotes: one mebibyte.
  public static let fieldBytesMax = 1 << 20

  /// The most bytes of one record, without its line end: eight mebibytes.
  public static let recordBytesMax = 1 << 23

  private let bytes: [UInt8]
  private var scanner: CSVScanner

  /// A reader at the beginning of a text.
  ///
  /// - Parameters:
  ///   - utf8: the text, without a byte-order mark, as ``TextDecoder`` gives it.
  ///   - separator: the byte between fields.
  ///   - start: where to begin: at the start of a record or of a blank line.
  public init(_ utf8: [UInt8], separator: CSVSeparator, from start: Int = 0) {
    self.init(utf8, separator: separator, from: start, limits: CSVLimits())
  }

  /// The same with limits that tests can reach.
  init(_ utf8: [UInt8], separator: CSVSeparator, from start: Int = 0, limits: CSVLimits) {
    bytes = utf8
    scanner = CSVScanner(
      utf8, from: min(max(0, start), utf8.count), separator: separator, isWhole: true,
      limits: limits)
  }

  /// The next record, or nil after the last.
  ///
  /// - Throws: ``CSVError`` for the next record; the call after that reads on behind it.
  /// - Complexity: O(*n*) in the number of bytes, for all records together.
  public mutating func next() throws(CSVError) -> CSVRow? {
    var start = scanner.at
    do {
      try scanner.blankLines()
      guard !scanner.isAtEnd else { return nil }
      start = scanner.at
      return try parseRow()
    } catch {
      // All of the text is there, so that nothing is incomplete.
      guard case .error(let problem) = error else { return nil }
      try? scanner.skipLine(from: start)
      throw problem
    }
  }

  private mutating func parseRow() throws(CSVScanner.Interruption) -> CSVRow {
    let start = scanner.at
    scanner.beginRecord()
    var fields = [text(of: try scanner.field())]
    while try scanner.separator(after: fields.count) {
      fields.append(text(of: try scanner.field()))
    }
    let row = CSVRow(fields: fields, range: start..<scanner.at)
    try scanner.lineEnd()
    return row
  }

  private func text(of field: CSVScanner.Field) -> CSVField {
    let inner =
      field.isQuoted
      ? field.range.dropFirst().dropLast() : field.range
    guard field.hasDoubledQuotes else {
      let text = String(decoding: bytes[inner], as: UTF8.self)
      return CSVField(text: text, range: field.range, wasQuoted: field.isQuoted)
    }
    var content: [UInt8] = []
    var isSecond = false
    for byte in bytes[inner] {
      isSecond = byte == UInt8(ascii: "\"") && !isSecond
      if !isSecond { content.append(byte) }
    }
    return CSVField(
      text: String(decoding: content, as: UTF8.self), range: field.range, wasQuoted: true)
  }

  /// The separator that a text seems to use.
  ///
  /// It is the most frequent of comma, semicolon and tab in the first record, outside
  /// quotes; the earlier of these when two are as frequent, and so the comma when there is
  /// none.
  ///
  /// - Complexity: O(*n*) in the length of the first record, of which no more is looked at than
  ///   a record may have.
  public static func detectSeparator(_ utf8: [UInt8]) -> CSVSeparator {
    var search = CSVSeparatorSearch()
    _ = search.isDone(lookingAt: utf8[...])
    return search.separator
  }
}
