import ExactNumbers

/// Functions and aggregates over tables.
extension ExpressionChecker {
  mutating func check(
    _ function: Function, _ name: Name, _ arguments: [Expression], _ filter: Expression?,
    at range: SourceRange
  ) -> TypedExpression {
    let isExtreme = function == .min || function == .max
    if let filter, !function.isAggregate || (isExtreme && arguments.count != 1) {
      diagnostics.add(.filterOutsideAggregate(name.text, isExtreme: isExtreme), at: filter.range)
      return .unknown(at: range)
    }
    switch function {
    case .abs:
      guard expect(1...1, arguments, name) else { return .unknown(at: range) }
      let inner = checkNumber(arguments[0])
      return TypedExpression(.function(.magnitude, [inner]), inner.type, at: range).folded
    case .min, .max:
      if arguments.count == 1 {
        return aggregate(function == .min ? .minimum : .maximum, name, arguments, filter, at: range)
      }
      guard expect(2...64, arguments, name) else { return .unknown(at: range) }
      return checkExtreme(function == .min ? .minimum : .maximum, arguments, at: range)
    case .round, .floor, .ceiling:
      guard expect(1...2, arguments, name) else { return .unknown(at: range) }
      return checkRounding(function, name, arguments, at: range)
    case .days, .years:
      guard expect(2...2, arguments, name) else { return .unknown(at: range) }
      return checkDates(function, arguments, at: range)
    case .sum: return aggregate(.sum, name, arguments, filter, at: range)
    case .average: return aggregate(.average, name, arguments, filter, at: range)
    case .all: return aggregate(.all, name, arguments, filter, at: range)
    case .any: return aggregate(.any, name, arguments, filter, at: range)
    case .count: return checkCount(name, arguments, filter, at: range)
    case .trimmedAverage: return checkTrimmed(name, arguments, filter, at: range)
    }
  }

  private mutating func expect(
    _ count: ClosedRange<Int>, _ arguments: [Expression], _ name: Name
  ) -> Bool {
    guard !count.contains(arguments.count) else { return true }
    diagnostics.add(.argumentCount(name.text, count, found: arguments.count), at: name.range)
    return false
  }

  private mutating func checkExtreme(
    _ function: ScalarFunction, _ arguments: [Expression], at range: SourceRange
  ) -> TypedExpression {
    var typed = arguments.map { check($0) }
    var result = typed[0]
    guard result.type.number != nil || result.type == .date || result.type == .unknown else {
      diagnostics.add(.numberNeeded(words(result.type)), at: result.range)
      return .unknown(at: range)
    }
    for index in typed.indices.dropFirst() {
      guard let type = unify(&result, &typed[index], at: range) else { return .unknown(at: range) }
      result.type = type
    }
    guard result.type != .unknown else { return .unknown(at: range) }
    return TypedExpression(.function(function, typed), result.type, at: range).folded
  }

  private mutating func checkRounding(
    _ function: Function, _ name: Name, _ arguments: [Expression], at range: SourceRange
  ) -> TypedExpression {
    var value = checkNumber(arguments[0])
    if arguments.count == 1, let type = value.type.number,
      type.isRatio || (type.dimension != .none && type.dimension.countBase == nil)
    {
      let example = type.isRatio ? "1%" : "1 元"
      diagnostics.add(.stepNeeded(name.text, example: example), at: name.range)
      return .unknown(at: range)
    }
    var step = TypedExpression(
      .constant(.number(.one)), .number(NumberType(.none, isWhole: true, adaptation: .anything)),
      at: range)
    if arguments.count == 2 { step = checkNumber(arguments[1]) }
    guard var type = value.type.number, step.type != .unknown else { return .unknown(at: range) }
    guard let constant = step.constantNumber else {
      diagnostics.add(.constantNeeded(), at: step.range)
      return .unknown(at: range)
    }
    guard constant > .zero else {
      diagnostics.add(.stepNotPositive(), at: step.range)
      return .unknown(at: range)
    }
    guard unify(&value, &step, at: step.range) != nil else { return .unknown(at: range) }
    let mode: RoundingMode =
      function == .floor ? .floor : function == .ceiling ? .ceiling : .halfUp
    type.isWhole = constant.isInteger
    return TypedExpression(.function(.round(mode), [value, step]), .number(type), at: range).folded
  }

  private mutating func checkDates(
    _ function: Function, _ arguments: [Expression], at range: SourceRange
  ) -> TypedExpression {
    let typed = arguments.map { check($0) }
    for argument in typed where argument.type != .date {
      if argument.type != .unknown {
        diagnostics.add(.dateNeeded(words(argument.type)), at: argument.range)
      }
      return .unknown(at: range)
    }
    if function == .days {
      let terms = [
        TypedExpression.Operand(isInverse: false, expression: typed[1]),
        TypedExpression.Operand(isInverse: true, expression: typed[0]),
      ]
      return TypedExpression(.sum(terms), .number(NumberType(.days, isWhole: true)), at: range)
        .folded
    }
    let years = units["年"].map { Dimension.base($0.base) } ?? .none
    return TypedExpression(
      .function(.years, typed), .number(NumberType(years, isWhole: true)), at: range
    ).folded
  }

  // MARK: Aggregates

  private mutating func checkCount(
    _ name: Name, _ arguments: [Expression], _ filter: Expression?, at range: SourceRange
  ) -> TypedExpression {
    guard expect(1...1, arguments, name) else { return .unknown(at: range) }
    guard case .name(let tableName) = arguments[0].kind else {
      return aggregate(.count, name, arguments, filter, at: range)
    }
    guard case .table(let index)? = scope[tableName.text] else {
      if scope[tableName.text] == nil {
        reportUnknown(tableName)
      } else {
        diagnostics.add(.notATable(tableName.text), at: tableName.range)
      }
      return .unknown(at: range)
    }
    guard let filter else {
      return aggregate(.count, index, value: nil, filter: nil, .number(countType), at: range)
    }
    let condition = within(index) { $0.checkCondition(filter) }
    guard condition.type != .unknown else { return .unknown(at: range) }
    return aggregate(.count, index, value: nil, filter: condition, .number(countType), at: range)
  }

  private var countType: NumberType { NumberType(.none, isWhole: true) }

  private mutating func checkTrimmed(
    _ name: Name, _ arguments: [Expression], _ filter: Expression?, at range: SourceRange
  ) -> TypedExpression {
    guard expect(2...2, arguments, name) else { return .unknown(at: range) }
    let count = check(arguments[1])
    guard let number = count.constantNumber?.machineWord, number >= 1, number <= 1000 else {
      if count.type != .unknown { diagnostics.add(.constantNeeded(), at: count.range) }
      return .unknown(at: range)
    }
    return aggregate(.trimmedAverage(number), name, [arguments[0]], filter, at: range)
  }

  private mutating func aggregate(
    _ aggregation: Aggregation, _ name: Name, _ arguments: [Expression], _ filter: Expression?,
    at range: SourceRange
  ) -> TypedExpression {
    guard expect(1...1, arguments, name) else { return .unknown(at: range) }
    guard table == nil else {
      diagnostics.add(.nestedAggregate(), at: range)
      return .unknown(at: range)
    }
    guard let index = tableNamed(in: arguments[0]) ?? filter.flatMap({ tableNamed(in: $0) }) else {
      let parts = arguments + (filter.map { [$0] } ?? [])
      if let (table, column, place) = parts.lazy.compactMap({ Self.firstColumn(in: $0) }).first {
        _ = check(column, of: table, place)
      } else {
        diagnostics.add(.noTableNamed(name.text), at: arguments[0].range)
      }
      return .unknown(at: range)
    }
    let condition = filter.map { filter in within(index) { $0.checkCondition(filter) } }
    let value = within(index) { $0.checkValue(arguments[0], of: aggregation) }
    guard value.type != .unknown, condition?.type != .unknown else { return .unknown(at: range) }
    switch aggregation {
    case .all, .any:
      return aggregate(aggregation, index, value: value, filter: condition, .boolean, at: range)
    case .count:
      let both = condition.map { TypedExpression(.and([$0, value]), .boolean, at: range) } ?? value
      return aggregate(.count, index, value: nil, filter: both, .number(countType), at: range)
    case .average, .trimmedAverage:
      var type = value.type
      if case .number(var number) = type {
        number.isWhole = false
        number.adaptation = .fixed
        type = .number(number)
      }
      return aggregate(aggregation, index, value: value, filter: condition, type, at: range)
    default:
      return aggregate(aggregation, index, value: value, filter: condition, value.type, at: range)
    }
  }

  private func aggregate(
    _ aggregation: Aggregation, _ table: Int, value: TypedExpression?, filter: TypedExpression?,
    _ type: ValueType, at range: SourceRange
  ) -> TypedExpression {
    TypedExpression(
      .aggregate(aggregation, table: table, value: value, filter: filter), type, at: range)
  }

  /// What an aggregate takes of each row: an answer, a number, or for an extreme also a date.
  private mutating func checkValue(
    _ expression: Expression, of aggregation: Aggregation
  ) -> TypedExpression {
    switch aggregation {
    case .all, .any, .count: return checkCondition(expression)
    case .sum, .average, .trimmedAverage: return checkNumber(expression)
    case .minimum, .maximum:
      let typed = check(expression)
      if typed.type == .date { return typed }
      if typed.type.number != nil || typed.type == .unknown { return typed }
      diagnostics.add(.numberNeeded(words(typed.type)), at: expression.range)
      return .unknown(at: expression.range)
    }
  }

  private mutating func within<Result>(
    _ table: Int, _ body: (inout ExpressionChecker) -> Result
  ) -> Result {
    self.table = table
    defer { self.table = nil }
    return body(&self)
  }
}
