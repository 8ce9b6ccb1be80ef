import ExactNumbers
import RuleLang

/// Finds which facts, tables and columns of two rulesets are the same: by their names and, where
/// they have others, by being used in the same places in the same way.
struct SymbolMatching {
  private let old: Ruleset
  private let new: Ruleset
  private let table: MeaningTable
  private(set) var indicators: Pairing
  private(set) var headings: Pairing
  private(set) var facts: Pairing
  private(set) var tables: Pairing
  /// The columns of tables that are paired, by the new table.
  private(set) var columns: [Int: Pairing] = [:]

  /// The most things without a namesake for which renaming is looked for.
  static let unmatchedCountMax = 200

  init(_ old: Ruleset, _ new: Ruleset, _ table: MeaningTable) {
    self.old = old
    self.new = new
    self.table = table
    indicators = Pairing(old.indicators.map(\.name), new.indicators.map(\.name))
    headings = Pairing(old.headingPaths, new.headingPaths)
    facts = Pairing(old.facts.map(\.name), new.facts.map(\.name))
    tables = Pairing(old.tables.map(\.name), new.tables.map(\.name))
    pairColumns()
    headings.pairRest({ old.headings[$0].name }, { new.headings[$0].name })
    // A renamed thing may be used beside another; each round settles some of them.
    for _ in 0..<3 {
      let before = unmatchedCount
      guard before > 0 else { break }
      matchRenamed()
      pairColumns()
      if unmatchedCount == before { break }
    }
    matchRenamedIndicators()
    matchRenamedHeadings()
  }

  private var unmatchedCount: Int {
    facts.removed.count + tables.removed.count
      + columns.values.reduce(0) { $0 + $1.removed.count }
  }

  private mutating func pairColumns() {
    for (first, second) in tables.pairs where columns[second] == nil {
      columns[second] = Pairing(
        old.tables[first].columns.map(\.name), new.tables[second].columns.map(\.name))
    }
  }

  // MARK: Numbers of names

  /// A reader of the old ruleset.
  var oldReader: MeaningReader {
    let (matching, table, names) = (self, table, Numbering())
    return MeaningReader(old, table) { matching.number(ofOld: $0, names) }
  }

  /// A reader of the new ruleset.
  var newReader: MeaningReader {
    let (matching, table, names) = (self, table, Numbering())
    return MeaningReader(new, table) { matching.number(ofNew: $0, names) }
  }

  /// The numbers of names that were asked for before.
  private final class Numbering {
    var known: [Symbol: Int] = [:]
  }

  private func number(ofOld symbol: Symbol, _ names: Numbering) -> Int {
    if let known = names.known[symbol] { return known }
    let number: Int
    if let partner = partner(of: symbol), haveSameType(symbol, partner) {
      number = table.number("\(partner)")
    } else {
      number = table.number("old \(symbol)")
    }
    names.known[symbol] = number
    return number
  }

  private func number(ofNew symbol: Symbol, _ names: Numbering) -> Int {
    if let known = names.known[symbol] { return known }
    let number = table.number("\(symbol)")
    names.known[symbol] = number
    return number
  }

  /// What a name of the old ruleset is in the new one.
  private func partner(of symbol: Symbol) -> Symbol? {
    switch symbol {
    case .fact(let index): facts.newOfOld[index].map { .fact($0) }
    case .table(let index): tables.newOfOld[index].map { .table($0) }
    case .column(let index, let column):
      tables.newOfOld[index].flatMap { new in
        columns[new]?.newOfOld[column].map { .column(table: new, $0) }
      }
    case .indicator(let index): indicators.newOfOld[index].map { .indicator($0) }
    case .heading(let index): headings.newOfOld[index].map { .heading($0) }
    }
  }

  private func haveSameType(_ first: Symbol, _ second: Symbol) -> Bool {
    Self.type(of: first, in: old) == Self.type(of: second, in: new)
  }

  private static func type(of symbol: Symbol, in ruleset: Ruleset) -> String {
    switch symbol {
    case .fact(let index): ruleset.facts[index].type.name(ruleset.units)
    case .column(let index, let column):
      ruleset.tables[index].columns[column].type.name(ruleset.units)
    case .table: "table"
    case .indicator: "indicator"
    case .heading: "heading"
    }
  }

  // MARK: Renamed facts, tables and columns

  private mutating func matchRenamed() {
    let count = facts.removed.count + facts.added.count
    guard count <= Self.unmatchedCountMax else { return }
    let oldUses = uses(isOld: true)
    let newUses = uses(isOld: false)
    facts.pairRest({ oldUses[.fact($0)] }, { newUses[.fact($0)] })
    tables.pairRest({ oldUses[.table($0)] }, { newUses[.table($0)] })
    for (index, second) in tables.pairs {
      columns[second]?.pairRest(
        { oldUses[.column(table: index, $0)] }, { newUses[.column(table: second, $0)] })
    }
  }

  /// How each name without a namesake is used: its type, its places, and what stands there.
  private func uses(isOld: Bool) -> [Symbol: [Int]] {
    let ruleset = isOld ? old : new
    let pairs = indicators
    let places = ruleset.places { index in
      isOld
        ? pairs.newOfOld[index].map { "\($0)" } ?? "?"
        : pairs.oldOfNew[index] == nil ? "?" : "\(index)"
    }
    var uses: [Symbol: [Int]] = [:]
    for symbol in unmatched(isOld: isOld) {
      let matching = self
      let names = Numbering()
      var reader = MeaningReader(ruleset, table) { other in
        if other == symbol { return matching.table.number("this") }
        let isMatched =
          isOld ? matching.partner(of: other) != nil : matching.hasPartner(ofNew: other)
        guard isMatched else {
          return matching.table.number("some " + Self.type(of: other, in: ruleset))
        }
        return isOld ? matching.number(ofOld: other, names) : matching.number(ofNew: other, names)
      }
      var found: [Int] = []
      for place in places {
        let number = reader.meaning(of: place.expression)
        if reader.uses(symbol, in: place.expression) {
          found.append(table.number(place.name, [number]))
        }
      }
      guard !found.isEmpty else { continue }
      uses[symbol] = [table.number(Self.type(of: symbol, in: ruleset))] + found.sorted()
    }
    return uses
  }

  private func unmatched(isOld: Bool) -> [Symbol] {
    let facts = isOld ? facts.removed : facts.added
    let tables = isOld ? self.tables.removed : self.tables.added
    var symbols = facts.map { Symbol.fact($0) } + tables.map { Symbol.table($0) }
    for (index, second) in self.tables.pairs {
      guard let columns = columns[second] else { continue }
      symbols += (isOld ? columns.removed : columns.added).map {
        .column(table: isOld ? index : second, $0)
      }
    }
    return symbols
  }

  private func hasPartner(ofNew symbol: Symbol) -> Bool {
    switch symbol {
    case .fact(let index): facts.oldOfNew[index] != nil
    case .table(let index): tables.oldOfNew[index] != nil
    case .column(let index, let column): columns[index]?.oldOfNew[column] != nil
    case .indicator(let index): indicators.oldOfNew[index] != nil
    case .heading(let index): headings.oldOfNew[index] != nil
    }
  }

  // MARK: Renamed indicators and headings

  private mutating func matchRenamedIndicators() {
    guard !indicators.removed.isEmpty, !indicators.added.isEmpty else { return }
    var (first, second) = (oldReader, newReader)
    var olds: [Int: Int] = [:]
    for index in indicators.removed { olds[index] = first.meaning(of: old.indicators[index]) }
    var news: [Int: Int] = [:]
    for index in indicators.added { news[index] = second.meaning(of: new.indicators[index]) }
    // Judgments mean the same everywhere: only a name tells them apart.
    func mark(_ index: Int, _ meanings: [Int: Int], _ ruleset: Ruleset) -> Int? {
      if case .judged = ruleset.indicators[index].method { return nil }
      return meanings[index]
    }
    let (before, after) = (old, new)
    indicators.pairRest({ mark($0, olds, before) }, { mark($0, news, after) })
  }

  /// A heading has another name where the same things stand under it.
  private mutating func matchRenamedHeadings() {
    let (old, new, pairs) = (old, new, indicators)
    func below(_ heading: Int, _ ruleset: Ruleset, _ name: (Int) -> Int?) -> Set<Int>? {
      var found: Set<Int> = []
      for (index, indicator) in ruleset.indicators.enumerated()
      where ruleset.headings(above: indicator.heading).contains(heading) {
        guard let name = name(index) else { return nil }
        found.insert(name)
      }
      return found.isEmpty ? nil : found.union([-1 - ruleset.headings[heading].level])
    }
    headings.pairRest(
      { below($0, old) { pairs.newOfOld[$0] } },
      { below($0, new) { pairs.oldOfNew[$0] == nil ? nil : $0 } })
  }
}
