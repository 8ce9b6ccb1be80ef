package import ExactNumbers
package import RuleLang

/// What the columns of a sheet are for, for whoever reads cells without making records of them.
///
/// ``Binder/columns(of:)`` makes it for a header without errors. Reading a cell with it gives what
/// binding its row would give for it; a row with a cell that gives nothing is to be bound, which
/// says what is wrong.
package struct SheetColumns: Sendable {
  /// What a column is for.
  package enum Purpose: Sendable {
    case department, fiscalYear, scheme, evaluationDate
    case fact(Int)
    case judgment(Int)
    case reason(Int)
    /// The unit of bare money, which says this.
    case moneyUnit(String)
    /// A fact that only other rulesets know, for which the records are too.
    case foreign
    case nothing
  }

  /// The columns, in order.
  package let purposes: [Purpose]

  /// The fiscal year of rows, where no column states it.
  package let fiscalYear: Int?

  /// The fiscal year that a row has whose cells are read: that of the ruleset, if not told otherwise.
  package var expectedYear: Int

  /// The scheme that such a row has, where a column states it; the ruleset's, if not told otherwise.
  package var expectedScheme: String

  /// Whether a column states the scheme.
  package var statesScheme: Bool {
    purposes.contains {
      if case .scheme = $0 { return true }
      return false
    }
  }

  private let ruleset: Ruleset
  /// What bare numbers of a column are in.
  private let units: [BareUnit?]

  /// What a number without a unit in a column is multiplied by; nil where it is an error.
  package func bareFactor(_ column: Int) -> Rational? {
    guard case .fact(let index) = purposes[column],
      let number = ruleset.facts[index].type.number
    else { return .one }
    if number.isRatio || number.dimension == .none { return units[column]?.factor ?? .one }
    if let unit = units[column] { return unit.factor }
    if number.dimension == .money { return nil }
    let base = ruleset.units.text(number.dimension)
    return ruleset.units[ruleset.facts[index].unit ?? base]?.factor == .one ? .one : nil
  }

  /// The closed intervals in which the points lie that an evaluator may give an indicator.
  package func judgedRanges(_ indicator: Int) -> [Interval] {
    let judged = ruleset.indicators[indicator]
    return judged.method.judgedRanges(full: judged.points)
  }

  /// The value of a fact's cell; nil where it holds none or cannot be read.
  package func constant(_ text: String, isQuoted: Bool, column: Int) -> Constant? {
    guard case .fact(let index) = purposes[column] else { return nil }
    let isMissing = !isQuoted && text.withoutOuterSpace.isEmpty
    let value = RawValue(
      content: isMissing ? .missing : .text(text),
      range: SourceRange(file: 0, lower: 0, upper: 0))
    let reader = ValueReader(units: ruleset.units, isQuoted: false)
    return try? reader.read(value, as: ruleset.facts[index], unit: units[column])?.constant
  }

  /// A name as records have it: in NFC, without space around it.
  package static func name(_ text: String) -> String { text.asName }

  init(
    _ purposes: [Purpose], units: [BareUnit?], fiscalYear: Int?, ruleset: Ruleset
  ) {
    self.purposes = purposes
    self.units = units
    self.fiscalYear = fiscalYear
    self.ruleset = ruleset
    expectedYear = ruleset.year
    expectedScheme = ruleset.name
  }
}

extension Binder {
  /// What the columns of a sheet are for; nil where there is no header.
  ///
  /// ``checkColumns(_:alongside:)`` has found no error in it.
  package func columns(of data: DataSet) -> SheetColumns? {
    guard let header = data.header else { return nil }
    let moneyUnit = data.defaults.moneyUnit.flatMap { name in
      UnitTable.moneyUnits.first { $0.name == name }
    }
    var purposes: [SheetColumns.Purpose] = []
    var units: [BareUnit?] = []
    for (index, column) in header.columns.enumerated() {
      let (purpose, unit) = purpose(of: column, index, header)
      purposes.append(purpose)
      guard case .fact(let fact) = purpose, unit == nil, let moneyUnit,
        ruleset.facts[fact].type.number?.dimension == .money
      else {
        units.append(unit)
        continue
      }
      units.append(BareUnit(text: moneyUnit.name, factor: moneyUnit.factor))
    }
    return SheetColumns(
      purposes, units: units, fiscalYear: data.defaults.fiscalYear, ruleset: ruleset)
  }

  private func isJudged(_ indicator: Int) -> Bool {
    let judged = ruleset.indicators[indicator]
    return !judged.method.judgedRanges(full: judged.points).isEmpty
  }

  private func purpose(
    of column: RawColumn, _ index: Int, _ header: RawHeader
  ) -> (SheetColumns.Purpose, BareUnit?) {
    switch index {
    case header.department: return (.department, nil)
    case header.fiscalYear: return (.fiscalYear, nil)
    case header.scheme: return (.scheme, nil)
    case header.evaluationDate: return (.evaluationDate, nil)
    default: break
    }
    guard !column.name.isEmpty else { return (.nothing, nil) }
    switch names.target(ofColumn: column.name) {
    case .fact(let fact, let unit), .similarFact(let fact, let unit):
      if case .unit(let unit) = unit { return (.fact(fact), unit) }
      return (.fact(fact), nil)
    // What nobody may judge here is judged by other rulesets, or the header has an error.
    case .judgment(let indicator):
      return (isJudged(indicator) ? .judgment(indicator) : .nothing, nil)
    case .judgmentReason(let indicator):
      return (isJudged(indicator) ? .reason(indicator) : .nothing, nil)
    case .unknown: return (.nothing, nil)
    }
  }
}
