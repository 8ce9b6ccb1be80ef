import ExactNumbers
import RuleLang

/// Ranges in the words of a published table: `0–10%（含）`, `大于30%`, `不低于90分`.
///
/// Of an end it is said that it is included where it is, so that no table leaves open where a value on
/// a limit belongs.
struct StandardRanges {
  private let rules: RuleWords
  private let values: ValueText

  private var say: Wording { rules.say }

  init(_ rules: RuleWords) {
    self.rules = rules
    values = ValueText(units: rules.ruleset.units)
  }

  /// The values of a band, perhaps with what has them.
  func text(_ band: Band.Values, _ type: ValueType, subject: String?) -> String {
    switch band {
    case .interval(let lower, let upper):
      func end(_ end: Band.End?) -> (text: String, isClosed: Bool)? {
        end.map { (limit($0.value, type), $0.isClosed) }
      }
      return text(end(lower), end(upper), subject)
    case .notEqual(let value):
      let text = limit(value, type)
      return (subject ?? "") + say("不等于\(text)", (subject == nil ? "" : " ") + "not \(text)")
    case .choice(let index):
      guard case .choice(let names) = type, let name = names[safely: index] else { return "" }
      return word(say.quoted(name), subject)
    case .boolean(let holds): return word(holds ? say("是", "yes") : say("否", "no"), subject)
    case .text(let text): return word(say.quoted(text), subject)
    }
  }

  /// A range of totals, with their unit: `[80, 90)` as `80分（含）–90分`.
  func totals(_ interval: Interval) -> String {
    func end(_ end: Interval.End?) -> (text: String, isClosed: Bool)? {
      end.map { (say("\($0.value)分", $0.value.description), $0.isClosed) }
    }
    return text(end(interval.lower), end(interval.upper), nil)
  }

  /// A distance on a measure: of ratios it is in percentage points.
  func distance(_ value: Rational, _ type: ValueType) -> String {
    switch type {
    case .number(let number) where number.isRatio:
      let points = value * .hundred
      return say(
        "\(points)个百分点", points == .one ? "percentage point" : "\(points) percentage points")
    case .date: return say("\(value)天", value == .one ? "day" : "\(value) days")
    case .number(let number) where number.dimension == .none: return value.description
    default: return shown(value, type)
    }
  }

  /// Whether a range has one end.
  func isOneSided(_ band: Band.Values) -> Bool {
    guard case .interval(let lower, let upper) = band else { return false }
    return (lower == nil) != (upper == nil)
  }

  // MARK: Ends

  private typealias End = (text: String, isClosed: Bool)

  private func text(_ lower: End?, _ upper: End?, _ subject: String?) -> String {
    let name = subject.map { $0 + say("", " ") } ?? ""
    switch (lower, upper) {
    case (nil, nil): return name + say("为任何值", "any value")
    case (let lower?, nil):
      return name
        + say(
          (lower.isClosed ? "不低于" : "大于") + lower.text,
          (lower.isClosed ? "at least " : "above ") + lower.text)
    case (nil, let upper?):
      return name
        + say(
          (upper.isClosed ? "不高于" : "小于") + upper.text,
          (upper.isClosed ? "at most " : "below ") + upper.text)
    case (let lower?, let upper?):
      if lower.text == upper.text { return name + say("=", "= ") + lower.text }
      return between(lower, upper, subject)
    }
  }

  private func between(_ lower: End, _ upper: End, _ subject: String?) -> String {
    guard say.language == .zh else {
      let open = lower.isClosed ? "[" : "("
      let name = subject.map { $0 + " in " } ?? ""
      return name + open + "\(lower.text), \(upper.text)" + (upper.isClosed ? "]" : ")")
    }
    let name = subject.map { $0 + "在" } ?? ""
    if !lower.isClosed, !upper.isClosed { return name + "\(lower.text)–\(upper.text)（均不含）" }
    return name + lower.text + (lower.isClosed ? "（含）" : "") + "–" + upper.text
      + (upper.isClosed ? "（含）" : "")
  }

  private func word(_ word: String, _ subject: String?) -> String {
    subject.map { $0 + say("为", ": ") + word } ?? word
  }

  private func limit(_ value: TypedExpression, _ type: ValueType) -> String {
    guard let number = value.constantNumber else { return rules.words(value) }
    if number.isZero, case .number = type { return "0" }
    return shown(number, type)
  }

  /// A value; in Chinese without the space between a number and its unit, as tables are set.
  private func shown(_ value: Rational, _ type: ValueType) -> String {
    let text = values.text(value, type)
    return say.language == .zh ? String(text.filter { $0 != " " }) : text
  }
}
