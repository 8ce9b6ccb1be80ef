import ExactNumbers

/// Finds roundings in formulas that may move a measure into another band, or that are rounded again.
///
/// Whether they do is shown by records, which are searched elsewhere; here is only where it may be.
struct RoundingInspection {
  private(set) var observations: [Observation] = []
  private let context: AnalysisContext

  /// How deep definitions and roundings are looked into.
  private static let depthMax = 16

  init(_ context: AnalysisContext) {
    self.context = context
    for (index, indicator) in context.ruleset.indicators.enumerated() {
      switch indicator.method {
      case .bands(let method):
        if !lookForNested(method.measure, index, nil) { lookAtMeasure(method, index) }
      case .formula(let expression, _, _):
        _ = lookForNested(expression, index, context.ruleset.scoreRounding)
      default: break
      }
    }
  }

  /// A rounding to a constant step, and what it rounds.
  private func rounding(
    in expression: TypedExpression
  ) -> (inner: TypedExpression, rounding: Rounding)? {
    var current = expression
    for _ in 0..<Self.depthMax {
      switch current.kind {
      case .definition(let index):
        guard let next = context.declarations.definitions[index] else { return nil }
        current = next
      case .function(.round(let mode), let arguments):
        guard arguments.count == 2,
          case .number(let step)? = ConstantFolding.value(arguments[1]), step > .zero
        else { return nil }
        return (arguments[0], Rounding(step: step, mode: mode))
      default: return nil
      }
    }
    return nil
  }

  // MARK: Rounded twice

  /// Looks for a rounding of what is rounded already, and at what rounds the whole afterwards.
  private mutating func lookForNested(
    _ expression: TypedExpression, _ index: Int, _ afterwards: Rounding?
  ) -> Bool {
    guard let outer = rounding(in: expression) else { return false }
    if let inner = rounding(in: outer.inner), inner.rounding.step < outer.rounding.step {
      add(inner.inner, inner.rounding, outer.rounding, index, at: expression.range)
      return true
    }
    if let afterwards, outer.rounding.step < afterwards.step {
      add(outer.inner, outer.rounding, afterwards, index, at: expression.range)
      return true
    }
    return false
  }

  private mutating func add(
    _ inner: TypedExpression, _ first: Rounding, _ second: Rounding, _ index: Int,
    at range: SourceRange
  ) {
    let bounds = self.bounds(inner, index)
    let values = Self.ties(of: second, in: bounds).flatMap { tie in
      [Rational(-1), Rational(1)].compactMap { sign in
        first.step.divided(by: Rational(4)).map { tie + $0 * sign }
      }
    }.filter {
      bounds.contains($0)
        && second.applied(to: first.applied(to: $0)) != second.applied(to: $0)
    }
    guard !values.isEmpty else { return }
    observations.append(
      Observation(
        finding: .roundedTwice(first, second, inner.type), range: range,
        evidence: .rounding(
          RoundingTrial(
            ruleset: variant(index, measuring: inner, bands: nil), indicator: index,
            values: values, nested: (first, second), type: inner.type))))
  }

  /// Values at which a rounding changes its mind: around some multiples of half its step.
  private static func ties(of rounding: Rounding, in bounds: Interval) -> [Rational] {
    guard let half = rounding.step.divided(by: Rational(2)) else { return [] }
    var middles: [Rational] = [.zero, rounding.step, rounding.step * Rational(10), .one]
    for end in [bounds.lower, bounds.upper] { if let end { middles.append(end.value) } }
    if let lower = bounds.lower?.value, let upper = bounds.upper?.value,
      let middle = (lower + upper).divided(by: Rational(2))
    {
      middles.append(middle)
    }
    return middles.flatMap { middle -> [Rational] in
      guard let below = middle.rounded(toMultipleOf: rounding.step, .floor) else { return [] }
      return [below + half, below + rounding.step, below - half, below]
    }
  }

  // MARK: Rounded before the bands

  private mutating func lookAtMeasure(_ method: BandMethod, _ index: Int) {
    guard let (inner, rounding) = rounding(in: method.measure),
      let function = try? ScoreFunction(
        BandMethod(
          measure: inner, measureClause: method.measureClause, domain: .all, bands: method.bands),
        points: context.ruleset.indicators[index].points, rounding: nil)
    else { return }
    let bounds = self.bounds(inner, index)
    let ends = method.bands.flatMap(\.values.ends).compactMap(\.constantNumber)
    let parts = [4, 3, 100].compactMap { rounding.step.divided(by: Rational($0)) }
    let values = ends.flatMap { end in parts.flatMap { [end - $0, end + $0] } }.filter { value in
      guard bounds.contains(value), let exact = function.score(at: value),
        let rounded = function.score(at: rounding.applied(to: value))
      else { return false }
      return exact != rounded
        && function.piece(at: value)?.band != function.piece(at: rounding.applied(to: value))?.band
    }
    guard !values.isEmpty else { return }
    observations.append(
      Observation(
        finding: .roundingMovesBand(rounding, inner.type), range: method.measureClause.range,
        evidence: .rounding(
          RoundingTrial(
            ruleset: variant(index, measuring: inner, bands: method.bands), indicator: index,
            values: values, nested: nil, type: inner.type))))
  }

  private func bounds(_ expression: TypedExpression, _ index: Int) -> Interval {
    context.bounds(expression, where: context.ruleset.indicators[index].cases.failed)
  }

  /// The ruleset with an indicator that measures something else; without bands it has one for all.
  private func variant(
    _ index: Int, measuring expression: TypedExpression, bands: [Band]?
  ) -> Ruleset {
    var ruleset = context.ruleset
    let old = ruleset.indicators[index]
    let clause = Clause(text: "", range: old.range)
    let whole = Band(
      values: .interval(lower: nil, upper: nil), outcome: .scores(.zero), reason: nil,
      clause: clause)
    ruleset.indicators[index] = Indicator(
      name: old.name, heading: old.heading, points: old.points, basis: old.basis,
      direction: nil, cases: old.cases, whenMissing: old.whenMissing,
      method: .bands(
        BandMethod(
          measure: expression, measureClause: clause, domain: .all, bands: bands ?? [whole])),
      range: old.range)
    return ruleset
  }
}
