import ExactNumbers
import RuleLang

/// Findings about single values.
extension Finding {
  static func malformedNumber(
    _ text: String, _ reason: DecimalTextError.Reason, _ field: Field
  ) -> Finding {
    let (zh, en) = reason.words
    switch reason {
    case .tooManyDigits, .exponentTooLarge:
      return Finding(
        .numberTooLarge, zh: "“\(field.name)”的数字\(zh.afterDe)",
        en: "the number of '\(field.name)' \(en)")
    case .trailingText where text.isScientific:
      return Finding(
        .malformedValue, zh: "“\(field.name)”是科学计数法“\(text.quotable)”，位数可能已经丢了",
        en:
          "'\(field.name)' is in scientific notation, '\(text.quotable)', and may have lost digits",
        helps: [
          .init(
            zh: "在表格软件里把这一列设为“数值”或“文本”，再另存为 CSV",
            en: "format the column as number or text in the spreadsheet and save it as CSV again")
        ])
    case .empty, .noDigits:
      return Finding(
        .malformedValue, zh: "“\(field.name)”要一个数，写的是“\(text.quotable)”",
        en: "'\(field.name)' needs a number, found '\(text.quotable)'",
        helps: [
          .init(
            zh: "没有数据就留空，JSON 里写 null", en: "leave it empty, or null in JSON, where there is none")
        ])
    default:
      return Finding(
        .malformedValue, zh: "“\(field.name)”的数字“\(text.quotable)”\(zh)",
        en: "the number '\(text.quotable)' of '\(field.name)' \(en)",
        helps: [
          .init(zh: "数字写作 25274.07 或 25,274.07", en: "a number is written 25274.07 or 25,274.07")
        ])
    }
  }

  static func notWhole(_ text: String, _ field: Field) -> Finding {
    Finding(
      .malformedValue, zh: "“\(field.name)”是数量，要整数，写的是“\(text.quotable)”",
      en: "'\(field.name)' is a count and whole, found '\(text.quotable)'")
  }

  static func notYesOrNo(_ text: String, _ field: Field) -> Finding {
    Finding(
      .malformedValue, zh: "“\(field.name)”要写 是 或 否，写的是“\(text.quotable)”",
      en: "'\(field.name)' is yes or no, found '\(text.quotable)'",
      helps: [
        .init(zh: "写", en: "write", pasteZh: "是", pasteEn: "yes"),
        .init(zh: "或", en: "or", pasteZh: "否", pasteEn: "no"),
      ])
  }

  static func notDate(_ text: String, _ field: Field) -> Finding { notADay(text, field.name) }

  static func notADay(_ text: String, _ name: String) -> Finding {
    Finding(
      .malformedValue, zh: "“\(name.quotable)”要一个日期，写的是“\(text.quotable)”",
      en: "'\(name.quotable)' needs a date, found '\(text.quotable)'",
      helps: [
        .init(
          zh: "日期写作 2023-12-31、2023/12/31 或 2023年12月31日，不带时间",
          en: "a date is written 2023-12-31, 2023/12/31 or 2023年12月31日, without a time")
      ])
  }

  static func notAmongChoices(_ text: String, _ field: Field, _ names: [String]) -> Finding {
    let nearest = NearestName.of(text, in: names)
    let guess = nearest.map {
      [Diagnostic.Help(zh: "是不是“\($0)”？", en: "did you mean '\($0)'?")]
    }
    return Finding(
      .malformedValue, zh: "“\(field.name)”的选项里没有“\(text.quotable)”",
      en: "'\(text.quotable)' is not among the choices of '\(field.name)'",
      helps: (guess ?? []) + [
        .init(
          zh: "选项有：\(names.joined(separator: "、"))",
          en: "the choices are: \(names.joined(separator: ", "))")
      ])
  }

  static func wrongValueKind(_ text: String, _ field: Field) -> Finding {
    let kind = field.type.words
    return Finding(
      .malformedValue, zh: "“\(field.name)”要\(kind.zh)，写的是 \(text.quotable)",
      en: "'\(field.name)' needs \(kind.en), found \(text.quotable)",
      helps: field.type == .text
        ? [
          .init(
            zh: "放在引号里", en: "put it in quotes", pasteZh: "\"\(text.quotable)\"",
            pasteEn: "\"\(text.quotable)\"")
        ] : [])
  }

  static func notSingleValue(_ field: Field) -> Finding {
    Finding(
      .dataShape, zh: "“\(field.name)”要一个值", en: "'\(field.name)' needs one value",
      helps: [
        .init(
          zh: "有几个不同的值时写作", en: "where there are several values, write",
          pasteZh: #"{ "values": [ {"value": "…", "source": "…"} ], "use": "…", "reason": "…" }"#,
          pasteEn: #"{ "values": [ {"value": "…", "source": "…"} ], "use": "…", "reason": "…" }"#)
      ])
  }

  /// A number without a unit, and the units that it could be in.
  static func unitMissing(
    _ text: String, _ field: Field, readings: [String], isQuoted: Bool
  ) -> Finding {
    let mark = isQuoted ? "\"" : ""
    var helps = readings.enumerated().map { index, unit in
      let separator = text.last == "万" || text.last == "亿" ? "" : " "
      let paste = "\(mark)\(text.quotable)\(separator)\(unit)\(mark)"
      return Diagnostic.Help(
        zh: index == 0 ? "写成" : "或", en: index == 0 ? "write" : "or", pasteZh: paste, pasteEn: paste
      )
    }
    if readings.count > 1, field.type.number?.dimension == .money {
      helps.append(
        isQuoted
          ? .init(
            zh: "若这条记录的金额都以万元计，加上", en: "where all money of the record is in 万元, add",
            pasteZh: "\"unit\": \"万元\"", pasteEn: "\"unit\": \"万元\"")
          : .init(
            zh: "若整列都以万元计，列名写成", en: "where the whole column is in 万元, name it",
            pasteZh: "\(field.name)（万元）", pasteEn: "\(field.name)（万元）"))
    }
    let question = readings.count > 1 ? "，是\(readings.joined(separator: "还是"))？" : ""
    let asked = readings.count > 1 ? ": is it in \(readings.joined(separator: " or "))?" : ""
    return Finding(
      .unitMissing, zh: "“\(field.name)”的 \(text.quotable) 没有单位\(question)",
      en: "\(text.quotable) of '\(field.name)' has no unit\(asked)", helps: helps)
  }

  static func unitOfOtherKind(
    _ unit: String, _ text: String, _ field: Field, units: UnitTable
  ) -> Finding {
    let wanted = field.wanted(units)
    return Finding(
      .dataUnitMismatch, zh: "“\(field.name)”\(wanted.zh)，不能以“\(unit.quotable)”计",
      en: "'\(field.name)' \(wanted.en), not in '\(unit.quotable)'")
  }

  static func unknownDataUnit(
    _ unit: String, _ text: String, _ field: Field, units: UnitTable
  ) -> Finding {
    let wanted = field.wanted(units)
    let nearest = NearestName.of(unit, in: units.names)
    return Finding(
      .dataUnitMismatch, zh: "没有“\(unit.quotable)”这个单位，“\(field.name)”\(wanted.zh)",
      en: "there is no unit '\(unit.quotable)', and '\(field.name)' \(wanted.en)",
      helps: nearest.map { [.init(zh: "是不是“\($0)”？", en: "did you mean '\($0)'?")] } ?? [])
  }

  static func shareOfNumber(_ text: String, _ value: Rational, _ field: Field) -> Finding {
    let plain = value.decimalText ?? value.description
    let isPlain = field.type.number?.dimension == Dimension.none
    return Finding(
      .dataUnitMismatch, zh: "“\(field.name)”不是比率，不能写百分比“\(text.quotable)”",
      en: "'\(field.name)' is no ratio, found the percentage '\(text.quotable)'",
      helps: isPlain
        ? [.init(zh: "写成", en: "write", pasteZh: plain.quotable, pasteEn: plain.quotable)] : [])
  }

  static func outOfBounds(
    _ written: String, _ value: Rational, _ field: Field, units: UnitTable
  ) -> Finding {
    let text = ValueText(units: units)
    func limit(_ end: Interval.End) -> String { text.text(end.value, field.type, unit: field.unit) }
    var bound = (zh: "", en: "")
    if let lower = field.bounds.lower, value < lower.value || value == lower.value {
      bound =
        lower.isClosed
        ? ("不小于 \(limit(lower))", "at least \(limit(lower))")
        : ("大于 \(limit(lower))", "above \(limit(lower))")
    } else if let upper = field.bounds.upper {
      bound =
        upper.isClosed
        ? ("不大于 \(limit(upper))", "at most \(limit(upper))")
        : ("小于 \(limit(upper))", "below \(limit(upper))")
    }
    let isShare = field.type.number?.isRatio == true && value > .one
    return Finding(
      .outOfRange, zh: "“\(field.name)”\(bound.zh)，数据里是 \(written.quotable)",
      en: "'\(field.name)' is \(bound.en), found \(written.quotable)",
      helps: isShare && !written.hasSuffix("%")
        ? [
          .init(
            zh: "若是百分比，写成", en: "for a percentage write", pasteZh: "\(written.quotable)%",
            pasteEn: "\(written.quotable)%")
        ] : [])
  }

  static func notMoneyUnit() -> Finding {
    let names = UnitTable.moneyUnits.map(\.name)
    return Finding(
      .dataUnitMismatch, zh: "“unit（单位）”是金额的单位", en: "'unit' is a unit of money",
      helps: [
        .init(
          zh: "可以写：\(names.joined(separator: "、"))", en: "one of \(names.joined(separator: ", "))")
      ])
  }
}

extension Field {
  /// What its values are in, in words that follow its name.
  fileprivate func wanted(_ units: UnitTable) -> (zh: String, en: String) {
    guard let number = type.number else { return ("不是数", "is no number") }
    if number.isRatio { return ("是比率，写作 90% 或 0.9", "is a ratio, written 90% or 0.9") }
    if number.dimension == .none { return ("是没有单位的数", "is a number without a unit") }
    if number.dimension == .money { return ("是金额，以元、万元、亿元计", "is money, in 元, 万元 or 亿元") }
    let name = unit ?? units.text(number.dimension)
    return ("以“\(name)”计", "is in '\(name)'")
  }
}

extension ValueType {
  /// What a value of the type is, in words.
  fileprivate var words: (zh: String, en: String) {
    switch self {
    case .number(let number):
      if number.dimension == .money { return ("一个金额", "an amount of money") }
      return number.isRatio ? ("一个比率", "a ratio") : ("一个数", "a number")
    case .boolean: return ("是或否", "yes or no")
    case .date: return ("一个日期", "a date")
    case .choice: return ("一个选项", "one of the choices")
    case .text: return ("文字", "a text")
    case .unknown: return ("一个值", "a value")
    }
  }
}

extension String {
  /// The text without the 的 with which it would follow a noun.
  fileprivate var afterDe: String { hasPrefix("的") ? String(dropFirst()) : self }

  /// Whether it looks like a number that a spreadsheet shortened: `1.2E+05`.
  fileprivate var isScientific: Bool {
    var rest = unicodeScalars.drop { ("0"..."9").contains($0) || "+-.".unicodeScalars.contains($0) }
    guard let letter = rest.popFirst(), letter == "e" || letter == "E" else { return false }
    if let sign = rest.first, sign == "+" || sign == "-" { rest.removeFirst() }
    return rest.first.map { ("0"..."9").contains($0) } ?? false
  }
}
