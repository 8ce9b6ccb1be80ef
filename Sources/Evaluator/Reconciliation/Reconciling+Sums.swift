import ExactNumbers
import RuleLang

/// The claimed parts against the claimed wholes.
extension Reconciling {
  /// The claims directly under something.
  private struct Parts {
    var found: [ClaimedPart] = []
    var unclaimed: [ReconciliationItem.Subject] = []

    var sum: Rational { found.reduce(.zero) { $0 + $1.value } }
  }

  func sumItems() -> [ReconciliationItem] {
    var items: [ReconciliationItem?] = []
    for heading in ruleset.headings.indices {
      items.append(sumOfScores(heading))
      items.append(sumOfPoints(heading))
    }
    return (items + [sumOfTotal(), sumOfAllPoints()]).compactMap { $0 }
  }

  // MARK: Scores

  /// The claims under a heading, or under the ruleset, by what they count for.
  private func scores(under parent: Int) -> Parts {
    var parts = Parts()
    for child in program.tree.headings[parent] {
      guard let score = score(of: child) else {
        parts.unclaimed.append(.heading(child))
        continue
      }
      let value = ruleset.contribution(of: score, from: ruleset.headings[child])
      parts.found.append(ClaimedPart(subject: .heading(child), value: value))
    }
    for child in program.tree.indicators[parent] {
      if let score = scoreValues[.indicator(child)] {
        parts.found.append(ClaimedPart(subject: .indicator(child), value: score))
      } else if evaluation.indicators[child].status != .excluded {
        parts.unclaimed.append(.indicator(child))
      }
    }
    return parts
  }

  /// The claimed score of a heading or, without one, the sum of the claims under it.
  private func score(of heading: Int) -> Rational? {
    if let claimed = scoreValues[.heading(heading)] { return claimed }
    let parts = scores(under: heading)
    return parts.unclaimed.isEmpty ? parts.sum : nil
  }

  private func sumOfScores(_ heading: Int) -> ReconciliationItem? {
    guard let whole = scoreValues[.heading(heading)],
      let claim = scores.first(where: { $0.subject == .heading(heading) })?.claim
    else { return nil }
    let computed = evaluation.headings[heading].score
    return item(.sumOfScores, .heading(heading), claim, whole, scores(under: heading), computed) {
      $0
    }
  }

  private func sumOfTotal() -> ReconciliationItem? {
    guard let text = record.claims.total, let number = ClaimedNumber(points: text) else {
      return nil
    }
    let claim = Claim(name: "", text: text, place: record.claims.totalPlace)
    let parts = scores(under: program.tree.root)
    return item(.sumOfScores, .whole, claim, number.value, parts, evaluation.score) { sum in
      WholeResult(assembler, sum: Interval(sum)).range.single ?? sum
    }
  }

  // MARK: Points

  private func points(under parent: Int) -> Parts? {
    var parts = Parts()
    for child in program.tree.headings[parent] {
      guard ruleset.headings[child].weight == nil else { return nil }
      if let points = points(of: child) {
        parts.found.append(ClaimedPart(subject: .heading(child), value: points))
      } else {
        parts.unclaimed.append(.heading(child))
      }
    }
    for child in program.tree.indicators[parent] {
      if let points = pointsValues[.indicator(child)] {
        parts.found.append(ClaimedPart(subject: .indicator(child), value: points))
      } else if evaluation.indicators[child].status != .excluded {
        parts.unclaimed.append(.indicator(child))
      }
    }
    return parts
  }

  private func points(of heading: Int) -> Rational? {
    if let claimed = pointsValues[.heading(heading)] { return claimed }
    guard let parts = points(under: heading), parts.unclaimed.isEmpty else { return nil }
    return parts.sum
  }

  private func sumOfPoints(_ heading: Int) -> ReconciliationItem? {
    guard let whole = pointsValues[.heading(heading)], let parts = points(under: heading),
      let claim = points.first(where: { $0.subject == .heading(heading) })?.claim
    else { return nil }
    let declared = ruleset.headings[heading].points
    return item(.sumOfPoints, .heading(heading), claim, whole, parts, declared) { $0 }
  }

  private func sumOfAllPoints() -> ReconciliationItem? {
    guard let parts = points(under: program.tree.root),
      let first = parts.found.first
    else { return nil }
    let place = points.first { $0.subject == first.subject }?.claim.place
    let claim = Claim(name: "", text: ruleset.points.description, place: place)
    return item(.sumOfPoints, .whole, claim, ruleset.points, parts, ruleset.points) { $0 }
  }

  // MARK: Both

  /// Compares a whole with its parts; nil where none of them is claimed.
  private func item(
    _ kind: ReconciliationItem.Kind, _ subject: ReconciliationItem.Subject, _ claim: Claim,
    _ whole: Rational, _ parts: Parts, _ computed: Rational?,
    _ outcome: (Rational) -> Rational
  ) -> ReconciliationItem? {
    guard !parts.found.isEmpty else { return nil }
    var item = ReconciliationItem(kind, subject, .agrees)
    item.claimed = claim.text
    item.claimedValue = whole
    item.place = claim.place
    item.parts = parts.found
    guard parts.unclaimed.isEmpty else {
      item.verdict = .open
      item.obstacle = .partsNotClaimed(parts.unclaimed)
      return item
    }
    let sum = outcome(parts.sum)
    item.computed = .number(sum)
    let isPrinted = ClaimedNumber(points: claim.text).map { equals($0, sum) } ?? false
    guard sum != whole, !isPrinted else { return item }
    item.verdict = .differs
    if let computed { item.sumMatches = (whole == computed, sum == computed) }
    return item
  }
}
