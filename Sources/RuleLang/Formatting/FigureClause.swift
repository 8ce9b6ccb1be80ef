public import ExactNumbers

/// Figures as the clauses of a test name them: `年初预算 ＝ 100 万元`.
public struct FigureClause: Sendable {
  private let units: UnitTable
  private let language: Language

  /// Clauses in the units of a ruleset and one vocabulary.
  public init(units: UnitTable, language: Language) {
    self.units = units
    self.language = language
  }

  /// A figure with its value, as `given` takes it.
  public func given(_ field: Field, _ value: Constant) -> String {
    let equal = language == .zh ? "＝" : "="
    return "\(name(field.name)) \(equal) \(written(value, field))"
  }

  /// A table with its rows, as `given` takes it; cells without a value are left out.
  public func given(_ table: Table, _ rows: [[Constant?]]) -> String {
    guard !rows.isEmpty else {
      return "\(name(table.name)) \(Keyword.hasNone.spelling(in: language))"
    }
    let comma = language == .zh ? "，" : ", "
    let texts = rows.map { row in
      let cells = zip(table.columns, row).compactMap { column, value in
        value.map { given(column, $0) }
      }
      return "(" + cells.joined(separator: comma) + ")"
    }
    return "\(name(table.name)) \(Keyword.has.spelling(in: language)) "
      + texts.joined(separator: ", ")
  }

  /// A name where a clause may begin with it, in backticks where it needs them.
  public func name(_ name: String) -> String { NameQuoting.written(name, in: .opening) }

  /// A text in the quotation marks of the vocabulary, or in those that it does not hold.
  public func quoted(_ text: String) -> String { QuotedText.written(text, in: language) }

  /// A value as rules write it.
  public func written(_ value: Constant, _ field: Field) -> String {
    switch value {
    case .boolean(let holds):
      return (holds ? Keyword.yes : Keyword.no).spelling(in: language)
    case .text(let text): return QuotedText.written(text, in: language)
    case .choice(let index):
      guard case .choice(let names) = field.type, names.indices.contains(index) else { return "" }
      return NameQuoting.written(names[index], in: .expression)
    case .number(let number):
      return ValueText(units: units).ungrouped(number, field.type, unit: field.unit)
    }
  }
}

extension ValueText {
  /// A value as data and rules write it, exactly and without thousands separators.
  public func ungrouped(_ value: Rational, _ type: ValueType, unit: String?) -> String {
    guard let number = type.number, number.dimension == .money else {
      return text(value, type, unit: unit)
    }
    let name = unit ?? "万元"
    guard let factor = units[name]?.factor, let quotient = value.divided(by: factor) else {
      return text(value, type, unit: unit)
    }
    return "\(quotient) \(name)"
  }
}
