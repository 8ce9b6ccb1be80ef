/// A table of a page whose cells stand where a form has them, heads among figures.
struct FormTable {
  /// What a cell is.
  enum Kind {
    /// A head of the columns below it, or of the row.
    case columnHead, rowHead
    case text
    /// A number, which stands below others by its point.
    case number
  }

  struct Cell {
    /// Its paragraphs.
    var paragraphs: [String]
    var kind = Kind.text
    /// How many rows and columns it takes.
    var rowSpan = 1
    var columnSpan = 1
  }

  /// What the table holds, for those who do not see it.
  let caption: String

  /// The rows: a cell for each column; nil where one above or before it reaches.
  var rows: [[Cell?]]
}

extension FormTable {
  /// How many rows at the top are heads of columns alone, which stand on every sheet.
  fileprivate var headCount: Int {
    let count = rows.prefix { row in
      row.allSatisfy { $0 == nil || $0?.kind == .columnHead }
    }.count
    let isApart = rows.prefix(count).enumerated().allSatisfy { index, row in
      row.allSatisfy { index + ($0?.rowSpan ?? 1) <= count }
    }
    return isApart && count < rows.count ? count : 0
  }

  /// How the numbers of each column stand: by their points, with room for the longest fraction, or
  /// in the middle where there is but one.
  fileprivate var alignments: [Alignment] {
    var columns = Array(
      repeating: (count: 0, digits: 0), count: rows.map(\.count).max() ?? 0)
    for row in rows {
      for (column, cell) in row.enumerated() {
        guard let cell, cell.kind == .number, let text = cell.paragraphs.first else { continue }
        let parts = text.split(separator: ".", maxSplits: 1)
        columns[column].count += 1
        columns[column].digits = max(columns[column].digits, parts.count > 1 ? parts[1].count : 0)
      }
    }
    return columns.map { column in
      guard column.count > 1 else { return .middle }
      return .point(column.digits > 4 ? .fraction6 : column.digits > 2 ? .fraction4 : .fraction)
    }
  }

  fileprivate enum Alignment {
    case middle
    case point(HTMLWriter.Style)
  }
}

extension HTMLPage {
  func write(_ table: FormTable, to html: inout HTMLWriter) {
    let headCount = table.headCount
    html.element(.div, [.style(.scroll), .region, .label(table.caption)]) { html in
      html.element(.table, [.style(.form)]) { html in
        html.element(.caption) { $0.text(table.caption) }
        html.newLine()
        if headCount > 0 {
          html.element(.thead) { write(table.rows[..<headCount], of: table, to: &$0) }
          html.newLine()
        }
        html.element(.tbody) { write(table.rows[headCount...], of: table, to: &$0) }
      }
    }
  }

  private func write(
    _ rows: ArraySlice<[FormTable.Cell?]>, of table: FormTable, to html: inout HTMLWriter
  ) {
    let alignments = table.alignments
    for row in rows {
      html.element(.tr) { html in
        for (column, cell) in row.enumerated() {
          guard let cell else { continue }
          write(cell, alignments[column], to: &html)
        }
      }
      html.newLine()
    }
  }

  private func write(
    _ cell: FormTable.Cell, _ alignment: FormTable.Alignment, to html: inout HTMLWriter
  ) {
    var attributes: [HTMLWriter.Attribute] = [
      .rowSpan(cell.rowSpan), .columnSpan(cell.columnSpan),
    ]
    var fraction: HTMLWriter.Style?
    switch (cell.kind, alignment) {
    case (.columnHead, _): attributes.append(.scope(.col))
    case (.rowHead, _): attributes.append(.scope(cell.rowSpan > 1 ? .rowgroup : .row))
    case (.text, _): break
    case (.number, .middle): attributes.append(.style(.single))
    case (.number, .point(let style)):
      attributes.append(.style(.number))
      fraction = style
    }
    let isHead = cell.kind == .columnHead || cell.kind == .rowHead
    html.element(isHead ? .th : .td, attributes) { html in
      if let fraction, let text = cell.paragraphs.first {
        number(text, fraction: fraction, to: &html)
      } else if cell.paragraphs.count == 1 {
        html.text(cell.paragraphs[0])
      } else {
        for paragraph in cell.paragraphs { html.element(.p) { $0.text(paragraph) } }
      }
    }
  }
}

extension MarkdownPage {
  /// The first row stands as the heads of the columns, which Markdown cannot do without.
  static func text(of table: FormTable) -> String {
    var lines: [String] = []
    for row in table.rows {
      lines.append(
        line(row.map { $0.map { $0.paragraphs.map(inline).joined(separator: "<br>") } ?? "" }))
      if lines.count == 1 { lines.append(line(row.map { _ in "---" })) }
    }
    return lines.joined()
  }
}
