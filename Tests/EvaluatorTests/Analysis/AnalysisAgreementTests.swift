import ExactNumbers
import Testing

@testable import Evaluator
@testable import RuleLang

/// The answers of the checker and of the analysis, held against trying every value that matters.
@Suite struct AnalysisAgreementTests {
  /// How often each answer was yes; a test that never sees one shows nothing.
  private struct Tally {
    var gaps = 0
    var overlaps = 0
    var unreachable = 0
    var falls = 0
    var turns = 0
    var sound = 0
  }

  @Test func answersEqualThoseOfExhaustiveEvaluation() {
    var tally = Tally()
    for seed in Effort.seeds(120, full: 10_000) {
      let small = SmallRulesets(seed: seed)
      let result = checked(small.text)
      let codes = Set(result.codes)
      let hasOverlap = small.indicators.contains { $0.methodDecides && $0.hasOverlap }
      let hasGap = small.indicators.contains {
        $0.methodDecides && !$0.hasOverlap && $0.hasGap
      }
      // Where a case takes everything, nothing is demanded of the bands.
      guard small.indicators.allSatisfy(\.methodDecides) else { continue }
      let context = "seed \(seed)\n\(small.text)\n\(findings(of: result))"
      #expect(codes.contains("E0402") == hasOverlap, "overlap, \(context)")
      #expect(codes.contains("E0401") == hasGap, "gap, \(context)")
      tally.gaps += hasGap ? 1 : 0
      tally.overlaps += hasOverlap ? 1 : 0
      guard let ruleset = result.ruleset else { continue }
      tally.sound += 1
      compare(small, ruleset, context, &tally)
    }
    guard Effort.seed == nil else { return }
    for count in [tally.gaps, tally.overlaps, tally.unreachable, tally.falls, tally.turns] {
      #expect(count >= 3, "\(tally)")
    }
    if Effort.isFull { print(tally) }
  }

  private func compare(
    _ small: SmallRulesets, _ ruleset: Ruleset, _ text: String, _ tally: inout Tally
  ) {
    let context = AnalysisContext(ruleset)
    let found = RulesetAnalysis.findings(Program(ruleset))
    for (index, indicator) in small.indicators.enumerated() {
      let place = ruleset.indicators[index].range
      let end = ruleset.indicators.dropFirst(index + 1).first?.range.lower ?? .max
      let codes = Set(
        found.filter { $0.range.lower >= place.lower && $0.range.lower < end }.map(\.code))
      let all = "\(text)\n\(found.map { "\($0.code.rawValue) \($0.message.zh)" })"
      let unreachable = ScoreReach(ruleset.indicators[index], in: context).unreachableBands
      #expect(unreachable == indicator.unreachableBands, "unreachable, indicator \(index), \(all)")
      let isTold = !codes.isDisjoint(with: [.unreachableBand, .cannotLose, .cannotWin])
      if !unreachable.isEmpty { #expect(isTold, "not told, indicator \(index), \(all)") }
      if unreachable.isEmpty { #expect(!codes.contains(.unreachableBand), "told, \(all)") }
      tally.unreachable += unreachable.isEmpty ? 0 : 1
      let isUseless = codes.contains(.uselessClause)
      #expect(isUseless == (indicator.lowCase != nil && !indicator.caseDecides), "case, \(all)")
      let (rises, falls) = indicator.moves
      guard !codes.contains(.cannotLose) && !codes.contains(.cannotWin) else { continue }
      if let isHigher = indicator.isHigherBetter {
        let isWrong = isHigher ? falls : rises
        #expect(codes.contains(.againstDirection) == isWrong, "direction, \(index), \(all)")
        tally.falls += isWrong ? 1 : 0
      } else if codes.isDisjoint(with: [.unreachableBand, .uselessClause]) {
        #expect(codes.contains(.notMonotone) == (rises && falls), "turn, \(index), \(all)")
        tally.turns += rises && falls ? 1 : 0
      }
    }
  }
}
