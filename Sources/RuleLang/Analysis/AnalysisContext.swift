import ExactNumbers

/// What the analyses of one ruleset share: its figures' ranges, and the words for values.
struct AnalysisContext {
  /// The most cases before a clause that proofs take into account; of what the others take away
  /// nothing is claimed.
  static let caseCountMax = 64

  let ruleset: Ruleset
  let declarations = BoundsInference.Declarations()
  /// What holds of every record: the declared orders, which the engine asks of the data.
  let given: [Claim]

  init(_ ruleset: Ruleset) {
    self.ruleset = ruleset
    given = ruleset.orders.flatMap(Self.claims)
    declarations.facts = ruleset.facts
    declarations.tables = ruleset.tables
    for (index, definition) in ruleset.definitions.enumerated() {
      declarations.definitions[index] = definition.expression
    }
    for (index, indicator) in ruleset.indicators.enumerated() {
      let points = indicator.points
      declarations.scores[index] = Checker.scoreRange(indicator.method, points: points)
        .mapped { ruleset.rounded($0, points: points) }
      if case .bands(let bands) = indicator.method { declarations.measures[index] = bands.domain }
    }
  }

  /// A declared order as comparisons of neighbours.
  private static func claims(_ order: LimitOrder) -> [Claim] {
    zip(order.limits, order.limits.dropFirst()).enumerated().compactMap { index, pair in
      guard order.comparisons.indices.contains(index) else { return nil }
      return Claim(Self.compared(pair.0, order.comparisons[index], pair.1), true)
    }
  }

  /// The interval of an expression where some conditions hold or fail.
  func bounds(_ expression: TypedExpression, where claims: [Claim]) -> Interval {
    let inference = BoundsInference(declarations)
    for claim in given + claims { inference.assume(claim.condition, claim.holds) }
    return inference.bounds(expression)
  }

  /// The comparison of two expressions.
  static func compared(
    _ left: TypedExpression, _ comparison: Comparison, _ right: TypedExpression
  ) -> TypedExpression {
    TypedExpression(.comparison(left, comparison, right), .boolean, at: left.range)
  }

  /// The comparison of an expression with a number.
  static func compared(
    _ left: TypedExpression, _ comparison: Comparison, _ right: Rational
  ) -> TypedExpression {
    compared(
      left, comparison, TypedExpression(.constant(.number(right)), left.type, at: left.range))
  }

  /// A measure's value as the rules would write it.
  func text(_ value: Rational, _ type: ValueType) -> String {
    ValueText(units: ruleset.units).text(value, type)
  }

  /// A range of a measure as the rules would write it.
  func text(_ interval: Interval, _ type: ValueType) -> Message {
    RangeText(units: ruleset.units, type: type).text(interval)
  }
}

extension AnalysisContext {
  /// The values that the sides of a condition's comparisons can have, as far as they are bounded.
  ///
  /// - Complexity: O(*n*) in the size of the condition.
  func ranges(in condition: TypedExpression) -> Message? {
    var open = [condition]
    var texts: [Message] = []
    while let next = open.popLast(), texts.count < 4 {
      switch next.kind {
      case .comparison(let left, _, let right), .equalWithin(let left, let right, _):
        texts += [left, right].compactMap(range)
      case .and(let parts), .or(let parts): open += parts.reversed()
      case .not(let part): open.append(part)
      default: break
      }
    }
    guard !texts.isEmpty else { return nil }
    return Message(
      zh: texts.map(\.zh).joined(separator: "，"), en: texts.map(\.en).joined(separator: ", "))
  }

  private func range(_ side: TypedExpression) -> Message? {
    guard side.type.number != nil || side.type == .date, side.constantNumber == nil,
      ruleset.files.indices.contains(side.range.file)
    else { return nil }
    let values = bounds(side, where: [])
    guard values != .all else { return nil }
    let name = ruleset.files[side.range.file].textOnOneLine(side.range.offsets)
    let range = text(values, side.type)
    return Message(zh: "\(name) \(range.zh)", en: "\(name) \(range.en)")
  }
}

/// A condition that is taken to hold, or to fail.
struct Claim {
  let condition: TypedExpression
  let holds: Bool

  init(_ condition: TypedExpression, _ holds: Bool) {
    self.condition = condition
    self.holds = holds
  }
}

extension [Case] {
  /// What is known where none of them decides, as far as proofs take it into account.
  var failed: [Claim] {
    prefix(AnalysisContext.caseCountMax).map { Claim($0.condition, false) }
  }
}

extension Band.Values {
  /// What it says of a measure that lies here; nil for values without an order.
  func claims(of measure: TypedExpression) -> [Claim]? {
    switch self {
    case .interval(let lower, let upper):
      var claims: [Claim] = []
      if let lower {
        let comparison: Comparison = lower.isClosed ? .greaterOrEqual : .greater
        claims.append(Claim(AnalysisContext.compared(measure, comparison, lower.value), true))
      }
      if let upper {
        let comparison: Comparison = upper.isClosed ? .lessOrEqual : .less
        claims.append(Claim(AnalysisContext.compared(measure, comparison, upper.value), true))
      }
      return claims
    case .notEqual(let value):
      return [Claim(AnalysisContext.compared(measure, .notEqual, value), true)]
    case .choice(let index):
      let value = TypedExpression(.constant(.choice(index)), measure.type, at: measure.range)
      return [Claim(AnalysisContext.compared(measure, .equal, value), true)]
    case .boolean(let value): return [Claim(measure, value)]
    case .text: return nil
    }
  }
}
