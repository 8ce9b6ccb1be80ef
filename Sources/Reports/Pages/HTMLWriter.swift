/// Writes HTML in which text is text: every element is opened and closed here, and nothing that is
/// handed over as text can become markup.
///
/// Elements and attributes are those named below; there is no way to write others. Content is made by
/// closures, so that nesting is that of the code.
struct HTMLWriter {
  /// The elements that pages are made of.
  enum Tag: String {
    case html, head, title, style, body, main, header, section, h1, h2, h3, p, dl, dt, dd, ul, li
    case table, caption, thead, tbody, tfoot, tr, th, td, div, span, details, summary
    case svg, rect
  }

  /// An attribute with its value, which is escaped.
  enum Attribute {
    case language(String)
    case style(Style)
    case id(String)
    /// What a head is the head of.
    case scope(Scope)
    case rowSpan(Int)
    case columnSpan(Int)
    /// What a picture measures in.
    case viewBox(width: Int, height: Int)
    case size(width: Int, height: Int)
    case left(Int)
    /// Left out by those who read a page aloud, as the words beside it say the same.
    case isHidden

    enum Scope: String {
      case col, row, rowgroup
    }
  }

  /// The classes that the style sheet knows.
  enum Style: String {
    case text, number, prose, change, whole, fraction, signatures, bars, rest, open, had
  }

  /// What was written, in UTF-8.
  private(set) var bytes: [UInt8] = []

  /// Writes a document in a language, whose tag is that of `lang`, with its title and style sheet.
  mutating func document(
    language: String, title: String, styleSheet: StaticString,
    _ content: (inout HTMLWriter) -> Void
  ) {
    append("<!DOCTYPE html>\n")
    element(.html, [.language(language)]) { html in
      html.element(.head) { head in
        head.append("<meta charset=\"utf-8\">\n")
        head.append(
          "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        head.append("<meta name=\"color-scheme\" content=\"light dark\">\n")
        // The browser sees to it that a page fetches and runs nothing.
        head.append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src ")
        head.append("&#39;none&#39;; style-src &#39;unsafe-inline&#39;\">\n")
        head.element(.title) { $0.text(title) }
        head.append("\n")
        head.element(.style) { $0.append(styleSheet) }
      }
      html.append("\n")
      html.element(.body) { content(&$0) }
    }
    append("\n")
  }

  /// Writes an element.
  mutating func element(
    _ tag: Tag, _ attributes: [Attribute] = [], content: (inout HTMLWriter) -> Void
  ) {
    bytes.append(UInt8(ascii: "<"))
    bytes += tag.rawValue.utf8
    for attribute in attributes { write(attribute) }
    bytes.append(UInt8(ascii: ">"))
    content(&self)
    append("</")
    bytes += tag.rawValue.utf8
    bytes.append(UInt8(ascii: ">"))
  }

  /// Writes text.
  ///
  /// What controls a terminal or cannot be seen, such as marks that turn the direction of writing,
  /// is written as an escape that can be read.
  mutating func text(_ text: String) { escape(PlainText.of(text)) }

  /// Ends a line of the source, between blocks.
  mutating func newLine() { bytes.append(0x0A) }

  private mutating func write(_ attribute: Attribute) {
    switch attribute {
    case .language(let tag): write("lang", tag)
    case .style(let style): write("class", style.rawValue)
    case .id(let id): write("id", id)
    case .scope(let scope): write("scope", scope.rawValue)
    case .rowSpan(let count): if count > 1 { write("rowspan", String(count)) }
    case .columnSpan(let count): if count > 1 { write("colspan", String(count)) }
    case .viewBox(let width, let height): write("viewBox", "0 0 \(width) \(height)")
    case .size(let width, let height):
      write("width", String(width))
      write("height", String(height))
    case .left(let place): write("x", String(place))
    case .isHidden: write("aria-hidden", "true")
    }
  }

  private mutating func write(_ name: StaticString, _ value: String) {
    append(" ")
    append(name)
    append("=\"")
    escape(PlainText.of(value))
    append("\"")
  }

  private mutating func append(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  private mutating func escape(_ text: String) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): append("&amp;")
      case UInt8(ascii: "<"): append("&lt;")
      case UInt8(ascii: ">"): append("&gt;")
      case UInt8(ascii: "\""): append("&quot;")
      case UInt8(ascii: "'"): append("&#39;")
      default: bytes.append(byte)
      }
    }
  }
}
