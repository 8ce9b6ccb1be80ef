import ExactNumbers
import RuleLang

/// Writes a page as one HTML file that needs nothing else.
struct HTMLPage {
  private let page: Page
  private let say: Wording

  init(_ page: Page) {
    self.page = page
    say = Wording(language: page.language)
  }

  /// The whole file, in UTF-8.
  func bytes() -> [UInt8] {
    let frame = frame()
    return frame.opening + content() + frame.closing
  }

  /// What stands before the content of a file and behind it, in UTF-8: what is written in between must
  /// come from ``content()``.
  func frame() -> (opening: [UInt8], closing: [UInt8]) {
    var html = HTMLWriter()
    var place = 0
    html.document(
      language: say("zh-CN", "en"), title: page.title, styleSheet: PageStyle.sheet
    ) { body in
      body.newLine()
      body.element(.main) { main in
        main.newLine()
        place = main.bytes.count
      }
      body.newLine()
    }
    return (Array(html.bytes[..<place]), Array(html.bytes[place...]))
  }

  /// The blocks of the page, in UTF-8.
  func content() -> [UInt8] {
    var html = HTMLWriter()
    for block in page.blocks { write(block, to: &html) }
    return html.bytes
  }

  private func write(_ block: Page.Block, to html: inout HTMLWriter) {
    switch block {
    case .heading(let text, let level):
      html.element(level == 1 ? .h1 : level == 2 ? .h2 : .h3) { $0.text(text) }
    case .paragraph(let text): html.element(.p) { $0.text(text) }
    case .facts(let facts): write(facts, to: &html)
    case .table(let table): write(table, to: &html)
    case .list(let texts):
      html.element(.ul) { list in
        for text in texts { list.element(.li) { $0.text(text) } }
      }
    case .details(let title, let facts):
      html.element(.details) { details in
        details.element(.summary) { $0.text(title) }
        write(facts, to: &details)
      }
    case .bars(let bars): write(bars, to: &html)
    case .signatures(let labels):
      html.element(.div, [.style(.signatures)]) { html in
        for label in labels { html.element(.p) { $0.text(label + say("：", ":")) } }
      }
    }
    html.newLine()
  }

  private func write(
    _ facts: [(label: String, texts: [String])], to html: inout HTMLWriter
  ) {
    html.element(.dl) { list in
      for (label, texts) in facts {
        list.newLine()
        list.element(.dt) { $0.text(label) }
        for text in texts { list.element(.dd) { $0.text(text) } }
      }
    }
  }

  // MARK: Pictures

  private static let barWidth = 400
  private static let barHeight = 16

  private func write(_ bars: [Page.Bar], to html: inout HTMLWriter) {
    html.element(.dl, [.style(.bars)]) { list in
      for bar in bars {
        list.newLine()
        list.element(.dt) { $0.text(bar.label) }
        list.element(.dd) { html in
          html.element(
            .svg, [.viewBox(width: Self.barWidth, height: Self.barHeight), .isHidden]
          ) { picture in
            write(.zero...(.one), as: .rest, to: &picture)
            write(.zero...bar.shares.upperBound, as: .open, to: &picture)
            write(.zero...bar.shares.lowerBound, as: .had, to: &picture)
          }
          html.element(.span) { $0.text(bar.text) }
        }
      }
    }
  }

  /// A part of a bar, in whole steps of the picture.
  private func write(
    _ part: ClosedRange<Rational>, as style: HTMLWriter.Style, to html: inout HTMLWriter
  ) {
    func place(_ share: Rational) -> Int {
      let steps = (min(max(share, .zero), .one) * Rational(Self.barWidth))
        .rounded(toMultipleOf: .one, .halfUp)?.machineWord
      return steps ?? 0
    }
    let (left, right) = (place(part.lowerBound), place(part.upperBound))
    html.element(
      .rect,
      [.style(style), .left(left), .size(width: right - left, height: Self.barHeight)]
    ) { _ in }
  }

  // MARK: Tables

  private func write(_ table: PageTable, to html: inout HTMLWriter) {
    html.element(.table) { html in
      html.element(.caption) { $0.text(table.caption) }
      html.newLine()
      html.element(.thead) { head in
        head.element(.tr) { row in
          for column in table.columns {
            row.element(.th, [.scope(.col), .style(style(of: column))]) { $0.text(column.title) }
          }
        }
      }
      html.newLine()
      html.element(.tbody) { body in
        for row in table.rows {
          write(row, of: table, to: &body)
          body.newLine()
        }
      }
      if let total = table.total {
        html.element(.tfoot) { write(total, of: table, to: &$0) }
      }
    }
  }

  private func write(_ row: PageTable.Row, of table: PageTable, to html: inout HTMLWriter) {
    html.element(.tr) { html in
      for (cell, column) in zip(row, table.columns) {
        guard let cell else { continue }
        var attributes: [HTMLWriter.Attribute] = [
          .rowSpan(cell.rowSpan), .columnSpan(cell.columnSpan),
        ]
        switch cell.mark {
        case .head: attributes.append(.scope(cell.rowSpan > 1 ? .rowgroup : .row))
        case .change: attributes.append(.style(.change))
        case .plain: attributes.append(.style(style(of: column)))
        }
        html.element(cell.mark == .head ? .th : .td, attributes) { html in
          write(cell, in: column, of: table, to: &html)
        }
      }
    }
  }

  private func write(
    _ cell: PageTable.Cell, in column: PageTable.Column, of table: PageTable,
    to html: inout HTMLWriter
  ) {
    guard cell.paragraphs.count != 1 else {
      let text = cell.paragraphs[0]
      return column.kind == .number && cell.mark == .plain
        ? number(text, to: &html) : html.text(text)
    }
    for paragraph in cell.paragraphs { html.element(.p) { $0.text(paragraph) } }
  }

  /// A number whose fraction has a place of its own, so that points stand below each other.
  private func number(_ text: String, to html: inout HTMLWriter) {
    let parts = text.split(separator: ".", maxSplits: 1)
    html.element(.span, [.style(.whole)]) { $0.text(parts.first.map { String($0) } ?? "") }
    html.element(.span, [.style(.fraction)]) { html in
      if parts.count > 1 { html.text("." + parts[1]) }
    }
  }

  private func style(of column: PageTable.Column) -> HTMLWriter.Style {
    switch column.kind {
    case .text: .text
    case .number: .number
    case .prose: .prose
    }
  }
}
