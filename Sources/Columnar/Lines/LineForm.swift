/// The text around the values of a JSON line: what nearly all lines of a file have in common.
///
/// A line that has the same text in the same places needs no looking up of names, and is JSON where
/// its values are.
final class LineForm {
  /// What stands before a value, or behind the last.
  struct Lead {
    /// The column of the value.
    let cell: Int
    /// The text, with zeros behind it up to a whole number of words.
    let text: UnsafePointer<UInt8>
    let count: Int
    /// Which bits of its last word belong to it.
    let lastMask: UInt64
    /// The byte behind the value.
    var follow: UInt8 = 0

    /// Goes behind the text where it is next.
    ///
    /// - Parameters:
    ///   - at: where it should be; no line feed is passed over.
    ///   - wordsEnd: from here on there may be fewer bytes than a word.
    /// - Returns: whether it was there.
    @inline(__always)
    func take(_ at: inout UnsafePointer<UInt8>, wordsEnd: UnsafePointer<UInt8>) -> Bool {
      guard wordsEnd - at >= count else { return takeBytes(&at) }
      var place = 0
      while count &- place > 8 {
        guard word(text, place) == word(at, place) else { return false }
        place &+= 8
      }
      guard (word(text, place) ^ word(at, place)) & lastMask == 0 else { return false }
      at += count
      return true
    }

    private func takeBytes(_ at: inout UnsafePointer<UInt8>) -> Bool {
      for place in 0..<count where text[place] != at[place] { return false }
      at += count
      return true
    }

    @inline(__always)
    private func word(_ bytes: UnsafePointer<UInt8>, _ place: Int) -> UInt64 {
      UnsafeRawPointer(bytes + place).loadUnaligned(as: UInt64.self)
    }
  }

  /// What stands before each value, in order.
  let leads: [Lead]

  /// What stands between the last value and the line end.
  let tail: Lead

  /// Whether it has been noted which facts such lines give.
  var isNoted = false

  private let texts: UnsafeMutablePointer<UInt8>

  /// A form from its texts.
  ///
  /// - Parameters:
  ///   - pieces: the text before each value and the column of that; no text is empty.
  ///   - tail: the text behind the last value, with a bracket at least.
  init(_ pieces: [(text: UnsafeBufferPointer<UInt8>, cell: Int)], tail: UnsafeBufferPointer<UInt8>)
  {
    let all = pieces + [(tail, -1)]
    let size = all.reduce(0) { $0 + Self.room($1.text.count) }
    texts = .allocate(capacity: max(8, size))
    texts.initialize(repeating: 0, count: max(8, size))
    var place = texts
    var made: [Lead] = []
    for (text, cell) in all {
      for (index, byte) in text.enumerated() { place[index] = byte }
      made.append(
        Lead(
          cell: cell, text: UnsafePointer(place), count: text.count, lastMask: Self.mask(text.count)
        ))
      place += Self.room(text.count)
    }
    for index in 1..<made.count { made[index - 1].follow = made[index].text[0] }
    self.tail = made[made.count - 1]
    leads = Array(made.dropLast())
  }

  deinit { texts.deallocate() }

  private static func room(_ count: Int) -> Int { (max(1, count) + 7) & ~7 }

  /// The bits of the bytes of a text in its last word, whatever the order of bytes is.
  private static func mask(_ count: Int) -> UInt64 {
    let rest = (max(1, count) - 1) % 8 + 1
    let ones: UInt64 = rest == 8 ? .max : (1 << UInt64(8 * rest)) - 1
    return UInt64(littleEndian: ones)
  }
}

/// Finds the form of a line that was not foreseen.
struct LineFormReader {
  typealias Bytes = UnsafePointer<UInt8>

  /// The columns of the members beside the facts, and of the facts, by names.
  private let members: [[UInt8]: Int]
  private let facts: [[UInt8]: Int]
  private let factsNames: [[UInt8]]
  private let columnCount: Int

  init(
    members: [(name: String, column: Int)], facts: [(name: String, column: Int)],
    factsNames: [String], columnCount: Int
  ) {
    self.members = Self.index(members)
    self.facts = Self.index(facts)
    self.factsNames = factsNames.map { Array($0.utf8) }
    self.columnCount = columnCount
  }

  /// Names with a character that would be written with an escape are found by nobody.
  private static func index(_ names: [(name: String, column: Int)]) -> [[UInt8]: Int] {
    var index: [[UInt8]: Int] = [:]
    for (name, column) in names where !name.utf8.contains(where: Self.isEscaped) {
      index[Array(name.utf8)] = column
    }
    return index
  }

  /// Whether a byte of a text is written with an escape in JSON.
  static func isEscaped(_ byte: UInt8) -> Bool { byte < 0x20 || byte == 0x22 || byte == 0x5C }

  /// The form of a line, whose single values are not looked at.
  ///
  /// - Parameter line: its first byte; a line feed comes at its end.
  /// - Returns: the form; nil where there is anything in the line that is not known, comes twice, nests,
  ///   is written with escapes or is no JSON.
  func form(of line: Bytes) -> LineForm? {
    var at = line
    var pieces: [(text: UnsafeBufferPointer<UInt8>, cell: Int)] = []
    var hasColumn = Array(repeating: false, count: columnCount)
    var leadStart = line
    var isInFacts = false
    var hasFacts = false
    Self.skipSpace(&at)
    guard Self.take(0x7B, &at) else { return nil }
    Self.skipSpace(&at)
    while true {
      guard let name = Self.string(&at) else { return nil }
      Self.skipSpace(&at)
      guard Self.take(0x3A, &at) else { return nil }
      Self.skipSpace(&at)
      if !isInFacts, factsNames.contains(where: { $0.elementsEqual(name) }), at.pointee == 0x7B {
        guard !hasFacts else { return nil }
        (hasFacts, isInFacts) = (true, true)
        at += 1
        Self.skipSpace(&at)
        if at.pointee != 0x7D { continue }
      } else {
        let cell = (isInFacts ? facts : members)[Array(name)]
        guard let cell, !hasColumn[cell] else { return nil }
        hasColumn[cell] = true
        pieces.append((UnsafeBufferPointer(start: leadStart, count: at - leadStart), cell))
        guard Self.skipValue(&at) else { return nil }
        leadStart = at
        Self.skipSpace(&at)
      }
      while Self.take(0x7D, &at) {
        Self.skipSpace(&at)
        if isInFacts {
          isInFacts = false
          continue
        }
        guard at.pointee == 0x0A || at.pointee == 0x0D && at[1] == 0x0A, !pieces.isEmpty else {
          return nil
        }
        return LineForm(
          pieces, tail: UnsafeBufferPointer(start: leadStart, count: at - leadStart))
      }
      guard Self.take(0x2C, &at) else { return nil }
      Self.skipSpace(&at)
    }
  }

  private static func skipSpace(_ at: inout Bytes) {
    while at.pointee == 0x20 || at.pointee == 0x09 { at += 1 }
  }

  private static func take(_ byte: UInt8, _ at: inout Bytes) -> Bool {
    guard at.pointee == byte else { return false }
    at += 1
    return true
  }

  /// Goes behind a string and gives what stands between its quotes; nil where it is none, or has
  /// escapes or what JSON does not allow.
  static func string(_ at: inout Bytes) -> UnsafeBufferPointer<UInt8>? {
    guard at.pointee == 0x22 else { return nil }
    let start = at + 1
    var next = start
    while !isEscaped(next.pointee) { next += 1 }
    guard next.pointee == 0x22 else { return nil }
    at = next + 1
    return UnsafeBufferPointer(start: start, count: next - start)
  }

  /// Goes behind a string, or to the end of a word.
  private static func skipValue(_ at: inout Bytes) -> Bool {
    if at.pointee == 0x22 { return string(&at) != nil }
    let start = at
    while true {
      switch at.pointee {
      case 0x2C, 0x7D, 0x20, 0x09, 0x0A, 0x0D: return at > start
      case 0x7B, 0x5B, 0x22: return false
      default: at += 1
      }
    }
  }
}
