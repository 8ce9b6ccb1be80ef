import ExactNumbers
import RuleLang

/// Compares what two rulesets declare: facts, tables, definitions, parameters and orders of limits.
struct DeclarationComparer {
  private let context: ComparisonContext
  private let old: Ruleset
  private let new: Ruleset
  private var changes: [RuleChange] = []

  static func changes(_ context: ComparisonContext) -> [RuleChange] {
    var comparer = DeclarationComparer(context)
    comparer.compareFacts()
    comparer.compareTables()
    comparer.compareDefinitions()
    comparer.compareOrders()
    return comparer.changes
  }

  private init(_ context: ComparisonContext) {
    self.context = context
    old = context.old
    new = context.new
  }

  private mutating func add(
    _ subject: RuleChange.Subject, _ kind: RuleChange.Kind, _ aspect: RuleChange.Aspect? = nil,
    _ name: String, _ old: String? = nil, _ new: String? = nil, affects: Bool = true,
    reaches: [Int] = []
  ) {
    changes.append(
      RuleChange(
        subject: subject, kind: kind, aspect: aspect, name: name, old: old, new: new,
        affectsResults: affects, reaches: reaches))
  }

  // MARK: Facts and tables

  private mutating func compareFacts() {
    let pairing = context.matching.facts
    let users = (Self.users(old), Self.users(new))
    for index in pairing.removed {
      let fact = old.facts[index]
      add(
        .fact, .removed, nil, fact.name, old.statementText(at: fact.range),
        reaches: users.0[.fact(index)] ?? [])
    }
    for (index, second) in pairing.pairs {
      compare(
        .fact, old.facts[index], new.facts[second], pairing.renamed.contains(second), in: nil,
        reaches: users.1[.fact(second)] ?? [])
    }
    for index in pairing.added {
      let fact = new.facts[index]
      add(
        .fact, .added, nil, fact.name, nil, new.statementText(at: fact.range),
        reaches: users.1[.fact(index)] ?? [])
    }
  }

  private mutating func compare(
    _ subject: RuleChange.Subject, _ before: Field, _ after: Field, _ isRenamed: Bool,
    in table: String?, reaches: [Int]
  ) {
    let name = table.map { "\($0).\(after.name)" } ?? after.name
    let texts = (old.statementText(at: before.range), new.statementText(at: after.range))
    if isRenamed {
      add(subject, .renamed, nil, name, before.name, after.name, affects: false, reaches: reaches)
    }
    if before.type.name(old.units) != after.type.name(new.units) {
      add(subject, .changed, .type, name, texts.0, texts.1, reaches: reaches)
    } else if before.type.options != after.type.options {
      add(subject, .changed, .options, name, texts.0, texts.1, reaches: reaches)
    }
    if before.bounds != after.bounds {
      let shown = (Self.text(before, old), Self.text(after, new))
      add(subject, .changed, .bounds, name, shown.0, shown.1, reaches: reaches)
    }
    if before.unit != after.unit {
      add(subject, .changed, .unit, name, before.unit, after.unit, affects: false)
    }
    if before.description != after.description {
      add(
        subject, .reworded, .description, name, before.description ?? "", after.description ?? "",
        affects: false)
    }
  }

  private static func text(_ field: Field, _ ruleset: Ruleset) -> String {
    let text = RangeText(units: ruleset.units, type: field.type).text(field.bounds)
    return text.text(in: ruleset.vocabulary)
  }

  private mutating func compareTables() {
    let pairing = context.matching.tables
    for index in pairing.removed {
      add(
        .table, .removed, nil, old.tables[index].name,
        old.statementText(at: old.tables[index].range))
    }
    for (index, second) in pairing.pairs {
      let (before, after) = (old.tables[index], new.tables[second])
      if pairing.renamed.contains(second) {
        add(.table, .renamed, nil, after.name, before.name, after.name, affects: false)
      }
      if before.rowCountMin != after.rowCountMin {
        add(.table, .changed, .rows, after.name, "\(before.rowCountMin)", "\(after.rowCountMin)")
      }
      guard let columns = context.matching.columns[second] else { continue }
      for column in columns.removed {
        let field = before.columns[column]
        add(
          .column, .removed, nil, "\(after.name).\(field.name)", old.statementText(at: field.range))
      }
      for (first, other) in columns.pairs {
        compare(
          .column, before.columns[first], after.columns[other], columns.renamed.contains(other),
          in: after.name, reaches: [])
      }
      for column in columns.added {
        let field = after.columns[column]
        add(
          .column, .added, nil, "\(after.name).\(field.name)", nil,
          new.statementText(at: field.range))
      }
    }
    for index in pairing.added {
      add(
        .table, .added, nil, new.tables[index].name, nil,
        new.statementText(at: new.tables[index].range))
    }
  }

  /// The indicators that use each thing.
  private static func users(_ ruleset: Ruleset) -> [Symbol: [Int]] {
    var users: [Symbol: [Int]] = [:]
    for (index, indicator) in ruleset.indicators.enumerated() {
      var finder = SymbolFinder(ruleset: ruleset)
      for expression in indicator.expressions { finder.visit(expression, rows: nil) }
      for symbol in finder.found { users[symbol, default: []].append(index) }
    }
    return users
  }

  // MARK: Definitions and orders

  /// What a definition changes shows where it is used; here it is only told.
  private mutating func compareDefinitions() {
    let (old, new) = (old, new)
    var meanings: (old: [Int], new: [Int]) = ([], [])
    for item in old.definitions {
      meanings.old.append(context.oldReader.meaning(of: item.expression))
    }
    for item in new.definitions {
      meanings.new.append(context.newReader.meaning(of: item.expression))
    }
    let reach = (DefinitionReach(old), DefinitionReach(new))
    var pairing = Pairing(old.definitions.map(\.name), new.definitions.map(\.name))
    pairing.pairRest({ meanings.old[$0] }, { meanings.new[$0] })
    func subject(_ definition: Definition) -> RuleChange.Subject {
      definition.isParameter ? .parameter : .definition
    }
    for index in pairing.removed {
      let item = old.definitions[index]
      add(
        subject(item), .removed, nil, item.name, old.text(at: item.expression.range),
        affects: false, reaches: reach.0.indicators(using: index))
    }
    for (index, second) in pairing.pairs {
      let (before, after) = (old.definitions[index], new.definitions[second])
      let indicators = reach.1.indicators(using: second)
      if pairing.renamed.contains(second) {
        add(
          subject(after), .renamed, nil, after.name, before.name, after.name, affects: false,
          reaches: indicators)
      }
      if meanings.old[index] != meanings.new[second] {
        add(
          subject(after), .changed, .value, after.name, old.text(at: before.expression.range),
          new.text(at: after.expression.range), affects: false, reaches: indicators)
      }
      if before.description != after.description {
        add(
          subject(after), .reworded, .description, after.name, before.description ?? "",
          after.description ?? "", affects: false)
      }
    }
    for index in pairing.added {
      let item = new.definitions[index]
      add(
        subject(item), .added, nil, item.name, nil, new.text(at: item.expression.range),
        affects: false, reaches: reach.1.indicators(using: index))
    }
  }

  private mutating func compareOrders() {
    var meanings: (old: [Int], new: [Int]) = ([], [])
    func mark(_ order: LimitOrder, _ reader: inout MeaningReader) -> Int {
      let signs = order.comparisons.map(\.rawValue).joined(separator: " ")
      return reader.table.number("order " + signs, order.limits.map { reader.meaning(of: $0) })
    }
    for order in old.orders { meanings.old.append(mark(order, &context.oldReader)) }
    for order in new.orders { meanings.new.append(mark(order, &context.newReader)) }
    var pairing = Pairing(oldCount: old.orders.count, newCount: new.orders.count)
    pairing.pairRest({ meanings.old[$0] }, { meanings.new[$0] })
    for index in pairing.removed {
      add(.order, .removed, nil, "", old.text(at: old.orders[index].range))
    }
    for index in pairing.added {
      add(.order, .added, nil, "", nil, new.text(at: new.orders[index].range))
    }
  }
}

extension ValueType {
  fileprivate var options: [String] {
    if case .choice(let names) = self { return names }
    return []
  }
}
