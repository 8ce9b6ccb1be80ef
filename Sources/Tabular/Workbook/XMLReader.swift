/// Reads the XML of one part of a workbook, piece by piece as it is unpacked.
///
/// It knows what XML 1.0 makes of elements, attributes, text, comments and the five entities, and
/// nothing of documents that declare their own: a `<!DOCTYPE` is an error, so that no entity stands
/// for more than itself. Names are without their prefix, as in both forms of the format the same
/// names mean the same. What it keeps at a time is bounded.
public struct XMLReader: Sendable {
  /// How deep elements nest at most in a part of a workbook.
  public static let depthMax = 128

  /// The most bytes of one piece of a part: a tag, or text between tags.
  public static let tokenBytesMax = 1 << 20

  /// What comes next in the text.
  enum Event: Equatable {
    case start(String)
    case end(String)
    case text(String)
  }

  private var part: ArchivePart
  private var buffer: [UInt8] = []
  private var at = 0
  private var isFinished = false
  private var openNames: [String] = []
  /// The end of an element that has no content, which is still to be told.
  private var pendingEnd: String?
  private var hasRoot = false

  /// The attributes of the element that began last.
  private(set) var attributes: [(name: String, value: String)] = []

  init(_ part: ArchivePart) { self.part = part }

  /// The name of the part.
  var partName: String { part.name }

  /// How deep the place is: how many elements are open.
  var depth: Int { openNames.count }

  /// An attribute of the element that began last.
  func attribute(_ name: String) -> String? {
    attributes.first { $0.name == name }?.value
  }

  /// What comes next; nil at the end.
  mutating func next() throws(WorkbookError) -> Event? {
    if let pendingEnd {
      self.pendingEnd = nil
      openNames.removeLast()
      return .end(pendingEnd)
    }
    while true {
      guard try has(1) else {
        guard openNames.isEmpty, hasRoot else { throw malformed }
        return nil
      }
      if buffer[at] == UInt8(ascii: "<") {
        if let event = try markup() { return event }
      } else if let text = try text() {
        return .text(text)
      }
    }
  }

  /// Goes over the rest of the element that began last, and what is in it.
  mutating func skipElement() throws(WorkbookError) {
    let depth = openNames.count
    while openNames.count >= depth { if try next() == nil { return } }
  }

  /// The text in the element that began last, whatever stands in between.
  mutating func textOfElement() throws(WorkbookError) -> String {
    let depth = openNames.count
    var text = ""
    while openNames.count >= depth, let event = try next() {
      if case .text(let piece) = event { try Self.add(piece, to: &text, part.name) }
    }
    return text
  }

  /// Adds a piece to a text, which comments may have cut into many.
  static func add(
    _ piece: String, to text: inout String, _ part: String
  ) throws(WorkbookError) {
    text += piece
    guard text.utf8.count <= tokenBytesMax else { throw WorkbookError(.tokenTooLong, part: part) }
  }

  // MARK: Bytes

  var malformed: WorkbookError { WorkbookError(.malformed, part: part.name) }

  /// Whether so many bytes are there, after reading on where they are not.
  private mutating func has(_ count: Int) throws(WorkbookError) -> Bool {
    while buffer.count - at < count {
      guard try fill() else { return false }
    }
    return true
  }

  /// Reads on; false at the end.
  private mutating func fill() throws(WorkbookError) -> Bool {
    guard !isFinished else { return false }
    let isFirst = at == 0 && buffer.isEmpty && !hasRoot
    if at > 0 {
      buffer.removeFirst(at)
      at = 0
    }
    do throws(ArchiveError) {
      guard let piece = try part.next() else {
        isFinished = true
        return false
      }
      buffer += piece
    } catch {
      throw WorkbookError(error)
    }
    if isFirst {
      if buffer.starts(with: [0xEF, 0xBB, 0xBF]) { at = 3 }
      if buffer.starts(with: [0xFE, 0xFF]) || buffer.starts(with: [0xFF, 0xFE]) {
        throw WorkbookError(.notUTF8, part: part.name)
      }
    }
    return true
  }

  /// The place of the first byte from an offset behind the reader that a condition holds for, after
  /// reading on where it has not come; nil where there is none.
  private mutating func offset(
    from start: Int, where isFound: (UInt8) -> Bool
  ) throws(WorkbookError) -> Int? {
    var offset = start
    while true {
      while at + offset < buffer.count {
        if isFound(buffer[at + offset]) { return offset }
        offset += 1
      }
      guard offset <= Self.tokenBytesMax else {
        throw WorkbookError(.tokenTooLong, part: part.name)
      }
      guard try fill() else { return nil }
    }
  }

  private mutating func begins(_ text: String) throws(WorkbookError) -> Bool {
    guard try has(text.utf8.count) else { return false }
    return buffer[at...].starts(with: text.utf8)
  }

  private func string(_ range: Range<Int>) throws(WorkbookError) -> String {
    guard let text = String(validating: buffer[range], as: UTF8.self) else {
      throw WorkbookError(.notUTF8, part: part.name)
    }
    return text
  }
}

/// Text and tags.
extension XMLReader {
  /// The text up to the next tag; nil where it is outside of all elements, where only space may
  /// stand.
  private mutating func text() throws(WorkbookError) -> String? {
    let count = try offset(from: 0) { $0 == UInt8(ascii: "<") } ?? buffer.count - at
    guard count <= Self.tokenBytesMax else { throw WorkbookError(.tokenTooLong, part: part.name) }
    defer { at += count }
    guard !openNames.isEmpty else {
      guard buffer[at..<(at + count)].allSatisfy(Self.isSpace) else { throw malformed }
      return nil
    }
    return try content(at..<(at + count))
  }

  /// A comment, an instruction, a section of text or a tag; nil for what says nothing.
  private mutating func markup() throws(WorkbookError) -> Event? {
    guard try has(2) else { throw malformed }
    switch buffer[at + 1] {
    case UInt8(ascii: "!"):
      if try begins("<!--") {
        at += 4
        try skip(past: "-->")
        return nil
      }
      if try begins("<![CDATA[") { return try section() }
      throw WorkbookError(.documentType, part: part.name)
    case UInt8(ascii: "?"):
      at += 2
      try skip(past: "?>")
      return nil
    case UInt8(ascii: "/"): return try endTag()
    default: return try startTag()
    }
  }

  /// Goes behind the next place of a text, however far it is.
  private mutating func skip(past end: String) throws(WorkbookError) {
    guard let first = end.utf8.first else { return }
    while true {
      at = buffer[at...].firstIndex(of: first) ?? buffer.count
      if try begins(end) {
        at += end.utf8.count
        return
      }
      guard try has(1) else { throw malformed }
      if buffer[at] == first { at += 1 }
    }
  }

  private mutating func section() throws(WorkbookError) -> Event? {
    guard !openNames.isEmpty else { throw malformed }
    at += 9
    var offset = 0
    while true {
      guard let end = try self.offset(from: offset, where: { $0 == UInt8(ascii: "]") }) else {
        throw malformed
      }
      guard try has(end + 3) else { throw malformed }
      if buffer[(at + end)...].starts(with: [0x5D, 0x5D, 0x3E]) {
        let text = try string(at..<(at + end))
        at += end + 3
        return .text(text)
      }
      offset = end + 1
    }
  }

  private mutating func endTag() throws(WorkbookError) -> Event {
    guard let end = try offset(from: 2, where: { $0 == UInt8(ascii: ">") }) else { throw malformed }
    var range = (at + 2)..<(at + end)
    while let last = range.last, Self.isSpace(buffer[last]) { range = range.dropLast() }
    let name = try localName(range)
    at += end + 1
    guard openNames.last == name else { throw malformed }
    openNames.removeLast()
    return .end(name)
  }

  private mutating func startTag() throws(WorkbookError) -> Event {
    var quote: UInt8 = 0
    let end = try offset(from: 1) { byte in
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      }
      return quote == 0 && byte == UInt8(ascii: ">")
    }
    guard let end else { throw malformed }
    let isEmpty = buffer[at + end - 1] == UInt8(ascii: "/")
    let limit = at + end - (isEmpty ? 1 : 0)
    var place = at + 1
    while place < limit, !Self.isSpace(buffer[place]) { place += 1 }
    let name = try localName((at + 1)..<place)
    try readAttributes(place, limit)
    at += end + 1
    guard hasRoot || openNames.isEmpty, !(hasRoot && openNames.isEmpty) else { throw malformed }
    guard openNames.count < Self.depthMax else {
      throw WorkbookError(.tooDeep, part: part.name)
    }
    hasRoot = true
    openNames.append(name)
    if isEmpty { pendingEnd = name }
    return .start(name)
  }

  private mutating func readAttributes(_ start: Int, _ limit: Int) throws(WorkbookError) {
    attributes.removeAll(keepingCapacity: true)
    var place = start
    while true {
      while place < limit, Self.isSpace(buffer[place]) { place += 1 }
      guard place < limit else { return }
      let nameStart = place
      while place < limit, buffer[place] != UInt8(ascii: "="), !Self.isSpace(buffer[place]) {
        place += 1
      }
      let nameEnd = place
      while place < limit, Self.isSpace(buffer[place]) { place += 1 }
      guard place < limit, buffer[place] == UInt8(ascii: "=") else { throw malformed }
      place += 1
      while place < limit, Self.isSpace(buffer[place]) { place += 1 }
      guard place < limit, buffer[place] == UInt8(ascii: "\"") || buffer[place] == UInt8(ascii: "'")
      else { throw malformed }
      let quote = buffer[place]
      let valueStart = place + 1
      place = valueStart
      while place < limit, buffer[place] != quote { place += 1 }
      guard place < limit else { throw malformed }
      // What declares a prefix is no attribute of anything.
      if !buffer[nameStart..<nameEnd].starts(with: "xmlns".utf8) {
        let name = try localName(nameStart..<nameEnd)
        attributes.append((name, try content(valueStart..<place)))
      }
      place += 1
    }
  }

  /// A name without its prefix.
  private func localName(_ range: Range<Int>) throws(WorkbookError) -> String {
    let colon = range.first { buffer[$0] == UInt8(ascii: ":") }
    let local = (colon.map { $0 + 1 } ?? range.lowerBound)..<range.upperBound
    guard !local.isEmpty else { throw malformed }
    return try string(local)
  }

  /// Text with its entities replaced by what they stand for.
  private func content(_ range: Range<Int>) throws(WorkbookError) -> String {
    guard var mark = buffer[range].firstIndex(of: UInt8(ascii: "&")) else {
      return try string(range)
    }
    var text = ""
    var start = range.lowerBound
    while true {
      text += try string(start..<mark)
      let limit = min(range.upperBound, mark + 12)
      guard let end = buffer[mark..<limit].firstIndex(of: UInt8(ascii: ";")) else {
        throw malformed
      }
      text.unicodeScalars.append(try entity((mark + 1)..<end))
      start = end + 1
      guard let next = buffer[start..<range.upperBound].firstIndex(of: UInt8(ascii: "&")) else {
        return text + (try string(start..<range.upperBound))
      }
      mark = next
    }
  }

  private func entity(_ range: Range<Int>) throws(WorkbookError) -> Unicode.Scalar {
    let name = try string(range)
    switch name {
    case "lt": return "<"
    case "gt": return ">"
    case "amp": return "&"
    case "quot": return "\""
    case "apos": return "'"
    default: break
    }
    guard name.utf8.first == UInt8(ascii: "#") else { throw malformed }
    let isHexadecimal = name.hasPrefix("#x")
    let digits = name.dropFirst(isHexadecimal ? 2 : 1)
    guard let number = UInt32(digits, radix: isHexadecimal ? 16 : 10), number > 0,
      let scalar = Unicode.Scalar(number)
    else { throw malformed }
    return scalar
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }
}
