import ExactNumbers
public import RuleLang

/// Compares two rulesets in meaning.
public enum RulesetComparer {
  /// What differs between two rulesets.
  ///
  /// - Parameters:
  ///   - old: the ruleset that was.
  ///   - new: the ruleset that is to be.
  ///   - findsWitnesses: whether records are looked for where the difference is not exactly known.
  /// - Returns: what is the same and what is not.
  /// - Complexity: O(*n* log *n*) in the size of the rules with definitions written out, and at most
  ///   so many evaluations as the search for witnesses tries for each indicator.
  public static func compare(
    _ old: Ruleset, _ new: Ruleset, findsWitnesses: Bool = true
  ) -> RulesetComparison {
    let context = ComparisonContext(old, new)
    let grades = GradeComparer(context)
    var comparison = RulesetComparison(
      old: old, new: new, indicatorPairs: context.matching.indicators,
      headingPairs: context.matching.headings, factPairs: context.matching.facts,
      tablePairs: context.matching.tables, columnPairs: context.matching.columns,
      gradePairs: grades.pairs)
    comparison.indicators = indicators(context, findsWitnesses: findsWitnesses)
    comparison.gradeDifferences = grades.differences
    comparison.changes =
      WholeComparer.changes(context, grades) + HeadingComparer.changes(context)
      + DeclarationComparer.changes(context)
    return comparison
  }

  // MARK: Indicators

  private static func indicators(
    _ context: ComparisonContext, findsWitnesses: Bool
  ) -> [IndicatorComparison] {
    let pairing = context.matching.indicators
    let reordered = reordered(context)
    var result: [IndicatorComparison] = []
    for (index, partner) in pairing.oldOfNew.enumerated() {
      guard let partner else {
        result.append(IndicatorComparison(old: nil, new: index, status: .added))
        continue
      }
      var comparison = compare(context, partner, index)
      comparison.isRenamed = pairing.renamed.contains(index)
      comparison.isMoved = isMoved(context, partner, index)
      comparison.isReordered = reordered.contains(index)
      result.append(comparison)
    }
    spread(context, &result)
    for index in result.indices where findsWitnesses { addWitness(context, &result[index]) }
    return result
      + pairing.removed.map { IndicatorComparison(old: $0, new: nil, status: .removed) }
  }

  private static func compare(
    _ context: ComparisonContext, _ old: Int, _ new: Int
  ) -> IndicatorComparison {
    var lines = IndicatorComparer(context, context.old.indicators[old], context.new.indicators[new])
    lines.run()
    var result = IndicatorComparison(old: old, new: new, status: .same)
    result.changes = lines.changes
    if lines.isSame {
      result.status = lines.changes.isEmpty ? .same : .reworded
      return result
    }
    result.effect = EffectComparer.effect(lines)
    let isUnchanged =
      result.effect.isComplete && result.effect.ranges.isEmpty && result.effect.parts.isEmpty
      && lines.old.points == lines.new.points
    result.status = isUnchanged ? .equivalent : .changed
    return result
  }

  private static func addWitness(
    _ context: ComparisonContext, _ comparison: inout IndicatorComparison
  ) {
    guard comparison.status == .changed, !comparison.effect.isComplete,
      let old = comparison.old, let new = comparison.new
    else { return }
    let (witness, count) = DifferenceSearch.search(context, old: old, new: new)
    comparison.effect.witness = witness
    comparison.effect.triedCount = count
  }

  /// What uses the score or the measure of something that differs may differ itself.
  private static func spread(_ context: ComparisonContext, _ all: inout [IndicatorComparison]) {
    var different = Set(all.indices.filter { all[$0].status.isDifferent })
    guard !different.isEmpty else { return }
    for case .indicator(let index) in context.new.evaluationOrder {
      let causes = used(by: context.new.indicators[index], in: context.new)
        .filter { $0 != index && different.contains($0) }
      guard !causes.isEmpty else { continue }
      all[index].affectedBy = causes.sorted()
      guard !all[index].status.isDifferent else { continue }
      all[index].status = .affected
      different.insert(index)
    }
  }

  /// The indicators whose scores or measures an indicator uses.
  private static func used(by indicator: Indicator, in ruleset: Ruleset) -> Set<Int> {
    var finder = SymbolFinder(ruleset: ruleset)
    for expression in indicator.expressions { finder.visit(expression, rows: nil) }
    var found: Set<Int> = []
    for symbol in finder.found {
      switch symbol {
      case .indicator(let index): found.insert(index)
      case .heading(let heading):
        for (index, indicator) in ruleset.indicators.enumerated()
        where ruleset.headings(above: indicator.heading).contains(heading) {
          found.insert(index)
        }
      case .fact, .table, .column: break
      }
    }
    return found
  }

  // MARK: Places

  private static func isMoved(_ context: ComparisonContext, _ old: Int, _ new: Int) -> Bool {
    let before = context.old.indicators[old].heading
    let after = context.new.indicators[new].heading
    guard let before, let after else { return before != after }
    return context.matching.headings.newOfOld[before] != after
  }

  private static func reordered(_ context: ComparisonContext) -> Set<Int> {
    let pairing = context.matching.indicators
    var below: [Int?: [Int]] = [:]
    for (index, indicator) in context.new.indicators.enumerated() {
      guard let old = pairing.oldOfNew[index], !isMoved(context, old, index) else { continue }
      below[indicator.heading, default: []].append(index)
    }
    return below.values.reduce(into: []) { $0.formUnion(pairing.reordered(among: $1)) }
  }
}
