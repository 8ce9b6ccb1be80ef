import ExactNumbers
import RuleLang

/// Facts with several values, and the checks of the rules.
extension Reconciling {
  // MARK: Values

  func valueItems() -> [ReconciliationItem] {
    evaluation.choices.map { result in
      let choice = result.choice
      var item = ReconciliationItem(.values, .fact(choice.fact), .differs)
      item.claimed = choice.candidates[choice.used].written
      item.facts = [choice.fact]
      item.place = record.factOrigins[choice.fact]?.place
      item.alternatives = alternatives(result)
      guard result.changesResult else { return item }
      for alternative in item.alternatives where !alternative.isUsed {
        if alternative.total != evaluation.score { item.effects.insert(.total) }
        var other = record
        other.facts[choice.fact] = alternative.candidate.value
        let grades = Assembler.assemble(program, other, errors: []).possibleGrades
        if grades != evaluation.possibleGrades { item.effects.insert(.grade) }
      }
      return item
    }
  }

  private func alternatives(_ result: ChoiceResult) -> [AlternativeValue] {
    let choice = result.choice
    var order: [Constant] = []
    for candidate in choice.candidates where !order.contains(candidate.value) {
      order.append(candidate.value)
    }
    return order.compactMap { value in
      let all = choice.candidates.indices.filter { choice.candidates[$0].value == value }
      guard let first = all.first else { return nil }
      let isUsed = value == choice.candidates[choice.used].value
      let changes = isUsed ? nil : changes(choice.fact, value)
      return AlternativeValue(
        candidate: choice.candidates[first],
        sources: all.compactMap { choice.candidates[$0].source },
        isUsed: isUsed, total: result.totals.indices.contains(first) ? result.totals[first] : nil,
        measures: changes?.measures ?? [], failingChecks: changes?.checks ?? [])
    }
  }

  /// The measures and the checks that another value of a fact changes.
  private func changes(
    _ fact: Int, _ value: Constant
  ) -> (measures: [(indicator: Int, value: Rational)], checks: [Int]) {
    var other = record
    other.facts[fact] = value
    let run = Execution(program, other)
    var measures: [(indicator: Int, value: Rational)] = []
    for (index, result) in evaluation.indicators.enumerated() {
      guard let exact = result.measure,
        let slot = run.measureSlot(of: index, alternative: result.alternative),
        let measure = run.slots[slot].number, measure != exact
      else { continue }
      measures.append((index, measure))
    }
    let checks = program.checks.indices.filter { index in
      let slot = program.checks[index].condition
      return self.run.slots[slot].boolean == true && run.slots[slot].boolean == false
    }
    return (measures, checks)
  }

  // MARK: Checks

  func checkItems() -> [ReconciliationItem] {
    var users: [UsedFigures]?
    return evaluation.checks.map { result in
      let check = ruleset.checks[result.index]
      let used = UsedFigures.of(check.condition, ruleset)
      let verdict: ReconciliationItem.Verdict =
        result.holds.map { $0 ? .agrees : .differs } ?? .open
      var item = ReconciliationItem(.check, .check(result.index), verdict)
      item.facts = used.facts
      item.tables = used.tables
      item.place = check.range
      if verdict == .open { item.obstacle = .missing(result.missing) }
      guard verdict == .differs else { return item }
      item.readings = readings(of: check, result.index, used.facts)
      item.rows = breakingRows(result.index, used)
      let all = users ?? ruleset.indicators.map { UsedFigures.of($0, ruleset) }
      users = all
      item.users = all.indices.filter { index in
        all[index].facts.contains { used.facts.contains($0) }
          || all[index].tables.contains { used.tables.contains($0) }
      }
      return item
    }
  }

  private func readings(of check: Check, _ index: Int, _ facts: [Int]) -> [Reading] {
    let slot = program.checks[index].condition
    let search = ReadingSearch(program: program, record: record, facts: facts) { run in
      (run.slots[slot].boolean == true, nil)
    }
    // That one amount is not above another says nothing of its unit.
    let isEquality: Bool =
      switch check.condition.kind {
      case .comparison(_, .equal, _), .equalWithin: true
      default: false
      }
    return search.readings(withSignsAndUnits: isEquality)
  }

  /// The rows with which alone a check over one table fails.
  private func breakingRows(_ index: Int, _ used: UsedFigures) -> BreakingRows? {
    guard used.tables.count == 1, let table = used.tables.first,
      let rows = record.tables[table], rows.count <= Limits.rowsTriedMax, !rows.isEmpty
    else { return nil }
    let slot = program.checks[index].condition
    func holds(with chosen: [[Constant?]]) -> Bool? {
      var other = record
      other.tables[table] = chosen
      return Execution(program, other).slots[slot].boolean
    }
    guard holds(with: []) == true else { return nil }
    let breaking = rows.indices.filter { holds(with: [rows[$0]]) == false }
    let others = rows.indices.filter { !breaking.contains($0) }.map { rows[$0] }
    guard !breaking.isEmpty, holds(with: others) == true else { return nil }
    return BreakingRows(table: table, rows: breaking, columns: used.columns[table] ?? [])
  }
}
