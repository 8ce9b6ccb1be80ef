import Evaluator
import RuleLang

/// A record with its result.
struct EvaluatedRecord {
  /// The ruleset, by its place in ``EvaluationRun/rulesets``.
  let ruleset: Int

  /// The result.
  let evaluation: Evaluation

  /// The data it was made from; nil where they could not be read.
  let record: Record?
}

/// A ruleset that records of a run are scored by.
struct ScoringRuleset {
  /// The ruleset.
  let ruleset: Ruleset

  /// The ruleset as read from the disk.
  let loaded: LoadedRuleset

  /// What the places of findings count: the files of the rules, and the data files behind as many
  /// files as any ruleset of the run has.
  let files: [SourceFile]

  let engine: Engine
  let binder: Binder

  init(_ ruleset: Ruleset, loaded: LoadedRuleset, fileCountMax: Int, dataFiles: [SourceFile]) {
    self.ruleset = ruleset
    self.loaded = loaded
    let gap = Array(
      repeating: SourceFile(path: "", bytes: []), count: fileCountMax - loaded.files.count)
    files = loaded.files + gap + dataFiles
    engine = Engine(Program(ruleset))
    binder = Binder(ruleset: ruleset)
  }
}

/// What scoring the records of data files gave.
struct EvaluationRun {
  /// The rulesets that were needed, in the order of their years and names.
  var rulesets: [ScoringRuleset] = []

  /// The results in the order of the data.
  var results: [EvaluatedRecord] = []

  /// What was found about the data, with places in ``files``.
  var findings: [Diagnostic] = []

  /// What was found where the rules were run, by ruleset.
  var rulesFindings: [(ruleset: Int, diagnostic: Diagnostic)] = []

  /// The data files behind a gap where the files of rules stand.
  var files: [SourceFile] = []

  /// Whether something stands in the way of a result.
  var hasErrors: Bool {
    findings.containsErrors || results.contains { $0.evaluation.status == .failed }
  }
}
