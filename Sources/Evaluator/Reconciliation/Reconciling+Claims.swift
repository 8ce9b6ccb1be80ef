import ExactNumbers
import RuleLang

/// Claimed scores, points, total and grade against the rules.
extension Reconciling {
  func wholeItems() -> [ReconciliationItem] {
    [totalItem(), gradeItem(), gradeOfTotalItem()].compactMap { $0 }
  }

  func scoreItems() -> [ReconciliationItem] {
    scores.flatMap { subject, claim -> [ReconciliationItem] in
      guard case .name(let name) = subject else {
        return [scoreItem(subject, claim), scoreWithinPoints(subject, claim)].compactMap { $0 }
      }
      return [severalHeadings(.score, name, claim)]
    }
  }

  func pointsItems() -> [ReconciliationItem] {
    points.compactMap { subject, claim in
      if case .name(let name) = subject { return severalHeadings(.points, name, claim) }
      guard let declared = declaredPoints(subject) else { return nil }
      var item = ReconciliationItem(.points, subject, .agrees)
      item.claimed = claim.text
      item.place = claim.place
      item.computed = .number(declared)
      guard let number = ClaimedNumber(points: claim.text) else { return unreadable(item) }
      item.claimedValue = number.value
      let possible = [declared, result(subject)?.points].compactMap { $0 }
      if !possible.contains(where: { equals(number, $0) }) { item.verdict = .differs }
      return item
    }
  }

  private func severalHeadings(
    _ kind: ReconciliationItem.Kind, _ name: String, _ claim: Claim
  ) -> ReconciliationItem {
    var item = ReconciliationItem(kind, .name(name), .open)
    item.claimed = claim.text
    item.place = claim.place
    item.obstacle = .severalHeadings(names.ids(of: name))
    return item
  }

  private func unreadable(_ item: ReconciliationItem) -> ReconciliationItem {
    var item = item
    item.verdict = .differs
    return item
  }

  /// Whether a claim is a number, exactly or, where that has no decimal, as printed.
  func equals(_ claim: ClaimedNumber, _ exact: Rational) -> Bool {
    claim.value == exact || exact.decimalText == nil && claim.isRounded(from: exact)
  }

  /// Compares a claim with a score or with what it can still be.
  private func compare(
    _ kind: ReconciliationItem.Kind, _ subject: ReconciliationItem.Subject, _ text: String,
    at place: SourceRange?
  ) -> ReconciliationItem? {
    guard let (score, range, _) = result(subject) else { return nil }
    var item = ReconciliationItem(kind, subject, .agrees)
    item.claimed = text
    item.place = place
    item.computed = score.map { .number($0) } ?? .range(range)
    guard let number = ClaimedNumber(points: text) else { return unreadable(item) }
    item.claimedValue = number.value
    if let score {
      if !equals(number, score) { item.verdict = .differs }
    } else {
      item.verdict = range.contains(number.value) ? .open : .differs
      item.obstacle = .missing(missing(subject))
    }
    return item
  }

  private func scoreItem(
    _ subject: ReconciliationItem.Subject, _ claim: Claim
  ) -> ReconciliationItem? {
    guard var item = compare(.score, subject, claim.text, at: claim.place) else { return nil }
    if case .indicator(let index) = subject { item.facts = facts(of: index) }
    guard item.verdict == .differs else { return item }
    item.effects = [.score]
    if case .indicator(let index) = subject, let difference = item.difference {
      item.effects = effects(of: difference, at: index)
    }
    return item
  }

  /// The facts that an indicator looks at.
  func facts(of indicator: Int) -> [Int] {
    UsedFigures.of(ruleset.indicators[indicator], ruleset).facts
  }

  private func scoreWithinPoints(
    _ subject: ReconciliationItem.Subject, _ claim: Claim
  ) -> ReconciliationItem? {
    guard let score = scoreValues[subject],
      let limit = pointsValues[subject] ?? declaredPoints(subject)
    else { return nil }
    var item = ReconciliationItem(.scoreWithinPoints, subject, .agrees)
    item.claimed = claim.text
    item.claimedValue = score
    item.computed = .number(limit)
    item.place = claim.place
    if score > limit, result(subject)?.score != score { item.verdict = .differs }
    return item
  }

  // MARK: The whole

  private func totalItem() -> ReconciliationItem? {
    guard let total = record.claims.total,
      var item = compare(.total, .whole, total, at: record.claims.totalPlace)
    else { return nil }
    guard item.verdict == .differs else { return item }
    item.effects = [.total]
    if let value = item.claimedValue, evaluation.status == .complete,
      names(WholeResult(assembler, total: Interval(value)).grades) != evaluation.possibleGrades
    {
      item.effects.insert(.grade)
    }
    return item
  }

  private func gradeItem() -> ReconciliationItem? {
    guard let grade = record.claims.grade else { return nil }
    var item = ReconciliationItem(.grade, .whole, .agrees)
    item.claimed = grade
    item.place = record.claims.gradePlace
    let possible = evaluation.possibleGrades
    let isClaimed = possible.contains { $0 == NameCharacters.normalized(grade) }
    if evaluation.status == .complete {
      item.computed = evaluation.grade.map { .text($0) }
      item.verdict = isClaimed && possible.count == 1 ? .agrees : .differs
    } else {
      item.computed = .grades(possible)
      item.verdict = isClaimed ? possible.count == 1 ? .agrees : .open : .differs
      item.obstacle = .missing(evaluation.missing.map(\.name))
    }
    if item.verdict == .differs { item.effects = [.grade] }
    return item
  }

  private func gradeOfTotalItem() -> ReconciliationItem? {
    guard let grade = record.claims.grade, let text = record.claims.total,
      let total = ClaimedNumber(points: text)?.value, !ruleset.grades.isEmpty
    else { return nil }
    var item = ReconciliationItem(.gradeOfTotal, .whole, .agrees)
    item.claimed = grade
    item.place = record.claims.gradePlace
    let possible = names(WholeResult(assembler, total: totals(behind: total)).grades)
    item.computed = .grades(possible)
    guard !possible.contains(NameCharacters.normalized(grade)) else { return item }
    item.verdict = .differs
    return item
  }

  /// The totals before rounding that a printed total can stand for, where grades look at those.
  private func totals(behind total: Rational) -> Interval {
    guard !ruleset.gradesByRounded, let rounding = ruleset.totalRounding else {
      return Interval(total)
    }
    if total == evaluation.score, let exact = evaluation.unrounded { return Interval(exact) }
    let half = Rational(1, over: 2) ?? .one
    switch rounding.mode {
    case .halfUp, .halfEven, .halfDown:
      return Interval(total - rounding.step * half, total + rounding.step * half)
    case .up, .down, .ceiling, .floor:
      return Interval(
        lower: .init(total - rounding.step, isClosed: false),
        upper: .init(total + rounding.step, isClosed: false)) ?? Interval(total)
    }
  }
}
