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
    return alternative.cases
  }
}

extension IndicatorResult {
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
