public import ExactNumbers

/// One unit of the last digit in which a number is written: 1% for 90%, 0.1% for 12.5%.
///
/// What lies closer to an end than that is near it, and by that an end moves when rules are
/// changed to try their tests.
public enum WrittenUnit {
  /// The unit of an end of a band, in the base units of the measure.
  ///
  /// - Parameters:
  ///   - end: the end as understood; its place says how it is written.
  ///   - measure: what is measured, for an end that is written without a unit.
  ///   - ruleset: the ruleset both stand in.
  /// - Returns: the unit; always positive.
  public static func of(
    _ end: TypedExpression, beside measure: TypedExpression, in ruleset: Ruleset
  ) -> Rational {
    var text = ruleset.files[end.range.file].textOnOneLine(end.range.offsets)
    if let parameter = ruleset.definitions.first(where: { $0.isParameter && $0.name == text }) {
      let range = parameter.expression.range
      text = ruleset.files[range.file].textOnOneLine(range.offsets)
    }
    guard end.constantNumber != nil, let written = Self.written(text, in: ruleset) else {
      return usual(measure, in: ruleset)
    }
    if end.constantNumber?.isZero == true, !written.hasUnit { return usual(measure, in: ruleset) }
    return written.unit
  }

  /// The unit of a number without unit that stands somewhere in a line.
  public static func ofNumber(
    _ value: Rational, in range: SourceRange, _ ruleset: Ruleset
  ) -> Rational {
    let bytes = Array(ruleset.files[range.file].bytes[range.offsets])
    var start = 0
    while start < bytes.count {
      // Digits, of which the full-width ones begin with this byte.
      if (0x30...0x39).contains(bytes[start]) || bytes[start] == 0xEF,
        let prefix = try? DecimalText.parsePrefix(bytes, from: start, multipliers: false)
      {
        if prefix.value == value.magnitude { return digit(prefix.fractionDigits) }
        start = max(start + 1, prefix.end)
      } else {
        start += 1
      }
    }
    return .one
  }

  private static func written(
    _ text: String, in ruleset: Ruleset
  ) -> (unit: Rational, hasUnit: Bool)? {
    let bytes = Array(text.utf8)
    guard let prefix = try? DecimalText.parsePrefix(bytes, multipliers: false) else { return nil }
    var unit = digit(prefix.fractionDigits)
    let rest = String(decoding: bytes[prefix.end...], as: UTF8.self)
      .split(separator: " " as Character).first.map(String.init)
    switch (prefix.form, rest) {
    case (.percent, _): unit = unit * (Rational(1, over: 100) ?? .one)
    case (.permille, _): unit = unit * (Rational(1, over: 1000) ?? .one)
    case (.plain, nil): return (unit, false)
    case (.plain, let name?):
      switch NormalizedText(name) {
      case "个百分点", "百分点", "pp": unit = unit * (Rational(1, over: 100) ?? .one)
      default: unit = unit * (ruleset.units[name]?.factor ?? .one)
      }
    }
    return (unit, true)
  }

  /// The unit in which values of a measure are usually written.
  static func usual(_ measure: TypedExpression, in ruleset: Ruleset) -> Rational {
    guard let type = measure.type.number else { return .one }
    if type.isRatio { return Rational(1, over: 100) ?? .one }
    if type.dimension == .money {
      return moneyUnit(measure, in: ruleset).flatMap { ruleset.units[$0]?.factor } ?? .one
    }
    return .one
  }

  /// The unit that the first amount of money in an expression is declared in.
  static func moneyUnit(_ expression: TypedExpression, in ruleset: Ruleset) -> String? {
    switch expression.kind {
    case .fact(let index):
      let field = ruleset.facts[index]
      return field.type.number?.dimension == .money ? field.unit : nil
    case .definition(let index):
      return moneyUnit(ruleset.definitions[index].expression, in: ruleset)
    case .negated(let operand): return moneyUnit(operand, in: ruleset)
    case .sum(let operands), .product(let operands):
      return operands.lazy.compactMap { moneyUnit($0.expression, in: ruleset) }.first
    case .function(_, let arguments):
      return arguments.lazy.compactMap { moneyUnit($0, in: ruleset) }.first
    default: return nil
    }
  }

  private static func digit(_ places: Int) -> Rational {
    var unit = Rational.one
    for _ in 0..<min(places, 60) { unit = unit * (Rational(1, over: 10) ?? .one) }
    return unit
  }
}
