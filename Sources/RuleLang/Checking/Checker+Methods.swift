import ExactNumbers

/// Methods, from the lines of an indicator.
extension Checker {
  /// An amount of points within those of the indicator.
  mutating func points(_ syntax: PointsSyntax, of worth: Worth) -> Rational? {
    switch syntax.kind {
    case .full: return worth.points
    case .amount(let literal):
      if literal.value.isNegative || literal.value > worth.points {
        add(
          .pointsAbove(literal.value, most: worth.points, declared: worth.range), at: syntax.range)
        return nil
      }
      return literal.value
    }
  }

  mutating func buildMethod(
    _ whole: IndicatorParts, _ worth: Worth, _ inference: BoundsInference
  ) -> Method? {
    let common = whole.common
    guard let head = whole.bestOf else {
      return method(common, worth, .noMethod(worth.name.text), at: worth.name.range, inference)
    }
    if let place = common.firstMethodLine {
      add(.severalMethods(first: place), at: head)
      return nil
    }
    guard whole.alternatives.count >= 2 || common.isDamaged else {
      add(
        .incompleteBlock("“取最优”下面至少要有两个“方案”", "'best of' needs two alternatives"), at: head)
      return nil
    }
    var built: [Alternative] = []
    for (text, clause, parts) in whole.alternatives {
      inference.restore(whole.knowledge)
      for item in parts.cases { inference.assume(item.condition, false) }
      let found = method(
        parts, worth, .noMethod(alternative: text), at: clause.range, inference)
      guard let found else { continue }
      built.append(Alternative(name: text, cases: parts.cases, method: found, clause: clause))
    }
    return built.count == whole.alternatives.count ? .bestOf(built) : nil
  }

  /// The one method of an indicator or an alternative; without one, the finding says so.
  private mutating func method(
    _ parts: MethodParts, _ worth: Worth, _ missing: @autoclosure () -> Finding,
    at place: SourceRange,
    _ inference: BoundsInference
  ) -> Method? {
    guard let kind = parts.firstMethodKind else {
      if !parts.isDamaged { add(missing(), at: place) }
      return nil
    }
    if parts.isDamaged { return nil }
    switch kind {
    case .judged: return parts.judged.map { .judged($0.text, $0.clause) }
    case .formula: return formula(parts, worth, inference)
    case .deductions: return .deductions(parts.deductions)
    case .items: return checklist(parts, worth)
    case .bands:
      guard let measure = parts.measure else {
        add(.bandsWithoutMeasure(), at: parts.bands.first?.range.range ?? place)
        return nil
      }
      guard !parts.bands.isEmpty else {
        add(.measureWithoutBands(), at: measure.clause.range)
        return nil
      }
      guard measure.expression.type != .unknown else { return nil }
      return bands(parts.bands, measure.expression, measure.clause, worth, inference)
    }
  }

  private mutating func checklist(_ parts: MethodParts, _ worth: Worth) -> Method? {
    let sum =
      parts.isLadder
      ? parts.items.map(\.points).max() ?? .zero
      : parts.items.reduce(Rational.zero) { $0 + $1.points }
    if sum != worth.points {
      add(
        .itemsDoNotSum(
          worth.name.text, points: worth.points, sum: sum, isLadder: parts.isLadder),
        at: worth.range)
      return nil
    }
    return .checklist(parts.items, isLadder: parts.isLadder)
  }

  private mutating func formula(
    _ parts: MethodParts, _ worth: Worth, _ inference: BoundsInference
  ) -> Method? {
    guard let (expression, isClamped, clause) = parts.formula,
      let type = expression.type.number
    else { return nil }
    guard type.dimension == .none else {
      add(.formulaNeedsPlainNumber(expressions.words(expression.type)), at: expression.range)
      return nil
    }
    let range = inference.bounds(expression)
    if !isClamped, !Interval(.zero, worth.points).contains(range) {
      let text = RangeText(units: ruleset.units, type: .number(.plain)).text(range)
      add(.formulaOutOfRange(text, most: worth.points), at: expression.range)
      return nil
    }
    return .formula(expression, isClamped: isClamped, clause)
  }

  // MARK: Full marks

  /// Reports an indicator whose points nobody can reach.
  mutating func proveFullMarks(_ method: Method, cases: [Case], _ worth: Worth) {
    var most = Self.highest(method, worth.points)
    for item in cases {
      switch item.outcome {
      case .scores(let points): most = max(most, points)
      case .excludedOverHeading, .excludedOverTotal: break
      }
    }
    guard most < worth.points else { return }
    var outOfReach: (place: SourceRange, values: Message)?
    if case .bands(let bands) = method,
      let band = bands.bands.first(where: { $0.outcome.highest >= worth.points })
    {
      let ranges = RangeText(units: ruleset.units, type: bands.measure.type)
      outOfReach = (band.clause.range, ranges.text(bands.domain))
    }
    add(
      .fullMarksOutOfReach(worth.name.text, points: worth.points, most: most, outOfReach),
      at: worth.range)
  }

  /// The highest score that a method can give; a formula and a person may give all points.
  private static func highest(_ method: Method, _ points: Rational) -> Rational {
    switch method {
    case .checklist, .deductions, .judged, .formula: points
    case .bestOf(let alternatives):
      alternatives.reduce(Rational.zero) { best, alternative in
        let own = alternative.cases.reduce(highest(alternative.method, points)) { most, item in
          if case .scores(let points) = item.outcome { return max(most, points) }
          return most
        }
        return max(best, own)
      }
    case .bands(let method):
      method.bands.filter { $0.meets(method.domain) }.map(\.outcome.highest).max() ?? .zero
    }
  }
}

extension Band {
  /// Whether some value of the domain lies in the band, as far as constants say.
  fileprivate func meets(_ domain: Interval) -> Bool {
    guard case .interval(let lower, let upper) = values else { return true }
    if let end = lower?.value, end.constantNumber == nil { return true }
    if let end = upper?.value, end.constantNumber == nil { return true }
    return values.intervals { $0.constantNumber }.contains { $0.intersection(domain) != nil }
  }
}

extension Band.Outcome {
  /// The most points it gives.
  fileprivate var highest: Rational {
    switch self {
    case .scores(let points): points
    case .line(let from, let to), .judged(let from, let to): max(from, to)
    case .steps(let steps): max(steps.start, steps.limit)
    }
  }
}
