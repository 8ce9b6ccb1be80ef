import RuleLang

/// Writes HTML in which text is text: every element is opened and closed here, and nothing that is
/// handed over as text can become markup.
///
/// Elements and attributes are those named below; there is no way to write others. Content is made by
/// closures, so that nesting is that of the code.
struct HTMLWriter {
  /// The elements that pages are made of.
  enum Tag: String {
    case html, head, title, style, script, body, main, header, section, h1, h2, h3, p, dl, dt, dd,
      ul, li
    case table, caption, thead, tbody, tfoot, tr, th, td, div, span, details, summary, a, nav
    case svg, rect, text
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
    case top(Int)
    /// The path of another page, which is encoded.
    case link(String)
    /// A place on the same page, by its id.
    case anchor(String)
    /// What a part of the page is called by those who read it aloud, where nothing in it says so.
    case label(String)
    /// A part of the page that can be reached by keys, since it may be wider than the screen.
    case region
    /// What tells the script of the page to which table it belongs, and its words.
    case interactive(Words)
    /// How rows are chosen by a column.
    case filter(PageTable.Filter)
    /// Left out by those who read a page aloud, as the words beside it say the same.
    case isHidden

    enum Scope: String {
      case col, row, rowgroup
    }

    /// The words of what the script adds.
    struct Words {
      /// Every choice.
      let all: String
      /// How many rows were chosen, in which `#` and `*` stand for the chosen and for all.
      let count: String
      /// That all of them are to be shown.
      let more: String
    }
  }

  /// The classes that the style sheet knows.
  enum Style: String, CaseIterable {
    case text, number, prose, change, fraction, signatures, bars, rest, open, had
    case scroll, scale, inner, value, interactive, later
    case form, line, single, fraction4, fraction6
  }

  /// What was written, in UTF-8.
  private(set) var bytes: [UInt8] = []

  /// Writes a document in a language, whose tag is that of `lang`, with its title, style sheet and script.
  mutating func document(
    language: String, title: String, styleSheet: StaticString, script: StaticString? = nil,
    _ content: (inout HTMLWriter) -> Void
  ) {
    append("<!DOCTYPE html>\n")
    element(.html, [.language(language)]) { html in
      html.element(.head) { head in
        head.append("<meta charset=\"utf-8\">\n")
        head.append(
          "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        head.append("<meta name=\"color-scheme\" content=\"light dark\">\n")
        // The browser sees to it that a page fetches nothing, and runs nothing but its script.
        head.append("<meta http-equiv=\"Content-Security-Policy\" content=\"")
        head.escape("default-src 'none'; style-src 'unsafe-inline'")
        if let script { head.escape("; script-src 'sha256-\(Self.digest(of: script))'") }
        head.append("\">\n")
        head.element(.title) { $0.text(title) }
        head.append("\n")
        head.element(.style) { $0.append(styleSheet) }
        if let script { head.element(.script) { $0.append(script) } }
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
    case .top(let place): write("y", String(place))
    case .link(let path): write("href", Self.encoded(path))
    case .anchor(let id): write("href", "#" + id)
    case .label(let text): write("aria-label", text)
    case .region:
      write("role", "group")
      write("tabindex", "0")
    case .interactive(let words):
      write("class", Style.interactive.rawValue)
      write("data-all", words.all)
      write("data-count", words.count)
      write("data-more", words.more)
    case .filter(let filter):
      switch filter {
      case .none: break
      case .words: write("data-filter", "words")
      case .choice: write("data-filter", "choice")
      }
    case .isHidden: write("aria-hidden", "true")
    }
  }

  /// The SHA-256 of a text in base 64, by which the browser knows the script.
  private static func digest(of text: StaticString) -> String {
    var digest = SHA256()
    text.withUTF8Buffer { digest.update($0) }
    let bits = digest.finalize()
    let signs = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    var encoded = ""
    for start in stride(from: 0, to: bits.count, by: 3) {
      let group = bits[start..<min(start + 3, bits.count)]
      let word = (0..<3).reduce(0) { word, place in
        word << 8 | (place < group.count ? Int(bits[start + place]) : 0)
      }
      for place in 0...group.count { encoded.append(signs[word >> (18 - 6 * place) & 63]) }
      encoded += String(repeating: "=", count: 3 - group.count)
    }
    return encoded
  }

  /// A path as an address from the page that it stands on: all but letters, digits, `-`, `_`, `.` and `/` of ASCII by their
  /// bytes in UTF-8, as RFC 3986 has it.
  static func encoded(_ path: String) -> String {
    var encoded = ""
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
        UInt8(ascii: "."), UInt8(ascii: "/"):
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        encoded += (digits.count < 2 ? "%0" : "%") + digits
      }
    }
    return encoded
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
