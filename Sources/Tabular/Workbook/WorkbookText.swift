/// Text as it stands in the parts of a workbook.
public enum WorkbookText {
  /// The most characters of a cell, as the programs count them: in units of UTF-16.
  public static let cellUnitsMax = 32_767

  /// A text in pieces that each have room in a cell.
  public static func pieces(of text: String, units: Int) -> [String] {
    guard text.utf16.count > units else { return [text] }
    var pieces: [String] = []
    var piece = ""
    var count = 0
    for scalar in text.unicodeScalars {
      let added = scalar.value > 0xFFFF ? 2 : 1
      if count + added > units {
        pieces.append(piece)
        (piece, count) = ("", 0)
      }
      piece.unicodeScalars.append(scalar)
      count += added
    }
    return pieces + [piece]
  }

  /// A text between tags or in an attribute.
  ///
  /// What XML has no way to write, such as a control character, is written as the format has it
  /// (ECMA-376 part 1, 22.9.2.19): `_x0007_`, and a text that looks like that as `_x005F_x0007_`.
  public static func escaped(_ text: String) -> String {
    if text.utf8.allSatisfy({ isPlain($0) }), text.unicodeScalars.allSatisfy({ $0.value < 0xFFFE })
    {
      return text
    }
    var escaped = ""
    let scalars = Array(text.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "\t", "\n": escaped.unicodeScalars.append(scalar)
      case "_" where code(scalars, at: index) != nil: escaped += "_x005F_"
      case "\0"..<" ", "\u{7F}"..."\u{9F}", "\u{FFFE}"..."\u{FFFF}":
        let digits = String(scalar.value, radix: 16, uppercase: true)
        escaped += "_x" + String(repeating: "0", count: 4 - digits.utf8.count) + digits + "_"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x26, 0x3C, 0x3E, 0x22, 0x5F, ..<0x20, 0x7F, 0xC2: false
    default: true
    }
  }

  /// A text with characters that were written by their numbers.
  static func unescaped(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "_")) else { return text }
    let scalars = Array(text.unicodeScalars)
    var plain = ""
    var at = 0
    while at < scalars.count {
      if let code = code(scalars, at: at), let scalar = Unicode.Scalar(code) {
        plain.unicodeScalars.append(scalar)
        at += 7
      } else {
        plain.unicodeScalars.append(scalars[at])
        at += 1
      }
    }
    return plain
  }

  /// The number in `_x0007_`, where that stands at a place.
  private static func code(_ scalars: [Unicode.Scalar], at start: Int) -> UInt32? {
    guard start + 7 <= scalars.count, scalars[start] == "_", scalars[start + 1] == "x",
      scalars[start + 6] == "_"
    else { return nil }
    let digits = scalars[(start + 2)..<(start + 6)]
    guard digits.allSatisfy({ $0.properties.isASCIIHexDigit }) else { return nil }
    return UInt32(String(String.UnicodeScalarView(digits)), radix: 16)
  }
}
