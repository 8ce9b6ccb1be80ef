import ExactNumbers

/// Expressions, by precedence: `or`, `and`, `not`, comparison, sum, product, sign, operand.
///
/// ```
/// expression  = "if" expression "then" expression "else" expression | disjunction
/// disjunction = conjunction { "or" conjunction }
/// conjunction = negation { "and" negation }
/// negation    = "not" negation | comparison
/// comparison  = sum [ operator sum [ "within" sum ] | "in" range ]
/// sum         = product { ("+" | "-") product }
/// product     = factor { ("×" | "÷") factor }
/// factor      = "-" factor | operand
/// ```
extension LineParser {
  mutating func parseExpression() throws(Failure) -> Expression {
    passStrayColon()
    depth += 1
    defer { depth -= 1 }
    guard depth <= Limits.depthMax else { throw fail(.limitExceeded(.depth), at: here) }
    if let number = parseNumberAlone() { return number }
    let start = index
    guard consume(if: .if) else { return try parseDisjunction() }
    let condition = try parseExpression()
    try expect(.then)
    let value = try parseExpression()
    try expect(.else)
    let otherwise = try parseExpression()
    return Expression(
      kind: .conditional(condition, then: value, otherwise: otherwise), range: range(from: start))
  }

  /// A number with nothing behind it, as nearly every cell of a test is; nil where something is.
  private mutating func parseNumberAlone() -> Expression? {
    func isEnd(_ kind: Token.Kind?) -> Bool { kind == nil || kind == .symbol(.comma) }
    guard kind() == .number,
      isEnd(kind(ahead: 1)) || kind(ahead: 1) == .word && isEnd(kind(ahead: 2))
    else { return nil }
    let start = index
    if let literal = parseLiteralIfPresent(), isEnd(kind()) {
      return Expression(kind: .number(literal), range: literal.range)
    }
    // The word is no unit.
    index = start
    return nil
  }

  private mutating func parseDisjunction() throws(Failure) -> Expression {
    let start = index
    let first = try parseConjunction()
    guard at(.or) else { return first }
    var operands = [first]
    while consume(if: .or) { operands.append(try parseConjunction()) }
    return Expression(kind: .or(operands), range: range(from: start))
  }

  private mutating func parseConjunction() throws(Failure) -> Expression {
    let start = index
    let first = try parseNegation()
    guard at(.and) else { return first }
    var operands = [first]
    while consume(if: .and) { operands.append(try parseNegation()) }
    return Expression(kind: .and(operands), range: range(from: start))
  }

  private mutating func parseNegation() throws(Failure) -> Expression {
    let start = index
    guard consume(if: .not) else { return try parseComparison() }
    depth += 1
    defer { depth -= 1 }
    guard depth <= Limits.depthMax else { throw fail(.limitExceeded(.depth), at: here) }
    let operand = try parseNegation()
    return Expression(kind: .not(operand), range: range(from: start))
  }

  private mutating func parseComparison() throws(Failure) -> Expression {
    let start = index
    let left = try parseSum()
    if consume(if: .in) {
      let values = try parseRange()
      return Expression(kind: .membership(left, values), range: range(from: start))
    }
    guard let comparison = comparisonHere else { return left }
    index += 1
    let right = try parseSum()
    let tolerance = consume(if: .within) ? try parseSum() : nil
    if comparisonHere != nil { throw fail(.chainedComparison(), at: here) }
    return Expression(
      kind: .comparison(left, comparison, right, tolerance: tolerance), range: range(from: start))
  }

  var comparisonHere: Comparison? {
    guard case .symbol(let symbol)? = kind() else { return nil }
    return switch symbol {
    case .equal: .equal
    case .notEqual: .notEqual
    case .less: .less
    case .lessOrEqual: .lessOrEqual
    case .greater: .greater
    case .greaterOrEqual: .greaterOrEqual
    default: nil
    }
  }

  mutating func parseSum() throws(Failure) -> Expression {
    let start = index
    let first = try parseProduct()
    guard at(.plus) || at(.minus) else { return first }
    var terms = [Expression.Operand(isInverse: false, expression: first)]
    while at(.plus) || at(.minus) {
      let isInverse = at(.minus)
      index += 1
      terms.append(.init(isInverse: isInverse, expression: try parseProduct()))
    }
    return Expression(kind: .sum(terms), range: range(from: start))
  }

  private mutating func parseProduct() throws(Failure) -> Expression {
    let start = index
    let first = try parseFactor()
    guard at(.times) || at(.over) else { return first }
    var factors = [Expression.Operand(isInverse: false, expression: first)]
    while at(.times) || at(.over) {
      let isInverse = at(.over)
      index += 1
      factors.append(.init(isInverse: isInverse, expression: try parseFactor()))
    }
    return Expression(kind: .product(factors), range: range(from: start))
  }

  private mutating func parseFactor() throws(Failure) -> Expression {
    let start = index
    if kind(ahead: 1) == .number, let literal = parseLiteralIfPresent() {
      return Expression(kind: .number(literal), range: literal.range)
    }
    guard consume(if: .minus) else {
      _ = consume(if: .plus)
      return try parseOperand()
    }
    depth += 1
    defer { depth -= 1 }
    guard depth <= Limits.depthMax else { throw fail(.limitExceeded(.depth), at: here) }
    let operand = try parseFactor()
    return Expression(kind: .negated(operand), range: range(from: start))
  }

  private mutating func parseOperand() throws(Failure) -> Expression {
    let start = index
    switch kind() {
    case .number:
      guard let literal = parseLiteralIfPresent() else { throw failExpecting(.value) }
      return Expression(kind: .number(literal), range: literal.range)
    case .date:
      let text = text()
      index += 1
      let date = Date(text: text) ?? Date(dayNumber: 0)
      return Expression(kind: .date(date), range: range(from: start))
    case .string:
      let text = parseStringIfPresent() ?? ""
      return Expression(kind: .string(text), range: range(from: start))
    case .symbol(.leftParenthesis): return try parseParenthesized()
    case .word, .quotedName: return try parseNamed()
    default: throw failExpecting(.value)
    }
  }

  private mutating func parseParenthesized() throws(Failure) -> Expression {
    let start = index
    index += 1
    let inner = try parseExpression()
    guard consume(if: .rightParenthesis) else {
      throw failUnclosed("(", at: range(tokens[start]))
    }
    return Expression(kind: .parenthesized(inner), range: range(from: start))
  }

  private mutating func parseNamed() throws(Failure) -> Expression {
    let start = index
    let isPlainWord = kind() == .word
    if isPlainWord, kind(ahead: 1) == .symbol(.leftParenthesis) { return try parseCall() }
    if isPlainWord, let explicit = try parseExplicitIfPresent() { return explicit }
    if isPlainWord, at(.yes) || at(.no) {
      let value = consume(if: .yes)
      if !value { _ = consume(if: .no) }
      return Expression(kind: .boolean(value), range: range(from: start))
    }
    if isPlainWord, mayFollowOperand() { throw failExpecting(.value) }
    let name = try parseName(.value)
    guard at(.point) else { return Expression(kind: .name(name), range: name.range) }
    index += 1
    let column = try parseName(.columnName)
    return Expression(kind: .column(table: name, column: column), range: range(from: start))
  }

  private mutating func parseExplicitIfPresent() throws(Failure) -> Expression? {
    guard !phrasesHere.isEmpty else { return nil }
    let start = index
    let forms: [(Keyword, Expression.Explicit)] = [
      (.scoreOf, .score), (.measureOf, .measure), (.pointsOf, .points),
    ]
    for (keyword, explicit) in forms {
      guard let entry = phrase(keyword) else { continue }
      let next = entry.words.count
      let follows = kind(ahead: next)
      guard
        follows == .quotedName
          || (follows == .word && !mayFollowOperand(ahead: next))
      else { continue }
      _ = consume(if: keyword)
      let name = try parseName(.indicatorName)
      return Expression(kind: .explicit(explicit, name), range: range(from: start))
    }
    return nil
  }

  private mutating func parseCall() throws(Failure) -> Expression {
    let start = index
    let name = try parseName(.value)
    guard let function = Function(name: name.text) else {
      throw fail(.unknownFunction(name.text), at: name.range)
    }
    index += 1
    var arguments: [Expression] = []
    var filter: Expression?
    while !at(.rightParenthesis) {
      arguments.append(try parseExpression())
      if filter == nil, consume(if: .where) { filter = try parseExpression() }
      guard consume(if: .comma) else { break }
    }
    guard consume(if: .rightParenthesis) else {
      throw failUnclosed("(", at: range(tokens[start + 1]))
    }
    return Expression(
      kind: .call(function, name: name, arguments: arguments, filter: filter),
      range: range(from: start))
  }
}
