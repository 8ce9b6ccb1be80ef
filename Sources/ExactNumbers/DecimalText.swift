/// Why a text is not a number, and where.
public struct DecimalTextError: Error, Equatable, Sendable {
  /// What is wrong with the text.
  public enum Reason: Sendable {
    /// There is no text.
    case empty
    /// The text does not start with a number.
    case noDigits
    /// A separator is not between a group of one to three digits and groups of exactly three.
    case misplacedSeparator
    /// A point is not between digits, or is a second one.
    case misplacedPoint
    /// There are more than `DecimalText.digitCountMax` digits.
    case tooManyDigits
    /// The exponent is above `DecimalText.exponentMax` or below its negative.
    case exponentTooLarge
    /// Something follows the number.
    case trailingText
  }

  /// What is wrong with the text.
  public let reason: Reason

  /// The UTF-8 offset of the byte at fault, from the start of the bytes given.
  public let offset: Int

  /// Makes an error of its two parts.
  public init(reason: Reason, offset: Int) {
    self.reason = reason
    self.offset = offset
  }
}

/// Numbers as people write them, in English and in Chinese.
///
/// ```
/// number     = sign? digits (separator digit{3})* (point digits)? exponent? multiplier? percent?
/// sign       = "+" | "-" | "−" | "－" | "＋"
/// digits     = one or more of "0"..."9" and "０"..."９"
/// separator  = "," | "，"
/// point      = "." | "．"
/// exponent   = ("e" | "E") ("+" | "-")? one or more of "0"..."9"
/// multiplier = "万" | "亿" | "万亿"
/// percent    = "%" | "％" | "‰"
/// ```
///
/// With separators the first group has one to three digits. A separator that no digit, separator or
/// point follows is not part of the number, so that `1, 2` starts with 1.
public enum DecimalText {
  /// The greatest number of digits in one number, before and after the point together.
  public static let digitCountMax = 1000

  /// The greatest exponent, and the greatest size of a negative one.
  public static let exponentMax = 1000

  /// Whether a number was written as a share, and of what.
  public enum Form: Sendable, Hashable {
    /// Neither percent nor permille.
    case plain
    /// Followed by `%`.
    case percent
    /// Followed by `‰`.
    case permille
  }

  /// A number found at the start of a text.
  public struct Prefix: Sendable, Hashable {
    /// The number meant: `90%` is 9/10 and `1.5万` is 15000.
    public let value: Rational

    /// Whether it was written as a share.
    public let form: Form

    /// The number of digits after the point, as written.
    public let fractionDigits: Int

    /// The offset just after the number, in the bytes given.
    public let end: Int

    /// Whether it was written with separators.
    public let hasGrouping: Bool

    /// Whether it was written with 万, 亿 or 万亿.
    public let hasMultiplier: Bool
  }

  /// Reads the longest number at the start of a text; other text after it is no error.
  ///
  /// - Parameters:
  ///   - utf8: The text.
  ///   - start: Where the number starts.
  ///   - multipliers: Whether 万, 亿 and 万亿 belong to the number.
  ///   - exponents: Whether `e` and an exponent belong to the number.
  /// - Returns: The number, and where it ends.
  /// - Throws: If there is no number, or one that is badly written.
  /// - Complexity: linear in the length of the number up to 18 digits, then quadratic up to
  ///   `digitCountMax`.
  public static func parsePrefix(
    _ utf8: [UInt8], from start: Int = 0, multipliers: Bool = true, exponents: Bool = false
  ) throws(DecimalTextError) -> Prefix {
    guard utf8.indices.contains(start) else {
      throw DecimalTextError(reason: .empty, offset: start < 0 ? 0 : utf8.count)
    }
    if let plain = DecimalTextReader.plainNumber(utf8, from: start) { return plain }
    var reader = DecimalTextReader(bytes: utf8, offset: start)
    return try reader.read(multipliers: multipliers, exponents: exponents)
  }

  /// Reads a text that is one number and nothing else but surrounding spaces.
  ///
  /// Spaces are U+0020, U+0009, U+00A0 and U+3000.
  ///
  /// - Parameters:
  ///   - text: The text.
  ///   - multipliers: Whether 万, 亿 and 万亿 belong to the number.
  ///   - exponents: Whether `e` and an exponent belong to the number.
  /// - Returns: The number, with percent and multiplier applied.
  /// - Throws: If the text is not one number; offsets count from the start of the text.
  public static func parse(
    _ text: String, multipliers: Bool = true, exponents: Bool = false
  ) throws(DecimalTextError) -> Rational {
    let utf8 = Array(text.utf8)
    let start = offsetAfterSpaces(utf8, from: 0)
    let prefix = try parsePrefix(utf8, from: start, multipliers: multipliers, exponents: exponents)
    guard offsetAfterSpaces(utf8, from: prefix.end) == utf8.count else {
      throw DecimalTextError(reason: .trailingText, offset: prefix.end)
    }
    return prefix.value
  }

  private static func offsetAfterSpaces(_ utf8: [UInt8], from start: Int) -> Int {
    var offset = start
    while offset < utf8.count {
      switch utf8[offset] {
      case 0x20, 0x09: offset += 1
      case 0xC2 where utf8[offset...].starts(with: [0xC2, 0xA0]): offset += 2
      case 0xE3 where utf8[offset...].starts(with: [0xE3, 0x80, 0x80]): offset += 3
      default: return offset
      }
    }
    return offset
  }
}
