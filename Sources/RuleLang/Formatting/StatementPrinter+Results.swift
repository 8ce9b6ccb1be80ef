/// Grades, vetoes and bonuses.
extension StatementPrinter {
  mutating func grade(_ kind: Statement.Kind, isNamed: Bool) {
    if case .grades(let byRounded) = kind {
      keyword(.grades)
      if let byRounded { keyword(byRounded ? .gradesByRounded : .gradesByExact) }
      return
    }
    if isNamed { keyword(.grade) }
    switch kind {
    case .gradeBand(let name, let range):
      self.name(name, in: .opening)
      isPointsUnitImplied = true
      self.range(range)
      isPointsUnitImplied = false
    case .gradeCondition(let name, let condition):
      self.name(name, in: .opening)
      when(condition)
    case .gradeOtherwise(let name):
      self.name(name, in: .opening)
      keyword(.else)
    default: break
    }
  }

  mutating func veto(_ reason: String, _ condition: Expression, _ effect: VetoSyntax) {
    keyword(.veto)
    text(reason)
    when(condition)
    switch effect {
    case .totalAtMost(let points):
      keyword(.totalAtMost)
      self.points(points)
    case .gradeAtMost(let grade):
      keyword(.gradeAtMost)
      name(grade)
    case .gradeIs(let grade):
      keyword(.gradeIs)
      name(grade)
    case .headingScoresNothing(let heading):
      // A plain word after a number would be its unit.
      line.add(
        line.endsInBareNumber
          ? "`" + heading.text + "`" : NameQuoting.written(heading.text, in: .opening))
      keyword(.scoresNothing)
    }
  }

  mutating func adjustment(_ kind: Statement.Kind) {
    switch kind {
    case .bonus(let points, let condition, let reason):
      adjustment(.bonus, points, condition, reason)
    case .penalty(let points, let condition, let reason):
      adjustment(.penalty, points, condition, reason)
    case .bonusesAtMost(let points, let outsideTotal):
      keyword(.bonusesAtMost)
      self.points(points, .spelled)
      if outsideTotal { keyword(.outsideTotal) }
    case .penaltiesAtMost(let points):
      keyword(.penaltiesAtMost)
      self.points(points, .spelled)
    default: break
    }
  }

  private mutating func adjustment(
    _ keyword: Keyword, _ points: PointsSyntax, _ condition: Expression, _ reason: String?
  ) {
    self.keyword(keyword)
    self.points(points, .spelled)
    when(condition)
    text(reason)
  }
}
