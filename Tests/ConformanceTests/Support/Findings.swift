import Evaluator
import RuleLang

/// What the phases find in an example: in its rules, in its data, in its evaluation.
struct Findings {
  var files: [SourceFile]
  var diagnostics: [Diagnostic] = []

  /// Checks rulesets of one file each, and evaluates data by the one that it selects.
  ///
  /// Rules without errors are analysed where that is asked for, as `rules check` does.
  init(
    rules: [SourceFile], data: DataInput? = nil, tables: [(String, DataInput)] = [],
    analyzes: Bool = false
  ) {
    files = rules
    var rulesets: [Ruleset] = []
    for source in rules {
      let checked = RulesetChecker.check([source])
      diagnostics += checked.diagnostics
      guard let ruleset = checked.ruleset else { continue }
      rulesets.append(ruleset)
      if analyzes { diagnostics += RulesetAnalysis.findings(Program(ruleset)) }
    }
    if let data, rulesets.count == rules.count { evaluate(data, tables, by: rulesets) }
    diagnostics = diagnostics.sortedAndCapped()
  }

  private mutating func evaluate(
    _ data: DataInput, _ tables: [(String, DataInput)], by rulesets: [Ruleset]
  ) {
    let read = DataReader.read(
      data, tables: tables.map { (name: $0.0, input: $0.1) }, firstFileIndex: files.count)
    files += read.files
    diagnostics += read.diagnostics
    for raw in read.records {
      guard rulesets.count == 1 || raw.scheme != nil else {
        let finding = Finding.ambiguousRuleset(
          year: raw.fiscalYear ?? 0, names: rulesets.map(\.name))
        diagnostics.append(finding.at(raw.schemePlace))
        continue
      }
      guard let ruleset = rulesets.first(where: { rulesets.count == 1 || $0.name == raw.scheme })
      else { continue }
      diagnostics += Self.findings(raw, by: ruleset)
    }
    if rulesets.count == 1 { diagnostics += Binder(ruleset: rulesets[0]).checkColumns(read) }
  }

  private static func findings(_ raw: RawRecord, by ruleset: Ruleset) -> [Diagnostic] {
    let binder = Binder(ruleset: ruleset)
    let scheme = binder.checkScheme(raw)
    guard scheme.isEmpty else { return scheme }
    let (record, found) = binder.bind(raw)
    guard !found.containsErrors else { return found }
    return found + Engine(Program(ruleset)).evaluate(record).errors
  }

  /// The findings as they are shown in Chinese, without colour.
  var rendered: String {
    let options = DiagnosticRenderer.Options(language: .zh, usesColor: false)
    let renderer = DiagnosticRenderer(files: files, options: options)
    return diagnostics.map { renderer.text($0) }.joined(separator: "\n")
  }
}
