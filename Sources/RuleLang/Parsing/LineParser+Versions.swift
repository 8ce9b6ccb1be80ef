/// Versions: what they amend, when they are in force, what they replace and remove.
extension LineParser {
  mutating func parseVersion(_ keyword: Keyword) throws(Failure) -> Statement.Kind {
    _ = consume(keyword)
    passStrayColon()
    switch keyword {
    case .amends: return try parseAmends()
    case .effectiveFrom:
      let from = try parseDate()
      if consume(if: .to) { return .effective(from: from, to: try parseDate()) }
      _ = consume(if: .onward)
      return .effective(from: from, to: nil)
    default:
      if consume(if: .to) { return .effective(from: nil, to: try parseDate()) }
      let from = try parseDate()
      if consume(if: .to) { return .effective(from: from, to: try parseDate()) }
      guard consume(if: .onward) else { throw failExpecting(.periodEnd) }
      return .effective(from: from, to: nil)
    }
  }

  private mutating func parseAmends() throws(Failure) -> Statement.Kind {
    let year = try parseLiteral(.year)
    if let unit = year.unit, unit.text != "年" { throw fail(.extraText(unit.text), at: unit.range) }
    let revision = consume(if: .revision) ? try parseLiteral(.revision) : nil
    let plain = Literal(
      digits: year.digits, value: year.value, form: year.form, unit: nil, range: year.range)
    return .amends(plain, revision: revision)
  }

  private mutating func parseDate() throws(Failure) -> Date {
    passStrayColon()
    guard kind() == .date else { throw failExpecting(.date) }
    let text = text()
    index += 1
    return Date(text: text) ?? Date(dayNumber: 0)
  }

  // MARK: Replacing

  private static let replaceable: Set<Keyword> = [
    .facts, .table, .define, .parameter, .order, .unit, .section, .subsection, .indicator, .grades,
    .grade, .veto, .bonus, .penalty, .bonusesAtMost, .penaltiesAtMost, .check, .test,
  ]

  mutating func parseReplacement(in block: inout Block) throws(Failure) -> Statement.Kind? {
    _ = consume(.replace)
    passStrayColon()
    let start = index
    for entry in phrasesHere where matches(entry) && Self.replaceable.contains(entry.keyword) {
      if let kind = try parse(entry.keyword, in: &block) {
        if case .openedHeading = kind { throw failExpecting(.points) }
        return .replacement(kind, at: range(from: start))
      }
      index = start
    }
    throw failExpecting(.replaced)
  }

  // MARK: Removing

  mutating func parseRemoval(in block: inout Block) throws(Failure) -> Statement.Kind? {
    _ = consume(.remove)
    passStrayColon()
    block = .plain
    for entry in phrasesHere where matches(entry) {
      guard let removal = try parseRemoval(of: entry.keyword) else { continue }
      return .removal(removal)
    }
    throw failExpecting(.removed)
  }

  private mutating func parseRemoval(of keyword: Keyword) throws(Failure) -> RemovalSyntax? {
    let start = index
    _ = consume(keyword)
    passStrayColon()
    switch keyword {
    case .facts: return .named(keyword, try parseNames(.factName))
    case .table: return .named(keyword, try parseNames(.tableName))
    case .define, .parameter: return .named(keyword, try parseNames(.definedName))
    case .unit: return .named(keyword, try parseNames(.unitName))
    case .section, .subsection: return .named(keyword, try parseNames(.headingName))
    case .indicator: return .named(keyword, try parseNames(.indicatorName))
    case .grade where !atEnd: return .named(keyword, try parseNames(.gradeName))
    case .order:
      let (limits, comparisons) = try parseLimits()
      return .order(limits, comparisons)
    case .grades where atEnd, .scoresRounded, .totalRounded, .bonusesAtMost, .penaltiesAtMost:
      return .all(keyword)
    case .veto: return .titled(keyword, try parseTexts(.vetoText))
    case .bonus, .penalty:
      if consume(if: .when) { return .conditional(keyword, try parseExpression()) }
      return .titled(keyword, try parseTexts(.adjustmentText))
    case .basis: return atEnd ? .all(keyword) : .titled(keyword, try parseTexts(.basisText))
    case .check: return atEnd ? .all(keyword) : .titled(keyword, try parseTexts(.checkText))
    case .test:
      if atEnd { return .all(keyword) }
      if consume(if: .indicator) { return .testsOf(try parseNames(.indicatorName)) }
      return .titled(keyword, try parseTexts(.testName))
    default:
      index = start
      return nil
    }
  }

  private mutating func parseNames(_ part: ExpectedPart) throws(Failure) -> [Name] {
    var names: [Name] = []
    repeat { names.append(try parseName(part)) } while consume(if: .comma)
    return names
  }

  private mutating func parseTexts(_ part: ExpectedPart) throws(Failure) -> [TextSyntax] {
    var texts: [TextSyntax] = []
    repeat {
      let place = here
      texts.append(TextSyntax(text: try parseString(part), range: place))
    } while consume(if: .comma)
    return texts
  }
}
