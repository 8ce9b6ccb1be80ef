/// Reads JSON as RFC 8259 defines it and nothing more, keeping the place of every value.
///
/// Numbers stay text, and repeated names of an object are all kept, because what they mean is
/// for the reader of the data to say. The bytes need not be valid UTF-8: where they are not,
/// they are an error like any other.
public enum JSONParser {
  /// How deep arrays and objects nest at most; a lone array has depth 1.
  public static let depthMax = 64

  /// The most values that one text holds, nested ones included.
  public static let valueCountMax = 50_000_000

  /// The value that a text holds.
  ///
  /// - Parameters:
  ///   - utf8: the text, without a byte-order mark, as ``TextDecoder`` gives it.
  ///   - range: the part to read, such as one of JSON lines; all of it if nil. Parts outside
  ///     the text are ignored. Offsets in the result count from the start of the text.
  /// - Returns: the one value of the text.
  /// - Throws: ``JSONError``, for the first thing that is wrong.
  /// - Complexity: O(*n*) in the number of bytes.
  public static func parse(
    _ utf8: [UInt8], range: Range<Int>? = nil
  ) throws(JSONError) -> JSONNode {
    try parse(utf8, range: range, valueCountMax: valueCountMax)
  }

  /// The same with a limit that tests can reach.
  static func parse(
    _ utf8: [UInt8], range: Range<Int>?, valueCountMax: Int
  ) throws(JSONError) -> JSONNode {
    let whole = 0..<utf8.count
    var state = JSONParserState(
      utf8, range: range?.clamped(to: whole) ?? whole, valuesLeft: valueCountMax)
    return try state.parseText()
  }
}
