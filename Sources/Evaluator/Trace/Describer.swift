import ExactNumbers
import RuleLang

/// Says which clause decided an indicator and what was lost by it.
struct Describer {
  private let assembler: Assembler
  private let declared: Indicator
  private let outcome: Outcome

  init(_ assembler: Assembler, _ declared: Indicator, _ outcome: Outcome) {
    self.assembler = assembler
    self.declared = declared
    self.outcome = outcome
  }

  private var slots: [Value] { assembler.execution.slots }

  // MARK: What decided

  func describe(_ result: inout IndicatorResult, _ program: IndicatorProgram) {
    describe(&result, program.method)
    result.clause = clause(outcome.decision, declared.method, declared.cases)
    switch outcome.decision {
    case .case(let index):
      result.method = .case
      result.decidingCase = index
    case .whenMissing:
      result.method = .whenMissing
      result.clause = declared.whenMissing?.clause
    case .alternative(let index): describe(&result, alternative: index, program)
    case .band(let index): result.band = index
    default:
      // Where a case is open, it is not certain that the method decides.
      if program.cases.contains(where: { slots[$0.condition].boolean == nil }) {
        result.clause = nil
      }
    }
  }

  private func describe(
    _ result: inout IndicatorResult, alternative index: Int, _ program: IndicatorProgram
  ) {
    guard case .bestOf(let alternatives) = declared.method,
      case .bestOf(let programs) = program.method
    else { return }
    result.alternative = index
    describe(&result, programs[index].method)
    result.clause = clause(outcome.inner, alternatives[index].method, alternatives[index].cases)
    if case .band(let band)? = outcome.inner { result.band = band }
    let outcomes = assembler.execution.alternatives(of: result.index)
    for (index, (alternative, outcome)) in zip(alternatives, outcomes).enumerated() {
      var other = AlternativeResult(index: index)
      if case .scored(let raw) = outcome.result { other.score = raw * result.factor }
      if case .bands(let measure, _) = programs[index].method {
        other.measure = slots[measure].number
      }
      if case .band(let band)? = outcome.decision { other.band = band }
      other.clause = clause(outcome.decision, alternative.method, alternative.cases)
      result.alternatives.append(other)
    }
  }

  private func describe(_ result: inout IndicatorResult, _ program: MethodProgram) {
    switch program {
    case .bands(let measure, _): result.measure = slots[measure].number
    case .checklist(let items, _):
      result.itemsMet = items.map { slots[$0.condition].boolean ?? false }
    case .deductions(let lines):
      result.counts = lines.map { Execution.count(slots[$0.slot], isCount: $0.isCount) ?? .zero }
    case .formula(let slot, _): result.measure = slots[slot].number
    case .judged, .bestOf: break
    }
  }

  /// The line that decided; of several that decide together the first.
  private func clause(
    _ decision: Outcome.Decision?, _ method: Method, _ cases: [Case]
  ) -> Clause? {
    if case .case(let index)? = decision { return cases[index].clause }
    switch method {
    case .bands(let bands):
      guard case .band(let index)? = decision else { return nil }
      return bands.bands[index].clause
    case .checklist(let items, _): return items.first?.clause
    case .deductions(let lines): return lines.first?.clause
    case .judged(_, let clause), .formula(_, _, let clause): return clause
    case .bestOf: return nil
    }
  }

  /// Whether the points of an evaluator decided.
  var isJudged: Bool {
    if case .alternative(let index)? = outcome.decision,
      case .bestOf(let alternatives) = declared.method
    {
      return isJudged(outcome.inner, alternatives[index].method)
    }
    return isJudged(outcome.decision, declared.method)
  }

  private func isJudged(_ decision: Outcome.Decision?, _ method: Method) -> Bool {
    switch (decision, method) {
    case (.judged?, _): return true
    case (.band(let index)?, .bands(let bands)):
      if case .judged = bands.bands[index].outcome { return true }
      return false
    default: return false
    }
  }

  // MARK: What was lost

  /// Adds the losses; with the score they make the points exactly.
  func addLosses(to result: inout IndicatorResult, raw: Rational) {
    guard let score = result.score, let unrounded = result.unrounded else { return }
    var losses = losses(declared.points - raw, result)
    if result.factor != .one {
      losses = losses.map { Loss(points: $0.points * result.factor, reason: $0.reason) }
    }
    losses.removeAll { $0.points.isZero }
    if unrounded != score {
      losses.append(
        Loss(points: unrounded - score, reason: Message(zh: "得分取舍", en: "rounding of the score")))
    }
    result.lost = losses
  }

  private func losses(_ lost: Rational, _ result: IndicatorResult) -> [Loss] {
    if case .whenMissing? = outcome.decision, let clause = declared.whenMissing {
      return [Loss(lost, clause.reason ?? clause.clause.text)]
    }
    if case .alternative(let index)? = outcome.decision,
      case .bestOf(let alternatives) = declared.method
    {
      let alternative = alternatives[index]
      return losses(lost, outcome.inner, alternative.method, alternative.cases, result)
    }
    return losses(lost, outcome.decision, declared.method, declared.cases, result)
  }

  private func losses(
    _ lost: Rational, _ decision: Outcome.Decision?, _ method: Method, _ cases: [Case],
    _ result: IndicatorResult
  ) -> [Loss] {
    if case .case(let index)? = decision {
      return [Loss(lost, cases[index].reason ?? cases[index].clause.text)]
    }
    switch method {
    case .bands(let bands):
      guard case .band(let index)? = decision else { return [] }
      let band = bands.bands[index]
      var words = band.reason
      if case .judged = band.outcome { words = judgmentReason(result) ?? words }
      return [Loss(lost, words ?? band.clause.text)]
    case .checklist(let items, let isLadder):
      return isLadder ? [ladderLoss(items, lost, result)] : itemLosses(items, result)
    case .deductions(let lines): return deductionLosses(lines, result)
    case .judged(let text, let clause):
      return [Loss(lost, judgmentReason(result) ?? text ?? clause.text)]
    case .formula(_, _, let clause): return [Loss(lost, clause.text)]
    case .bestOf: return []
    }
  }

  private func judgmentReason(_ result: IndicatorResult) -> String? {
    assembler.execution.record.judgments[result.index]?.reason
  }

  /// What an item asks, in its own words or those of its condition.
  private func words(_ item: Item) -> String {
    let place = item.condition.range
    return item.text ?? assembler.ruleset.files[place.file].textOnOneLine(place.offsets)
  }

  private func itemLosses(_ items: [Item], _ result: IndicatorResult) -> [Loss] {
    zip(items, result.itemsMet).filter { !$0.1 }.map { item, _ in
      Loss(
        points: item.points,
        reason: Message(zh: "未达到：\(words(item))", en: "not met: \(words(item))"))
    }
  }

  private func ladderLoss(
    _ items: [Item], _ lost: Rational, _ result: IndicatorResult
  ) -> Loss {
    let best = zip(items, result.itemsMet).filter(\.1).max { $0.0.points < $1.0.points }?.0
    let words = best.map { self.words($0) }
    return Loss(
      points: lost,
      reason: Message(
        zh: words.map { "达到的最高要点是“\($0)”" } ?? "没有达到任何要点",
        en: words.map { "the best item met is '\($0)'" } ?? "no item is met"))
  }

  /// One loss for each line, in order; what is beyond the floor is not lost.
  private func deductionLosses(_ lines: [Deduction], _ result: IndicatorResult) -> [Loss] {
    var left = declared.points
    var losses: [Loss] = []
    for (line, count) in zip(lines, result.counts) {
      let wanted = count * line.points
      let taken = min(wanted, left)
      left -= taken
      let text = (line.text ?? line.clause.text) + (count == .one ? "" : " × \(count)")
      let (zh, en) = taken < wanted ? ("（扣完为止）", " (as much as was left)") : ("", "")
      losses.append(Loss(points: taken, reason: Message(zh: text + zh, en: text + en)))
    }
    return losses
  }
}

extension Loss {
  /// A loss whose reason is in the words of the rules or the data.
  fileprivate init(_ points: Rational, _ words: String) {
    self.init(points: points, reason: Message(zh: words, en: words))
  }
}
