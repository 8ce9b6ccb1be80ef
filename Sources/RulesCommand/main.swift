import Evaluator
import ExactNumbers
import Foundation
import Reports
import RuleLang
import Tabular

let folder = CommandLine.arguments[1]
let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".rules") }.sorted()
let sources = try names.map { SourceFile(path: folder + "/" + $0, bytes: Array(try Data(contentsOf: URL(fileURLWithPath: folder + "/" + $0)))) }
let checked = RulesetChecker.check(sources)
let renderer = DiagnosticRenderer(files: sources, options: .init(language: .zh, usesColor: false))
for d in checked.diagnostics { print(renderer.text(d)) }
if let ruleset = checked.ruleset {
  print(ruleset.name, ruleset.year, ruleset.indicators.count, ruleset.digest)
  let program = Program(ruleset)
  print("instructions", program.ruleset.facts.count)
  let outcomes = TestRunner.run(program)
  print(outcomes.filter(\.isPassed).count, "passed", outcomes.filter { !$0.isPassed }.count, "failed")
  for o in outcomes {
    for f in o.failures { print(o.test.name, f.clause.text, f.actual.zh) }
    let v = o.evaluation.violations
    if !v.isEmpty { print(o.test.name, v) }
  }
  let e = Engine(program).evaluate(Record(for: ruleset))
  print(e.status, e.range, e.possibleGrades, e.violations)
}
