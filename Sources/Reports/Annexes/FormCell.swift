import RuleLang
import Tabular

/// A cell of a form as it is written: text, and places to fill in.
struct FormCell {
  enum Piece {
    case text(String)
    /// What stands between the braces, as bytes of the file.
    case place(Range<Int>)
  }

  var pieces: [Piece] = []
  /// Where it stands.
  let range: Range<Int>

  /// Its text, where it has no places.
  var text: String? {
    var text = ""
    for piece in pieces {
      guard case .text(let part) = piece else { return nil }
      text += part
    }
    return text
  }

  var isEmpty: Bool { pieces.isEmpty }
}

/// Reads the cells of a form.
struct FormCellReader {
  private let bytes: [UInt8]
  private let file: Int

  /// What is wrong with braces.
  private(set) var findings: [Diagnostic] = []

  init(_ source: SourceFile, file: Int) {
    bytes = source.bytes
    self.file = file
  }

  /// What a field of the sheet holds.
  ///
  /// - Complexity: O(*n*) in its bytes.
  mutating func cell(_ field: CSVField) -> FormCell {
    var cell = FormCell(range: field.range)
    var text: [UInt8] = []
    func textPiece() -> [FormCell.Piece] {
      text.isEmpty ? [] : [.text(String(decoding: text, as: UTF8.self))]
    }
    let end = field.wasQuoted ? field.range.upperBound - 1 : field.range.upperBound
    var at = field.wasQuoted ? field.range.lowerBound + 1 : field.range.lowerBound
    while at < end {
      guard let brace = brace(at: at, before: end) else {
        // A quotation mark inside quotes is written twice.
        let isDoubled = field.wasQuoted && bytes[at] == UInt8(ascii: "\"")
        text.append(bytes[at])
        at += isDoubled && at + 1 < end ? 2 : 1
        continue
      }
      let next = at + brace.length
      if let second = self.brace(at: next, before: end), second.opens == brace.opens {
        text += bytes[at..<next]
        at = next + second.length
        continue
      }
      guard brace.opens, let close = closing(after: next, before: end) else {
        report(.braceAlone(String(decoding: bytes[at..<next], as: UTF8.self)), at..<next)
        at = next
        continue
      }
      let inner = trimmed(next..<close.place)
      let after = close.place + close.length
      if inner.isEmpty {
        report(.emptyPlace(), at..<after)
      } else {
        cell.pieces += textPiece() + [.place(inner)]
        text = []
      }
      at = after
    }
    cell.pieces += textPiece()
    return Self.trimmed(cell)
  }

  private mutating func report(_ finding: Finding, _ range: Range<Int>) {
    findings.add(finding, at: place(range))
  }

  func place(_ range: Range<Int>) -> SourceRange {
    SourceRange(file: file, lower: range.lowerBound, upper: range.upperBound)
  }

  // MARK: Braces

  /// A brace, in either width.
  private func brace(at place: Int, before end: Int) -> (opens: Bool, length: Int)? {
    guard place < end else { return nil }
    switch bytes[place] {
    case UInt8(ascii: "{"): return (true, 1)
    case UInt8(ascii: "}"): return (false, 1)
    case 0xEF where place + 2 < end && bytes[place + 1] == 0xBD:
      // ｛ and ｝
      if bytes[place + 2] == 0x9B { return (true, 3) }
      return bytes[place + 2] == 0x9D ? (false, 3) : nil
    default: return nil
    }
  }

  /// The brace that closes what was opened; nil where another opens before it, or the line ends.
  private func closing(after start: Int, before end: Int) -> (place: Int, length: Int)? {
    var at = start
    while at < end, bytes[at] != 0x0A, bytes[at] != 0x0D {
      if let brace = brace(at: at, before: end) {
        return brace.opens ? nil : (at, brace.length)
      }
      at += 1
    }
    return nil
  }

  // MARK: Space

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (lower, upper) = (range.lowerBound, range.upperBound)
    while lower < upper, Self.isSpace(bytes[lower]) { lower += 1 }
    while lower < upper, Self.isSpace(bytes[upper - 1]) { upper -= 1 }
    return lower..<upper
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }

  /// A cell without space at its ends.
  ///
  /// A wide space is kept between texts, as people set them apart by it.
  private static func trimmed(_ cell: FormCell) -> FormCell {
    var cell = cell
    let spaces: (Character) -> Bool = { $0.isWhitespace }
    if case .text(let text)? = cell.pieces.first {
      cell.pieces[0] = .text(String(text.drop(while: spaces)))
    }
    if let last = cell.pieces.indices.last, case .text(let text) = cell.pieces[last] {
      let reversed = String(text.reversed().drop(while: spaces))
      cell.pieces[last] = .text(String(reversed.reversed()))
    }
    cell.pieces.removeAll { piece in
      if case .text(let text) = piece { return text.isEmpty }
      return false
    }
    return cell
  }
}
