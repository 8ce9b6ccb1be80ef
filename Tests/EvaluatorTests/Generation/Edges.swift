import ExactNumbers
import RuleLang

/// The constants of a ruleset, at which its clauses change.
enum Edges {
  static func of(_ ruleset: Ruleset) -> [Rational] {
    var found: Set<Rational> = [.zero, .one]
    func add(_ expression: TypedExpression) {
      if let value = expression.constantNumber { found.insert(value) }
    }
    func add(_ method: Method) {
      switch method {
      case .bands(let bands):
        for band in bands.bands {
          switch band.values {
          case .interval(let lower, let upper):
            for end in [lower, upper] { end.map { add($0.value) } }
          case .notEqual(let value): add(value)
          case .choice, .boolean, .text: break
          }
        }
      case .bestOf(let alternatives): for alternative in alternatives { add(alternative.method) }
      case .checklist, .deductions, .judged, .formula: break
      }
    }
    for indicator in ruleset.indicators { add(indicator.method) }
    return found.sorted()
  }

  /// A value of a range.
  static func inside(_ bounds: Interval, isWhole: Bool) -> Rational {
    switch (bounds.lower, bounds.upper) {
    case (nil, nil): return .zero
    case (let lower?, nil): return lower.value.floor() + .one
    case (nil, let upper?): return upper.value.ceiling() - .one
    case (let lower?, let upper?):
      if isWhole { return (lower.value + .one).floor() }
      return (lower.value + upper.value) / Rational(2)
    }
  }
}
