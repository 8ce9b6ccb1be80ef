import RuleLang

/// The headings and indicators of a ruleset as a tree, drawn flat in the order of the rules.
struct RulesetOutline {
  /// What stands at a place of the tree.
  enum Node: Hashable {
    case heading(Int)
    case indicator(Int)
  }

  struct Entry {
    let node: Node
    /// How many headings it stands under.
    let depth: Int
    /// Its number among what stands beside it, from 1.
    let number: Int
  }

  let entries: [Entry]

  init(_ ruleset: Ruleset) {
    var children: [Int?: [(Node, SourceRange)]] = [:]
    for (index, heading) in ruleset.headings.enumerated() {
      children[heading.parent, default: []].append((.heading(index), heading.range))
    }
    for (index, indicator) in ruleset.indicators.enumerated() {
      children[indicator.heading, default: []].append((.indicator(index), indicator.range))
    }
    var entries: [Entry] = []
    func add(under parent: Int?, depth: Int) {
      // Indicators that stand directly under a heading come where the rules have them.
      let sorted = (children[parent] ?? []).sorted { left, right in
        (left.1.file, left.1.lower) < (right.1.file, right.1.lower)
      }
      for (number, (node, _)) in sorted.enumerated() {
        entries.append(Entry(node: node, depth: depth, number: number + 1))
        if case .heading(let index) = node { add(under: index, depth: depth + 1) }
      }
    }
    add(under: nil, depth: 0)
    self.entries = entries
  }
}
