import ExactNumbers

/// What is known about figures at a place in the rules: what earlier clauses have taken away.
struct Knowledge {
  /// The interval of a linear combination of unknowns.
  var bounds: [[LinearForm.Term]: Interval] = [:]

  /// Single values that a linear combination does not have.
  var excluded: [[LinearForm.Term]: Set<Rational>] = [:]

  /// Whether nothing can be here: what was learnt contradicts itself.
  var isImpossible = false

  /// Learns that a linear form compares with zero in some way.
  mutating func learn(_ form: LinearForm, _ comparison: Comparison) {
    guard let (linear, scale) = form.normalized,
      let quotient = form.constant.divided(by: scale)
    else { return }
    // scale × linear + constant ⋚ 0  ⇔  linear ⋚ −constant ÷ scale, turned where scale < 0
    let limit = -quotient
    let turned = scale.isNegative ? comparison.mirrored : comparison
    let known = bounds[linear] ?? .all
    let learnt: Interval?
    switch turned {
    case .equal: learnt = known.intersection(Interval(limit))
    case .notEqual:
      excluded[linear, default: []].insert(limit)
      return
    case .less: learnt = known.below(limit, inclusive: false)
    case .lessOrEqual: learnt = known.below(limit, inclusive: true)
    case .greater: learnt = known.above(limit, inclusive: false)
    case .greaterOrEqual: learnt = known.above(limit, inclusive: true)
    }
    if let learnt { bounds[linear] = learnt } else { isImpossible = true }
  }

  /// The interval with excluded values taken from its ends.
  func trimmed(_ interval: Interval, of linear: [LinearForm.Term]) -> Interval {
    guard let values = excluded[linear] else { return interval }
    var result = interval
    if let value = result.lower?.value, values.contains(value) {
      result = result.above(value, inclusive: false) ?? result
    }
    if let value = result.upper?.value, values.contains(value) {
      result = result.below(value, inclusive: false) ?? result
    }
    return result
  }
}
