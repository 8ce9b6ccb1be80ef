import ExactNumbers

/// Resolves and types expressions.
///
/// Gives a typed expression always; where something is wrong it is
/// reported once and the result is of unknown type, about which nothing more is said.
struct ExpressionChecker {
  let scope: Scope
  let units: UnitTable
  let facts: [Field]
  let tables: [Table]
  /// The types of definitions that have been checked.
  var definitionTypes: [Int: ValueType] = [:]
  var definitionConstants: [Int: Constant] = [:]
  /// The types of the measures of indicators that have been checked.
  var measureTypes: [Int: ValueType] = [:]
  var indicatorPoints: [Int: Rational] = [:]
  /// The indicators that use each other in a circle, whose scores are not known.
  var circularIndicators: Set<Int> = []
  /// The table whose rows an aggregate goes through.
  var table: Int?
  /// Whether only literals are accepted, as in the bounds of a fact.
  var takesLiteralsOnly = false
  var diagnostics: [Diagnostic] = []
  /// The findings about unknown names, by name.
  private var unknownNames: [String: Int] = [:]
  var guesses = NameGuesses()

  init(scope: Scope, units: UnitTable, facts: [Field], tables: [Table]) {
    self.scope = scope
    self.units = units
    self.facts = facts
    self.tables = tables
  }

  // MARK: Entry

  /// An expression of any type.
  mutating func check(_ expression: Expression) -> TypedExpression {
    if takesLiteralsOnly, expression.kind.looksUpName {
      diagnostics.add(.constantNeeded(), at: expression.range)
      return .unknown(at: expression.range)
    }
    switch expression.kind {
    case .number(let literal): return check(literal)
    case .date(let date):
      return TypedExpression(
        .constant(.number(Rational(date.dayNumber))), .date, at: expression.range)
    case .string(let text):
      return TypedExpression(.constant(.text(text)), .text, at: expression.range)
    case .boolean(let value):
      return TypedExpression(.constant(.boolean(value)), .boolean, at: expression.range)
    case .name(let name): return check(name)
    case .column(let tableName, let column): return check(column, of: tableName, expression.range)
    case .explicit(let explicit, let name): return check(explicit, name, expression.range)
    case .call(let function, let name, let arguments, let filter):
      return check(function, name, arguments, filter, at: expression.range)
    case .negated(let operand):
      let inner = checkNumber(operand)
      return TypedExpression(.negated(inner), inner.type, at: expression.range).folded
    case .sum(let terms): return checkSum(terms, at: expression.range)
    case .product(let factors): return checkProduct(factors, at: expression.range)
    case .comparison(let left, let comparison, let right, let tolerance):
      return check(left, comparison, right, tolerance, at: expression.range)
    case .membership(let value, let range): return check(value, in: range, at: expression.range)
    case .and(let operands):
      return TypedExpression(
        .and(operands.map { checkCondition($0) }), .boolean, at: expression.range)
    case .or(let operands):
      return TypedExpression(
        .or(operands.map { checkCondition($0) }), .boolean, at: expression.range)
    case .not(let operand):
      return TypedExpression(.not(checkCondition(operand)), .boolean, at: expression.range)
    case .conditional(let condition, let value, let otherwise):
      return check(if: condition, value, otherwise, at: expression.range)
    case .parenthesized(let inner): return check(inner)
    case .missing: return .unknown(at: expression.range)
    }
  }

  /// An expression that holds or does not.
  mutating func checkCondition(_ expression: Expression) -> TypedExpression {
    let typed = check(expression)
    guard typed.type != .boolean, typed.type != .unknown else { return typed }
    diagnostics.add(.conditionNeeded(words(typed.type)), at: expression.range)
    return .unknown(at: expression.range)
  }

  /// An expression that is a number.
  mutating func checkNumber(_ expression: Expression) -> TypedExpression {
    let typed = check(expression)
    if typed.type.number != nil || typed.type == .unknown { return typed }
    diagnostics.add(.numberNeeded(words(typed.type)), at: expression.range)
    return .unknown(at: expression.range)
  }

  /// A type in words.
  func words(_ type: ValueType) -> Message {
    switch type {
    case .number(let number):
      if number.isRatio { return Message(zh: "比率", en: "a ratio") }
      if number.dimension == .none { return Message(zh: "没有单位的数", en: "a number without unit") }
      if number.dimension == .money { return Message(zh: "金额（元）", en: "money (元)") }
      let text = units.text(number.dimension)
      return Message(zh: "以“\(text)”为单位的数", en: "a number of \(text)")
    case .boolean: return Message(zh: "是否（条件）", en: "yes or no (a condition)")
    case .date: return Message(zh: "日期", en: "a date")
    case .choice: return Message(zh: "选项", en: "a choice")
    case .text: return Message(zh: "文本", en: "text")
    case .unknown: return Message(zh: "未知", en: "unknown")
    }
  }

  // MARK: Operands

  mutating func check(_ literal: Literal) -> TypedExpression {
    if let (value, type) = number(literal) {
      return TypedExpression(.constant(.number(value)), .number(type), at: literal.range)
    }
    if let unit = literal.unit { diagnostics.add(unknownUnit(unit.text), at: unit.range) }
    return .unknown(at: literal.range)
  }

  /// What a number with its unit means; nil where the unit is unknown.
  func number(_ literal: Literal) -> (value: Rational, type: NumberType)? {
    if literal.form != .plain { return (literal.value, NumberType(.none, isRatio: true)) }
    guard let unit = literal.unit else {
      let adaptation: NumberType.Adaptation =
        literal.value.isZero ? .anything : literal.value.isInteger ? .count : .fixed
      return (
        literal.value,
        NumberType(.none, isWhole: literal.value.isInteger, adaptation: adaptation)
      )
    }
    switch NormalizedText(unit.text) {
    case NormalizedText(Literal.points):
      return (literal.value, NumberType(.none, isWhole: literal.value.isInteger))
    case NormalizedText(Literal.percentagePoints):
      let value = literal.value.divided(by: .hundred) ?? .zero
      return (value, NumberType(.none, isRatio: true))
    default: break
    }
    guard let known = units[unit.text] else { return nil }
    let value = literal.value * known.factor
    return (value, NumberType(.base(known.base), isWhole: value.isInteger))
  }

  func unknownUnit(_ text: String) -> Finding {
    .unknownUnit(text, nearest: EditDistance.nearest(to: text, in: units.names))
  }

  private mutating func check(_ name: Name) -> TypedExpression {
    if let table, let index = tables[table].columns.firstIndex(where: { $0.name == name.text }) {
      if let place = scope.place(of: name.text), scope[name.text] != .table(table) {
        diagnostics.add(
          .ambiguousName(name.text, table: tables[table].name, other: place), at: name.range)
        return .unknown(at: name.range)
      }
      return TypedExpression(.column(index), tables[table].columns[index].type, at: name.range)
    }
    switch scope[name.text] {
    case .fact(let index):
      return TypedExpression(.fact(index), facts[index].type, at: name.range)
    case .definition(let index):
      if let constant = definitionConstants[index], let type = definitionTypes[index] {
        return TypedExpression(.constant(constant), type, at: name.range)
      }
      return TypedExpression(
        .definition(index), definitionTypes[index] ?? .unknown, at: name.range)
    case .indicator(let index):
      return score(index, at: name.range)
    case .table:
      diagnostics.add(.tableAsValue(name.text), at: name.range)
      return .unknown(at: name.range)
    case nil:
      if let heading = scope.headings[name.text]?.first, scope.headings[name.text]?.count == 1 {
        return TypedExpression(.headingScore(heading), .number(.plain), at: name.range)
      }
      reportUnknown(name)
      return .unknown(at: name.range)
    }
  }

  private func score(_ indicator: Int, at range: SourceRange) -> TypedExpression {
    circularIndicators.contains(indicator)
      ? .unknown(at: range)
      : TypedExpression(.score(indicator: indicator), .number(.plain), at: range)
  }

  mutating func reportUnknown(_ name: Name) {
    guard !scope.damaged.contains(name.text), !scope.lacksAName else { return }
    if let first = unknownNames[name.text] {
      // One misspelt declaration makes one finding, however often the name is used.
      diagnostics[first] = diagnostics[first].alsoAt(
        name.range, Message(zh: "也用在这里", en: "also used here"))
      return
    }
    if let (left, word, right) = split(name.text) {
      diagnostics.add(.gluedName(left: left, keyword: word, right: right), at: name.range)
      return
    }
    let columns = table.map { tables[$0].columns.map(\.name) } ?? []
    let nearest = guesses.nearest(to: name, in: scope.names + columns)
    let place = nearest.flatMap { scope.place(of: $0) }
    unknownNames[name.text] = diagnostics.count
    diagnostics.add(.unknownName(name.text, nearest: nearest, declared: place), at: name.range)
  }

  /// A name that is two known names with a word between them.
  private func split(_ text: String) -> (String, String, String)? {
    for word in ["且", "或"] {
      for index in text.indices where text[index...].hasPrefix(word) && index > text.startIndex {
        let left = String(text[..<index])
        let right = String(text[text.index(after: index)...])
        if scope[left] != nil, scope[right] != nil { return (left, word, right) }
      }
    }
    return nil
  }

  mutating func check(
    _ column: Name, of tableName: Name, _ range: SourceRange
  ) -> TypedExpression {
    guard case .table(let index)? = scope[tableName.text] else {
      if scope[tableName.text] != nil {
        diagnostics.add(.notATable(tableName.text), at: tableName.range)
      } else {
        reportUnknown(tableName)
      }
      return .unknown(at: range)
    }
    guard let position = tables[index].columns.firstIndex(where: { $0.name == column.text }) else {
      if !scope.damaged.contains(column.text) {
        let nearest = guesses.nearest(to: column, in: tables[index].columns.map(\.name))
        diagnostics.add(
          .unknownColumn(column.text, table: tableName.text, nearest: nearest), at: column.range)
      }
      return .unknown(at: range)
    }
    guard table == index else {
      diagnostics.add(.columnOutsideTable(tableName.text, column.text), at: range)
      return .unknown(at: range)
    }
    return TypedExpression(.column(position), tables[index].columns[position].type, at: range)
  }

  private mutating func check(
    _ explicit: Expression.Explicit, _ name: Name, _ range: SourceRange
  ) -> TypedExpression {
    if explicit == .score, scope[name.text] == nil,
      let heading = scope.headings[name.text]?.first
    {
      return TypedExpression(.headingScore(heading), .number(.plain), at: range)
    }
    guard case .indicator(let index)? = scope[name.text] else {
      if scope[name.text] != nil {
        diagnostics.add(.notAnIndicator(name.text), at: name.range)
      } else {
        reportUnknown(name)
      }
      return .unknown(at: range)
    }
    switch explicit {
    case .score: return score(index, at: range)
    case .points:
      let points = indicatorPoints[index] ?? .zero
      return TypedExpression(.constant(.number(points)), .number(.plain), at: range)
    case .measure:
      guard let type = measureTypes[index] else {
        diagnostics.add(.noMeasure(name.text), at: name.range)
        return .unknown(at: range)
      }
      return TypedExpression(.measure(indicator: index), type, at: range)
    }
  }

  private mutating func check(
    if condition: Expression, _ value: Expression, _ otherwise: Expression, at range: SourceRange
  ) -> TypedExpression {
    let test = checkCondition(condition)
    var first = check(value)
    var second = check(otherwise)
    guard let type = unify(&first, &second, at: range) else { return .unknown(at: range) }
    return TypedExpression(.conditional(test, then: first, otherwise: second), type, at: range)
  }
}

extension Expression.Kind {
  /// Whether it names a figure, or goes through a table.
  fileprivate var looksUpName: Bool {
    switch self {
    case .name, .column, .explicit: true
    case .call(let function, _, let arguments, _):
      function.isAggregate && (arguments.count == 1 || (function != .min && function != .max))
    default: false
    }
  }
}

extension TypedExpression {
  /// The constant it is, where it is one.
  var folded: TypedExpression {
    guard let value = ConstantFolding.value(self) else { return self }
    return TypedExpression(.constant(value), type, at: range)
  }
}
