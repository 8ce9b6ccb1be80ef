import Evaluator
import ExactNumbers
import RuleLang

/// The whole result of a record in the reference.
struct ReferenceResult {
  struct Node: Equatable {
    var points: Rational
    var score: Rational
  }

  /// Whether something makes a result impossible: E0514, E0515, E0516, E0517.
  var isFailed = false
  /// What the checker should have excluded.
  var problems: [String] = []
  /// Whether a figure is missing that an indicator or a rule for the whole needs.
  ///
  /// The reference knows nothing of intervals, which may decide such a thing all the same.
  var isIncomplete = false
  var outcomes: [ReferenceOutcome] = []
  /// After points are spread and scores rounded; nil where there is no score.
  var indicators: [Node?] = []
  var headings: [Node?] = []
  var sum = Rational.zero
  var total = Rational.zero
  var grade: String?
  var checks: [Bool?] = []
}

extension ReferenceEvaluator {
  /// Everything about a record, in the order of chapter 06.
  func result() -> ReferenceResult {
    var result = ReferenceResult()
    if isOrderBroken {
      result.isFailed = true
      return result
    }
    result.outcomes = ruleset.indicators.indices.map { outcome(of: $0) }
    result.checks = ruleset.checks.map { truth($0.condition) }
    result.problems = problems
    result.isFailed = result.outcomes.contains { $0.result == .failed }
    let vetoes = ruleset.vetoes.map { value($0.condition) }
    let adjustments = ruleset.adjustments.map { value($0.condition) }
    let grades = ruleset.grades.compactMap { grade -> ReferenceValue? in
      if case .condition(let condition) = grade.criterion { value(condition) } else { nil }
    }
    result.isFailed = result.isFailed || (vetoes + adjustments + grades).contains(.failed)
    result.isIncomplete =
      result.outcomes.contains { $0.result == .undetermined }
      || (vetoes + adjustments + grades).contains(.missing)
    guard !result.isFailed, let shares = ReferenceShares(ruleset, result.outcomes) else {
      result.isFailed = true
      return result
    }
    let holding = zip(ruleset.vetoes, vetoes).filter { $0.1.truth == true }.map(\.0)
    addNodes(to: &result, shares, holding)
    guard !result.isIncomplete else { return result }
    addTotal(to: &result, holding, adjustments.map { $0.truth == true })
    return result
  }

  private var isOrderBroken: Bool {
    ruleset.orders.contains { order in
      let values = order.limits.map { value($0) }
      return zip(order.comparisons, zip(values, values.dropFirst())).contains { comparison, pair in
        compare(pair.0, comparison, pair.1) == .boolean(false)
      }
    }
  }

  // MARK: Indicators and headings

  private func addNodes(
    to result: inout ReferenceResult, _ shares: ReferenceShares, _ vetoes: [Veto]
  ) {
    let emptied = Set(
      vetoes.compactMap { veto -> Int? in
        if case .headingScoresNothing(let heading) = veto.effect { heading } else { nil }
      })
    for (index, indicator) in ruleset.indicators.enumerated() {
      guard case .scored(let raw) = result.outcomes[index].result else {
        let isExcluded = result.outcomes[index].result != .undetermined
        result.indicators.append(isExcluded ? .init(points: .zero, score: .zero) : nil)
        continue
      }
      let points = indicator.points * shares.factors[index]
      let score = rounded(raw * shares.factors[index], points: points)
      let isEmptied = ruleset.headings(above: indicator.heading).contains { emptied.contains($0) }
      result.indicators.append(.init(points: points, score: isEmptied ? .zero : score))
    }
    for index in ruleset.headings.indices {
      result.headings.append(sum(under: index, result.indicators))
    }
  }

  /// The sum of what stands directly under a heading, or under the ruleset.
  private func sum(
    under parent: Int?, _ indicators: [ReferenceResult.Node?]
  ) -> ReferenceResult.Node? {
    var sum = ReferenceResult.Node(points: .zero, score: .zero)
    for (index, heading) in ruleset.headings.enumerated() where heading.parent == parent {
      guard let node = self.sum(under: index, indicators) else { return nil }
      sum.points += contribution(node.points, of: heading)
      sum.score += contribution(node.score, of: heading)
    }
    for (index, indicator) in ruleset.indicators.enumerated() where indicator.heading == parent {
      guard let node = indicators[index] else { return nil }
      sum.points += node.points
      sum.score += node.score
    }
    return sum
  }

  // MARK: The total

  private func addTotal(
    to result: inout ReferenceResult, _ vetoes: [Veto], _ holds: [Bool]
  ) {
    result.sum = sum(under: nil, result.indicators).known.score
    func points(isPenalty: Bool, atMost limit: Rational?) -> Rational {
      let all = zip(ruleset.adjustments, holds).filter { $0.0.isPenalty == isPenalty && $0.1 }
        .map(\.0.points).reduce(.zero, +)
      return limit.map { min($0, all) } ?? all
    }
    var total = result.sum
    total -= points(isPenalty: true, atMost: ruleset.penaltyLimit)
    total += points(isPenalty: false, atMost: ruleset.bonusLimit)
    total = max(.zero, min(total, ruleset.totalMax))
    for veto in vetoes {
      if case .totalAtMost(let most) = veto.effect { total = min(total, most) }
    }
    let exact = total
    if let rounding = ruleset.totalRounding {
      total = referenceRounded(exact, to: rounding.step, rounding.mode)
      let most = vetoes.reduce(ruleset.totalMax) { most, veto in
        if case .totalAtMost(let cap) = veto.effect { min(most, cap) } else { most }
      }
      if total > most { total = referenceRounded(most, to: rounding.step, .floor) }
    }
    result.total = total
    result.grade = grade(of: ruleset.gradesByRounded ? total : exact, vetoes).map {
      ruleset.grades[$0].name
    }
  }

  private func grade(of total: Rational, _ vetoes: [Veto]) -> Int? {
    var grade = ruleset.grades.firstIndex { grade in
      switch grade.criterion {
      case .range(let range): range.contains(total)
      case .condition(let condition): truth(condition) == true
      case .otherwise: true
      }
    }
    let set = vetoes.compactMap { veto -> Int? in
      if case .gradeIs(let index) = veto.effect { index } else { nil }
    }
    grade = set.max() ?? grade
    for veto in vetoes {
      if case .gradeAtMost(let best) = veto.effect { grade = grade.map { max($0, best) } }
    }
    return grade
  }
}

extension Ruleset {
  /// A heading and those it stands under.
  func headings(above heading: Int?) -> [Int] {
    heading.map { [$0] + headings(above: headings[$0].parent) } ?? []
  }

  /// The highest total: with bonuses outside of it, as much more as they give together.
  var totalMax: Rational {
    guard bonusesExceedTotal else { return points }
    let all = adjustments.filter { !$0.isPenalty }.map(\.points).reduce(.zero, +)
    return points + min(bonusLimit ?? all, all)
  }
}
