import ExactNumbers
import RuleLang

/// A place of a form, as understood.
struct FormPlace: Sendable {
  /// An indicator or a heading.
  enum Subject: Sendable {
    case indicator(Int)
    case heading(Int)
  }

  /// What is filled in.
  enum Kind: Sendable {
    case department, year, full, total, grade
    /// The number of a row, from 1.
    case number
    case points(Subject)
    case standard(Int)
    case losses(Int)
    /// A value; a unit by how many base units make one of it.
    case value(TypedExpression, factor: Rational?)
    /// A column of the table whose rows are filled in.
    case column(table: Int, column: Int, factor: Rational?)
    /// The table of indicators, which takes a part of the form.
    case indicators
    /// Places to sign at, which take a part of the form.
    case signatures
  }

  let kind: Kind

  /// Where it stands, without its braces.
  let range: Range<Int>

  /// What it is called where it is missing: as it was written, without its unit.
  let name: String

  /// The table whose rows it asks for.
  var table: Int? {
    if case .column(let table, _, _) = kind { return table }
    return nil
  }

  /// Whether it comes again with each row.
  var isRepeated: Bool {
    if case .number = kind { return true }
    return table != nil
  }
}

/// Understands what stands between braces.
struct FormPlaceReader {
  private let ruleset: Ruleset
  private var expressions: OutsideExpressions
  /// What is wrong beside what expressions have.
  private var own: [Diagnostic] = []

  init(_ ruleset: Ruleset, in files: [SourceFile]) {
    self.ruleset = ruleset
    expressions = OutsideExpressions(ruleset, in: files)
  }

  var findings: [Diagnostic] { own + expressions.diagnostics }

  private static let words: [(zh: String, en: String, kind: FormPlace.Kind)] = [
    ("部门", "department", .department), ("年度", "fiscal year", .year), ("满分", "full", .full),
    ("总分", "total", .total), ("等次", "grade", .grade), ("序号", "number", .number),
    ("指标表", "indicators", .indicators), ("签字", "signatures", .signatures),
  ]

  private enum Attribute: CaseIterable {
    case points, standard, losses

    var words: [String] {
      switch self {
      case .points: ["分值", "points of"]
      case .standard: ["标准", "standard of"]
      case .losses: ["扣分原因", "losses of"]
      }
    }
  }

  /// What a place asks for; nil where that is wrong, which has been reported.
  mutating func place(_ range: Range<Int>, of source: SourceFile, file: Int) -> FormPlace? {
    let text = source.text(range)
    if let word = Self.words.first(where: { $0.zh == text || $0.en == text }) {
      return FormPlace(kind: word.kind, range: range, name: text)
    }
    for attribute in Attribute.allCases {
      for word in attribute.words where text.hasPrefix(word) {
        let rest = source.bytes[range].dropFirst(word.utf8.count)
        guard let first = rest.first, first == 0x20 || first == 0x09 else { continue }
        let name = rest.drop { $0 == 0x20 || $0 == 0x09 }
        return self.attribute(
          attribute, name.startIndex..<range.upperBound, file
        ).map { FormPlace(kind: $0, range: range, name: text) }
      }
    }
    let (value, unit) = Self.parts(range, in: source.bytes)
    guard let reading = expressions.read(value, unit: unit, file: file) else { return nil }
    let name = source.text(value)
    guard let table = reading.table, case .column(let column) = reading.expression.kind else {
      return FormPlace(
        kind: .value(reading.expression, factor: reading.factor), range: range, name: name)
    }
    return FormPlace(
      kind: .column(table: table, column: column, factor: reading.factor), range: range,
      name: name)
  }

  private mutating func attribute(
    _ attribute: Attribute, _ name: Range<Int>, _ file: Int
  ) -> FormPlace.Kind? {
    guard let reading = expressions.read(name, unit: nil, file: file) else { return nil }
    switch (attribute, reading.expression.kind) {
    case (.points, .score(let index)): return .points(.indicator(index))
    case (.points, .headingScore(let index)): return .points(.heading(index))
    case (.standard, .score(let index)): return .standard(index)
    case (.losses, .score(let index)): return .losses(index)
    default:
      let place = SourceRange(file: file, lower: name.lowerBound, upper: name.upperBound)
      own.add(.noIndicatorHere(), at: place)
      return nil
    }
  }

  /// A value and its unit: what stands behind the last colon outside of quotes.
  private static func parts(
    _ range: Range<Int>, in bytes: [UInt8]
  ) -> (value: Range<Int>, unit: Range<Int>?) {
    var colon: Range<Int>?
    var isInName = false
    var at = range.lowerBound
    while at < range.upperBound {
      let rest = bytes[at..<range.upperBound]
      if rest.first == UInt8(ascii: "`") { isInName.toggle() }
      if !isInName, rest.first == UInt8(ascii: ":") { colon = at..<(at + 1) }
      if !isInName, rest.starts(with: [0xEF, 0xBC, 0x9A]) { colon = at..<(at + 3) }
      // Behind a closing quotation mark there is no unit of what stands in it.
      if rest.starts(with: [0xE2, 0x80, 0x9D]) { colon = nil }
      at += 1
    }
    guard let colon else { return (range, nil) }
    func trimmed(_ range: Range<Int>) -> Range<Int> {
      var (lower, upper) = (range.lowerBound, range.upperBound)
      while lower < upper, bytes[lower] == 0x20 { lower += 1 }
      while lower < upper, bytes[upper - 1] == 0x20 { upper -= 1 }
      return lower..<upper
    }
    return (
      trimmed(range.lowerBound..<colon.lowerBound), trimmed(colon.upperBound..<range.upperBound)
    )
  }
}
