public import Evaluator
import ExactNumbers
public import RuleLang
import Tabular

/// Results as a CSV table, one row a department, for a spreadsheet.
///
/// Columns are the department, the year, the status, the score of each indicator, that of each
/// heading, the total, the grade, the lowest and highest total that are still possible, what is
/// missing, and the errors. A score that is open is written as its range, `0–5`. Scores are exact
/// decimals; one that has none is rounded to six decimals, as a spreadsheet would take `14/3` for
/// a day. The exact value is in the JSON document.
public enum ResultCSV {
  /// The names of the columns.
  ///
  /// - Parameters:
  ///   - ruleset: the ruleset that the results are made with.
  ///   - columns: which columns there are.
  ///   - language: the language of the names that are not the rules'; nil is that of the ruleset.
  /// - Returns: The names, in the order of the columns.
  public static func header(
    _ ruleset: Ruleset, columns: ResultColumns = ResultColumns(), language: Language? = nil
  ) -> [String] {
    let say = Wording(language: language ?? ruleset.vocabulary)
    return columns.kinds.flatMap { kind in
      switch kind {
      case .department: [columns.departmentName ?? say("部门", "department")]
      case .year: [say("年度", "fiscal year")]
      case .status: [say("状态", "status")]
      case .scores: ruleset.indicators.map(\.name)
      case .headings: ruleset.headings.map(\.name)
      case .total: [say("总分", "total")]
      case .grade: [say("等次", "grade")]
      case .lowest: [say("最低可能", "lowest possible")]
      case .highest: [say("最高可能", "highest possible")]
      case .missing: [say("缺少", "missing")]
      case .errors: [say("错误", "errors")]
      }
    }
  }

  /// The table with its header; each row ends in a line feed.
  ///
  /// - Parameters:
  ///   - results: the results in the order of the data, each with its record if there is one.
  ///   - ruleset: the ruleset they were made with.
  ///   - columns: which columns there are, and how numbers are written.
  ///   - language: the language of the words that are not the rules'; nil is that of the ruleset.
  /// - Returns: The rows, the header first.
  public static func text(
    _ results: [(Evaluation, Record?)], ruleset: Ruleset,
    columns: ResultColumns = ResultColumns(), language: Language? = nil
  ) -> String {
    var csv = CSVText()
    csv.append(header(ruleset, columns: columns, language: language))
    return csv.text + rows(results, ruleset: ruleset, columns: columns, language: language)
  }

  /// The rows without the header, for a table that is written in parts.
  ///
  /// The parameters are those of the whole table.
  public static func rows(
    _ results: [(Evaluation, Record?)], ruleset: Ruleset,
    columns: ResultColumns = ResultColumns(), language: Language? = nil
  ) -> String {
    let row = ResultRow(
      ruleset: ruleset, columns: columns,
      say: Wording(language: language ?? ruleset.vocabulary))
    var csv = CSVText()
    for (evaluation, _) in results { csv.append(row.cells(evaluation)) }
    return csv.text
  }
}

/// The cells of one result, as texts.
struct ResultRow {
  let ruleset: Ruleset
  let columns: ResultColumns
  let say: Wording

  /// How many columns a kind has.
  static func count(_ kind: ResultColumns.Kind, _ ruleset: Ruleset) -> Int {
    switch kind {
    case .scores: ruleset.indicators.count
    case .headings: ruleset.headings.count
    default: 1
    }
  }

  /// The cells for a workbook: numbers as numbers, everything else as it stands in the table.
  func workbookCells(_ evaluation: Evaluation) -> [WorkbookCell] {
    let areNumbers = columns.kinds.flatMap { kind in
      let isNumber =
        switch kind {
        case .year, .scores, .headings, .total, .lowest, .highest: true
        case .department, .status, .grade, .missing, .errors: false
        }
      return Array(repeating: isNumber, count: Self.count(kind, ruleset))
    }
    return zip(cells(evaluation), areNumbers).map { text, isNumber in
      isNumber ? .number(orText: text) : .text(text)
    }
  }

  func cells(_ evaluation: Evaluation) -> [String] {
    let hasFailed = evaluation.status == .failed
    return columns.kinds.flatMap { kind -> [String] in
      switch kind {
      case .department: [evaluation.department ?? ""]
      case .year: [String(evaluation.fiscalYear)]
      case .status: [status(evaluation)]
      case .scores: scores(evaluation)
      case .headings: headings(evaluation)
      case .total: [hasFailed ? "" : evaluation.score.map(number) ?? range(evaluation.range)]
      case .grade: [hasFailed ? "" : grade(evaluation)]
      case .lowest: [hasFailed ? "" : end(evaluation.range.lower)]
      case .highest: [hasFailed ? "" : end(evaluation.range.upper)]
      case .missing: [evaluation.missing.map(\.name).joined(separator: say("、", "; "))]
      case .errors:
        [
          evaluation.errors.map { "[\($0.code.rawValue)] \(say($0.message))" }
            .joined(separator: say("；", "; "))
        ]
      }
    }
  }

  private func scores(_ evaluation: Evaluation) -> [String] {
    var cells = Array(repeating: "", count: ruleset.indicators.count)
    for result in evaluation.indicators where cells.indices.contains(result.index) {
      cells[result.index] = score(result)
    }
    return cells
  }

  private func headings(_ evaluation: Evaluation) -> [String] {
    var cells = Array(repeating: "", count: ruleset.headings.count)
    for result in evaluation.headings where cells.indices.contains(result.index) {
      cells[result.index] = result.score.map(number) ?? range(result.range)
    }
    return cells
  }

  private func status(_ evaluation: Evaluation) -> String {
    switch evaluation.status {
    case .complete: say("完整", "complete")
    case .incomplete: say("缺资料", "incomplete")
    case .failed: say("有错误", "failed")
    }
  }

  func score(_ result: IndicatorResult) -> String {
    switch result.status {
    case .excluded: say("不适用", "not applicable")
    case .failed: ""
    case .scored, .judged, .undetermined: result.score.map(number) ?? range(result.range)
    }
  }

  private func grade(_ evaluation: Evaluation) -> String {
    if evaluation.status == .complete { return evaluation.grade ?? "" }
    return evaluation.possibleGrades.joined(separator: say(" 或 ", " or "))
  }

  private func end(_ end: Interval.End?) -> String {
    end.map { number($0.value) } ?? ""
  }

  private func range(_ range: Interval) -> String {
    range.single.map(number) ?? "\(end(range.lower))–\(end(range.upper))"
  }

  private func number(_ value: Rational) -> String { columns.number(value) }
}
