import ExactNumbers

/// Indicators: their cases, then exactly one method.
extension Checker {
  mutating func checkIndicator(_ index: Int) {
    let draft = outline.indicators[index]
    guard let name = draft.name, let syntax = draft.points, let points = positive(syntax) else {
      return
    }
    let worth = Worth(name: name, points: points, range: syntax.range)
    let inference = BoundsInference(declarations)
    var whole = IndicatorParts()
    whole.common.isDamaged = draft.isDamaged
    let before = diagnostics.count + expressions.diagnostics.count
    for line in draft.lines { read(line, into: &whole, worth, inference) }
    let method = buildMethod(whole, worth, inference)
    declarations.scores[index] = Interval(.zero, points)
    if case .bands(let bands)? = method { expressions.measureTypes[index] = bands.measure.type }
    guard let method, diagnostics.count + expressions.diagnostics.count == before else {
      // Steps may lead below zero or above the points; what is not known is not bounded.
      declarations.scores[index] = method.map { scores(of: $0, points: points) } ?? .all
      return
    }
    proveFullMarks(method, cases: whole.common.cases, worth)
    declarations.scores[index] = scores(of: method, points: points)
    if case .bands(let bands) = method { declarations.measures[index] = bands.domain }
    indicators[index] = Indicator(
      name: name.text, heading: draft.heading, points: points, basis: whole.basis,
      direction: whole.direction, cases: whole.common.cases, whenMissing: whole.missing,
      method: method, range: draft.range)
  }

  /// The scores that others see; rounding may go beyond what steps end at.
  private func scores(of method: Method, points: Rational) -> Interval {
    Self.scoreRange(method, points: points).mapped { ruleset.rounded($0, points: points) }
  }

  /// The scores a method can give, before rounding.
  static func scoreRange(_ method: Method, points: Rational) -> Interval {
    var range = Interval(.zero, points)
    switch method {
    case .bands(let bands):
      for band in bands.bands {
        if case .steps(let steps) = band.outcome {
          range = range.hull(Interval(steps.limit)).hull(Interval(steps.start))
        }
      }
    case .bestOf(let alternatives):
      for alternative in alternatives {
        range = range.hull(scoreRange(alternative.method, points: points))
      }
    default: break
    }
    return range
  }

  // MARK: Lines

  private mutating func read(
    _ line: Statement, into whole: inout IndicatorParts, _ worth: Worth,
    _ inference: BoundsInference
  ) {
    switch line.kind {
    case .basis(let text): whole.basis.append(text)
    case .higherIsBetter:
      if isFirst("direction", line, &whole.common) { whole.direction = .higherIsBetter }
    case .lowerIsBetter:
      if isFirst("direction", line, &whole.common) { whole.direction = .lowerIsBetter }
    case .whenMissing(let amount, let reason):
      guard isFirst("missing", line, &whole.common), let value = points(amount, of: worth) else {
        return
      }
      whole.missing = MissingClause(points: value, reason: reason, clause: clause(line.range))
    case .bestOf:
      if isFirst("best", line, &whole.common) { whole.bestOf = line.range }
    case .alternative(let text):
      if whole.bestOf == nil {
        add(
          .misplacedStatement("“方案”前面要先写“取最优”", "'alternative' needs 'best of' before it"),
          at: line.range)
        whole.bestOf = line.range
      }
      // What one alternative takes away is there again in the next.
      if whole.alternatives.isEmpty { whole.knowledge = inference.knowledge }
      inference.restore(whole.knowledge)
      var parts = MethodParts()
      parts.isDamaged = whole.common.isDamaged
      whole.alternatives.append((text, clause(line.range), parts))
    default:
      let last = whole.alternatives.count - 1
      if last < 0 {
        read(line, into: &whole.common, worth, inference)
      } else if case .notApplicable(_, .excludedOverHeading, _) = line.kind {
        add(.exclusionInAlternative(), at: line.range)
      } else if case .notApplicable(_, .excludedOverTotal, _) = line.kind {
        add(.exclusionInAlternative(), at: line.range)
      } else {
        read(line, into: &whole.alternatives[last].parts, worth, inference)
      }
    }
  }

  /// Whether a line that stands once has not been stated before.
  private mutating func isFirst(
    _ what: String, _ line: Statement, _ parts: inout MethodParts
  ) -> Bool {
    guard let first = parts.stated[what] else {
      parts.stated[what] = line.range
      return true
    }
    if !parts.isDamaged { add(.duplicateStatement(first: first), at: line.range) }
    return false
  }

  private mutating func read(
    _ line: Statement, into parts: inout MethodParts, _ worth: Worth, _ inference: BoundsInference
  ) {
    switch line.kind {
    case .case(let condition, let amount, let reason):
      readCase(line, condition, .scores(amount), reason, into: &parts, worth, inference)
    case .notApplicable(let condition, let outcome, let reason):
      readCase(line, condition, outcome, reason, into: &parts, worth, inference)
    case .measure(let expression):
      enter(.bands, line, &parts)
      guard isFirst("measure", line, &parts) else { return }
      let typed = expressions.check(expression)
      if !parts.isDamaged { proveDivisors(of: [typed], with: inference) }
      parts.measure = (typed, clause(line.range))
    case .band(let range, let outcome, let reason):
      enter(.bands, line, &parts)
      parts.bands.append((range, outcome, reason, line))
    case .item(let amount, let condition, let text):
      enter(.items, line, &parts)
      let typed = checkedCondition(condition, inference)
      guard let value = positive(amount) else {
        parts.isDamaged = true
        return
      }
      parts.items.append(
        Item(points: value, condition: typed, text: text, clause: clause(line.range)))
    case .bestItemCounts:
      enter(.items, line, &parts)
      if isFirst("ladder", line, &parts) { parts.isLadder = true }
    case .deductsPer(let amount, let count, let text):
      enter(.deductions, line, &parts)
      readCount(line, amount, count, text, into: &parts, inference)
    case .deductsWhen(let amount, let condition, let text):
      enter(.deductions, line, &parts)
      let typed = checkedCondition(condition, inference)
      guard let value = positive(amount) else { return }
      parts.deductions.append(
        Deduction(points: value, basis: .when(typed), text: text, clause: clause(line.range)))
    case .judged(let text):
      enter(.judged, line, &parts)
      if isFirst("judged", line, &parts) { parts.judged = (text, clause(line.range)) }
    case .formula(let expression, let isClamped):
      enter(.formula, line, &parts)
      guard isFirst("formula", line, &parts) else { return }
      let typed = expressions.checkNumber(expression)
      if !parts.isDamaged { proveDivisors(of: [typed], with: inference) }
      parts.formula = (typed, isClamped, clause(line.range))
    default: break
    }
  }

  private mutating func checkedCondition(
    _ condition: Expression, _ inference: BoundsInference
  ) -> TypedExpression {
    let typed = expressions.checkCondition(condition)
    proveDivisors(of: [typed], with: inference)
    return typed
  }

  private mutating func enter(_ kind: MethodKind, _ line: Statement, _ parts: inout MethodParts) {
    if let first = parts.firstMethodKind, let place = parts.firstMethodLine {
      if first != kind, !parts.isDamaged {
        add(.severalMethods(first: place), at: line.range)
        parts.isDamaged = true
      }
    } else {
      parts.firstMethodKind = kind
      parts.firstMethodLine = line.range
    }
  }

  private mutating func readCase(
    _ line: Statement, _ condition: Expression, _ outcome: CaseOutcomeSyntax, _ reason: String?,
    into parts: inout MethodParts, _ worth: Worth, _ inference: BoundsInference
  ) {
    if parts.firstMethodKind != nil, !parts.isDamaged {
      add(.caseAfterMethod(), at: line.range)
    }
    let before = diagnostics.count + expressions.diagnostics.count
    let typed = checkedCondition(condition, inference)
    // What a case with a mistake takes away is not known, so nothing is missed without it.
    if diagnostics.count + expressions.diagnostics.count > before { parts.isDamaged = true }
    inference.assume(typed, false)
    let result: Case.Outcome
    switch outcome {
    case .excludedOverHeading: result = .excludedOverHeading
    case .excludedOverTotal: result = .excludedOverTotal
    case .scores(let amount):
      guard let value = points(amount, of: worth) else { return }
      result = .scores(value)
    }
    var isNotApplicable = false
    if case .notApplicable = line.kind { isNotApplicable = true }
    parts.cases.append(
      Case(
        condition: typed, outcome: result, isNotApplicable: isNotApplicable, reason: reason,
        clause: clause(line.range)))
  }

  private mutating func readCount(
    _ line: Statement, _ amount: PointsSyntax, _ count: Expression, _ text: String?,
    into parts: inout MethodParts, _ inference: BoundsInference
  ) {
    let typed = expressions.checkNumber(count)
    if !parts.isDamaged { proveDivisors(of: [typed], with: inference) }
    guard let value = positive(amount), let type = typed.type.number else { return }
    if type.dimension == .money || type.isRatio || !type.isWhole {
      add(.countNeeded(expressions.words(typed.type)), at: typed.range)
      return
    }
    let least = inference.bounds(typed).lower?.value
    guard let least, !least.isNegative else {
      add(.countMayBeNegative(self.text(typed.range)), at: typed.range)
      return
    }
    parts.deductions.append(
      Deduction(points: value, basis: .per(typed), text: text, clause: clause(line.range)))
  }
}
