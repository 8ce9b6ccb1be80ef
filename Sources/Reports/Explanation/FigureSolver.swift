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

  /// A sentence for each figure that alone could have reached a place.
  func solutions(_ measure: TypedExpression, _ place: BetterPlace) -> [String] {
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

  private func solution(_ fact: Int, _ measure: TypedExpression, _ place: BetterPlace) -> String? {
    guard let field = context.ruleset.facts[safely: fact], let number = field.type.number,
      case .number(let now)? = context.record.facts[safely: fact] ?? nil,
      let (value, slopeIsPositive) = exact(fact, now, measure, target: place.value)
    else { return nil }
    let mustRise = place.isUpward == slopeIsPositive
    guard value != now, (value > now) == mustRise else { return nil }
    var isStrict = place.isStrict
    var reached = value
    if let step = Self.step(of: number) {
      guard let whole = value.rounded(toMultipleOf: step, mustRise ? .ceiling : .floor) else {
        return nil
      }
      reached = whole
      if isStrict, whole == value { reached = mustRise ? whole + step : whole - step }
      isStrict = false
    }
    guard field.bounds.contains(reached), !meetsCase(fact, reached) else { return nil }
    let unit = context.figures.unit(ofFact: fact)
    func shown(_ value: Rational) -> String { context.figures.number(value, field.type, unit: unit) }
    let say = context.say
    let comparison =
      switch (mustRise, isStrict) {
      case (true, false): say("不低于", "is at least")
      case (true, true): say("高于", "is above")
      case (false, false): say("不高于", "is at most")
      case (false, true): say("低于", "is below")
      }
    return say(
      "其他数据不变，\(field.name) \(comparison) \(shown(reached))（现为 \(shown(now))）可得 \(place.points) 分",
      "all else unchanged, it scores \(place.points) if \(field.name) \(comparison) \(shown(reached)) (now \(shown(now)))")
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

  /// Amounts are told in whole fen and counts in whole units.
  private static func step(of type: NumberType) -> Rational? {
    if type.dimension == .money { return Rational(1, over: 100) }
    return type.isWhole ? .one : nil
  }

  /// Whether another case would decide with the figure changed.
  private func meetsCase(_ fact: Int, _ value: Rational) -> Bool {
    let values = context.values.replacing(fact: fact, with: value)
    return cases.contains { values.holds($0.condition) != false }
  }
}
