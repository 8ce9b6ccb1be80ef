import RuleLang

/// Tables, in the record or in a file of their own; and where figures come from.
extension Binding {
  mutating func bind(_ value: RawValue, toTable index: Int) {
    var rowsValue = value
    var source: String?
    var asOf: String?
    if case .object(let object) = value.content, object.contains(where: { isValueMember($0) }) {
      let members = found.members(of: object, among: DataWord.ofCandidate)
      guard let given = members[.value] else {
        found.add(.valueNeeded(ruleset.tables[index].name), at: value.range)
        return
      }
      rowsValue = given.value
      source = text(members[.source])
      asOf = day(members[.asOf])
    }
    if rowsValue.isMissing { return }
    guard case .list(let elements) = rowsValue.content else {
      found.add(.tableNotList(ruleset.tables[index]), at: rowsValue.range)
      return
    }
    var rows: [RawRow] = []
    rows.reserveCapacity(elements.count)
    for element in elements {
      guard case .object(let members) = element.content else {
        found.add(.rowNotObject(ruleset.tables[index]), at: element.range)
        continue
      }
      rows.append(RawRow(members: members, range: element.range))
    }
    bind(rows, toTable: index, at: rowsValue.range)
    if source != nil || asOf != nil {
      record.tableOrigins[index] = Origin(source: source, asOf: asOf, written: "")
    }
  }

  private func isValueMember(_ member: RawMember) -> Bool {
    DataWord.member(member.name, among: DataWord.ofCandidate) != nil
  }

  mutating func bindTableFiles() {
    for table in raw.tables {
      guard let index = names.tables[table.name] else { continue }
      if record.tables[index] != nil {
        found.add(
          .tableTwice(table.name),
          at: raw.facts.first { $0.name == table.name }?.nameRange ?? raw.anchor)
        continue
      }
      bind(table.rows, toTable: index, at: raw.anchor, isSheet: true)
    }
  }

  private mutating func bind(
    _ rows: [RawRow], toTable index: Int, at place: SourceRange, isSheet: Bool = false
  ) {
    let table = ruleset.tables[index]
    if rows.count > Limits.tableRowsMax {
      found.add(.tooManyRows(table), at: place)
      return
    }
    if rows.count < table.rowCountMin {
      found.add(.tooFewRows(table, found: rows.count), at: place)
    }
    record.tables[index] = rows.map { row in
      isSheet ? cells(ofSheetRow: row, index) : cells(ofObject: row, index)
    }
  }

  private mutating func cells(ofObject row: RawRow, _ table: Int) -> [Constant?] {
    let columns = ruleset.tables[table].columns
    var cells: [Constant?] = Array(repeating: nil, count: columns.count)
    var seen: [Int: SourceRange] = [:]
    for member in row.members {
      guard let index = names.columns[table][member.name] else {
        if isColumnElsewhere(member.name, ofTable: table) { continue }
        found.add(
          .unknownTableColumn(
            member.name, table: ruleset.tables[table].name,
            nearest: NearestName.of(member.name, in: columns.map(\.name))),
          at: member.nameRange)
        continue
      }
      guard isFirst(member, index, in: &seen) else { continue }
      let field = columns[index]
      cells[index] = read(member.value, as: field, unit: bareUnit(of: field))?.constant
    }
    return cells
  }

  /// Whether another ruleset has a table of that name with a column of that name.
  private func isColumnElsewhere(_ name: String, ofTable table: Int) -> Bool {
    let tableName = ruleset.tables[table].name
    return others.contains { other in
      other.tables[tableName].map { other.columns[$0][name] != nil } ?? false
    }
  }

  /// The cells of a row in a file; what is wrong with its columns is said once for the file.
  private mutating func cells(ofSheetRow row: RawRow, _ table: Int) -> [Constant?] {
    let columns = ruleset.tables[table].columns
    var cells: [Constant?] = Array(repeating: nil, count: columns.count)
    for member in row.members {
      guard let (index, unit) = names.column(member.name, ofTable: table) else { continue }
      if case .unfit = unit { continue }
      let field = columns[index]
      let reader = ValueReader(units: ruleset.units, isQuoted: false)
      do {
        cells[index] =
          try reader.read(
            member.value, as: field, unit: bareUnit(of: field, header: unit))?.constant
      } catch {
        found.add(error.finding, at: member.value.range)
      }
    }
    return cells
  }

  /// Reads where facts come from that are written without their source.
  mutating func bindSources() {
    var facts: [Int: SourceRange] = [:]
    var tables: [Int: SourceRange] = [:]
    for member in raw.sources {
      let source = text(member)
      if let index = names.facts[member.name] {
        guard isFirst(member, index, in: &facts), let source else { continue }
        setSource(source, member, ofFact: index)
      } else if let index = names.tables[member.name] {
        guard isFirst(member, index, in: &tables), let source else { continue }
        setSource(source, member, ofTable: index)
      } else {
        let isElsewhere = others.contains {
          $0.facts[member.name] != nil || $0.tables[member.name] != nil
        }
        // What the facts give under the same name has been reported there: it is one mistake.
        if isElsewhere || raw.facts.contains(where: { $0.name == member.name }) { continue }
        let all = ruleset.facts.map(\.name) + ruleset.tables.map(\.name)
        let nearest = found.isFull ? nil : NearestName.of(member.name, in: all)
        found.add(
          .unknownFact(member.name, nearest: nearest, isLacking: false), at: member.nameRange)
      }
    }
  }

  private mutating func setSource(_ source: String, _ member: RawMember, ofFact index: Int) {
    guard let origin = record.factOrigins[index] else { return }
    let isChoice = record.choices.contains { $0.fact == index }
    if origin.source != nil || isChoice {
      found.add(.sourceTwice(member.name), at: member.nameRange)
      return
    }
    record.factOrigins[index]?.source = source
  }

  private mutating func setSource(_ source: String, _ member: RawMember, ofTable index: Int) {
    guard record.tables[index] != nil else { return }
    if record.tableOrigins[index]?.source != nil {
      found.add(.sourceTwice(member.name), at: member.nameRange)
      return
    }
    record.tableOrigins[index] = Origin(
      source: source, asOf: record.tableOrigins[index]?.asOf, written: "")
  }
}
