/// Grades, vetoes and bonuses.
extension LineParser {
  mutating func parseWholeResultRule(
    _ keyword: Keyword, in block: inout Block
  ) throws(Failure) -> Statement.Kind? {
    let start = index
    let language = consume(keyword)
    switch keyword {
    case .grades:
      passStrayColon()
      guard atEnd || at(.gradesByRounded) || at(.gradesByExact) else {
        index = start
        return nil
      }
      block = .grades
      if consume(if: .gradesByRounded) { return .grades(byRounded: true) }
      return .grades(byRounded: consume(if: .gradesByExact) ? false : nil)
    case .grade:
      block = .grades
      guard let grade = try parseGradeIfPresent() else { throw failExpecting(.gradeName) }
      return grade
    case .veto:
      block = .plain
      let text = try parseString(.vetoText)
      try expect(.when)
      let condition = try parseExpression()
      return .veto(text, condition, try parseVeto())
    case .bonus, .penalty:
      block = .plain
      let points = try parsePoints(after: language)
      try expect(.when)
      let condition = try parseExpression()
      let text = parseStringIfPresent()
      return keyword == .bonus
        ? .bonus(points, condition, text: text) : .penalty(points, condition, text: text)
    case .bonusesAtMost:
      block = .plain
      let points = try parsePoints(after: language)
      let isComma = consume(if: .comma)
      if consume(if: .outsideTotal) { return .bonusesAtMost(points, outsideTotal: true) }
      if !consume(if: .insideTotal), isComma { throw failExpecting(.keyword(.outsideTotal)) }
      return .bonusesAtMost(points, outsideTotal: false)
    default:
      block = .plain
      return .penaltiesAtMost(try parsePoints(after: language))
    }
  }

  private mutating func parseVeto() throws(Failure) -> VetoSyntax {
    passStrayColon()
    _ = consume(if: .comma)
    if consume(if: .totalAtMost) {
      return .totalAtMost(try parsePoints(after: nil, isUnitNeeded: false))
    }
    if consume(if: .gradeAtMost) { return .gradeAtMost(try parseName(.gradeName)) }
    if consume(if: .gradeIs) { return .gradeIs(try parseName(.gradeName)) }
    if kind() == .word, mayFollowOperand() { throw failExpecting(.vetoEffect) }
    guard let name = parseNameIfPresent() else { throw failExpecting(.vetoEffect) }
    try expect(.scoresNothing)
    return .headingScoresNothing(name)
  }

  /// `优 ≥ 90`, `合格 当 …` or `不合格 否则`.
  mutating func parseGradeIfPresent() throws(Failure) -> Statement.Kind? {
    guard kind() == .word || kind() == .quotedName else { return nil }
    let saved = self
    let isKeyword = kind() == .word && !phrasesHere.isEmpty
    let name = try parseName(.gradeName)
    if at(.colon) {
      let isGrade = tokens.count > index + 1
      guard isGrade, !isKeyword else {
        self = saved
        return nil
      }
      passStrayColon()
    }
    if consume(if: .else), atEnd { return .gradeOtherwise(name) }
    if consume(if: .when) { return .gradeCondition(name, try parseExpression()) }
    guard atRange, !isKeyword else {
      self = saved
      return nil
    }
    let range = try parseRange()
    if kind() == .word, text() == "分" { index += 1 }
    return .gradeBand(name, range)
  }
}
