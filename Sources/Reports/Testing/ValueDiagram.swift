import RuleLang

/// A line of the rules with values under their places, joined by bars.
///
/// ```text
/// 计算 绝对值(追加预算) ÷ 年初预算
///      │      │         │ │
///      │      10 万元   │ 100 万元
///      10 万元          10%
/// ```
struct ValueDiagram {
  /// A value and the place it stands under.
  struct Anchor {
    /// The offset in the text, in bytes.
    let offset: Int

    /// The value, in words.
    let value: String
  }

  let text: String
  let anchors: [Anchor]
  /// What stands after the text on its last line, a place in brackets.
  var remark = ""

  /// The lines, each indented; a text that is too wide is broken, each piece with its own values.
  ///
  /// - Parameters:
  ///   - label: a word before the text, in the first line.
  ///   - indentation: the spaces before it.
  ///   - ink: draws the bars faint.
  /// - Returns: the lines, without line feeds.
  func lines(label: String, indentation: Int, ink: Pen) -> [String] {
    let start = indentation + DisplayWidth.of(label) + (label.isEmpty ? 0 : 1)
    var lines: [String] = []
    for (number, piece) in pieces(width: ReportOptions.columnsMax - start).enumerated() {
      let before =
        number == 0
        ? Self.spaces(indentation) + (label.isEmpty ? "" : ink.drawn(label, .faint) + " ")
        : Self.spaces(start)
      lines.append(before + piece.text)
      lines += piece.bars(start: start, ink: ink)
    }
    if !remark.isEmpty { lines = Self.adding(remark, to: lines, after: start) }
    return lines
  }

  /// Puts the place behind the first line, or on a line of its own where that is full.
  private static func adding(_ remark: String, to lines: [String], after start: Int) -> [String] {
    var lines = lines
    if DisplayWidth.of(lines[0]) + DisplayWidth.of(remark) <= ReportOptions.columnsMax + 20 {
      lines[0] += remark
    } else {
      lines.append(spaces(start) + remark)
    }
    return lines
  }

  private static func spaces(_ count: Int) -> String {
    String(repeating: " ", count: max(0, count))
  }

  // MARK: Pieces

  /// A part of the text that fits on a line.
  private struct Piece {
    var text = ""
    var anchors: [(column: Int, value: String)] = []

    /// The bars and the values, from the right: each on the first line that has room for it.
    func bars(start: Int, ink: Pen) -> [String] {
      guard !anchors.isEmpty else { return [] }
      var rows: [[(column: Int, text: String, isBar: Bool)]] = [
        anchors.map { ($0.column, "│", true) }
      ]
      var free: [Int] = []
      for anchor in anchors.sorted(by: { $0.column > $1.column }) {
        let end = anchor.column + DisplayWidth.of(anchor.value)
        var row = 0
        while row < free.count, end >= free[row] {
          rows[row + 1].append((anchor.column, "│", true))
          free[row] = anchor.column
          row += 1
        }
        if row == free.count {
          rows.append([])
          free.append(anchor.column)
        }
        free[row] = anchor.column
        rows[row + 1].append((anchor.column, anchor.value, false))
      }
      return rows.map { row in
        var line = ValueDiagram.spaces(start)
        var column = 0
        for part in row.sorted(by: { $0.column < $1.column }) {
          line += ValueDiagram.spaces(part.column - column)
          line += part.isBar ? ink.drawn(part.text, .faint) : part.text
          column = part.column + DisplayWidth.of(part.text)
        }
        return line
      }
    }
  }

  private func pieces(width: Int) -> [Piece] {
    var pieces: [Piece] = []
    var offset = 0
    let sorted = anchors.sorted { $0.offset < $1.offset }
    for text in broken(width: width) {
      let end = offset + text.utf8.count
      var piece = Piece(text: PlainText.of(text))
      for anchor in sorted where anchor.offset >= offset && anchor.offset < end {
        let prefix = String(decoding: text.utf8.prefix(anchor.offset - offset), as: UTF8.self)
        piece.anchors.append((DisplayWidth.of(PlainText.of(prefix)), anchor.value))
      }
      while piece.text.last == " " { piece.text.removeLast() }
      pieces.append(piece)
      offset = end
    }
    return pieces
  }

  /// The text in pieces that end at spaces; a word that is wider than the line stays whole.
  private func broken(width: Int) -> [String] {
    guard DisplayWidth.of(text) > width else { return [text] }
    var pieces: [String] = []
    var piece = ""
    var word = ""
    func taken(_ piece: String, _ word: String) -> Bool {
      DisplayWidth.of(piece) + DisplayWidth.of(word) <= width || piece.isEmpty
    }
    for character in text {
      word.append(character)
      guard character == " " || character == "，" || character == "," else { continue }
      if !taken(piece, word) {
        pieces.append(piece)
        piece = ""
      }
      piece += word
      word = ""
    }
    if !taken(piece, word) {
      pieces.append(piece)
      piece = ""
    }
    pieces.append(piece + word)
    return pieces
  }
}
