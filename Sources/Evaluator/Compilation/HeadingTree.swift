import RuleLang

/// What stands directly under each heading; the last entry is what stands under the ruleset.
package struct HeadingTree: Sendable {
  /// The headings under each heading.
  package private(set) var headings: [[Int]]

  /// The indicators under each heading.
  package private(set) var indicators: [[Int]]

  init(_ ruleset: Ruleset) {
    let count = ruleset.headings.count
    headings = Array(repeating: [], count: count + 1)
    indicators = Array(repeating: [], count: count + 1)
    for (index, heading) in ruleset.headings.enumerated() {
      headings[heading.parent ?? count].append(index)
    }
    for (index, indicator) in ruleset.indicators.enumerated() {
      indicators[indicator.heading ?? count].append(index)
    }
  }

  /// The place of the ruleset itself in the lists.
  package var root: Int { headings.count - 1 }
}
