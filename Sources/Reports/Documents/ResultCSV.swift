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
  ///   - language: the language of the names that are not the rules'; nil is that of the ruleset.
  /// - Returns: The names, in the order of the columns.
  public static func header(_ ruleset: Ruleset, language: Language? = nil) -> [String] {
    let say = Wording(language: language ?? ruleset.vocabulary)
    return [say("部门", "department"), say("年度", "fiscal year"), say("状态", "status")]
      + ruleset.indicators.map(\.name) + ruleset.headings.map(\.name)
      + [
        say("总分", "total"), say("等次", "grade"), say("最低可能", "lowest possible"),
        say("最高可能", "highest possible"), say("缺少", "missing"), say("错误", "errors"),
      ]
  }

  /// The table with its header; each row ends in a line feed.
  ///
  /// - Parameters:
  ///   - results: the results in the order of the data, each with its record if there is one.
  ///   - ruleset: the ruleset they were made with.
  ///   - language: the language of the words that are not the rules'; nil is that of the ruleset.
  /// - Returns: The rows, the header first.
  public static func text(
    _ results: [(Evaluation, Record?)], ruleset: Ruleset, language: Language? = nil
  ) -> String {
    var csv = CSVText()
    csv.append(header(ruleset, language: language))
    return csv.text + rows(results, ruleset: ruleset, language: language)
  }

  /// The rows without the header, for a table that is written in parts.
  ///
  /// The parameters are those of the whole table.
  public static func rows(
    _ results: [(Evaluation, Record?)], ruleset: Ruleset, language: Language? = nil
  ) -> String {
    let say = Wording(language: language ?? ruleset.vocabulary)
    var csv = CSVText()
    for (evaluation, _) in results { csv.append(row(evaluation, ruleset, say)) }
    return csv.text
  }

  private static func row(
    _ evaluation: Evaluation, _ ruleset: Ruleset, _ say: Wording
  ) -> [String] {
    var indicators = Array(repeating: "", count: ruleset.indicators.count)
    for result in evaluation.indicators where indicators.indices.contains(result.index) {
      indicators[result.index] = score(result, say)
    }
    var headings = Array(repeating: "", count: ruleset.headings.count)
    for result in evaluation.headings where headings.indices.contains(result.index) {
      headings[result.index] = result.score.map(number) ?? range(result.range)
    }
    let hasFailed = evaluation.status == .failed
    let separator = say("、", "; ")
    return [evaluation.department ?? "", String(evaluation.fiscalYear), status(evaluation, say)]
      + indicators + headings
      + [
        hasFailed ? "" : evaluation.score.map(number) ?? range(evaluation.range),
        hasFailed ? "" : grade(evaluation, say),
        hasFailed ? "" : end(evaluation.range.lower), hasFailed ? "" : end(evaluation.range.upper),
        evaluation.missing.map(\.name).joined(separator: separator),
        evaluation.errors.map { "[\($0.code.rawValue)] \(say($0.message))" }
          .joined(separator: say("；", "; ")),
      ]
  }

  private static func status(_ evaluation: Evaluation, _ say: Wording) -> String {
    switch evaluation.status {
    case .complete: say("完整", "complete")
    case .incomplete: say("缺资料", "incomplete")
    case .failed: say("有错误", "failed")
    }
  }

  private static func score(_ result: IndicatorResult, _ say: Wording) -> String {
    switch result.status {
    case .excluded: say("不适用", "not applicable")
    case .failed: ""
    case .scored, .judged, .undetermined: result.score.map(number) ?? range(result.range)
    }
  }

  private static func grade(_ evaluation: Evaluation, _ say: Wording) -> String {
    if evaluation.status == .complete { return evaluation.grade ?? "" }
    return evaluation.possibleGrades.joined(separator: say(" 或 ", " or "))
  }

  private static func end(_ end: Interval.End?) -> String {
    end.map { number($0.value) } ?? ""
  }

  private static func range(_ range: Interval) -> String {
    range.single.map(number) ?? "\(end(range.lower))–\(end(range.upper))"
  }

  private static func number(_ value: Rational) -> String {
    value.decimalText ?? value.decimalText(places: 6)
  }
}
