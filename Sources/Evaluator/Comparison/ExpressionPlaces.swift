import RuleLang

/// An expression of a ruleset and the place it stands at, so that uses can be compared.
struct ExpressionPlace {
  /// A text that is the same for the like place of the other ruleset.
  let name: String
  let expression: TypedExpression
}

extension Indicator {
  /// Every expression that scores it.
  var expressions: [TypedExpression] { cases.map(\.condition) + method.expressions }
}

extension Method {
  /// Every expression in it.
  var expressions: [TypedExpression] {
    switch self {
    case .bands(let bands): [bands.measure] + bands.bands.flatMap(\.values.expressions)
    case .checklist(let items, _): items.map(\.condition)
    case .deductions(let lines): lines.map(\.basis.expression)
    case .formula(let expression, _, _): [expression]
    case .bestOf(let alternatives):
      alternatives.flatMap { $0.cases.map(\.condition) + $0.method.expressions }
    case .judged: []
    }
  }
}

extension Band.Values {
  /// The expressions at its ends.
  var expressions: [TypedExpression] {
    switch self {
    case .interval(let lower, let upper): [lower?.value, upper?.value].compactMap { $0 }
    case .notEqual(let value): [value]
    case .choice, .boolean, .text: []
    }
  }
}

extension Deduction.Basis {
  /// What it counts, or when it applies.
  var expression: TypedExpression {
    switch self {
    case .per(let expression), .when(let expression): expression
    }
  }
}

extension Ruleset {
  /// Every expression that scores, grades or checks, with its place.
  ///
  /// - Parameter indicatorName: the name that an indicator goes by in both rulesets.
  /// - Returns: the expressions, in the order of the ruleset.
  func places(_ indicatorName: (Int) -> String) -> [ExpressionPlace] {
    var places: [ExpressionPlace] = []
    func add(_ name: String, _ expression: TypedExpression) {
      places.append(ExpressionPlace(name: name, expression: expression))
    }
    for (index, indicator) in indicators.enumerated() {
      for expression in indicator.expressions {
        add("indicator " + indicatorName(index), expression)
      }
    }
    for case .condition(let condition) in grades.map(\.criterion) { add("grade", condition) }
    for veto in vetoes { add("veto", veto.condition) }
    for adjustment in adjustments {
      add(adjustment.isPenalty ? "penalty" : "bonus", adjustment.condition)
    }
    for check in checks { add("check", check.condition) }
    for order in orders { for limit in order.limits { add("order", limit) } }
    return places
  }
}
