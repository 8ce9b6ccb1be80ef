import ExactNumbers

/// Units that the ruleset declares.
extension Checker {
  /// Declares them whatever their order: a unit may be told by one that is declared later.
  mutating func declareUnits() {
    var drafts: [String: (name: Name, equals: Literal?)] = [:]
    for (name, equals) in outline.units {
      if ruleset.units.isBuiltIn(name.text) {
        add(.builtInUnit(name.text), at: name.range)
      } else if let first = drafts[name.text]?.name.range {
        add(.duplicateName(name.text, first: first), at: name.range)
      } else {
        drafts[name.text] = (name, equals)
      }
    }
    for (name, _) in outline.units { declareUnit(name.text, &drafts) }
  }

  /// Declares a unit and, before it, those that it is told by.
  private mutating func declareUnit(
    _ name: String, _ drafts: inout [String: (name: Name, equals: Literal?)]
  ) {
    var chain: [(name: Name, equals: Literal)] = []
    var next = name
    while let draft = drafts.removeValue(forKey: next) {
      guard let equals = draft.equals, let unit = equals.unit, equals.value > .zero else {
        if let equals = draft.equals { add(.stepNotPositive(), at: equals.range) }
        _ = ruleset.units.declare(next)
        break
      }
      chain.append((draft.name, equals))
      next = unit.text
    }
    if let start = chain.firstIndex(where: { $0.name.text == next }), let last = chain.last {
      let circle = chain[start...].map(\.name)
      add(
        .circular(circle.map(\.text) + [next], others: [circle[0].range]),
        at: last.equals.unit?.range ?? last.equals.range)
      for (name, _) in chain { _ = ruleset.units.declare(name.text) }
      return
    }
    for (name, equals) in chain.reversed() {
      guard let unit = equals.unit else { continue }
      let base = ruleset.units.declare(unit.text)
      ruleset.units.declare(name.text, equals: equals.value, of: base)
    }
  }

  /// Declares the units that facts and columns are counted in.
  mutating func declareCountUnits() {
    for field in outline.facts + outline.tables.flatMap(\.columns) {
      switch field.type.kind {
      case .count(let unit), .number(let unit?):
        if ruleset.units[unit.text] == nil { _ = ruleset.units.declare(unit.text) }
      default: break
      }
    }
  }
}
