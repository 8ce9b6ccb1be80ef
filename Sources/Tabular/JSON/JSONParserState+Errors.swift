/// What to say about a text that is not JSON.
extension JSONParserState {
  /// The error for whatever is next, where a given text was wanted, or any value if nil.
  func unexpected(wanting wanted: String?) -> JSONError {
    if let quote = misreadQuote() { return fullWidthQuote(quote) }
    guard at < end else {
      return JSONError(reason: .unexpectedEnd, range: end..<end, expected: wanted)
    }
    if let commentEnd = commentEnd() {
      return JSONError(reason: .comment, range: at..<commentEnd, expected: nil)
    }
    if peek("'") {
      return JSONError(reason: .singleQuote, range: at..<(at + 1), expected: "\"")
    }
    if let (character, ascii) = fullWidthPunctuation(at: at) {
      return JSONError(
        reason: .fullWidthPunctuation(character), range: at..<(at + 3), expected: ascii)
    }
    if wanted == nil, peek("+") || peek("."), at + 1 < end, Self.isNumberLike(bytes[at + 1]) {
      return malformedNumber(from: at)
    }
    let range = at..<wordEnd()
    return JSONError(
      reason: .unexpectedCharacter, range: range, expected: wanted ?? literalMeant(by: range))
  }

  /// The error when neither a comma nor the closing bracket follows a value.
  func missingSeparator(
    after valueEnd: Int, before bracket: String, ifNextIsValue nextIsValue: Bool
  ) -> JSONError {
    if nextIsValue {
      return JSONError(reason: .missingComma, range: valueEnd..<valueEnd, expected: ",")
    }
    let nextIsBracket = at == end || peek("]") || peek("}")
    return unexpected(wanting: nextIsBracket ? bracket : ",")
  }

  func trailingComma(at comma: Int, before bracket: String) -> JSONError {
    JSONError(reason: .trailingComma, range: comma..<(comma + 1), expected: bracket)
  }

  /// The error for what follows the value of the text.
  func trailingText() -> JSONError {
    if let quote = misreadQuote() { return fullWidthQuote(quote) }
    if let commentEnd = commentEnd() {
      return JSONError(reason: .comment, range: at..<commentEnd, expected: nil)
    }
    var lineEnd = self.lineEnd()
    while lineEnd > at + 1, bytes[lineEnd - 1] == 0x20 || bytes[lineEnd - 1] == 0x09 {
      lineEnd -= 1
    }
    return JSONError(reason: .trailingText, range: at..<lineEnd, expected: nil)
  }

  /// The error for a string that has not ended where its line or the text does.
  func unterminatedString(from start: Int) -> JSONError {
    if let quote = quoteInLastString { return fullWidthQuote(quote) }
    return JSONError(reason: .malformedString, range: start..<lineEnd(), expected: "\"")
  }

  func controlCharacter() -> JSONError {
    let escape = JSONItem.escape(of: bytes[at])
    return JSONError(reason: .controlCharacter, range: at..<(at + 1), expected: escape)
  }

  func malformedNumber(from start: Int) -> JSONError {
    var next = start
    while next < end, Self.isNumberLike(bytes[next]) { next += 1 }
    return JSONError(reason: .malformedNumber, range: start..<next, expected: nil)
  }

  /// The full-width quote that was meant to end the string just read, if there was one.
  ///
  /// Then that string ran on to the opening quote of the next, and a word follows at once.
  private func misreadQuote() -> Range<Int>? {
    guard let quote = quoteInLastString, at < end, bytes[at - 1] == UInt8(ascii: "\""),
      peek("\"") || Self.isWordLike(bytes[at]), fullWidthPunctuation(at: at) == nil
    else { return nil }
    return quote
  }

  private func fullWidthQuote(_ quote: Range<Int>) -> JSONError {
    let character = String(decoding: bytes[quote], as: UTF8.self)
    return JSONError(reason: .fullWidthPunctuation(character), range: quote, expected: "\"")
  }

  /// The offset after the comment that is next, if one is.
  private func commentEnd() -> Int? {
    if peek("#") { return lineEnd() }
    guard peek("/"), at + 1 < end else { return nil }
    if bytes[at + 1] == UInt8(ascii: "/") { return lineEnd() }
    guard bytes[at + 1] == UInt8(ascii: "*") else { return nil }
    var next = at + 2
    while next + 1 < end {
      if bytes[next] == UInt8(ascii: "*"), bytes[next + 1] == UInt8(ascii: "/") { return next + 2 }
      next += 1
    }
    return end
  }

  /// The end of the line that the next byte is on, within the text.
  private func lineEnd() -> Int {
    bytes[at..<end].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? end
  }

  /// The end of the word that is next, or of the one character if it is none.
  private func wordEnd() -> Int {
    var next = at
    while next < end, Self.isWordLike(bytes[next]), fullWidthPunctuation(at: next) == nil {
      next += 1
    }
    return next > at ? next : characterEnd(at: at)
  }

  /// The end of the character that begins at an offset.
  func characterEnd(at offset: Int) -> Int {
    guard offset < end else { return end }
    return min(end, offset + max(1, UTF8Validation.characterLength(in: bytes, at: offset)))
  }

  /// The literal that a word of another language or spelling stands for.
  private func literalMeant(by range: Range<Int>) -> String? {
    guard range.count <= 9 else { return nil }
    switch String(decoding: bytes[range], as: UTF8.self).lowercased() {
    case "true", "yes", "是": return "true"
    case "false", "no", "否": return "false"
    case "null", "nil", "none", "nan", "undefined", "无", "空": return "null"
    default: return nil
    }
  }

  /// The full-width punctuation mark at an offset and the ASCII one it was typed for.
  ///
  /// All of these take three bytes.
  func fullWidthPunctuation(at offset: Int) -> (character: String, ascii: String)? {
    guard offset + 3 <= end, bytes[offset] >= 0xE2, bytes[offset] <= 0xEF else { return nil }
    let ascii: String
    switch (bytes[offset], bytes[offset + 1], bytes[offset + 2]) {
    case (0xE2, 0x80, 0x98...0x9F): ascii = "\""  // ‘ ’ ‚ ‛ “ ” „ ‟
    case (0xE3, 0x80, 0x8C...0x8F): ascii = "\""  // 「 」 『 』
    case (0xEF, 0xBC, 0x82), (0xEF, 0xBC, 0x87): ascii = "\""  // ＂ ＇
    case (0xEF, 0xBC, 0x9A): ascii = ":"  // ：
    case (0xEF, 0xBC, 0x8C), (0xE3, 0x80, 0x81), (0xEF, 0xBC, 0x9B): ascii = ","  // ， 、 ；
    case (0xEF, 0xBD, 0x9B): ascii = "{"  // ｛
    case (0xEF, 0xBD, 0x9D): ascii = "}"  // ｝
    case (0xEF, 0xBC, 0xBB), (0xE3, 0x80, 0x90): ascii = "["  // ［ 【
    case (0xEF, 0xBC, 0xBD), (0xE3, 0x80, 0x91): ascii = "]"  // ］ 】
    case (0xE3, 0x80, 0x80): ascii = " "  // the ideographic space
    case (0xEF, 0xBC, 0x8D): ascii = "-"  // －
    case (0xEF, 0xBC, 0x8E): ascii = "."  // ．
    default: return nil
    }
    return (String(decoding: bytes[offset..<(offset + 3)], as: UTF8.self), ascii)
  }
}
