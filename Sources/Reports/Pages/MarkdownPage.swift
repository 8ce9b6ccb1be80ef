import RuleLang

/// Writes a page as Markdown, with the tables of GitHub and of most editors.
///
/// Markdown has no cells of several rows: what reaches over some stands in the first of them.
struct MarkdownPage {
  private let page: Page

  init(_ page: Page) { self.page = page }

  /// The whole text.
  func text() -> String {
    page.blocks.compactMap { block -> String? in
      switch block {
      case .contents: nil
      case .heading(let text, let level, _):
        String(repeating: "#", count: level) + " " + Self.inline(text) + "\n"
      case .paragraph(let text): Self.block(text) + "\n"
      case .facts(let facts): facts.map(line).joined()
      case .table(let table): Self.text(of: table)
      case .form(let table): Self.text(of: table)
      case .line(let left, let right):
        Self.block([left, right].filter { !$0.isEmpty }.joined(separator: "　　")) + "\n"
      case .list(let texts): texts.map { "- " + Self.block($0) + "\n" }.joined()
      case .details(let title, let facts, let scale):
        "#### " + Self.inline(title) + "\n\n"
          + (facts + (scale.map { [($0.label, [$0.text])] } ?? [])).map(line).joined()
      case .bars(let bars): bars.map { line(($0.label, [$0.text])) }.joined()
      case .link(let text, let path): Self.link(text, to: path) + "\n"
      case .signatures(let labels):
        labels.map { Self.block($0) + Wording(language: page.language)("：", ": ") + "\n" }
          .joined(separator: "\n")
      }
    }.joined(separator: "\n")
  }

  private func line(_ fact: (label: String, texts: [String])) -> String {
    "- " + Self.inline(fact.label) + Wording(language: page.language)("：", ": ")
      + fact.texts.map(Self.inline).joined(separator: "<br>") + "\n"
  }

  private static func text(of table: PageTable) -> String {
    var lines = [line(table.columns.map { inline($0.title) })]
    lines.append(line(table.columns.map { $0.kind == .number ? "---:" : "---" }))
    for row in table.rows + [table.total].compactMap({ $0 }) {
      lines.append(
        line(
          row.map { cell in
            guard let cell else { return "" }
            let text = cell.paragraphs.map(inline).joined(separator: "<br>")
            return cell.link.map { link(cell.paragraphs.joined(), to: $0) } ?? text
          }))
    }
    return lines.joined()
  }

  static func line(_ cells: [String]) -> String {
    "|" + cells.map { " " + $0 + ($0.isEmpty ? "" : " ") }.joined(separator: "|") + "|\n"
  }

  private static func link(_ text: String, to path: String) -> String {
    "[" + inline(text) + "](<" + HTMLWriter.encoded(path) + ">)"
  }

  // MARK: Escaping

  /// Text within a line, in which nothing is markup.
  static func inline(_ text: String) -> String {
    var escaped = ""
    for scalar in PlainText.of(text).unicodeScalars {
      switch scalar {
      case "\\", "`", "*", "_", "[", "]", "<", ">", "|", "~", "&":
        escaped.unicodeScalars.append("\\")
      default: break
      }
      escaped.unicodeScalars.append(scalar)
    }
    return escaped
  }

  /// Text that begins a line, where it could begin a heading, a list or a line across the page.
  static func block(_ text: String) -> String {
    let line = inline(text)
    guard let first = line.unicodeScalars.first else { return line }
    switch first {
    case "#", "-", "+", "=": return "\\" + line
    case "0"..."9":
      let digits = line.prefix { $0.isASCII && $0.isNumber }
      guard let mark = line.dropFirst(digits.count).first, mark == "." || mark == ")" else {
        return line
      }
      return digits + "\\" + line.dropFirst(digits.count)
    default: return line
    }
  }
}
