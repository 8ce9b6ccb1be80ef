import ExactNumbers
public import RuleLang
import Tabular

/// A record as people can use it: as data that `rules evaluate` accepts, or as figures of a test.
public enum RecordText {
  /// The record as one line of JSON, with only what it holds.
  ///
  /// - Parameters:
  ///   - record: the record; its numbers are decimals in the units of their facts.
  ///   - ruleset: the ruleset it is bound to.
  /// - Returns: a record of chapter 10, without a line feed.
  public static func json(_ record: Record, _ ruleset: Ruleset) -> String {
    var facts: [(String, JSONItem)] = []
    for (field, value) in zip(ruleset.facts, record.facts) {
      if let value { facts.append((field.name, item(value, field, ruleset))) }
    }
    for (table, rows) in zip(ruleset.tables, record.tables) {
      guard let rows else { continue }
      let items = rows.map { row in
        JSONItem.object(
          zip(table.columns, row).compactMap { column, value in
            value.map { (column.name, item($0, column, ruleset)) }
          })
      }
      facts.append((table.name, .array(items)))
    }
    var members: [(String, JSONItem)] = [
      ("ruleset", .string(ruleset.name)),
      ("department", .string(record.department ?? (ruleset.vocabulary == .zh ? "示例" : "Example"))),
      ("fiscalYear", .integer(ruleset.year)),
      ("facts", .object(facts)),
    ]
    let judgments = record.judgments.sorted { $0.key < $1.key }.map { index, judgment in
      let parts: [(String, JSONItem)] =
        [("score", .string(judgment.points.description))]
        + (judgment.reason.map { [("reason", .string($0))] } ?? [])
      return (ruleset.indicators[index].name, JSONItem.object(parts))
    }
    if !judgments.isEmpty { members.append(("judgments", .object(judgments))) }
    return JSONItem.object(members).text(indented: false)
  }

  /// The figures of a record as the clauses that `given` takes, one for each fact and table.
  public static func given(
    _ record: Record, _ ruleset: Ruleset, in language: Language
  ) -> [String] {
    let clause = FigureClause(units: ruleset.units, language: language)
    var clauses: [String] = []
    for (field, value) in zip(ruleset.facts, record.facts) {
      if let value { clauses.append(clause.given(field, value)) }
    }
    for (table, rows) in zip(ruleset.tables, record.tables) {
      if let rows { clauses.append(clause.given(table, rows)) }
    }
    return clauses
  }

  private static func item(_ value: Constant, _ field: Field, _ ruleset: Ruleset) -> JSONItem {
    switch value {
    case .boolean(let holds): return .boolean(holds)
    case .text(let text): return .string(text)
    case .choice(let index):
      guard case .choice(let names) = field.type, names.indices.contains(index) else {
        return .null
      }
      return .string(names[index])
    case .number(let number):
      let text = ValueText(units: ruleset.units)
        .ungrouped(number, field.type, unit: field.unit)
      return .string(text)
    }
  }
}
