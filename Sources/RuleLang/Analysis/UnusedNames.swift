/// Finds what is declared and never used: facts, tables, columns, definitions, parameters, units.
struct UnusedNames {
  private(set) var observations: [Observation] = []
  private let use: NameUse
  private let twins: NearlySameNames

  /// Looks through a ruleset.
  ///
  /// - Complexity: O(*n*) in the size of the rules.
  init(_ ruleset: Ruleset, _ use: NameUse, twins: NearlySameNames) {
    self.use = use
    self.twins = twins
    for fact in ruleset.facts where fact.type != .text && !isUsed(fact.name) {
      add(Message(zh: "数据", en: "fact"), fact.name, at: fact.range)
    }
    for definition in ruleset.definitions where !isUsed(definition.name) {
      let kind =
        definition.isParameter
        ? Message(zh: "参数", en: "parameter") : Message(zh: "定义", en: "definition")
      add(kind, definition.name, at: definition.range)
    }
    addTables(of: ruleset)
    addUnits(of: ruleset)
  }

  private func isUsed(_ name: String) -> Bool { use.counts[NormalizedText(name)] != nil }

  private mutating func add(_ kind: Message, _ name: String, at range: SourceRange) {
    let twin = twins.twin(of: range)
    observations.append(
      Observation(finding: .unusedName(kind, name, twin: twin), range: range, evidence: .none))
  }

  private mutating func addTables(of ruleset: Ruleset) {
    guard !ruleset.tables.isEmpty else { return }
    let columns = ColumnUse(ruleset)
    for (index, table) in ruleset.tables.enumerated() {
      guard isUsed(table.name) else {
        add(Message(zh: "表", en: "table"), table.name, at: table.range)
        continue
      }
      for (number, column) in table.columns.enumerated()
      where column.type != .text && !columns.isUsed[index][number] {
        let name = "\(table.name).\(column.name)"
        add(Message(zh: "列", en: "column"), name, at: column.range)
      }
    }
  }

  private mutating func addUnits(of ruleset: Ruleset) {
    let declared = ruleset.syntax.flatMap(\.statements).compactMap { statement -> Name? in
      if case .unit(let name, _) = statement.kind { return name }
      return nil
    }
    for name in declared {
      // 万吨 is so many 吨.
      let isUsed = use.units.contains { unit in
        unit.text == name.text || ["万", "亿", "千"].contains { unit.text == $0 + name.text }
      }
      if !isUsed { add(Message(zh: "单位", en: "unit"), name.text, at: name.range) }
    }
  }
}
