import Evaluator
import ExactNumbers
import RuleLang

/// How an indicator came out in the reference.
struct ReferenceOutcome: Equatable {
  enum Result: Equatable {
    case scored(Rational)
    case excludedOverHeading
    case excludedOverTotal
    case undetermined
    case failed
  }

  var result: Result
  /// What decided: `case 1`, `band 0`, `alternative 1 band 2`.
  var decision = ""

  static let undetermined = ReferenceOutcome(result: .undetermined)
  static let failed = ReferenceOutcome(result: .failed)
}

/// Chapter 06, sections 1 to 11.
extension ReferenceEvaluator {
  func score(_ indicator: Indicator, judgment: Rational?) -> ReferenceOutcome {
    let outcome = score(
      indicator.cases, indicator.method, points: indicator.points, judgment: judgment)
    if outcome.result == .undetermined, let clause = indicator.whenMissing {
      return ReferenceOutcome(result: .scored(clause.points), decision: "when missing")
    }
    return outcome
  }

  private func score(
    _ cases: [Case], _ method: Method, points: Rational, judgment: Rational?
  ) -> ReferenceOutcome {
    for (index, item) in cases.enumerated() {
      let holds = value(item.condition)
      guard let isTrue = holds.truth else { return absent(holds) }
      guard isTrue else { continue }
      let decision = "case \(index)"
      switch item.outcome {
      case .scores(let points):
        return ReferenceOutcome(result: .scored(points), decision: decision)
      case .excludedOverHeading:
        return ReferenceOutcome(result: .excludedOverHeading, decision: decision)
      case .excludedOverTotal:
        return ReferenceOutcome(result: .excludedOverTotal, decision: decision)
      }
    }
    switch method {
    case .bands(let bands): return score(bands, points: points, judgment: judgment)
    case .checklist(let items, let isLadder): return score(items, isLadder: isLadder)
    case .deductions(let lines): return score(lines, points: points)
    case .judged:
      return judgment.map { ReferenceOutcome(result: .scored($0)) } ?? .undetermined
    case .formula(let expression, let isClamped, _):
      let found = value(expression)
      guard let score = found.number else { return absent(found) }
      return ReferenceOutcome(
        result: .scored(isClamped ? max(.zero, min(points, score)) : score))
    case .bestOf(let alternatives):
      return best(alternatives, points: points, judgment: judgment)
    }
  }

  private func absent(_ value: ReferenceValue) -> ReferenceOutcome {
    value == .failed ? .failed : .undetermined
  }

  private func best(
    _ alternatives: [Alternative], points: Rational, judgment: Rational?
  ) -> ReferenceOutcome {
    var best = ReferenceOutcome.undetermined
    for (index, alternative) in alternatives.enumerated() {
      let outcome = score(
        alternative.cases, alternative.method, points: points, judgment: judgment)
      guard case .scored(let score) = outcome.result else { return outcome }
      if case .scored(let highest) = best.result, highest >= score { continue }
      best.result = .scored(score)
      let isBand = outcome.decision.hasPrefix("band")
      best.decision = "alternative \(index)" + (isBand ? " " + outcome.decision : "")
    }
    return best
  }

  private func score(_ items: [Item], isLadder: Bool) -> ReferenceOutcome {
    var met: [Rational] = []
    for item in items {
      let holds = value(item.condition)
      guard let isTrue = holds.truth else { return absent(holds) }
      if isTrue { met.append(item.points) }
    }
    return ReferenceOutcome(
      result: .scored(isLadder ? met.max() ?? .zero : met.reduce(.zero, +)))
  }

  private func score(_ lines: [Deduction], points: Rational) -> ReferenceOutcome {
    var score = points
    for line in lines {
      switch line.basis {
      case .per(let count):
        let found = value(count)
        guard let times = found.number else { return absent(found) }
        if times.isNegative { problems.append("\(line.clause.text) counts \(times)") }
        score -= times * line.points
      case .when(let condition):
        let found = value(condition)
        guard let holds = found.truth else { return absent(found) }
        if holds { score -= line.points }
      }
    }
    return ReferenceOutcome(result: .scored(max(.zero, score)))
  }

  // MARK: Bands

  private func score(
    _ method: BandMethod, points: Rational, judgment: Rational?
  ) -> ReferenceOutcome {
    let measure = value(method.measure)
    if measure == .missing || measure == .failed { return absent(measure) }
    var holding: [Int] = []
    for (index, band) in method.bands.enumerated() {
      let found = contains(band.values, measure)
      guard let isTrue = found.truth else { return absent(found) }
      if isTrue { holding.append(index) }
    }
    guard let index = holding.first, holding.count == 1 else {
      problems.append("\(holding.count) bands hold \(measure)")
      return .failed
    }
    let decision = "band \(index)"
    switch method.bands[index].outcome {
    case .scores(let score): return ReferenceOutcome(result: .scored(score), decision: decision)
    case .judged(let from, let to):
      guard let judgment else { return .undetermined }
      guard from <= judgment, judgment <= to else { return .failed }
      return ReferenceOutcome(result: .scored(judgment), decision: decision)
    case .line(let from, let to):
      let (low, high) = ends(method.bands[index])
      let share = (measure.number.known - low.known).divided(by: high.known - low.known)
      let score = share.map { from + $0 * (to - from) } ?? from
      return ReferenceOutcome(result: .scored(score), decision: decision)
    case .steps(let steps):
      let (low, high) = ends(method.bands[index])
      let (isLower, start) = referenceStart(of: index, in: method.bands, points: points).known
      if isLower != steps.isFromLower || start != steps.start {
        problems.append("steps start from \(steps.start), not from \(start)")
      }
      let limit = isLower ? low.known : high.known
      let score = steps.after((measure.number.known - limit).magnitude, from: start)
      return ReferenceOutcome(result: .scored(score), decision: decision)
    }
  }

  private func ends(_ band: Band) -> (low: Rational?, high: Rational?) {
    guard case .interval(let lower, let upper) = band.values else { return (nil, nil) }
    return (lower.flatMap { value($0.value).number }, upper.flatMap { value($0.value).number })
  }

  private func contains(_ values: Band.Values, _ measure: ReferenceValue) -> ReferenceValue {
    switch values {
    case .choice(let index): return .boolean(measure == .choice(index))
    case .boolean(let holds): return .boolean(measure == .boolean(holds))
    case .text(let text): return .boolean(measure == .text(text))
    case .notEqual(let limit): return compare(measure, .notEqual, value(limit))
    case .interval(let lower, let upper):
      let isAbove =
        lower.map { compare(measure, $0.isClosed ? .greaterOrEqual : .greater, value($0.value)) }
        ?? .boolean(true)
      let isBelow =
        upper.map { compare(measure, $0.isClosed ? .lessOrEqual : .less, value($0.value)) }
        ?? .boolean(true)
      if isAbove == .boolean(false) { return isAbove }
      return isAbove == .boolean(true) ? isBelow : isAbove
    }
  }
}
