import RuleLang

/// What records are read with where the data themselves say nothing.
///
/// What the data do say goes first. A record that is read with a default is the same as one that
/// says it itself, also in its digest.
public struct DataDefaults: Sendable {
  /// The fiscal year of records that state none.
  public var fiscalYear: Int?

  /// The unit of bare money where neither a record nor a header says it: a name of
  /// ``RuleLang/UnitTable/moneyUnits``.
  public var moneyUnit: String?

  /// The column of sheets that names the department, where it has another name.
  public var departmentColumn: String?

  /// Defaults from their parts.
  public init(
    fiscalYear: Int? = nil, moneyUnit: String? = nil, departmentColumn: String? = nil
  ) {
    self.fiscalYear = fiscalYear
    self.moneyUnit = moneyUnit
    self.departmentColumn = departmentColumn
  }

  /// What a record that has been read is completed with.
  func complete(_ record: inout RawRecord) {
    guard let moneyUnit, record.unit?.isMissing ?? true else { return }
    record.unit = RawValue(content: .text(moneyUnit), range: record.anchor)
  }
}
