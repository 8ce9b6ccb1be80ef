/// Ranges: comparisons, intervals and the official spelling of intervals.
extension LineParser {
  /// Whether a range may begin here.
  var atRange: Bool {
    comparisonHere != nil || at(.leftParenthesis) || at(.leftBracket) || kind() == .number
  }

  mutating func parseRange() throws(Failure) -> RangeSyntax {
    let start = index
    if let comparison = comparisonHere {
      index += 1
      let value = try parseSum()
      return RangeSyntax(kind: .comparison(comparison, value), range: range(from: start))
    }
    if at(.leftParenthesis) || at(.leftBracket) { return try parseInterval() }
    if kind() == .number { return try parseOfficialInterval() }
    throw failExpecting(.range)
  }

  /// `(0, 10%]`, with the author's own brackets.
  private mutating func parseInterval() throws(Failure) -> RangeSyntax {
    let start = index
    let includesLower = at(.leftBracket)
    index += 1
    let lower = try parseSum()
    try expect(.comma, .intervalComma)
    let upper = try parseSum()
    let includesUpper = at(.rightBracket)
    guard consume(if: .rightBracket) || consume(if: .rightParenthesis) else {
      throw failUnclosed(includesLower ? "[" : "(", at: range(tokens[start]))
    }
    return RangeSyntax(
      kind: .interval(
        lower: lower, includesLower: includesLower, upper: upper, includesUpper: includesUpper),
      range: range(from: start))
  }

  /// The official spelling, `10%–20%（含）`: the end that is included is marked.
  private mutating func parseOfficialInterval() throws(Failure) -> RangeSyntax {
    let start = index
    let lower = try parseLiteral(.value)
    let lowerMark = parseInclusionIfPresent()
    if lower.unit?.text == Literal.points, at(.when) {
      throw fail(
        .missingPart(.keyword(.item), found: source.text(lower.range.offsets)), at: lower.range)
    }
    if at(.scores) || at(.scoresFull) || at(.scoresZero) || at(.perFull) || at(.deducts) {
      throw fail(.missingPart(.range, found: source.text(lower.range.offsets)), at: lower.range)
    }
    guard consume(if: .dash) || consume(if: .minus) || consume(if: .to) else {
      throw failExpecting(.rangeDash)
    }
    let upper = try parseLiteral(.value)
    let upperMark = parseInclusionIfPresent()
    let place = range(from: start)
    if lowerMark == nil || upperMark == nil, lowerMark != true, upperMark != true {
      let ends = (source.text(lower.range.offsets), source.text(upper.range.offsets))
      throw fail(.unsaidRangeEnd(lower: ends.0, upper: ends.1), at: place)
    }
    return RangeSyntax(
      kind: .interval(
        lower: Expression(kind: .number(lower), range: lower.range),
        includesLower: lowerMark ?? false,
        upper: Expression(kind: .number(upper), range: upper.range),
        includesUpper: upperMark ?? false),
      range: place)
  }

  /// `（含）` or `（不含）`.
  private mutating func parseInclusionIfPresent() -> Bool? {
    guard at(.leftParenthesis), kind(ahead: 2) == .symbol(.rightParenthesis),
      text(ahead: 1) == "含" || text(ahead: 1) == "不含"
    else { return nil }
    let includes = text(ahead: 1) == "含"
    index += 3
    return includes
  }
}
