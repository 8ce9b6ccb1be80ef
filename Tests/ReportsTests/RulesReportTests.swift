import Evaluator
import Reports
import RuleLang
import Testing

@Suite("Rulesets and their tests as text")
struct RulesReportTests {
  @Test("the head, the tree, and every file as the formatter writes it")
  func listing() throws {
    let bench = try Forms.bench()
    let text = RulesetListing.text(bench.ruleset, files: bench.files, language: .zh)
    try expectGolden("listing", text)
    let rules = try #require(text.split(separator: "\n// 规则.rules\n\n").last)
    #expect(String(rules) == Formatter(vocabulary: .zh).format(bench.files[0]))
  }

  @Test("rules are printed in the language asked for")
  func english() throws {
    let bench = try Forms.bench()
    let text = RulesetListing.text(bench.ruleset, files: bench.files, language: .en)
    #expect(text.contains("  Scores       0.01 half up\n"))
    #expect(text.contains("\n// 规则.rules\n\nruleset 各种形式\n"))
  }

  @Test("several files are named by their place inside the ruleset")
  func files() throws {
    let bench = try Bench.example()
    let text = RulesetListing.text(bench.ruleset, files: bench.files, language: .zh)
    #expect(text.contains("\n// 00-总则.rules\n"))
    #expect(text.contains("  预算执行情况"))
  }
}
