/// A JSON value to be written.
///
/// It has no places and keeps the order of members as given; repeated names are written as
/// often as they are given.
public indirect enum JSONItem: Sendable {
  /// The literal `null`.
  case null
  /// The literal `true` or `false`.
  case boolean(Bool)
  /// A whole number.
  case integer(Int)
  /// A number as text, written as it is if it follows the JSON grammar, else as a string.
  case number(String)
  /// A string, of which only what must be escaped is escaped.
  case string(String)
  /// An array.
  case array([JSONItem])
  /// An object: its names and values in the order in which they are written.
  case object([(String, JSONItem)])

  /// The widest line, in Unicode scalars, on which an array or object is kept whole.
  public static let columnsMax = 100

  /// The JSON text of the value (RFC 8259), without a line ending after it.
  ///
  /// Strings escape `"`, `\` and control characters; all else is written as it is.
  ///
  /// - Parameter indented: true to write members and elements on lines of their own, two
  ///   spaces deeper, unless the whole of an array or object fits on its line in
  ///   ``columnsMax`` columns; false to write no space at all.
  /// - Returns: the text, equal for equal values.
  /// - Complexity: O(*n*) in the length of the text. Writing does not recurse.
  public func text(indented: Bool) -> String {
    var writer = JSONWriter()
    writer.write(self, layout: indented ? .indented : .compact)
    return writer.text
  }

  /// The indented text of a value that stands inside others, as a long text is written in parts.
  ///
  /// - Parameter depth: how many arrays and objects it stands in; the first line is not indented.
  /// - Returns: the text, without a line ending after it.
  public func text(atDepth depth: Int) -> String {
    var writer = JSONWriter()
    writer.write(self, layout: .indented, depth: depth)
    return writer.text
  }

  /// The escape of a byte that may not stand in a string as it is, or nil.
  static func escape(of byte: UInt8) -> String? {
    switch byte {
    case UInt8(ascii: "\""): return "\\\""
    case UInt8(ascii: "\\"): return "\\\\"
    case 0x08: return "\\b"
    case 0x09: return "\\t"
    case 0x0A: return "\\n"
    case 0x0C: return "\\f"
    case 0x0D: return "\\r"
    case 0x00..<0x20:
      let digits = String(byte, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: return nil
    }
  }
}
