/// Tells UTF-8 from what is not.
enum UTF8Validation {
  /// The offset of the first byte that is not UTF-8, or nil.
  static func firstMalformed(in bytes: [UInt8]) -> Int? {
    do {
      _ = try UTF8Span(validating: bytes.span)
      return nil
    } catch {
      return error.byteOffsets.lowerBound
    }
  }

  /// Whether the bytes from an offset to the end are the beginning of a character.
  static func isCutCharacter(_ bytes: [UInt8], from offset: Int) -> Bool {
    let rest = bytes[offset...]
    guard let lead = rest.first, rest.count < 4 else { return false }
    let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
    return (0xC2...0xF4).contains(lead) && rest.count < length
      && rest.dropFirst().allSatisfy { $0 & 0xC0 == 0x80 }
  }

  /// Whether malformed bytes are so few that the text is a damaged UTF-8 text.
  ///
  /// Only characters of three and four bytes speak for UTF-8: pairs of GB 18030 bytes
  /// often look like a character of two. Eight of them must stand for each malformed byte,
  /// and text in GB 18030 comes nowhere near that.
  static func isMostlyUTF8(_ bytes: [UInt8]) -> Bool {
    var wellFormed = 0
    var malformed = 0
    var at = 0
    while at < bytes.count {
      let length = characterLength(in: bytes, at: at)
      if length >= 3 { wellFormed += 1 }
      if length == 0 { malformed += 1 }
      at += max(length, 1)
    }
    return wellFormed >= 8 && wellFormed / 8 >= malformed
  }

  /// The number of bytes that the lead byte at an offset announces, when the rest of them
  /// follow, otherwise 0.
  ///
  /// Overlong forms and surrogates are not looked for: this counts, it does not validate.
  static func characterLength(in bytes: [UInt8], at offset: Int) -> Int {
    let length: Int
    switch bytes[offset] {
    case 0x00...0x7F: return 1
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF: length = 3
    case 0xF0...0xF4: length = 4
    default: return 0
    }
    guard offset + length <= bytes.count else { return 0 }
    for next in bytes[(offset + 1)..<(offset + length)] where next & 0xC0 != 0x80 { return 0 }
    return length
  }
}
