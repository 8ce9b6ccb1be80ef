/// How long what stands in CSV may be; tests have smaller ones.
struct CSVLimits: Sendable {
  var fieldCountMax = CSVReader.fieldCountMax
  var fieldBytesMax = CSVReader.fieldBytesMax
  var recordBytesMax = CSVReader.recordBytesMax

  /// The longest record that no limit can concern.
  var harmlessRecordBytes: Int { min(fieldCountMax - 1, fieldBytesMax, recordBytesMax) }
}

/// Goes over CSV byte by byte and says where fields and records end.
///
/// ``CSVReader`` makes rows of it, ``CSVChunks`` finds out where a text may be cut. What it says of
/// a record depends on no more than the first ``CSVReader/recordBytesMax`` bytes of the record and
/// the byte behind them.
struct CSVScanner {
  /// The place of a field and how it is written.
  struct Field {
    let range: Range<Int>
    let isQuoted: Bool
    let hasDoubledQuotes: Bool
  }

  /// Why there is no record.
  enum Interruption: Error {
    /// It is not CSV.
    case error(CSVError)
    /// What it is depends on text that has not come yet.
    case incomplete
  }

  private static let quote = UInt8(ascii: "\"")

  /// The greatest of LF, CR, the quote and the comma.
  private static let lastSpecial = UInt8(ascii: ",")

  private let bytes: [UInt8]
  private let separator: UInt8
  private let isWhole: Bool
  private let limits: CSVLimits

  /// The next byte.
  private(set) var at: Int
  private var recordStart: Int
  /// Where the record is too long, or the text ends.
  private var stop: Int

  /// A scanner.
  ///
  /// - Parameters:
  ///   - bytes: the text.
  ///   - start: where to begin.
  ///   - separator: the byte between fields.
  ///   - isWhole: whether nothing follows the text.
  ///   - limits: how long fields and records may be.
  init(
    _ bytes: [UInt8], from start: Int = 0, separator: CSVSeparator, isWhole: Bool,
    limits: CSVLimits = CSVLimits()
  ) {
    self.bytes = bytes
    self.separator = separator.rawValue
    self.isWhole = isWhole
    self.limits = limits
    at = start
    recordStart = start
    stop = bytes.count
  }

  /// Whether nothing is left.
  var isAtEnd: Bool { at >= bytes.count }

  /// Says that a record begins here.
  mutating func beginRecord() {
    recordStart = at
    stop = min(bytes.count, at + limits.recordBytesMax + 1)
  }

  /// Goes back to a place.
  mutating func goBack(to place: Int) { at = place }

  /// Goes over a whole record; the bytes of it, without the line end.
  mutating func record() throws(Interruption) -> Range<Int> {
    let start = at
    beginRecord()
    var count = 1
    _ = try field()
    while try separator(after: count) {
      _ = try field()
      count += 1
    }
    return start..<at
  }

  /// Goes over a separator, if there is one after so many fields.
  mutating func separator(after count: Int) throws(Interruption) -> Bool {
    guard at < stop, bytes[at] == separator else { return false }
    guard count < limits.fieldCountMax else {
      throw .error(CSVError(reason: .tooManyFields, range: at..<(at + 1)))
    }
    at += 1
    return true
  }

  /// Goes over a field.
  mutating func field() throws(Interruption) -> Field {
    let start = at
    if at < stop, bytes[at] == Self.quote { return try quotedField() }
    // The byte behind the longest field shows whether it ends.
    let limit = min(stop, start + limits.fieldBytesMax + 1)
    var place = start
    while place < limit {
      let byte = bytes[place]
      // Most bytes are digits, letters or parts of characters, and all that matters here comes before.
      if byte <= Self.lastSpecial || byte == separator {
        if isFieldEnd(byte) {
          at = place
          return Field(range: start..<place, isQuoted: false, hasDoubledQuotes: false)
        }
        if byte == Self.quote {
          throw .error(CSVError(reason: .quoteInField, range: place..<(place + 1)))
        }
      }
      place &+= 1
    }
    at = place
    try checkLength(from: start)
    try checkStop()
    return Field(range: start..<place, isQuoted: false, hasDoubledQuotes: false)
  }

  private mutating func quotedField() throws(Interruption) -> Field {
    let start = at
    let limit = min(stop, start + limits.fieldBytesMax + 1)
    var hasDoubledQuotes = false
    var place = start + 1
    while true {
      while place < limit, bytes[place] != Self.quote { place &+= 1 }
      let isClosed = place < limit
      at = isClosed ? place + 1 : place
      try checkLength(from: start)
      guard isClosed else {
        try checkStop()
        throw .error(CSVError(reason: .unterminatedQuote, range: start..<(start + 1)))
      }
      guard at < stop, bytes[at] == Self.quote else {
        try expectFieldEnd()
        return Field(range: start..<at, isQuoted: true, hasDoubledQuotes: hasDoubledQuotes)
      }
      hasDoubledQuotes = true
      place = at + 1
    }
  }

  private mutating func expectFieldEnd() throws(Interruption) {
    let start = at
    while at < stop, !isFieldEnd(bytes[at]), at - start < limits.fieldBytesMax { at += 1 }
    guard at > start else {
      if at == stop { try checkStop() }
      return
    }
    // How far the text goes is known once the record is too long for anything else.
    if at == stop, !isWhole, at - recordStart <= limits.recordBytesMax { throw .incomplete }
    throw .error(CSVError(reason: .textAfterQuote, range: start..<at))
  }

  private func isFieldEnd(_ byte: UInt8) -> Bool {
    byte == separator || byte == 0x0A || byte == 0x0D
  }

  private func checkLength(from start: Int) throws(Interruption) {
    guard at - start <= limits.fieldBytesMax else {
      throw .error(
        CSVError(reason: .fieldTooLong, range: start..<(start + limits.fieldBytesMax)))
    }
  }

  /// Finds out what it means that the text seems to end.
  private func checkStop() throws(Interruption) {
    if at - recordStart > limits.recordBytesMax {
      throw .error(CSVError(reason: .recordTooLong, range: recordStart..<(recordStart + 1)))
    }
    if !isWhole { throw .incomplete }
  }

  /// Goes over one LF, CRLF or CR.
  mutating func lineEnd() throws(Interruption) {
    if at < bytes.count, bytes[at] == 0x0D {
      guard at + 1 < bytes.count || isWhole else { throw .incomplete }
      at += 1
    }
    if at < bytes.count, bytes[at] == 0x0A { at += 1 }
  }

  /// Goes to the line behind the one that begins at a place.
  mutating func skipLine(from start: Int) throws(Interruption) {
    at = ByteSearch.firstLineEnd(in: bytes, start..<bytes.count) ?? bytes.count
    if at == bytes.count, !isWhole { throw .incomplete }
    try lineEnd()
  }

  /// Goes over lines that are empty or hold only space; longer ones than a field are none.
  mutating func blankLines(countMax: Int = .max) throws(Interruption) {
    var count = 0
    while at < bytes.count, count < countMax {
      count += 1
      let start = at
      while at < bytes.count, bytes[at] == 0x20 || bytes[at] == 0x09, bytes[at] != separator,
        at - start <= limits.fieldBytesMax
      {
        at += 1
      }
      let isBlank =
        at - start <= limits.fieldBytesMax
        && (at >= bytes.count || bytes[at] == 0x0A || bytes[at] == 0x0D)
      guard isBlank else {
        at = start
        return
      }
      // A CR alone at the end may be half of a line end.
      if !isWhole, at == bytes.count || bytes[at] == 0x0D && at + 1 == bytes.count {
        at = start
        throw .incomplete
      }
      try lineEnd()
    }
  }
}
