import Evaluator
import RuleLang

/// What the phases find in an example: in its rules, in its data, in its evaluation.
struct Findings {
  var files: [SourceFile]
  var diagnostics: [Diagnostic]

  /// Checks rules, and evaluates data by them where there is some.
  init(rules: SourceFile, data: DataInput? = nil, tables: [(String, DataInput)] = []) {
    files = [rules]
    let checked = RulesetChecker.check([rules])
    diagnostics = checked.diagnostics
    guard let ruleset = checked.ruleset, let data else { return }
    let read = DataReader.read(
      data, tables: tables.map { (name: $0.0, input: $0.1) }, firstFileIndex: 1)
    files += read.files
    diagnostics += read.diagnostics
    let binder = Binder(ruleset: ruleset)
    diagnostics += binder.checkColumns(read)
    for raw in read.records {
      let scheme = binder.checkScheme(raw)
      let (record, found) = binder.bind(raw)
      diagnostics += scheme.isEmpty ? found : scheme
      guard scheme.isEmpty, !found.containsErrors else { continue }
      diagnostics += Engine(Program(ruleset)).evaluate(record).errors
    }
    diagnostics = diagnostics.sortedAndCapped()
  }

  /// The findings as they are shown in Chinese, without colour.
  var rendered: String {
    let options = DiagnosticRenderer.Options(language: .zh, usesColor: false)
    let renderer = DiagnosticRenderer(files: files, options: options)
    return diagnostics.map { renderer.text($0) }.joined(separator: "\n")
  }
}
