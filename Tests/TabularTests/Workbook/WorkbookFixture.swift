import Tabular

/// Workbooks that state only what a case is about.
enum WorkbookFixture {
  static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  static let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

  /// A workbook of some sheets, given by what stands in their `sheetData` and behind it.
  static func workbook(
    _ sheets: [(name: String, rows: String, rest: String)] = [], texts: String? = nil,
    styles: String? = nil, properties: String = "", attributes: [String] = []
  ) -> [UInt8] {
    var parts = [
      (
        "_rels/.rels",
        "<Relationships><Relationship Id=\"r\" Type=\"\(relations)/officeDocument\""
          + " Target=\"/xl/workbook.xml\"/></Relationships>"
      )
    ]
    var related = ""
    var tabs = ""
    for (index, sheet) in sheets.enumerated() {
      related +=
        "<Relationship Id=\"s\(index)\" Type=\"\(relations)/worksheet\" Target=\"s\(index).xml\"/>"
      let more = attributes.indices.contains(index) ? attributes[index] : ""
      tabs += "<sheet name=\"\(sheet.name)\" sheetId=\"\(index + 1)\" r:id=\"s\(index)\" \(more)/>"
      parts.append(
        (
          "xl/s\(index).xml",
          "<worksheet xmlns=\"\(main)\"><sheetData>\(sheet.rows)</sheetData>\(sheet.rest)</worksheet>"
        ))
    }
    if let texts {
      related +=
        "<Relationship Id=\"t\" Type=\"\(relations)/sharedStrings\" Target=\"../xl/t.xml\"/>"
      parts.append(("xl/t.xml", "<sst xmlns=\"\(main)\">\(texts)</sst>"))
    }
    if let styles {
      related += "<Relationship Id=\"f\" Type=\"\(relations)/styles\" Target=\"f.xml\"/>"
      parts.append(("xl/f.xml", "<styleSheet xmlns=\"\(main)\">\(styles)</styleSheet>"))
    }
    parts.append(("xl/_rels/workbook.xml.rels", "<Relationships>\(related)</Relationships>"))
    parts.append(
      (
        "xl/workbook.xml",
        "<workbook xmlns=\"\(main)\">\(properties)<sheets>\(tabs)</sheets></workbook>"
      )
    )
    var writer = ZIPWriter()
    return parts.flatMap { writer.part($0.0, $0.1) } + writer.directory()
  }

  /// A workbook of one sheet.
  static func sheet(
    _ rows: String, _ rest: String = "", texts: String? = nil, styles: String? = nil,
    properties: String = ""
  ) -> [UInt8] {
    workbook([("表", rows, rest)], texts: texts, styles: styles, properties: properties)
  }

  /// The cells of the first sheet, by their names, and why there are no more.
  static func cells(_ bytes: [UInt8]) -> [String] {
    var cells: [String] = []
    do throws(WorkbookError) {
      let workbook = try Workbook(bytes)
      guard let sheet = workbook.sheets.first else { return [] }
      var reader = try workbook.rows(of: sheet)
      while let row = try reader.next() {
        for cell in row.cells {
          let name = CellReference(column: cell.column, row: row.number).text
          if case .text(let text) = cell.content {
            cells.append("\(name) \(text)")
          } else {
            cells.append("\(name) \(cell.content)")
          }
        }
      }
    } catch {
      cells.append("\(error.reason)")
    }
    return cells
  }
}
