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
    // Indicators directly under a heading stand before its subsections: what follows one is its own.
    var children: [Int?: [Node]] = [:]
    for (index, indicator) in ruleset.indicators.enumerated() {
      children[indicator.heading, default: []].append(.indicator(index))
    }
    for (index, heading) in ruleset.headings.enumerated() {
      children[heading.parent, default: []].append(.heading(index))
    }
    var entries: [Entry] = []
    func add(under parent: Int?, depth: Int) {
      for (number, node) in (children[parent] ?? []).enumerated() {
        entries.append(Entry(node: node, depth: depth, number: number + 1))
        if case .heading(let index) = node { add(under: index, depth: depth + 1) }
      }
    }
    add(under: nil, depth: 0)
    self.entries = entries
  }
}
