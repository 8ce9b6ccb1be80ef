/// Facts and columns, with their types.
extension LineParser {
  /// `NAME: TYPE, bounds "description"`, a fact or a column.
  mutating func parseFieldIfPresent(
    in block: Block
  ) throws(Failure) -> Statement.Kind? {
    guard kind() == .word || kind() == .quotedName, kind(ahead: 1) == .symbol(.colon) else {
      return nil
    }
    switch block {
    case .facts, .table: break
    default:
      // A fact in the wrong place is read as one, so that its place is what is reported.
      guard !opensStatement, isTypeKeyword(ahead: 2) else { return nil }
    }
    // A heading has no text, so that one of a column is no heading.
    let isColumn = (at(.indicator) || at(.section)) && kind(ahead: 2) == .string
    if opensStatement, !isColumn, !isTypeKeyword(ahead: 2) { return nil }
    let name = try parseName(.factName)
    index += 1
    guard let type = try? parseType() else {
      let missing = TypeSyntax.unread(at: here)
      index = tokens.count
      return .field(name, missing, description: nil)
    }
    let description = parseStringIfPresent()
    return .field(name, type, description: description)
  }

  private func isTypeKeyword(ahead offset: Int) -> Bool {
    var copy = self
    copy.index += offset
    return Keyword.types.contains { copy.at($0) }
  }

  private mutating func parseType() throws(Failure) -> TypeSyntax {
    let start = index
    let kind = try parseTypeKind()
    var bounds: [TypeSyntax.Bound] = []
    var isFromTo = false
    while consume(if: .comma) || atBound {
      isFromTo = try parseBound(into: &bounds) || isFromTo
    }
    return TypeSyntax(
      kind: kind, bounds: bounds, isFromTo: isFromTo, range: range(from: start))
  }

  private mutating func parseTypeKind() throws(Failure) -> TypeSyntax.Kind {
    passStrayColon()
    if consume(if: .countOf) { return .count(unit: try parseName(.unitName)) }
    if consume(if: .number) { return .number(unit: parseFieldUnitIfPresent()) }
    if consume(if: .money) { return .money(unit: parseFieldUnitIfPresent()) }
    if consume(if: .ratio) { return .ratio }
    if consume(if: .date) { return .date }
    if consume(if: .yesOrNo) { return .yesOrNo }
    if consume(if: .text) { return .text }
    guard consume(if: .choiceOf) else {
      let nearest = EditDistance.nearest(
        to: text(), in: Keyword.types.flatMap { $0.chinese + $0.english })
      if atEnd { throw failExpecting(.type) }
      throw fail(.unknownType(text(), nearest: nearest), at: here)
    }
    var names = [try parseName(.choiceName)]
    while at(.comma) {
      index += 1
      names.append(try parseName(.choiceName))
    }
    return .choice(names)
  }

  private mutating func parseFieldUnitIfPresent() -> Name? {
    if consume(if: .inUnit) { return parseNameIfPresent() }
    guard kind() == .word, !atBound, kind(ahead: 1) != .symbol(.colon) else { return nil }
    return parseNameIfPresent()
  }

  private var atBound: Bool { at(.atLeast) || at(.atMost) || at(.above) || at(.below) || at(.from) }

  /// Reads one bound; says whether it was `from … to …`.
  private mutating func parseBound(into bounds: inout [TypeSyntax.Bound]) throws(Failure) -> Bool {
    let forms: [(Keyword, Comparison)] = [
      (.atLeast, .greaterOrEqual), (.atMost, .lessOrEqual), (.above, .greater), (.below, .less),
    ]
    for (keyword, comparison) in forms where consume(if: keyword) {
      bounds.append(.init(comparison: comparison, value: try parseSum()))
      return false
    }
    guard consume(if: .from) else { throw failExpecting(.bound) }
    bounds.append(.init(comparison: .greaterOrEqual, value: try parseSum()))
    try expect(.to)
    bounds.append(.init(comparison: .lessOrEqual, value: try parseSum()))
    return true
  }
}
