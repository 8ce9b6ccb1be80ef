import ExactNumbers

/// Which clauses of a method can decide, and between what its scores must lie.
///
/// The interval encloses: every score that some record can get lies in it.
struct ScoreReach {
  /// Between what the scores lie, before rounding; nil where no record reaches the method.
  private(set) var scores: Interval?

  /// The bands out of reach, by index.
  private(set) var unreachableBands: [Int] = []

  /// The values of the measure, where there is one.
  private(set) var domain: Interval?

  /// The items that are never met, and those that always are, by index.
  private(set) var neverMet: [Int] = []
  private(set) var alwaysMet: [Int] = []

  /// Whether the items of a checklist, each of which can be met, exclude each other.
  private(set) var itemsExcludeEachOther = false

  /// The deductions that never take anything, by index.
  private(set) var neverCounted: [Int] = []

  private let context: AnalysisContext
  private let claims: [Claim]

  /// Looks at a method where some cases do not decide.
  init(_ method: Method, points: Rational, where claims: [Claim], in context: AnalysisContext) {
    self.context = context
    self.claims = claims
    switch method {
    case .bands(let bands): look(at: bands)
    case .checklist(let items, let isLadder): look(at: items, isLadder: isLadder)
    case .deductions(let lines): look(at: lines, points)
    case .judged: scores = Interval(.zero, points)
    case .formula(let expression, let isClamped, _):
      let bounds = context.bounds(expression, where: claims)
      let kept = bounds.maximum(Interval(.zero)).minimum(Interval(points))
      scores = isClamped ? kept : bounds
    case .bestOf(let alternatives):
      for alternative in alternatives {
        let own = ScoreReach(alternative, points: points, where: claims, in: context)
        guard let found = own.scores else { continue }
        scores = scores.map { $0.maximum(found) } ?? found
      }
    }
  }

  /// Looks at an alternative with its cases.
  init(
    _ alternative: Alternative, points: Rational, where claims: [Claim], in context: AnalysisContext
  ) {
    self.init(
      alternative.method, points: points, where: claims + alternative.cases.failed, in: context)
    add(alternative.cases, after: claims)
  }

  /// Looks at an indicator with its cases and what missing data give.
  init(_ indicator: Indicator, in context: AnalysisContext) {
    self.init(
      indicator.method, points: indicator.points, where: indicator.cases.failed, in: context)
    add(indicator.cases, after: [])
    if let missing = indicator.whenMissing { include(Interval(missing.points)) }
  }

  private func isImpossible(_ more: [Claim]) -> Bool {
    ConditionProof.areImpossible(claims + more, in: context)
  }

  private mutating func include(_ found: Interval) {
    scores = scores.map { $0.hull(found) } ?? found
  }

  private mutating func add(_ cases: [Case], after claims: [Claim]) {
    for (index, item) in cases.enumerated() {
      guard case .scores(let points) = item.outcome else { continue }
      guard index < AnalysisContext.caseCountMax else {
        include(Interval(points))
        continue
      }
      let before = claims + Array(cases.prefix(index)).failed
      let taken = before + [Claim(item.condition, true)]
      if !ConditionProof.areImpossible(taken, in: context) { include(Interval(points)) }
    }
  }

  // MARK: Bands

  private mutating func look(at method: BandMethod) {
    domain = method.domain
    let grid = Grid(step: method.measure.isWhole ? .one : nil)
    let isConstant = method.bands.flatMap(\.values.ends).allSatisfy { $0.constantNumber != nil }
    for (index, band) in method.bands.enumerated() {
      var parts: [Interval?] = [nil]
      if isConstant, !band.values.ends.isEmpty {
        parts = band.values.intervals { $0.constantNumber }
          .compactMap { grid.tightened($0.intersection(method.domain)) }
      }
      let isReached =
        !parts.isEmpty
        && !(band.values.claims(of: method.measure).map { isImpossible($0) } ?? false)
      guard isReached else {
        unreachableBands.append(index)
        continue
      }
      for part in parts { include(band.scores(within: part)) }
    }
  }

  // MARK: Items and deductions

  private mutating func look(at items: [Item], isLadder: Bool) {
    var least = Rational.zero
    var most = Rational.zero
    for (index, item) in items.enumerated() {
      if isImpossible([Claim(item.condition, true)]) {
        neverMet.append(index)
        continue
      }
      let isAlways = isImpossible([Claim(item.condition, false)])
      if isAlways { alwaysMet.append(index) }
      most = isLadder ? max(most, item.points) : most + item.points
      guard isAlways else { continue }
      least = isLadder ? max(least, item.points) : least + item.points
    }
    itemsExcludeEachOther =
      !isLadder && neverMet.isEmpty && items.count > 1
      && isImpossible(items.map { Claim($0.condition, true) })
    scores = Interval(least, most)
  }

  private mutating func look(at lines: [Deduction], _ points: Rational) {
    var least: Rational? = points
    var most = points
    for (index, line) in lines.enumerated() {
      let count = counts(line)
      if count.upper?.value == .zero { neverCounted.append(index) }
      most = most - (count.lower?.value ?? .zero) * line.points
      least = least.flatMap { low in count.upper.map { low - $0.value * line.points } }
    }
    scores = Interval(max(.zero, least ?? .zero), max(.zero, most))
  }

  /// How often a line takes its points.
  private func counts(_ line: Deduction) -> Interval {
    switch line.basis {
    case .per(let count):
      let bounds = context.bounds(count, where: claims).maximum(Interval(.zero))
      return Grid(step: .one).tightened(bounds) ?? bounds
    case .when(let condition):
      let least = isImpossible([Claim(condition, false)]) ? 1 : 0
      let most = isImpossible([Claim(condition, true)]) ? 0 : 1
      return Interval(Rational(min(least, most)), Rational(most))
    }
  }
}

extension Band {
  /// Between what its scores lie over a part of its values; nil stands for all of them.
  func scores(within part: Interval?) -> Interval {
    switch outcome {
    case .scores(let points): return Interval(points)
    case .judged(let from, let to): return Interval(from, to)
    case .line(let from, let to):
      guard let part, case .interval(let lower?, let upper?) = values,
        let low = lower.value.constantNumber, let high = upper.value.constantNumber,
        let slope = (to - from).divided(by: high - low)
      else { return Interval(from, to) }
      return (part - Interval(low)) * Interval(slope) + Interval(from)
    case .steps(let steps):
      guard let part, case .interval(let lower, let upper) = values,
        let limit = (steps.isFromLower ? lower : upper)?.value.constantNumber
      else { return Interval(steps.start, steps.limit) }
      let distance = steps.isFromLower ? part - Interval(limit) : Interval(limit) - part
      return steps.scores(over: distance)
    }
  }
}

extension Steps {
  /// Between what the points lie where the distance from the limit does.
  fileprivate func scores(over distance: Interval) -> Interval {
    func points(at end: Interval.End?) -> Rational? {
      end.flatMap { $0.value.divided(by: step) }.map(self.points(after:))
    }
    let near = points(at: distance.lower) ?? start
    let far = points(at: distance.upper) ?? limit
    return Interval(near, far)
  }
}
