/// The encodings in which data files arrive.
public enum TextEncoding: String, Sendable, CaseIterable {
  /// UTF-8 (RFC 3629).
  case utf8 = "UTF-8"
  /// UTF-16, low byte first (RFC 2781): what Windows programs call "Unicode".
  case utf16LittleEndian = "UTF-16LE"
  /// UTF-16, high byte first (RFC 2781).
  case utf16BigEndian = "UTF-16BE"
  /// GB 18030, which contains GBK and GB 2312: what Chinese Windows programs call "ANSI".
  case gb18030 = "GB18030"
}

/// Why the bytes of a file are not text, and where.
public struct TextDecodingError: Error, Equatable, Sendable {
  /// The first byte that is wrong, as an offset in the bytes as given.
  public let offset: Int

  /// What is wrong there.
  public let reason: Reason

  /// The ways in which bytes fail to be text.
  public enum Reason: Equatable, Sendable {
    /// The bytes are in an encoding that is not read here, such as UTF-32.
    case unknownEncoding
    /// The bytes break the rules of the encoding that the rest of them follow.
    case malformed(TextEncoding)
    /// One half of a UTF-16 surrogate pair stands without the other.
    case unpairedSurrogate
    /// The text holds U+0000, as binary files do and text files do not.
    case embeddedNUL
    /// There are more than ``TextDecoder/sizeBytesMax`` bytes; the offset is that limit.
    case tooLarge
  }
}

/// A text in UTF-8 with the encoding it came from, as made by ``TextDecoder``.
public struct DecodedText: Sendable {
  /// The text: valid UTF-8, without a byte-order mark, without U+0000.
  public let utf8: [UInt8]

  /// The encoding of the bytes as given.
  public let encoding: TextEncoding

  /// Whether the bytes as given began with a byte-order mark.
  public let hadByteOrderMark: Bool
}
