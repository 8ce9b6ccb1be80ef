/// The rows under a line of source: its marks, and the words that belong to them.
///
/// Marks that do not overlap share a row. The words of the last mark of a row stand beside
/// it, those of the others hang below:
///
/// ```
/// ^^^^^^     ---- 这里定义
/// ╰ 这里用到
/// ```
struct Underline {
  /// The cells to mark, and the words to put there.
  struct Mark {
    let cells: Range<Int>
    let message: String?
    let isPrimary: Bool
    let style: Ink.Style
  }

  private let marks: [Mark]
  private let ink: Ink

  /// An underline from its marks, the most important first.
  init(_ marks: [Mark], ink: Ink) {
    self.marks = marks
    self.ink = ink
  }

  /// The rows from top to bottom.
  var rows: [String] {
    var levels: [[Mark]] = []
    for mark in marks {
      let free = levels.firstIndex { level in
        !level.contains { $0.cells.overlaps(mark.cells) }
      }
      if let free { levels[free].append(mark) } else { levels.append([mark]) }
    }
    return levels.flatMap { rows(level: $0.sorted { $0.cells.lowerBound < $1.cells.lowerBound }) }
  }

  private func rows(level: [Mark]) -> [String] {
    var first = row(level) { mark in
      String(repeating: mark.isPrimary ? "^" : "-", count: mark.cells.count)
    }
    if let last = level.last, let message = last.message {
      first += " " + ink.drawn(message, last.style)
    }
    var rows = [first]
    var hanging = level.dropLast().filter { $0.message != nil }
    while let last = hanging.last {
      let message = last.message ?? ""
      hanging.removeLast()
      rows.append(
        row(hanging + [last]) { mark in
          mark.cells == last.cells ? "╰ " + message : "│"
        })
    }
    return rows
  }

  /// Puts a text at the first cell of each mark; no text but the last may be wider than its mark.
  private func row(_ marks: [Mark], text: (Mark) -> String) -> String {
    var row = ""
    var column = 0
    for mark in marks {
      let drawn = text(mark)
      row += String(repeating: " ", count: max(0, mark.cells.lowerBound - column))
      row += ink.drawn(drawn, mark.style)
      column = mark.cells.lowerBound + DisplayWidth.of(drawn)
    }
    return row
  }
}

/// The column of line numbers, and the rule that parts it from the source.
struct Gutter {
  private let width: Int
  private let ink: Ink

  /// A gutter with room for numbers of some digits.
  init(width: Int, ink: Ink) {
    self.width = width
    self.ink = ink
  }

  /// The spaces up to the rule.
  var indent: String { String(repeating: " ", count: width + 1) }

  /// A row in which lines are left out.
  var gap: String { indent + ink.drawn("⋮", .gutter) }

  /// A row of source with its number, or of what stands under it without one.
  func row(_ number: String, _ content: String) -> String {
    ink.drawn(DisplayWidth.paddedLeft(number, to: width) + " │", .gutter)
      + (content.isEmpty ? "" : " " + content)
  }

  /// The row that says which place of which file follows.
  func head(_ place: String, isFirst: Bool) -> String {
    indent + ink.drawn(isFirst ? "┌─" : ":::", .gutter) + " " + place
  }
}

/// Colours text for ANSI terminals, or leaves it as it is.
struct Ink {
  /// The parts of a diagnostic that have a colour, with its parameters.
  enum Style: String {
    case error = "1;31"
    case warning = "1;33"
    case note = "1;36"
    case gutter = "34"
    case help = "32"
  }

  let isColored: Bool

  func drawn(_ text: String, _ style: Style) -> String {
    isColored ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }
}
