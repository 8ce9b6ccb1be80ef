import Evaluator
import Reports
import RuleLang

/// The formats that results are written in.
enum ResultFormat: String, CaseIterable, Sendable {
  case table, json, jsonl, csv, xlsx

  /// Whether the results of a ruleset stand in one document, with an opening and a closing.
  var isDocument: Bool { self == .json || self == .csv }
}

/// Writes results in one of the formats, in parts.
struct ResultWriter: Sendable {
  /// The format.
  let format: ResultFormat

  /// The rulesets, by their places in the plan.
  let rulesets: [ScoringRuleset]

  /// The language that was asked for; nil is that of each ruleset.
  let language: Language?

  /// Whether tables are coloured.
  let usesColor: Bool

  /// The columns of CSV.
  var columns = ResultColumns()

  /// The text of results that follow each other; one part for each run of one ruleset.
  func parts(_ results: [ScoredRecord]) -> [ResultPart] {
    var parts: [ResultPart] = []
    var rest = results[...]
    while let first = rest.first {
      let run = rest.prefix { $0.ruleset == first.ruleset }
      let scoring = rulesets[first.ruleset]
      let text = text(run, of: scoring, files: scoring.innerFiles)
      parts.append(ResultPart(ruleset: first.ruleset, text: text, count: run.count))
      rest = rest.dropFirst(run.count)
    }
    return parts
  }

  /// What stands before the first result of a ruleset.
  func opening(_ place: Int) -> String {
    let ruleset = rulesets[place].ruleset
    switch format {
    case .json: return ResultJSON.opening(ruleset)
    case .csv:
      return ResultCSV.text([], ruleset: ruleset, columns: columns, language: language)
    case .jsonl, .table, .xlsx: return ""
    }
  }

  /// What stands between two parts.
  var separator: String {
    switch format {
    case .json: ","
    case .table: "\n"
    case .csv, .xlsx, .jsonl: ""
    }
  }

  /// What stands after the last result of a ruleset.
  func closing(isEmpty: Bool) -> String {
    format == .json ? ResultJSON.closing(isEmpty: isEmpty) : ""
  }

  /// The text of results that follow each other, all by one ruleset.
  ///
  /// - Parameters:
  ///   - results: the results.
  ///   - scoring: their ruleset.
  ///   - files: what the places of errors count.
  /// - Returns: the text, without what stands before the first result and after the last.
  func text(
    _ results: ArraySlice<ScoredRecord>, of scoring: ScoringRuleset, files: [SourceFile]
  ) -> String {
    let ruleset = scoring.ruleset
    let pairs = results.map { ($0.evaluation, $0.record) }
    switch format {
    case .json:
      return ResultJSON.members(
        pairs, ruleset: ruleset, language: language, files: files)
    case .jsonl:
      return ResultJSON.lines(
        pairs, ruleset: ruleset, language: language, files: files)
    case .csv:
      return ResultCSV.rows(pairs, ruleset: ruleset, columns: columns, language: language)
    case .xlsx:
      return ResultWorkbook.rows(pairs, ruleset: ruleset, columns: columns, language: language)
    case .table:
      let options = ReportOptions(
        language: language ?? ruleset.vocabulary, usesColor: usesColor)
      return pairs.map { evaluation, record in
        EvaluationTable.text(evaluation, record: record, ruleset: ruleset, options: options)
      }.joined(separator: "\n")
    }
  }
}
