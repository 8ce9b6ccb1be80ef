import ExactNumbers
import RuleLang

/// Runs a program over what the missing facts can still be.
///
/// Each step is first taken exactly; what comes out missing is enclosed, from the declared ranges
/// of the facts, and where that leaves one value, it is known after all. Sums are kept as linear
/// forms of the missing facts, so that the same fact in both parts of a quotient or a comparison is
/// one and the same.
struct RangeExecution {
  let program: Program
  /// The exact run, with what the ranges leave no doubt about.
  private(set) var execution: Execution
  /// Whether only what is missing is looked at again.
  private let isNarrowing: Bool
  private(set) var possible: [Possible]
  private(set) var scores: [IndicatorRange]
  private var forms: [LinearForm?]
  /// Narrower ranges for missing facts, for looking at a part of what can be.
  private let assumed: [Int: Possible]

  /// What an indicator can still score, and how it may yet be excluded.
  struct IndicatorRange: Sendable {
    var range: Interval
    /// The scores before rounding.
    var raw: Interval
    /// The scores before rounding where it is not excluded; nil where it is certain to be.
    var scored: Interval?
    /// The ways in which it may be excluded, but need not be.
    var exclusions: [Outcome.Result] = []
  }

  /// Runs a program over a record.
  init(_ program: Program, _ record: Record) {
    self.init(Execution(preparing: program, record), assuming: [:], isNarrowing: false)
  }

  /// Looks again at what a run left missing, for a part of what the missing facts can be.
  init(narrowing execution: Execution, assuming assumed: [Int: Possible]) {
    self.init(execution, assuming: assumed, isNarrowing: true)
  }

  private init(_ execution: Execution, assuming assumed: [Int: Possible], isNarrowing: Bool) {
    program = execution.program
    self.execution = execution
    self.assumed = assumed
    self.isNarrowing = isNarrowing
    possible = execution.slots.map { Possible($0) }
    forms = execution.slots.map { $0.number.map { LinearForm($0) } }
    scores = program.ruleset.indicators.map {
      IndicatorRange(range: Interval(.zero, $0.points), raw: Interval(.zero, $0.points))
    }
    for index in program.ruleset.facts.indices where execution.slots[index] == .missing {
      possible[index] = fact(index)
      if case .number = possible[index] { forms[index] = LinearForm(unknown: index) }
      settle(index)
    }
    run()
  }

  private func fact(_ index: Int) -> Possible {
    if let assumed = assumed[index] { return assumed }
    return Possible(anyOf: program.ruleset.facts[index])
  }

  private mutating func run() {
    for instruction in program.instructions {
      let slot = Int(instruction.result)
      if !isNarrowing || execution.slots[slot] == .missing { execution.step(instruction) }
      if case .indicator(let index) = instruction.operation {
        possible[slot] = .number(score(Int(index)))
      } else if execution.slots[slot].absence == nil {
        possible[slot] = Possible(execution.slots[slot])
      } else {
        possible[slot] = result(instruction.operation, slot).withinLimits
      }
      if let number = execution.slots[slot].number { forms[slot] = LinearForm(number) }
      settle(slot)
    }
  }

  /// Where one value is possible, it is known.
  private mutating func settle(_ slot: Int) {
    guard execution.slots[slot] == .missing, let value = possible[slot].single else { return }
    execution.settle(slot, at: value)
    forms[slot] = value.number.map { LinearForm($0) }
  }

  /// Whether a slot's value depends on what is missing.
  func isUnknown(_ slot: Int) -> Bool { execution.slots[slot].absence != nil }

  /// A slot's value as a linear form of missing facts.
  func form(of slot: Int) -> LinearForm? { forms[slot] }

  /// The bounds of a missing fact.
  private func bounds(of unknown: Int) -> Interval { possible[unknown].interval }

  // MARK: Operations

  private mutating func result(_ operation: Instruction.Operation, _ slot: Int) -> Possible {
    switch operation {
    case .negate(let operand):
      forms[slot] = forms[Int(operand)]?.scaled(by: Rational(-1))
      return .number(-possible[Int(operand)].interval)
    case .sum(let range): return sum(range, slot)
    case .product(let range): return product(range, slot)
    case .compare(let left, let comparison, let right):
      return compare(Int(left), comparison, Int(right))
    case .equalWithin(let left, let right, let margin):
      let distance = difference(Int(left), Int(right)).magnitude
      return PossibleArithmetic.truth(distance - possible[Int(margin)].interval, .lessOrEqual)
    case .aggregate(let index): return aggregate(program.aggregates[Int(index)])
    case .measure(let index, let measure):
      forms[slot] = isReached(Int(index)) ? forms[Int(measure)] : nil
      return self.measure(of: Int(index), in: Int(measure))
    case .heading(let index): return .number(headingRange(Int(index)))
    case .indicator: return .number(.all)
    default: return arithmetic.result(operation, possible)
    }
  }

  /// What calculations give that need no linear forms.
  private var arithmetic: PossibleArithmetic { PossibleArithmetic(operands: program.operands) }

  private func list(_ range: OperandRange) -> ArraySlice<Operand> {
    program.operands[Int(range.lower)..<Int(range.lower + range.count)]
  }

  private mutating func sum(_ range: OperandRange, _ slot: Int) -> Possible {
    let total = arithmetic.sum(range, possible)
    var form: LinearForm? = LinearForm(.zero)
    for operand in list(range) {
      if let part = forms[Int(operand.slot)], form != nil {
        form?.add(part, times: Rational(operand.isInverse ? -1 : 1))
        form = form?.withinLimits
      } else {
        form = nil
      }
    }
    forms[slot] = form
    let linear = forms[slot].map { $0.bounds { bounds(of: $0) } }
    return .number(linear.flatMap { total.intersection($0) } ?? total)
  }

  private mutating func product(_ range: OperandRange, _ slot: Int) -> Possible {
    let total = arithmetic.product(range, possible)
    forms[slot] = linearProduct(range)
    let operands = Array(list(range))
    guard operands.count == 2, !operands[0].isInverse, operands[1].isInverse,
      let over = forms[Int(operands[0].slot)], let under = forms[Int(operands[1].slot)],
      let refined = QuotientBounds.bounds(over, under, unknowns: { self.bounds(of: $0) })
    else { return .number(total) }
    return .number(total.intersection(refined) ?? total)
  }

  private func linearProduct(_ range: OperandRange) -> LinearForm? {
    var scale = Rational.one
    var linear: LinearForm?
    for operand in list(range) {
      guard let form = forms[Int(operand.slot)] else { return nil }
      if form.isConstant {
        guard !operand.isInverse else {
          guard let quotient = scale.divided(by: form.constant) else { return nil }
          scale = quotient
          continue
        }
        scale *= form.constant
      } else if linear == nil, !operand.isInverse {
        linear = form
      } else {
        return nil
      }
    }
    return (linear ?? LinearForm(.one)).scaled(by: scale).withinLimits
  }

  private func difference(_ left: Int, _ right: Int) -> Interval {
    let plain = possible[left].interval - possible[right].interval
    guard var form = forms[left], let other = forms[right] else { return plain }
    form.add(other, times: Rational(-1))
    let linear = form.bounds { bounds(of: $0) }
    return plain.intersection(linear) ?? plain
  }

  private func compare(_ left: Int, _ comparison: Comparison, _ right: Int) -> Possible {
    arithmetic.compare(possible[left], comparison, possible[right]) {
      difference(left, right)
    }
  }

  /// A table that is missing, or lacks cells, can be anything its declaration allows.
  private func aggregate(_ aggregate: AggregateProgram) -> Possible {
    switch aggregate.aggregation {
    case .all, .any: return .anyTruth
    case .count:
      if let bounds = execution.countBounds(aggregate) {
        return .number(Interval(Rational(bounds.lowerBound), Rational(bounds.upperBound)))
      }
      let least = aggregate.filter == nil ? program.ruleset.tables[aggregate.table].rowCountMin : 0
      return .number(
        Interval(lower: .init(Rational(least), isClosed: true), upper: nil) ?? .all)
    case .sum, .average, .trimmedAverage, .minimum, .maximum:
      let rows = ColumnRange(
        aggregate, of: program.ruleset.tables[aggregate.table],
        rows: execution.rows[aggregate.table], outer: execution.slots, possible)
      return .number(rows?.range ?? .all)
    }
  }

  // MARK: Headings

  private func headingRange(_ index: Int) -> Interval {
    var total = Interval(.zero)
    for child in program.tree.headings[index] {
      let range = headingRange(child)
      let heading = program.ruleset.headings[child]
      let contributed = range.mapped { program.ruleset.contribution(of: $0, from: heading) }
      total = (total + contributed).withinLimits
    }
    for child in program.tree.indicators[index] {
      total = (total + scores[child].range).withinLimits
    }
    return total
  }

  // MARK: Indicators

  /// Whether no case of an indicator can decide before its method.
  private func isReached(_ index: Int) -> Bool {
    program.indicators[index].cases.allSatisfy { !possible[$0.condition].truth.canHold }
  }

  /// A measure as other rules see it: anything in its domain where a case may decide.
  private func measure(of index: Int, in slot: Int) -> Possible {
    if isReached(index) { return possible[slot] }
    guard case .bands(let method) = program.ruleset.indicators[index].method else {
      return .number(.all)
    }
    switch method.measure.type {
    case .boolean: return .anyTruth
    case .choice: return .choice(nil)
    default: return .number(method.domain)
    }
  }

  private mutating func score(_ index: Int) -> Interval {
    let indicator = program.ruleset.indicators[index]
    switch execution.outcomes[index].result {
    case .scored(let raw): set(index, raw: Interval(raw))
    case .excludedOverHeading, .excludedOverTotal: set(index, raw: Interval(.zero))
    case .failed: set(index, raw: Interval(.zero, indicator.points))
    case .undetermined, .judgmentOutside:
      let (scored, exclusions) = possibleScores(index)
      scores[index].exclusions = exclusions
      let excluded = exclusions.isEmpty ? nil : Interval(.zero)
      let raw = excluded.map { scored?.hull($0) ?? $0 } ?? scored
      set(index, raw: raw ?? Interval(.zero))
      scores[index].scored = scored
    }
    return scores[index].range
  }

  /// What an indicator may score where it is not excluded, and how it may be excluded.
  ///
  /// What works it out holds the whole run, and is gone before the run goes on and changes.
  private func possibleScores(_ index: Int) -> (scored: Interval?, exclusions: [Outcome.Result]) {
    var methods = MethodRange(
      self, points: program.ruleset.indicators[index].points,
      judgment: execution.record.judgments[index])
    let program = program.indicators[index]
    let scored = methods.range(program.cases, program.method)
    return (scored, methods.exclusions)
  }

  private mutating func set(_ index: Int, raw: Interval) {
    let points = program.ruleset.indicators[index].points
    scores[index].raw = raw
    scores[index].scored = raw
    let ruleset = program.ruleset
    scores[index].range = raw.mapped { ruleset.rounded($0, points: points) }
  }
}
