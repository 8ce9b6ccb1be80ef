import ExactNumbers

/// The lines of an indicator.
extension LineParser {
  mutating func parseMethodLine(_ keyword: Keyword) throws(Failure) -> Statement.Kind? {
    let start = index
    let language = consume(keyword)
    passStrayColon()
    switch keyword {
    case .measure: return .measure(try parseExpression())
    case .higherIsBetter: return .higherIsBetter
    case .lowerIsBetter: return .lowerIsBetter
    case .bestItemCounts: return .bestItemCounts
    case .bestOf: return .bestOf
    case .alternative: return .alternative(try parseString(.alternativeName))
    case .judged: return .judged(parseStringIfPresent())
    case .score:
      let expression = try parseExpression()
      return .formula(expression, clamped: consume(if: .clamped))
    case .whenMissing:
      let points = try parseScored()
      return .whenMissing(points, reason: parseStringIfPresent())
    case .when: return try parseCase()
    case .notApplicable: return try parseNotApplicable()
    case .item:
      let points = try parsePoints(after: language)
      try expect(.when)
      return .item(points, try parseExpression(), text: parseStringIfPresent())
    case .deducts:
      let points = try parsePoints(after: language)
      if consume(if: .when) {
        return .deductsWhen(points, try parseExpression(), text: parseStringIfPresent())
      }
      try expect(.per)
      return .deductsPer(points, try parseExpression(), text: parseStringIfPresent())
    case .per:
      let count = try parseExpression()
      let verb = try consumeDeducts()
      let points = try parsePoints(after: verb)
      return .deductsPer(points, count, text: parseStringIfPresent())
    default:
      index = start
      return nil
    }
  }

  private mutating func consumeDeducts() throws(Failure) -> Language? {
    passStrayColon()
    guard let language = consume(.deducts) else { throw failExpecting(.keyword(.deducts)) }
    return language
  }

  private mutating func parseCase() throws(Failure) -> Statement.Kind {
    let condition = try parseExpression()
    if let language = consume(.deducts) {
      let points = try parsePoints(after: language)
      return .deductsWhen(points, condition, text: parseStringIfPresent())
    }
    let points = try parseScored()
    return .case(condition, points, reason: parseStringIfPresent())
  }

  private mutating func parseNotApplicable() throws(Failure) -> Statement.Kind {
    try expect(.when)
    let condition = try parseExpression()
    let outcome: CaseOutcomeSyntax
    if consume(if: .excludedOverHeading) {
      outcome = .excludedOverHeading
    } else if consume(if: .excludedOverTotal) {
      outcome = .excludedOverTotal
    } else if text() == "剔除" || (text() == "is" && text(ahead: 1) == "excluded") {
      throw fail(.exclusionUnsaid(), at: here)
    } else {
      outcome = .scores(try parseScored())
    }
    return .notApplicable(condition, outcome, reason: parseStringIfPresent())
  }

  /// `scores N`, `scores full` or `不得分`.
  private mutating func parseScored() throws(Failure) -> PointsSyntax {
    passStrayColon()
    if let points = parseWholeScoreIfPresent() { return points }
    guard let language = consume(.scores) else {
      throw failExpecting(kind() == .number ? .comparison : .keyword(.scores))
    }
    return try parsePoints(after: language)
  }

  /// `得满分` or `不得分`; the English forms are a verb and an amount.
  private mutating func parseWholeScoreIfPresent() -> PointsSyntax? {
    let start = index
    if phrase(.scoresZero)?.language == .zh, consume(if: .scoresZero) {
      return zeroPoints(from: start)
    }
    guard phrase(.scoresFull)?.language == .zh, consume(if: .scoresFull) else { return nil }
    return PointsSyntax(kind: .full, range: range(from: start))
  }

  private func zeroPoints(from start: Int) -> PointsSyntax {
    let place = range(from: start)
    return PointsSyntax(
      kind: .amount(
        Literal(
          digits: "0", value: .zero, form: .plain,
          unit: Name(text: Literal.points, range: place), range: place)),
      range: place)
  }

  // MARK: Bands

  /// `RANGE scores N`, `RANGE deducts N per full STEP`, `RANGE judged from A to B`.
  mutating func parseBand() throws(Failure) -> Statement.Kind {
    let range = try parseRange()
    let outcome = try parseOutcome()
    return .band(range, outcome, reason: parseStringIfPresent())
  }

  /// Whether the line is a value of a choice and what it scores.
  var isChoiceBand: Bool {
    guard kind() == .word || kind() == .quotedName else { return false }
    return [.scores, .scoresFull, .scoresZero].contains { phrase($0, ahead: 1) != nil }
  }

  mutating func parseChoiceBand() throws(Failure) -> Statement.Kind {
    let start = index
    let value: Expression
    if at(.yes) || at(.no) {
      let isYes = consume(if: .yes)
      if !isYes { _ = consume(if: .no) }
      value = Expression(kind: .boolean(isYes), range: range(from: start))
    } else {
      let name = try parseName(.choiceName)
      value = Expression(kind: .name(name), range: name.range)
    }
    let values = RangeSyntax(kind: .comparison(.equal, value), range: value.range)
    let outcome = try parseOutcome()
    return .band(values, outcome, reason: parseStringIfPresent())
  }

  private mutating func parseOutcome() throws(Failure) -> OutcomeSyntax {
    passStrayColon()
    if at(.perFull) || at(.perStarted) || at(.perProRata) || at(.per) { return try parseSteps() }
    if at(.deducts) || at(.adds) { return try parseSteps() }
    if let language = consume(.judged) {
      _ = consume(if: .from)
      let (from, to) = try parseSpan(after: language)
      return .judged(from: from, to: to)
    }
    let isSpan = hasSpanAhead
    if !isSpan, let points = parseWholeScoreIfPresent() { return .scores(points) }
    guard let language = consume(.scores) else { throw failExpecting(.outcome) }
    if consume(if: .from) || isSpan {
      let (from, to) = try parseSpan(after: language)
      return .line(from: from, to: to)
    }
    return .scores(try parsePoints(after: language))
  }

  /// Whether two amounts with `至` between them follow.
  private var hasSpanAhead: Bool {
    tokens[min(index, tokens.count)...].prefix(5).contains { token in
      let word = source.text(token.lower..<token.upper)
      return token.kind == .word && (word == "至" || word == "到" || word == "to")
    }
  }

  private mutating func parseSpan(
    after language: Language
  ) throws(Failure) -> (PointsSyntax, PointsSyntax) {
    let from = try parsePoints(after: language, isUnitNeeded: false)
    try expect(.to)
    let to = try parsePoints(after: language)
    return (from, to)
  }

  /// `deducts N per full STEP` or `每满 STEP 扣 N 分`.
  private mutating func parseSteps() throws(Failure) -> OutcomeSyntax {
    if let (adds, language) = consumeStepVerb() {
      let amount = try parsePoints(after: language)
      let rounding = try parseStepRounding()
      let step = try parseSum()
      return .steps(
        StepsSyntax(
          adds: adds, amount: amount, rounding: rounding, step: step,
          limit: try parseStepLimit(adds: adds)))
    }
    let rounding = try parseStepRounding()
    let step = try parseSum()
    passStrayColon()
    guard let (adds, language) = consumeStepVerb() else {
      throw failExpecting(.keyword(.deducts))
    }
    let amount = try parsePoints(after: language)
    return .steps(
      StepsSyntax(
        adds: adds, amount: amount, rounding: rounding, step: step,
        limit: try parseStepLimit(adds: adds)))
  }

  private mutating func consumeStepVerb() -> (adds: Bool, Language)? {
    if let language = consume(.deducts) { return (false, language) }
    if let language = consume(.adds) { return (true, language) }
    return nil
  }

  private mutating func parseStepRounding() throws(Failure) -> StepsSyntax.Rounding {
    if consume(if: .perFull) { return .full }
    if consume(if: .perStarted) { return .started }
    if consume(if: .perProRata) { return .proRata }
    let place = here
    if consume(if: .per) { throw fail(.stepRoundingUnsaid(), at: place) }
    throw failExpecting(.stepRounding)
  }

  private mutating func parseStepLimit(adds: Bool) throws(Failure) -> PointsSyntax? {
    let keyword: Keyword = adds ? .upTo : .downTo
    if at(.comma) {
      index += 1
      guard at(keyword) else { throw failExpecting(.keyword(keyword)) }
    }
    guard let language = consume(keyword) else { return nil }
    return try parsePoints(after: language)
  }
}
