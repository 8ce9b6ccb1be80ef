import ExactNumbers
import RuleLang

/// Claimed measures against the figures, and claimed scores against claimed measures.
extension Reconciling {
  func measureItems() -> [ReconciliationItem] {
    measures.compactMap { subject, claim in
      guard case .indicator(let index) = subject else { return nil }
      return measureItem(index, claim)
    }
  }

  /// The bands of an indicator, or of the alternative that counts.
  private func bands(of index: Int) -> BandMethod? {
    switch ruleset.indicators[index].method {
    case .bands(let bands): return bands
    case .bestOf(let alternatives):
      guard let best = evaluation.indicators[index].alternative,
        alternatives.indices.contains(best), case .bands(let bands) = alternatives[best].method
      else { return nil }
      return bands
    default: return nil
    }
  }

  private func measureItem(_ index: Int, _ claim: Claim) -> ReconciliationItem {
    var item = ReconciliationItem(.measure, .indicator(index), .agrees)
    item.claimed = claim.text
    item.place = claim.place
    let result = evaluation.indicators[index]
    guard let bands = bands(of: index),
      let slot = run.measureSlot(of: index, alternative: result.alternative)
    else {
      item.verdict = .open
      item.obstacle =
        result.status == .undetermined ? .missing(result.missing) : .notMeasured
      return item
    }
    let used = UsedFigures.of(bands.measure, ruleset)
    item.facts = used.facts
    item.tables = used.tables
    let value = run.slots[slot]
    guard result.measure != nil || result.band != nil else {
      item.verdict = .open
      item.obstacle = value == .missing ? .missing(result.missing) : .notMeasured
      return item
    }
    guard let exact = value.number else { return wordItem(item, value, bands, index) }
    return numberItem(item, exact, bands, index)
  }

  /// A measure that is a choice or an answer.
  private func wordItem(
    _ item: ReconciliationItem, _ value: Value, _ bands: BandMethod, _ index: Int
  ) -> ReconciliationItem {
    var item = item
    let word = NameCharacters.normalized(item.claimed ?? "")
    var claimed: Value?
    switch (value, bands.measure.type) {
    case (.choice(let choice), .choice(let names)) where names.indices.contains(choice):
      item.computed = .text(names[choice])
      claimed = names.firstIndex(of: word).map { .choice($0) }
    case (.boolean(let holds), _):
      item.computed = .text(holds ? "是" : "否")
      if ["是", "yes", "true"].contains(word.lowercased()) { claimed = .boolean(true) }
      if ["否", "no", "false"].contains(word.lowercased()) { claimed = .boolean(false) }
    default:
      item.verdict = .open
      item.obstacle = .notMeasured
      return item
    }
    guard claimed != value else { return item }
    item.verdict = .differs
    if let claimed { item.effects = effects(ofMeasure: claimed, index) }
    return item
  }

  /// What is another if the measure of an indicator were the claimed one.
  private func effects(
    ofMeasure claimed: Value, _ index: Int
  ) -> Set<ReconciliationItem.Effect> {
    guard let computed = evaluation.indicators[index].score,
      let score = scores(ofMeasure: claimed, index).first, score != computed
    else { return [] }
    return effects(of: score - computed, at: index)
  }

  private func numberItem(
    _ item: ReconciliationItem, _ exact: Rational, _ bands: BandMethod, _ index: Int
  ) -> ReconciliationItem {
    var item = item
    item.computed = .number(exact)
    let type = bands.measure.type
    guard let claim = ClaimedNumber(measure: item.claimed ?? "", type: type, units: ruleset.units)
    else {
      item.verdict = .differs
      return item
    }
    item.claimedValue = claim.value
    guard !claim.isRounded(from: exact) else { return item }
    item.verdict = .differs
    item.effects = effects(ofMeasure: .number(claim.value), index)
    item.otherRounding = claim.otherRounding(from: exact)
    if item.otherRounding == nil {
      item.readings = readings(of: claim, index, facts: item.facts, type)
    }
    return item
  }

  private func readings(
    of claim: ClaimedNumber, _ index: Int, facts: [Int], _ type: ValueType
  ) -> [Reading] {
    let alternative = evaluation.indicators[index].alternative
    guard let slot = run.measureSlot(of: index, alternative: alternative) else { return [] }
    let search = ReadingSearch(program: program, record: record, facts: facts) { run in
      guard let value = run.slots[slot].number else { return (false, nil) }
      return (claim.isRounded(from: value), value)
    }
    // Nearly everything rounds to zero once its unit is another.
    let found = search.readings(withSignsAndUnits: !claim.value.isZero)
    guard found.isEmpty, let exact = run.slots[slot].number else { return found }
    if claim.isRounded(from: -exact) { return [Reading(change: .signOfClaim, value: exact)] }
    // A bare 296.31 for a ratio is 29631%.
    if claim.isBare, type.number?.isRatio == true, claim.isRounded(from: exact * .hundred) {
      return [Reading(change: .claimInPercent, value: exact)]
    }
    return []
  }

  // MARK: Scores of measures

  func scoreOfMeasureItems() -> [ReconciliationItem] {
    measures.compactMap { subject, claim in
      guard case .indicator(let index) = subject, let score = scoreValues[subject],
        case .bands(let bands) = ruleset.indicators[index].method,
        evaluation.indicators[index].method == .bands,
        let number = ClaimedNumber(
          measure: claim.text, type: bands.measure.type, units: ruleset.units)
      else { return nil }
      var item = ReconciliationItem(.scoreOfMeasure, subject, .agrees)
      let written = scores.first { $0.subject == subject }?.claim
      item.claimed = written?.text
      item.claimedValue = score
      item.place = written?.place
      var possible = scores(ofMeasure: .number(number.value), index)
      if let exact = evaluation.indicators[index].measure, number.isRounded(from: exact) {
        possible += scores(ofMeasure: .number(exact), index)
      }
      guard let first = possible.first else { return nil }
      item.computed = judgedRange(.number(number.value), index).map { .range($0) } ?? .number(first)
      // A veto may have emptied the heading after the bands had their say.
      let isComputed =
        score == evaluation.indicators[index].score
        && evaluation.indicators[index].measure.map { number.isRounded(from: $0) } == true
      let isGiven =
        isComputed || possible.contains(score)
        || judgedRange(.number(number.value), index)?.contains(score) == true
        || written.flatMap { ClaimedNumber(points: $0.text) }
          .map { claim in possible.contains { equals(claim, $0) } } == true
      if !isGiven { item.verdict = .differs }
      return item
    }
  }

  /// What the bands give for a measure; both ends of what a judged band leaves open.
  private func scores(ofMeasure value: Value, _ index: Int) -> [Rational] {
    if let range = judgedRange(value, index) {
      return [range.lower?.value, range.upper?.value].compactMap { $0 }
    }
    guard case .scored(let raw)? = run.outcome(of: index, ifMeasureIs: value)?.result
    else { return [] }
    return [scaled(raw, index)]
  }

  /// The range of a judged band that a measure falls in.
  private func judgedRange(_ value: Value, _ index: Int) -> Interval? {
    guard case .bands(let bands) = ruleset.indicators[index].method,
      case .band(let band)? = run.outcome(of: index, ifMeasureIs: value)?.decision,
      case .judged(let from, let to) = bands.bands[band].outcome
    else { return nil }
    return Interval(scaled(from, index), scaled(to, index))
  }

  /// Points as the result has them: after redistribution, and rounded.
  private func scaled(_ raw: Rational, _ index: Int) -> Rational {
    let result = evaluation.indicators[index]
    return ruleset.rounded(raw * result.factor, points: result.points)
  }
}
