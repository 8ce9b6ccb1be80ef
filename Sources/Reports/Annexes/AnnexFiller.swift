import Evaluator
import ExactNumbers
import RuleLang

/// Fills a form in from a record and its result.
struct AnnexFiller {
  private let ruleset: Ruleset
  private let evaluation: Evaluation
  private let record: Record
  private let say: Wording
  private let known: KnownValues
  private let figures: FigureText
  private let words: ResultWords
  private let standards: StandardWords

  /// What is missing, each once, in the order of the form; of columns with the rows that lack it.
  private var missing: [(name: String, rows: [Int])] = []

  init(_ evaluation: Evaluation, _ record: Record, _ ruleset: Ruleset, _ say: Wording) {
    self.ruleset = ruleset
    self.evaluation = evaluation
    self.record = record
    self.say = say
    known = KnownValues(ruleset, record, evaluation)
    figures = FigureText(ruleset, record, say)
    words = ResultWords(evaluation, ruleset, say)
    standards = StandardWords(ruleset, say)
  }

  /// A form filled in.
  mutating func blocks(of form: Form) -> [Page.Block] {
    missing = []
    var caption = line(form.title)
    var blocks: [Page.Block] = [.heading(caption, level: 1)]
    for part in form.parts {
      switch part {
      case .line(let left, let right): blocks.append(.line(line(left), line(right)))
      case .paragraph(let pieces):
        blocks += filled(pieces).paragraphs.map { .paragraph($0) }
      case .heading(let pieces):
        caption = line(pieces)
        blocks.append(.heading(caption, level: 2))
      case .table(let rows): blocks.append(.form(table(rows, caption: caption)))
      case .indicators: blocks.append(.table(DepartmentTable(evaluation, ruleset, say).table))
      case .signatures(let labels): blocks.append(.signatures(labels.map { line($0) }))
      }
    }
    if !missing.isEmpty {
      let text = say("缺少的数据：", "Missing: ") + say.list(missing.map(words(for:)))
      blocks.insert(.paragraph(text), at: Self.placeBelowTables(of: blocks))
    }
    return blocks
  }

  /// Behind the last table or, where there is none, behind all.
  private static func placeBelowTables(of blocks: [Page.Block]) -> Int {
    let last = blocks.lastIndex { block in
      switch block {
      case .form, .table: true
      default: false
      }
    }
    return last.map { $0 + 1 } ?? blocks.count
  }

  private func words(for missing: (name: String, rows: [Int])) -> String {
    guard !missing.rows.isEmpty else { return missing.name }
    let rows = say.list(missing.rows.map(String.init))
    return missing.name + say.bracketed(say("第 \(rows) 行", "row \(rows)"))
  }

  // MARK: Tables

  private mutating func table(_ rows: [Form.Row], caption: String) -> FormTable {
    let counts = rows.map { row in
      row.table.map { max(1, (record.tables[safely: $0] ?? nil)?.count ?? 1) } ?? 1
    }
    var filled = FormTable(caption: caption, rows: [])
    for (number, row) in rows.enumerated() {
      for index in 0..<counts[number] {
        filled.rows.append(
          row.cells.map { cell -> FormTable.Cell? in
            guard let cell, cell.isRepeated || index == 0 else { return nil }
            let reach = counts[number..<min(counts.count, number + cell.rowSpan)].reduce(0, +)
            var made = self.cell(cell, of: row, at: index)
            made.rowSpan = cell.isRepeated ? 1 : reach
            made.columnSpan = cell.columnSpan
            return made
          })
      }
    }
    return filled
  }

  private mutating func cell(
    _ cell: Form.Cell, of row: Form.Row, at index: Int
  ) -> FormTable.Cell {
    let (paragraphs, isNumber) = filled(cell.pieces, row: index)
    if cell.isHead {
      return FormTable.Cell(paragraphs: paragraphs, kind: row.isHead ? .columnHead : .rowHead)
    }
    return FormTable.Cell(paragraphs: paragraphs, kind: isNumber ? .number : .text)
  }

  // MARK: Pieces

  private mutating func line(_ pieces: [Form.Piece]) -> String {
    filled(pieces).paragraphs.joined(separator: " ")
  }

  /// What a cell says, in paragraphs, and whether it is a number and nothing else.
  private mutating func filled(
    _ pieces: [Form.Piece], row: Int? = nil
  ) -> (paragraphs: [String], isNumber: Bool) {
    var text = ""
    var isNumber = false
    for piece in pieces {
      switch piece {
      case .text(let part): text += part
      case .place(let place):
        let figure = fill(place, row: row)
        isNumber = figure.isNumber && pieces.count == 1
        text += figure.text
      }
    }
    let paragraphs = text.split(whereSeparator: \.isNewline).map(String.init)
    return (paragraphs.isEmpty ? [""] : paragraphs, isNumber)
  }

  /// What is filled in at a place.
  private struct Figure {
    var text: String
    var isNumber = false
  }

  private mutating func fill(_ place: FormPlace, row: Int?) -> Figure {
    switch place.kind {
    case .department: return Figure(text: evaluation.department ?? lacking(place.name))
    case .year: return Figure(text: String(evaluation.fiscalYear))
    case .full: return Figure(text: evaluation.points.description, isNumber: true)
    case .total: return score(evaluation.score, evaluation.range)
    case .grade: return Figure(text: grade)
    case .number: return Figure(text: row.map { String($0 + 1) } ?? "")
    case .points(let subject): return points(of: subject)
    case .standard(let index):
      let paragraphs = ruleset.indicators[safely: index].map { standards.paragraphs(of: $0) } ?? []
      return Figure(text: paragraphs.joined(separator: "\n"))
    case .losses(let index):
      let reasons = result(index).map { words.reasons($0) } ?? []
      return Figure(text: reasons.joined(separator: "\n"))
    case .value(let expression, let factor): return value(expression, factor, place)
    case .column(let table, let column, let factor):
      return self.column(table, column, factor, place, row: row ?? 0)
    case .indicators, .signatures: return Figure(text: "")
    }
  }

  /// The mark of what is missing; notes what it is.
  private mutating func lacking(_ name: String, row: Int? = nil) -> String {
    let index = missing.firstIndex { $0.name == name }
    if let index, let row {
      if !missing[index].rows.contains(row + 1) { missing[index].rows.append(row + 1) }
    } else if index == nil {
      missing.append((name, row.map { [$0 + 1] } ?? []))
    }
    return say("（缺）", "(missing)")
  }

  private func result(_ index: Int) -> IndicatorResult? {
    evaluation.indicators.first { $0.index == index }
  }

  private var grade: String {
    if evaluation.status == .complete { return evaluation.grade ?? "" }
    return evaluation.possibleGrades.reversed().joined(separator: say(" 或 ", " or "))
  }

  private func score(_ score: Rational?, _ range: Interval) -> Figure {
    let text = ScoreText.of(score, range: range)
    return Figure(text: text, isNumber: score != nil || range.single != nil)
  }

  private func points(of subject: FormPlace.Subject) -> Figure {
    switch subject {
    case .heading(let index):
      let result = evaluation.headings.first { $0.index == index }
      let points = result?.points ?? ruleset.headings[safely: index]?.points
      return Figure(text: points?.description ?? "", isNumber: true)
    case .indicator(let index):
      guard let result = result(index) else { return Figure(text: "") }
      if result.status == .excluded { return Figure(text: "—") }
      return Figure(text: result.points.description, isNumber: true)
    }
  }

  // MARK: Values

  private mutating func value(
    _ expression: TypedExpression, _ factor: Rational?, _ place: FormPlace
  ) -> Figure {
    switch expression.kind {
    case .score(let index):
      guard let result = result(index) else { return Figure(text: "") }
      if result.status == .excluded { return Figure(text: "—") }
      return score(result.score, result.range)
    case .headingScore(let index):
      guard let result = evaluation.headings.first(where: { $0.index == index }) else {
        return Figure(text: "")
      }
      return score(result.score, result.range)
    case .measure(let index):
      if let result = result(index), result.measure == nil, result.status != .undetermined {
        return Figure(text: "—")
      }
    default: break
    }
    guard let value = known.value(expression) else {
      return Figure(text: lacking(place.name))
    }
    var unit = figures.unit(of: expression)
    if case .fact(let index) = expression.kind { unit = figures.unit(ofFact: index) }
    return figure(value, expression.type, factor, unit: unit)
  }

  private mutating func column(
    _ table: Int, _ column: Int, _ factor: Rational?, _ place: FormPlace, row: Int
  ) -> Figure {
    guard let rows = record.tables[safely: table] ?? nil else {
      return Figure(text: lacking(ruleset.tables[table].name))
    }
    guard !rows.isEmpty else { return Figure(text: say("（无）", "(none)")) }
    guard let value = rows[safely: row]?[safely: column] ?? nil else {
      return Figure(text: lacking(place.name, row: row))
    }
    let field = ruleset.tables[table].columns[column]
    return figure(value, field.type, factor, unit: field.unit)
  }

  private func figure(
    _ value: Constant, _ type: ValueType, _ factor: Rational?, unit: String?
  ) -> Figure {
    switch value {
    case .text(let text): return Figure(text: text)
    case .number(let number) where factor != nil:
      return Figure(text: bare(number, type, factor ?? .one), isNumber: true)
    case .number(let number):
      let isPlain = type.number.map { $0.isRatio || $0.dimension == .none } ?? false
      return Figure(text: figures.number(number, type, unit: unit), isNumber: isPlain)
    case .boolean, .choice: return Figure(text: figures.text(value, type))
    }
  }

  /// A number in a unit that stands elsewhere.
  private func bare(_ number: Rational, _ type: ValueType, _ factor: Rational) -> String {
    if type.number?.isRatio == true {
      return String(figures.number(number, type).dropLast())
    }
    guard let amount = number.divided(by: factor) else { return number.description }
    let digits = amount.decimalText?.split(separator: ".").dropFirst().first?.count ?? 0
    guard amount.decimalText != nil, digits <= 6 else {
      return "≈" + amount.groupedText(places: 4)
    }
    // Amounts have two digits at least, as they are published; zeros change nothing.
    let places = type.number?.dimension == .money ? max(2, digits) : digits
    return amount.groupedText(places: places)
  }
}
