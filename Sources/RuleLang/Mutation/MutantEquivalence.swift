import ExactNumbers

/// Proves that a changed indicator gives the same score as before for every record, where it can.
///
/// Bands are compared as score functions, rounded as scores are. A condition that differs only at
/// one value is the same where the cases before it leave that value out.
struct MutantEquivalence {
  private let ruleset: Ruleset
  private let before: Indicator
  private let after: Indicator

  init(_ ruleset: Ruleset, _ before: Indicator, _ after: Indicator) {
    self.ruleset = ruleset
    self.before = before
    self.after = after
  }

  var isProven: Bool {
    areCasesSame(before.cases, after.cases)
      && before.whenMissing?.points == after.whenMissing?.points
      && isSame(before.method, after.method)
  }

  // MARK: Methods

  private func isSame(_ first: Method, _ second: Method) -> Bool {
    switch (first, second) {
    case (.bands(let first), .bands(let second)): return isSame(first, second)
    case (.bestOf(let first), .bestOf(let second)):
      return first.count == second.count
        && zip(first, second).allSatisfy { old, new in
          areCasesSame(old.cases, new.cases) && isSame(old.method, new.method)
        }
    case (.checklist(let first, let isLadder), .checklist(let second, let isOtherLadder)):
      return isLadder == isOtherLadder && first.count == second.count
        && zip(first, second).allSatisfy { old, new in
          old.points == new.points && isSame(old.condition, new.condition)
        }
    case (.deductions(let first), .deductions(let second)):
      return first.count == second.count && zip(first, second).allSatisfy(isSame)
    case (.judged, .judged): return true
    case (.formula(let first, let isClamped, _), .formula(let second, let isOtherClamped, _)):
      return isClamped == isOtherClamped && isSame(first, second)
    default: return false
    }
  }

  private func isSame(_ first: Deduction, _ second: Deduction) -> Bool {
    guard first.points == second.points else { return false }
    switch (first.basis, second.basis) {
    case (.per(let old), .per(let new)), (.when(let old), .when(let new)): return isSame(old, new)
    default: return false
    }
  }

  private func isSame(_ first: BandMethod, _ second: BandMethod) -> Bool {
    guard isSame(first.measure, second.measure),
      let old = function(first, before), let new = function(second, after)
    else { return false }
    let (left, right) = (Self.scores(old), Self.scores(new))
    return left.count == right.count && zip(left, right).allSatisfy { $0 == $1 }
  }

  private func function(_ method: BandMethod, _ indicator: Indicator) -> ScoreFunction? {
    // Points that excluded indicators leave are spread before scores are rounded.
    let rounding = ruleset.mayExclude ? nil : ruleset.scoreRounding
    return try? ScoreFunction(method, points: indicator.points, rounding: rounding)
  }

  /// The pieces whatever band they belong to; neighbours that give the same become one.
  private static func scores(_ function: ScoreFunction) -> [Segment] {
    var result: [Segment] = []
    for piece in function.pieces {
      if let last = result.last, last.isBeside(piece.interval, step: function.step),
        let value = last.value.joined(piece.value, at: piece.interval)
          ?? piece.value.joined(last.value, at: last.interval)
      {
        result[result.count - 1] = Segment(
          interval: last.interval.hull(piece.interval), value: value)
      } else {
        result.append(Segment(interval: piece.interval, value: piece.value))
      }
    }
    return result
  }

  private struct Segment: Equatable {
    let interval: Interval
    let value: ScoreFunction.Value

    func isBeside(_ next: Interval, step: Rational?) -> Bool {
      guard let end = interval.upper?.value, let start = next.lower?.value else { return false }
      return start <= end + (step ?? .zero)
    }
  }

  // MARK: Conditions

  private func areCasesSame(_ first: [Case], _ second: [Case]) -> Bool {
    guard first.count == second.count else { return false }
    let declarations = BoundsInference.Declarations()
    declarations.facts = ruleset.facts
    declarations.tables = ruleset.tables
    for (index, definition) in ruleset.definitions.enumerated() {
      declarations.definitions[index] = definition.expression
    }
    let inference = BoundsInference(declarations)
    for (old, new) in zip(first, second) {
      guard old.outcome.isSame(as: new.outcome) else { return false }
      guard isSame(old.condition, new.condition) || differsNowhere(old, new, inference) else {
        return false
      }
      inference.assume(old.condition, false)
    }
    return true
  }

  /// Whether two comparisons differ only where both sides are equal, and they cannot be.
  private func differsNowhere(_ old: Case, _ new: Case, _ inference: BoundsInference) -> Bool {
    guard case .comparison(let left, let first, let right) = old.condition.kind,
      case .comparison(let other, let second, let otherRight) = new.condition.kind,
      isSame(left, other), isSame(right, otherRight), left.type.number != nil
    else { return false }
    let pair: Set<Comparison> = [first, second]
    guard pair == [.less, .lessOrEqual] || pair == [.greater, .greaterOrEqual] else {
      return false
    }
    let difference = TypedExpression(
      .sum([.init(isInverse: false, expression: left), .init(isInverse: true, expression: right)]),
      left.type, at: old.condition.range)
    return inference.isNonZero(difference)
  }

  /// Whether two expressions are one, written out.
  private func isSame(_ first: TypedExpression, _ second: TypedExpression) -> Bool {
    guard let key = ExpressionKey.key(first) else { return false }
    return key == ExpressionKey.key(second)
  }
}

extension ScoreFunction.Value {
  /// The value of two neighbours as one, where the second gives at its only point, or everywhere,
  /// what the first goes on to.
  fileprivate func joined(_ other: Self, at interval: Interval) -> Self? {
    if self == other { return self }
    guard let point = interval.single, case .constant(let score) = other else { return nil }
    switch self {
    case .constant(let own): return own == score ? self : nil
    case .line(let slope, let intercept):
      return intercept + slope * point == score ? self : nil
    case .judged: return nil
    }
  }
}

extension Ruleset {
  fileprivate var mayExclude: Bool {
    indicators.contains { indicator in
      indicator.cases.contains { item in
        if case .scores = item.outcome { false } else { true }
      }
    }
  }
}

extension Case.Outcome {
  fileprivate func isSame(as other: Case.Outcome) -> Bool {
    switch (self, other) {
    case (.scores(let first), .scores(let second)): first == second
    case (.excludedOverHeading, .excludedOverHeading): true
    case (.excludedOverTotal, .excludedOverTotal): true
    default: false
    }
  }
}
