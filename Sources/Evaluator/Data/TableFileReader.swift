import RuleLang
import Tabular

/// Gives the rows of a table's own file to the records they belong to.
struct TableFileReader {
  private struct Key: Hashable {
    let department: String
    let fiscalYear: Int?
  }

  /// Guesses at a department go through all of them, so only a few are made.
  private static let guessCountMax = 10

  private let name: String
  private let sheet: Sheet
  private let owners: [Key: [Int]]
  private let departments: [String]
  private var tables: [RawTable]
  private var unknownNames: Set<Key> = []
  private var found = FindingList()

  /// Reads the file of a table and adds its rows to the records.
  static func join(_ source: SourceFile, name: String, index: Int, into data: inout DataSet) {
    guard
      let sheet = Sheet.read(
        source, index: index, defaults: data.defaults, reporting: &data.diagnostics)
    else { return }
    join(sheet, name: name, into: &data)
  }

  /// Adds the rows of a table to the records.
  static func join(_ sheet: Sheet, name: String, into data: inout DataSet) {
    let header = sheet.header
    data.tableFiles.append(RawTableFile(name: name, header: header))
    guard header.department != nil else {
      data.diagnostics.add(.tableNeedsDepartment(name), at: header.range)
      return
    }
    if header.fiscalYear == nil, hasSeveralYears(data.records) {
      data.diagnostics.add(.tableNeedsYear(name), at: header.range)
      return
    }
    var reader = TableFileReader(sheet, name: name, records: data.records)
    for row in sheet.rows { reader.add(row, to: &data.records) }
    data.diagnostics += reader.found.diagnostics
    for (owner, table) in reader.tables.enumerated() { data.records[owner].tables.append(table) }
  }

  private init(_ sheet: Sheet, name: String, records: [RawRecord]) {
    self.name = name
    self.sheet = sheet
    let header = sheet.header
    let start = SourceRange(
      file: header.range.file, lower: header.range.lower, upper: header.range.lower)
    tables = Array(repeating: RawTable(name: name, range: start), count: records.count)
    departments = records.compactMap(\.department)
    var owners: [Key: [Int]] = [:]
    for (position, record) in records.enumerated() {
      guard let department = record.department else { continue }
      if header.fiscalYear != nil, record.fiscalYear == nil { continue }
      let year = header.fiscalYear == nil ? nil : record.fiscalYear
      owners[Key(department: department, fiscalYear: year), default: []].append(position)
    }
    self.owners = owners
  }

  private mutating func add(_ row: Sheet.Row, to records: inout [RawRecord]) {
    guard let (department, place) = row.text(sheet.header.department) else {
      report(row.problem ?? Finding.rowNeedsDepartment(name).at(row.range))
      return
    }
    var fiscalYear: Int?
    if sheet.header.fiscalYear != nil {
      fiscalYear = row.text(sheet.header.fiscalYear).flatMap { YearText.year($0.text) }
      guard fiscalYear != nil else {
        report(row.problem ?? Finding.rowNeedsYear(name).at(row.range))
        return
      }
    }
    let key = Key(department: department.asName, fiscalYear: fiscalYear)
    guard let owners = owners[key] else {
      reportUnknown(key, at: place)
      return
    }
    for owner in owners {
      if let problem = row.problem {
        records[owner].diagnostics.append(problem)
      } else {
        tables[owner].rows.append(RawRow(members: row.members(sheet.header), range: row.range))
      }
    }
  }

  private mutating func report(_ diagnostic: Diagnostic) {
    found.append(contentsOf: [diagnostic])
  }

  /// Reports a department once, however many rows it has.
  private mutating func reportUnknown(_ key: Key, at place: SourceRange) {
    guard unknownNames.insert(key).inserted else { return }
    let candidates = unknownNames.count > Self.guessCountMax ? [] : departments
    found.add(
      .unknownDepartment(
        key.department, key.fiscalYear, table: name,
        nearest: NearestName.of(key.department, in: candidates)),
      at: place)
  }

  private static func hasSeveralYears(_ records: [RawRecord]) -> Bool {
    var years: [String: Int] = [:]
    for record in records {
      guard let department = record.department, let year = record.fiscalYear else { continue }
      if let other = years[department], other != year { return true }
      years[department] = year
    }
    return false
  }
}
