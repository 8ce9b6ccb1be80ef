public import Evaluator
import ExactNumbers
public import RuleLang
public import Tabular

/// Results as the rows of a workbook: a sheet with a row for each department, one with a row for
/// each of its indicators, and one with what is to be noted.
///
/// The first sheet is the table of ``ResultCSV``, cell by cell. Chapter 11 has what stands in the
/// others. Rows are made here and put into sheets elsewhere, as they are made by many threads.
public enum ResultWorkbook {
  /// One of the sheets of a ruleset.
  public struct Sheet: Sendable {
    /// What it is called.
    public let name: String

    /// Its columns.
    public let columns: [WorkbookColumn]
  }

  /// The sheets of a ruleset, in the order that ``rows(_:ruleset:columns:language:)`` counts them.
  ///
  /// - Parameters:
  ///   - ruleset: the ruleset that the results are made with.
  ///   - columns: which columns the first sheet has.
  ///   - language: the language of the words that are not the rules'; nil is that of the ruleset.
  ///   - isOnly: whether no other ruleset has sheets in the workbook.
  /// - Returns: the sheets.
  public static func sheets(
    _ ruleset: Ruleset, columns: ResultColumns, language: Language?, isOnly: Bool
  ) -> [Sheet] {
    let say = Wording(language: language ?? ruleset.vocabulary)
    let summary = ResultCSV.header(ruleset, columns: columns, language: language)
    let widths = columns.kinds.flatMap { kind in
      Array(repeating: width(of: kind), count: ResultRow.count(kind, ruleset))
    }
    let layout = WorkbookLayout(ruleset, columns, say)
    let sheets = [
      (say("汇总", "Summary"), zip(summary, widths).map { ($0, $1) }),
      (say("指标", "Indicators"), layout.indicators), (say("问题", "Findings"), layout.findings),
    ]
    let suffix = isOnly ? "" : " \(ruleset.year) \(ruleset.name)"
    return sheets.map { name, columns in
      Sheet(
        name: name + suffix,
        columns: columns.map { title, width in
          // A long title has two lines, as there are many columns.
          WorkbookColumn(
            title: title, width: min(60, max(width, (DisplayWidth.of(title) + 1) / 2 + 3)))
        })
    }
  }

  /// How wide a column of the first sheet is, beside its title.
  private static func width(of kind: ResultColumns.Kind) -> Int {
    switch kind {
    case .department: 28
    case .missing, .errors: 50
    case .grade: 12
    case .year, .status, .scores, .headings, .total, .lowest, .highest: 9
    }
  }

  /// The rows of some results, each with the number of its sheet, as ``WorksheetWriter`` takes
  /// them.
  ///
  /// - Parameters:
  ///   - results: the results in the order of the data, each with its record if there is one.
  ///   - ruleset: the ruleset they were made with.
  ///   - columns: which columns the first sheet has, and how its numbers are written.
  ///   - language: the language of the words that are not the rules'; nil is that of the ruleset.
  /// - Returns: the rows as text.
  public static func rows(
    _ results: [(Evaluation, Record?)], ruleset: Ruleset, columns: ResultColumns,
    language: Language?
  ) -> String {
    let say = Wording(language: language ?? ruleset.vocabulary)
    var writer = WorkbookRowWriter(
      row: ResultRow(ruleset: ruleset, columns: columns, say: say),
      layout: WorkbookLayout(ruleset, columns, say))
    for (evaluation, record) in results { writer.add(evaluation, record) }
    return writer.rows.text
  }

  /// The workbook round the sheets.
  public static func package(_ ruleset: Ruleset?, language: Language) -> WorkbookPackage {
    let say = Wording(language: language)
    let title = ruleset.map {
      say("\($0.name)结果（\($0.year) 年度）", "\($0.name), results, \($0.year)")
    }
    return WorkbookPackage(title: title ?? say("结果", "Results"), program: ResultJSON.engine)
  }

  /// The sheet of a workbook without results.
  public static func emptySheet(_ language: Language) -> WorksheetWriter {
    let title = language == .zh ? "没有结果" : "no results"
    return WorksheetWriter(
      columns: [WorkbookColumn(title: title, width: 12)], isFirst: true, keepsFirstColumn: false,
      footer: footer(language))
  }

  /// What stands at the foot of a page.
  public static func footer(_ language: Language) -> String {
    language == .zh ? "第 &P 页，共 &N 页" : "Page &P of &N"
  }
}

/// The columns of the sheets beside the first, with their widths.
private struct WorkbookLayout {
  let ruleset: Ruleset
  let departmentName: String
  let say: Wording
  /// Whether scores count by weights, so that the points in the total are others.
  let isWeighted: Bool
  /// How many digits behind the point rounded scores have.
  let decimals: Int

  init(_ ruleset: Ruleset, _ columns: ResultColumns, _ say: Wording) {
    self.ruleset = ruleset
    self.say = say
    departmentName = columns.departmentName ?? say("部门", "department")
    isWeighted = ruleset.headings.contains { $0.weight != nil }
    let step = ruleset.scoreRounding?.step.decimalText ?? "1"
    let point = step.utf8.firstIndex(of: UInt8(ascii: "."))
    let digits = point.map { step.utf8.distance(from: $0, to: step.utf8.endIndex) - 1 } ?? 0
    decimals = max(columns.decimalsMin, digits)
  }

  var indicators: [(String, Int)] {
    [
      (departmentName, 28), (say("年度", "fiscal year"), 9), (say("一级标题", "section"), 14),
      (say("二级标题", "subsection"), 14), (say("指标", "indicator"), 24),
      (say("分值", "points"), 9), (say("得分", "score"), 9),
    ] + (isWeighted ? [(say("折合得分", "score in the total"), 9)] : []) + [
      (say("完成情况", "result"), 16), (say("扣分原因", "why points were lost"), 60),
    ]
  }

  var findings: [(String, Int)] {
    [
      (departmentName, 28), (say("年度", "fiscal year"), 9), (say("类别", "kind"), 14),
      (say("对象", "about"), 24), (say("内容", "what"), 60),
    ]
  }

  func kind(_ kind: ResultNotes.Section.Kind) -> String {
    switch kind {
    case .missing: say("缺资料", "missing")
    case .adjustments: say("加减分", "adjustment")
    case .checks: say("核对不符", "check that does not hold")
    case .openChecks: say("未能核对", "check left open")
    case .choices: say("几个数值", "several values")
    case .errors: say("错误", "error")
    }
  }
}

/// Makes the rows of results.
private struct WorkbookRowWriter {
  private enum Sheet: Int {
    case summary, indicators, findings
  }

  let row: ResultRow
  let layout: WorkbookLayout
  var rows = WorkbookRows()

  private var say: Wording { layout.say }
  private var ruleset: Ruleset { layout.ruleset }

  init(row: ResultRow, layout: WorkbookLayout) {
    self.row = row
    self.layout = layout
  }

  mutating func add(_ evaluation: Evaluation, _ record: Record?) {
    var long: [(title: String, text: String)] = []
    let summary = ResultCSV.header(ruleset, columns: row.columns, language: say.language)
    append(row.workbookCells(evaluation), to: .summary, summary, &long)
    let words = ResultWords(evaluation, ruleset, say)
    let titles = layout.indicators.map(\.0)
    for result in evaluation.indicators where evaluation.status != .failed {
      append(indicator(result, evaluation, words), to: .indicators, titles, &long)
    }
    addFindings(evaluation, record)
    for (title, text) in long { addFinding(evaluation, say("全文", "full text"), title, text) }
  }

  private func head(_ evaluation: Evaluation) -> [WorkbookCell] {
    [.text(evaluation.department ?? ""), .number(orText: String(evaluation.fiscalYear))]
  }

  /// Adds a row; a text that is too long for a cell is cut, with a mark, and told in full
  /// elsewhere.
  private mutating func append(
    _ cells: [WorkbookCell], to sheet: Sheet, _ titles: [String],
    _ long: inout [(title: String, text: String)]
  ) {
    var cells = cells
    for (index, cell) in cells.enumerated() {
      guard case .text(let text) = cell, text.utf16.count > WorkbookText.cellUnitsMax else {
        continue
      }
      let mark = say("…（太长，全文在“问题”表里）", "… (too long; in full on the sheet 'Findings')")
      let start = WorkbookText.pieces(of: text, units: WorkbookText.cellUnitsMax - mark.utf16.count)
      cells[index] = .text((start.first ?? "") + mark)
      long.append((titles[safely: index] ?? "", text))
    }
    rows.append(cells, toSheet: sheet.rawValue)
  }

  // MARK: Indicators

  private func indicator(
    _ result: IndicatorResult, _ evaluation: Evaluation, _ words: ResultWords
  ) -> [WorkbookCell] {
    let indicator = ruleset.indicators[result.index]
    let headings = ruleset.headingNames(of: indicator)
    func number(_ value: Rational) -> WorkbookCell {
      .number(orText: row.columns.number(value), decimalsMin: layout.decimals)
    }
    var cells = head(evaluation)
    cells += [
      .text(headings.section ?? ""), .text(headings.subsection ?? ""), .text(indicator.name),
      .number(orText: row.columns.number(result.points)),
      result.score.flatMap { result.status == .excluded ? nil : number($0) }
        ?? .text(row.score(result)),
    ]
    if layout.isWeighted {
      let counted = result.status == .excluded ? nil : result.score
      cells.append(counted.map { number(ruleset.worth(of: $0, from: indicator)) } ?? .empty)
    }
    let reasons = words.reasons(result).filter { !$0.isEmpty }
    return cells + [
      .text(words.measure(result)), .text(reasons.joined(separator: "\n")),
    ]
  }

  // MARK: Findings

  private mutating func addFindings(_ evaluation: Evaluation, _ record: Record?) {
    let options = ReportOptions(language: say.language)
    let notes = ResultNotes(
      evaluation, record: record, ruleset: ruleset, options: options, isBrief: false)
    for note in notes.notes() {
      for (index, item) in note.items.enumerated() {
        addFinding(evaluation, layout.kind(note.kind), note.subjects[safely: index] ?? "", item)
      }
    }
    for result in evaluation.indicators where result.status == .judged {
      let name = ruleset.indicators[safely: result.index]?.name ?? ""
      let score = say.points(ScoreText.of(result.score, range: result.range))
      let reasons = ScoreText.losses(result.lost, say)
      addFinding(
        evaluation, say("评定", "judged"), name,
        ([score] + reasons).joined(separator: say("；", "; ")))
    }
  }

  /// Adds a finding, on as many rows as its text takes.
  private mutating func addFinding(
    _ evaluation: Evaluation, _ kind: String, _ subject: String, _ text: String
  ) {
    for piece in WorkbookText.pieces(of: text, units: WorkbookText.cellUnitsMax) {
      var cells = head(evaluation) + [.text(kind), .text(subject), .text(piece)]
      for (index, cell) in cells.enumerated() {
        guard case .text(let name) = cell, name.utf16.count > WorkbookText.cellUnitsMax
        else { continue }
        // Told in full on rows of its own.
        let start = WorkbookText.pieces(of: name, units: WorkbookText.cellUnitsMax - 1)
        cells[index] = .text((start.first ?? "") + "…")
      }
      rows.append(cells, toSheet: Sheet.findings.rawValue)
    }
  }
}
