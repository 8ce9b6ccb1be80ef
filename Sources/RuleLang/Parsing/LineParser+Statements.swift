import ExactNumbers

/// Statements, by the keyword they begin with.
extension LineParser {
  /// Reads the whole line; what it begins may change the block that follows.
  mutating func parseStatement(in block: inout Block) -> Statement.Kind {
    guard tokens.count <= Limits.statementTokensMax else {
      add(.limitExceeded(.statementTokens), at: range(tokens[0]))
      return .malformed(opening: nil)
    }
    opening = openingKeyword
    do {
      let kind = try parseKind(in: &block)
      if atEnd { return kind }
      _ = failAtExtraText()
      // The name is declared all the same; nothing more is known of it.
      if case .field(let name, _, _) = kind {
        return .field(name, .unread(at: here), description: nil)
      }
      return .malformed(opening: opening)
    } catch {
      return .malformed(opening: opening)
    }
  }

  /// Takes the line for the one that its first word was meant to open, so that the lines under it
  /// are read as what they are.
  private mutating func guess(_ keyword: Keyword, in block: inout Block) {
    opening = keyword
    switch keyword {
    case .facts: block = .facts
    case .table: block = .table
    case .section, .subsection: block = .heading
    case .indicator: block = .indicator
    case .grades: block = .grades
    case .check: block = .check(hasCondition: false)
    case .test: block = .test
    default: break
    }
  }

  /// The keyword that opens the line.
  ///
  /// The longest phrase decides: `measure` opens one, `measure of X` is an operand.
  private var openingKeyword: Keyword? {
    guard kind() == .word else { return nil }
    guard let longest = phrasesHere.first(where: { matches($0) })?.words.count else { return nil }
    return phrasesHere.first {
      $0.words.count == longest && Keyword.lineOpeners.contains($0.keyword) && matches($0)
    }?.keyword
  }

  mutating func failAtExtraText() -> Failure {
    if at(.colon) { return fail(.strayColon(line: lineText(replacing: here, with: " ")), at: here) }
    if let finding = gluedKeyword() { return fail(finding, at: here) }
    let last = tokens.last.map(range) ?? here
    return fail(.extraText(source.text(here.lower..<last.upper)), at: here.joined(with: last))
  }

  private mutating func parseKind(in block: inout Block) throws(Failure) -> Statement.Kind {
    if let field = try parseFieldIfPresent(in: block) { return field }
    if case .grades = block, let grade = try parseGradeIfPresent() { return grade }
    if case .grades = block, isRangeAlone { throw failExpecting(.gradeName) }
    if case .check(hasCondition: false) = block, !opensStatement {
      block = .check(hasCondition: true)
      return .checkCondition(try parseExpression())
    }
    // A choice may carry the name of what an amendment begins with.
    if at(.replace) || at(.remove) || at(.amends) || at(.effective), isChoiceBand,
      phrase(.scoresRounded, ahead: 1) == nil
    {
      return try parseChoiceBand()
    }
    if kind() == .word, let known = try parseKeywordStatement(in: &block) { return known }
    if atRange { return try parseBand() }
    if isChoiceBand { return try parseChoiceBand() }
    throw failAtUnknownStatement(in: &block)
  }

  /// Whether the line begins with a keyword that opens a statement.
  var opensStatement: Bool { openingKeyword != nil }

  private mutating func failAtUnknownStatement(in block: inout Block) -> Failure {
    if isFieldWithoutColon(in: block) {
      index = 1
      return failExpecting(.colon)
    }
    if let (opener, rest) = halfOpener {
      guess(opener, in: &block)
      return failInsideOpener(rest)
    }
    if let finding = gluedKeyword() {
      let opener = Keyword.lineOpeners.first { keyword in
        keyword.chinese.contains { text().hasPrefix($0) }
      }
      if let opener { guess(opener, in: &block) }
      return fail(finding, at: here)
    }
    if kind() == .string { return failAtTextAlone(in: &block) }
    guard kind() == .word || kind() == .quotedName else {
      return fail(.unknownStatement(text(), nearest: nil), at: here)
    }
    if isGradeAlone, kind(ahead: 1) != .symbol(.equal) {
      guess(.grades, in: &block)
      return fail(.gradesUnopened(text()), at: here)
    }
    let openers = Keyword.lineOpeners.filter { $0.opensHeading == hasShapeOfHeading }
    let names = openers.flatMap { $0.chinese + $0.english }
    let nearest = EditDistance.nearest(to: text(), in: names)
    let meant = nearest.flatMap { name in
      openers.first { $0.chinese.contains(name) || $0.english.contains(name) }
    }
    if let meant { guess(meant, in: &block) }
    if nearest == nil, kind(ahead: 1) == .word || kind(ahead: 1) == nil, case .facts = block {
      index = 1
      return failExpecting(.colon)
    }
    return fail(.unknownStatement(text(), nearest: nearest), at: here)
  }

  /// The limit whose first word opens the line, and what it goes on with: `加分合计` and `不高于`.
  private var halfOpener: (keyword: Keyword, rest: String)? {
    for keyword in [Keyword.bonusesAtMost, .penaltiesAtMost] {
      for phrase in keyword.chinese + keyword.english where phrase.hasPrefix(text() + " ") {
        return (keyword, String(phrase.dropFirst(text().count + 1)))
      }
    }
    return nil
  }

  /// Reports a limit that goes on with other words, such as `加分合计 不超过`.
  private mutating func failInsideOpener(_ rest: String) -> Failure {
    index = 1
    guard !atEnd else {
      return fail(.unfinishedOpener(rest, found: nil, line: nil), at: endOfLine)
    }
    let number = tokens.first { $0.kind == .number }
    let line = number.map { number in
      let others = SourceRange(file: here.file, lower: here.lower, upper: number.lower)
      return lineText(replacing: others, with: rest + " ")
    }
    return fail(.unfinishedOpener(rest, found: shownText, line: line), at: here)
  }

  /// Whether a name stands among facts with a symbol where its colon belongs.
  private func isFieldWithoutColon(in block: Block) -> Bool {
    guard kind() == .word || kind() == .quotedName else { return false }
    switch kind(ahead: 1) {
    case .symbol, .string: break
    default: return false
    }
    return switch block {
    case .facts, .table: !opensStatement
    default: false
    }
  }

  /// Reports a text without its keyword: of an indicator, what it rests on; elsewhere a check.
  private mutating func failAtTextAlone(in block: inout Block) -> Failure {
    switch block {
    case .indicator, .heading: opening = .basis
    default: guess(.check, in: &block)
    }
    return fail(.textUnopened(shownText), at: here)
  }

  /// Whether the line is a range of numbers and nothing else, as a grade without its name is.
  private var isRangeAlone: Bool {
    var copy = self
    guard copy.atRange, let range = try? copy.parseRange(), range.hasNumbersAlone else {
      return false
    }
    if copy.kind() == .word, copy.text() == "分" { copy.index += 1 }
    return copy.atEnd
  }

  /// Whether the line is a name and a range of numbers, as a grade is.
  private var isGradeAlone: Bool {
    var copy = self
    guard copy.parseNameIfPresent() != nil else { return false }
    return copy.isRangeAlone
  }

  /// Whether the line is a word, a name and a number, as a heading with its points is.
  private var hasShapeOfHeading: Bool {
    (kind(ahead: 1) == .word || kind(ahead: 1) == .quotedName) && kind(ahead: 2) == .number
  }

  // MARK: Dispatch

  /// The statement of the longest keyword phrase that begins the line.
  private mutating func parseKeywordStatement(
    in block: inout Block
  ) throws(Failure) -> Statement.Kind? {
    for entry in phrasesHere where matches(entry) {
      let saved = index
      if let kind = try parse(entry.keyword, in: &block) { return kind }
      index = saved
    }
    return nil
  }

  mutating func parse(
    _ keyword: Keyword, in block: inout Block
  ) throws(Failure) -> Statement.Kind? {
    switch keyword {
    case .amends, .effectiveFrom, .effective: return try parseVersion(keyword)
    case .replace: return try parseReplacement(in: &block)
    case .remove: return try parseRemoval(in: &block)
    case .ruleset, .fiscalYear, .revision, .totalPoints, .scoresRounded, .totalRounded, .basis,
      .unit:
      return try parseHeader(keyword, in: &block)
    case .facts, .table, .define, .parameter, .order:
      return try parseDeclaration(keyword, in: &block)
    case .section, .subsection, .indicator:
      return try parseHeading(keyword, in: &block)
    case .measure, .higherIsBetter, .lowerIsBetter, .when, .whenMissing, .notApplicable, .item,
      .bestItemCounts, .deducts, .per, .judged, .score, .bestOf, .alternative:
      return try parseMethodLine(keyword)
    case .grades, .grade, .veto, .bonus, .penalty, .bonusesAtMost, .penaltiesAtMost:
      return try parseWholeResultRule(keyword, in: &block)
    case .check:
      _ = consume(keyword)
      passStrayColon()
      block = .check(hasCondition: false)
      return .check(try parseString(.checkText))
    case .test, .given, .expect, .expectError, .testCases, .testCase:
      return try parseTestLine(keyword, in: &block)
    default: return nil
    }
  }

  private mutating func parseHeader(
    _ keyword: Keyword, in block: inout Block
  ) throws(Failure) -> Statement.Kind {
    let language = consume(keyword)
    passStrayColon()
    switch keyword {
    case .ruleset: return .ruleset(try parseName(.rulesetName))
    case .fiscalYear:
      let year = try parseLiteral(.year)
      if let unit = year.unit, unit.text != "年" {
        throw fail(.extraText(unit.text), at: unit.range)
      }
      return .fiscalYear(year)
    case .revision: return .revision(try parseLiteral(.revision))
    case .totalPoints: return .totalPoints(try parsePoints(after: language))
    case .scoresRounded, .totalRounded:
      let step = try parseLiteral(.roundingStep)
      let mode = try parseRoundingMode()
      return keyword == .scoresRounded ? .scoresRounded(step, mode) : .totalRounded(step, mode)
    case .basis: return .basis(try parseString(.basisText))
    default:
      let name = try parseName(.unitName)
      let value = consume(if: .equal) ? try parseLiteral(.value) : nil
      return .unit(name, equals: value)
    }
  }

  private mutating func parseRoundingMode() throws(Failure) -> RoundingMode {
    for mode in RoundingMode.allCases {
      for language in Language.allCases {
        let words = mode.spelling(in: language).split(separator: " ").map(String.init)
        let matches = words.indices.allSatisfy { text(ahead: $0) == words[$0] }
        if matches {
          index += words.count
          return mode
        }
      }
    }
    throw failExpecting(.roundingMode)
  }

  private mutating func parseDeclaration(
    _ keyword: Keyword, in block: inout Block
  ) throws(Failure) -> Statement.Kind {
    _ = consume(keyword)
    switch keyword {
    case .facts:
      block = .facts
      passStrayColon()
      return .facts
    case .table:
      block = .table
      passStrayColon()
      let name = try parseName(.tableName)
      var rowsMin: Literal?
      if consume(if: .comma) || at(.atLeast) {
        try expect(.atLeast)
        guard let literal = parseLiteralIfPresent() else { throw failExpecting(.value) }
        rowsMin = literal
        if literal.unit?.text != "行" { _ = consume(if: .rows) }
      }
      return .table(name, rowsMin: rowsMin)
    case .define:
      block = .plain
      passStrayColon()
      let name = try parseName(.definedName)
      try expect(.equal, .equalSign)
      return .define(name, try parseExpression(), description: parseStringIfPresent())
    case .parameter:
      block = .plain
      passStrayColon()
      let name = try parseName(.definedName)
      try expect(.equal, .equalSign)
      return .parameter(name, try parseExpression(), basis: parseStringIfPresent())
    default:
      block = .plain
      return try parseOrder()
    }
  }

  private mutating func parseOrder() throws(Failure) -> Statement.Kind {
    let (limits, comparisons) = try parseLimits()
    return .order(limits, comparisons)
  }

  /// The limits of an order and the comparisons between them: `A < B ≤ C`.
  mutating func parseLimits() throws(Failure) -> ([Expression], [Comparison]) {
    passStrayColon()
    var limits = [try parseSum()]
    var comparisons: [Comparison] = []
    while let comparison = comparisonHere {
      guard comparison == .less || comparison == .lessOrEqual else {
        throw failExpecting(.orderSign)
      }
      index += 1
      comparisons.append(comparison)
      limits.append(try parseSum())
    }
    guard !comparisons.isEmpty else { throw failExpecting(.orderSign) }
    return (limits, comparisons)
  }

  private mutating func parseHeading(
    _ keyword: Keyword, in block: inout Block
  ) throws(Failure) -> Statement.Kind {
    let language = consume(keyword)
    block = keyword == .indicator ? .indicator : .heading
    passStrayColon()
    let name = try parseName(keyword == .indicator ? .indicatorName : .headingName)
    // Whether one without points may stand here depends on the header, which is known later.
    if atEnd, keyword != .indicator {
      return .openedHeading(level: keyword == .section ? 1 : 2, name)
    }
    let points = try parsePoints(after: language, isUnitNeeded: true)
    if keyword == .indicator { return .indicator(name, points) }
    let weight = consume(if: .weighing) ? try parseLiteral(.weight) : nil
    return .heading(level: keyword == .section ? 1 : 2, name, points, weight: weight)
  }
}
