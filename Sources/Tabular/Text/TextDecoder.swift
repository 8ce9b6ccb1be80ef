/// Turns the bytes of a file into UTF-8, whichever of four encodings they are in.
///
/// The encoding is decided in this order, and the first that applies is final:
///
/// 1. a byte-order mark of UTF-8, UTF-16 or GB 18030 (one of UTF-32 is refused);
/// 2. NUL bytes where UTF-16 keeps the high half of ASCII characters: UTF-16 without a mark;
/// 3. valid UTF-8;
/// 4. GB 18030, unless nearly all of the bytes that are not ASCII form UTF-8 characters.
///
/// The exception in the last step keeps a UTF-8 file with one damaged byte from being
/// taken for GB 18030, in which most of its bytes would also mean something.
public enum TextDecoder {
  /// The most bytes that are decoded: one gibibyte.
  public static let sizeBytesMax = 1 << 30

  /// How many bytes the search for NUL bytes looks at.
  static let sampleBytes = 4096

  /// The text that bytes stand for, in UTF-8.
  ///
  /// Valid UTF-8 without a byte-order mark is returned without a copy.
  ///
  /// - Parameter bytes: the whole of a file.
  /// - Returns: the text and the encoding that was found.
  /// - Throws: ``TextDecodingError`` with the offset of the first byte that is wrong.
  /// - Complexity: O(*n*) in the number of bytes.
  public static func decode(_ bytes: [UInt8]) throws(TextDecodingError) -> DecodedText {
    try decode(bytes, sizeBytesMax: sizeBytesMax)
  }

  /// The same with a limit that tests can reach.
  static func decode(
    _ bytes: [UInt8], sizeBytesMax: Int
  ) throws(TextDecodingError) -> DecodedText {
    guard bytes.count <= sizeBytesMax else {
      throw TextDecodingError(offset: sizeBytesMax, reason: .tooLarge)
    }
    if let (encoding, markBytes) = try byteOrderMark(of: bytes) {
      let utf8 = try decode(bytes, as: encoding, from: markBytes)
      return DecodedText(utf8: utf8, encoding: encoding, hadByteOrderMark: true)
    }
    let encoding = try encodingWithoutMark(of: bytes)
    let utf8 = try decode(bytes, as: encoding, from: 0)
    return DecodedText(utf8: utf8, encoding: encoding, hadByteOrderMark: false)
  }

  private static func decode(
    _ bytes: [UInt8], as encoding: TextEncoding, from start: Int
  ) throws(TextDecodingError) -> [UInt8] {
    switch encoding {
    case .utf8:
      if let offset = UTF8Validation.firstMalformed(in: bytes) {
        throw TextDecodingError(offset: offset, reason: .malformed(.utf8))
      }
      try refuseNUL(in: bytes)
      return start == 0 ? bytes : Array(bytes[start...])
    case .utf16LittleEndian:
      return try UTF16Decoding.utf8(from: bytes, start: start, order: .littleEndian)
    case .utf16BigEndian:
      return try UTF16Decoding.utf8(from: bytes, start: start, order: .bigEndian)
    case .gb18030:
      try refuseNUL(in: bytes)
      return try GB18030Decoding.utf8(from: bytes, start: start)
    }
  }

  /// No byte of a UTF-8 or GB 18030 character is zero, so that a zero byte is U+0000.
  private static func refuseNUL(in bytes: [UInt8]) throws(TextDecodingError) {
    if let offset = bytes.firstIndex(of: 0) {
      throw TextDecodingError(offset: offset, reason: .embeddedNUL)
    }
  }

  static func byteOrderMark(
    of bytes: [UInt8]
  ) throws(TextDecodingError) -> (TextEncoding, bytes: Int)? {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
    if bytes.starts(with: [0xFF, 0xFE, 0, 0]) || bytes.starts(with: [0, 0, 0xFE, 0xFF]) {
      throw TextDecodingError(offset: 0, reason: .unknownEncoding)
    }
    if bytes.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
    if bytes.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
    if bytes.starts(with: [0x84, 0x31, 0x95, 0x33]) { return (.gb18030, 4) }
    return nil
  }

  private static func encodingWithoutMark(
    of bytes: [UInt8]
  ) throws(TextDecodingError) -> TextEncoding {
    if let order = UTF16Decoding.byteOrder(ofSample: bytes.prefix(sampleBytes)) {
      return order == .littleEndian ? .utf16LittleEndian : .utf16BigEndian
    }
    guard let offset = UTF8Validation.firstMalformed(in: bytes) else { return .utf8 }
    if UTF8Validation.isMostlyUTF8(bytes) {
      throw TextDecodingError(offset: offset, reason: .malformed(.utf8))
    }
    return .gb18030
  }
}
