import Evaluator
import ExactNumbers
import RuleLang

/// Finds what a figure would have had to be for a measure to reach a value, all others unchanged.
///
/// It looks only for figures on which the measure depends in a straight line, and puts every
/// solution back into the measure before it is told.
struct FigureSolver {
  private let context: StoryContext
  private let cases: [Case]

  init(_ context: StoryContext, _ cases: [Case]) {
    self.context = context
    self.cases = cases
  }

  /// A figure that alone could have reached a place, and the sentence that says so.
  struct Solution {
    let fact: Int
    /// The last value that reaches the place, or the first that does not.
    let value: Rational
    /// Whether the figure must pass the value.
    let isStrict: Bool
    /// The condition on the figure: `追加预算 不高于 75 万元（现为 80 万元）`.
    let text: String
  }

  /// The figures that alone could have reached a place.
  func solutions(_ measure: TypedExpression, _ place: BetterPlace) -> [Solution] {
    facts(in: measure).compactMap { solution($0, measure, place) }
  }

  private func facts(in measure: TypedExpression) -> [Int] {
    var facts: [Int] = []
    var open = [measure]
    var seen: Set<Int> = []
    while let expression = open.popLast() {
      for name in expression.usedNames(in: context.ruleset) {
        switch name {
        case .fact(let index) where !facts.contains(index): facts.append(index)
        case .definition(let index) where seen.insert(index).inserted:
          open.append(context.ruleset.definitions[index].expression)
        default: break
        }
      }
    }
    return facts
  }

  private func solution(
    _ fact: Int, _ measure: TypedExpression, _ place: BetterPlace
  ) -> Solution? {
    guard let field = context.ruleset.facts[safely: fact],
      field.type.number != nil || field.type == .date,
      case .number(let now)? = context.record.facts[safely: fact] ?? nil,
      let (value, slopeIsPositive) = exact(fact, now, measure, target: place.value)
    else { return nil }
    let mustRise = place.isUpward == slopeIsPositive
    guard value != now, (value > now) == mustRise else { return nil }
    var isStrict = place.isStrict
    var reached = value
    if let step = Self.step(of: field.type) {
      guard let whole = value.rounded(toMultipleOf: step, mustRise ? .ceiling : .floor) else {
        return nil
      }
      reached = whole
      if isStrict, whole == value { reached = mustRise ? whole + step : whole - step }
      isStrict = false
    }
    guard field.bounds.contains(reached), reaches(place, measure, fact, reached, isStrict) else {
      return nil
    }
    let text = words(field, fact, from: now, to: reached, mustRise, isStrict)
    return Solution(fact: fact, value: reached, isStrict: isStrict, text: text)
  }

  private func words(
    _ field: Field, _ fact: Int, from now: Rational, to value: Rational, _ mustRise: Bool,
    _ isStrict: Bool
  ) -> String {
    let say = context.say
    let comparison: String =
      switch (mustRise, isStrict) {
      case _ where field.type == .date:
        mustRise ? say("不早于", "is not before") : say("不晚于", "is not after")
      case (true, false): say("不低于", "is at least")
      case (true, true): say("高于", "is above")
      case (false, false): say("不高于", "is at most")
      case (false, true): say("低于", "is below")
      }
    let unit = context.figures.unit(ofFact: fact)
    let shown = context.figures.number(value, field.type, unit: unit)
    let given = context.figures.number(now, field.type, unit: unit)
    return "\(field.name) \(comparison) \(shown)"
      + say.bracketed(say("现为 \(given)", "now \(given)"))
  }

  /// Whether the measure gets to the place with a figure changed, and no case decides then.
  private func reaches(
    _ place: BetterPlace, _ measure: TypedExpression, _ fact: Int, _ value: Rational,
    _ isStrict: Bool
  ) -> Bool {
    let values = context.values.replacing(fact: fact, with: value)
    guard let found = values.number(measure),
      cases.allSatisfy({ values.holds($0.condition) == false })
    else { return false }
    let comparison: Comparison =
      switch (place.isUpward, place.isStrict && !isStrict) {
      case (true, true): .greater
      case (true, false): .greaterOrEqual
      case (false, true): .less
      case (false, false): .lessOrEqual
      }
    return comparison.holds(for: found == place.value ? 0 : found < place.value ? -1 : 1)
  }

  /// The value that gives exactly the target, and whether the measure rises with the figure.
  private func exact(
    _ fact: Int, _ now: Rational, _ measure: TypedExpression, target: Rational
  ) -> (Rational, Bool)? {
    func value(_ figure: Rational) -> Rational? {
      context.values.replacing(fact: fact, with: figure).number(measure)
    }
    guard let first = value(now), let second = value(now + .one),
      let third = value(now + Rational(2)), third - second == second - first,
      let distance = (target - first).divided(by: second - first)
    else { return nil }
    let solution = now + distance
    guard value(solution) == target else { return nil }
    return (solution, second > first)
  }

  /// Amounts are told in whole fen, counts in whole units and dates in days.
  private static func step(of type: ValueType) -> Rational? {
    guard let number = type.number else { return .one }
    if number.dimension == .money { return Rational(1, over: 100) }
    return number.isWhole ? .one : nil
  }
}
