package import RuleLang

/// What a record of JSON states beside its facts, which the records of a file usually do alike.
package struct RecordTerms: Hashable, Sendable {
  /// Whether it names its scheme.
  package let statesScheme: Bool

  /// The unit of its bare money, as it writes it; nil where it states none.
  package let unit: String?

  /// Terms from their parts.
  package init(statesScheme: Bool, unit: String?) {
    self.statesScheme = statesScheme
    self.unit = unit
  }
}

/// The members of JSON records taken as columns of a sheet, for whoever reads lines without making
/// records of them.
///
/// It holds for records of the same ``RecordTerms``. A record with a member that is not among the
/// columns is to be bound, which says what is wrong or what more it means.
package struct LineColumns: Sendable {
  /// The columns; a column of ``SheetColumns/Purpose/nothing`` holds notes.
  package var columns: SheetColumns

  /// By column, the names that its member may have; facts stand inside of ``factsNames``.
  package let names: [[String]]

  /// What the object of the facts may be called.
  package let factsNames: [String]
}

extension Binder {
  /// The members of records with some terms.
  ///
  /// - Parameters:
  ///   - terms: what the records state.
  ///   - defaults: what holds where they say nothing.
  /// - Returns: the members as columns.
  package func columns(ofLinesWith terms: RecordTerms, _ defaults: DataDefaults) -> LineColumns {
    let name = terms.unit ?? defaults.moneyUnit
    let money = UnitTable.moneyUnits.first { $0.name == name }
    var purposes: [SheetColumns.Purpose] = [.department, .fiscalYear, .evaluationDate, .nothing]
    var words: [DataWord] = [.department, .fiscalYear, .evaluationDate, .notes]
    if terms.statesScheme {
      purposes.append(.scheme)
      words.append(.ruleset)
    }
    // A unit that is none of money is an error of its record.
    if let unit = terms.unit, money != nil {
      purposes.append(.moneyUnit(unit))
      words.append(.unit)
    }
    var units: [BareUnit?] = purposes.map { _ in nil }
    for (index, fact) in ruleset.facts.enumerated() {
      purposes.append(.fact(index))
      let isMoney = fact.type.number?.dimension == .money
      units.append(isMoney ? money.map { BareUnit(text: $0.name, factor: $0.factor) } : nil)
    }
    let foreign = foreignFacts()
    purposes += foreign.map { _ in .foreign }
    units += foreign.map { _ in nil }
    return LineColumns(
      columns: SheetColumns(
        purposes, units: units, fiscalYear: defaults.fiscalYear, ruleset: ruleset),
      names: words.map { [$0.rawValue, $0.chinese] } + factNames() + foreign.map { [$0] },
      factsNames: [DataWord.facts.rawValue, DataWord.facts.chinese])
  }

  /// By fact, the names that it goes by.
  private func factNames() -> [[String]] {
    var all: [[String]] = ruleset.facts.map { _ in [] }
    // A name that data cannot have, because names in data are normalised, names nothing.
    for (key, index) in names.facts where key.text.asName == key.text {
      all[index].append(key.text)
    }
    return all
  }

  /// The facts that only other rulesets know.
  private func foreignFacts() -> [String] {
    let all = Set(others.flatMap { $0.facts.keys.map(\.text) })
    return all.filter { names.facts[$0] == nil && names.tables[$0] == nil && $0.asName == $0 }
      .sorted()
  }

  /// Notes that a record gives some facts, as ``note(_:in:)`` does for one that has been read.
  ///
  /// - Parameters:
  ///   - facts: the facts.
  ///   - anchor: the place of its department.
  ///   - presence: what the records before it give.
  package func note(_ facts: [Int], at anchor: SourceRange, in presence: inout FactPresence) {
    presence.note(facts.map { ruleset.facts[$0].name }, at: anchor)
  }
}

extension DataPart {
  /// What the first of its records that can be read states beside its facts; nil where none of the
  /// first few can.
  package func terms() -> RecordTerms? { firstSoundRecord()?.terms }

  /// The first of its records that can be read; nil where none of the first few can.
  package func firstSoundRecord() -> RawRecord? {
    guard !isBroken else { return nil }
    var start = 0
    for _ in 0..<Self.termsLinesMax where start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      let record = record(in: start..<end)
      if !record.diagnostics.containsErrors { return record }
      start = end + 1
    }
    return nil
  }

  private static var termsLinesMax: Int { 16 }

  /// The place of some of its bytes.
  package func place(of range: Range<Int>) -> SourceRange {
    SourceRange(file: layout.file, lower: range.lowerBound, upper: range.upperBound)
  }
}

extension RawRecord {
  /// What it states beside its facts.
  package var terms: RecordTerms {
    let isStated = unit.map { !$0.isMissing && $0.range != anchor } ?? false
    guard isStated, case .text(let unit)? = unit?.content else {
      return RecordTerms(statesScheme: scheme != nil, unit: nil)
    }
    return RecordTerms(statesScheme: scheme != nil, unit: unit)
  }
}
