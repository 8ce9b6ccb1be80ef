import ExactNumbers

/// Cuts a rule file into tokens that tile its bytes.
///
/// Lines are statements: the lexer decides where a statement ends. It goes on to the next line
/// while a bracket is open or when the line ends in an operator or a comma. An open bracket does
/// not carry past a scoring verb or a line that opens with a statement keyword, so that one
/// forgotten bracket spoils one line.
///
/// - Complexity: O(*n*) in the number of bytes.
struct Lexer {
  private let bytes: [UInt8]
  private let file: Int
  private var position = 0
  private var depth = 0
  private var tokens: [Token] = []
  private var diagnostics: [Diagnostic] = []
  private var lastSymbol: Symbol?
  private var lineHasTokens = false

  /// The first text at or after a line end that has been looked at.
  private var textStart = 0

  /// The tokens of a file and what was found wrong in its text.
  static func lex(_ source: SourceFile, file: Int) -> (tokens: [Token], diagnostics: [Diagnostic]) {
    var lexer = Lexer(source: source, file: file)
    lexer.run()
    return (lexer.tokens, lexer.diagnostics)
  }

  private init(source: SourceFile, file: Int) {
    bytes = source.bytes
    self.file = file
    tokens.reserveCapacity(bytes.count / 3)
  }

  private mutating func run() {
    while position < bytes.count { lexToken() }
    if lineHasTokens { append(.newline, from: position) }
  }

  private mutating func lexToken() {
    let start = position
    let scalar = advance()
    switch scalar {
    case "\n": lexLineEnd(from: start)
    case _ where Self.isSpace(scalar): lexSpaces(from: start)
    case "/" where peek() == "/", "／" where peek() == "／": lexComment(from: start)
    case "\"", "“", "”", "＂", "「", "『": lexString(from: start, opening: scalar)
    case "`": lexQuotedName(from: start)
    case "0"..."9", "０"..."９": lexNumber(from: start)
    default: lexOther(scalar, from: start)
    }
  }

  private mutating func lexOther(_ scalar: Unicode.Scalar, from start: Int) {
    if NameCharacters.isNameStart(scalar) {
      lexWord(from: start)
    } else if let symbol = Symbol.single(scalar) {
      lexSymbol(symbol, from: start)
    } else if scalar == "!", peek() == "=" {
      _ = advance()
      append(.symbol(.notEqual), from: start)
    } else {
      append(.unknown, from: start)
      if NameCharacters.isBidirectionalControl(scalar) || NameCharacters.isInvisible(scalar) {
        report(.hiddenCharacter(scalar), from: start)
      } else {
        report(.unexpectedCharacter(scalar), from: start)
      }
    }
  }

  // MARK: Lines

  private mutating func lexLineEnd(from start: Int) {
    if lineHasTokens, !continuesStatement() {
      append(.newline, from: start)
      depth = 0
      lineHasTokens = false
      lastSymbol = nil
    } else {
      append(.space, from: start)
    }
  }

  private mutating func continuesStatement() -> Bool {
    if let lastSymbol, lastSymbol.continuesLine { return !nextLineOpensStatement() }
    return depth > 0 && !nextLineOpensStatement()
  }

  /// Whether the next line that has text begins with a statement keyword, or is missing.
  private mutating func nextLineOpensStatement() -> Bool {
    // What was found empty once is not looked through again.
    textStart = max(textStart, position)
    while textStart < bytes.count {
      let (scalar, length) = decode(at: textStart)
      guard scalar == "\n" || Self.isSpace(scalar) else { break }
      textStart += length
    }
    guard textStart < bytes.count else { return true }
    var end = textStart
    while end < bytes.count, end - textStart <= Self.openingBytesMax {
      let (scalar, length) = decode(at: end)
      guard NameCharacters.isNameContinue(scalar) else { break }
      end += length
    }
    return Self.openingWords.contains(String(decoding: bytes[textStart..<end], as: UTF8.self))
  }

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case " ", "\t", "\r", "\u{3000}", "\u{A0}": true
    default: false
    }
  }

  static let openingWords: Set<String> = {
    var words: Set<String> = []
    for keyword in Keyword.lineOpeners {
      for phrase in keyword.chinese + keyword.english {
        if let first = phrase.split(separator: " ").first { words.insert(String(first)) }
      }
    }
    return words
  }()

  private static let openingBytesMax = openingWords.map(\.utf8.count).max() ?? 0

  static let verbWords: Set<String> = [
    "scores", "deducts", "adds", "得", "得满分", "不得分", "扣", "每满", "每满或不足", "按比例每",
  ]

  // MARK: Pieces

  private mutating func lexSpaces(from start: Int) {
    while let next = peek(), Self.isSpace(next) { _ = advance() }
    append(.space, from: start)
  }

  private mutating func lexComment(from start: Int) {
    while position < bytes.count, bytes[position] != UInt8(ascii: "\n") {
      let at = position
      let scalar = advance()
      if NameCharacters.isBidirectionalControl(scalar) {
        report(.hiddenCharacter(scalar), from: at)
      }
    }
    var end = position
    while end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    tokens.append(Token(kind: .comment, lower: start, upper: end))
    if end < position { append(.space, from: end) }
  }

  private mutating func lexString(from start: Int, opening: Unicode.Scalar) {
    let isWide = opening == "“" || opening == "”"
    while let next = peek(), next != "\n" {
      let at = position
      _ = advance()
      if NameCharacters.isBidirectionalControl(next) || NameCharacters.isInvisible(next) {
        report(.hiddenCharacter(next), from: at)
      } else if next == "\\" {
        if let escaped = peek(), escaped != "\n" { _ = advance() }
      } else if isWide ? next == "”" : next == "\"" || next == "＂" {
        append(.string, from: start)
        if opening == "”" || opening == "「" || opening == "『" {
          report(.wrongOpeningQuote(opening), from: start)
        }
        return
      } else if (opening == "「" && next == "」") || (opening == "『" && next == "』") {
        append(.string, from: start)
        report(.wrongOpeningQuote(opening), from: start)
        return
      }
    }
    append(.string, from: start)
    report(.unterminatedString(isWide: isWide), from: start)
  }

  private mutating func lexQuotedName(from start: Int) {
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

  private mutating func lexWord(from start: Int) {
    while let next = peek() {
      if NameCharacters.isNameContinue(next) {
        _ = advance()
      } else if NameCharacters.isInvisible(next) || NameCharacters.isBidirectionalControl(next) {
        let at = position
        _ = advance()
        report(.hiddenCharacter(next), from: at)
      } else {
        break
      }
    }
    append(.word, from: start)
    if depth > 0, Self.verbWords.contains(String(decoding: bytes[start..<position], as: UTF8.self))
    {
      depth = 0
    }
  }

  private mutating func lexSymbol(_ first: Symbol, from start: Int) {
    var symbol = first
    if let next = peek(), let second = Symbol.single(next), let pair = Symbol.pair(first, second) {
      _ = advance()
      symbol = pair
    }
    switch symbol {
    case .leftParenthesis, .leftBracket: depth += 1
    case .rightParenthesis, .rightBracket: depth = max(0, depth - 1)
    default: break
    }
    append(.symbol(symbol), from: start)
    lastSymbol = symbol
  }

  private mutating func lexNumber(from start: Int) {
    if let end = dateEnd(from: start) {
      position = end
      append(.date, from: start)
      if Date(text: asciiText(start..<end)) == nil { report(.noSuchDate(), from: start) }
      return
    }
    // Inside brackets a comma separates; outside it can only group digits.
    let end = depth > 0 ? numberEndBeforeComma(from: start) : bytes.count
    do {
      let readable = depth > 0 ? Array(bytes[start..<end]) : bytes
      let base = depth > 0 ? start : 0
      let number = try DecimalText.parsePrefix(readable, from: start - base, multipliers: false)
      position = number.end + base
      append(.number, from: start)
      if depth > 0, followsComma(start), hasLeadingZeros(start) {
        report(.ambiguousComma(), from: start)
      }
    } catch {
      skipNumber()
      append(.number, from: start)
      report(.malformedNumber(text(start), error.reason), from: start)
    }
  }

  private func numberEndBeforeComma(from start: Int) -> Int {
    var index = start
    while index < bytes.count {
      let (scalar, length) = decode(at: index)
      guard Self.isDigit(scalar) || ".．%％‰".unicodeScalars.contains(scalar) else { break }
      index += length
    }
    return index
  }

  private func followsComma(_ start: Int) -> Bool {
    tokens.count >= 2 && tokens[tokens.count - 2].kind == .symbol(.comma)
      && tokens[tokens.count - 2].upper == start
  }

  private func hasLeadingZeros(_ start: Int) -> Bool {
    bytes[start] == UInt8(ascii: "0") && position - start == 3
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
    ("0"..."9").contains(scalar) || ("０"..."９").contains(scalar)
  }

  /// Passes over what looks like a number, so that one mistake in it makes one finding.
  private mutating func skipNumber() {
    while let next = peek() {
      guard Self.isDigit(next) || ",，.．%％‰".unicodeScalars.contains(next) else { return }
      _ = advance()
    }
  }

  /// The end of a date that begins here, `2023-12-31` or `2023年12月31日`.
  private func dateEnd(from start: Int) -> Int? {
    var index = start
    func digits(_ count: ClosedRange<Int>) -> Bool {
      let first = index
      while index < bytes.count, index - first < count.upperBound,
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[index])
      {
        index += 1
      }
      return count.contains(index - first)
    }
    func mark(_ text: String) -> Bool {
      guard bytes[index...].starts(with: text.utf8) else { return false }
      index += text.utf8.count
      return true
    }
    guard digits(4...4) else { return nil }
    let afterYear = index
    if mark("-"), digits(2...2), mark("-"), digits(2...2) { return index }
    index = afterYear
    if mark("年"), digits(1...2), mark("月"), digits(1...2), mark("日") { return index }
    return nil
  }

  // MARK: Scalars

  private func peek() -> Unicode.Scalar? {
    guard position < bytes.count else { return nil }
    return decode(at: position).scalar
  }

  private mutating func advance() -> Unicode.Scalar {
    let (scalar, length) = decode(at: position)
    position += length
    return scalar
  }

  /// The scalar at an offset of text that is valid UTF-8; U+FFFD for anything else.
  private func decode(at offset: Int) -> (scalar: Unicode.Scalar, length: Int) {
    let first = bytes[offset]
    if first < 0x80 { return (Unicode.Scalar(first), 1) }
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    guard first >= 0xC0, offset + length <= bytes.count else { return ("\u{FFFD}", 1) }
    var value = UInt32(first) & (length == 4 ? 0x07 : length == 3 ? 0x0F : 0x1F)
    for index in 1..<length { value = value << 6 | UInt32(bytes[offset + index] & 0x3F) }
    guard let scalar = Unicode.Scalar(value) else { return ("\u{FFFD}", length) }
    return (scalar, length)
  }

  private mutating func append(_ kind: Token.Kind, from start: Int) {
    tokens.append(Token(kind: kind, lower: start, upper: position))
    switch kind {
    case .space, .comment, .newline, .unknown: break
    default:
      lineHasTokens = true
      lastSymbol = nil
    }
  }

  private func text(_ start: Int) -> String {
    String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private func asciiText(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  private mutating func report(_ finding: Finding, from start: Int) {
    diagnostics.add(finding, at: SourceRange(file: file, lower: start, upper: position))
  }
}
