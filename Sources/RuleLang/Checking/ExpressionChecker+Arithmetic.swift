import ExactNumbers

/// Units, sums, products, comparisons and ranges.
extension ExpressionChecker {
  /// Makes two operands of one type, or reports that they are not.
  mutating func unify(
    _ left: inout TypedExpression, _ right: inout TypedExpression, at range: SourceRange
  ) -> ValueType? {
    switch (left.type, right.type) {
    case (.unknown, _), (_, .unknown): return nil
    case (.number(let first), .number(let second)):
      guard let type = unify(first, second) else {
        reportUnits(left, right, first, second)
        return nil
      }
      if first.dimension != type.dimension { left.type = .number(adapted(first, to: type)) }
      if second.dimension != type.dimension { right.type = .number(adapted(second, to: type)) }
      return .number(type)
    case (let first, let second) where first == second: return first
    case (.choice, .choice):
      diagnostics.add(.differentChoices(), at: range)
      return nil
    default:
      diagnostics.add(.typesDiffer(words(left.type), words(right.type)), at: right.range)
      return nil
    }
  }

  private func adapted(_ type: NumberType, to other: NumberType) -> NumberType {
    NumberType(other.dimension, isRatio: other.isRatio, isWhole: type.isWhole)
  }

  /// The common type of two numbers; a bare number takes the unit of what it meets.
  func unify(_ left: NumberType, _ right: NumberType) -> NumberType? {
    let isWhole = left.isWhole && right.isWhole
    if left.dimension == right.dimension {
      let adaptation: NumberType.Adaptation =
        left.adaptation == right.adaptation ? left.adaptation : .fixed
      return NumberType(
        left.dimension, isRatio: left.isRatio || right.isRatio, isWhole: isWhole,
        adaptation: adaptation)
    }
    if canAdapt(left, to: right) {
      return NumberType(right.dimension, isRatio: right.isRatio, isWhole: isWhole)
    }
    if canAdapt(right, to: left) {
      return NumberType(left.dimension, isRatio: left.isRatio, isWhole: isWhole)
    }
    return nil
  }

  private func canAdapt(_ type: NumberType, to other: NumberType) -> Bool {
    switch type.adaptation {
    case .fixed: false
    case .anything: true
    case .count: other.dimension.countBase != nil
    }
  }

  private mutating func reportUnits(
    _ left: TypedExpression, _ right: TypedExpression, _ first: NumberType, _ second: NumberType
  ) {
    // A figure that is written out is wrong rather than one that is declared.
    let (bare, other, type) =
      right.constantNumber != nil || left.constantNumber == nil
      ? (right, left, first) : (left, right, second)
    if let value = bare.constantNumber, bare.type.number?.dimension == Dimension.none,
      bare.type.number?.isRatio == false, type.dimension == .money
    {
      diagnostics.add(.bareMoney(value.description), at: bare.range)
      return
    }
    diagnostics.add(
      .unitsDiffer(words(other.type), words(bare.type), other: other.range), at: bare.range)
  }

  // MARK: Sums and products

  mutating func checkSum(
    _ terms: [Expression.Operand], at range: SourceRange
  ) -> TypedExpression {
    var operands: [TypedExpression.Operand] = []
    var sum: TypedExpression?
    for term in terms {
      let typed = check(term.expression)
      if typed.type == .unknown { sum = .unknown(at: range) }
      guard var total = sum else {
        guard typed.type.number != nil || typed.type == .date else {
          diagnostics.add(.numberNeeded(words(typed.type)), at: typed.range)
          return .unknown(at: range)
        }
        sum = TypedExpression(typed.kind, typed.type, at: typed.range)
        operands.append(.init(isInverse: term.isInverse, expression: typed))
        continue
      }
      operands.append(.init(isInverse: term.isInverse, expression: typed))
      guard total.type != .unknown else { continue }
      if let type = dateSum(total.type, typed.type, isDifference: term.isInverse) {
        total.type = type
      } else if typed.type.number == nil {
        diagnostics.add(.numberNeeded(words(typed.type)), at: typed.range)
        total = .unknown(at: range)
      } else {
        var other = typed
        total.type = unify(&total, &other, at: range) ?? .unknown
      }
      sum = total
    }
    guard let sum, sum.type != .unknown else { return .unknown(at: range) }
    return TypedExpression(.sum(operands), sum.type, at: range).folded
  }

  /// The type of a sum with a date in it.
  private func dateSum(_ left: ValueType, _ right: ValueType, isDifference: Bool) -> ValueType? {
    let days = ValueType.number(NumberType(.days, isWhole: true))
    switch (left, right) {
    case (.date, .date): return isDifference ? days : nil
    case (.date, .number(let type)):
      guard type.isWhole else { return nil }
      return type.dimension == .days || type.adaptation != .fixed ? .date : nil
    default: return nil
    }
  }

  mutating func checkProduct(
    _ factors: [Expression.Operand], at range: SourceRange
  ) -> TypedExpression {
    var operands: [TypedExpression.Operand] = []
    var dimension = Dimension.none
    var isWhole = true
    var ratioCount = 0
    var hasInverse = false
    var isUnknown = false
    for factor in factors {
      let typed = checkNumber(factor.expression)
      operands.append(.init(isInverse: factor.isInverse, expression: typed))
      guard let type = typed.type.number else {
        isUnknown = true
        continue
      }
      dimension = factor.isInverse ? dimension / type.dimension : dimension * type.dimension
      isWhole = isWhole && type.isWhole && !factor.isInverse
      ratioCount += type.isRatio ? 1 : 0
      hasInverse = hasInverse || factor.isInverse
    }
    guard !isUnknown else { return .unknown(at: range) }
    let isRatio =
      dimension == .none && (ratioCount == factors.count || (hasInverse && !hasScale(operands)))
    return TypedExpression(
      .product(operands), .number(NumberType(dimension, isRatio: isRatio, isWhole: isWhole)),
      at: range
    ).folded
  }

  /// Whether a constant multiplies a quotient, so that it is a number and no ratio: `12 × a ÷ b`.
  private func hasScale(_ operands: [TypedExpression.Operand]) -> Bool {
    operands.contains { operand in
      guard !operand.isInverse, let value = operand.expression.constantNumber,
        operand.expression.type.number?.isRatio == false
      else { return false }
      return operand.expression.type.number?.dimension == Dimension.none && value != .one
    }
  }

  // MARK: Comparisons

  mutating func check(
    _ left: Expression, _ comparison: Comparison, _ right: Expression, _ tolerance: Expression?,
    at range: SourceRange
  ) -> TypedExpression {
    guard var (first, second) = checkSides(left, right),
      let type = unify(&first, &second, at: range)
    else { return .unknown(at: range) }
    let isOrdered = type.number != nil || type == .date
    if !isOrdered, comparison != .equal, comparison != .notEqual {
      diagnostics.add(.onlyEquality(words(type)), at: range)
      return .unknown(at: range)
    }
    guard let tolerance else {
      return TypedExpression(.comparison(first, comparison, second), .boolean, at: range)
    }
    var margin = checkNumber(tolerance)
    guard comparison == .equal, isOrdered else {
      diagnostics.add(.toleranceNeedsEquality(), at: tolerance.range)
      return .unknown(at: range)
    }
    guard unify(&first, &margin, at: tolerance.range) != nil else { return .unknown(at: range) }
    return TypedExpression(.equalWithin(first, second, margin), .boolean, at: range)
  }

  /// Both sides of a comparison; the name of a choice is read as one beside a choice.
  private mutating func checkSides(
    _ left: Expression, _ right: Expression
  ) -> (TypedExpression, TypedExpression)? {
    if case .name(let name) = right.kind {
      let first = check(left)
      if case .choice(let names) = first.type {
        return (first, choice(name, of: names, first.type))
      }
      return (first, check(right))
    }
    let second = check(right)
    if case .name(let name) = left.kind, case .choice(let names) = second.type {
      return (choice(name, of: names, second.type), second)
    }
    return (check(left), second)
  }

  /// A name as one of the names of a choice.
  mutating func choice(_ name: Name, of names: [String], _ type: ValueType) -> TypedExpression {
    if let index = names.firstIndex(of: name.text) {
      return TypedExpression(.constant(.choice(index)), type, at: name.range)
    }
    if scope[name.text] != nil {
      return check(Expression(kind: .name(name), range: name.range))
    }
    let nearest = EditDistance.onlyNearest(to: name.text, in: names)
    diagnostics.add(.unknownChoice(name.text, names: names, nearest: nearest), at: name.range)
    return .unknown(at: name.range)
  }

  mutating func check(
    _ value: Expression, in values: RangeSyntax, at range: SourceRange
  ) -> TypedExpression {
    var typed = check(value)
    guard typed.type.number != nil || typed.type == .date || typed.type == .unknown else {
      diagnostics.add(.numberNeeded(words(typed.type)), at: typed.range)
      return .unknown(at: range)
    }
    func compare(_ comparison: Comparison, _ end: Expression) -> TypedExpression? {
      var other = check(end)
      guard unify(&typed, &other, at: end.range) != nil else { return nil }
      return TypedExpression(.comparison(typed, comparison, other), .boolean, at: range)
    }
    switch values.kind {
    case .comparison(let comparison, let end):
      return compare(comparison, end) ?? .unknown(at: range)
    case .interval(let lower, let includesLower, let upper, let includesUpper):
      let above = compare(includesLower ? .greaterOrEqual : .greater, lower)
      let below = compare(includesUpper ? .lessOrEqual : .less, upper)
      guard let above, let below else { return .unknown(at: range) }
      guard !Self.isEmpty(above, below, isClosed: includesLower && includesUpper) else {
        diagnostics.add(.emptyRange(), at: values.range)
        return .unknown(at: range)
      }
      return TypedExpression(.and([above, below]), .boolean, at: range)
    }
  }
  /// Whether two constant ends, each compared with the same value, leave nothing between them.
  private static func isEmpty(
    _ above: TypedExpression, _ below: TypedExpression, isClosed: Bool
  ) -> Bool {
    guard case .comparison(_, _, let lower) = above.kind,
      case .comparison(_, _, let upper) = below.kind,
      let low = lower.constantNumber, let high = upper.constantNumber
    else { return false }
    return low > high || (low == high && !isClosed)
  }
}
