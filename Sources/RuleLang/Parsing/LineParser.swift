import ExactNumbers

/// Reads statements, one after the other.
///
/// Methods named `parse…` always give a node or report why there is none.
///
/// A mistake is reported where it is found; after it the rest of the line is left alone, so that
/// one mistake makes one finding. Mistakes that leave no doubt about what was meant (a stray
/// colon, a missing 分) are reported and passed over.
struct LineParser {
  /// The line cannot be read further; what was wrong has been reported.
  struct Failure: Error {}

  let source: SourceFile
  let file: Int
  /// The tokens of the line.
  private(set) var tokens: [Token] = []
  /// Of each, its place among the words of the grammar, if it is one.
  private var places: [Int?] = []
  /// Whether words may hold characters that cannot be seen.
  private var hasHiddenCharacters = false
  var index = 0
  /// How deep the expression being read is nested; the outermost is at 0.
  var depth = -1
  var diagnostics: [Diagnostic] = []
  var keywordCounts: (zh: Int, en: Int) = (0, 0)

  /// Where a number without 分 ended that was reported last; what cannot follow it is the mistake.
  var endOfBareNumber: Int?

  /// The keyword that opens the line, or that its first word was most likely meant to be.
  var opening: Keyword?

  /// A parser for the statements of a file.
  init(source: SourceFile, file: Int) {
    self.source = source
    self.file = file
  }

  /// Goes on to a line; of the one before nothing is kept.
  ///
  /// - Parameters:
  ///   - line: its tokens.
  ///   - hasHiddenCharacters: whether words may hold characters that cannot be seen; these have
  ///     been reported and are passed over.
  mutating func begin(_ line: ArraySlice<Token>, hasHiddenCharacters: Bool = false) {
    (index, depth, diagnostics, keywordCounts) = (0, -1, [], (0, 0))
    (endOfBareNumber, opening) = (nil, nil)
    // What holds the tokens is used again for the next line.
    tokens.removeAll(keepingCapacity: true)
    places.removeAll(keepingCapacity: true)
    tokens.append(contentsOf: line)
    self.hasHiddenCharacters = hasHiddenCharacters
    for token in line {
      guard token.kind == .word else {
        places.append(nil)
        continue
      }
      let bytes = source.bytes[token.lower..<token.upper]
      let seen = hasHiddenCharacters ? Array(visibleText(token).utf8)[...] : bytes
      places.append(Phrases.place(of: seen))
    }
  }

  /// The text of a token as it is seen.
  private func visibleText(_ token: Token) -> String {
    let text = source.text(token.lower..<token.upper)
    return hasHiddenCharacters && token.kind.isText ? NameCharacters.visible(text) : text
  }

  // MARK: Looking

  var atEnd: Bool { index >= tokens.count }

  func kind(ahead offset: Int = 0) -> Token.Kind? {
    index + offset < tokens.count ? tokens[index + offset].kind : nil
  }

  func text(ahead offset: Int = 0) -> String {
    index + offset < tokens.count ? text(at: index + offset) : ""
  }

  func text(at position: Int) -> String { visibleText(tokens[position]) }

  func at(_ symbol: Symbol) -> Bool { kind() == .symbol(symbol) }

  /// What the word here, or so many tokens ahead, means to the grammar.
  private func meaning(ahead offset: Int = 0) -> Phrases.Meaning? {
    guard index + offset < places.count, let place = places[index + offset] else { return nil }
    return Phrases.meaning(at: place)
  }

  /// The keyword phrases that begin with the word here, longest first.
  var phrasesHere: [Phrases.Entry] { meaning()?.phrases ?? [] }

  /// Whether the word here may follow an operand, so that it cannot be the operand's unit.
  func mayFollowOperand(ahead offset: Int = 0) -> Bool {
    meaning(ahead: offset)?.mayFollowOperand ?? false
  }

  /// The phrase of a keyword that begins here, or so many tokens ahead.
  func phrase(_ keyword: Keyword, ahead offset: Int = 0) -> Phrases.Entry? {
    guard let meaning = meaning(ahead: offset) else { return nil }
    for place in meaning.phrases.indices where meaning.phrases[place].keyword == keyword {
      let entry = meaning.phrases[place]
      if matches(entry, ahead: offset) { return entry }
    }
    return nil
  }

  func at(_ keyword: Keyword) -> Bool { phrase(keyword) != nil }

  /// Whether the words of a phrase begin here.
  func matches(_ entry: Phrases.Entry, ahead offset: Int = 0) -> Bool {
    if entry.words.count == 1 { return true }
    guard index + offset + entry.words.count <= tokens.count else { return false }
    return entry.words.indices.dropFirst().allSatisfy { number in
      let (word, ahead) = (entry.words[number], offset + number)
      return word == "-" ? kind(ahead: ahead) == .symbol(.minus) : text(ahead: ahead) == word
    }
  }

  // MARK: Places

  /// The place of the next token, or the end of the line.
  var here: SourceRange {
    guard index < tokens.count else { return endOfLine }
    return range(tokens[index])
  }

  var endOfLine: SourceRange {
    let end = tokens.last?.upper ?? 0
    return SourceRange(file: file, lower: end, upper: end)
  }

  func range(_ token: Token) -> SourceRange {
    SourceRange(file: file, lower: token.lower, upper: token.upper)
  }

  /// The place from an earlier token to the last one read.
  func range(from start: Int) -> SourceRange {
    guard start < tokens.count else { return endOfLine }
    let last = tokens[max(start, min(index, tokens.count) - 1)]
    return SourceRange(file: file, lower: tokens[start].lower, upper: last.upper)
  }

  /// The text of the whole line, for help that can be pasted.
  func lineText(replacing replaced: SourceRange, with text: String) -> String {
    let start = tokens.first?.lower ?? 0
    let end = tokens.last?.upper ?? 0
    return source.text(start..<replaced.lower) + text + source.text(replaced.upper..<end)
  }

  // MARK: Consuming

  /// Passes a keyword if it is here; says in which vocabulary it was written.
  mutating func consume(_ keyword: Keyword) -> Language? {
    guard let entry = phrase(keyword) else { return nil }
    index += entry.words.count
    if entry.language == .zh { keywordCounts.zh += 1 } else { keywordCounts.en += 1 }
    return entry.language
  }

  mutating func consume(if keyword: Keyword) -> Bool { consume(keyword) != nil }

  mutating func consume(if symbol: Symbol) -> Bool {
    guard at(symbol) else { return false }
    index += 1
    return true
  }

  mutating func add(_ finding: Finding, at range: SourceRange) {
    diagnostics.add(finding, at: range)
  }

  mutating func fail(_ finding: Finding, at range: SourceRange) -> Failure {
    if endOfBareNumber == index, diagnostics.last?.code == .missingPointsUnit {
      diagnostics.removeLast()
    }
    diagnostics.add(finding, at: range)
    return Failure()
  }

  /// Passes a colon that has no place here and says so.
  mutating func passStrayColon() {
    guard at(.colon) else { return }
    add(.strayColon(line: lineText(replacing: here, with: " ")), at: here)
    index += 1
  }

  mutating func expect(_ keyword: Keyword) throws(Failure) {
    passStrayColon()
    guard !consume(if: keyword) else { return }
    throw failExpecting(.keyword(keyword))
  }

  mutating func expect(_ symbol: Symbol, _ part: ExpectedPart) throws(Failure) {
    guard !consume(if: symbol) else { return }
    throw failExpecting(part)
  }

  /// Reports what is missing here; a keyword glued to what follows gets its own words.
  mutating func failExpecting(_ part: ExpectedPart) -> Failure {
    if let finding = gluedKeyword() { return fail(finding, at: here) }
    let place = atEnd ? endOfLine : here
    return fail(.missingPart(part, found: atEnd ? nil : shownText), at: place)
  }

  /// The text of the next token for a message; of a text in quotes, the text.
  var shownText: String {
    guard kind() == .string else { return text() }
    let inner = text().unicodeScalars.dropFirst().dropLast()
    return String(inner.prefix(12)) + (inner.count > 12 ? "…" : "")
  }

  /// Reports a bracket that is not closed here: what stands in its way or, without a closing
  /// bracket later in the line, the bracket itself.
  mutating func failUnclosed(_ text: String, at open: SourceRange) -> Failure {
    var depth = 0
    for token in tokens[min(index, tokens.count)...] {
      switch token.kind {
      case .symbol(.leftParenthesis), .symbol(.leftBracket): depth += 1
      case .symbol(.rightParenthesis), .symbol(.rightBracket):
        if depth == 0 { return failExpecting(.closing) }
        depth -= 1
      default: break
      }
    }
    return fail(.unclosedBracket(text: text), at: open)
  }

  /// The finding for a word that is a keyword and something else in one.
  func gluedKeyword() -> Finding? {
    guard kind() == .word else { return nil }
    let word = text()
    for (keyword, _) in Phrases.chineseWords
    where word.hasPrefix(keyword) && word.count > keyword.count && keyword.count <= 5 {
      let rest = String(word.dropFirst(keyword.count))
      guard Self.separableKeywords.contains(keyword) || startsCase(keyword, rest) else { continue }
      return .missingSpace(
        keyword: keyword, rest: rest,
        line: lineText(replacing: here, with: keyword + " " + Self.spaced(rest)))
    }
    return nil
  }

  /// Whether it is like `例10`; a word that begins with 例 is most often one of its own.
  private func startsCase(_ keyword: String, _ rest: String) -> Bool {
    Keyword.testCase.chinese.contains(keyword) && rest.first?.isNumber == true
  }

  /// `5分` after a keyword becomes `5 分`.
  private static func spaced(_ rest: String) -> String {
    guard rest.hasSuffix("分"), rest.dropLast().allSatisfy(\.isNumber), rest.count > 1 else {
      return rest
    }
    return rest.dropLast() + " 分"
  }

  private static let separableKeywords: Set<String> = Set(
    [
      Keyword.when, .scores, .deducts, .per, .perFull, .measure, .item, .define, .parameter,
      .table, .section, .subsection, .indicator, .and, .or, .not, .if, .then, .else, .judged,
      .given, .expect, .expectError, .testCases, .adds, .points, .check, .test, .totalPoints,
      .fiscalYear, .ruleset,
      .perProRata, .perStarted, .weighing, .bonus, .penalty, .notApplicable, .scoresZero,
      .scoresFull, .within, .grade, .basis,
    ].flatMap(\.chinese))
}
