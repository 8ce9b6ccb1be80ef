import RuleLang
import Testing

@testable import Evaluator

/// How much the analysis tries: all of it in ordinary rules, less in very long ones.
@Suite struct SearchEffortTests {
  private static func excluding(_ count: Int) -> String {
    "ruleset g\n  fiscal year 2023\n  total \(count) points\n\nfacts\n"
      + (0..<count).map { "  f\($0): count of 件\n" }.joined() + "\nsection S \(count) points\n"
      + (0..<count).map {
        "\nindicator i\($0) 1 point\n  not applicable when f\($0) = 0 is excluded over heading\n"
          + "  deducts 1 per f\($0)\n"
      }.joined()
  }

  @Test func ordinaryRulesAreSearchedInFull() throws {
    let program = Program(try #require(checked(Self.excluding(60)).ruleset))
    let effort = SearchEffort(program)
    #expect(effort.runCountMax == 3000)
    #expect(effort.evaluationCountMax == 3000)
    #expect(effort.differencesTriedMax == 4000)
    let found = RulesetAnalysis.findings(program)
    #expect(found.count == 60)
    #expect(found.allSatisfy { !$0.helps.isEmpty })
  }

  @Test func longRulesAreSearchedLess() throws {
    let effort = SearchEffort(Program(try #require(checked(Self.excluding(2000)).ruleset)))
    #expect(effort.runCountMax < 3000)
    #expect(effort.evaluationCountMax == 5)
    #expect(effort.searchCountMax == 20)
  }

  /// Of a case after 64 others nothing is claimed; it is still there.
  @Test func casesAfterManyOthersAreNotLookedAt() throws {
    func codes(_ count: Int) throws -> [String] {
      let text =
        "ruleset g\n  fiscal year 2023\n  total 10 points\n\nfacts\n  x: number, at least 0\n"
        + "  y: number, at least 1\n\nindicator I 10 points\n"
        + (1..<count).map { "  when x = \($0) scores \($0 % 10)\n" }.joined()
        + "  when x = 1 and y > 1 scores 3\n"
        + "  measure x / y\n  >= 1 scores 10\n  < 1 scores 0\n"
      let ruleset = try #require(checked(text).ruleset)
      return RulesetAnalysis.findings(Program(ruleset)).map(\.code.rawValue)
    }
    #expect(try codes(64) == ["W0702"])
    #expect(try codes(65).isEmpty)
  }

  /// As many names are guessed at as are shown.
  @Test func namesAreGuessedAtAsOftenAsTheyAreShown() {
    let count = 150
    let text =
      "ruleset g\n  fiscal year 2023\n  total \(count) points\n\nfacts\n"
      + (0..<count).map { "  fact\($0): yes or no\n" }.joined()
      + (0..<count).map { "\nindicator i\($0) 1 point\n  item 1 when fakt\($0)\n" }.joined()
    let unknown = checked(text).diagnostics.filter { !$0.helps.isEmpty }
    #expect(unknown.count == Limits.diagnosticsPerFileMax)
  }
}
