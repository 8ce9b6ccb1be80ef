import RuleLang
import Tabular

/// A CSV file, or a sheet of a workbook, as a header and rows of as many cells.
struct Sheet {
  struct Row {
    /// The cells; as many as the header has columns, or none where the row could not be read.
    let cells: [RawValue]
    let range: SourceRange
    /// What is wrong with the row as a whole.
    let problem: Diagnostic?

    /// The text of a cell, if there is such a column and the cell is not empty.
    func text(_ column: Int?) -> (text: String, range: SourceRange)? {
      guard let column, cells.indices.contains(column), case .text(let text) = cells[column].content
      else { return nil }
      let trimmed = text.withoutOuterSpace
      return trimmed.isEmpty ? nil : (trimmed, cells[column].range)
    }

    /// The filled cells of columns that hold figures.
    func members(_ header: RawHeader) -> [RawMember] {
      var members: [RawMember] = []
      for (index, cell) in cells.enumerated() where !cell.isMissing {
        guard index != header.department, index != header.fiscalYear, index != header.scheme,
          index != header.evaluationDate
        else { continue }
        let column = header.columns[index]
        guard !column.name.isEmpty else { continue }
        members.append(RawMember(name: column.name, nameRange: column.range, value: cell))
      }
      return members
    }
  }

  let header: RawHeader
  let rows: [Row]

  /// The filled cell of a column without a name; such a column may hold nothing.
  static func unnamedCell(_ row: Row, _ header: RawHeader) -> SourceRange? {
    guard header.columns.count == row.cells.count else { return nil }
    return zip(header.columns, row.cells).first { $0.name.isEmpty && !$1.isMissing }?.1.range
  }

  /// Reads a CSV file; nil without a header, which is then reported.
  static func read(
    _ source: SourceFile, index: Int, defaults: DataDefaults,
    reporting diagnostics: inout [Diagnostic]
  ) -> Sheet? {
    var reader = CSVReader(
      source.bytes, separator: CSVReader.detectSeparator(source.bytes))
    let header: RawHeader
    do {
      guard let row = try reader.next() else {
        diagnostics.add(.noHeader(), at: SourceRange(file: index, lower: 0, upper: 0))
        return nil
      }
      header = Self.header(row, file: index, defaults)
    } catch {
      diagnostics.append(Self.diagnostic(error, file: index))
      return nil
    }
    var rows: [Row] = []
    var unnamed: SourceRange?
    while let row = Self.next(&reader, header, file: index) {
      if row.cells.isEmpty, row.problem == nil { continue }
      rows.append(row)
      unnamed = unnamed ?? unnamedCell(row, header)
    }
    if let unnamed { diagnostics.add(.unnamedColumn(), at: unnamed) }
    return Sheet(header: header, rows: rows)
  }

  /// The next row; without cells where all are empty; nil after the last.
  static func next(
    _ reader: inout CSVReader, _ header: RawHeader, file: Int
  ) -> Row? {
    do {
      return try reader.next().map { row($0, header, file: file) }
    } catch {
      return broken(error, file: file)
    }
  }

  /// The cells of a record, fitted to the header.
  private static func row(_ row: CSVRow, _ header: RawHeader, file: Int) -> Row {
    let range = place(row.range, file: file)
    var cells = row.fields.map { value($0, file: file) }
    if cells.allSatisfy(\.isMissing) { return Row(cells: [], range: range, problem: nil) }
    let width = header.columns.count
    while cells.count > width, cells.last?.isMissing == true { cells.removeLast() }
    var problem: Diagnostic?
    if cells.count != width {
      let place = cells.count > width ? cells[width].range : range
      problem = Finding.fieldCount(cells.count, expected: width).at(place)
    }
    return Row(cells: cells, range: range, problem: problem)
  }

  /// A row that cannot be read.
  static func broken(_ error: CSVError, file: Int) -> Row {
    let problem = diagnostic(error, file: file)
    return Row(cells: [], range: problem.range, problem: problem)
  }

  static func header(_ row: CSVRow, file: Int, _ defaults: DataDefaults) -> RawHeader {
    let columns = row.fields.map { field in
      RawColumn(name: field.text.asName, range: place(field.range, file: file))
    }
    return header(columns, place(row.range, file: file), defaults)
  }

  /// A header of some columns, with what each row needs found among them.
  static func header(
    _ columns: [RawColumn], _ range: SourceRange, _ defaults: DataDefaults
  ) -> RawHeader {
    var header = RawHeader(columns: columns, range: range)
    if let name = defaults.departmentColumn?.asName {
      header.department = columns.firstIndex { $0.name == name }
    }
    for (index, column) in columns.enumerated() {
      switch DataWord.column(column.name) {
      case .department?: header.department = header.department ?? index
      case .fiscalYear?: header.fiscalYear = header.fiscalYear ?? index
      case .ruleset?: header.scheme = header.scheme ?? index
      case .evaluationDate?: header.evaluationDate = header.evaluationDate ?? index
      default: break
      }
    }
    if header.department == nil {
      header.guesses[.department] =
        defaults.departmentColumn.flatMap { name in
          NearestName.of(name.asName, in: columns.map(\.name))
        }.flatMap { name in columns.firstIndex { $0.name == name } }
        ?? columns.firstIndex { isLike($0.name, .department) }
    }
    if header.fiscalYear == nil, defaults.fiscalYear == nil {
      header.guesses[.fiscalYear] = columns.firstIndex { isLike($0.name, .fiscalYear) }
    }
    return header
  }

  private static func isLike(_ name: String, _ word: DataWord) -> Bool {
    name.hasPart(word.chinese)
      || NearestName.of(name, in: [word.rawValue, word.chinese]) != nil
  }

  private static func value(_ field: CSVField, file: Int) -> RawValue {
    let isEmpty = !field.wasQuoted && field.text.withoutOuterSpace.isEmpty
    return RawValue(
      content: isEmpty ? .missing : .text(field.text), range: place(field.range, file: file))
  }

  static func diagnostic(_ error: CSVError, file: Int) -> Diagnostic {
    Finding.brokenRow(error.reason).at(place(error.range, file: file))
  }

  private static func place(_ range: Range<Int>, file: Int) -> SourceRange {
    SourceRange(file: file, lower: range.lowerBound, upper: range.upperBound)
  }
}

/// Reads records from a sheet: one a row.
enum SheetRecordReader {
  static func readRecords(_ source: SourceFile, index: Int, into data: inout DataSet) {
    guard
      let sheet = Sheet.read(
        source, index: index, defaults: data.defaults, reporting: &data.diagnostics)
    else { return }
    readRecords(sheet, into: &data)
  }

  /// Makes a record of each row of a sheet.
  static func readRecords(_ sheet: Sheet, into data: inout DataSet) {
    let defaults = data.defaults
    let header = sheet.header
    let missing = missingColumns(header, defaults)
    data.header = header
    // Said by each record, so that each fails, and shown once, because it is the same finding.
    data.records = sheet.rows.map { record($0, header, missing, defaults) }
    if data.records.isEmpty { data.diagnostics += missing }
  }

  /// What is wrong with every record, because the header lacks a column that each needs.
  static func missingColumns(
    _ header: RawHeader, _ defaults: DataDefaults
  ) -> [Diagnostic] {
    var missing: [Diagnostic] = []
    if header.department == nil {
      missing.append(
        Finding.noDepartmentColumn(
          called: defaults.departmentColumn?.asName, nearest: header.guess(.department)
        ).at(header.range))
    }
    if header.fiscalYear == nil, defaults.fiscalYear == nil {
      missing.append(
        Finding.noFiscalYearColumn(nearest: header.guess(.fiscalYear)).at(header.range))
    }
    return missing
  }

  static func record(
    _ row: Sheet.Row, _ header: RawHeader, _ missing: [Diagnostic], _ defaults: DataDefaults
  ) -> RawRecord {
    var record = RawRecord(place: row.range)
    record.isSheetRow = true
    record.diagnostics = missing
    if let problem = row.problem {
      record.anchor = problem.range
      record.diagnostics.append(problem)
    }
    if let (text, range) = row.text(header.department) {
      record.department = text.asName
      record.anchor = range
    } else if header.department != nil, row.problem == nil {
      record.diagnostics.add(.missingDepartment(), at: place(header.department, in: row))
    }
    record.fiscalYearPlace = record.anchor
    record.schemePlace = record.anchor
    if let (text, range) = row.text(header.fiscalYear) {
      record.fiscalYear = YearText.year(text)
      record.fiscalYearPlace = range
      if record.fiscalYear == nil { record.diagnostics.add(.malformedYear(text), at: range) }
    } else if let year = defaults.fiscalYear {
      record.fiscalYear = year
    } else if header.fiscalYear != nil, row.problem == nil {
      record.diagnostics.add(.missingFiscalYear(), at: place(header.fiscalYear, in: row))
    }
    if let (text, range) = row.text(header.scheme) {
      record.scheme = text.asName
      record.schemePlace = range
    }
    record.evaluationDayPlace = record.anchor
    if let (text, range) = row.text(header.evaluationDate) {
      record.evaluationDay = Date(text: text)
      record.evaluationDayPlace = range
      if record.evaluationDay == nil { record.diagnostics.add(.malformedDay(text), at: range) }
    }
    // Where the fields do not fit the header, no figure is sure to stand in its column.
    record.facts = row.problem == nil ? row.members(header) : []
    defaults.complete(&record)
    return record
  }

  private static func place(_ column: Int?, in row: Sheet.Row) -> SourceRange {
    guard let column, row.cells.indices.contains(column) else { return row.range }
    let cell = row.cells[column].range
    return cell.lower == cell.upper ? row.range : cell
  }
}
