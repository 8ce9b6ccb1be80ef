import ExactNumbers
import RuleLang
import Testing

@testable import Evaluator

/// Which figures are said to be missing, in rules that are long.
@Suite struct MissingNamesTests {
  private static func rules(_ count: Int, _ facts: String, _ indicators: String) -> String {
    """
    ruleset chain
      fiscal year 2023
      total \(count) points

    facts
    \(facts)

    \(indicators)
    """
  }

  /// Each indicator uses the score of the one before, so the last depends on all of them.
  @Test func aChainOfScoresIsFollowedToItsEnd() throws {
    let count = 7_000
    let text = Self.rules(
      count, "  x: yes or no",
      "indicator i0 1 point\n  item 1 when x\n"
        + (1..<count).map {
          "indicator i\($0) 1 point\n  when i\($0 - 1) = 1 scores full\n  item 1 when x\n"
        }.joined())
    let ruleset = try #require(checked(text).ruleset)
    let result = Engine(Program(ruleset)).evaluate(Record(for: ruleset))
    #expect(result.status == .incomplete)
    #expect(result.indicators.count == count)
    #expect(result.indicators.allSatisfy { $0.missing == ["x"] })
    #expect(result.missing.map(\.name) == ["x"])
    #expect(result.missing.first?.indicators.count == count)
  }

  /// Names come in the order of their first use, through scores, definitions and tables.
  @Test func namesStandInTheOrderOfTheirFirstUse() throws {
    let text = Self.rules(
      5,
      """
        a: number
        b: number
        c: number
        d: number

      table t
        v: number

      define both = b + a
      """,
      """
      section S 4 points
      indicator first 2 points
        score min(2, max(0, both))
      indicator second 2 points
        when first = 1 scores full
        score min(2, max(0, c + sum(t.v)))
      section T 1 point
      indicator last 1 point
        when d > 1 scores full
        when score of S > 1 scores 0
        score min(1, max(0, a))
      """)
    let result = checked(text)
    let ruleset = try #require(result.ruleset, "\(findings(of: result))")
    var record = Record(for: ruleset)
    let evaluation = Engine(Program(ruleset)).evaluate(record)
    #expect(
      evaluation.indicators.map(\.missing) == [
        ["b", "a"], ["b", "a", "c", "t"], ["d", "b", "a", "c", "t"],
      ])
    record.tables[0] = [[nil]]
    record.facts[1] = .number(.one)
    #expect(
      Engine(Program(ruleset)).evaluate(record).indicators.map(\.missing) == [
        ["a"], ["a", "c", "t.v"], ["d", "a", "c", "t.v"],
      ])
  }
}
