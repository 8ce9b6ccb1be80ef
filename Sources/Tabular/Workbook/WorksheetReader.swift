/// A cell of a sheet that is not empty.
public struct WorksheetCell: Sendable, Equatable {
  /// What a cell says.
  public enum Content: Sendable, Equatable {
    /// The text that people see, but for the digits that are not shown.
    case text(String)
    /// A formula whose result was not saved.
    case formulaWithoutResult
    /// An error such as `#DIV/0!`.
    case error(String)
    /// A whole number with more digits than a workbook keeps.
    case longNumber(String)
    /// A number that is shown divided by a thousand or more.
    case scaledNumber(String)
    /// Something else than its kind says.
    case malformed
  }

  /// The column, from 0.
  public let column: Int

  /// What it says.
  public let content: Content
}

/// A row of a sheet with its cells that are not empty, in order.
public struct WorksheetRow: Sendable, Equatable {
  /// The number of the row, from 1.
  public let number: Int

  /// The cells.
  public var cells: [WorksheetCell]
}

/// Reads the rows of a sheet one after the other, as the sheet is unpacked.
public struct WorksheetReader: Sendable {
  /// A range of cells that are merged to one, from 1 for rows and from 0 for columns.
  public struct MergedRange: Sendable, Equatable {
    /// The rows, from 1.
    public let rows: ClosedRange<Int>
    /// The columns, from 0.
    public let columns: ClosedRange<Int>
  }

  /// The ranges that are merged; known after the last row.
  public private(set) var mergedRanges: [MergedRange] = []

  private var reader: XMLReader
  private let workbook: Workbook
  private var isInData = false
  private var row = 0
  private var column = -1
  private var size = WorkbookSize()

  init(_ reader: XMLReader, of workbook: Workbook) {
    self.reader = reader
    self.workbook = workbook
  }

  /// The next row that has cells; nil after the last.
  ///
  /// - Throws: why the sheet cannot be read on.
  public mutating func next() throws(WorkbookError) -> WorksheetRow? {
    while let event = try reader.next() {
      switch event {
      case .start("sheetData"): isInData = true
      case .end("sheetData"): isInData = false
      case .start("row") where isInData:
        let found = try readRow()
        if !found.cells.isEmpty { return found }
      case .start("mergeCell"): try readMerged()
      // What a sheet has for newer programs beside what all know.
      case .start("extLst"): try reader.skipElement()
      default: break
      }
    }
    return nil
  }

  private mutating func readRow() throws(WorkbookError) -> WorksheetRow {
    let number = reader.attribute("r").map { Int($0) } ?? row + 1
    guard let number, number > row, number <= Workbook.rowCountMax else { throw reader.malformed }
    row = number
    column = -1
    var found = WorksheetRow(number: number, cells: [])
    while let event = try reader.next() {
      if event == .end("row") { break }
      guard event == .start("c") else { continue }
      if let cell = try readCell() { found.cells.append(cell) }
    }
    return found
  }

  private mutating func readCell() throws(WorkbookError) -> WorksheetCell? {
    if let reference = reader.attribute("r") {
      guard let place = CellReference(reference), place.row == row, place.column > column,
        place.column < Workbook.columnCountMax
      else { throw reader.malformed }
      column = place.column
    } else {
      column += 1
      guard column < Workbook.columnCountMax else { throw reader.malformed }
    }
    let kind = reader.attribute("t") ?? "n"
    let form = reader.attribute("s").flatMap { Int($0) } ?? 0
    var value: String?
    var hasFormula = false
    let outer = reader.depth
    while reader.depth >= outer, let event = try reader.next() {
      switch event {
      case .start("v"): value = try reader.textOfElement()
      case .start("is"): value = try reader.richText()
      case .start("f"):
        hasFormula = true
        try reader.skipElement()
      default: break
      }
    }
    let content = content(value, kind, form, hasFormula)
    return content.map { WorksheetCell(column: column, content: $0) }
  }

  private func content(
    _ value: String?, _ kind: String, _ form: Int, _ hasFormula: Bool
  ) -> WorksheetCell.Content? {
    guard let value, !value.isEmpty else {
      // The result of a formula may be an empty text.
      return hasFormula && (kind != "str" || value == nil) ? .formulaWithoutResult : nil
    }
    switch kind {
    case "s":
      guard let index = Int(value), workbook.sharedTexts.indices.contains(index) else {
        return .malformed
      }
      let text = workbook.sharedTexts[index]
      return text.isEmpty ? nil : .text(text)
    case "inlineStr": return .text(value)
    case "str": return .text(WorkbookText.unescaped(value))
    case "b": return value == "1" || value == "true" ? .text("TRUE") : .text("FALSE")
    case "e": return .error(value)
    case "d":
      // A day in the form of ISO 8601, with a time that is mostly midnight.
      let isMidnight = value.hasSuffix("T00:00:00") || value.hasSuffix("T00:00:00Z")
      let day = value.prefix { $0 != "T" }
      return .text(isMidnight ? String(day) : value)
    case "n": return number(value, form)
    default: return .malformed
    }
  }

  private func number(_ value: String, _ form: Int) -> WorksheetCell.Content {
    guard let exact = WorkbookNumber(value) else { return .malformed }
    guard !exact.isTooLong else { return .longNumber(exact.text) }
    let number = exact.rounded()
    switch workbook.formats.indices.contains(form) ? workbook.formats[form] : .plain {
    case .plain: return .text(number.text)
    case .percent: return .text(number.shifted(by: 2).text + "%")
    case .date: return .text(number.dateText(isFrom1904: workbook.isFrom1904))
    case .suffix(let text): return .text(number.text + text)
    case .padded(let count): return .text(number.padded(to: count))
    case .scaled: return .scaledNumber(number.text)
    }
  }

  private mutating func readMerged() throws(WorkbookError) {
    let ends = (reader.attribute("ref") ?? "").split(separator: ":").map { CellReference($0) }
    guard let first = ends.first, let first, let last = ends.last, let last,
      first.row <= last.row, first.column <= last.column, ends.count <= 2
    else { throw reader.malformed }
    size.cells += 1
    if let problem = size.problem { throw WorkbookError(problem, part: reader.partName) }
    mergedRanges.append(
      MergedRange(rows: first.row...last.row, columns: first.column...last.column))
  }
}

/// A cell by the letters of its column and the number of its row: `B7`.
public struct CellReference: Sendable, Equatable {
  /// The column, from 0.
  public let column: Int

  /// The row, from 1.
  public let row: Int

  /// A cell by its place.
  public init(column: Int, row: Int) {
    self.column = column
    self.row = row
  }

  /// Reads a cell such as `B7` or `$B$7`; nil where it is none.
  public init?(_ text: some StringProtocol) {
    var (column, row) = (0, 0)
    for byte in text.utf8 where byte != UInt8(ascii: "$") {
      switch byte {
      case 0x41...0x5A where row == 0 && column < 1 << 20: column = column * 26 + Int(byte - 0x40)
      case 0x30...0x39 where column > 0 && row < 1 << 24: row = row * 10 + Int(byte - 0x30)
      default: return nil
      }
    }
    guard column > 0, row > 0 else { return nil }
    self.init(column: column - 1, row: row)
  }

  /// The letters of the column.
  public var letters: String {
    var letters: [UInt8] = []
    var rest = column + 1
    while rest > 0 {
      rest -= 1
      letters.insert(0x41 + UInt8(rest % 26), at: 0)
      rest /= 26
    }
    return String(decoding: letters, as: UTF8.self)
  }

  /// The cell as people name it.
  public var text: String { letters + String(row) }
}
