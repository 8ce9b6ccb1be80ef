/// Which names and units the statements of a ruleset use, and how often; tests do not count.
struct NameUse {
  /// How often each name stands in an expression.
  private(set) var counts: [NormalizedText: Int] = [:]

  /// The units that stand after a number or in a type.
  private(set) var units: Set<NormalizedText> = []

  /// Looks through the statements of a ruleset.
  ///
  /// - Complexity: O(*n*) in the size of the rules.
  init(_ files: [RuleFile]) {
    for file in files {
      for statement in file.statements { visit(statement.kind) }
    }
  }

  private mutating func visit(_ statement: Statement.Kind) {
    switch statement {
    case .unit(_, let literal): if let literal { visit(literal) }
    case .field(_, let type, _):
      switch type.kind {
      case .number(let unit), .money(let unit): if let unit { use(unit: unit) }
      case .count(let unit): use(unit: unit)
      default: break
      }
      for bound in type.bounds { visit(bound.value) }
    case .define(_, let expression, _), .parameter(_, let expression, _): visit(expression)
    case .order(let limits, _): for limit in limits { visit(limit) }
    case .measure(let expression), .formula(let expression, _), .checkCondition(let expression),
      .gradeCondition(_, let expression), .case(let expression, _, _),
      .notApplicable(let expression, _, _), .item(_, let expression, _),
      .deductsPer(_, let expression, _), .deductsWhen(_, let expression, _),
      .veto(_, let expression, _), .bonus(_, let expression, _), .penalty(_, let expression, _):
      visit(expression)
    case .band(let range, let outcome, _):
      for end in range.ends { visit(end) }
      if case .steps(let steps) = outcome { visit(steps.step) }
    case .gradeBand(_, let range): for end in range.ends { visit(end) }
    default: break
    }
  }

  private mutating func use(unit: Name) { units.insert(NormalizedText(unit.text)) }

  private mutating func visit(_ literal: Literal) {
    if let unit = literal.unit { use(unit: unit) }
  }

  /// The parser bounds the depth.
  private mutating func visit(_ expression: Expression) {
    switch expression.kind {
    case .number(let literal): visit(literal)
    case .name(let name), .explicit(_, let name): counts[NormalizedText(name.text), default: 0] += 1
    case .column(let table, let column):
      for name in [table, column] { counts[NormalizedText(name.text), default: 0] += 1 }
    case .call(_, _, let arguments, let filter):
      for argument in arguments { visit(argument) }
      if let filter { visit(filter) }
    case .negated(let operand), .not(let operand), .parenthesized(let operand): visit(operand)
    case .sum(let operands), .product(let operands):
      for operand in operands { visit(operand.expression) }
    case .comparison(let left, _, let right, let tolerance):
      visit(left)
      visit(right)
      if let tolerance { visit(tolerance) }
    case .membership(let value, let range):
      visit(value)
      for end in range.ends { visit(end) }
    case .and(let operands), .or(let operands): for operand in operands { visit(operand) }
    case .conditional(let condition, let value, let otherwise):
      for part in [condition, value, otherwise] { visit(part) }
    case .date, .string, .boolean, .missing: break
    }
  }
}

/// Which columns the rules use, table by table; the same name may stand in several tables.
struct ColumnUse {
  /// Whether each column of each table is used.
  private(set) var isUsed: [[Bool]]

  /// Looks through the typed expressions of a ruleset.
  ///
  /// - Complexity: O(*n*) in the size of the rules.
  init(_ ruleset: Ruleset) {
    isUsed = ruleset.tables.map { $0.columns.map { _ in false } }
    for definition in ruleset.definitions { visit(definition.expression, nil) }
    for order in ruleset.orders { for limit in order.limits { visit(limit, nil) } }
    for indicator in ruleset.indicators {
      for item in indicator.cases { visit(item.condition, nil) }
      visit(indicator.method)
    }
    for grade in ruleset.grades {
      if case .condition(let condition) = grade.criterion { visit(condition, nil) }
    }
    for veto in ruleset.vetoes { visit(veto.condition, nil) }
    for adjustment in ruleset.adjustments { visit(adjustment.condition, nil) }
    for check in ruleset.checks { visit(check.condition, nil) }
  }

  private mutating func visit(_ method: Method) {
    switch method {
    case .bands(let bands):
      visit(bands.measure, nil)
      for band in bands.bands { for end in band.values.ends { visit(end, nil) } }
    case .checklist(let items, _): for item in items { visit(item.condition, nil) }
    case .deductions(let lines):
      for line in lines {
        switch line.basis {
        case .per(let expression), .when(let expression): visit(expression, nil)
        }
      }
    case .formula(let expression, _, _): visit(expression, nil)
    case .judged: break
    case .bestOf(let alternatives):
      for alternative in alternatives {
        for item in alternative.cases { visit(item.condition, nil) }
        visit(alternative.method)
      }
    }
  }

  /// The checker bounds the depth.
  private mutating func visit(_ expression: TypedExpression, _ table: Int?) {
    switch expression.kind {
    case .column(let index):
      if let table, isUsed.indices.contains(table), isUsed[table].indices.contains(index) {
        isUsed[table][index] = true
      }
    case .negated(let operand), .not(let operand): visit(operand, table)
    case .sum(let operands), .product(let operands):
      for operand in operands { visit(operand.expression, table) }
    case .comparison(let left, _, let right):
      visit(left, table)
      visit(right, table)
    case .equalWithin(let left, let right, let margin):
      for part in [left, right, margin] { visit(part, table) }
    case .and(let operands), .or(let operands), .function(_, let operands):
      for operand in operands { visit(operand, table) }
    case .conditional(let condition, let value, let otherwise):
      for part in [condition, value, otherwise] { visit(part, table) }
    case .aggregate(_, let rows, let value, let filter):
      for part in [value, filter] { if let part { visit(part, rows) } }
    case .constant, .fact, .definition, .score, .measure, .headingScore, .unknown: break
    }
  }
}
