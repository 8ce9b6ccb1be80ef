import RuleLang

/// Something with a name that an expression uses.
enum UsedName: Hashable {
  case fact(Int)
  case table(Int)
  case definition(Int)
  case score(Int)
  case measure(Int)
  case heading(Int)
}

extension TypedExpression {
  /// What the expression uses, each once, in the order in which it is read.
  func usedNames(in ruleset: Ruleset) -> [UsedName] {
    var collector = NameCollector(places: RulesetPlaces(ruleset), ruleset: ruleset)
    collector.visit(self)
    return collector.names
  }

  /// Whether it is drawn from the rows of a table.
  var isAggregate: Bool {
    if case .aggregate = kind { return true }
    return false
  }
}

/// Goes through expressions and notes the names in them.
private struct NameCollector {
  let places: RulesetPlaces
  let ruleset: Ruleset
  var names: [UsedName] = []

  mutating func visit(_ expression: TypedExpression) {
    switch expression.kind {
    case .fact(let index): add(.fact(index))
    case .definition(let index): add(.definition(index))
    case .score(let index): add(.score(index))
    case .measure(let index): add(.measure(index))
    case .headingScore(let index): add(.heading(index))
    case .aggregate(_, let table, _, _): add(.table(table))
    case .constant:
      if let parameter = ruleset.parameter(at: expression.range, places) {
        add(.definition(parameter))
      }
    default: break
    }
    for part in expression.parts { visit(part) }
  }

  private mutating func add(_ name: UsedName) {
    if !names.contains(name) { names.append(name) }
  }
}

extension Ruleset {
  /// The definition whose name stands at a place where the checker has put its constant value.
  func parameter(at range: SourceRange, _ places: RulesetPlaces) -> Int? {
    guard range.upper > range.lower, range.upper - range.lower <= 400 else { return nil }
    let name = places.text(range).filter { $0 != "`" }
    guard name.first?.isLetter == true else { return nil }
    return definitions.firstIndex { $0.name == name }
  }
}
