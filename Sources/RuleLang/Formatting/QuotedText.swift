/// How a text is written between quotes.
enum QuotedText {
  /// A text in the quotes of a vocabulary, or in the other ones where that saves a backslash.
  static func written(_ text: String, in language: Language) -> String {
    let hasWide = text.unicodeScalars.contains { $0 == "“" || $0 == "”" }
    let hasNarrow = text.unicodeScalars.contains { $0 == "\"" || $0 == "＂" }
    let isWide = language == .zh ? !hasWide || hasNarrow : hasNarrow && !hasWide
    return isWide
      ? quoted(text, opening: "“", closing: "”", escaped: ["”"])
      : quoted(text, opening: "\"", closing: "\"", escaped: ["\"", "＂"])
  }

  private static func quoted(
    _ text: String, opening: Unicode.Scalar, closing: Unicode.Scalar, escaped: [Unicode.Scalar]
  ) -> String {
    guard text.unicodeScalars.contains(where: { $0 == "\\" || escaped.contains($0) }) else {
      return String(opening) + text + String(closing)
    }
    var result = String.UnicodeScalarView([opening])
    for scalar in text.unicodeScalars {
      if scalar == "\\" || escaped.contains(scalar) { result.append("\\") }
      result.append(scalar)
    }
    result.append(closing)
    return String(result)
  }
}
