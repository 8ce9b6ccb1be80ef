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
    describe(&result, declared.method, program.method)
    switch outcome.decision {
    case .case(let index):
      result.method = .case
      result.decidingCase = index
      result.clause = declared.cases[index].clause
    case .whenMissing:
      result.method = .whenMissing
      result.clause = declared.whenMissing?.clause
    case .alternative(let index): describe(&result, alternative: index, program)
    case .band(let index):
      result.band = index
      if case .bands(let method) = declared.method { result.clause = method.bands[index].clause }
    default: break
    }
  }

  private func describe(
    _ result: inout IndicatorResult, alternative index: Int, _ program: IndicatorProgram
  ) {
    guard case .bestOf(let alternatives) = declared.method,
      case .bestOf(let programs) = program.method
    else { return }
    result.alternative = index
    result.clause = alternatives[index].clause
    describe(&result, alternatives[index].method, programs[index].method)
    result.method = .bestOf
    switch outcome.inner {
    case .band(let band):
      result.band = band
      if case .bands(let method) = alternatives[index].method {
        result.clause = method.bands[band].clause
      }
    case .case(let item): result.clause = alternatives[index].cases[item].clause
    default: break
    }
  }

  private func describe(
    _ result: inout IndicatorResult, _ method: Method, _ program: MethodProgram
  ) {
    switch program {
    case .bands(let measure, _): result.measure = slots[measure].number
    case .checklist(let items, _):
      result.itemsMet = items.map { slots[$0.condition].boolean ?? false }
    case .deductions(let lines):
      result.counts = lines.map { Execution.count(slots[$0.slot], isCount: $0.isCount) ?? .zero }
    case .formula(let slot, _): result.measure = slots[slot].number
    case .judged, .bestOf: break
    }
    switch method {
    case .judged(_, let clause), .formula(_, _, let clause): result.clause = clause
    case .checklist(let items, _): result.clause = items.first?.clause
    case .deductions(let lines): result.clause = lines.first?.clause
    case .bands, .bestOf: break
    }
  }

  // MARK: What was lost

  /// Adds the losses; with the score they make the points exactly.
  func addLosses(to result: inout IndicatorResult, raw: Rational) {
    guard let score = result.score, let unrounded = result.unrounded else { return }
    let lost = declared.points - raw
    var losses = losses(raw: raw, lost: lost, result)
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

  private func losses(raw: Rational, lost: Rational, _ result: IndicatorResult) -> [Loss] {
    switch outcome.decision {
    case .case(let index): return [Loss(points: lost, reason: reason(declared.cases[index]))]
    case .whenMissing:
      let clause = declared.whenMissing
      let words = clause?.reason ?? clause?.clause.text ?? ""
      return [Loss(points: lost, reason: Message(zh: words, en: words))]
    case .alternative(let index):
      guard case .bestOf(let alternatives) = declared.method else { break }
      let name = alternatives[index].name
      var losses = methodLosses(
        alternatives[index].method, outcome.inner, raw: raw, lost: lost, result)
      if case .case(let item)? = outcome.inner {
        losses = [Loss(points: lost, reason: reason(alternatives[index].cases[item]))]
      }
      return losses.map {
        Loss(
          points: $0.points,
          reason: Message(zh: "按“\(name)”：\($0.reason.zh)", en: "by '\(name)': \($0.reason.en)"))
      }
    default: break
    }
    return methodLosses(declared.method, outcome.decision, raw: raw, lost: lost, result)
  }

  private func reason(_ item: Case) -> Message {
    let words = item.reason ?? item.clause.text
    return Message(zh: words, en: words)
  }

  private func methodLosses(
    _ method: Method, _ decision: Outcome.Decision?, raw: Rational, lost: Rational,
    _ result: IndicatorResult
  ) -> [Loss] {
    switch method {
    case .bands(let bands):
      guard case .band(let index)? = decision else { return plain(lost) }
      return [Loss(points: lost, reason: bandReason(bands, bands.bands[index], result))]
    case .checklist(let items, let isLadder):
      return isLadder ? ladderLoss(items, lost, result) : itemLosses(items, result)
    case .deductions(let lines): return deductionLosses(lines, lost, result)
    case .judged:
      let words = assembler.execution.record.judgments[result.index]?.reason ?? declared.name
      return [Loss(points: lost, reason: Message(zh: words, en: words))]
    case .formula(_, _, let clause):
      return [Loss(points: lost, reason: Message(zh: clause.text, en: clause.text))]
    case .bestOf: return plain(lost)
    }
  }

  private func plain(_ lost: Rational) -> [Loss] {
    [Loss(points: lost, reason: Message(zh: "按规则", en: "by the rules"))]
  }

  private func bandReason(_ method: BandMethod, _ band: Band, _ result: IndicatorResult) -> Message
  {
    let clause = band.clause.text
    let values = ValueText(units: assembler.ruleset.units)
    let shown = result.measure.map { values.shown($0, method.measure.type) }
    let judged = assembler.execution.record.judgments[result.index]?.reason
    if case .judged = band.outcome, let judged { return Message(zh: judged, en: judged) }
    let steps = stepWords(band, result)
    let zh = [shown.map { "\($0)，适用“\(clause)”" } ?? "适用“\(clause)”", steps?.zh, band.reason]
    let en = [shown.map { "\($0), by '\(clause)'" } ?? "by '\(clause)'", steps?.en, band.reason]
    return Message(
      zh: zh.compactMap { $0 }.joined(separator: "；"),
      en: en.compactMap { $0 }.joined(separator: "; "))
  }

  /// How many steps were counted.
  private func stepWords(_ band: Band, _ result: IndicatorResult) -> Message? {
    guard case .steps(let steps) = band.outcome, case .interval(let lower, let upper) = band.values,
      let end = (steps.isFromLower ? lower : upper)?.value.constantNumber,
      let value = result.measure,
      let length = (value - end).magnitude.divided(by: steps.step)
    else { return nil }
    let count: Rational =
      switch steps.rounding {
      case .full: length.floor()
      case .started: length.ceiling()
      case .proRata: length
      }
    let text = count.decimalText ?? count.decimalText(places: 4)
    return Message(zh: "计 \(text) 步", en: "\(text) steps")
  }

  private func itemLosses(_ items: [Item], _ result: IndicatorResult) -> [Loss] {
    zip(items, result.itemsMet).filter { !$0.1 }.map { item, _ in
      let words = item.text ?? item.clause.text
      return Loss(
        points: item.points, reason: Message(zh: "未达到：\(words)", en: "not met: \(words)"))
    }
  }

  private func ladderLoss(
    _ items: [Item], _ lost: Rational, _ result: IndicatorResult
  ) -> [Loss] {
    let best = zip(items, result.itemsMet).filter(\.1).max { $0.0.points < $1.0.points }?.0
    let words = best.map { $0.text ?? $0.clause.text }
    return [
      Loss(
        points: lost,
        reason: Message(
          zh: words.map { "达到的最高要点是“\($0)”" } ?? "没有达到任何要点",
          en: words.map { "the best item met is '\($0)'" } ?? "no item is met"))
    ]
  }

  private func deductionLosses(
    _ lines: [Deduction], _ lost: Rational, _ result: IndicatorResult
  ) -> [Loss] {
    var losses = zip(lines, result.counts).map { line, count in
      let words = line.text ?? line.clause.text
      return Loss(
        points: count * line.points,
        reason: count == .one
          ? Message(zh: words, en: words)
          : Message(zh: "\(words) × \(count)", en: "\(words) × \(count)"))
    }
    let all = losses.reduce(Rational.zero) { $0 + $1.points }
    if all != lost {
      losses.append(
        Loss(points: lost - all, reason: Message(zh: "扣完为止", en: "no more than its points")))
    }
    return losses
  }
}
