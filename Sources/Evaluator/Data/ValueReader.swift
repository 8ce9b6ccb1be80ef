import ExactNumbers
import RuleLang

/// A value that could not be read, and why.
struct ValueProblem: Error {
  let finding: Finding
}

/// Reads single values as a field's type wants them, without a step through binary numbers.
struct ValueReader {
  let units: UnitTable

  /// Whether texts stand in JSON, where they are quoted.
  let isQuoted: Bool

  /// A value and how it was written, with its unit.
  struct Reading {
    let constant: Constant
    let written: String
  }

  /// Reads a value, of which a bare number is in a unit; nil where it is missing.
  func read(
    _ value: RawValue, as field: Field, unit: BareUnit?
  ) throws(ValueProblem) -> Reading? {
    switch value.content {
    case .missing: return nil
    case .list, .object: throw ValueProblem(finding: .notSingleValue(field))
    case .text(let text):
      if field.type == .text { return Reading(constant: .text(text), written: text) }
      let trimmed = text.withoutOuterSpace
      if trimmed.isEmpty { return nil }
      return try read(trimmed, isJSONNumber: false, as: field, unit: unit)
    case .number(let text):
      guard case .number = field.type else {
        throw ValueProblem(finding: .wrongValueKind(text, field))
      }
      return try read(text, isJSONNumber: true, as: field, unit: unit)
    case .boolean(let boolean):
      let written = boolean ? "true" : "false"
      guard field.type == .boolean else {
        throw ValueProblem(finding: .wrongValueKind(written, field))
      }
      return Reading(constant: .boolean(boolean), written: written)
    }
  }

  private func read(
    _ text: String, isJSONNumber: Bool, as field: Field, unit: BareUnit?
  ) throws(ValueProblem) -> Reading {
    switch field.type {
    case .number(let type):
      let (value, written) = try number(
        text, exponents: isJSONNumber, as: field, type: type, unit: unit)
      if type.isWhole, !value.isInteger {
        throw ValueProblem(finding: .notWhole(text, field))
      }
      try checkBounds(value, written, field)
      return Reading(constant: .number(value), written: written)
    case .boolean:
      switch text.lowercased() {
      case "是", "yes", "true": return Reading(constant: .boolean(true), written: text)
      case "否", "no", "false": return Reading(constant: .boolean(false), written: text)
      default: throw ValueProblem(finding: .notYesOrNo(text, field))
      }
    case .date:
      guard let date = Self.date(text) else { throw ValueProblem(finding: .notDate(text, field)) }
      let value = Rational(date.dayNumber)
      try checkBounds(value, text, field)
      return Reading(constant: .number(value), written: text)
    case .choice(let names):
      let name = NameCharacters.normalized(text)
      guard let index = names.firstIndex(of: name) else {
        throw ValueProblem(finding: .notAmongChoices(text, field, names))
      }
      return Reading(constant: .choice(index), written: text)
    case .text: return Reading(constant: .text(text), written: text)
    case .unknown: throw ValueProblem(finding: .wrongValueKind(text, field))
    }
  }

  /// A day; the language's reader takes more mixtures of signs than data may have.
  static func date(_ text: String) -> Date? {
    let signs = String(text.unicodeScalars.filter { !("0"..."9").contains($0) }.map(Character.init))
    guard ["--", "//", "年月日"].contains(signs) else { return nil }
    return Date(text: text)
  }

  private func checkBounds(
    _ value: Rational, _ written: String, _ field: Field
  ) throws(ValueProblem) {
    guard !field.bounds.contains(value) else { return }
    throw ValueProblem(finding: .outOfBounds(written, value, field, units: units))
  }
}

/// Numbers.
extension ValueReader {
  private func number(
    _ text: String, exponents: Bool, as field: Field, type: NumberType, unit: BareUnit?
  ) throws(ValueProblem) -> (Rational, written: String) {
    let utf8 = Array(text.utf8)
    let prefix: DecimalText.Prefix
    do {
      prefix = try DecimalText.parsePrefix(utf8, exponents: exponents)
    } catch {
      throw ValueProblem(finding: .malformedNumber(text, error.reason, field))
    }
    var value = prefix.value
    var isShare = prefix.form != .plain
    var rest = String(decoding: utf8[prefix.end...], as: UTF8.self).withoutOuterSpace
    // The sign may stand apart: `90 %`.
    if !isShare, rest == "%" || rest == "％" || rest == "‰" {
      value = value.divided(by: Rational(rest == "‰" ? 1000 : 100)) ?? value
      isShare = true
      rest = ""
    }
    if type.isRatio {
      return try ratio(value, isShare: isShare, rest: rest, text, field, unit)
    }
    if isShare { throw ValueProblem(finding: .shareOfNumber(text, value, field)) }
    if type.dimension == .none {
      guard rest.isEmpty else { throw unfit(rest, text, field) }
      return (value, text)
    }
    if rest.isEmpty { return try bare(value, prefix, text, field, type, unit) }
    guard let known = knownUnit(rest) else { throw unfit(rest, text, field) }
    guard Dimension.base(known.base) == type.dimension else {
      throw ValueProblem(finding: .unitOfOtherKind(rest, text, field, units: units))
    }
    return (value * known.factor, text)
  }

  private func ratio(
    _ value: Rational, isShare: Bool, rest: String, _ text: String, _ field: Field,
    _ unit: BareUnit?
  ) throws(ValueProblem) -> (Rational, written: String) {
    guard rest.isEmpty else { throw unfit(rest, text, field) }
    if let unit, !isShare { return (value * unit.factor, text + unit.text) }
    return (value, text)
  }

  /// A number without a unit, where the type has one.
  private func bare(
    _ value: Rational, _ prefix: DecimalText.Prefix, _ text: String, _ field: Field,
    _ type: NumberType, _ unit: BareUnit?
  ) throws(ValueProblem) -> (Rational, written: String) {
    let isMoney = type.dimension == .money
    // `2亿` under 万元 is read by some as 2 亿元 and by others as 2 亿万元.
    if isMoney, prefix.hasMultiplier, !value.isZero {
      throw ValueProblem(
        finding: .unitMissing(text, field, readings: ["元"], isQuoted: isQuoted))
    }
    if let unit { return (value * unit.factor, "\(text) \(unit.text)") }
    if value.isZero { return (value, text) }
    if isMoney {
      throw ValueProblem(
        finding: .unitMissing(text, field, readings: ["万元", "元"], isQuoted: isQuoted))
    }
    let base = units.text(type.dimension)
    let name = field.unit ?? base
    guard units[name]?.factor == .one else {
      throw ValueProblem(
        finding: .unitMissing(text, field, readings: [name, base], isQuoted: isQuoted))
    }
    return (value, "\(text) \(name)")
  }

  private func knownUnit(_ name: String) -> UnitTable.Unit? {
    units[name] ?? units[NameCharacters.normalized(name)]
  }

  /// What to say about text after a number that is no unit of the fact.
  private func unfit(_ rest: String, _ text: String, _ field: Field) -> ValueProblem {
    if knownUnit(rest) != nil {
      return ValueProblem(finding: .unitOfOtherKind(rest, text, field, units: units))
    }
    let isWord = rest.unicodeScalars.allSatisfy(NameCharacters.isNameContinue)
    if isWord, rest.unicodeScalars.count <= 6, rest.unicodeScalars.first?.isASCII == false {
      return ValueProblem(finding: .unknownDataUnit(rest, text, field, units: units))
    }
    return ValueProblem(finding: .malformedNumber(text, .trailingText, field))
  }
}
