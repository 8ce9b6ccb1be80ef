public import RuleLang

/// What concerns a file as a whole: its columns, and facts that none of its records gives.
extension Binder {
  /// Checks the names in a file once for all of its records.
  ///
  /// Unknown, repeated and ill-united columns are errors; facts without a column, or that no
  /// record gives, are one warning.
  ///
  /// What stands under a column with an error is left out of every record, and its fact looks as
  /// if it were missing. So records of a file with errors must not be scored, here or in
  /// ``DataSet/diagnostics``.
  ///
  /// - Parameters:
  ///   - data: The file.
  ///   - others: Other rulesets that records of the same file are scored by; what one of them
  ///     knows is not unknown.
  /// - Returns: What concerns the file; findings about single records are not among it.
  /// - Complexity: O(*n*) in the number of columns, or of facts in the records of JSON.
  public func checkColumns(_ data: DataSet, alongside others: [Ruleset] = []) -> [Diagnostic] {
    let otherNames = others.map { NameIndex($0) }
    var found = FindingList()
    if let name = data.sheetName?.asName, names.tables[name] != nil, let header = data.header {
      // Whatever else is wrong with its columns comes of that.
      return [Finding.tableBeforeRecords(name).at(header.range)]
    }
    if let header = data.header {
      check(header, of: data, alongside: otherNames, reporting: &found)
    } else {
      checkFacts(of: data, reporting: &found)
    }
    for table in data.tableFiles {
      if let index = names.tables[table.name] {
        check(table.header, ofTable: index, alongside: otherNames, reporting: &found)
      } else if !otherNames.contains(where: { $0.tables[table.name] != nil }) {
        let nearest = NearestName.of(table.name, in: ruleset.tables.map(\.name))
        found.add(
          .unknownTable(table.name, nearest: nearest, isWorkbook: data.sheetName != nil),
          at: table.header.range)
      }
    }
    return found.diagnostics
  }

  private func check(
    _ header: RawHeader, of data: DataSet, alongside others: [NameIndex],
    reporting found: inout FindingList
  ) {
    reportRepeatedKeys(header, reporting: &found)
    let figures = header.figures
    let targets = figures.map { names.target(ofColumn: $0.name) }
    var present = Set(targets.compactMap(\.key))
    var seen: [NameIndex.TargetKey: SourceRange] = [:]
    var meant: Set<String> = []
    let misnamed = Set(header.guesses.values.map { header.columns[$0].range })
    for (column, target) in zip(figures, targets) {
      guard let key = target.key else {
        // That it is not called as it should be is said where the rows need it.
        if misnamed.contains(column.range) { continue }
        if others.contains(where: { $0.target(ofColumn: column.name).key != nil }) { continue }
        if let guess = reportUnknown(column, present, reporting: &found) { meant.insert(guess) }
        continue
      }
      if let first = seen[key] {
        found.add(.repeatedName(column.name, first: first), at: column.range)
        continue
      }
      seen[key] = column.range
      if case .judgment(let index) = target,
        others.contains(where: { $0.isJudged(ruleset.indicators[index].name) })
      {
        continue
      }
      report(target, column, reporting: &found)
    }
    for (index, fact) in ruleset.facts.enumerated() where meant.contains(fact.name) {
      present.insert(.fact(index))
    }
    let facts = ruleset.facts.indices.filter { !present.contains(.fact($0)) }
      .map { ruleset.facts[$0].name }
    let files = Set(data.tableFiles.map(\.name))
    let tables = ruleset.tables.map(\.name).filter { !files.contains($0) }
    if !facts.isEmpty || !tables.isEmpty {
      found.add(
        .missingColumns(facts, tables: tables, isWorkbook: data.sheetName != nil),
        at: header.range)
    }
  }

  private func reportRepeatedKeys(_ header: RawHeader, reporting found: inout FindingList) {
    var seen: [(word: DataWord, range: SourceRange)] = []
    for (column, word) in zip(header.columns, header.words) {
      guard let word else { continue }
      if let place = seen.firstIndex(where: { $0.word == word }) {
        found.add(.repeatedName(column.name, first: seen[place].range), at: column.range)
        seen[place].range = column.range
      } else {
        seen.append((word, column.range))
      }
    }
  }

  /// What a column that is for something needs said about it.
  private func report(
    _ target: NameIndex.Target, _ column: RawColumn, reporting found: inout FindingList
  ) {
    switch target {
    case .fact(let index, .unfit(let text)), .similarFact(let index, .unfit(let text)):
      found.add(
        .headerUnit(text, ruleset.facts[index], units: ruleset.units), at: column.range)
    case .similarFact(let index, _):
      found.add(.similarColumn(column.name, ruleset.facts[index].name), at: column.range)
    case .judgment(let index):
      let indicator = ruleset.indicators[index]
      if indicator.method.judgedRanges(full: indicator.points).isEmpty {
        found.add(.notJudged(indicator.name), at: column.range)
      }
    case .fact, .judgmentReason, .unknown: break
    }
  }

  /// Reports a column that is for nothing; the fact it was probably meant for.
  private func reportUnknown(
    _ column: RawColumn, _ present: Set<NameIndex.TargetKey>, reporting found: inout FindingList
  ) -> String? {
    guard !found.isFull else { return nil }
    let stem = NameIndex.parenthesized(column.name)?.stem ?? column.name
    if names.tables[column.name] != nil {
      found.add(.tableAsColumn(column.name), at: column.range)
      return nil
    }
    if names.definitions.contains(stem) {
      found.add(.computedName(stem, isJudgeable: false), at: column.range)
      return nil
    }
    let lacking = ruleset.facts.indices.filter { !present.contains(.fact($0)) }
      .map { ruleset.facts[$0].name }
    let nearest = NearestName.of(stem, in: lacking)
    let other =
      nearest == nil
      ? NearestName.of(
        stem, in: ruleset.facts.map(\.name) + DataWord.ofSheet.map(\.chinese)) : nil
    found.add(
      .unknownColumn(column.name, nearest: nearest ?? other, isLacking: nearest != nil),
      at: column.range)
    return nearest
  }

  private func check(
    _ header: RawHeader, ofTable index: Int, alongside others: [NameIndex],
    reporting found: inout FindingList
  ) {
    reportRepeatedKeys(header, reporting: &found)
    let table = ruleset.tables[index]
    var seen: [Int: SourceRange] = [:]
    var meant: Set<String> = []
    for column in header.figures {
      guard let (field, unit) = names.column(column.name, ofTable: index) else {
        let isElsewhere = others.contains { other in
          other.tables[table.name].map { other.column(column.name, ofTable: $0) != nil } ?? false
        }
        if isElsewhere { continue }
        let stem = NameIndex.parenthesized(column.name)?.stem ?? column.name
        let nearest =
          found.isFull ? nil : NearestName.of(stem, in: table.columns.map(\.name))
        if let nearest { meant.insert(nearest) }
        found.add(
          .unknownTableColumn(column.name, table: table.name, nearest: nearest), at: column.range)
        continue
      }
      if let first = seen.updateValue(column.range, forKey: field) {
        found.add(.repeatedName(column.name, first: first), at: column.range)
      } else if case .unfit(let text) = unit {
        found.add(.headerUnit(text, table.columns[field], units: ruleset.units), at: column.range)
      }
    }
    let missing = table.columns.enumerated()
      .filter { seen[$0] == nil && !meant.contains($1.name) }.map(\.1.name)
    if !missing.isEmpty { found.add(.missingColumns(missing, tables: []), at: header.range) }
  }

  private func checkFacts(of data: DataSet, reporting found: inout FindingList) {
    var presence = FactPresence()
    for record in data.records { note(record, in: &presence) }
    let lacking = lackingFacts(presence, tables: Set(data.tableFiles.map(\.name)))
    if let lacking { found.append(contentsOf: [lacking]) }
  }
}
