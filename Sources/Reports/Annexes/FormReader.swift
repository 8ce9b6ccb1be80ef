import RuleLang
import Tabular

/// Reads a form: the cells of a sheet, its parts, and what its places ask for.
struct FormReader {
  private let source: SourceFile
  private let file: Int
  private let ruleset: Ruleset
  private var form: Form
  private(set) var findings: [Diagnostic] = []
  private var places: FormPlaceReader
  private var placeCount = 0

  /// The places that were understood, for whoever asks what a form uses.
  private(set) var understood: [FormPlace] = []

  /// A form in one of the files that the reader of places knows.
  private init(
    _ name: String, _ source: SourceFile, file: Int, _ ruleset: Ruleset, _ places: FormPlaceReader
  ) {
    form = Form(name: name)
    self.source = source
    self.file = file
    self.ruleset = ruleset
    self.places = places
  }

  /// What a file holds.
  ///
  /// - Parameters:
  ///   - name: what the form is called.
  ///   - source: its text.
  ///   - file: its index in places.
  ///   - ruleset: its rules.
  ///   - places: understands what stands between braces; keeps what it found.
  /// - Returns: the form, what is wrong beside its places, and the places.
  /// - Complexity: O(*n*) in its bytes, and for each place in the bytes before it.
  static func read(
    _ name: String, _ source: SourceFile, file: Int, _ ruleset: Ruleset,
    _ places: inout FormPlaceReader
  ) -> (form: Form, findings: [Diagnostic], places: [FormPlace]) {
    var reader = FormReader(name, source, file: file, ruleset, places)
    reader.read()
    places = reader.places
    return (reader.form, reader.findings, reader.understood)
  }

  private mutating func read() {
    var rows: [[FormCell]] = []
    var blocks: [[[FormCell]]] = []
    func endBlock() {
      if !rows.isEmpty { blocks.append(rows) }
      rows = []
    }
    var cells = FormCellReader(source, file: file)
    var sheet = CSVReader(source.bytes, separator: .comma)
    var end = 0
    while true {
      do throws(CSVError) {
        guard let row = try sheet.next() else { break }
        if hasEmptyLine(between: end, and: row.range.lowerBound) { endBlock() }
        end = row.range.upperBound
        let read = row.fields.map { cells.cell($0) }
        if read.allSatisfy(\.isEmpty) { endBlock() } else { rows.append(read) }
      } catch {
        report(.unreadableForm(zh: "这里不合 CSV 的写法", en: "this is not CSV"), error.range)
        return
      }
    }
    endBlock()
    findings += cells.findings
    guard let head = blocks.first else {
      report(.unreadableForm(zh: "没有标题", en: "it has no title"), 0..<0)
      return
    }
    readHead(head)
    for (number, block) in blocks.enumerated().dropFirst() {
      readBlock(block)
      // A text alone above a table is what it is called.
      if case .table? = form.parts.last, number > 1, blocks[number - 1].count == 1,
        let place = form.parts.indices.dropLast().last,
        case .paragraph(let pieces) = form.parts[place]
      {
        form.parts[place] = .heading(pieces)
      }
    }
  }

  private func hasEmptyLine(between end: Int, and start: Int) -> Bool {
    guard end < start, end > 0 else { return false }
    return source.bytes[end..<start].count { $0 == 0x0A } > 1
  }

  private mutating func report(_ finding: Finding, _ range: Range<Int>) {
    findings.add(
      finding, at: SourceRange(file: file, lower: range.lowerBound, upper: range.upperBound))
  }

  // MARK: Parts

  private mutating func readHead(_ rows: [[FormCell]]) {
    for (number, row) in rows.enumerated() {
      let filled = row.indices.filter { !row[$0].isEmpty }
      if number == 0 {
        if let first = filled.first { form.title = pieces(of: row[first], inRow: false) }
        continue
      }
      let left = filled.first == 0 ? pieces(of: row[0], inRow: false) : []
      let right = filled.filter { $0 > 0 }.flatMap { index in
        pieces(of: row[index], inRow: false)
      }
      form.parts.append(.line(left, right))
    }
  }

  private mutating func readBlock(_ rows: [[FormCell]]) {
    if let special = readSpecial(rows) {
      form.parts.append(special)
    } else if rows.allSatisfy({ row in row.count { !$0.isEmpty } == 1 }) {
      for row in rows {
        guard let cell = row.first(where: { !$0.isEmpty }) else { continue }
        form.parts.append(.paragraph(pieces(of: cell, inRow: false)))
      }
    } else {
      form.parts.append(.table(readTable(rows)))
    }
  }

  /// A part that is one of the two that stand for more than their cells.
  private mutating func readSpecial(_ rows: [[FormCell]]) -> Form.Part? {
    guard rows.count == 1, let first = rows[0].first(where: { !$0.isEmpty }),
      first.pieces.count == 1, case .place(let range) = first.pieces[0]
    else { return nil }
    switch source.text(range) {
    case "指标表", "indicators":
      return rows[0].count { !$0.isEmpty } == 1 ? .indicators : nil
    case "签字", "signatures":
      let others = rows[0].filter { !$0.isEmpty }.dropFirst()
      return .signatures(others.map { pieces(of: $0, inRow: false) })
    default: return nil
    }
  }

  // MARK: Places

  /// The pieces of a cell with what its places ask for.
  private mutating func pieces(of cell: FormCell, inRow: Bool) -> [Form.Piece] {
    cell.pieces.compactMap { piece in
      switch piece {
      case .text(let text): return .text(text)
      case .place(let range):
        placeCount += 1
        guard placeCount <= Limits.formPlacesMax else {
          if placeCount == Limits.formPlacesMax + 1 { report(.tooManyPlaces(), range) }
          return nil
        }
        guard let place = places.place(range, of: source, file: file) else { return nil }
        switch place.kind {
        case .indicators, .signatures:
          report(.notAlone(place.name), range)
          return nil
        case .column where !inRow:
          report(.columnWithoutRows(place.name), range)
          return nil
        case .number where !inRow:
          report(.numberWithoutRows(), range)
          return nil
        default:
          understood.append(place)
          return .place(place)
        }
      }
    }
  }

  // MARK: Tables

  private mutating func readTable(_ rows: [[FormCell]]) -> [Form.Row] {
    let joins = FormJoins(rows)
    for (finding, cell) in joins.findings { report(finding, cell.range) }
    var read: [Form.Row] = []
    for (number, row) in rows.enumerated() {
      var cells: [Form.Cell?] = []
      var table: Int?
      var isHead = true
      for column in 0..<joins.width {
        guard let span = joins.span(number, column) else {
          cells.append(nil)
          continue
        }
        let written = column < row.count ? row[column] : FormCell(range: 0..<0)
        let cell = Form.Cell(
          pieces: pieces(of: written, inRow: true), rowSpan: span.rows, columnSpan: span.columns,
          isHead: written.text?.contains { $0.isLetter || $0.isNumber } == true)
        if written.text == nil { isHead = false }
        for case .place(let place) in cell.pieces {
          guard let other = place.table else { continue }
          if let first = table, first != other {
            report(
              .columnsOfTwoTables(ruleset.tables[first].name, ruleset.tables[other].name),
              place.range)
          }
          table = table ?? other
        }
        cells.append(cell)
      }
      read.append(Form.Row(cells: cells, table: table, isHead: isHead))
      markRepeated(&read[number], written: row)
    }
    return read
  }

  /// Says which cells of a row come again with each row of its table.
  private mutating func markRepeated(_ row: inout Form.Row, written: [FormCell]) {
    for index in row.cells.indices {
      guard var cell = row.cells[index] else { continue }
      let places = cell.pieces.compactMap { piece -> FormPlace? in
        if case .place(let place) = piece { return place }
        return nil
      }
      let asksForRows = places.contains(where: \.isRepeated)
      if row.table == nil {
        for place in places where place.isRepeated { report(.numberWithoutRows(), place.range) }
      } else if asksForRows, cell.rowSpan > 1 {
        report(.repeatedCellJoined(), written[index].range)
      }
      cell.isRepeated =
        row.table != nil && (asksForRows || (cell.pieces.isEmpty && cell.rowSpan == 1))
      row.cells[index] = cell
    }
  }
}

/// Which cells of a table belong together.
private struct FormJoins {
  /// The number of columns.
  let width: Int

  private(set) var findings: [(Finding, FormCell)] = []

  /// The cell that each belongs to, row by row.
  private var owners: [Int] = []
  private var spans: [Int: (rows: Int, columns: Int)] = [:]

  init(_ rows: [[FormCell]]) {
    // Empty cells that a spreadsheet writes behind the last column are none.
    width = rows.map { row in (row.lastIndex { !$0.isEmpty } ?? -1) + 1 }.max() ?? 0
    for (number, row) in rows.enumerated() {
      for column in 0..<width {
        let place = owners.count
        let sign = column < row.count ? row[column].text : nil
        switch sign {
        case "<" where column > 0: owners.append(owners[place - 1])
        case "^" where number > 0: owners.append(owners[place - width])
        case "<", "^":
          findings.append((.nothingToJoin(sign ?? ""), row[column]))
          owners.append(place)
        default: owners.append(place)
        }
      }
    }
    measure(rows)
  }

  private mutating func measure(_ rows: [[FormCell]]) {
    var members: [Int: (count: Int, row: Int, column: Int)] = [:]
    for (place, owner) in owners.enumerated() {
      let (row, column) = (place / width, place % width)
      let known = members[owner] ?? (0, row, column)
      members[owner] = (known.count + 1, max(known.row, row), max(known.column, column))
    }
    for (owner, extent) in members.sorted(by: { $0.key < $1.key }) {
      let rowCount = extent.row - owner / width + 1
      let columnCount = extent.column - owner % width + 1
      spans[owner] = (rowCount, columnCount)
      if rowCount * columnCount != extent.count, owner % width < rows[owner / width].count {
        findings.append((.joinIsNoRectangle(), rows[owner / width][owner % width]))
      }
    }
  }

  /// How far a cell reaches; nil where it belongs to another.
  func span(_ row: Int, _ column: Int) -> (rows: Int, columns: Int)? {
    let place = row * width + column
    return owners[place] == place ? spans[place] : nil
  }
}
