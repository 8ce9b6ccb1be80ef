import ExactNumbers

/// Bands: their ends, what they give, and the proof that they cover the measure's domain once.
extension Checker {
  typealias BandDraft = (
    range: RangeSyntax, outcome: OutcomeSyntax, reason: String?, statement: Statement
  )

  mutating func bands(
    _ drafts: [BandDraft], _ measure: TypedExpression, _ measureClause: Clause, points: Rational,
    _ name: Name, _ inference: BoundsInference
  ) -> Method? {
    let domain = inference.bounds(measure)
    var bands: [Band] = []
    var isComplete = true
    for draft in drafts {
      guard let values = values(draft.range, measure),
        let outcome = outcome(draft.outcome, measure, values, points: points, name)
      else {
        isComplete = false
        continue
      }
      bands.append(
        Band(
          values: values, outcome: outcome, reason: draft.reason,
          clause: clause(draft.statement.range)))
    }
    guard isComplete else { return nil }
    switch measure.type {
    case .choice(let names): guard coverChoices(bands, names, measure) else { return nil }
    case .boolean: guard coverBooleans(bands, measure) else { return nil }
    case .text:
      add(.textMeasure(), at: measure.range)
      return nil
    default:
      guard cover(bands, measure, domain: domain, inference) else { return nil }
    }
    guard let placed = placeSteps(bands, points: points) else { return nil }
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
    _ syntax: OutcomeSyntax, _ measure: TypedExpression, _ values: Band.Values, points: Rational,
    _ name: Name
  ) -> Band.Outcome? {
    switch syntax {
    case .scores(let amount):
      return self.points(amount, of: points, declared: name.range).map { .scores($0) }
    case .judged(let from, let to):
      guard let low = self.points(from, of: points, declared: name.range),
        let high = self.points(to, of: points, declared: name.range)
      else { return nil }
      return .judged(from: min(low, high), to: max(low, high))
    case .line(let from, let to):
      guard let first = self.points(from, of: points, declared: name.range),
        let second = self.points(to, of: points, declared: name.range)
      else { return nil }
      guard case .interval(_?, _?) = values else {
        add(
          .noFiniteEnd(
            "“得 A 至 B 分”的范围两端都要写明，如 [0, 100%]", "a straight line needs both ends of its range"),
          at: from.range.joined(with: to.range))
        return nil
      }
      return .line(from: first, to: second)
    case .steps(let steps): return self.steps(steps, measure, values, points: points, name)
    }
  }

  private mutating func steps(
    _ syntax: StepsSyntax, _ measure: TypedExpression, _ values: Band.Values, points: Rational,
    _ name: Name
  ) -> Band.Outcome? {
    guard let amount = positive(syntax.amount), isOrdered(measure),
      let step = stepLength(syntax.step, measure)
    else { return nil }
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
        at: syntax.step.range)
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

  // MARK: Coverage

  private mutating func coverChoices(
    _ bands: [Band], _ names: [String], _ measure: TypedExpression
  ) -> Bool {
    var seen: [Int: SourceRange] = [:]
    for band in bands {
      guard case .choice(let index) = band.values else { continue }
      if let first = seen[index] {
        add(
          .bandOverlap(
            Message(zh: names[index], en: names[index]), witness: names[index], first: first),
          at: band.clause.range)
        return false
      }
      seen[index] = band.clause.range
    }
    let missing = names.indices.filter { seen[$0] == nil }.map { names[$0] }
    if !missing.isEmpty { add(.choiceGap(missing), at: measure.range) }
    return missing.isEmpty
  }

  private mutating func coverBooleans(_ bands: [Band], _ measure: TypedExpression) -> Bool {
    var seen: [Bool: SourceRange] = [:]
    for band in bands {
      guard case .boolean(let value) = band.values else { continue }
      if let first = seen[value] {
        let text = Message(zh: value ? "是" : "否", en: value ? "yes" : "no")
        add(.bandOverlap(text, witness: text.zh, first: first), at: band.clause.range)
        return false
      }
      seen[value] = band.clause.range
    }
    let missing = [true, false].filter { seen[$0] == nil }.map { $0 ? "是" : "否" }
    if !missing.isEmpty { add(.choiceGap(missing), at: measure.range) }
    return missing.isEmpty
  }

  private mutating func cover(
    _ bands: [Band], _ measure: TypedExpression, domain: Interval, _ inference: BoundsInference
  ) -> Bool {
    let worlds = SymbolicEnds.worlds(of: bands, domain: domain, orders: checkedOrders, inference)
    switch worlds {
    case .undeclared(let left, let right):
      add(.undeclaredOrder(text(left), text(right)), at: right)
      return false
    case .possible(let worlds):
      let isWhole = measure.type.number?.isWhole ?? (measure.type == .date)
      let step: Rational? = isWhole && worlds.allSatisfy(\.isExact) ? .one : nil
      for world in worlds {
        let coverage = BandCoverage(world.pieces, domain: world.domain, step: step)
        if let problem = finding(coverage, world, measure, step, bands) {
          add(problem.0, at: problem.1)
          return false
        }
      }
      return true
    }
  }

  private func finding(
    _ coverage: BandCoverage, _ world: SymbolicEnds.World, _ measure: TypedExpression,
    _ step: Rational?, _ bands: [Band]
  ) -> (Finding, SourceRange)? {
    let ranges = RangeText(units: ruleset.units, type: measure.type)
    let grid = Grid(step: step)
    func witness(_ interval: Interval) -> String {
      guard world.isExact else { return world.describe(interval, ranges).zh }
      return ValueText(units: ruleset.units).text(grid.witness(in: interval), measure.type)
    }
    if let overlap = coverage.overlaps.first {
      let later = max(overlap.first, overlap.second)
      let earlier = min(overlap.first, overlap.second)
      return (
        .bandOverlap(
          world.describe(overlap.common, ranges), witness: witness(overlap.common),
          first: bands[earlier].clause.range),
        bands[later].clause.range
      )
    }
    guard let gap = coverage.gaps.first else { return nil }
    let text = world.describe(gap, ranges)
    let line = Message(zh: "\(text.zh)  不得分", en: "\(text.en)  scores 0")
    let place = neighbour(of: gap, world, bands) ?? measure.range
    return (.bandGap(text, witness: witness(gap), line: line), place)
  }

  /// The band beside a gap: the one below it, or else the one above.
  private func neighbour(
    of gap: Interval, _ world: SymbolicEnds.World, _ bands: [Band]
  ) -> SourceRange? {
    if let end = gap.lower,
      let below = world.pieces.last(where: { $0.interval.upper?.value == end.value })
    {
      return bands[below.index].clause.range
    }
    if let end = gap.upper,
      let above = world.pieces.first(where: { $0.interval.lower?.value == end.value })
    {
      return bands[above.index].clause.range
    }
    return nil
  }
}
