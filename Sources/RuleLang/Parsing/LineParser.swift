import ExactNumbers

/// Reads one statement.
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
  let tokens: [Token]
  var index = 0
  var depth = 0
  var diagnostics: [Diagnostic] = []
  var keywordCounts: (zh: Int, en: Int) = (0, 0)

  init(source: SourceFile, file: Int, tokens: [Token]) {
    self.source = source
    self.file = file
    self.tokens = tokens
  }

  // MARK: Looking

  var atEnd: Bool { index >= tokens.count }

  func kind(ahead offset: Int = 0) -> Token.Kind? {
    index + offset < tokens.count ? tokens[index + offset].kind : nil
  }

  func text(ahead offset: Int = 0) -> String {
    guard index + offset < tokens.count else { return "" }
    let token = tokens[index + offset]
    return source.text(token.lower..<token.upper)
  }

  func at(_ symbol: Symbol) -> Bool { kind() == .symbol(symbol) }

  /// The phrase of a keyword that begins here.
  func phrase(_ keyword: Keyword) -> Phrases.Entry? {
    guard kind() == .word else { return nil }
    return Phrases.beginning(with: text()).first {
      $0.keyword == keyword && matches($0)
    }
  }

  func at(_ keyword: Keyword) -> Bool { phrase(keyword) != nil }

  /// Whether the words of a phrase begin here.
  func matches(_ entry: Phrases.Entry) -> Bool {
    guard index + entry.words.count <= tokens.count else { return false }
    return entry.words.indices.allSatisfy { offset in
      let word = entry.words[offset]
      return word == "-" ? kind(ahead: offset) == .symbol(.minus) : text(ahead: offset) == word
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
    return fail(.missingPart(part, found: atEnd ? nil : text()), at: place)
  }

  /// The finding for a word that is a keyword and something else in one.
  func gluedKeyword() -> Finding? {
    guard kind() == .word else { return nil }
    let word = text()
    for (keyword, _) in Phrases.chineseWords
    where word.hasPrefix(keyword) && word.count > keyword.count && keyword.count <= 5 {
      let rest = String(word.dropFirst(keyword.count))
      guard Self.separableKeywords.contains(keyword) else { continue }
      return .missingSpace(
        keyword: keyword, rest: rest,
        line: lineText(replacing: here, with: keyword + " " + Self.spaced(rest)))
    }
    return nil
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
      .given, .expect, .adds, .points, .check, .test, .totalPoints, .fiscalYear, .ruleset,
      .perProRata, .perStarted, .weighing, .bonus, .penalty, .notApplicable, .scoresZero,
      .scoresFull, .within, .grade, .basis,
    ].flatMap(\.chinese))

  // MARK: Pieces

  /// A name: a word, or anything in backticks.
  mutating func parseName(_ part: ExpectedPart) throws(Failure) -> Name {
    guard let name = parseNameIfPresent() else { throw failExpecting(part) }
    return name
  }

  mutating func parseNameIfPresent() -> Name? {
    guard kind() == .word || kind() == .quotedName else { return nil }
    let token = tokens[index]
    index += 1
    return name(of: token)
  }

  mutating func name(of token: Token) -> Name {
    var text = source.text(token.lower..<token.upper)
    if token.kind == .quotedName { text = String(text.unicodeScalars.dropFirst().dropLast()) }
    if text.count > Limits.nameCharactersMax {
      add(.limitExceeded(.nameCharacters), at: range(token))
    }
    return Name(text: NameCharacters.normalized(text), range: range(token))
  }

  /// The text of a string, if one is here.
  mutating func parseStringIfPresent() -> String? {
    guard kind() == .string else { return nil }
    // By scalars: a mark after the quote combines with it into one character.
    let raw = text().unicodeScalars.dropFirst().dropLast()
    index += 1
    var result = String.UnicodeScalarView()
    var isEscaped = false
    for scalar in raw {
      if scalar == "\\", !isEscaped {
        isEscaped = true
      } else {
        result.append(scalar)
        isEscaped = false
      }
    }
    return String(result)
  }

  mutating func parseString(_ part: ExpectedPart) throws(Failure) -> String {
    passStrayColon()
    guard let text = parseStringIfPresent() else { throw failExpecting(part) }
    return text
  }

  /// A number with its unit, if one is here; a minus sign may stand before it.
  mutating func parseLiteralIfPresent() -> Literal? {
    let start = index
    let isNegative = at(.minus) && kind(ahead: 1) == .number
    if isNegative { index += 1 }
    guard kind() == .number else {
      index = start
      return nil
    }
    let token = tokens[index]
    index += 1
    let parsed = try? DecimalText.parsePrefix(
      Array(source.bytes[token.lower..<token.upper]), multipliers: false)
    let value = parsed?.value ?? .zero
    let form: Literal.Form =
      switch parsed?.form {
      case .percent: .percent
      case .permille: .permille
      default: .plain
      }
    let unit = form == .plain ? parseUnitIfPresent() : nil
    return Literal(
      digits: (isNegative ? "-" : "")
        + Self.canonicalDigits(source.text(token.lower..<token.upper)),
      value: isNegative ? -value : value, form: form, unit: unit, range: range(from: start))
  }

  /// A number with its unit.
  mutating func parseLiteral(_ part: ExpectedPart) throws(Failure) -> Literal {
    passStrayColon()
    guard let literal = parseLiteralIfPresent() else { throw failExpecting(part) }
    return literal
  }

  /// The unit that follows a number, unless the word is one of the grammar's own.
  private mutating func parseUnitIfPresent() -> Name? {
    guard kind() == .word, !Phrases.mayFollowOperand(text()), !isVerbGluedToNumber else {
      return nil
    }
    let unit = name(of: tokens[index])
    index += 1
    switch unit.text {
    case "个百分点", "百分点", "pp":
      keywordCounts.zh += unit.text == "pp" ? 0 : 1
      return Name(text: Literal.percentagePoints, range: unit.range)
    case "分", "points", "point":
      return Name(text: Literal.points, range: unit.range)
    default: return unit
    }
  }

  /// Whether the word is like `得5分`, which is no unit but a verb that lacks its space.
  private var isVerbGluedToNumber: Bool {
    let word = text()
    return Phrases.chineseVerbs.contains { verb in
      word.hasPrefix(verb) && word.dropFirst(verb.count).first?.isNumber == true
    }
  }

  /// ASCII digits and point alone.
  private static func canonicalDigits(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "0"..."9": result.unicodeScalars.append(scalar)
      case "０"..."９":
        if let digit = Unicode.Scalar(scalar.value - 0xFF10 + 0x30) {
          result.unicodeScalars.append(digit)
        }
      case ".", "．": result += "."
      default: break
      }
    }
    return result
  }

  /// An amount of points: a number, or all of them.
  ///
  /// After a clause in the Chinese vocabulary 分 is needed, unless the caller says otherwise.
  mutating func parsePoints(after language: Language?, isUnitNeeded: Bool = true)
    throws(Failure) -> PointsSyntax
  {
    passStrayColon()
    let start = index
    if consume(if: .full) { return PointsSyntax(kind: .full, range: range(from: start)) }
    guard let literal = parseLiteralIfPresent() else { throw failExpecting(.points) }
    let syntax = PointsSyntax(kind: .amount(literal), range: literal.range)
    if let unit = literal.unit {
      if unit.text != Literal.points {
        if unit.text.hasPrefix("分"), let keyword = gluedPoints(unit) {
          throw fail(keyword, at: unit.range)
        }
        add(.notPoints(unit.text), at: unit.range)
      }
    } else if literal.form != .plain {
      add(.notPoints(literal.form == .percent ? "%" : "‰"), at: literal.range)
    } else if isUnitNeeded, language == .zh {
      let line = lineText(replacing: literal.range, with: literal.digits + " 分")
      add(.missingPointsUnit(literal.digits, line: line), at: literal.range)
    }
    return syntax
  }

  private func gluedPoints(_ unit: Name) -> Finding? {
    let rest = String(unit.text.dropFirst())
    return .missingSpace(
      keyword: "分", rest: rest, line: lineText(replacing: unit.range, with: "分 " + rest))
  }
}
