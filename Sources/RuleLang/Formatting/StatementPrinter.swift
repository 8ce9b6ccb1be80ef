import ExactNumbers

/// Prints one statement from its syntax.
///
/// The same code writes the layout for people, in either vocabulary, and the canonical text, which
/// differs only in what does not change the meaning: numbers are written by their value.
struct StatementPrinter {
  /// How a number of points shows its unit.
  enum PointsUnit {
    /// `分` in Chinese, nothing in English, after a verb of scoring.
    case afterVerb
    /// `分` or `points`.
    case spelled
    /// None, before 至 and a second number of points.
    case none
  }

  let vocabulary: Language
  let isCanonical: Bool
  var line = PrintedLine()

  /// Whether `分` after a number says nothing, as in the range of a grade.
  var isPointsUnitImplied = false

  init(vocabulary: Language, isCanonical: Bool = false) {
    self.vocabulary = vocabulary
    self.isCanonical = isCanonical
  }

  // MARK: Words

  mutating func keyword(_ keyword: Keyword) { line.add(keyword.spelling(in: vocabulary)) }

  mutating func name(_ name: Name, in place: NameQuoting.Place = .plain) {
    // A statement that begins with an operand must not look like another statement.
    let actual = line.isEmpty && place == .expression ? .opening : place
    line.add(NameQuoting.written(name.text, in: actual))
  }

  mutating func text(_ text: String?) {
    guard let text else { return }
    line.add(QuotedText.written(text, in: vocabulary))
  }

  mutating func comma() {
    if line.isInBrackets || vocabulary == .en {
      line.addGlued(",")
    } else {
      line.addGlued("，")
      line.glueNext()
    }
    line.allowBreak()
  }

  mutating func colon() {
    line.addGlued(vocabulary == .zh ? "：" : ":")
    if vocabulary == .zh { line.glueNext() }
  }

  mutating func comparison(_ comparison: Comparison) {
    line.add(spelling(comparison))
  }

  private func spelling(_ comparison: Comparison) -> String {
    switch (comparison, vocabulary) {
    case (.equal, .zh): "＝"
    case (.less, .zh): "＜"
    case (.greater, .zh): "＞"
    case (.notEqual, .zh): "≠"
    case (.lessOrEqual, .zh): "≤"
    case (.greaterOrEqual, .zh): "≥"
    case (.equal, .en): "="
    case (.less, .en): "<"
    case (.greater, .en): ">"
    case (.notEqual, .en): "!="
    case (.lessOrEqual, .en): "<="
    case (.greaterOrEqual, .en): ">="
    }
  }

  // MARK: Numbers

  mutating func literal(_ literal: Literal) {
    guard let unit = shownUnit(of: literal) else {
      line.add(digits(of: literal), isBareNumber: literal.form == .plain)
      return
    }
    line.add(digits(of: literal))
    line.add(spelling(ofUnit: unit.text, for: literal.value))
  }

  private func shownUnit(of literal: Literal) -> Name? {
    guard let unit = literal.unit else { return nil }
    let isImplied = isCanonical && isPointsUnitImplied && unit.text == Literal.points
    return isImplied ? nil : unit
  }

  private func digits(of literal: Literal) -> String {
    let hundred = Rational(100)
    switch (literal.form, isCanonical) {
    case (.plain, false): return literal.digits
    case (.plain, true): return literal.value.description
    case (.percent, false): return literal.digits + "%"
    case (.permille, false): return literal.digits + "‰"
    case (.percent, true), (.permille, true): return (literal.value * hundred).description + "%"
    }
  }

  private func spelling(ofUnit unit: String, for value: Rational) -> String {
    switch (unit, vocabulary) {
    case (Literal.percentagePoints, .zh): "个百分点"
    case (Literal.points, .zh): "分"
    case (Literal.points, .en): value == Rational(1) ? "point" : "points"
    default: unit
    }
  }

  mutating func points(_ points: PointsSyntax, _ unit: PointsUnit = .afterVerb) {
    guard case .amount(let amount) = points.kind else {
      keyword(.full)
      return
    }
    let isShown =
      switch unit {
      case .none: false
      case .afterVerb: vocabulary == .zh
      case .spelled: true
      }
    line.add(digits(of: amount), isBareNumber: !isShown)
    if isShown { line.add(spelling(ofUnit: Literal.points, for: amount.value)) }
  }

  /// `scores N`, `scores full` or `scores 0`.
  mutating func scored(_ points: PointsSyntax) {
    switch points.kind {
    case .full: keyword(.scoresFull)
    case .amount(let amount) where amount.value == .zero && amount.form == .plain:
      keyword(.scoresZero)
    case .amount:
      keyword(.scores)
      self.points(points)
    }
  }
}
