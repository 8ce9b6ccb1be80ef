public import Evaluator
import ExactNumbers
public import RuleLang
import Tabular

/// What a change of the rules does, as a CSV table, one row a department, for a spreadsheet.
///
/// Columns are the department, the year, the status, both totals, the change, both grades, the
/// change of each indicator, that of each kind of step to the total, what is missing, and the
/// errors. Numbers are exact decimals; one that has none is rounded to six decimals.
public enum ImpactCSV {
  /// The table with its header; each row ends in a line feed.
  public static func text(
    _ impacts: some Sequence<RecordImpact>, _ comparison: RulesetComparison, language: Language
  ) -> String {
    header(comparison, language: language) + rows(impacts, comparison, language: language)
  }

  /// The row that names the columns.
  public static func header(_ comparison: RulesetComparison, language: Language) -> String {
    let say = Wording(language: language)
    var csv = CSVText()
    csv.append(
      [
        say("部门", "department"), say("年度", "fiscal year"), say("状态", "status"),
        say("原总分", "old total"), say("新总分", "new total"), say("变化", "change"),
        say("原等次", "old grade"), say("新等次", "new grade"),
      ] + comparison.indicators.indices.map { comparison.name(ofRow: $0) }
        + AdjustmentResult.Kind.inOrder.map { $0.words(say) }
        + [say("缺少", "missing"), say("错误", "errors")])
    return csv.text
  }

  /// The rows of departments.
  ///
  /// A table may be written in parts: its header, and rows that follow each other.
  public static func rows(
    _ impacts: some Sequence<RecordImpact>, _ comparison: RulesetComparison, language: Language
  ) -> String {
    let say = Wording(language: language)
    var csv = CSVText()
    for impact in impacts { csv.append(row(impact, comparison, say)) }
    return csv.text
  }

  private static func row(
    _ impact: RecordImpact, _ comparison: RulesetComparison, _ say: Wording
  ) -> [String] {
    let isScored = impact.status != .failed
    var indicators = Array(repeating: isScored ? "0" : "", count: comparison.indicators.count)
    for item in impact.indicators { indicators[item.row] = range(item.change) }
    let whole = AdjustmentResult.Kind.inOrder.map { kind -> String in
      guard impact.status == .compared else { return "" }
      return number(impact.whole.first { $0.kind == kind }?.points ?? .zero)
    }
    let separator = say(" 或 ", " or ")
    var missing: [String] = []
    for name in impact.old.missing + impact.new.missing where !missing.contains(name) {
      missing.append(name)
    }
    return [
      impact.department ?? "", impact.fiscalYear.map(String.init) ?? "",
      status(impact.status, say), total(impact.old), total(impact.new),
      impact.change.map(number) ?? impact.changeRange.map(range) ?? "",
      impact.old.grades.joined(separator: separator),
      impact.new.grades.joined(separator: separator),
    ] + indicators + whole + [
      missing.joined(separator: say("、", "; ")),
      impact.errors.map { "[\($0.code.rawValue)] \(say($0.message))" }
        .joined(separator: say("；", "; ")),
    ]
  }

  private static func status(_ status: RecordImpact.Status, _ say: Wording) -> String {
    switch status {
    case .compared: say("已比较", "compared")
    case .undetermined: say("缺资料", "undetermined")
    case .failed: say("有错误", "failed")
    }
  }

  private static func total(_ side: RecordImpact.Side) -> String {
    side.score.map(number) ?? side.range.map(range) ?? ""
  }

  private static func range(_ range: Interval) -> String {
    if let single = range.single { return number(single) }
    let ends = [range.lower, range.upper].map { $0.map { number($0.value) } ?? "" }
    return ends.joined(separator: "–")
  }

  private static func number(_ value: Rational) -> String {
    value.decimalText ?? value.decimalText(places: 6)
  }
}
