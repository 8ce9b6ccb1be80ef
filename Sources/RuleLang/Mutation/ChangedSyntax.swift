/// Statements and ranges with a part written differently.
extension Statement.Kind {
  /// The range of a band or a grade.
  var changeableRange: RangeSyntax? {
    switch self {
    case .band(let range, _, _), .gradeBand(_, let range): range
    default: nil
    }
  }

  func with(range: RangeSyntax) -> Statement.Kind {
    switch self {
    case .band(_, let outcome, let reason): .band(range, outcome, reason: reason)
    case .gradeBand(let name, _): .gradeBand(name, range)
    default: self
    }
  }

  /// The condition on which a score or the whole result depends.
  var changeableCondition: Expression? {
    switch self {
    case .case(let condition, _, _), .notApplicable(let condition, _, _),
      .item(_, let condition, _), .deductsWhen(_, let condition, _),
      .gradeCondition(_, let condition), .veto(_, let condition, _), .bonus(_, let condition, _),
      .penalty(_, let condition, _):
      condition
    default: nil
    }
  }

  func with(condition: Expression) -> Statement.Kind {
    switch self {
    case .case(_, let points, let reason): .case(condition, points, reason: reason)
    case .notApplicable(_, let outcome, let reason):
      .notApplicable(condition, outcome, reason: reason)
    case .item(let points, _, let text): .item(points, condition, text: text)
    case .deductsWhen(let points, _, let text): .deductsWhen(points, condition, text: text)
    case .gradeCondition(let name, _): .gradeCondition(name, condition)
    case .veto(let text, _, let effect): .veto(text, condition, effect)
    case .bonus(let points, _, let text): .bonus(points, condition, text: text)
    case .penalty(let points, _, let text): .penalty(points, condition, text: text)
    default: self
    }
  }
}

extension RangeSyntax {
  /// The numbers at its ends, with the comparison that each end makes.
  var numbers: [(literal: Literal, comparison: Comparison)] {
    let ends: [(Expression, Comparison)] =
      switch kind {
      case .comparison(let comparison, let end): [(end, comparison)]
      case .interval(let lower, let includesLower, let upper, let includesUpper):
        [
          (lower, includesLower ? .greaterOrEqual : .greater),
          (upper, includesUpper ? .lessOrEqual : .less),
        ]
      }
    return ends.compactMap { end, comparison in
      guard case .number(let literal) = end.kind else { return nil }
      return (literal, comparison)
    }
  }

  func replacingNumbers(_ change: (Literal) -> Literal) -> RangeSyntax {
    func changed(_ end: Expression) -> Expression {
      guard case .number(let literal) = end.kind else { return end }
      return Expression(kind: .number(change(literal)), range: end.range)
    }
    switch kind {
    case .comparison(let comparison, let end):
      return RangeSyntax(kind: .comparison(comparison, changed(end)), range: range)
    case .interval(let lower, let includesLower, let upper, let includesUpper):
      return RangeSyntax(
        kind: .interval(
          lower: changed(lower), includesLower: includesLower, upper: changed(upper),
          includesUpper: includesUpper),
        range: range)
    }
  }

  /// The range with some of its ends taken in or left out; numbers there are known by their places.
  func flippingEnds(at places: Set<SourceRange>) -> RangeSyntax {
    func isFlipped(_ end: Expression) -> Bool {
      guard case .number(let literal) = end.kind else { return false }
      return places.contains(literal.range)
    }
    switch kind {
    case .comparison(let comparison, let end):
      let other = isFlipped(end) ? comparison.flippedBracket ?? comparison : comparison
      return RangeSyntax(kind: .comparison(other, end), range: range)
    case .interval(let lower, let includesLower, let upper, let includesUpper):
      return RangeSyntax(
        kind: .interval(
          lower: lower, includesLower: includesLower != isFlipped(lower), upper: upper,
          includesUpper: includesUpper != isFlipped(upper)),
        range: range)
    }
  }
}

extension Comparison {
  /// The comparison that differs where both sides are equal; nil for ＝ and ≠.
  var flippedBracket: Comparison? {
    switch self {
    case .less: .lessOrEqual
    case .lessOrEqual: .less
    case .greater: .greaterOrEqual
    case .greaterOrEqual: .greater
    case .equal, .notEqual: nil
    }
  }
}
