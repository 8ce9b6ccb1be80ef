/// Text in which what cannot be seen is written out: `\u{200B}` for a scalar, `\xCA` for a byte.
enum EscapedText {
  /// The bytes that an escaped text stands for.
  static func bytes(of text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = text[...]
    while let scalar = rest.unicodeScalars.first {
      if rest.hasPrefix("\\x"), let byte = UInt8(rest.dropFirst(2).prefix(2), radix: 16) {
        bytes.append(byte)
        rest = rest.dropFirst(4)
      } else if rest.hasPrefix("\\u{"), let end = rest.firstIndex(of: "}"),
        let value = UInt32(rest.dropFirst(3).prefix(upTo: end), radix: 16),
        let hidden = Unicode.Scalar(value)
      {
        bytes += Array(String(hidden).utf8)
        rest = rest[rest.index(after: end)...]
      } else {
        bytes += Array(String(scalar).utf8)
        rest = Substring(rest.unicodeScalars.dropFirst())
      }
    }
    return bytes
  }

  /// A text with what cannot be seen in it written out.
  static func of(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned:
        result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
