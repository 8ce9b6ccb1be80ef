import ExactNumbers
public import RuleLang
import Tabular

/// The digest of a record's data: of what they mean, not of how they are written; see chapter 17.
///
/// It is made once for a ruleset and gives the digest of any number of records.
public struct RecordDigest: Sendable {
  private let ruleset: Ruleset
  private let facts: [Named]
  private let tables: [(table: Named, columns: [Int])]
  private let indicators: [Named]

  /// Something with its place in the ruleset and its name as the lines have it.
  private struct Named: Sendable {
    let index: Int
    let name: String
    let quoted: String
  }

  /// Digests of records that are bound to a ruleset.
  public init(_ ruleset: Ruleset) {
    self.ruleset = ruleset
    facts = Self.sorted(ruleset.facts.map(\.name))
    tables = Self.sorted(ruleset.tables.map(\.name)).map { table in
      (table, Self.sorted(ruleset.tables[table.index].columns.map(\.name)).map(\.index))
    }
    indicators = Self.sorted(ruleset.indicators.map(\.name))
  }

  /// `sha256:` and the digest of a record's facts, tables and judgments.
  ///
  /// - Complexity: O(*n*) in the size of the record and of the ruleset's names.
  public func text(of record: Record) -> String {
    "sha256:" + SHA256.hexDigest(of: Array(lines(of: record).utf8))
  }

  /// The lines that the digest is taken of, in the order of chapter 17.
  public func lines(of record: Record) -> String {
    var text = ""
    for fact in facts {
      guard let value = record.facts[fact.index] else { continue }
      text += "fact \(fact.quoted) \(written(value, ruleset.facts[fact.index].type))\n"
    }
    text += choices(of: record)
    for (table, columns) in tables {
      guard let rows = record.tables[table.index] else { continue }
      text += "table \(table.quoted)\n"
      let fields = ruleset.tables[table.index].columns
      for row in rows {
        text += "row"
        for column in columns {
          text += " " + (row[column].map { written($0, fields[column].type) } ?? "-")
        }
        text += "\n"
      }
    }
    for indicator in indicators {
      guard let judgment = record.judgments[indicator.index] else { continue }
      let reason = judgment.reason.map(Self.quoted) ?? "-"
      text += "judgment \(indicator.quoted) \(judgment.points) \(reason)\n"
    }
    return text
  }

  private func choices(of record: Record) -> String {
    guard !record.choices.isEmpty else { return "" }
    let byFact = Dictionary(
      record.choices.map { ($0.fact, $0) }, uniquingKeysWith: { first, _ in first })
    var text = ""
    for fact in facts {
      guard let choice = byFact[fact.index] else { continue }
      let type = ruleset.facts[fact.index].type
      let values = choice.candidates.map { written($0.value, type) }.joined(separator: " ")
      text += "values \(fact.quoted) \(values) \(Self.quoted(choice.reason))\n"
    }
    return text
  }

  private func written(_ value: Constant, _ type: ValueType) -> String {
    switch value {
    case .number(let number):
      guard type == .date, let day = number.machineWord else { return number.description }
      return Date(dayNumber: day).description
    case .boolean(let holds): return holds ? "yes" : "no"
    case .choice(let index):
      guard case .choice(let names) = type, names.indices.contains(index) else { return "-" }
      return Self.quoted(names[index])
    case .text(let text): return Self.quoted(text)
    }
  }

  private static func quoted(_ text: String) -> String {
    JSONItem.string(text).text(indented: false)
  }

  private static func sorted(_ names: [String]) -> [Named] {
    names.enumerated().map { Named(index: $0, name: $1, quoted: quoted($1)) }
      .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }
}
