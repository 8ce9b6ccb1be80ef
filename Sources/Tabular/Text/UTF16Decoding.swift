/// Recognises and decodes UTF-16 (RFC 2781).
enum UTF16Decoding {
  /// Which byte of a unit comes first.
  enum ByteOrder {
    case littleEndian
    case bigEndian
  }

  /// The byte order of a text in UTF-16 without a byte-order mark, or nil when it is not one.
  ///
  /// ASCII characters give it away: half of each is a NUL byte. One unit in 64 must be such a
  /// character. U+4E00 read backwards is "N", and "a" is U+6100, so that the order is meant
  /// in which more characters make sense; ASCII counts double. Bytes that are also valid
  /// UTF-8 must hold a NUL in every unit: a stray one is no sign of UTF-16.
  static func byteOrder(ofSample sample: ArraySlice<UInt8>) -> ByteOrder? {
    var ascii = (little: 0, big: 0)
    var chinese = (little: 0, big: 0)
    var units = 0
    var unitsWithNUL = 0
    var at = sample.startIndex
    while at + 1 < sample.endIndex {
      let (first, second) = (sample[at], sample[at + 1])
      if second == 0, isText(first) { ascii.little += 1 }
      if first == 0, isText(second) { ascii.big += 1 }
      if isChineseHighByte(second) { chinese.little += 1 }
      if isChineseHighByte(first) { chinese.big += 1 }
      if first == 0 || second == 0 { unitsWithNUL += 1 }
      units += 1
      at += 2
    }
    let score = (
      little: 2 * ascii.little + chinese.little, big: 2 * ascii.big + chinese.big
    )
    guard score.little != score.big else { return nil }
    let isLittle = score.little > score.big
    let found = isLittle ? ascii.little : ascii.big
    guard found > 0, found * 64 >= units else { return nil }
    if unitsWithNUL < units, UTF8Validation.firstMalformed(in: Array(sample)) == nil { return nil }
    return isLittle ? .littleEndian : .bigEndian
  }

  private static func isText(_ byte: UInt8) -> Bool {
    (0x20...0x7E).contains(byte) || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }

  /// Whether a unit with this high byte is a common ideograph or Chinese punctuation.
  private static func isChineseHighByte(_ byte: UInt8) -> Bool {
    (0x4E...0x9F).contains(byte) || byte == 0x30 || byte == 0xFF
  }

  /// Decodes the bytes from an offset to the end.
  static func utf8(
    from bytes: [UInt8], start: Int, order: ByteOrder
  ) throws(TextDecodingError) -> [UInt8] {
    var utf8: [UInt8] = []
    utf8.reserveCapacity(bytes.count)
    var at = start
    while at + 1 < bytes.count {
      let first = unit(in: bytes, at: at, order: order)
      var scalar = UInt32(first)
      var length = 2
      if UTF16.isLeadSurrogate(first), at + 3 < bytes.count {
        let second = unit(in: bytes, at: at + 2, order: order)
        if UTF16.isTrailSurrogate(second) {
          scalar = 0x10000 + ((UInt32(first) & 0x3FF) << 10) + (UInt32(second) & 0x3FF)
          length = 4
        }
      }
      guard scalar != 0 else { throw TextDecodingError(offset: at, reason: .embeddedNUL) }
      guard let character = Unicode.Scalar(scalar) else {
        throw TextDecodingError(offset: at, reason: .unpairedSurrogate)
      }
      utf8.append(contentsOf: UTF8.encode(character) ?? UTF8.encodedReplacementCharacter)
      at += length
    }
    guard at == bytes.count else {
      let encoding = order == .littleEndian ? TextEncoding.utf16LittleEndian : .utf16BigEndian
      throw TextDecodingError(offset: at, reason: .malformed(encoding))
    }
    return utf8
  }

  private static func unit(in bytes: [UInt8], at offset: Int, order: ByteOrder) -> UInt16 {
    let first = UInt16(bytes[offset])
    let second = UInt16(bytes[offset + 1])
    return order == .littleEndian ? second << 8 | first : first << 8 | second
  }
}
