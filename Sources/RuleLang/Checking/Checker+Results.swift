import ExactNumbers

/// Grades, vetoes, bonuses and penalties.
extension Checker {
  mutating func checkWholeResult() {
    if let head = outline.gradesHeads.dropFirst().first, let first = outline.gradesHeads.first {
      add(.duplicateStatement(first: first.range), at: head.range)
    }
    if let head = outline.gradesHeads.first, outline.grades.isEmpty, !outline.gradesAreDamaged {
      add(.incompleteBlock("“等次”下面没有等次", "there are no grades under 'grades'"), at: head.range)
    }
    checkGradeBasis()
    checkGrades()
    for statement in outline.rules { checkRule(statement) }
    checkGradeCoverage()
  }

  private mutating func checkGradeBasis() {
    guard let head = outline.gradesHeads.first, case .grades(let byRounded) = head.kind else {
      return
    }
    if let byRounded {
      ruleset.gradesByRounded = byRounded
    } else if ruleset.totalRounding != nil {
      add(.gradesBasisUnsaid(), at: head.range)
    }
  }

  private mutating func checkGrades() {
    var names: [String: SourceRange] = [:]
    for statement in outline.grades {
      switch statement.kind {
      case .gradeBand(let name, let range):
        guard let interval = gradeInterval(range) else {
          outline.gradesAreDamaged = true
          continue
        }
        declareGrade(name, .range(interval), statement, &names)
      case .gradeCondition(let name, let condition):
        let typed = expressions.checkCondition(condition)
        proveDivisors(of: [typed], with: BoundsInference(declarations))
        declareGrade(name, .condition(typed), statement, &names)
      case .gradeOtherwise(let name): declareGrade(name, .otherwise, statement, &names)
      default: break
      }
    }
  }

  private mutating func declareGrade(
    _ name: Name, _ criterion: Grade.Criterion, _ statement: Statement,
    _ names: inout [String: SourceRange]
  ) {
    if let first = names[name.text] {
      add(.duplicateName(name.text, first: first), at: name.range)
    }
    names[name.text] = name.range
    ruleset.grades.append(Grade(name: name.text, criterion: criterion, range: statement.range))
  }

  private mutating func gradeInterval(_ range: RangeSyntax) -> Interval? {
    func limit(_ expression: Expression) -> Rational? {
      let typed = expressions.checkNumber(expression)
      if let type = typed.type.number, type.dimension != .none || type.isRatio {
        add(.formulaNeedsPlainNumber(expressions.words(typed.type)), at: expression.range)
        return nil
      }
      return constantNumber(typed)
    }
    switch range.kind {
    case .comparison(let comparison, let expression):
      guard let value = limit(expression) else { return nil }
      switch comparison {
      case .equal: return Interval(value)
      case .less: return Interval.all.below(value, inclusive: false)
      case .lessOrEqual: return Interval.all.below(value, inclusive: true)
      case .greater: return Interval.all.above(value, inclusive: false)
      case .greaterOrEqual: return Interval.all.above(value, inclusive: true)
      case .notEqual:
        add(.onlyRange(), at: range.range)
        return nil
      }
    case .interval(let lower, let includesLower, let upper, let includesUpper):
      guard let low = limit(lower), let high = limit(upper) else { return nil }
      let interval = Interval(
        lower: .init(low, isClosed: includesLower), upper: .init(high, isClosed: includesUpper))
      if interval == nil { add(.emptyRange(), at: range.range) }
      return interval
    }
  }

  /// Every total from zero to the points has one grade.
  private mutating func checkGradeCoverage() {
    guard !outline.gradesAreDamaged, !ruleset.grades.isEmpty else { return }
    let hasOtherwise = ruleset.grades.contains {
      if case .otherwise = $0.criterion { return true }
      return false
    }
    let pieces = ruleset.grades.enumerated().compactMap {
      index, grade -> (index: Int, interval: Interval)? in
      if case .range(let interval) = grade.criterion { return (index, interval) }
      return nil
    }
    var most = ruleset.points
    if ruleset.bonusesExceedTotal { most += ruleset.bonusLimit ?? .zero }
    guard !most.isZero else { return }
    // Where it is not said which total is looked up, that has been reported.
    var isRounded = ruleset.gradesByRounded
    if case .grades(nil)? = outline.gradesHeads.first?.kind { isRounded = true }
    let step = isRounded ? ruleset.totalRounding?.step : nil
    let coverage = BandCoverage(pieces, domain: Interval(.zero, most), step: step)
    let ranges = RangeText(units: ruleset.units, type: .number(.plain))
    let grid = Grid(step: step)
    let overlaps = coverage.mistakenOverlaps
    for overlap in overlaps {
      add(
        .gradeOverlap(
          ranges.text(overlap.common), witness: grid.witness(in: overlap.common).description,
          first: gradeRange(overlap.earlier)),
        at: gradeRange(overlap.later))
    }
    guard overlaps.isEmpty, !hasOtherwise else { return }
    for gap in coverage.gaps {
      let text = ranges.text(gap)
      let line = Message(zh: "等次名称 \(text.zh)", en: "NAME \(text.en)")
      let beside = BandCoverage.neighbour(of: gap, among: pieces)
      add(
        .gradeGap(text, witness: grid.witness(in: gap).description, line: line),
        at: gradeRange(beside ?? 0))
    }
  }

  /// The place of what a grade requires.
  private func gradeRange(_ index: Int) -> SourceRange {
    if case .gradeBand(_, let range) = outline.grades[index].kind { return range.range }
    return outline.grades[index].range
  }

  // MARK: Rules on the whole

  private mutating func checkRule(_ statement: Statement) {
    switch statement.kind {
    case .veto(let text, let condition, let effect):
      let typed = checkedWholeCondition(condition)
      guard let effect = vetoEffect(effect) else { return }
      ruleset.vetoes.append(
        Veto(text: text, condition: typed, effect: effect, range: statement.range))
    case .bonus(let amount, let condition, let text), .penalty(let amount, let condition, let text):
      let typed = checkedWholeCondition(condition)
      guard let points = positive(amount) else { return }
      var isPenalty = false
      if case .penalty = statement.kind { isPenalty = true }
      ruleset.adjustments.append(
        Adjustment(
          points: points, isPenalty: isPenalty, condition: typed, text: text,
          range: statement.range))
    case .bonusesAtMost(let amount, let outsideTotal):
      if ruleset.bonusLimit != nil { add(.repeated(), at: statement.range) }
      ruleset.bonusLimit = positive(amount)
      ruleset.bonusesExceedTotal = outsideTotal
    case .penaltiesAtMost(let amount):
      if ruleset.penaltyLimit != nil { add(.repeated(), at: statement.range) }
      ruleset.penaltyLimit = positive(amount)
    default: break
    }
  }

  private mutating func checkedWholeCondition(_ condition: Expression) -> TypedExpression {
    let typed = expressions.checkCondition(condition)
    proveDivisors(of: [typed], with: BoundsInference(declarations))
    return typed
  }

  private mutating func vetoEffect(_ syntax: VetoSyntax) -> Veto.Effect? {
    switch syntax {
    case .totalAtMost(let amount):
      guard case .amount(let literal) = amount.kind, !literal.value.isNegative,
        literal.value <= ruleset.points || ruleset.points.isZero
      else {
        add(.capOutsideTotal(ruleset.points), at: amount.range)
        return nil
      }
      return .totalAtMost(literal.value)
    case .gradeAtMost(let name): return grade(name).map { .gradeAtMost($0) }
    case .gradeIs(let name): return grade(name).map { .gradeIs($0) }
    case .headingScoresNothing(let name):
      guard let index = scope.headings[name.text]?.first else {
        let nearest = expressions.guesses.nearest(
          to: name, in: scope.headings.keys.sorted())
        if !scope.damaged.contains(name.text) {
          add(.unknownHeading(name.text, nearest: nearest), at: name.range)
        }
        return nil
      }
      return .headingScoresNothing(index)
    }
  }

  mutating func grade(_ name: Name) -> Int? {
    if let index = ruleset.grades.firstIndex(where: { $0.name == name.text }) { return index }
    if !outline.gradesAreDamaged {
      let nearest = expressions.guesses.nearest(to: name, in: ruleset.grades.map(\.name))
      add(.unknownGrade(name.text, nearest: nearest), at: name.range)
    }
    return nil
  }
}

extension Finding {
  static func onlyRange() -> Finding {
    Finding(.emptyRange, zh: "等次的范围不能写 ≠", en: "the range of a grade cannot be written with !=")
  }

  static func capOutsideTotal(_ points: Rational) -> Finding {
    Finding(
      .pointsOutOfRange, zh: "总分是 \(points) 分，这里要写 0 至 \(points) 之间的分数",
      en: "the total is \(points) points, so a cap lies between 0 and \(points)")
  }

  static func repeated() -> Finding {
    Finding(.duplicateStatement, zh: "这一项已经写过", en: "this has been stated before")
  }
}
