/// Spaces, comments, texts, names and symbols.
extension Lexer {
  mutating func lexSpaces(from start: Int) {
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: " ") {
        position += 1
      } else if byte > UInt8(ascii: " "), byte < 0x80 {
        break
      } else if let next = peek(), Self.isSpace(next) {
        _ = advance()
      } else {
        break
      }
    }
    append(.space, from: start)
  }

  mutating func lexComment(from start: Int) {
    while position < bytes.count, bytes[position] != UInt8(ascii: "\n") {
      let at = position
      let scalar = advance()
      if NameCharacters.isBidirectionalControl(scalar) {
        report(.hiddenCharacter(scalar), from: at)
      }
      skipIdeographs()
    }
    var end = position
    while end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    tokens.append(Token(kind: .comment, lower: start, upper: end))
    if end < position { append(.space, from: end) }
  }

  mutating func lexString(from start: Int, opening: Unicode.Scalar) {
    let isWide = opening == "“" || opening == "”"
    skipPlainText()
    while let next = peek(), next != "\n" {
      let at = position
      _ = advance()
      if NameCharacters.isBidirectionalControl(next) || NameCharacters.isInvisible(next) {
        report(.hiddenCharacter(next), from: at)
      } else if next == "\\" {
        if let escaped = peek(), escaped != "\n" { _ = advance() }
      } else if isWide ? next == "”" : next == "\"" || next == "＂" {
        append(.string, from: start)
        if opening == "”" || Self.closing(ofWrong: opening) != nil {
          report(.wrongOpeningQuote(opening), from: start)
        }
        return
      } else if Self.closing(ofWrong: opening) == next {
        append(.string, from: start)
        report(.wrongOpeningQuote(opening), from: start)
        return
      }
      skipPlainText()
    }
    append(.string, from: start)
    reportUnterminated(isWide: isWide, from: start)
  }

  /// What closes a mark that texts are put in elsewhere; nil for any other.
  private static func closing(ofWrong mark: Unicode.Scalar) -> Unicode.Scalar? {
    switch mark {
    case "「": "」"
    case "『": "』"
    case "《": "》"
    case "‘": "’"
    default: nil
    }
  }

  mutating func lexQuotedName(from start: Int) {
    while let next = peek(), next != "\n" {
      let at = position
      _ = advance()
      if next == "`" {
        append(.quotedName, from: start)
        return
      }
      if NameCharacters.isBidirectionalControl(next) || NameCharacters.isInvisible(next) {
        report(.hiddenCharacter(next), from: at)
      }
    }
    append(.quotedName, from: start)
    report(.unterminatedName(), from: start)
  }

  mutating func lexWord(from start: Int) {
    skipLetters()
    // Nothing else of ASCII belongs to a word.
    while position < bytes.count, bytes[position] >= 0x80, let next = peek() {
      if NameCharacters.isNameContinue(next) {
        _ = advance()
        skipLetters()
      } else if NameCharacters.isInvisible(next) || NameCharacters.isBidirectionalControl(next) {
        let at = position
        _ = advance()
        report(.hiddenCharacter(next), from: at)
        skipLetters()
      } else {
        break
      }
    }
    append(.word, from: start)
    if depth > 0, Self.isVerb(text(start)) {
      depth = 0
      intervals = []
      endStatementAtBridge()
    }
  }

  /// Takes back that an open bracket carried the statement over a line end.
  private mutating func endStatementAtBridge() {
    guard let bridge else { return }
    let lineEnd = tokens[bridge]
    tokens[bridge] = Token(kind: .newline, lower: lineEnd.lower, upper: lineEnd.upper)
    self.bridge = nil
  }

  /// Whether the innermost open bracket holds the two ends of an interval.
  var isInInterval: Bool { intervals.last ?? false }

  /// Whether a parenthesis here opens an interval: where a line or a grade begins, or after 属于.
  private var opensInterval: Bool {
    var words: [Token] = []
    for token in tokens.reversed() {
      if token.kind == .newline || words.count > 2 { break }
      if token.isSignificant { words.append(token) }
    }
    guard let last = words.first else { return true }
    guard last.kind == .word || last.kind == .quotedName else { return false }
    let word = String(decoding: bytes[last.lower..<last.upper], as: UTF8.self)
    if Keyword.in.chinese.contains(word) || Keyword.in.english.contains(word) { return true }
    return words.count <= 2 && Function(name: word) == nil
      && Phrases.meaning(of: word)?.phrases.isEmpty != false
  }

  mutating func lexSymbol(_ first: Symbol, from start: Int) {
    var symbol = first
    if let next = peek(), let second = Symbol.single(next), let pair = Symbol.pair(first, second) {
      _ = advance()
      symbol = pair
    }
    switch symbol {
    case .leftParenthesis, .leftBracket:
      depth += 1
      intervals.append(symbol == .leftBracket || opensInterval)
    case .rightParenthesis, .rightBracket:
      depth = max(0, depth - 1)
      _ = intervals.popLast()
      if depth == 0 { bridge = nil }
    default: break
    }
    append(.symbol(symbol), from: start)
    lastSymbol = symbol
  }
}
