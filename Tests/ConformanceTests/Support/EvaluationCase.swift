import Evaluator
import Reports
import RuleLang

/// A folder with rules, data, and the result that they give.
struct EvaluationCase {
  /// What a run gives: the document, and the findings as they are shown.
  struct Outcome {
    let result: String
    let findings: String
    let evaluations: [Evaluation]
  }

  let path: String

  /// The folders with cases, by topic and name.
  static let paths: [String] = Repository.files(in: folder, endingIn: "")
    .flatMap { Repository.files(in: $0, endingIn: "") }

  private static let folder = "spec/conformance/evaluation"

  /// The document that is expected.
  var expectedResult: String { Repository.text(of: path + "/result.json") }

  /// The findings that are expected; empty where there is no file.
  var expectedFindings: String { Repository.text(of: path + "/errors.txt") }

  /// Scores the data by the rules; nil where the rules have findings, which are then all there is.
  func run() -> (outcome: Outcome?, rulesFindings: [Diagnostic]) {
    let rules = names(".rules").map { file($0) }
    let checked = RulesetChecker.check(rules)
    guard let ruleset = checked.ruleset, checked.diagnostics.isEmpty else {
      return (nil, checked.diagnostics)
    }
    let read = DataReader.read(data, tables: tables, firstFileIndex: rules.count)
    let scoring = CaseScoring(ruleset, read)
    let results = Array(zip(scoring.results, scoring.records))
    let files = rules + read.files
    let text = ResultJSON.text(results, ruleset: ruleset, files: files)
    let options = DiagnosticRenderer.Options(language: ruleset.vocabulary, usesColor: false)
    let renderer = DiagnosticRenderer(files: files, options: options)
    let findings = scoring.findings.map { renderer.text($0) }.joined(separator: "\n")
    return (Outcome(result: text, findings: findings, evaluations: scoring.results), [])
  }

  /// Writes down what was found.
  func record(_ outcome: Outcome) throws {
    try Repository.write(outcome.result, to: path + "/result.json")
    if outcome.findings.isEmpty {
      Repository.remove(path + "/errors.txt")
    } else {
      try Repository.write(outcome.findings, to: path + "/errors.txt")
    }
  }

  // MARK: Files

  private func names(_ ending: String) -> [String] {
    Repository.files(in: path, endingIn: ending).map { String($0.dropFirst(path.count + 1)) }
  }

  private func file(_ name: String) -> SourceFile {
    SourceFile(path: name, bytes: Repository.bytes(of: path + "/" + name))
  }

  private func input(_ name: String) -> DataInput {
    DataInput(path: name, bytes: Repository.bytes(of: path + "/" + name))
  }

  private var data: DataInput {
    let forms = ["data.json", "data.jsonl", "data.csv"]
    return input(names("").first { forms.contains($0) } ?? "data.json")
  }

  /// The files `data.TABLE.csv`.
  private var tables: [(name: String, input: DataInput)] {
    names(".csv").filter { $0 != "data.csv" }.map { name in
      (String(name.dropFirst("data.".count).dropLast(".csv".count)), input(name))
    }
  }
}

/// The records of a file, each bound and scored; those with errors come out failed.
private struct CaseScoring {
  private(set) var results: [Evaluation] = []
  private(set) var records: [Record?] = []
  private(set) var findings: [Diagnostic] = []

  init(_ ruleset: Ruleset, _ data: DataSet) {
    let engine = Engine(Program(ruleset))
    let binder = Binder(ruleset: ruleset)
    let ofWhole = data.diagnostics + binder.checkColumns(data)
    let stopping = ofWhole.filter { $0.severity == .error && $0.code != .unknownDepartment }
    var inData = ofWhole
    var inRules: [Diagnostic] = []
    for raw in data.records {
      let scheme = binder.checkScheme(raw)
      let (record, found) = binder.bind(raw)
      let all = (scheme.isEmpty ? found : raw.diagnostics + scheme) + stopping
      inData += all
      if all.containsErrors {
        results.append(engine.failure(raw, errors: all.sortedAndCapped()))
        records.append(nil)
      } else {
        results.append(engine.evaluate(record))
        records.append(record)
        inRules += results.last?.errors ?? []
      }
    }
    findings = inData.sortedAndCapped() + inRules
  }
}
