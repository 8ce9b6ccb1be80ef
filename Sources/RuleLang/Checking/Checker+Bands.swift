import ExactNumbers

/// Bands: their ends, what they give, and the proof that they cover the measure's domain once.
extension Checker {
  mutating func bands(
    _ drafts: [BandDraft], _ measure: TypedExpression, _ measureClause: Clause, _ worth: Worth,
    _ inference: BoundsInference
  ) -> Method? {
    if measure.type == .text {
      add(.textMeasure(), at: measure.range)
      return nil
    }
    let domain = inference.bounds(measure)
    var bands: [Band] = []
    var isComplete = true
    for draft in drafts {
      guard let values = values(draft.range, measure),
        let outcome = outcome(draft.outcome, draft.range.range, measure, values, worth)
      else {
        isComplete = false
        continue
      }
      bands.append(
        Band(
          values: values, outcome: outcome, reason: draft.reason,
          clause: clause(draft.statement.range)))
    }
    guard isComplete, cover(bands, drafts.map(\.range.range), measure, domain, inference),
      let placed = placeSteps(bands, drafts, points: worth.points)
    else { return nil }
    return .bands(
      BandMethod(measure: measure, measureClause: measureClause, domain: domain, bands: placed))
  }

  // MARK: Values

  private mutating func values(_ range: RangeSyntax, _ measure: TypedExpression) -> Band.Values? {
    switch range.kind {
    case .comparison(let comparison, let expression):
      if let values = discreteValue(comparison, expression, measure) { return values }
      guard isOrdered(measure), let end = end(expression, measure) else { return nil }
      switch comparison {
      case .equal:
        let closed = Band.End(value: end, isClosed: true)
        return .interval(lower: closed, upper: closed)
      case .notEqual: return .notEqual(end)
      case .less: return .interval(lower: nil, upper: .init(value: end, isClosed: false))
      case .lessOrEqual: return .interval(lower: nil, upper: .init(value: end, isClosed: true))
      case .greater: return .interval(lower: .init(value: end, isClosed: false), upper: nil)
      case .greaterOrEqual: return .interval(lower: .init(value: end, isClosed: true), upper: nil)
      }
    case .interval(let lower, let includesLower, let upper, let includesUpper):
      guard isOrdered(measure) else {
        add(.onlyEquality(expressions.words(measure.type)), at: range.range)
        return nil
      }
      guard let low = end(lower, measure), let high = end(upper, measure) else { return nil }
      if let first = low.constantNumber, let second = high.constantNumber,
        Interval(
          lower: .init(first, isClosed: includesLower),
          upper: .init(second, isClosed: includesUpper)
        ) == nil
      {
        add(.emptyRange(), at: range.range)
        return nil
      }
      return .interval(
        lower: .init(value: low, isClosed: includesLower),
        upper: .init(value: high, isClosed: includesUpper))
    }
  }

  private func isOrdered(_ measure: TypedExpression) -> Bool {
    measure.type.number != nil || measure.type == .date
  }

  private mutating func discreteValue(
    _ comparison: Comparison, _ expression: Expression, _ measure: TypedExpression
  ) -> Band.Values? {
    switch measure.type {
    case .choice(let names):
      guard comparison == .equal, case .name(let name) = expression.kind else {
        add(.onlyEquality(expressions.words(measure.type)), at: expression.range)
        return nil
      }
      let typed = expressions.choice(name, of: names, measure.type)
      if case .constant(.choice(let index)) = typed.kind { return .choice(index) }
      return nil
    case .boolean:
      if comparison == .equal, case .boolean(let value) = expression.kind { return .boolean(value) }
      add(.onlyEquality(expressions.words(measure.type)), at: expression.range)
      return nil
    default: return nil
    }
  }

  /// An end of a range: a constant, a parameter or a figure of the department.
  private mutating func end(
    _ expression: Expression, _ measure: TypedExpression
  ) -> TypedExpression? {
    let before = expressions.diagnostics.count
    var typed = expressions.check(expression)
    var other = measure
    guard typed.type != .unknown, expressions.diagnostics.count == before,
      expressions.unify(&other, &typed, at: expression.range) != nil
    else { return nil }
    return typed.folded
  }

  // MARK: Outcomes

  private mutating func outcome(
    _ syntax: OutcomeSyntax, _ range: SourceRange, _ measure: TypedExpression,
    _ values: Band.Values, _ worth: Worth
  ) -> Band.Outcome? {
    switch syntax {
    case .scores(let amount):
      return self.points(amount, of: worth).map { .scores($0) }
    case .judged(let from, let to):
      guard let low = self.points(from, of: worth),
        let high = self.points(to, of: worth)
      else { return nil }
      return .judged(from: min(low, high), to: max(low, high))
    case .line(let from, let to):
      guard let first = self.points(from, of: worth),
        let second = self.points(to, of: worth)
      else { return nil }
      guard isOrdered(measure) else {
        add(
          .stepsNeedNumber(expressions.words(measure.type)), at: from.range.joined(with: to.range))
        return nil
      }
      guard case .interval(_?, _?) = values else {
        add(
          .noFiniteEnd(
            "“得 A 至 B 分”的范围两端都要写明，如 [0, 100%]", "a straight line needs both ends of its range"),
          at: range)
        return nil
      }
      return .line(from: first, to: second)
    case .steps(let steps): return self.steps(steps, range, measure, values, worth.points)
    }
  }

  private mutating func steps(
    _ syntax: StepsSyntax, _ range: SourceRange, _ measure: TypedExpression,
    _ values: Band.Values, _ points: Rational
  ) -> Band.Outcome? {
    guard isOrdered(measure) else {
      add(
        .stepsNeedNumber(expressions.words(measure.type)),
        at: syntax.amount.range.joined(with: syntax.step.range))
      return nil
    }
    guard let amount = positive(syntax.amount), let step = stepLength(syntax.step, measure) else {
      return nil
    }
    var limit = syntax.adds ? points : Rational.zero
    if let written = syntax.limit {
      switch written.kind {
      case .full: limit = points
      case .amount(let literal): limit = literal.value
      }
    }
    let isFromLower: Bool
    switch values {
    case .interval(_?, nil): isFromLower = true
    case .interval(nil, _?): isFromLower = false
    case .interval(_?, _?): isFromLower = true  // settled beside its neighbours
    default:
      add(
        .noFiniteEnd(
          "每一步从范围的一端算起，这个范围没有端点", "steps are counted from the end of a range, and this has none"),
        at: range)
      return nil
    }
    return .steps(
      Steps(
        adds: syntax.adds, amount: amount, rounding: syntax.rounding, step: step,
        isFromLower: isFromLower, start: points, limit: limit))
  }

  private mutating func stepLength(
    _ expression: Expression, _ measure: TypedExpression
  ) -> Rational? {
    if let type = measure.type.number, type.isRatio, case .number(let literal) = expression.kind,
      literal.unit?.text != Literal.percentagePoints
    {
      if literal.form != .plain {
        let digits = (literal.value * .hundred).description
        add(.percentStep(digits), at: expression.range)
        return nil
      }
      if literal.unit == nil {
        add(.bareStep(literal.digits), at: expression.range)
        return nil
      }
    }
    let before = expressions.diagnostics.count
    var typed = expressions.check(expression)
    var other = measure
    if measure.type == .date { other.type = .number(NumberType(.days)) }
    guard typed.type != .unknown, expressions.diagnostics.count == before,
      expressions.unify(&other, &typed, at: expression.range) != nil,
      let value = constantNumber(typed)
    else { return nil }
    guard value > .zero else {
      add(.stepNotPositive(), at: expression.range)
      return nil
    }
    return value
  }
}
