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

  private let bytes: [UInt8]
  private let separator: UInt8
  private var at = 0

  /// A reader at the beginning of a text.
  ///
  /// - Parameters:
  ///   - utf8: the text, without a byte-order mark, as ``TextDecoder`` gives it.
  ///   - separator: the byte between fields.
  public init(_ utf8: [UInt8], separator: CSVSeparator) {
    bytes = utf8
    self.separator = separator.rawValue
  }

  /// The next record, or nil after the last.
  ///
  /// - Throws: ``CSVError`` for the next record; the call after that reads on behind it.
  /// - Complexity: O(*n*) in the number of bytes, for all records together.
  public mutating func next() throws(CSVError) -> CSVRow? {
    skipBlankLines()
    guard at < bytes.count else { return nil }
    let start = at
    do {
      return try parseRow()
    } catch {
      at = start
      while !atLineEnd { at += 1 }
      consumeLineEnd()
      throw error
    }
  }

  /// The separator that a text seems to use.
  ///
  /// It is the most frequent of comma, semicolon and tab in the first record, outside
  /// quotes; the earlier of these when two are as frequent, and so the comma when there is
  /// none.
  ///
  /// - Complexity: O(*n*) in the length of the first record.
  public static func detectSeparator(_ utf8: [UInt8]) -> CSVSeparator {
    var counts = [0, 0, 0]
    var isQuoted = false
    var isBlank = true
    scan: for byte in utf8 {
      switch byte {
      case UInt8(ascii: "\""): isQuoted.toggle()
      case 0x0A, 0x0D: if !isQuoted, !isBlank { break scan }
      case CSVSeparator.comma.rawValue: if !isQuoted { counts[0] += 1 }
      case CSVSeparator.semicolon.rawValue: if !isQuoted { counts[1] += 1 }
      case CSVSeparator.tab.rawValue: if !isQuoted { counts[2] += 1 }
      default: break
      }
      if byte > 0x20 { isBlank = false }
    }
    if counts[2] > max(counts[0], counts[1]) { return .tab }
    return counts[1] > counts[0] ? .semicolon : .comma
  }

  private mutating func parseRow() throws(CSVError) -> CSVRow {
    let start = at
    var fields: [CSVField] = []
    while true {
      fields.append(try parseField())
      guard at < bytes.count, bytes[at] == separator else { break }
      guard fields.count < Self.fieldCountMax else {
        throw CSVError(reason: .tooManyFields, range: at..<(at + 1))
      }
      at += 1
    }
    let row = CSVRow(fields: fields, range: start..<at)
    consumeLineEnd()
    return row
  }

  private mutating func parseField() throws(CSVError) -> CSVField {
    if at < bytes.count, bytes[at] == UInt8(ascii: "\"") { return try parseQuotedField() }
    let start = at
    while !atFieldEnd {
      if bytes[at] == UInt8(ascii: "\"") {
        throw CSVError(reason: .quoteInField, range: at..<(at + 1))
      }
      at += 1
      try checkLength(from: start)
    }
    let text = String(decoding: bytes[start..<at], as: UTF8.self)
    return CSVField(text: text, range: start..<at, wasQuoted: false)
  }

  private mutating func parseQuotedField() throws(CSVError) -> CSVField {
    let start = at
    at += 1
    var content: [UInt8] = []
    var plainStart = at
    while at < bytes.count {
      guard bytes[at] == UInt8(ascii: "\"") else {
        at += 1
        try checkLength(from: start)
        continue
      }
      content.append(contentsOf: bytes[plainStart..<at])
      at += 1
      try checkLength(from: start)
      guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else {
        try expectFieldEnd()
        let text = String(decoding: content, as: UTF8.self)
        return CSVField(text: text, range: start..<at, wasQuoted: true)
      }
      // The second of two quotes is the first byte of what follows.
      plainStart = at
      at += 1
    }
    throw CSVError(reason: .unterminatedQuote, range: start..<(start + 1))
  }

  private mutating func expectFieldEnd() throws(CSVError) {
    let start = at
    while !atFieldEnd, at - start < Self.fieldBytesMax { at += 1 }
    guard at == start else { throw CSVError(reason: .textAfterQuote, range: start..<at) }
  }

  private func checkLength(from start: Int) throws(CSVError) {
    guard at - start <= Self.fieldBytesMax else {
      throw CSVError(reason: .fieldTooLong, range: start..<(start + Self.fieldBytesMax))
    }
  }

  private var atLineEnd: Bool {
    at >= bytes.count || bytes[at] == 0x0A || bytes[at] == 0x0D
  }

  private var atFieldEnd: Bool { atLineEnd || bytes[at] == separator }

  /// Consumes one LF, CRLF or CR.
  private mutating func consumeLineEnd() {
    if at < bytes.count, bytes[at] == 0x0D { at += 1 }
    if at < bytes.count, bytes[at] == 0x0A { at += 1 }
  }

  private mutating func skipBlankLines() {
    while at < bytes.count {
      let start = at
      while at < bytes.count, bytes[at] == 0x20 || bytes[at] == 0x09, bytes[at] != separator {
        at += 1
      }
      guard atLineEnd else {
        at = start
        return
      }
      consumeLineEnd()
    }
  }
}
