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
  /// in which more characters make sense; ASCII counts double.
  ///
  /// Many ideographs are two ASCII bytes, so that short texts in UTF-16 can be valid UTF-8
  /// with NUL bytes. These must have a NUL in every unit, or one unit in eight of ASCII and
  /// hardly a NUL in the other half of a unit: a few stray ones are no sign of UTF-16.
  static func byteOrder(ofSample sample: ArraySlice<UInt8>) -> ByteOrder? {
    let little = Evidence(sample, highByte: 1)
    let big = Evidence(sample, highByte: 0)
    guard little.score != big.score else { return nil }
    let (found, other) = little.score > big.score ? (little, big) : (big, little)
    guard found.ascii > 0, found.ascii * 64 >= found.units else { return nil }
    if found.highNULs + other.highNULs < found.units, isUTF8(sample) {
      guard found.ascii >= 3, found.ascii * 8 >= found.units, other.highNULs * 4 <= found.ascii
      else { return nil }
    }
    return little.score > big.score ? .littleEndian : .bigEndian
  }

  /// What speaks for one byte order.
  private struct Evidence {
    var units = 0
    /// The units whose high byte is NUL.
    var highNULs = 0
    /// Of those, the units that are ASCII characters of text files.
    var ascii = 0
    /// The units that are likely Chinese characters.
    var chinese = 0

    var score: Int { 2 * ascii + chinese }

    init(_ sample: ArraySlice<UInt8>, highByte: Int) {
      var at = sample.startIndex
      while at + 1 < sample.endIndex {
        let high = sample[at + highByte]
        units += 1
        if high == 0 { highNULs += 1 }
        if high == 0, UTF16Decoding.isText(sample[at + 1 - highByte]) { ascii += 1 }
        if UTF16Decoding.isChineseHighByte(high) { chinese += 1 }
        at += 2
      }
    }
  }

  private static func isText(_ byte: UInt8) -> Bool {
    (0x20...0x7E).contains(byte) || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }

  /// Whether a unit with this high byte is a common ideograph or Chinese punctuation.
  private static func isChineseHighByte(_ byte: UInt8) -> Bool {
    (0x4E...0x9F).contains(byte) || byte == 0x30 || byte == 0xFF
  }

  /// Whether a sample is valid UTF-8 but for a character that its end cuts off.
  private static func isUTF8(_ sample: ArraySlice<UInt8>) -> Bool {
    guard let offset = UTF8Validation.firstMalformed(in: Array(sample)) else { return true }
    return sample.count == TextDecoder.sampleBytes && offset + 3 >= sample.count
  }

  /// Decodes the bytes from an offset to the end.
  static func utf8(
    from bytes: [UInt8], start: Int, order: ByteOrder
  ) throws(TextDecodingError) -> [UInt8] {
    var utf8: [UInt8] = []
    utf8.reserveCapacity(bytes.count)
    _ = try decode(bytes, from: start, order: order, isEnd: true, into: &utf8)
    return utf8
  }

  /// Decodes the bytes from an offset on, as far as they are whole characters.
  ///
  /// - Parameters:
  ///   - bytes: the bytes.
  ///   - start: the offset.
  ///   - order: which byte of a unit comes first.
  ///   - isEnd: whether the text ends with the bytes, so that the rest is an error.
  ///   - utf8: what the characters are added to.
  /// - Returns: how far the bytes were decoded.
  /// - Throws: ``TextDecodingError`` with an offset in the bytes.
  static func decode(
    _ bytes: [UInt8], from start: Int, order: ByteOrder, isEnd: Bool, into utf8: inout [UInt8]
  ) throws(TextDecodingError) -> Int {
    var at = start
    while at + 1 < bytes.count {
      let first = unit(in: bytes, at: at, order: order)
      var scalar = UInt32(first)
      var length = 2
      if UTF16.isLeadSurrogate(first) {
        if at + 3 < bytes.count {
          let second = unit(in: bytes, at: at + 2, order: order)
          if UTF16.isTrailSurrogate(second) {
            scalar = 0x10000 + ((UInt32(first) & 0x3FF) << 10) + (UInt32(second) & 0x3FF)
            length = 4
          }
        } else if !isEnd {
          return at
        }
      }
      guard scalar != 0 else { throw TextDecodingError(offset: at, reason: .embeddedNUL) }
      guard let character = Unicode.Scalar(scalar) else {
        throw TextDecodingError(offset: at, reason: .unpairedSurrogate)
      }
      if character.isASCII {
        utf8.append(UInt8(truncatingIfNeeded: scalar))
      } else {
        utf8.append(contentsOf: UTF8.encode(character) ?? UTF8.encodedReplacementCharacter)
      }
      at += length
    }
    guard at == bytes.count || !isEnd else {
      let encoding = order == .littleEndian ? TextEncoding.utf16LittleEndian : .utf16BigEndian
      throw TextDecodingError(offset: at, reason: .malformed(encoding))
    }
    return at
  }

  private static func unit(in bytes: [UInt8], at offset: Int, order: ByteOrder) -> UInt16 {
    let first = UInt16(bytes[offset])
    let second = UInt16(bytes[offset + 1])
    return order == .littleEndian ? second << 8 | first : first << 8 | second
  }
}
