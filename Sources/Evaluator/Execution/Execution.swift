package import ExactNumbers
package import RuleLang

/// How an indicator came to its score; small enough to be kept whether or not anyone asks.
struct Outcome: Sendable, Equatable {
  /// What decided.
  enum Decision: Sendable, Equatable {
    case `case`(Int)
    case band(Int)
    case items
    case counts
    case judged
    case formula
    case alternative(Int)
    case whenMissing
  }

  /// The score before rounding; nil where there is none.
  enum Result: Sendable, Equatable {
    case scored(Rational)
    case excludedOverHeading
    case excludedOverTotal
    case undetermined
    case failed(Value.Cause)
    /// A judgment outside the band's interval.
    case judgmentOutside(from: Rational, to: Rational)
  }

  var result: Result
  var decision: Decision?
  /// Inside the best alternative: what decided there.
  var inner: Decision?
}

/// One run of a program over a record: the values of all slots and how each indicator came out.
struct Execution {
  let program: Program
  let record: Record
  private(set) var slots: [Value]
  private(set) var outcomes: [Outcome]
  let rows: [[[Value]]?]

  /// Runs the program; linear in its instructions and the rows of the tables.
  init(_ program: Program, _ record: Record) {
    self.init(preparing: program, record)
    for instruction in program.instructions { step(instruction) }
  }

  /// A run that has not begun: the figures are in place.
  init(preparing program: Program, _ record: Record) {
    self.program = program
    self.record = record
    slots = program.template
    outcomes = Array(
      repeating: Outcome(result: .undetermined), count: program.indicators.count)
    var texts = TextNumbers(program.texts)
    for (index, constant) in record.facts.enumerated() {
      if let constant { slots[index] = Self.value(constant, program, &texts) }
    }
    rows = record.tables.map { table in
      table.map { rows in
        rows.map { row in row.map { $0.map { Self.value($0, program, &texts) } ?? .missing } }
      }
    }
  }

  /// The value of a constant; of a text that nothing reads it is enough that there is one.
  private static func value(
    _ constant: Constant, _ program: Program, _ texts: inout TextNumbers
  ) -> Value {
    if case .text = constant, !program.readsTexts { return .text(0) }
    return texts.value(constant)
  }

  /// Takes one step; what it uses has been computed before.
  mutating func step(_ instruction: Instruction) {
    let value: Value
    switch instruction.operation {
    case .indicator(let index): value = score(Int(index))
    case .measure(let index, let slot): value = measure(of: Int(index), in: Int(slot))
    case .heading(let index): value = headingScore(Int(index))
    case .aggregate(let index):
      let aggregate = program.aggregates[Int(index)]
      value = RowExecution.run(aggregate, rows: rows[aggregate.table], outer: slots)
    default:
      value = Arithmetic(operands: program.operands).result(instruction.operation, slots)
    }
    slots[Int(instruction.result)] = value
  }

  /// How many rows an aggregate takes in at least and at most; nil where its table is missing.
  func countBounds(_ aggregate: AggregateProgram) -> ClosedRange<Int>? {
    rows[aggregate.table].map {
      RowExecution.countBounds(aggregate, rows: $0, outer: slots)
    }
  }

  /// Takes a value as known that is the same whatever the missing figures are.
  mutating func settle(_ slot: Int, at value: Value) { slots[slot] = value }

  // MARK: Indicators

  private mutating func score(_ index: Int) -> Value {
    var outcome = evaluate(index)
    let indicator = program.ruleset.indicators[index]
    if outcome.result == .undetermined, let missing = indicator.whenMissing {
      outcome = Outcome(result: .scored(missing.points), decision: .whenMissing)
    }
    if case .scored(let raw) = outcome.result, raw.bitWidth > Limits.numberBitsMax {
      outcome.result = .failed(.numberTooLarge)
    }
    outcomes[index] = outcome
    switch outcome.result {
    case .scored(let raw):
      return .number(program.ruleset.rounded(raw, points: indicator.points))
    case .excludedOverHeading, .excludedOverTotal: return .number(.zero)
    case .undetermined: return .missing
    case .failed(let cause): return .undefined(cause)
    case .judgmentOutside: return .missing
    }
  }

  private func evaluate(_ index: Int) -> Outcome {
    let indicator = program.indicators[index]
    if let decided = decide(indicator.cases) { return decided }
    return score(
      indicator.method, points: program.ruleset.indicators[index].points,
      judgment: record.judgments[index])
  }

  /// The first case that holds; undetermined where one before it is.
  private func decide(_ cases: [IndicatorProgram.CaseProgram]) -> Outcome? {
    for (index, item) in cases.enumerated() {
      let value = slots[item.condition]
      guard let holds = value.boolean else { return absent(value) }
      guard holds else { continue }
      switch item.outcome {
      case .scores(let points): return Outcome(result: .scored(points), decision: .case(index))
      case .excludedOverHeading:
        return Outcome(result: .excludedOverHeading, decision: .case(index))
      case .excludedOverTotal: return Outcome(result: .excludedOverTotal, decision: .case(index))
      }
    }
    return nil
  }

  /// A measure as other rules see it: what proves it right does not hold where a case decides.
  private func measure(of index: Int, in slot: Int) -> Value {
    let isReached = program.indicators[index].cases.allSatisfy {
      slots[$0.condition] == .boolean(false)
    }
    return isReached ? slots[slot] : .missing
  }

  private func absent(_ value: Value) -> Outcome {
    if case .undefined(let cause) = value { return Outcome(result: .failed(cause)) }
    return Outcome(result: .undetermined)
  }

  private func score(
    _ method: MethodProgram, points: Rational, judgment: Judgment?
  ) -> Outcome {
    switch method {
    case .bands(let measure, let bands):
      return scoreBands(slots[measure], bands, judgment: judgment)
    case .checklist(let items, let isLadder): return scoreItems(items, isLadder: isLadder)
    case .deductions(let lines): return scoreDeductions(lines, points: points)
    case .judged:
      guard let judgment else { return Outcome(result: .undetermined, decision: .judged) }
      return Outcome(result: .scored(judgment.points), decision: .judged)
    case .formula(let slot, let isClamped):
      guard let value = slots[slot].number else { return absent(slots[slot]) }
      let score = isClamped ? min(points, max(.zero, value)) : value
      return Outcome(result: .scored(score), decision: .formula)
    case .bestOf(let alternatives):
      return scoreBest(alternatives, points: points, judgment: judgment)
    }
  }

  private func scoreItems(
    _ items: [(points: Rational, condition: Int)], isLadder: Bool
  ) -> Outcome {
    var total = Rational.zero
    for item in items {
      guard let holds = slots[item.condition].boolean else { return absent(slots[item.condition]) }
      guard holds else { continue }
      total = isLadder ? max(total, item.points) : total + item.points
    }
    return Outcome(result: .scored(total), decision: .items)
  }

  private func scoreDeductions(
    _ lines: [(points: Rational, slot: Int, isCount: Bool)], points: Rational
  ) -> Outcome {
    var total = points
    for line in lines {
      guard let count = Self.count(slots[line.slot], isCount: line.isCount) else {
        return absent(slots[line.slot])
      }
      total -= count * line.points
    }
    return Outcome(result: .scored(max(.zero, total)), decision: .counts)
  }

  /// How often a deduction applies.
  static func count(_ value: Value, isCount: Bool) -> Rational? {
    if isCount { return value.number.map { max(.zero, $0) } }
    return value.boolean.map { $0 ? .one : .zero }
  }

  private func scoreBest(
    _ alternatives: [(cases: [IndicatorProgram.CaseProgram], method: MethodProgram)],
    points: Rational, judgment: Judgment?
  ) -> Outcome {
    var best: (score: Rational, index: Int, inner: Outcome.Decision?)?
    for (index, alternative) in alternatives.enumerated() {
      let outcome =
        decide(alternative.cases) ?? score(alternative.method, points: points, judgment: judgment)
      guard case .scored(let score) = outcome.result else { return outcome }
      if best.map({ score > $0.score }) ?? true { best = (score, index, outcome.decision) }
    }
    guard let best else { return Outcome(result: .undetermined) }
    return Outcome(
      result: .scored(best.score), decision: .alternative(best.index), inner: best.inner)
  }

  /// How each alternative of an indicator came out, in the order written; for the trace alone.
  func alternatives(of index: Int) -> [Outcome] {
    guard case .bestOf(let alternatives) = program.indicators[index].method else { return [] }
    return alternatives.map { alternative in
      decide(alternative.cases)
        ?? score(
          alternative.method, points: program.ruleset.indicators[index].points,
          judgment: record.judgments[index])
    }
  }

  // MARK: Bands

  /// The slot of an indicator's measure: its own, or that of one of its alternatives.
  func measureSlot(of index: Int, alternative: Int?) -> Int? {
    switch program.indicators[index].method {
    case .bands(let measure, _): return measure
    case .bestOf(let alternatives):
      guard let alternative, alternatives.indices.contains(alternative),
        case .bands(let measure, _) = alternatives[alternative].method
      else { return nil }
      return measure
    default: return nil
    }
  }

  /// What the bands of an indicator give for a value of its measure, whatever its own is.
  ///
  /// Of a judged band only the decision is known; an indicator without bands has no outcome.
  func outcome(of index: Int, ifMeasureIs value: Value) -> Outcome? {
    guard case .bands(_, let bands) = program.indicators[index].method else { return nil }
    return scoreBands(value, bands, judgment: nil)
  }

  private func scoreBands(
    _ measure: Value, _ bands: [BandProgram], judgment: Judgment?
  ) -> Outcome {
    if measure.absence != nil { return absent(measure) }
    for (index, band) in bands.enumerated() {
      switch contains(band.values, measure) {
      case .boolean(false): continue
      case .boolean(true):
        return score(band, measure, index: index, judgment: judgment)
      case let other: return absent(other)
      }
    }
    // The checker has proven that some band holds every value.
    return Outcome(result: .undetermined)
  }

  private func contains(_ values: BandProgram.Values, _ measure: Value) -> Value {
    switch values {
    case .choice(let index): return .boolean(measure == .choice(index))
    case .boolean(let value): return .boolean(measure == .boolean(value))
    case .never: return .boolean(false)
    case .notEqual(let slot): return Arithmetic.compare(measure, .notEqual, slots[slot])
    case .interval(let lower, let upper):
      if let lower {
        let comparison: Comparison = lower.isClosed ? .greaterOrEqual : .greater
        let isAbove = Arithmetic.compare(measure, comparison, slots[lower.slot])
        guard isAbove == .boolean(true) else { return isAbove }
      }
      guard let upper else { return .boolean(true) }
      let comparison: Comparison = upper.isClosed ? .lessOrEqual : .less
      return Arithmetic.compare(measure, comparison, slots[upper.slot])
    }
  }

  private func score(
    _ band: BandProgram, _ measure: Value, index: Int, judgment: Judgment?
  ) -> Outcome {
    let decision = Outcome.Decision.band(index)
    switch band.outcome {
    case .scores(let points): return Outcome(result: .scored(points), decision: decision)
    case .judged(let from, let to):
      guard let judgment else { return Outcome(result: .undetermined, decision: decision) }
      guard judgment.points >= from, judgment.points <= to else {
        return Outcome(result: .judgmentOutside(from: from, to: to), decision: decision)
      }
      return Outcome(result: .scored(judgment.points), decision: decision)
    case .line, .steps:
      guard case .interval(let lower, let upper) = band.values, let value = measure.number,
        let score = band.outcome.points(
          at: value, lower: lower.flatMap { slots[$0.slot].number },
          upper: upper.flatMap { slots[$0.slot].number })
      else { return Outcome(result: .undetermined, decision: decision) }
      return Outcome(result: .scored(score), decision: decision)
    }
  }

  // MARK: Headings

  /// The sum under a heading on its own scale, before exclusions are redistributed.
  private func headingScore(_ index: Int) -> Value {
    var total = Rational.zero
    for child in program.tree.headings[index] {
      let value = headingScore(child)
      guard let number = value.number else { return value }
      total += program.ruleset.contribution(of: number, from: program.ruleset.headings[child])
      guard total.bitWidth <= Limits.numberBitsMax else { return .undefined(.numberTooLarge) }
    }
    for child in program.tree.indicators[index] {
      switch outcomes[child].result {
      case .scored(let raw):
        total += program.ruleset.rounded(raw, points: program.ruleset.indicators[child].points)
        guard total.bitWidth <= Limits.numberBitsMax else { return .undefined(.numberTooLarge) }
      case .excludedOverHeading, .excludedOverTotal: break
      case .failed(let cause): return .undefined(cause)
      case .undetermined, .judgmentOutside: return .missing
      }
    }
    return .number(total)
  }
}

extension Band.Outcome {
  /// The points at a value of the measure, for lines and steps; nil where an end is not known.
  func points(at value: Rational, lower: Rational?, upper: Rational?) -> Rational? {
    switch self {
    case .scores(let points): return points
    case .judged: return nil
    case .line(let from, let to):
      guard let lower, let upper else { return nil }
      guard let share = (value - lower).divided(by: upper - lower) else { return from }
      return from + (to - from) * share
    case .steps(let steps):
      guard let limit = steps.isFromLower ? lower : upper,
        let length = (value - limit).magnitude.divided(by: steps.step)
      else { return nil }
      return steps.points(after: length)
    }
  }
}

extension Ruleset {
  /// What a heading's score counts for in what it stands under.
  package func contribution(of score: Rational, from heading: Heading) -> Rational {
    guard let weight = heading.weight else { return score }
    let parentPoints = heading.parent.map { headings[$0].points } ?? points
    return (score * weight * parentPoints).divided(by: heading.points) ?? .zero
  }

  /// What points of an indicator are worth in the total.
  package func worth(of points: Rational, from indicator: Indicator) -> Rational {
    worth(of: points, under: indicator.heading)
  }
}
