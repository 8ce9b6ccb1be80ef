import RuleLang
import Tabular

/// Makes a ``Sheet`` of a sheet of a workbook, and the text in which its places stand.
///
/// The text has a line for each row, the empty ones too, so that lines are the numbers of rows.
struct WorkbookSheetReader {
  /// The rows and the header; nil where they cannot be used.
  private(set) var sheet: Sheet?

  /// What is wrong with the sheet as a whole.
  private(set) var diagnostics: [Diagnostic] = []

  /// How much has been read of the workbook.
  private(set) var size: WorkbookSize

  private let file: Int
  private let path: String
  private let defaults: DataDefaults
  private var text: [UInt8] = []
  private var rowCount = 0
  private var header: RawHeader?
  private var headerRow = 0
  private var rows: [Sheet.Row] = []
  /// The first cell that stands behind the last column of the header.
  private var beyond: SourceRange?
  private var lastRow = 0
  private var isRefused = false

  init(file: Int, path: String, defaults: DataDefaults, size: WorkbookSize) {
    self.file = file
    self.path = path
    self.defaults = defaults
    self.size = size
  }

  /// The text of the rows that were read.
  var source: SourceFile { SourceFile(sheet: path, rows: text) }

  /// Whether no row has anything.
  var isEmpty: Bool { header == nil && diagnostics.isEmpty }

  /// How many rows below its first are looked at for the header, where that is none.
  private static let rowsSearchedMost = 20

  /// Reads a sheet; why it cannot be read on, if that comes about.
  mutating func read(_ sheet: Workbook.Sheet, of workbook: Workbook) -> WorkbookError? {
    do throws(WorkbookError) {
      var reader = try workbook.rows(of: sheet)
      while let row = try reader.next() {
        try add(row)
        if isRefused { return nil }
      }
      finish(merged: reader.mergedRanges)
      return nil
    } catch {
      return error
    }
  }

  // MARK: Rows

  private mutating func add(_ row: WorksheetRow) throws(WorkbookError) {
    let count = (row.cells.last?.column ?? -1) + 1
    size.cells += max(count, header?.columns.count ?? 0)
    size.bytes -= text.count
    if rowCount > 0 { text.append(UInt8(ascii: "\n")) }
    if row.number > rowCount + 1 {
      text += Array(repeating: UInt8(ascii: "\n"), count: row.number - rowCount - 1)
    }
    rowCount = row.number
    let start = text.count
    var problem: Diagnostic?
    let cells = try values(row, count: count, &problem)
    size.bytes += text.count
    if let problem = size.problem { throw WorkbookError(problem) }
    let range = SourceRange(file: file, lower: start, upper: text.count)
    guard let header else { return readHeader(cells, range, problem) }
    // Rows of spaces are none.
    if problem == nil, cells.allSatisfy(\.isMissing) { return }
    lastRow = row.number
    if header.department == nil, row.number - headerRow <= Self.rowsSearchedMost {
      refuseTitle(above: cells, range, row.number)
    }
    rows.append(Sheet.Row(cells: fitted(cells, range, header), range: range, problem: problem))
  }

  /// The cells of a row, whose text is added with tabs between them.
  private mutating func values(
    _ row: WorksheetRow, count: Int, _ problem: inout Diagnostic?
  ) throws(WorkbookError) -> [RawValue] {
    var values: [RawValue] = []
    values.reserveCapacity(count)
    for cell in row.cells {
      while values.count < cell.column { values.append(emptyCell(isFirst: values.isEmpty)) }
      if !values.isEmpty { text += "\t│ ".utf8 }
      let start = text.count
      let shown = cell.content.shown
      text += shown.utf8.map { $0 < 0x20 ? 0x20 : $0 }
      let range = SourceRange(file: file, lower: start, upper: text.count)
      if let finding = Finding.cell(cell.content), problem == nil { problem = finding.at(range) }
      let isEmpty = shown.withoutOuterSpace.isEmpty
      values.append(RawValue(content: isEmpty ? .missing : .text(shown), range: range))
      // Cells may share a text that is long.
      if text.count > Workbook.textBytesMax { throw WorkbookError(.tooMuchText) }
    }
    return values
  }

  private mutating func emptyCell(isFirst: Bool) -> RawValue {
    if !isFirst { text += "\t│ ".utf8 }
    return RawValue(
      content: .missing, range: SourceRange(file: file, lower: text.count, upper: text.count))
  }

  /// The cells of a row, as many as the header has columns; what stands behind them is noted.
  private mutating func fitted(
    _ cells: [RawValue], _ range: SourceRange, _ header: RawHeader
  ) -> [RawValue] {
    let count = header.columns.count
    if cells.count < count {
      let end = SourceRange(file: file, lower: range.upper, upper: range.upper)
      let empty = RawValue(content: .missing, range: end)
      return cells + Array(repeating: empty, count: count - cells.count)
    }
    beyond = beyond ?? cells[count...].first { !$0.isMissing }?.range
    return Array(cells.prefix(count))
  }

  // MARK: The header

  private mutating func readHeader(
    _ cells: [RawValue], _ range: SourceRange, _ problem: Diagnostic?
  ) {
    headerRow = rowCount
    if let problem {
      diagnostics.append(problem)
      isRefused = true
      return
    }
    var cells = cells
    while cells.last?.isMissing == true { cells.removeLast() }
    guard !cells.isEmpty else {
      // A row of spaces; the header is still to come.
      return
    }
    header = Sheet.header(Self.columns(cells), range, defaults)
  }

  private static func columns(_ cells: [RawValue]) -> [RawColumn] {
    cells.map { cell in
      guard case .text(let name) = cell.content else {
        return RawColumn(name: "", range: cell.range)
      }
      return RawColumn(name: name.asName, range: cell.range)
    }
  }

  /// Refuses a sheet whose header stands further down, below a title.
  private mutating func refuseTitle(
    above cells: [RawValue], _ range: SourceRange, _ row: Int
  ) {
    guard Sheet.header(Self.columns(cells), range, defaults).department != nil else { return }
    let place = SourceRange(file: file, lower: range.lower, upper: range.lower)
    diagnostics.append(Finding.titleAboveHeader(headerRow, header: row).at(place))
    isRefused = true
  }

  // MARK: The whole

  private mutating func finish(merged: [WorksheetReader.MergedRange]) {
    guard let header else { return }
    let unnamed = rows.lazy.compactMap { Sheet.unnamedCell($0, header) }.first
    if let unnamed = unnamed ?? beyond { diagnostics.add(.unnamedColumn(), at: unnamed) }
    let last = max(headerRow, lastRow)
    reportMerged(
      merged.filter { range in
        range.rows.overlaps(headerRow...last) && range.columns.lowerBound < header.columns.count
          && (range.rows.count > 1 || range.columns.count > 1)
      })
    sheet = Sheet(header: header, rows: rows)
  }

  /// A cell that is merged with others leaves them empty, and whose its value is nobody can say.
  private mutating func reportMerged(_ ranges: [WorksheetReader.MergedRange]) {
    guard !ranges.isEmpty else { return }
    let source = source
    for range in ranges.prefix(Limits.diagnosticsPerFileMax) {
      let first = CellReference(column: range.columns.lowerBound, row: range.rows.lowerBound)
      let last = CellReference(column: range.columns.upperBound, row: range.rows.upperBound)
      diagnostics.add(
        .mergedCells("\(first.text):\(last.text)"), at: place(of: first, in: source))
    }
  }

  private func place(of cell: CellReference, in source: SourceFile) -> SourceRange {
    guard source.lineStarts.indices.contains(cell.row - 1) else {
      return SourceRange(file: file, lower: 0, upper: 0)
    }
    let line = source.lineRange(cell.row - 1)
    var start = line.lowerBound
    var column = 0
    while column < cell.column,
      let tab = source.bytes[start..<line.upperBound].firstIndex(of: UInt8(ascii: "\t"))
    {
      start = min(tab + "\t│ ".utf8.count, line.upperBound)
      column += 1
    }
    let end =
      source.bytes[start..<line.upperBound].firstIndex(of: UInt8(ascii: "\t")) ?? line.upperBound
    return SourceRange(file: file, lower: start, upper: end)
  }
}

extension WorksheetCell.Content {
  /// What people see of it.
  fileprivate var shown: String {
    switch self {
    case .text(let text), .longNumber(let text), .scaledNumber(let text): text
    case .formulaWithoutResult: "="
    case .error(let text): text
    case .malformed: "?"
    }
  }
}
