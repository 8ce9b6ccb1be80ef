import ExactNumbers

/// Statements, each as the grammar puts it in the vocabulary.
extension StatementPrinter {
  /// Prints a statement; one that could not be read prints nothing.
  ///
  /// - Parameters:
  ///   - kind: the statement.
  ///   - outcomeColumn: where the outcome of a band stands, counted from its range.
  ///   - isGradeNamed: whether a grade needs its keyword, as no line before it says `grades`.
  mutating func statement(
    _ kind: Statement.Kind, outcomeColumn: Int? = nil, isGradeNamed: Bool = false
  ) {
    switch kind {
    case .ruleset, .fiscalYear, .revision, .totalPoints, .scoresRounded, .totalRounded, .basis,
      .unit:
      header(kind)
    case .amends, .effective, .replacement, .removal, .openedHeading:
      version(kind, isGradeNamed: isGradeNamed)
    case .facts: keyword(.facts)
    case .table(let name, let rowsMin): table(name, rowsMin: rowsMin)
    case .field(let name, let type, let description):
      self.name(name)
      colon()
      self.type(type)
      text(description)
    case .define(let name, let value, let description):
      definition(.define, name, value, text: description)
    case .parameter(let name, let value, let basis):
      definition(.parameter, name, value, text: basis)
    case .order(let limits, let comparisons): order(limits, comparisons)
    case .heading(let level, let name, let points, let weight):
      heading(level == 1 ? .section : .subsection, name, points, weight: weight)
    case .indicator(let name, let points): heading(.indicator, name, points, weight: nil)
    case .higherIsBetter: keyword(.higherIsBetter)
    case .lowerIsBetter: keyword(.lowerIsBetter)
    case .measure(let value):
      keyword(.measure)
      expression(value)
    case .band(let range, let outcome, let reason):
      self.range(range)
      if let outcomeColumn { line.pad(to: outcomeColumn) }
      self.outcome(outcome)
      text(reason)
    case .case(let condition, let points, let reason):
      when(condition)
      scored(points)
      text(reason)
    case .notApplicable(let condition, let outcome, let reason):
      notApplicable(condition, outcome, reason: reason)
    case .whenMissing(let points, let reason):
      keyword(.whenMissing)
      scored(points)
      text(reason)
    case .item, .bestItemCounts, .deductsPer, .deductsWhen, .judged, .formula, .bestOf,
      .alternative:
      method(kind)
    case .grades, .gradeBand, .gradeCondition, .gradeOtherwise:
      grade(kind, isNamed: isGradeNamed)
    case .veto(let reason, let condition, let effect): veto(reason, condition, effect)
    case .bonus, .penalty, .bonusesAtMost, .penaltiesAtMost: adjustment(kind)
    case .check(let title):
      keyword(.check)
      text(title)
    case .checkCondition(let condition): expression(condition)
    case .test, .given, .expect, .expectError, .testCases, .testCase: test(kind)
    case .malformed: break
    }
  }

  // MARK: Header

  private mutating func header(_ kind: Statement.Kind) {
    switch kind {
    case .ruleset(let name):
      keyword(.ruleset)
      self.name(name)
    case .fiscalYear(let year):
      keyword(.fiscalYear)
      line.add(isCanonical ? year.value.description : year.digits)
    case .revision(let revision):
      keyword(.revision)
      literal(revision)
    case .totalPoints(let points):
      keyword(.totalPoints)
      self.points(points, .spelled)
    case .scoresRounded(let step, let mode): rounding(.scoresRounded, step, mode)
    case .totalRounded(let step, let mode): rounding(.totalRounded, step, mode)
    case .basis(let basis):
      keyword(.basis)
      text(basis)
    case .unit(let name, let value):
      keyword(.unit)
      self.name(name)
      guard let value else { return }
      comparison(.equal)
      literal(value)
    default: break
    }
  }

  private mutating func rounding(_ keyword: Keyword, _ step: Literal, _ mode: RoundingMode) {
    self.keyword(keyword)
    literal(step)
    line.add(mode.spelling(in: vocabulary))
  }

  // MARK: Declarations

  private mutating func table(_ name: Name, rowsMin: Literal?) {
    keyword(.table)
    self.name(name)
    guard let rowsMin else { return }
    comma()
    // Rows are counted, so Chinese says 不少于 and not 不小于.
    line.add(vocabulary == .zh ? "不少于" : Keyword.atLeast.spelling(in: .en))
    literal(rowsMin)
    guard rowsMin.unit?.text != Keyword.rows.chinese.first else { return }
    let isOne = vocabulary == .en && rowsMin.value == Rational(1)
    line.add(isOne ? "row" : Keyword.rows.spelling(in: vocabulary))
  }

  private mutating func definition(
    _ keyword: Keyword, _ name: Name, _ value: Expression, text: String?
  ) {
    self.keyword(keyword)
    self.name(name)
    comparison(.equal)
    expression(value)
    self.text(text)
  }

  mutating func order(_ limits: [Expression], _ comparisons: [Comparison]) {
    keyword(.order)
    self.limits(limits, comparisons)
  }

  mutating func limits(_ limits: [Expression], _ comparisons: [Comparison]) {
    for (index, limit) in limits.enumerated() {
      if index > 0, index <= comparisons.count {
        comparison(comparisons[index - 1])
        line.allowBreak()
      }
      expression(limit)
    }
  }

  private mutating func heading(
    _ keyword: Keyword, _ name: Name, _ points: PointsSyntax, weight: Literal?
  ) {
    self.keyword(keyword)
    self.name(name)
    self.points(points, .spelled)
    guard let weight else { return }
    self.keyword(.weighing)
    literal(weight)
  }

  // MARK: Types

  private mutating func type(_ type: TypeSyntax) {
    var isChoice = false
    switch type.kind {
    case .number(let unit): typeKeyword(.number, unit: unit)
    case .money(let unit): typeKeyword(.money, unit: unit)
    case .ratio: keyword(.ratio)
    case .count(let unit):
      keyword(.countOf)
      name(unit)
    case .date: keyword(.date)
    case .yesOrNo: keyword(.yesOrNo)
    case .choice(let names):
      keyword(.choiceOf)
      choices(names)
      isChoice = true
    case .text: keyword(.text)
    case .missing: break
    }
    bounds(of: type, afterComma: !isChoice)
  }

  /// A unit stands alone in Chinese where nothing else could be meant.
  private mutating func typeKeyword(_ keyword: Keyword, unit: Name?) {
    self.keyword(keyword)
    guard let unit else { return }
    let written = NameQuoting.written(unit.text, in: .opening)
    if vocabulary == .en || written != unit.text { self.keyword(.inUnit) }
    line.add(written)
  }

  mutating func choices(_ names: [Name]) {
    for (index, choice) in names.enumerated() {
      if index > 0 {
        line.addGlued(vocabulary == .zh ? "、" : ",")
        if vocabulary == .zh { line.glueNext() }
        line.allowBreak()
      }
      name(choice)
    }
  }

  /// After a choice a comma would begin another name.
  private mutating func bounds(of type: TypeSyntax, afterComma: Bool) {
    if type.isFromTo, type.bounds.count == 2, !isCanonical {
      if afterComma { comma() }
      keyword(.from)
      expression(type.bounds[0].value)
      keyword(.to)
      expression(type.bounds[1].value)
      return
    }
    for bound in type.bounds {
      if afterComma { comma() }
      keyword(Self.keyword(of: bound.comparison))
      expression(bound.value)
    }
  }

  private static func keyword(of bound: Comparison) -> Keyword {
    switch bound {
    case .less: .below
    case .lessOrEqual: .atMost
    case .greater: .above
    case .greaterOrEqual, .equal, .notEqual: .atLeast
    }
  }
}
