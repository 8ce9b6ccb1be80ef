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

  /// The rows: a cell for each column; nil where one above or before it reaches.
  var rows: [[Cell?]]
}

extension HTMLPage {
  func write(_ table: FormTable, to html: inout HTMLWriter) {
    let fractions = Self.fractions(table)
    html.element(.table, [.style(.form)]) { html in
      html.element(.tbody) { body in
        for row in table.rows {
          body.element(.tr) { html in
            for (column, cell) in row.enumerated() {
              guard let cell else { continue }
              write(cell, fraction: fractions[column], to: &html)
            }
          }
          body.newLine()
        }
      }
    }
  }

  private func write(
    _ cell: FormTable.Cell, fraction: HTMLWriter.Style, to html: inout HTMLWriter
  ) {
    var attributes: [HTMLWriter.Attribute] = [
      .rowSpan(cell.rowSpan), .columnSpan(cell.columnSpan),
    ]
    switch cell.kind {
    case .columnHead: attributes.append(.scope(.col))
    case .rowHead: attributes.append(.scope(cell.rowSpan > 1 ? .rowgroup : .row))
    case .text: break
    case .number: attributes.append(.style(.number))
    }
    let isHead = cell.kind == .columnHead || cell.kind == .rowHead
    html.element(isHead ? .th : .td, attributes) { html in
      if cell.kind == .number, let text = cell.paragraphs.first {
        number(text, fraction: fraction, to: &html)
      } else if cell.paragraphs.count == 1 {
        html.text(cell.paragraphs[0])
      } else {
        for paragraph in cell.paragraphs { html.element(.p) { $0.text(paragraph) } }
      }
    }
  }

  /// How much room the fractions of each column need.
  private static func fractions(_ table: FormTable) -> [HTMLWriter.Style] {
    let width = table.rows.map(\.count).max() ?? 0
    var digits = Array(repeating: 0, count: width)
    for row in table.rows {
      for (column, cell) in row.enumerated() {
        guard let cell, cell.kind == .number, let text = cell.paragraphs.first else { continue }
        let parts = text.split(separator: ".", maxSplits: 1)
        if parts.count > 1 { digits[column] = max(digits[column], parts[1].count) }
      }
    }
    return digits.map { $0 > 4 ? .fraction6 : $0 > 2 ? .fraction4 : .fraction }
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
