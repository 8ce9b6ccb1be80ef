/// Source text with everything that hides or misleads made visible.
///
/// A control, bidirectional or invisible character becomes an escape such as `\u{202E}`, a
/// byte that is not UTF-8 one such as `\xFF`, and a tab a space. What is drawn then has the
/// order and the width that ``DisplayWidth`` says.
public enum VisibleText {
  /// A text with what cannot be seen escaped.
  public static func of(_ text: String) -> String {
    if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return text }
    return text.unicodeScalars.map { of($0) }.joined()
  }

  static func of(_ scalar: Unicode.Scalar) -> String {
    if scalar == "\t" { return " " }
    guard isHidden(scalar) else { return String(scalar) }
    return "\\u{\(hexadecimal(scalar.value))}"
  }

  static func of(strayByte byte: UInt8) -> String {
    "\\x" + hexadecimal(UInt32(byte))
  }

  /// Whether a scalar is one that cannot be seen, or moves what can.
  static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
    if (0x20..<0x7F).contains(scalar.value) { return false }
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: return true
    default: break
    }
    return NameCharacters.isBidirectionalControl(scalar) || NameCharacters.isInvisible(scalar)
  }

  private static func hexadecimal(_ value: UInt32) -> String {
    String(value, radix: 16, uppercase: true)
  }
}

/// One line of a file as a diagnostic draws it, cut around what is marked if it is long.
struct SnippetLine {
  /// A scalar of the source, or a stray byte, and what is drawn for it.
  private struct Glyph {
    let offsets: Range<Int>
    let text: String
    let width: Int
  }

  /// The widest line drawn, in cells, without the `…` at a cut.
  static let widthMax = 120

  /// How much of a line that is wider the marked text may take; the rest is its context.
  private static let focusWidthMax = 100

  /// How many bytes on either side of the marked text are looked at.
  ///
  /// They hold more than a line's width. A file of one endless line is read only here.
  private static let reach = 1_024

  private var glyphs: [Glyph]
  private var isCutBefore: Bool
  private var isCutAfter: Bool

  /// Lays out a line, given by its byte offsets, so that the focus is seen.
  init(_ file: SourceFile, line: Range<Int>, focus: Range<Int>) {
    let lower = max(line.lowerBound, focus.lowerBound - Self.reach)
    let upper = min(
      line.upperBound, min(focus.upperBound, focus.lowerBound + Self.reach) + Self.reach)
    let start = Self.scalarStart(lower, in: file, line: line)
    let end = Self.scalarStart(upper, in: file, line: line)
    glyphs = Self.glyphs(file.bytes[start..<max(start, end)])
    isCutBefore = start > line.lowerBound
    isCutAfter = end < line.upperBound
    cut(around: focus)
  }

  /// What is drawn of the line.
  var text: String {
    let middle = glyphs.map(\.text).joined()
    if isCutAfter { return (isCutBefore ? "…" : "") + middle + "…" }
    let end = middle.lastIndex { $0 != " " }.map { middle.index(after: $0) }
    return (isCutBefore ? "…" : "") + middle[..<(end ?? middle.startIndex)]
  }

  /// Whether nothing of some bytes of the line is cut away.
  func shows(_ offsets: Range<Int>) -> Bool {
    guard let first = glyphs.first, let last = glyphs.last else { return true }
    return (!isCutBefore || first.offsets.lowerBound <= offsets.lowerBound)
      && (!isCutAfter || last.offsets.upperBound >= offsets.upperBound)
  }

  /// The cells under which some bytes of the line are drawn, at least one.
  func cells(of offsets: Range<Int>) -> Range<Int> {
    var start = isCutBefore ? 1 : 0
    var width = 0
    for glyph in glyphs {
      if glyph.offsets.upperBound <= offsets.lowerBound {
        start += glyph.width
      } else if glyph.offsets.lowerBound < offsets.upperBound {
        width += glyph.width
      }
    }
    return start..<start + max(1, width)
  }

  /// Keeps the focus and as much on both sides of it as there is room for.
  private mutating func cut(around focus: Range<Int>) {
    let total = glyphs.reduce(0) { $0 + $1.width }
    guard isCutBefore || isCutAfter || total > Self.widthMax else { return }
    var start = glyphs.firstIndex { $0.offsets.upperBound > focus.lowerBound } ?? glyphs.count
    var end = start
    var width = 0
    while end < glyphs.count, glyphs[end].offsets.lowerBound < focus.upperBound,
      width + glyphs[end].width <= Self.focusWidthMax
    {
      width += glyphs[end].width
      end += 1
    }
    var grew = true
    while grew {
      grew = false
      if start > 0, width + glyphs[start - 1].width <= Self.widthMax {
        start -= 1
        width += glyphs[start].width
        grew = true
      }
      if end < glyphs.count, width + glyphs[end].width <= Self.widthMax {
        width += glyphs[end].width
        end += 1
        grew = true
      }
    }
    isCutBefore = isCutBefore || start > 0
    isCutAfter = isCutAfter || end < glyphs.count
    glyphs = Array(glyphs[start..<end])
  }

  /// The first offset from here on that does not lie inside a scalar.
  private static func scalarStart(
    _ offset: Int, in file: SourceFile, line: Range<Int>
  ) -> Int {
    var start = offset
    while start < line.upperBound, start > line.lowerBound, start - offset < 4,
      file.bytes[start] & 0xC0 == 0x80
    {
      start += 1
    }
    return start
  }

  private static func glyphs(_ bytes: ArraySlice<UInt8>) -> [Glyph] {
    var parser = Unicode.UTF8.ForwardParser()
    var rest = bytes.makeIterator()
    var glyphs: [Glyph] = []
    var offset = bytes.startIndex
    while true {
      switch parser.parseScalar(from: &rest) {
      case .valid(let encoded):
        let text = VisibleText.of(Unicode.UTF8.decode(encoded))
        let next = offset + encoded.count
        glyphs.append(Glyph(offsets: offset..<next, text: text, width: DisplayWidth.of(text)))
        offset = next
      case .error(let length):
        for index in offset..<offset + length {
          let text = VisibleText.of(strayByte: bytes[index])
          glyphs.append(Glyph(offsets: index..<index + 1, text: text, width: text.utf8.count))
        }
        offset += length
      case .emptyInput: return glyphs
      }
    }
  }
}
