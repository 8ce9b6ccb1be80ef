import ExactNumbers

/// Cuts a rule file into tokens that tile its bytes.
///
/// Lines are statements: the lexer decides where a statement ends. It goes on to the next line
/// while a bracket is open or when the line ends in an operator or a comma. An open bracket does
/// not carry past a scoring verb or a line that opens with a statement keyword: the line of the
/// verb, or of the keyword, is a statement of its own, so that one forgotten bracket spoils one
/// line. Nor does an operator carry on to a line that begins with a comparison, which is a band.
///
/// - Complexity: O(*n*) in the number of bytes.
struct Lexer {
  let bytes: [UInt8]
  let file: Int
  var position = 0
  var depth = 0
  /// For each open bracket, whether it opens an interval.
  var intervals: [Bool] = []
  var tokens: [Token] = []
  private var diagnostics: [Diagnostic] = []
  var lastSymbol: Symbol?
  private var lineHasTokens = false

  /// The last line end in this statement that an open bracket carried it over.
  var bridge: Int?

  /// The first text at or after a line end that has been looked at.
  private var textStart = 0

  /// What closes the character that was last found not to be used in rules.
  private var closingMark: Unicode.Scalar?

  /// How many findings there were before this line.
  private var firstFindingOfRow = 0

  /// The tokens of a file and what was found wrong in its text.
  static func lex(_ source: SourceFile, file: Int) -> (tokens: [Token], diagnostics: [Diagnostic]) {
    var lexer = Lexer(source: source, file: file)
    lexer.run()
    return (lexer.tokens, lexer.diagnostics)
  }

  /// The same of a part of a file, as if nothing stood around it.
  static func lex(
    _ source: SourceFile, file: Int, within range: Range<Int>
  ) -> (tokens: [Token], diagnostics: [Diagnostic]) {
    var lexer = Lexer(source: source, file: file, within: range)
    lexer.run()
    return (lexer.tokens, lexer.diagnostics)
  }

  private init(source: SourceFile, file: Int, within range: Range<Int>) {
    bytes = Array(source.bytes[..<range.upperBound])
    position = range.lowerBound
    self.file = file
  }

  private init(source: SourceFile, file: Int) {
    bytes = source.bytes
    self.file = file
    tokens.reserveCapacity(bytes.count / 2)
  }

  private mutating func run() {
    while position < bytes.count { lexToken() }
    if lineHasTokens { append(.newline, from: position) }
  }

  private mutating func lexToken() {
    let start = position
    let scalar = advance()
    switch scalar {
    // What there is most of comes first.
    case " ": lexSpaces(from: start)
    case "a"..."z": lexWord(from: start)
    case "\n": lexLineEnd(from: start)
    case _ where Self.isSpace(scalar): lexSpaces(from: start)
    case "/" where peek() == "/", "／" where peek() == "／": lexComment(from: start)
    case "\"", "“", "”", "＂", "「", "『", "《", "‘": lexString(from: start, opening: scalar)
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
    } else if scalar == "!" || scalar == "！", peek() == "=" || peek() == "＝" {
      _ = advance()
      append(.symbol(.notEqual), from: start)
    } else {
      append(.unknown, from: start)
      if NameCharacters.isBidirectionalControl(scalar) || NameCharacters.isInvisible(scalar) {
        report(.hiddenCharacter(scalar), from: start)
      } else if scalar == closingMark {
        closingMark = nil
      } else {
        report(.unexpectedCharacter(scalar), from: start)
        closingMark = Self.closingMarks[scalar]
      }
    }
  }

  /// Characters that are not used in rules and come in pairs; a pair is one mistake.
  private static let closingMarks: [Unicode.Scalar: Unicode.Scalar] = [
    "〈": "〉", "【": "】", "〔": "〕", "{": "}", "｛": "｝", "'": "'",
  ]

  // MARK: Lines

  private mutating func lexLineEnd(from start: Int) {
    closingMark = nil
    firstFindingOfRow = diagnostics.count
    if lineHasTokens, !continuesStatement() {
      append(.newline, from: start)
      depth = 0
      intervals = []
      lineHasTokens = false
      lastSymbol = nil
      bridge = nil
    } else {
      if lineHasTokens, depth > 0 { bridge = tokens.count }
      append(.space, from: start)
    }
  }

  private mutating func continuesStatement() -> Bool {
    let isAfterOperator = lastSymbol?.continuesLine ?? false
    guard isAfterOperator || depth > 0, !nextLineOpensStatement() else { return false }
    return !isAfterOperator || !nextLineBeginsWithComparison
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
    while end < bytes.count, end - textStart <= Phrases.openingBytesMax {
      let (scalar, length) = decode(at: end)
      guard NameCharacters.isNameContinue(scalar) else { break }
      end += length
    }
    let word = String(decoding: bytes[textStart..<end], as: UTF8.self)
    return Phrases.meaning(of: word)?.opensLine == true || isField(from: textStart)
  }

  /// Whether the text from a place on is a name, a colon and a type, which only a fact is.
  private func isField(from start: Int) -> Bool {
    var place = start
    func pass(_ belongs: (Unicode.Scalar) -> Bool) -> Range<Int> {
      let first = place
      while place < bytes.count, place - first <= Self.fieldBytesMax {
        let (scalar, length) = decode(at: place)
        guard belongs(scalar) else { break }
        place += length
      }
      return first..<place
    }
    if place < bytes.count, bytes[place] == UInt8(ascii: "`") {
      place += 1
      _ = pass { $0 != "`" && $0 != "\n" }
      place += 1
    } else if pass(NameCharacters.isNameContinue).isEmpty {
      return false
    }
    _ = pass(Self.isSpace)
    let colon = pass { $0 == ":" || $0 == "：" }
    _ = pass(Self.isSpace)
    let word = pass(NameCharacters.isNameContinue)
    return !colon.isEmpty && !word.isEmpty
      && Self.typeWords.contains(
        NormalizedText(String(decoding: bytes[word], as: UTF8.self)))
  }

  /// A bound on the look ahead, so that it takes no time.
  private static let fieldBytesMax = 512

  /// The first words of types, but for the answer that one begins with.
  private static let typeWords: Set<NormalizedText> = {
    var words: Set<NormalizedText> = []
    for keyword in Keyword.types {
      for phrase in keyword.chinese + keyword.english {
        words.insert(NormalizedText(Keyword.firstWord(of: phrase)))
      }
    }
    words.remove("yes")
    return words
  }()

  /// Whether the text that was just looked at is a comparison, as a band begins with.
  private var nextLineBeginsWithComparison: Bool {
    let (scalar, _) = decode(at: textStart)
    return switch Symbol.single(scalar) {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: true
    default: false
    }
  }

  static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case " ", "\t", "\r", "\u{3000}", "\u{A0}": true
    default: false
    }
  }

  static func isVerb(_ word: String) -> Bool {
    switch NormalizedText(word) {
    case "scores", "deducts", "adds", "得", "得满分", "不得分", "扣", "每满", "每满或不足", "按比例每": true
    default: false
    }
  }

  // MARK: Scalars

  func peek() -> Unicode.Scalar? {
    guard position < bytes.count else { return nil }
    return decode(at: position).scalar
  }

  /// Passes over ideographs, of which the text is full; all of U+5000 to U+9FFF are letters.
  mutating func skipIdeographs() {
    while position + 2 < bytes.count, (0xE5...0xE9).contains(bytes[position]) { position += 3 }
  }

  /// Passes over ideographs and the letters and digits of ASCII.
  mutating func skipLetters() {
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
        position += 1
      case 0xE5...0xE9 where position + 2 < bytes.count: position += 3
      default: return
      }
    }
  }

  /// Passes over ideographs and what else of ASCII means nothing in a text.
  mutating func skipPlainText() {
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\n"), UInt8(ascii: "\""), UInt8(ascii: "\\"): return
      case ..<0x80: position += 1
      case 0xE5...0xE9 where position + 2 < bytes.count: position += 3
      default: return
      }
    }
  }

  mutating func advance() -> Unicode.Scalar {
    let (scalar, length) = decode(at: position)
    position += length
    return scalar
  }

  /// The scalar at an offset of text that is valid UTF-8; U+FFFD for anything else.
  func decode(at offset: Int) -> (scalar: Unicode.Scalar, length: Int) {
    let first = bytes[offset]
    if first < 0x80 { return (Unicode.Scalar(first), 1) }
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    guard first >= 0xC0, offset + length <= bytes.count else { return ("\u{FFFD}", 1) }
    var value = UInt32(first) & (length == 4 ? 0x07 : length == 3 ? 0x0F : 0x1F)
    for index in 1..<length { value = value << 6 | UInt32(bytes[offset + index] & 0x3F) }
    guard let scalar = Unicode.Scalar(value) else { return ("\u{FFFD}", length) }
    return (scalar, length)
  }

  mutating func append(_ kind: Token.Kind, from start: Int) {
    tokens.append(Token(kind: kind, lower: start, upper: position))
    switch kind {
    case .space, .comment, .newline, .unknown: break
    default:
      lineHasTokens = true
      lastSymbol = nil
    }
  }

  func text(_ start: Int) -> String {
    String(decoding: bytes[start..<position], as: UTF8.self)
  }

  func asciiText(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  /// Reports a text that does not end, unless its line has a stray quote, which says as much.
  ///
  /// Characters outside of the text may be a part of it that lost its opening quote.
  mutating func reportUnterminated(isWide: Bool, from start: Int) {
    let ofRow = diagnostics[min(firstFindingOfRow, diagnostics.count)...]
    if ofRow.contains(where: { $0.code == .wrongQuote }) { return }
    diagnostics.removeSubrange(
      (ofRow.firstIndex { $0.code == .unexpectedCharacter } ?? ofRow.endIndex)...)
    report(.unterminatedString(isWide: isWide), from: start)
  }

  mutating func report(_ finding: Finding, from start: Int) {
    diagnostics.add(finding, at: SourceRange(file: file, lower: start, upper: position))
  }
}
