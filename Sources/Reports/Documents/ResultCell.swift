public import RuleLang
import Tabular

/// A cell in the row of a complete result, for whoever writes rows without making results first.
public enum ResultCell: Sendable {
  /// The same text in every row, as it stands in the table.
  case text(String)
  /// The department, by its name.
  case department
  /// The score of an indicator, by its index.
  case score(Int)
  /// The score of a heading, by its index.
  case heading(Int)
  /// The total.
  case total
  /// The grade.
  case grade
}

extension ResultCSV {
  /// The cells of a row whose result is complete.
  ///
  /// Written one after the other, with commas between and a line feed behind them, they make what
  /// ``rows(_:ruleset:columns:language:)`` gives for such a result.
  ///
  /// - Parameters:
  ///   - ruleset: the ruleset that the results are made with.
  ///   - columns: which columns there are.
  ///   - language: the language of the words that are not the rules'; nil is that of the ruleset.
  /// - Returns: the cells, in the order of the columns.
  public static func completeRow(
    _ ruleset: Ruleset, columns: ResultColumns, language: Language?
  ) -> [ResultCell] {
    let say = Wording(language: language ?? ruleset.vocabulary)
    return columns.kinds.flatMap { kind -> [ResultCell] in
      switch kind {
      case .department: [.department]
      case .year: [.text(String(ruleset.year))]
      case .status: [.text(field(say("完整", "complete")))]
      case .scores: ruleset.indicators.indices.map { .score($0) }
      case .headings: ruleset.headings.indices.map { .heading($0) }
      case .total, .lowest, .highest: [.total]
      case .grade: [ruleset.grades.isEmpty ? .text("") : .grade]
      case .missing, .errors: [.text("")]
      }
    }
  }

  /// A text as it stands in a table, with quotes where it needs them.
  public static func field(_ text: String) -> String {
    var csv = CSVText()
    csv.append([text, "0"])
    return String(csv.text.dropLast(3))
  }
}
