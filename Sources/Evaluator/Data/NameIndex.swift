import ExactNumbers
import RuleLang

/// The names of a ruleset, as data may use them.
struct NameIndex: Sendable {
  let facts: [NameKey: Int]
  let tables: [NameKey: Int]
  let indicators: [NameKey: Int]
  let headings: Set<String>
  /// What claims may go by: indicators, headings, and the ids of headings.
  let claimable: Set<String>
  let definitions: Set<String>
  /// The columns of each table.
  let columns: [[NameKey: Int]]
  /// The facts by how their names look; nil where several look alike.
  private let looks: [String: Int?]
  private let ruleset: Ruleset

  init(_ ruleset: Ruleset, _ aliases: NameAliases = NameAliases()) {
    self.ruleset = ruleset
    facts = Self.index(ruleset.facts.map(\.name), aliases.facts)
    tables = Self.index(ruleset.tables.map(\.name), aliases.tables)
    indicators = Self.index(ruleset.indicators.map(\.name), aliases.indicators)
    headings = Set(ruleset.headings.map(\.name))
    claimable = headings.union(ruleset.indicators.map(\.name)).union(Self.ids(ruleset.headings))
    definitions = Set(ruleset.definitions.map(\.name))
    columns = ruleset.tables.enumerated().map { index, table in
      Self.index(table.columns.map(\.name), aliases.columns[index] ?? [:])
    }
    looks = Dictionary(
      ruleset.facts.enumerated().map { (NameCharacters.skeleton($1.name), Optional($0)) },
      uniquingKeysWith: { _, _ in nil })
  }

  private static func index(_ names: [String], _ aliases: [String: Int] = [:]) -> [NameKey: Int] {
    var index = Dictionary(
      aliases.map { (NameKey(text: $0), $1) }, uniquingKeysWith: { first, _ in first })
    for (place, name) in names.enumerated().reversed() { index[NameKey(text: name)] = place }
    return index
  }

  /// The ids of headings, `/过程` and `/过程/预算执行情况`.
  static func ids(_ headings: [Heading]) -> [String] {
    var ids: [String] = []
    for heading in headings {
      let parent = heading.parent.map { ids.indices.contains($0) ? ids[$0] : "" } ?? ""
      let isPlain = !heading.name.contains { $0 == "/" || $0 == "#" || $0 == "`" }
      ids.append(parent + "/" + (isPlain ? heading.name : "`\(heading.name)`"))
    }
    return ids
  }

  /// Whether a name is that of an indicator that an evaluator may judge.
  func isJudged(_ name: String) -> Bool {
    indicators[name].map { ruleset.indicators[$0].method.isJudgeable } ?? false
  }

  /// What a bare number of a column is in.
  enum HeaderUnit: Sendable {
    case none
    case unit(BareUnit)
    /// What stands in parentheses is no unit of the fact.
    case unfit(String)
  }

  /// What a column of a sheet is for.
  enum Target: Sendable {
    case fact(Int, HeaderUnit)
    /// A name that differs from the fact's in nothing but look.
    case similarFact(Int, HeaderUnit)
    case judgment(Int)
    case judgmentReason(Int)
    case unknown

    /// What two columns must not share.
    var key: TargetKey? {
      switch self {
      case .fact(let index, _), .similarFact(let index, _): .fact(index)
      case .judgment(let index): .judgment(index)
      case .judgmentReason(let index): .reason(index)
      case .unknown: nil
      }
    }
  }

  /// What a column is for, without its unit.
  enum TargetKey: Hashable {
    case fact(Int)
    case judgment(Int)
    case reason(Int)
  }

  /// What a column of records is for; a name is tried as it is before its parentheses are.
  func target(ofColumn name: String) -> Target {
    if let index = facts[name] { return .fact(index, .none) }
    if let index = indicators[name] { return .judgment(index) }
    if let target = prefixed(name) { return target }
    if let (stem, note) = Self.parenthesized(name) {
      if let index = facts[stem] { return .fact(index, unit(note, of: ruleset.facts[index])) }
      if let index = indicators[stem] {
        if ["评分", "得分", "评定", "score"].contains(note.lowercased()) { return .judgment(index) }
        if ["理由", "reason"].contains(note.lowercased()) { return .judgmentReason(index) }
      }
      if let index = similar(stem) {
        return .similarFact(index, unit(note, of: ruleset.facts[index]))
      }
    }
    if let index = similar(name) { return .similarFact(index, .none) }
    return .unknown
  }

  /// What a column of a table's file is for.
  func column(_ name: String, ofTable table: Int) -> (index: Int, unit: HeaderUnit)? {
    if let index = columns[table][name] { return (index, .none) }
    guard let (stem, note) = Self.parenthesized(name), let index = columns[table][stem] else {
      return nil
    }
    return (index, unit(note, of: ruleset.tables[table].columns[index]))
  }

  private func similar(_ name: String) -> Int? {
    guard name.utf8.count <= 4 * Limits.nameCharactersMax else { return nil }
    return looks[NameCharacters.skeleton(name)] ?? nil
  }

  /// `评定:指标` and `理由:指标`.
  private func prefixed(_ name: String) -> Target? {
    guard let colon = name.firstIndex(where: { $0 == ":" || $0 == "：" }),
      let index = indicators[String(name[name.index(after: colon)...]).withoutOuterSpace]
    else { return nil }
    switch String(name[..<colon]).withoutOuterSpace.lowercased() {
    case "评定", "评分", "judgment": return .judgment(index)
    case "理由", "reason": return .judgmentReason(index)
    default: return nil
    }
  }

  /// `年初预算（万元）` as its name and what stands in the parentheses at its end.
  static func parenthesized(_ name: String) -> (stem: String, note: String)? {
    guard name.hasSuffix(")") || name.hasSuffix("）"),
      let open = name.lastIndex(where: { $0 == "(" || $0 == "（" })
    else { return nil }
    let note = name[name.index(after: open)...].dropLast()
    return (String(name[..<open]).withoutOuterSpace, String(note).withoutOuterSpace)
  }

  private func unit(_ text: String, of field: Field) -> HeaderUnit {
    guard let number = field.type.number else { return .unfit(text) }
    if number.isRatio {
      switch text {
      case "%", "％": return .unit(BareUnit(text: "%", factor: Rational(1, over: 100) ?? .one))
      case "‰": return .unit(BareUnit(text: "‰", factor: Rational(1, over: 1000) ?? .one))
      default: return .unfit(text)
      }
    }
    guard let unit = ruleset.units[text], Dimension.base(unit.base) == number.dimension else {
      return .unfit(text)
    }
    return .unit(BareUnit(text: text, factor: unit.factor))
  }
}

/// Other names that things of a ruleset go by in data, by their places.
struct NameAliases: Sendable {
  var facts: [String: Int] = [:]
  var tables: [String: Int] = [:]
  var indicators: [String: Int] = [:]
  /// The columns of each table.
  var columns: [Int: [String: Int]] = [:]
}

/// What a number without a unit is in, because a header or the record says so.
struct BareUnit: Sendable {
  let text: String
  let factor: Rational
}

/// A name as a key: names are in NFC, so that their bytes say whether they are equal.
///
/// A `String` would be normalised again whenever it is looked up, which is most of the time that
/// binding takes.
struct NameKey: Hashable, Sendable {
  let text: String

  func hash(into hasher: inout Hasher) {
    var word: UInt64 = 0
    var count = 0
    for byte in text.utf8 {
      word = word << 8 | UInt64(byte)
      count += 1
      if count % 8 == 0 { hasher.combine(word) }
    }
    hasher.combine(word)
    hasher.combine(count)
  }
}

extension [NameKey: Int] {
  /// The index of a name in NFC.
  subscript(name: String) -> Int? { self[NameKey(text: name)] }
}
