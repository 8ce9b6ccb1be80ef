import RuleLang

/// Rows of cells in columns that line up in a terminal, wide characters counting two cells.
struct TextGrid {
  /// How the cells of a column stand.
  enum Alignment {
    case left
    case right
    /// By the decimal point.
    case decimal
  }

  struct Column {
    let title: String
    let alignment: Alignment
    /// The widest it gets, where longer cells go on under it; nil never breaks a cell.
    var widthMax: Int?
  }

  struct Row {
    /// A line of the grid, or a rule across it.
    enum Kind {
      case cells
      case rule
    }

    var kind = Kind.cells
    var cells: [[String]] = []
    var style: Pen.Style?

    /// A row whose cells have one paragraph each.
    init(_ cells: [String], style: Pen.Style? = nil) {
      self.cells = cells.map { [$0] }
      self.style = style
    }

    /// A row of which a cell may have several paragraphs.
    init(paragraphs cells: [[String]], style: Pen.Style? = nil) {
      self.cells = cells
      self.style = style
    }

    private init(kind: Kind) { self.kind = kind }

    static let rule = Row(kind: .rule)
  }

  private static let gap = 2

  let columns: [Column]
  var rows: [Row] = []

  init(_ columns: [Column]) { self.columns = columns }

  /// The lines; the last column takes what the others leave.
  func lines(_ ink: Pen) -> [String] {
    let measure = measure()
    return heading(measure, ink) + body(measure, ink)
  }

  /// How much room the cells of some rows take.
  ///
  /// A grid of very many rows is drawn in parts, each with some of them, once all have been
  /// measured.
  struct Measure: Sendable {
    /// By column, the widest points with what is after them.
    fileprivate var decimals: [Int]
    /// By column, the widest cells without them.
    fileprivate var wholes: [Int]

    /// Takes in other rows of the same columns.
    mutating func add(_ other: Measure) {
      decimals = zip(decimals, other.decimals).map(max)
      wholes = zip(wholes, other.wholes).map(max)
    }
  }

  /// How much room the rows take.
  func measure() -> Measure {
    var measure = Measure(decimals: columns.map { _ in 0 }, wholes: columns.map { _ in 0 })
    for row in rows {
      for (index, cell) in row.cells.enumerated() where columns.indices.contains(index) {
        for text in cell {
          let width = DisplayWidth.of(text)
          guard columns[index].alignment == .decimal else {
            measure.wholes[index] = max(measure.wholes[index], width)
            continue
          }
          let decimals = DisplayWidth.of(Self.decimals(of: text))
          let own = text.contains(where: \.isNumber) ? decimals : 0
          measure.decimals[index] = max(measure.decimals[index], decimals)
          measure.wholes[index] = max(measure.wholes[index], width - own)
        }
      }
    }
    return measure
  }

  /// The titles, with the rule under them.
  func heading(_ measure: Measure, _ ink: Pen) -> [String] {
    let widths = widths(measure)
    return draw(Row(columns.map(\.title), style: .strong), widths, ink) + [rule(widths, ink)]
  }

  /// The rows, drawn as the measure of all rows wants it.
  func body(_ measure: Measure, _ ink: Pen) -> [String] {
    let widths = widths(measure)
    return rows.flatMap { row -> [String] in
      guard row.kind == .cells else { return [rule(widths, ink)] }
      var row = row
      for index in row.cells.indices where columns[index].alignment == .decimal {
        row.cells[index] = row.cells[index].map {
          Self.padded($0, decimals: measure.decimals[index])
        }
      }
      return draw(row, widths, ink)
    }
  }

  private func rule(_ widths: [Int], _ ink: Pen) -> String {
    let total = widths.reduce(0, +) + Self.gap * (columns.count - 1)
    return ink.drawn(String(repeating: "─", count: total), .faint)
  }

  private func widths(_ measure: Measure) -> [Int] {
    var widths = columns.indices.map { index in
      let content = max(
        DisplayWidth.of(columns[index].title), measure.wholes[index] + measure.decimals[index])
      return min(content, columns[index].widthMax ?? content)
    }
    guard let last = widths.indices.last else { return widths }
    let others = widths.dropLast().reduce(0, +) + Self.gap * (columns.count - 1)
    widths[last] = min(widths[last], max(20, ReportOptions.columnsMax - others))
    return widths
  }

  private func draw(_ row: Row, _ widths: [Int], _ ink: Pen) -> [String] {
    let cells = row.cells.indices.map { index -> [String] in
      row.cells[index].flatMap { paragraph in
        DisplayWidth.of(paragraph) <= widths[index]
          ? [paragraph] : wrapped(paragraph, width: widths[index])
      }
    }
    let height = cells.map(\.count).max() ?? 0
    return (0..<height).map { line in
      var text = ""
      var cell = 0
      for index in cells.indices {
        let part = cells[index].indices.contains(line) ? cells[index][line] : ""
        if part.isEmpty { continue }
        let start = widths[..<index].reduce(0, +) + Self.gap * index
        let before = columns[index].alignment == .left ? 0 : widths[index] - DisplayWidth.of(part)
        text += String(repeating: " ", count: max(0, start + before - cell)) + part
        cell = max(cell, start + before) + DisplayWidth.of(part)
      }
      while text.last == " " { text.removeLast() }
      return row.style.map { ink.drawn(text, $0) } ?? text
    }
  }

  /// A cell that goes on keeps the indentation of its first line, and two cells more.
  private func wrapped(_ text: String, width: Int) -> [String] {
    let indent = text.prefix { $0 == " " }.count
    let lines = Wrapping.lines(String(text.dropFirst(indent)), width: width - indent)
    return lines.map { String(repeating: " ", count: indent) + $0 }
  }

  /// The point and what is after it; a range of which only the upper end has decimals counts too.
  private static func decimals(of text: String) -> String {
    guard let point = text.lastIndex(of: "."), !text[point...].contains("–") else { return "" }
    return String(text[point...])
  }

  private static func padded(_ text: String, decimals: Int) -> String {
    guard text.contains(where: \.isNumber) else { return text + spaces(decimals) }
    return text + spaces(decimals - DisplayWidth.of(Self.decimals(of: text)))
  }

  private static func spaces(_ count: Int) -> String {
    String(repeating: " ", count: max(0, count))
  }
}
