import Evaluator
import ExactNumbers
import RuleLang

extension Ruleset {
  /// The section and the subsection that an indicator stands under.
  func headingNames(of indicator: Indicator) -> (section: String?, subsection: String?) {
    guard let index = indicator.heading, let heading = headings[safely: index] else {
      return (nil, nil)
    }
    guard let parent = heading.parent, let above = headings[safely: parent] else {
      return (heading.name, nil)
    }
    return (above.name, heading.name)
  }
}

extension Heading {
  /// Its points, those of the rules or of a result, and its weight: `100 分，权重 60%`.
  func pointsInWords(_ points: Rational, _ say: Wording) -> String {
    var text = say("\(points) 分", "\(points)")
    if let weight {
      let share = (weight * .hundred).description + "%"
      text += say("，权重 \(share)", ", weighs \(share)")
    }
    return text
  }
}

extension Indicator {
  /// The bands by which a result came about, its own or those of its best alternative.
  func bands(for result: IndicatorResult) -> BandMethod? {
    if case .bands(let bands) = effectiveMethod(for: result) { return bands }
    return nil
  }

  /// Its method, or that of the alternative that counts.
  func effectiveMethod(for result: IndicatorResult) -> Method {
    guard case .bestOf(let alternatives) = method, let index = result.alternative,
      let alternative = alternatives[safely: index]
    else { return method }
    return alternative.method
  }

  /// The cases that were tried for a result: its own, then those of the alternative that counts.
  func cases(for result: IndicatorResult) -> [Case] {
    guard case .bestOf(let alternatives) = method, let index = result.alternative,
      let alternative = alternatives[safely: index]
    else { return cases }
    return cases + alternative.cases
  }

  /// The case that decided, among those that were tried.
  func decidingCase(for result: IndicatorResult) -> Int? {
    if result.alternative == nil { return result.decidingCase }
    return result.clause.flatMap { clause in
      cases(for: result).firstIndex { $0.clause == clause }
    }
  }
}

extension Evaluation {
  /// What a missing figure with the name of an indicator is.
  enum MissingRole {
    case judgment
    /// A case decided, so that nobody has looked at the measure.
    case measure
  }

  /// What a missing figure is where it is no fact; nil for a fact, a table or a cell.
  func role(ofMissing name: String, _ ruleset: Ruleset) -> MissingRole? {
    guard let index = ruleset.indicators.firstIndex(where: { $0.name == name }) else { return nil }
    let isDecidedByCase = indicators[safely: index]?.method == .case
    return ruleset.indicators[index].method.isJudgeable && !isDecidedByCase ? .judgment : .measure
  }
}

extension IndicatorResult {
  /// What is missing, with the judgment of the indicator itself in words.
  func missingNames(_ evaluation: Evaluation, _ ruleset: Ruleset, _ say: Wording) -> [String] {
    missing.map { name in
      guard let role = evaluation.role(ofMissing: name, ruleset) else { return name }
      switch role {
      case .measure: return say("\(name) 的计算值", "the measure of \(name)")
      case .judgment:
        return name == ruleset.indicators[safely: index]?.name
          ? say("评价人员的评定", "the evaluator's points")
          : say("\(name) 的评定", "the points for \(name)")
      }
    }
  }
}

extension BandMethod {
  /// The choice, answer or text that a band without numbers is for.
  func word(of band: Int, _ say: Wording) -> String? {
    guard let values = bands[safely: band]?.values else { return nil }
    switch values {
    case .choice(let index):
      guard case .choice(let names) = measure.type else { return nil }
      return names[safely: index]
    case .boolean(let holds): return holds ? say("是", "yes") : say("否", "no")
    case .text(let text): return text
    case .interval, .notEqual: return nil
    }
  }
}
