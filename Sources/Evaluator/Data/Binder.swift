public import RuleLang

/// Gives records the types, units and names of a ruleset.
///
/// A binder is made once for a ruleset and binds any number of records, also concurrently.
public struct Binder: Sendable {
  let ruleset: Ruleset
  let names: NameIndex
  /// What other rulesets know, and is no unknown name here.
  let others: [NameIndex]

  /// A binder for records of a ruleset.
  public init(ruleset: Ruleset) {
    self.init(ruleset: ruleset, alongside: [])
  }

  /// A binder for records that other rulesets are to score too.
  ///
  /// - Parameters:
  ///   - ruleset: the ruleset.
  ///   - others: the others; what one of them knows is passed over where this one does not.
  ///   - aliases: names that things of the ruleset go by beside their own.
  init(ruleset: Ruleset, alongside others: [Ruleset], aliases: NameAliases = NameAliases()) {
    self.ruleset = ruleset
    names = NameIndex(ruleset, aliases)
    self.others = others.map { NameIndex($0) }
  }

  /// The record with typed values, and everything that was wrong with it.
  ///
  /// Values with an error are left out of the record. A record with errors must not be scored:
  /// what was left out would look as if it were missing.
  ///
  /// - Returns: The record, and its findings with those of ``RawRecord/diagnostics``.
  /// - Complexity: O(*n*) in the size of the record.
  public func bind(_ raw: RawRecord) -> (record: Record, diagnostics: [Diagnostic]) {
    var binding = Binding(self, raw)
    binding.bindUnit()
    binding.bindFacts()
    binding.bindTableFiles()
    binding.bindSources()
    binding.bindJudgments()
    binding.bindClaims()
    binding.checkOrders()
    return (binding.record, binding.found.diagnostics)
  }

  /// What is wrong with scoring a record by this ruleset: another year, or another scheme.
  public func checkScheme(_ raw: RawRecord) -> [Diagnostic] {
    if let year = raw.fiscalYear, year != ruleset.year {
      return [
        Finding.noRuleset(year: year, scheme: raw.scheme, available: [(ruleset.year, ruleset.name)])
          .at(raw.fiscalYearPlace)
      ]
    }
    if let scheme = raw.scheme, scheme != ruleset.name {
      return [
        Finding.noRuleset(
          year: ruleset.year, scheme: scheme, available: [(ruleset.year, ruleset.name)]
        ).at(raw.schemePlace)
      ]
    }
    return []
  }
}

/// One record on its way to its types.
struct Binding {
  let ruleset: Ruleset
  let names: NameIndex
  let others: [NameIndex]
  let raw: RawRecord
  let reader: ValueReader
  var record: Record
  var found = FindingList()
  /// What bare money is in.
  var moneyUnit: BareUnit?
  /// Where each fact's value stands.
  var factPlaces: [Int: SourceRange] = [:]

  init(_ binder: Binder, _ raw: RawRecord) {
    ruleset = binder.ruleset
    names = binder.names
    others = binder.others
    self.raw = raw
    reader = ValueReader(units: ruleset.units, isQuoted: !raw.isSheetRow)
    record = Record(for: ruleset)
    record.department = raw.department
    record.fiscalYear = raw.fiscalYear
    record.place = raw.place
    found.append(contentsOf: raw.diagnostics)
  }

  /// Reads the unit of bare money.
  mutating func bindUnit() {
    guard let unit = raw.unit, !unit.isMissing else { return }
    guard case .text(let text) = unit.content,
      let known = UnitTable.moneyUnits.first(where: { $0.name == text.withoutOuterSpace })
    else {
      found.add(.notMoneyUnit(), at: unit.range)
      return
    }
    moneyUnit = BareUnit(text: known.name, factor: known.factor)
  }

  /// What a bare number of a fact is in.
  func bareUnit(of field: Field, header: NameIndex.HeaderUnit = .none) -> BareUnit? {
    if case .unit(let unit) = header { return unit }
    return field.type.number?.dimension == .money ? moneyUnit : nil
  }

  /// Reads one value; nil where it is missing, or wrong and reported.
  mutating func read(
    _ value: RawValue, as field: Field, unit: BareUnit?
  ) -> ValueReader.Reading? {
    do {
      return try reader.read(value, as: field, unit: unit)
    } catch {
      found.add(error.finding, at: value.range)
      return nil
    }
  }
}
