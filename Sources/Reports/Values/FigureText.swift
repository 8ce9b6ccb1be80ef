import Evaluator
import ExactNumbers
import RuleLang

/// Values as people read them in a report: in the unit they were written in, exact where that is
/// short.
struct FigureText {
  let ruleset: Ruleset
  let record: Record?
  let say: Wording
  private let values: ValueText

  init(_ ruleset: Ruleset, _ record: Record?, _ say: Wording) {
    self.ruleset = ruleset
    self.record = record
    self.say = say
    values = ValueText(units: ruleset.units)
  }

  // MARK: Values

  /// A value, whatever its type.
  func text(_ value: Constant, _ type: ValueType, unit: String? = nil) -> String {
    switch value {
    case .number(let number): return self.number(number, type, unit: unit)
    case .boolean(let holds): return holds ? say("是", "yes") : say("否", "no")
    case .choice(let index):
      guard case .choice(let names) = type, names.indices.contains(index) else { return "?" }
      return names[index]
    case .text(let text): return say.quoted(PlainText.of(text))
    }
  }

  /// A number: exact where it is short, else rounded for reading.
  func number(_ value: Rational, _ type: ValueType, unit: String? = nil) -> String {
    isShort(value, type, unit: unit)
      ? values.text(value, type, unit: unit) : values.shown(value, type, unit: unit)
  }

  /// A number with its exact value behind it where it had to be rounded for reading.
  func numberWithExact(_ value: Rational, _ type: ValueType, unit: String? = nil) -> String {
    let text = number(value, type, unit: unit)
    guard !isShort(value, type, unit: unit) else { return text }
    let exact = value.description
    guard exact.utf8.count <= 60 else { return text }
    return text + say.bracketed(say("精确值 \(exact)", "exactly \(exact)"))
  }

  /// A number for a column: ratios with two decimals, as results show them.
  func shown(_ value: Rational, _ type: ValueType, unit: String? = nil) -> String {
    values.shown(value, type, unit: unit)
  }

  /// A distance between two values of a measure; of ratios it is in percentage points.
  func distance(_ value: Rational, _ type: ValueType, unit: String? = nil) -> String {
    switch type {
    case .number(let number) where number.isRatio:
      let points = value * .hundred
      let text = Self.brief(points, places: 2)
      return say("\(text) 个百分点", text == "1" ? "1 percentage point" : "\(text) percentage points")
    case .date:
      return say("\(value) 天", value == .one ? "1 day" : "\(value) days")
    default: return number(value, type, unit: unit)
    }
  }

  /// Whether a number is read as it is: a decimal with no more than six places.
  private func isShort(_ value: Rational, _ type: ValueType, unit: String?) -> Bool {
    guard case .number(let number) = type else { return true }
    var scaled = value
    if number.isRatio { scaled = value * .hundred }
    if number.dimension == .money {
      let factor = UnitTable.moneyUnits.first { $0.name == unit }?.factor ?? Rational(10_000)
      scaled = value.divided(by: factor) ?? value
    }
    return Self.places(of: scaled).map { $0 <= (number.isRatio ? 4 : 6) } ?? false
  }

  /// A number as an exact decimal if it has few places, else rounded to so many.
  static func brief(_ value: Rational, places: Int) -> String {
    if let count = self.places(of: value), count <= 6 { return value.description }
    return value.decimalText(places: places)
  }

  private static func places(of value: Rational) -> Int? {
    guard let text = value.decimalText else { return nil }
    return text.split(separator: ".").dropFirst().first?.count ?? 0
  }

  // MARK: Units

  /// The unit in which a fact is shown: the one it was written in, else the one of its type.
  func unit(ofFact index: Int) -> String? {
    guard ruleset.facts.indices.contains(index) else { return nil }
    let field = ruleset.facts[index]
    if let written = record?.factOrigins[safely: index]??.written,
      let unit = Self.unit(ofText: written, field.type)
    {
      return unit
    }
    return field.unit
  }

  /// The unit of money at the end of a text.
  static func unit(ofText text: String, _ type: ValueType) -> String? {
    guard type.number?.dimension == .money else { return nil }
    let names = UnitTable.moneyUnits.map(\.name).sorted { $0.count > $1.count }
    return names.first { text.hasSuffix($0) }
  }

  /// The unit for a computed amount: the one that the first amount in it was written in.
  func unit(of expression: TypedExpression) -> String? {
    guard expression.type.number?.dimension == .money else { return nil }
    return expression.usedNames(in: ruleset).lazy.compactMap { name in
      guard case .fact(let index) = name,
        ruleset.facts[safely: index]?.type.number?.dimension == .money
      else { return nil }
      return unit(ofFact: index)
    }.first
  }
}

extension Array {
  /// The element at an index, or nil where there is none.
  subscript(safely index: Int) -> Element? {
    indices.contains(index) ? self[index] : nil
  }
}
