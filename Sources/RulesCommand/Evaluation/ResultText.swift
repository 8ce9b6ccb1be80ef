import Evaluator
import Reports
import RuleLang

/// Writes the results of a run in one of the formats.
struct ResultText {
  /// The formats of results.
  enum Format: String, CaseIterable {
    case table, json, jsonl, csv
  }

  /// The results.
  let results: EvaluationRun

  /// The language that was asked for; nil is that of each ruleset.
  let language: Language?

  /// Whether tables are coloured.
  let usesColor: Bool

  /// Hands over the text of the results, in parts.
  func write(_ format: Format, to sink: (String) -> Void) {
    switch format {
    case .table: writeTables(to: sink)
    case .jsonl: writeLines(to: sink)
    case .json:
      for (scoring, group) in groups() {
        let files = innerFiles(scoring)
        sink(
          ResultJSON.text(group, ruleset: scoring.ruleset, language: language, files: files))
      }
    case .csv:
      for (index, (scoring, group)) in groups().enumerated() {
        if index > 0 { sink("\n") }
        sink(ResultCSV.text(group, ruleset: scoring.ruleset, language: language))
      }
    }
  }

  private func writeTables(to sink: (String) -> Void) {
    for (index, result) in results.results.enumerated() {
      if index > 0 { sink("\n") }
      let ruleset = results.rulesets[result.ruleset].ruleset
      let options = ReportOptions(
        language: language ?? ruleset.vocabulary, usesColor: usesColor)
      sink(
        EvaluationTable.text(
          result.evaluation, record: result.record, ruleset: ruleset, options: options))
    }
  }

  /// The lines in the order of the data, whatever the ruleset of each.
  private func writeLines(to sink: (String) -> Void) {
    var rest = results.results[...]
    while let first = rest.first {
      let part = rest.prefix(64).prefix { $0.ruleset == first.ruleset }
      let scoring = results.rulesets[first.ruleset]
      sink(
        ResultJSON.lines(
          part.map { ($0.evaluation, $0.record) }, ruleset: scoring.ruleset, language: language,
          files: innerFiles(scoring)))
      rest = rest.dropFirst(part.count)
    }
  }

  /// The results of each ruleset.
  private func groups() -> [(ScoringRuleset, [(Evaluation, Record?)])] {
    results.rulesets.enumerated().map { index, scoring in
      let group = results.results.filter { $0.ruleset == index }
      return (scoring, group.map { ($0.evaluation, $0.record) })
    }
  }

  /// What the places of errors count, with rule files by their paths inside the ruleset.
  private func innerFiles(_ scoring: ScoringRuleset) -> [SourceFile] {
    scoring.ruleset.files + scoring.files.dropFirst(scoring.ruleset.files.count)
  }
}
