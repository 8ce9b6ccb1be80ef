/// Strings, numbers and literals.
extension JSONParserState {
  /// Reads the string whose opening quote is next.
  mutating func parseString() throws(JSONError) -> String {
    let start = at
    quoteInLastString = nil
    at += 1
    var resolved: [UInt8] = []
    var plainStart = at
    while at < end {
      switch bytes[at] {
      case UInt8(ascii: "\""):
        let rest = bytes[plainStart..<at]
        at += 1
        if resolved.isEmpty { return try string(of: rest, from: start) }
        return try string(of: resolved + rest, from: start)
      case UInt8(ascii: "\\"):
        guard at + 1 < end else { throw unterminatedString(from: start) }
        resolved.append(contentsOf: bytes[plainStart..<at])
        resolved.append(contentsOf: try parseEscape())
        plainStart = at
      case 0x0A, 0x0D: throw unterminatedString(from: start)
      case 0x00..<0x20: throw controlCharacter()
      case 0xE2, 0xE3, 0xEF:
        if quoteInLastString == nil { quoteInLastString = closingFullWidthQuote() }
        at += 1
      default: at += 1
      }
    }
    throw unterminatedString(from: start)
  }

  private func string(
    of utf8: some Collection<UInt8>, from start: Int
  ) throws(JSONError) -> String {
    guard let string = String(validating: utf8, as: UTF8.self) else {
      throw JSONError(reason: .malformedString, range: start..<at, expected: nil)
    }
    return string
  }

  /// The full-width quote that is next, if what follows it would follow a closing quote.
  private func closingFullWidthQuote() -> Range<Int>? {
    guard fullWidthPunctuation(at: at)?.ascii == "\"" else { return nil }
    var next = at + 3
    while next < end, bytes[next] == 0x20 { next += 1 }
    guard next < end else { return at..<(at + 3) }
    switch bytes[next] {
    case UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"), 0x0A, 0x0D:
      return at..<(at + 3)
    default: return nil
    }
  }

  /// Reads the escape whose backslash is next, and which has at least one more byte.
  private mutating func parseEscape() throws(JSONError) -> [UInt8] {
    let resolved: Unicode.Scalar
    switch bytes[at + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
      resolved = Unicode.Scalar(bytes[at + 1])
    case UInt8(ascii: "b"): resolved = "\u{8}"
    case UInt8(ascii: "f"): resolved = "\u{C}"
    case UInt8(ascii: "n"): resolved = "\n"
    case UInt8(ascii: "r"): resolved = "\r"
    case UInt8(ascii: "t"): resolved = "\t"
    case UInt8(ascii: "u"): return try parseUnicodeEscape()
    default:
      let next = characterEnd(at: at + 1)
      throw JSONError(reason: .malformedEscape, range: at..<next, expected: "\\\\")
    }
    at += 2
    return [UInt8(truncatingIfNeeded: resolved.value)]
  }

  private mutating func parseUnicodeEscape() throws(JSONError) -> [UInt8] {
    let start = at
    let (first, firstDigits) = hexDigits(at: at + 2)
    guard firstDigits == 4 else {
      let range = start..<(start + 2 + firstDigits)
      throw JSONError(reason: .malformedEscape, range: range, expected: nil)
    }
    at += 6
    var code = first
    if UTF16.isLeadSurrogate(UInt16(truncatingIfNeeded: first)), peek("\\"), at + 1 < end,
      bytes[at + 1] == UInt8(ascii: "u")
    {
      let (second, secondDigits) = hexDigits(at: at + 2)
      if secondDigits == 4, UTF16.isTrailSurrogate(UInt16(truncatingIfNeeded: second)) {
        code = 0x10000 + ((first & 0x3FF) << 10) + (second & 0x3FF)
        at += 6
      }
    }
    guard let scalar = Unicode.Scalar(code), let encoded = UTF8.encode(scalar) else {
      throw JSONError(reason: .loneSurrogate, range: start..<(start + 6), expected: nil)
    }
    return Array(encoded)
  }

  /// The value of up to four hexadecimal digits, and how many there are.
  private func hexDigits(at offset: Int) -> (value: UInt32, count: Int) {
    var value: UInt32 = 0
    var count = 0
    while count < 4, offset + count < end {
      let digit: UInt8
      switch bytes[offset + count] {
      case let byte where byte >= 0x30 && byte <= 0x39: digit = byte - 0x30
      case let byte where byte >= 0x41 && byte <= 0x46: digit = byte - 0x41 + 10
      case let byte where byte >= 0x61 && byte <= 0x66: digit = byte - 0x61 + 10
      default: return (value, count)
      }
      value = value << 4 | UInt32(digit)
      count += 1
    }
    return (value, count)
  }

  /// Reads the number that is next, as RFC 8259 section 6 has it.
  mutating func parseNumber() throws(JSONError) -> String {
    let start = at
    var isWellFormed = true
    if peek("-") { at += 1 }
    if peek("0") { at += 1 } else { isWellFormed = skipDigits() }
    if isWellFormed, peek(".") {
      at += 1
      isWellFormed = skipDigits()
    }
    if isWellFormed, peek("e") || peek("E") {
      at += 1
      if peek("+") || peek("-") { at += 1 }
      isWellFormed = skipDigits()
    }
    guard isWellFormed, at == end || !Self.isNumberLike(bytes[at]) else {
      throw malformedNumber(from: start)
    }
    return String(decoding: bytes[start..<at], as: UTF8.self)
  }

  /// Skips digits; false when there was none.
  private mutating func skipDigits() -> Bool {
    let start = at
    while at < end, bytes[at] >= 0x30, bytes[at] <= 0x39 { at += 1 }
    return at > start
  }

  /// Whether a byte belongs to what looks like one number, right or wrong.
  static func isNumberLike(_ byte: UInt8) -> Bool {
    isWordLike(byte) && byte < 0x80
      || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
  }

  /// Whether a byte belongs to a bare word; all that is not ASCII does.
  static func isWordLike(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x80...0xFF: return true
    default: return false
    }
  }

  /// The literal that is next and its length, when it is a whole word.
  func literalIfPresent() -> (JSONNode.Value, length: Int)? {
    guard at < end else { return nil }
    switch bytes[at] {
    case UInt8(ascii: "t"): return isWord("true") ? (.boolean(true), 4) : nil
    case UInt8(ascii: "f"): return isWord("false") ? (.boolean(false), 5) : nil
    case UInt8(ascii: "n"): return isWord("null") ? (.null, 4) : nil
    default: return nil
    }
  }

  private func isWord(_ word: StaticString) -> Bool {
    let next = at + word.utf8CodeUnitCount
    guard next <= end, word.description.utf8.elementsEqual(bytes[at..<next]) else { return false }
    return next == end || !Self.isWordLike(bytes[next]) || fullWidthPunctuation(at: next) != nil
  }
}
