import Evaluator
import ExactNumbers
import RuleLang

extension Ruleset {
  /// The indicator whose judgment a missing figure is, if it is one.
  func judgedIndicator(ofMissing name: String) -> String? {
    let mark = "评定："
    let bare = name.hasPrefix(mark) ? String(name.dropFirst(mark.count)) : name
    return indicators.contains { $0.name == bare } ? bare : nil
  }

  /// A missing figure as documents name it: a judgment by the name of its indicator.
  func nameOfMissing(_ name: String) -> String {
    judgedIndicator(ofMissing: name) ?? name
  }

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

extension IndicatorResult {
  /// What is missing, with the judgment of the indicator itself in words.
  func missingNames(_ ruleset: Ruleset, _ say: Wording) -> [String] {
    missing.map { name in
      guard let judged = ruleset.judgedIndicator(ofMissing: name) else { return name }
      return judged == ruleset.indicators[safely: index]?.name
        ? say("评价人员的评定", "the evaluator's points")
        : say("\(judged) 的评定", "the points for \(judged)")
    }
  }

  /// The choice, answer or text that a band without numbers was decided by.
  func bandWord(in method: BandMethod, _ say: Wording) -> String? {
    guard let band, let values = method.bands[safely: band]?.values else { return nil }
    switch values {
    case .choice(let index):
      guard case .choice(let names) = method.measure.type else { return nil }
      return names[safely: index]
    case .boolean(let holds): return holds ? say("是", "yes") : say("否", "no")
    case .text(let text): return text
    case .interval, .notEqual: return nil
    }
  }
}
