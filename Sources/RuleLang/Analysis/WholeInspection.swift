import ExactNumbers

/// Looks at what follows from the scores of all indicators: vetoes, bonuses, penalties, grades.
struct WholeInspection {
  private(set) var observations: [Observation] = []
  private let context: AnalysisContext
  private var ruleset: Ruleset { context.ruleset }

  /// Looks with what each indicator can score; without it where that is already amiss, so that one
  /// mistake is not reported again as a grade out of reach.
  init(_ context: AnalysisContext, scores: [ScoreReach]) {
    self.context = context
    lookAtRules()
    lookAtGrades(scores)
  }

  private mutating func lookAtRules() {
    func add(_ what: Message, _ condition: TypedExpression, at range: SourceRange) {
      guard ConditionProof.areImpossible([Claim(condition, true)], in: context) else { return }
      observations.append(
        Observation(
          finding: .uselessLine(what, ranges: context.ranges(in: condition)), range: range,
          evidence: .none))
    }
    for veto in ruleset.vetoes {
      add(Message(zh: "这一条一票否决", en: "this veto"), veto.condition, at: veto.range)
    }
    for adjustment in ruleset.adjustments {
      let what =
        adjustment.isPenalty
        ? Message(zh: "这一条扣分", en: "this penalty") : Message(zh: "这一条加分", en: "this bonus")
      add(what, adjustment.condition, at: adjustment.range)
    }
  }

  // MARK: Grades

  private mutating func lookAtGrades(_ scores: [ScoreReach]) {
    guard !ruleset.grades.isEmpty else { return }
    let totals = totals(scores)
    let step = ruleset.gradesByRounded ? ruleset.totalRounding?.step : nil
    let grid = Grid(step: step)
    var taken: [(index: Int, interval: Interval)] = []
    var failed: [Claim] = []
    for (index, grade) in ruleset.grades.enumerated() {
      let isCovered = BandCoverage(taken, domain: totals, step: step).gaps.isEmpty
      var isReached = !isCovered
      var shown: Message?
      switch grade.criterion {
      case .range(let range):
        taken.append((index, range))
        if grid.tightened(range.intersection(totals)) == nil {
          isReached = false
          shown = context.text(totals, .number(.plain))
        }
      case .condition(let condition):
        let claims = failed + [Claim(condition, true)]
        isReached = isReached && !ConditionProof.areImpossible(claims, in: context)
        failed.append(Claim(condition, false))
      case .otherwise: isReached = isReached && !ConditionProof.areImpossible(failed, in: context)
      }
      guard !isReached else { continue }
      observations.append(
        Observation(
          finding: .unreachableGrade(grade.name, totals: shown), range: grade.range,
          evidence: .totals(
            Self.nearest(to: grade, in: totals),
            Message(zh: "离这一等次最近的记录", en: "a record as near as can be"))))
    }
  }

  /// Totals to be shown: at the end that is nearest to a grade, or else near it, or any.
  private static func nearest(to grade: Grade, in totals: Interval) -> [Interval] {
    guard case .range(let range) = grade.criterion, let lower = totals.lower?.value,
      let upper = totals.upper?.value
    else { return [totals] }
    let isAbove = range.lower.map { $0.value >= upper } ?? false
    let width = (upper - lower).divided(by: Rational(20)) ?? .one
    let near = isAbove ? Interval(upper - width, upper) : Interval(lower, lower + width)
    return [Interval(isAbove ? upper : lower), near, totals]
  }

  /// Between what the totals lie that grades look at.
  private func totals(_ scores: [ScoreReach]) -> Interval {
    var most = ruleset.points
    let bonuses = sum(isPenalty: false, atMost: ruleset.bonusLimit)
    if ruleset.bonusesExceedTotal { most += bonuses }
    let all = Interval(.zero, most)
    guard scores.count == ruleset.indicators.count, !hasOtherMeans else { return all }
    var sum = Interval(.zero)
    for (index, reach) in scores.enumerated() {
      let points = ruleset.indicators[index].points
      guard let own = reach.scores else { return all }
      sum = sum + own.mapped { ruleset.rounded($0, points: points) }
    }
    let penalties = self.sum(isPenalty: true, atMost: ruleset.penaltyLimit)
    sum = sum - Interval(.zero, penalties) + Interval(.zero, bonuses)
    let kept = sum.maximum(Interval(.zero)).minimum(Interval(most))
    guard let rounding = ruleset.totalRounding, ruleset.gradesByRounded else { return kept }
    return kept.mapped { rounding.applied(to: $0) }
  }

  /// Whether the total is more than a sum of scores, bonuses and penalties.
  private var hasOtherMeans: Bool {
    let hasCaps = ruleset.vetoes.contains { veto in
      switch veto.effect {
      case .totalAtMost, .headingScoresNothing: true
      case .gradeAtMost, .gradeIs: false
      }
    }
    let excludes = ruleset.indicators.contains { indicator in
      indicator.cases.contains { item in
        if case .scores = item.outcome { return false }
        return true
      }
    }
    return hasCaps || excludes || ruleset.headings.contains { $0.weight != nil }
  }

  private func sum(isPenalty: Bool, atMost limit: Rational?) -> Rational {
    let all = ruleset.adjustments.filter { $0.isPenalty == isPenalty }
      .reduce(Rational.zero) { $0 + $1.points }
    return limit.map { min($0, all) } ?? all
  }
}
