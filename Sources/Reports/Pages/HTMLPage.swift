import RuleLang

/// Writes a page as one HTML file that needs nothing else.
struct HTMLPage {
  let page: Page
  let say: Wording

  init(_ page: Page) {
    self.page = page
    say = Wording(language: page.language)
  }

  /// The whole file, in UTF-8.
  func bytes() -> [UInt8] {
    let isInteractive = page.blocks.contains { block in
      if case .table(let table) = block { return table.isInteractive }
      return false
    }
    var html = HTMLWriter()
    html.document(
      language: say("zh-CN", "en"), title: page.title, styleSheet: PageStyle.sheet,
      script: isInteractive ? PageScript.text : nil
    ) { body in
      body.newLine()
      body.element(.main) { main in
        main.newLine()
        for block in page.blocks { write(block, to: &main) }
      }
      body.newLine()
    }
    return html.bytes
  }

  func write(_ block: Page.Block, to html: inout HTMLWriter) {
    switch block {
    case .heading(let text, let level, let id):
      html.element(level == 1 ? .h1 : level == 2 ? .h2 : .h3, id.map { [.id($0)] } ?? []) {
        $0.text(text)
      }
    case .contents(let title, let places):
      html.element(.nav, [.label(title)]) { html in
        for (text, id) in places { html.element(.a, [.anchor(id)]) { $0.text(text) } }
      }
    case .paragraph(let text): html.element(.p) { $0.text(text) }
    case .facts(let facts): write(facts, nil, to: &html)
    case .table(let table): write(table, to: &html)
    case .form(let table): write(table, to: &html)
    case .line(let left, let right):
      html.element(.div, [.style(.line)]) { html in
        for text in [left, right] { html.element(.span) { $0.text(text) } }
      }
    case .list(let texts):
      html.element(.ul) { list in
        for text in texts { list.element(.li) { $0.text(text) } }
      }
    case .details(let title, let facts, let scale):
      html.element(.details) { details in
        details.element(.summary) { $0.text(title) }
        write(facts, scale, to: &details)
      }
    case .link(let text, let path):
      html.element(.nav, [.label(text)]) { html in
        html.element(.a, [.link(path)]) { $0.text(text) }
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
    _ facts: [(label: String, texts: [String])], _ scale: Page.Scale?, to html: inout HTMLWriter
  ) {
    html.element(.dl) { list in
      for (label, texts) in facts {
        list.newLine()
        list.element(.dt) { $0.text(label) }
        for text in texts { list.element(.dd) { $0.text(text) } }
      }
      if let scale {
        list.newLine()
        list.element(.dt) { $0.text(scale.label) }
        list.element(.dd) { PagePictures.write(scale, to: &$0) }
      }
    }
  }

  private func write(_ bars: [Page.Bar], to html: inout HTMLWriter) {
    html.element(.dl, [.style(.bars)]) { list in
      for bar in bars {
        list.newLine()
        list.element(.dt) { $0.text(bar.label) }
        list.element(.dd) { html in
          PagePictures.write(bar.shares, to: &html)
          html.element(.span) { $0.text(bar.text) }
        }
      }
    }
  }

  // MARK: Tables

  private func write(_ table: PageTable, to html: inout HTMLWriter) {
    html.element(.div, [.style(.scroll), .region, .label(table.caption)]) { html in
      html.element(.table, table.isInteractive ? [.interactive(interactiveWords)] : []) {
        write(partsOf: table, to: &$0)
      }
    }
  }

  private var interactiveWords: HTMLWriter.Attribute.Words {
    .init(
      all: say("全部", "all"), count: say("选出 # 行，共 * 行", "# of * rows chosen"),
      more: say("显示全部", "Show all"))
  }

  private func write(partsOf table: PageTable, to html: inout HTMLWriter) {
    html.element(.caption) { $0.text(table.caption) }
    html.newLine()
    html.element(.thead) { head in
      head.element(.tr) { row in
        for column in table.columns {
          row.element(
            .th, [.scope(.col), .style(style(of: column)), .filter(column.filter)]
          ) { $0.text(column.title) }
        }
      }
    }
    html.newLine()
    html.element(.tbody) { body in
      for (place, row) in table.rows.enumerated() {
        let isLater = table.isInteractive && place >= Self.firstRows
        body.element(.tr, isLater ? [.style(.later)] : []) { write(row, of: table, to: &$0) }
        body.newLine()
      }
    }
    if let total = table.total {
      html.element(.tfoot) { foot in
        foot.element(.tr) { write(total, of: table, to: &$0) }
      }
    }
  }

  /// How many rows the script shows until somebody wants all of them: to lay out thousands takes seconds.
  private static let firstRows = 200

  private func write(_ row: PageTable.Row, of table: PageTable, to html: inout HTMLWriter) {
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

  private func write(
    _ cell: PageTable.Cell, in column: PageTable.Column, of table: PageTable,
    to html: inout HTMLWriter
  ) {
    if let share = cell.share { PagePictures.write(bar: share, to: &html) }
    if let link = cell.link {
      return html.element(.a, [.link(link)]) { $0.text(cell.paragraphs.joined()) }
    }
    guard cell.paragraphs.count != 1 else {
      let text = cell.paragraphs[0]
      return column.kind == .number && cell.mark == .plain
        ? number(text, to: &html) : html.text(text)
    }
    for paragraph in cell.paragraphs { html.element(.p) { $0.text(paragraph) } }
  }

  /// A number whose fraction has a place of its own, so that points stand below each other.
  func number(
    _ text: String, fraction: HTMLWriter.Style = .fraction, to html: inout HTMLWriter
  ) {
    let parts = text.split(separator: ".", maxSplits: 1)
    html.text(parts.first.map { String($0) } ?? "")
    html.element(.span, [.style(fraction)]) { html in
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
