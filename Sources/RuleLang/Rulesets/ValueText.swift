public import ExactNumbers

/// Values as people read them, in the units of a ruleset.
public struct ValueText: Sendable {
  let units: UnitTable

  /// Texts for values in the units of a ruleset.
  public init(units: UnitTable) { self.units = units }

  /// A value as a rule file would write it, exactly: `30%`, `12.5 万元`, `3 人`, `2023-12-31`.
  ///
  /// - Parameters:
  ///   - value: the value in base units.
  ///   - type: its type.
  ///   - unit: the unit to show it in; nil chooses one.
  /// - Returns: the text.
  public func text(_ value: Rational, _ type: ValueType, unit: String? = nil) -> String {
    switch type {
    case .date:
      return value.machineWord.map { Date(dayNumber: $0).description } ?? value.description
    case .number(let number):
      if number.isRatio { return (value * .hundred).description + "%" }
      if number.dimension == .none { return value.description }
      if number.dimension == .money { return money(value, unit: unit, places: nil) }
      if let unit, let known = units[unit], let quotient = value.divided(by: known.factor) {
        return "\(quotient) \(unit)"
      }
      return "\(value) \(units.text(number.dimension))"
    default: return value.description
    }
  }

  /// A value for reading: as ``text(_:_:unit:)``, but ratios and long fractions with two decimals.
  public func shown(_ value: Rational, _ type: ValueType, unit: String? = nil) -> String {
    switch type {
    case .number(let number):
      if number.isRatio { return (value * .hundred).decimalText(places: 2) + "%" }
      if number.dimension == .none { return brief(value) }
      if number.dimension == .money { return money(value, unit: unit, places: 2) }
      if let unit, let known = units[unit], let quotient = value.divided(by: known.factor) {
        return "\(brief(quotient)) \(unit)"
      }
      return "\(brief(value)) \(units.text(number.dimension))"
    default: return text(value, type, unit: unit)
    }
  }

  private func brief(_ value: Rational) -> String {
    guard let exact = value.decimalText, exact.utf8.count <= 16 else {
      return value.decimalText(places: 4)
    }
    return exact
  }

  private func money(_ value: Rational, unit: String?, places: Int?) -> String {
    let named = unit.flatMap { name in UnitTable.moneyUnits.first { $0.name == name } }
    let chosen =
      named
      ?? (value.magnitude >= Rational(10_000) ? UnitTable.moneyUnits[2] : UnitTable.moneyUnits[4])
    guard let quotient = value.divided(by: chosen.factor) else { return value.description }
    let digits = quotient.decimalText.map { $0.split(separator: ".").dropFirst().first?.count ?? 0 }
    if let places, digits ?? .max > places + 4 {
      return quotient.decimalText(places: places) + " " + chosen.name
    }
    return quotient.groupedText(places: nil) + " " + chosen.name
  }
}

/// Ranges as a rule file would write them.
public struct RangeText: Sendable {
  let values: ValueText
  let type: ValueType

  /// Texts for ranges of values of a type.
  public init(units: UnitTable, type: ValueType) {
    values = ValueText(units: units)
    self.type = type
  }

  /// The range in both vocabularies, ready to paste: `(30%, 40%]`, `＞ 30%`, `> 30%`.
  public func text(_ interval: Interval) -> Message {
    func limit(_ value: Rational) -> String {
      if case .number(let number) = type, number.dimension.countBase != nil {
        return value.description
      }
      return values.text(value, type)
    }
    if let single = interval.single { return pair("＝", "=", limit(single)) }
    switch (interval.lower, interval.upper) {
    case (nil, nil): return Message(zh: "任何值", en: "any value")
    case (let lower?, nil):
      return lower.isClosed
        ? pair("≥", ">=", limit(lower.value)) : pair("＞", ">", limit(lower.value))
    case (nil, let upper?):
      return upper.isClosed
        ? pair("≤", "<=", limit(upper.value)) : pair("＜", "<", limit(upper.value))
    case (let lower?, let upper?):
      let text =
        (lower.isClosed ? "[" : "(") + limit(lower.value) + ", " + limit(upper.value)
        + (upper.isClosed ? "]" : ")")
      return Message(zh: text, en: text)
    }
  }

  private func pair(_ zh: String, _ en: String, _ limit: String) -> Message {
    Message(zh: "\(zh) \(limit)", en: "\(en) \(limit)")
  }
}
