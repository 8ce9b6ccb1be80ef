import ExactNumbers

/// Looks through a sound ruleset for what nobody can have meant, and for what is easily overlooked.
public enum RulesetInspection {
  /// What is seen, in no particular order; a clean ruleset gives nothing.
  ///
  /// - Complexity: O(*n*) in the rules, and for each clause that conditions stand before at most
  ///   ``ConditionProof/branchCountMax`` ways for them to hold.
  public static func observations(of ruleset: Ruleset) -> [Observation] {
    let context = AnalysisContext(ruleset)
    var found: [Observation] = []
    var scores: [ScoreReach] = []
    for index in ruleset.indicators.indices {
      var inspection = IndicatorInspection(index, in: context)
      inspection.run()
      found += inspection.observations
      scores.append(inspection.reach)
    }
    let hasFindings = !found.isEmpty
    found += WholeInspection(context, scores: hasFindings ? [] : scores).observations
    let use = NameUse(ruleset.syntax)
    let twins = NearlySameNames(ruleset, use)
    found += UnusedNames(ruleset, use, twins: twins).observations + twins.observations
    found += RoundingInspection(context).observations
    return found
  }
}

/// Looks at one indicator: its cases, what its method can reach, its direction.
struct IndicatorInspection {
  private(set) var observations: [Observation] = []

  /// Between what its scores lie.
  let reach: ScoreReach

  private let index: Int
  private let indicator: Indicator
  private let context: AnalysisContext

  init(_ index: Int, in context: AnalysisContext) {
    self.index = index
    self.context = context
    indicator = context.ruleset.indicators[index]
    reach = ScoreReach(indicator, in: context)
  }

  mutating func run() {
    let rest = indicator.method.clauses
    guard !look(at: indicator.cases, after: [], rest: rest, isOwn: true) else { return }
    if case .bestOf(let alternatives) = indicator.method {
      for alternative in alternatives {
        _ = look(
          at: alternative.cases, after: indicator.cases.failed,
          rest: alternative.method.clauses, isOwn: false)
      }
    }
    let isSettled = lookAtPoints()
    if !isSettled { lookAtBands() }
    lookAtClauses()
    guard !isSettled else { return }
    let direction = DirectionInspection(index, in: context)
    if let found = direction.contradiction {
      observations.append(found)
    } else if observations.isEmpty, let found = direction.turn {
      observations.append(found)
    }
  }

  // MARK: Cases

  /// Looks at cases in their order; says whether one of them leaves nothing to what follows.
  ///
  /// Those of an alternative are not the indicator's own and have no place in a result.
  private mutating func look(
    at cases: [Case], after claims: [Claim], rest: [Clause], isOwn: Bool
  ) -> Bool {
    for (number, item) in cases.enumerated().prefix(AnalysisContext.caseCountMax) {
      let before = claims + Array(cases.prefix(number)).failed
      let taken = Claim(item.condition, true)
      if ConditionProof.areImpossible(before + [taken], in: context) {
        addUseless(item, number, cases, after: claims, isOwn: isOwn)
      } else if ConditionProof.areImpossible(before + [Claim(item.condition, false)], in: context) {
        let others = cases.dropFirst(number + 1).map(\.clause) + rest
        observations.append(
          Observation(
            finding: .caseTakesAll(indicator.name, rest: others.map(\.range)),
            range: item.clause.range,
            evidence: .illustrated(
              exhibit(
                Message(zh: "由这一条决定的记录", en: "a record this decides"), isOwn ? number : nil))))
        return true
      }
    }
    return false
  }

  private func exhibit(_ words: Message, _ number: Int?) -> Observation.Exhibit {
    Observation.Exhibit(
      words: words, indicator: index, places: [number.map { .decidingCase($0) } ?? .method])
  }

  private mutating func addUseless(
    _ item: Case, _ number: Int, _ cases: [Case], after claims: [Claim], isOwn: Bool
  ) {
    let taken = Claim(item.condition, true)
    var first: Int?
    if !ConditionProof.areImpossible(claims + [taken], in: context) {
      first = cases.indices.prefix(number).first { earlier in
        ConditionProof.areImpossible(
          claims + [Claim(cases[earlier].condition, false), taken], in: context)
      }
      first = first ?? (number > 0 ? number - 1 : nil)
    }
    let evidence: Observation.Evidence =
      first.map {
        .illustrated(
          exhibit(
            Message(zh: "已由前面那一条决定的记录", en: "a record that the earlier case decides"),
            isOwn ? $0 : nil))
      } ?? .none
    observations.append(
      Observation(
        finding: .uselessCase(
          earlier: first.map { cases[$0].clause.range },
          ranges: context.ranges(in: item.condition)),
        range: item.clause.range, evidence: evidence))
  }

  // MARK: Points

  /// Looks for points that are decided before there are data; says whether there are.
  private mutating func lookAtPoints() -> Bool {
    guard let exact = reach.scores else { return false }
    let points = indicator.points
    let scores =
      context.ruleset.scoreRounding == nil
      ? exact : exact.mapped { context.ruleset.rounded($0, points: points) }
    let unreachable = unreachableClauses(indicator.method)
    if let least = scores.lower, least.value >= points {
      observations.append(
        Observation(
          finding: .cannotLose(indicator.name, points, measured, unreachable),
          range: indicator.range,
          evidence: .illustrated(
            .init(
              words: Message(zh: "也得满分的记录", en: "a record that still scores full"),
              indicator: index, places: ends + [.method], scores: Interval(points)))))
      return true
    }
    guard let most = scores.upper else { return false }
    let isShort = most.value < points || (most.value == points && !most.isClosed)
    guard isShort || excludesItself(indicator.method) else { return false }
    let places: [Observation.Exhibit.Place] = most.isClosed ? [.score(Interval(most.value))] : []
    observations.append(
      Observation(
        finding: .cannotWin(
          indicator.name, points, most: isShort ? most : nil, measured, unreachable,
          neverMet(indicator.method)),
        range: indicator.range,
        evidence: .illustrated(
          .init(
            words: Message(zh: "得分最高的一类记录", en: "a record that scores the most"),
            indicator: index, places: places + [.method]))))
    return true
  }

  private func excludesItself(_ method: Method) -> Bool {
    guard case .checklist = method, indicator.cases.isEmpty else { return false }
    return reach.itemsExcludeEachOther
  }

  private func neverMet(_ method: Method) -> [SourceRange] {
    guard case .checklist(let items, _) = method else { return [] }
    return reach.neverMet.map { items[$0].clause.range }
  }

  /// What the measure can be, in words.
  private var measured: Message? {
    guard case .bands(let method) = indicator.method, let domain = reach.domain,
      method.measure.type.number != nil || method.measure.type == .date, domain != .all
    else { return nil }
    return context.text(domain, method.measure.type)
  }

  /// The ends of what the measure can be, to be shown, the worse one first.
  private var ends: [Observation.Exhibit.Place] {
    let isLowerBetter = indicator.direction == .lowerIsBetter
    let ends = [reach.domain?.lower, reach.domain?.upper]
    return (isLowerBetter ? ends.reversed() : ends).compactMap { end in
      end.flatMap { $0.isClosed ? .measure($0.value) : nil }
    }
  }

  private func unreachableClauses(_ method: Method) -> [SourceRange] {
    guard case .bands(let bands) = method else { return [] }
    return reach.unreachableBands.map { bands.bands[$0].clause.range }
  }

  // MARK: Bands and other clauses

  private mutating func lookAtBands() {
    switch indicator.method {
    case .bands(let method): lookAtBands(method, reach, isOwn: true)
    case .bestOf(let alternatives):
      for alternative in alternatives {
        guard case .bands(let method) = alternative.method else { continue }
        let own = ScoreReach(
          alternative, points: indicator.points, where: indicator.cases.failed, in: context)
        lookAtBands(method, own, isOwn: false)
      }
    default: break
    }
  }

  private mutating func lookAtBands(_ method: BandMethod, _ reach: ScoreReach, isOwn: Bool) {
    guard let first = reach.unreachableBands.first, reach.scores != nil else { return }
    let band = method.bands[first]
    let others = reach.unreachableBands.dropFirst().map { method.bands[$0].clause.range }
    let isOrdered = method.measure.type.number != nil || method.measure.type == .date
    var places: [Observation.Exhibit.Place] = [.method]
    var why = Finding.OutOfReach.decidedBefore
    if isOrdered {
      why = self.why(band, method)
      if isOwn { places = Self.places(nearest: band.values, in: method.domain) + places }
    }
    observations.append(
      Observation(
        finding: .unreachableBand(why, measure: method.measureClause.range, others: others),
        range: band.clause.range,
        evidence: .illustrated(
          .init(
            words: Message(zh: "离这一档最近的记录", en: "a record as near as can be"),
            indicator: index, places: places))))
  }

  private func why(_ band: Band, _ method: BandMethod) -> Finding.OutOfReach {
    let parts = band.values.intervals { $0.constantNumber }
      .compactMap { $0.intersection(method.domain) }
    guard !parts.isEmpty else {
      return .values(context.text(method.domain, method.measure.type))
    }
    let grid = Grid(step: method.measure.isWhole ? .one : nil)
    return parts.contains { grid.tightened($0) != nil } ? .decidedBefore : .wholeNumbers
  }

  /// The end of the domain that is nearest to a band.
  private static func places(
    nearest values: Band.Values, in domain: Interval
  ) -> [Observation.Exhibit.Place] {
    let intervals = values.intervals { $0.constantNumber }
    guard let band = intervals.first else { return [.measureIn(domain)] }
    let isAbove = (band.lower?.value).map { low in
      domain.upper.map { low >= $0.value } ?? false
    }
    guard let end = isAbove ?? false ? domain.upper : domain.lower else {
      return [.measureIn(domain)]
    }
    if end.isClosed { return [.measure(end.value), .measureIn(domain)] }
    let width = max(end.value.magnitude, .one).divided(by: .hundred) ?? .one
    let near =
      isAbove ?? false
      ? domain.above(end.value - width, inclusive: true)
      : domain.below(end.value + width, inclusive: true)
    return [near.map { .measureIn($0) }, .measureIn(domain)].compactMap { $0 }
  }

  /// Items that say nothing, and lines that never take anything.
  private mutating func lookAtClauses() {
    switch indicator.method {
    case .checklist(let items, let isLadder):
      guard observations.isEmpty else { return }
      for item in reach.alwaysMet where !isLadder {
        observations.append(
          Observation(
            finding: .alwaysMet(items[item].points), range: items[item].clause.range,
            evidence: .illustrated(
              .init(
                words: Message(zh: "满足这一要点的记录", en: "a record that meets it"),
                indicator: index, places: [.item(item, met: true)]))))
      }
      for item in reach.neverMet where isLadder {
        observations.append(
          Observation(
            finding: .uselessLine(
              Message(zh: "这一要点", en: "this item"),
              ranges: context.ranges(in: items[item].condition)),
            range: items[item].clause.range, evidence: .none))
      }
    case .deductions(let lines):
      guard observations.isEmpty else { return }
      for line in reach.neverCounted {
        observations.append(
          Observation(
            finding: .uselessLine(
              Message(zh: "这一条扣分", en: "this deduction"), countsNothing: lines[line].isCount,
              ranges: lines[line].condition.flatMap { context.ranges(in: $0) }),
            range: lines[line].clause.range, evidence: .none))
      }
    default: break
    }
  }
}

extension Deduction {
  /// The condition for which it takes points; nil where it counts.
  fileprivate var condition: TypedExpression? {
    if case .when(let condition) = basis { return condition }
    return nil
  }

  /// Whether it takes points for each of a count.
  fileprivate var isCount: Bool {
    if case .per = basis { return true }
    return false
  }
}

extension Method {
  /// Its clauses, in order.
  var clauses: [Clause] {
    switch self {
    case .bands(let method): [method.measureClause] + method.bands.map(\.clause)
    case .checklist(let items, _): items.map(\.clause)
    case .deductions(let lines): lines.map(\.clause)
    case .judged(_, let clause), .formula(_, _, let clause): [clause]
    case .bestOf(let alternatives): alternatives.map(\.clause)
    }
  }
}
