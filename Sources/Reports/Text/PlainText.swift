import RuleLang

/// Text from rules and data, made fit to be drawn on one line of a terminal.
///
/// Data may hold anything, escape sequences too. What controls a terminal or cannot be seen is
/// drawn as an escape such as `\u{1B}`; line breaks and tabs become spaces.
enum PlainText {
  static func of(_ text: String) -> String {
    if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return text }
    var plain = String.UnicodeScalarView()
    var isAfterBreak = false
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n", "\r", "\t", "\u{2028}", "\u{2029}":
        if !isAfterBreak { plain.append(" ") }
        isAfterBreak = true
      case _ where isHidden(scalar):
        let digits = String(scalar.value, radix: 16, uppercase: true)
        plain.append(contentsOf: "\\u{\(digits)}".unicodeScalars)
        isAfterBreak = false
      default:
        plain.append(scalar)
        isAfterBreak = false
      }
    }
    return String(plain)
  }

  private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.generalCategory == .control
      || NameCharacters.isBidirectionalControl(scalar) || NameCharacters.isInvisible(scalar)
  }
}
