import ExactNumbers

/// The header, names, units, facts and tables.
extension Checker {
  // MARK: Header

  mutating func checkHeader() {
    var seen: [String: SourceRange] = [:]
    for statement in outline.header {
      let key = Self.headerKey(statement.kind)
      if key != "basis" {
        if let first = seen[key] {
          add(.duplicateStatement(first: first), at: statement.range)
          continue
        }
        seen[key] = statement.range
      }
      apply(statement)
    }
    let start = SourceRange(file: home, lower: 0, upper: 0)
    let examples: [(String, Keyword, Message)] = [
      ("ruleset", .ruleset, Message(zh: "规则集 部门整体支出绩效评价", en: "ruleset NAME")),
      ("fiscalYear", .fiscalYear, Message(zh: "年度 2023", en: "fiscal year 2023")),
      ("totalPoints", .totalPoints, Message(zh: "总分 100 分", en: "total 100 points")),
    ]
    if examples.allSatisfy({ seen[$0.0] == nil }), !outline.isDamaged {
      isWithoutHeader = true
      return add(.noHeader(examples.map(\.2)), at: start)
    }
    for (key, keyword, example) in examples where seen[key] == nil && !outline.isDamaged {
      add(.missingHeader(keyword, example: example), at: start)
    }
  }

  private static func headerKey(_ kind: Statement.Kind) -> String {
    switch kind {
    case .ruleset: "ruleset"
    case .fiscalYear: "fiscalYear"
    case .revision: "revision"
    case .amends: "amends"
    case .effective: "effective"
    case .totalPoints: "totalPoints"
    case .scoresRounded: "scoresRounded"
    case .totalRounded: "totalRounded"
    default: "basis"
    }
  }

  private mutating func apply(_ statement: Statement) {
    switch statement.kind {
    case .ruleset(let name): ruleset.name = name.text
    case .fiscalYear(let literal):
      ruleset.year =
        whole(
          literal, 1900...9999, "年份要是 1900 至 9999 的整数", "a year is a whole number from 1900 to 9999"
        ) ?? 0
    case .revision(let literal):
      ruleset.revision =
        whole(literal, 1...9999, "修订号要是 1 以上的整数", "a revision is a whole number from 1") ?? 1
    case .effective(let from, let to):
      checkPeriod(EffectivePeriod(from: from, to: to), at: statement.range)
    case .totalPoints(let points): ruleset.points = positive(points) ?? .zero
    case .scoresRounded(let step, let mode): ruleset.scoreRounding = rounding(step, mode)
    case .totalRounded(let step, let mode): ruleset.totalRounding = rounding(step, mode)
    case .basis(let text): ruleset.basis.append(text)
    default: break
    }
  }

  private mutating func checkPeriod(_ period: EffectivePeriod, at range: SourceRange) {
    if period.isReversed { add(.reversedPeriod(period), at: range) }
    let isApart = !outline.header.contains {
      if case .ruleset = $0.kind { $0.range.file == range.file } else { false }
    }
    if isApart { add(.versionApartFromName(), at: range) }
    ruleset.period = period
  }

  private mutating func whole(
    _ literal: Literal, _ range: ClosedRange<Int>, _ zh: String, _ en: String
  ) -> Int? {
    if literal.form == .plain, let value = literal.value.machineWord, range.contains(value) {
      return value
    }
    add(.notAWholeNumber(zh, en), at: literal.range)
    return nil
  }

  private mutating func rounding(_ step: Literal, _ mode: RoundingMode) -> Rounding? {
    guard step.value > .zero, step.form == .plain else {
      add(.stepNotPositive(), at: step.range)
      return nil
    }
    return Rounding(step: step.value, mode: mode)
  }

  /// An amount of points above zero; `full` has no meaning here.
  mutating func positive(_ points: PointsSyntax) -> Rational? {
    guard case .amount(let literal) = points.kind, literal.value > .zero else {
      add(.pointsNotPositive(), at: points.range)
      return nil
    }
    return literal.value
  }

  // MARK: Names

  mutating func declareNames() {
    scope.damaged = outline.damagedWords
    scope.lacksAName = outline.lacksAName
    for (index, fact) in outline.facts.enumerated() { declare(fact.name, .fact(index)) }
    for (index, table) in outline.tables.enumerated() { declare(table.name, .table(index)) }
    for (index, definition) in outline.definitions.enumerated() {
      declare(definition.name, .definition(index))
    }
    for (index, indicator) in outline.indicators.enumerated() {
      if let name = indicator.name { declare(name, .indicator(index)) }
    }
    for (index, heading) in outline.headings.enumerated() {
      guard let name = heading.name else { continue }
      let siblings = scope.headings[name.text] ?? []
      if let twin = siblings.first(where: { outline.headings[$0].parent == heading.parent }),
        let first = outline.headings[twin].name
      {
        add(.duplicateName(name.text, first: first.range), at: name.range)
      }
      scope.headings[name.text, default: []].append(index)
    }
    warnOfLookAlikes()
  }

  private mutating func declare(_ name: Name, _ entity: Scope.Entity) {
    if let first = scope.declare(name, entity) {
      add(.duplicateName(name.text, first: first), at: name.range)
    }
  }

  private mutating func warnOfLookAlikes() {
    var skeletons: [String: String] = [:]
    for (name, place) in scope.placesInOrder {
      let skeleton = NameCharacters.skeleton(name)
      if let other = skeletons[skeleton], let first = scope.place(of: other) {
        add(.lookAlikeNames(name, other, first: first), at: place)
      } else {
        skeletons[skeleton] = name
      }
    }
  }

  // MARK: Facts and tables

  mutating func checkFields() {
    declareUnits()
    declareCountUnits()
    // Bounds are constants of literals; they are checked with the units alone.
    expressions = ExpressionChecker(scope: scope, units: ruleset.units, facts: [], tables: [])
    expressions.takesLiteralsOnly = true
    ruleset.facts = outline.facts.map { field($0) }
    for draft in outline.tables {
      var seen: [String: SourceRange] = [:]
      for column in draft.columns {
        if let first = seen[column.name.text] {
          add(.duplicateName(column.name.text, first: first), at: column.name.range)
        }
        seen[column.name.text] = column.name.range
      }
      var rowCountMin = 0
      if let literal = draft.rowsMin {
        rowCountMin =
          whole(literal, 0...Limits.tableRowsMax, "行数要是整数", "rows are a whole number") ?? 0
      }
      if draft.columns.isEmpty, !draft.isDamaged {
        add(
          .incompleteBlock(
            "表“\(draft.name.text)”没有列", "the table '\(draft.name.text)' has no columns"),
          at: draft.name.range)
      }
      ruleset.tables.append(
        Table(
          name: draft.name.text, columns: draft.columns.map { field($0) },
          rowCountMin: rowCountMin, range: draft.name.range))
    }
    diagnostics += expressions.diagnostics
    expressions.diagnostics = []
  }

  private mutating func field(_ draft: Outline.FieldDraft) -> Field {
    var (type, unit) = type(of: draft.type)
    let before = diagnostics.count + expressions.diagnostics.count
    var bounds = Interval.all
    if case .number(let number) = type, number.isWhole, case .count = draft.type.kind {
      bounds = Interval(lower: .init(.zero, isClosed: true), upper: nil) ?? .all
    }
    for bound in draft.type.bounds {
      guard let narrowed = narrow(bounds, by: bound, type) else { continue }
      bounds = narrowed
    }
    // Without its bounds nothing can be proven of it.
    if diagnostics.count + expressions.diagnostics.count > before { type = .unknown }
    return Field(
      name: draft.name.text, type: type, bounds: bounds, unit: unit,
      description: draft.description, range: draft.name.range)
  }

  private mutating func narrow(
    _ bounds: Interval, by bound: TypeSyntax.Bound, _ type: ValueType
  ) -> Interval? {
    guard type != .unknown else { return nil }
    guard type.number != nil || type == .date else {
      add(.boundsNeedNumber(), at: bound.value.range)
      return nil
    }
    var typed = expressions.check(bound.value)
    var field = TypedExpression(.unknown, type, at: bound.value.range)
    guard expressions.unify(&field, &typed, at: bound.value.range) != nil,
      let value = constantNumber(typed)
    else { return nil }
    let narrowed: Interval? =
      switch bound.comparison {
      case .greater: bounds.above(value, inclusive: false)
      case .greaterOrEqual: bounds.above(value, inclusive: true)
      case .less: bounds.below(value, inclusive: false)
      default: bounds.below(value, inclusive: true)
      }
    if narrowed == nil { add(.reversedBounds(), at: bound.value.range) }
    return narrowed
  }

  private mutating func type(of syntax: TypeSyntax) -> (ValueType, unit: String?) {
    switch syntax.kind {
    case .number(nil): return (.number(.plain), nil)
    case .number(let unit?):
      return countedType(unit, isWhole: false)
    case .money(let unit):
      if let unit, !UnitTable.moneyUnits.contains(where: { $0.name == unit.text }) {
        add(.moneyInCount(unit.text), at: unit.range)
        return (.number(NumberType(.money)), nil)
      }
      return (.number(NumberType(.money)), unit?.text)
    case .ratio: return (.number(NumberType(.none, isRatio: true)), nil)
    case .count(let unit):
      return countedType(unit, isWhole: true)
    case .date: return (.date, nil)
    case .yesOrNo: return (.boolean, nil)
    case .choice(let names):
      var seen: [String: SourceRange] = [:]
      for name in names {
        if let first = seen[name.text] {
          add(.duplicateName(name.text, first: first), at: name.range)
        }
        seen[name.text] = name.range
      }
      return (.choice(names.map(\.text)), nil)
    case .text: return (.text, nil)
    case .missing: return (.unknown, nil)
    }
  }
  private mutating func countedType(_ unit: Name, isWhole: Bool) -> (ValueType, unit: String?) {
    guard let known = ruleset.units[unit.text] else { return (.unknown, nil) }
    if known.base == UnitTable.moneyBase {
      add(.countOfMoney(), at: unit.range)
      return (.unknown, nil)
    }
    return (.number(NumberType(.base(known.base), isWhole: isWhole)), unit.text)
  }
}
