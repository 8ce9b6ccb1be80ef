/// A column of a sheet that is to be written.
public struct WorkbookColumn: Sendable, Equatable {
  /// What heads it.
  public let title: String

  /// How wide it is, in digits.
  public let width: Int

  /// A column from its parts.
  public init(title: String, width: Int) {
    self.title = title
    self.width = width
  }
}

/// Writes a sheet row by row and packs it as it comes, so that no more than 64 KiB of it is kept.
///
/// Its first row is its header, which stays in sight and is printed on each page: A4, landscape, as
/// wide as the page, with the number of the page at its foot. Texts stand in their cells, so that
/// nothing has to be kept of them, and no cell is a formula.
public struct WorksheetWriter: Sendable {
  /// How many bytes a sheet has at most, before it is packed: the heads of archives have room for
  /// no more.
  private static let bytesMost = 4_000_000_000

  /// What a row takes at most.
  private static let rowBytesMost = 1 << 28

  /// The columns.
  public let columns: [WorkbookColumn]

  /// How many rows there are, with the header.
  public private(set) var rowCount = 0

  /// Whether the first column stays in sight, and is printed on each page.
  let keepsFirstColumn: Bool

  private let letters: [[UInt8]]
  private let footer: String
  private var deflater = Deflater()
  private var checksum = CRC32()
  private var byteCount = 0
  private var packedCount = 0

  /// Begins a sheet.
  ///
  /// - Parameters:
  ///   - columns: the columns.
  ///   - isFirst: whether it is the sheet that is seen when the workbook is opened.
  ///   - keepsFirstColumn: whether the first column stays in sight.
  ///   - footer: what stands at the foot of a page, with `&P` for its number and `&N` for how many there are.
  public init(
    columns: [WorkbookColumn], isFirst: Bool, keepsFirstColumn: Bool, footer: String
  ) {
    self.columns = columns
    self.footer = footer
    self.keepsFirstColumn = keepsFirstColumn
    letters = columns.indices.map { Array(CellReference(column: $0, row: 1).letters.utf8) }
    let pane =
      keepsFirstColumn
      ? "<pane xSplit=\"1\" ySplit=\"1\" topLeftCell=\"B2\" activePane=\"bottomRight\""
        + " state=\"frozen\"/><selection pane=\"topRight\"/><selection pane=\"bottomLeft\"/>"
        + "<selection pane=\"bottomRight\" activeCell=\"B2\" sqref=\"B2\"/>"
      : "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>"
        + "<selection pane=\"bottomLeft\" activeCell=\"A2\" sqref=\"A2\"/>"
    let widths = columns.enumerated().map { index, column in
      "<col min=\"\(index + 1)\" max=\"\(index + 1)\" width=\"\(column.width)\" customWidth=\"1\"/>"
    }
    add(
      WorkbookPackage.declaration + "<worksheet xmlns=\"\(WorkbookPackage.main)\">"
        + (Self.fitsPage(columns) ? "<sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>" : "")
        + "<sheetViews><sheetView\(isFirst ? " tabSelected=\"1\"" : "") workbookViewId=\"0\">"
        + pane + "</sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/>"
        + (widths.isEmpty ? "" : "<cols>\(widths.joined())</cols>") + "<sheetData>")
    var header = WorkbookRows()
    header.append(columns.map { .text($0.title) }, toSheet: 0)
    for (_, cells) in WorkbookRows.rows(in: Array(header.text.utf8)[...]) {
      add(cells, text: WorkbookStyles.header)
    }
  }

  /// Whether the columns can be read when they are made to fit the width of a page.
  private static func fitsPage(_ columns: [WorkbookColumn]) -> Bool {
    columns.reduce(0) { $0 + $1.width } <= pageWidthMost
  }

  /// How many digits have room beside each other on a page at half their size.
  private static let pageWidthMost = 260

  /// Whether the next row belongs to another sheet.
  public var isFull: Bool {
    rowCount >= Workbook.rowCountMax || byteCount > Self.bytesMost - Self.rowBytesMost
  }

  /// Adds a row, given as ``WorkbookRows`` gives its cells.
  public mutating func add(_ cells: ArraySlice<UInt8>) { add(cells, text: WorkbookStyles.text) }

  private mutating func add(_ cells: ArraySlice<UInt8>, text look: Int) {
    rowCount += 1
    let number = Array(String(rowCount).utf8)
    var row = Array("<row r=\"".utf8) + number + Array("\">".utf8)
    var start = cells.startIndex
    var column = 0
    while let end = cells[start...].firstIndex(of: WorkbookRows.cellEnd), column < columns.count {
      row += "<c r=\"".utf8
      row += letters[column]
      row += number
      if start < end {
        Self.append(cells[start], cells[(start + 1)..<end], text: look, to: &row)
      } else {
        // For its lines.
        row += "\" s=\"\(look)\"/>".utf8
      }
      start = end + 1
      column += 1
    }
    row += "</row>".utf8
    add(row)
  }

  private static func append(
    _ mark: UInt8, _ content: ArraySlice<UInt8>, text look: Int, to row: inout [UInt8]
  ) {
    guard mark == WorkbookRows.Mark.text || mark == WorkbookRows.Mark.guarded else {
      row += "\" s=\"\(WorkbookStyles.number + Int(mark - WorkbookRows.Mark.number))\"><v>".utf8
      row += content
      row += "</v></c>".utf8
      return
    }
    let isGuarded = mark == WorkbookRows.Mark.guarded && look == WorkbookStyles.text
    row += "\" s=\"\(isGuarded ? WorkbookStyles.guardedText : look)\" t=\"inlineStr\"><is><t".utf8
    let isSpaced =
      content.first.map { $0 <= 0x20 } ?? false || content.last.map { $0 <= 0x20 } ?? false
    row += (isSpaced ? " xml:space=\"preserve\">" : ">").utf8
    row += content
    row += "</t></is></c>".utf8
  }

  /// Says that there are no more rows; ``take()`` gives the rest then.
  public mutating func finish() {
    let scale = Self.fitsPage(columns) ? "fitToHeight=\"0\"" : "scale=\"70\""
    let filter = columns.isEmpty ? "" : "<autoFilter ref=\"\(range)\"/>"
    add(
      "</sheetData>" + filter
        + "<pageMargins left=\"0.4\" right=\"0.4\" top=\"0.5\" bottom=\"0.6\" header=\"0.3\" footer=\"0.3\"/>"
        + "<pageSetup paperSize=\"9\" \(scale) orientation=\"landscape\"/>"
        + "<headerFooter><oddFooter>\(WorkbookText.escaped("&C" + footer))</oddFooter></headerFooter>"
        + "</worksheet>")
    deflater.finish()
  }

  /// What has been packed since the last time.
  public mutating func take() -> [UInt8] {
    let packed = deflater.take()
    packedCount += packed.count
    return packed
  }

  /// The sheet as a part of an archive, once all of it has been taken.
  public func part(_ name: String) -> ZIPWriter.Part {
    ZIPWriter.Part(
      name: name, checksum: checksum.value, unpackedBytes: byteCount, packedBytes: packedCount)
  }

  /// The cells that have something, as a range.
  var range: String {
    let end = CellReference(column: max(0, columns.count - 1), row: max(1, rowCount))
    return "A1:" + end.text
  }

  private mutating func add(_ text: String) { add(Array(text.utf8)) }

  private mutating func add(_ bytes: [UInt8]) {
    byteCount += bytes.count
    checksum.add(bytes)
    deflater.add(bytes)
  }
}
