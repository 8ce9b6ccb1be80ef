import ExactNumbers
import RuleLang

/// The record that a test states, and what is wrong with it as data.
enum TestRecord {
  /// Puts the figures of a test in a record; later ones replace earlier ones.
  static func make(_ test: RuleTest, _ ruleset: Ruleset) -> (Record, errors: [Diagnostic]) {
    var record = Record(for: ruleset)
    record.fiscalYear = ruleset.year
    for given in test.givens { apply(given, to: &record) }
    for given in test.row?.givens ?? [] { apply(given, to: &record) }
    let found = takeOut(of: &record, ruleset)
    return (record, found.map { $0.at(test.range) })
  }

  private static func apply(_ given: RuleTest.Given, to record: inout Record) {
    switch given {
    case .fact(let index, let value): record.facts[index] = value
    case .factNotGiven(let index): record.facts[index] = nil
    case .rows(let table, let rows):
      record.tables[table] = rows.flatMap { Array(repeating: $0.cells, count: $0.count) }
    case .tableNotGiven(let table): record.tables[table] = nil
    case .judgment(let indicator, let points, let reason):
      record.judgments[indicator] = Judgment(points: points, reason: reason)
    case .judgmentNotGiven(let indicator): record.judgments[indicator] = nil
    }
  }

  /// Takes out figures that a data file could not have, as its reader does; says what is wrong.
  private static func takeOut(of record: inout Record, _ ruleset: Ruleset) -> [Finding] {
    var found: [Finding] = []
    for (index, field) in ruleset.facts.enumerated() {
      guard let finding = finding(record.facts[index], field, ruleset) else { continue }
      found.append(finding)
      record.facts[index] = nil
    }
    for (index, table) in ruleset.tables.enumerated() {
      guard let rows = record.tables[index] else { continue }
      if rows.count < table.rowCountMin {
        found.append(.tooFewRows(table, found: rows.count))
        record.tables[index] = nil
        continue
      }
      var seen: Set<[Constant?]> = []
      for row in rows where seen.insert(row).inserted {
        found += zip(table.columns, row).compactMap { finding($1, $0, ruleset) }
      }
    }
    return found
  }

  private static func finding(
    _ value: Constant?, _ field: Field, _ ruleset: Ruleset
  ) -> Finding? {
    guard case .number(let number)? = value else { return nil }
    let text = ValueText(units: ruleset.units).text(number, field.type, unit: field.unit)
    if field.type.number?.isWhole == true, !number.isInteger { return .notWhole(text, field) }
    guard !field.bounds.contains(number) else { return nil }
    return .outOfBounds(text, number, field, units: ruleset.units)
  }
}
