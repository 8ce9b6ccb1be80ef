import Evaluator
import Foundation
import Reports
import RuleLang
import Testing

/// A small ruleset and a record, checked, bound and evaluated.
struct Bench {
  let ruleset: Ruleset
  let files: [RuleFile]
  let dataText: String
  let results: [(evaluation: Evaluation, record: Record)]

  var evaluation: Evaluation { results[0].evaluation }
  var record: Record { results[0].record }

  /// Rules as one file `规则.rules`, or several, and the records of a JSON document.
  init(_ rules: String, data: String) throws {
    try self.init([SourceFile(path: "规则/规则.rules", text: rules)], data: data)
  }

  init(_ sources: [SourceFile], data: String) throws {
    let checked = RulesetChecker.check(sources)
    let renderer = DiagnosticRenderer(
      files: sources, options: .init(language: .zh, usesColor: false))
    let errors = checked.diagnostics.filter { $0.severity == .error }
    ruleset = try #require(
      checked.ruleset, "\(errors.map { renderer.text($0) }.joined(separator: "\n"))")
    files = checked.files
    dataText = data
    let input = DataInput(path: "数据.json", bytes: Array(data.utf8))
    let set = DataReader.read(input, firstFileIndex: sources.count)
    let binder = Binder(ruleset: ruleset)
    let engine = Engine(Program(ruleset))
    results = set.records.map { raw in
      let (record, diagnostics) = binder.bind(raw)
      return (engine.evaluate(record, errors: diagnostics), record)
    }
  }

  /// The rules in force for 2023 and the example that stands beside them.
  static func example() throws -> Bench {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "../../..").standardized
    let folder = root.appending(path: "Rules/2023/部门整体支出")
    let urls = try FileManager.default
      .contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "rules" }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
    let sources = try urls.map { url in
      SourceFile(
        path: "Rules/2023/部门整体支出/" + url.lastPathComponent,
        text: try String(contentsOf: url, encoding: .utf8))
    }
    let data = root.appending(path: "Examples/xiangxi-2023.json")
    return try Bench(sources, data: try String(contentsOf: data, encoding: .utf8))
  }

  func table(_ language: Language = .zh, at index: Int = 0, usesColor: Bool = false) -> String {
    EvaluationTable.text(
      results[index].evaluation, record: results[index].record, ruleset: ruleset,
      options: ReportOptions(language: language, usesColor: usesColor))
  }

  /// The story of one indicator without the head above it.
  func story(_ name: String, _ language: Language = .zh, at index: Int = 0) throws -> String {
    let indicator = try #require(ruleset.indicators.firstIndex { $0.name == name })
    let text = Explanation.text(
      results[index].evaluation, record: results[index].record, ruleset: ruleset,
      indicator: indicator, options: ReportOptions(language: language))
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let start = try #require(lines.firstIndex { $0.hasPrefix(name) })
    return lines[start...].joined(separator: "\n")
  }

  func whole(_ language: Language = .zh, at index: Int = 0) -> String {
    Explanation.text(
      results[index].evaluation, record: results[index].record, ruleset: ruleset, indicator: nil,
      options: ReportOptions(language: language))
  }
}
