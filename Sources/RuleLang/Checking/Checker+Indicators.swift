import ExactNumbers

/// Indicators: their cases, then exactly one method.
extension Checker {
  /// The parts of an indicator, or of one of its alternatives, as they are read line by line.
  private struct Parts {
    var cases: [Case] = []
    var measure: (expression: TypedExpression, clause: Clause)?
    var bands:
      [(range: RangeSyntax, outcome: OutcomeSyntax, reason: String?, statement: Statement)] = []
    var items: [Item] = []
    var isLadder = false
    var deductions: [Deduction] = []
    var judged: (text: String?, clause: Clause)?
    var formula: (expression: TypedExpression, isClamped: Bool, clause: Clause)?
    var stated: [String: SourceRange] = [:]
    var firstMethodLine: SourceRange?
    var firstMethodKind: MethodKind?
    var isDamaged = false
  }

  private enum MethodKind {
    case bands, items, deductions, judged, formula
  }

  mutating func checkIndicator(_ index: Int) {
    let draft = outline.indicators[index]
    guard let name = draft.name, case .amount(let literal)? = draft.points?.kind else {
      if let points = draft.points { _ = positive(points) }
      return
    }
    guard literal.value > .zero else {
      _ = draft.points.map { positive($0) }
      return
    }
    let points = literal.value
    let inference = BoundsInference(declarations)
    var common = Parts()
    common.isDamaged = draft.isDamaged
    var alternatives: [(name: String, clause: Clause, parts: Parts)] = []
    var shared = inference.knowledge
    var basis: [String] = []
    var direction: Indicator.Direction?
    var missing: MissingClause?
    var isBestOf = false
    var stated: [String: SourceRange] = [:]
    let before = diagnostics.count + expressions.diagnostics.count
    for line in draft.lines {
      switch line.kind {
      case .basis(let text): basis.append(text)
      case .higherIsBetter, .lowerIsBetter:
        guard isFirst("direction", line, &stated) else { continue }
        if case .higherIsBetter = line.kind {
          direction = .higherIsBetter
        } else {
          direction = .lowerIsBetter
        }
      case .whenMissing(let amount, let reason):
        guard isFirst("missing", line, &stated) else { continue }
        if let value = self.points(amount, of: points, declared: name.range) {
          missing = MissingClause(points: value, reason: reason, clause: clause(line.range))
        }
      case .bestOf:
        guard isFirst("best", line, &stated) else { continue }
        isBestOf = true
      case .alternative(let text):
        if !isBestOf {
          add(
            .misplacedStatement("“方案”前面要先写“取最优”", "'alternative' needs 'best of' before it"),
            at: line.range)
          isBestOf = true
        }
        var parts = Parts()
        parts.isDamaged = draft.isDamaged
        // The cases of one alternative take nothing away from another.
        if alternatives.isEmpty { shared = inference.knowledge }
        inference.restore(shared)
        alternatives.append((text, clause(line.range), parts))
      default:
        if alternatives.isEmpty {
          read(line, into: &common, points: points, name, inference)
        } else if case .notApplicable(_, .excludedOverHeading, _) = line.kind {
          add(.exclusionInAlternative(), at: line.range)
        } else if case .notApplicable(_, .excludedOverTotal, _) = line.kind {
          add(.exclusionInAlternative(), at: line.range)
        } else {
          read(
            line, into: &alternatives[alternatives.count - 1].parts, points: points, name, inference
          )
        }
      }
    }
    if !alternatives.isEmpty { inference.restore(shared) }
    let method = buildMethod(
      common, alternatives, isBestOf: isBestOf, points: points, name, inference)
    declarations.scores[index] = Interval(.zero, points)
    if case .bands(let bands)? = method { expressions.measureTypes[index] = bands.measure.type }
    guard let method, diagnostics.count + expressions.diagnostics.count == before else {
      // Steps may lead below zero or above the points; what is not known is not bounded.
      declarations.scores[index] = method.map { scores(of: $0, points: points) } ?? .all
      return
    }
    declarations.scores[index] = scores(of: method, points: points)
    if case .bands(let bands) = method { declarations.measures[index] = bands.domain }
    indicators[index] = Indicator(
      name: name.text, heading: draft.heading, points: points, basis: basis, direction: direction,
      cases: common.cases, whenMissing: missing, method: method, range: draft.range)
  }

  /// Whether a line that stands once in an indicator has not been stated before.
  private mutating func isFirst(
    _ what: String, _ line: Statement, _ stated: inout [String: SourceRange]
  ) -> Bool {
    guard let first = stated[what] else {
      stated[what] = line.range
      return true
    }
    add(.duplicateStatement(first: first), at: line.range)
    return false
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
    _ line: Statement, into parts: inout Parts, points: Rational, _ name: Name,
    _ inference: BoundsInference
  ) {
    switch line.kind {
    case .case(let condition, let amount, let reason):
      readCase(
        line, condition, .scores(amount), reason, isNotApplicable: false, into: &parts, points,
        name, inference)
    case .notApplicable(let condition, let outcome, let reason):
      readCase(
        line, condition, outcome, reason, isNotApplicable: true, into: &parts, points, name,
        inference)
    case .measure(let expression):
      enter(.bands, line, &parts)
      guard isFirst("measure", line, &parts.stated) else { return }
      let typed = expressions.check(expression)
      proveDivisors(of: [typed], with: inference)
      parts.measure = (typed, clause(line.range))
    case .band(let range, let outcome, let reason):
      enter(.bands, line, &parts)
      parts.bands.append((range, outcome, reason, line))
    case .item(let amount, let condition, let text):
      enter(.items, line, &parts)
      let typed = checkedCondition(condition, inference)
      guard let value = positive(amount) else { return }
      parts.items.append(
        Item(points: value, condition: typed, text: text, clause: clause(line.range)))
    case .bestItemCounts:
      enter(.items, line, &parts)
      guard isFirst("ladder", line, &parts.stated) else { return }
      parts.isLadder = true
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
      guard isFirst("judged", line, &parts.stated) else { return }
      parts.judged = (text, clause(line.range))
    case .formula(let expression, let isClamped):
      enter(.formula, line, &parts)
      guard isFirst("formula", line, &parts.stated) else { return }
      let typed = expressions.checkNumber(expression)
      proveDivisors(of: [typed], with: inference)
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

  private mutating func enter(_ kind: MethodKind, _ line: Statement, _ parts: inout Parts) {
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
    isNotApplicable: Bool, into parts: inout Parts, _ points: Rational, _ name: Name,
    _ inference: BoundsInference
  ) {
    if parts.firstMethodKind != nil, !parts.isDamaged {
      add(.caseAfterMethod(), at: line.range)
    }
    let typed = checkedCondition(condition, inference)
    inference.assume(typed, false)
    let result: Case.Outcome
    switch outcome {
    case .excludedOverHeading: result = .excludedOverHeading
    case .excludedOverTotal: result = .excludedOverTotal
    case .scores(let amount):
      guard let value = self.points(amount, of: points, declared: name.range) else { return }
      result = .scores(value)
    }
    parts.cases.append(
      Case(
        condition: typed, outcome: result, isNotApplicable: isNotApplicable, reason: reason,
        clause: clause(line.range)))
  }

  private mutating func readCount(
    _ line: Statement, _ amount: PointsSyntax, _ count: Expression, _ text: String?,
    into parts: inout Parts, _ inference: BoundsInference
  ) {
    let typed = expressions.checkNumber(count)
    proveDivisors(of: [typed], with: inference)
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

  /// An amount of points within those of the indicator.
  mutating func points(
    _ syntax: PointsSyntax, of most: Rational, declared: SourceRange
  ) -> Rational? {
    switch syntax.kind {
    case .full: return most
    case .amount(let literal):
      if literal.value.isNegative || literal.value > most {
        add(.pointsAbove(literal.value, most: most, declared: declared), at: syntax.range)
        return nil
      }
      return literal.value
    }
  }

  // MARK: Methods

  private mutating func buildMethod(
    _ common: Parts, _ alternatives: [(name: String, clause: Clause, parts: Parts)],
    isBestOf: Bool, points: Rational, _ name: Name, _ inference: BoundsInference
  ) -> Method? {
    guard isBestOf else { return method(common, points: points, name, inference) }
    if let place = common.firstMethodLine {
      add(.severalMethods(first: place), at: name.range)
      return nil
    }
    guard alternatives.count >= 2 || common.isDamaged else {
      add(.incompleteBlock("“取最优”下面至少要有两个“方案”", "'best of' needs two alternatives"), at: name.range)
      return nil
    }
    var built: [Alternative] = []
    let saved = inference.knowledge
    for (text, clause, parts) in alternatives {
      inference.restore(saved)
      for item in parts.cases { inference.assume(item.condition, false) }
      guard let method = method(parts, points: points, name, inference) else { return nil }
      built.append(Alternative(name: text, cases: parts.cases, method: method, clause: clause))
    }
    return .bestOf(built)
  }

  private mutating func method(
    _ parts: Parts, points: Rational, _ name: Name, _ inference: BoundsInference
  ) -> Method? {
    guard let kind = parts.firstMethodKind else {
      if !parts.isDamaged { add(.noMethod(name.text), at: name.range) }
      return nil
    }
    if parts.isDamaged { return nil }
    switch kind {
    case .judged: return parts.judged.map { .judged($0.text, $0.clause) }
    case .formula: return formula(parts, points: points, inference)
    case .deductions: return .deductions(parts.deductions)
    case .items: return checklist(parts, points: points, name)
    case .bands:
      guard let measure = parts.measure else {
        add(.bandsWithoutMeasure(), at: parts.bands.first?.range.range ?? name.range)
        return nil
      }
      guard !parts.bands.isEmpty else {
        add(.measureWithoutBands(), at: measure.clause.range)
        return nil
      }
      guard measure.expression.type != .unknown else { return nil }
      return bands(
        parts.bands, measure.expression, measure.clause, points: points, name, inference)
    }
  }

  private mutating func checklist(_ parts: Parts, points: Rational, _ name: Name) -> Method? {
    let sum =
      parts.isLadder
      ? parts.items.map(\.points).max() ?? .zero
      : parts.items.reduce(Rational.zero) { $0 + $1.points }
    if sum != points {
      add(
        .itemsDoNotSum(name.text, points: points, sum: sum, isLadder: parts.isLadder),
        at: name.range)
      return nil
    }
    return .checklist(parts.items, isLadder: parts.isLadder)
  }

  private mutating func formula(
    _ parts: Parts, points: Rational, _ inference: BoundsInference
  ) -> Method? {
    guard let (expression, isClamped, clause) = parts.formula,
      let type = expression.type.number
    else { return nil }
    guard type.dimension == .none else {
      add(.formulaNeedsPlainNumber(expressions.words(expression.type)), at: expression.range)
      return nil
    }
    let range = inference.bounds(expression)
    if !isClamped, !Interval(.zero, points).contains(range) {
      let text = RangeText(units: ruleset.units, type: .number(.plain)).text(range)
      add(.formulaOutOfRange(text, most: points), at: expression.range)
      return nil
    }
    return .formula(expression, isClamped: isClamped, clause)
  }
}

extension Finding {
  static func countNeeded(_ found: Message) -> Finding {
    Finding(
      .typeMismatch, zh: "“每…扣分”要数个数，这里是\(found.zh)",
      en: "a deduction counts whole things, this is \(found.en)",
      helps: [
        .init(
          zh: "比率和金额用“计算”和“每满 … 扣 … 分”",
          en: "for ratios and amounts use a measure and 'deducts … per full …'")
      ])
  }
}
