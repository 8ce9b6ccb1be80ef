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
    possible = execution.slots.map { Self.exact($0) }
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

  private static func exact(_ value: Value) -> Possible {
    switch value {
    case .number(let value): .number(Interval(value))
    case .boolean(let value): .boolean(canHold: value, canFail: !value)
    case .choice(let index): .choice(index)
    case .text(let number): .text(number)
    case .missing, .undefined: .number(.all)
    }
  }

  private func fact(_ index: Int) -> Possible {
    if let assumed = assumed[index] { return assumed }
    let fact = program.ruleset.facts[index]
    switch fact.type {
    case .boolean: return .anyTruth
    case .choice: return .choice(nil)
    case .text: return .text(nil)
    default: return .number(fact.bounds.tightened(isWhole: fact.type.isWhole))
    }
  }

  private mutating func run() {
    for instruction in program.instructions {
      let slot = Int(instruction.result)
      if !isNarrowing || execution.slots[slot] == .missing { execution.step(instruction) }
      if case .indicator(let index) = instruction.operation {
        possible[slot] = .number(score(Int(index)))
      } else if execution.slots[slot].absence == nil {
        possible[slot] = Self.exact(execution.slots[slot])
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
      return truth(distance - possible[Int(margin)].interval, .lessOrEqual)
    case .and(let range):
      return connect(range) { ($0.allSatisfy(\.canHold), $0.contains(where: \.canFail)) }
    case .or(let range):
      return connect(range) { ($0.contains(where: \.canHold), $0.allSatisfy(\.canFail)) }
    case .not(let operand):
      let truth = possible[Int(operand)].truth
      return .boolean(canHold: truth.canFail, canFail: truth.canHold)
    case .select(let condition, let value, let otherwise):
      return select(Int(condition), Int(value), Int(otherwise))
    case .magnitude(let operand): return .number(possible[Int(operand)].interval.magnitude)
    case .minimum(let range): return extreme(range) { $0.minimum($1) }
    case .maximum(let range): return extreme(range) { $0.maximum($1) }
    case .round(let operand, let step, let mode):
      guard let length = possible[Int(step)].interval.single else { return .number(.all) }
      return .number(
        possible[Int(operand)].interval.mapped { $0.rounded(toMultipleOf: length, mode) ?? $0 })
    case .aggregate(let index): return aggregate(program.aggregates[Int(index)])
    case .years(let from, let to):
      return .number(Self.years(possible[Int(from)].interval, possible[Int(to)].interval))
    case .measure(let index, let measure):
      forms[slot] = isReached(Int(index)) ? forms[Int(measure)] : nil
      return self.measure(of: Int(index), in: Int(measure))
    case .heading(let index): return .number(headingRange(Int(index)))
    case .indicator: return .number(.all)
    }
  }

  private func list(_ range: OperandRange) -> ArraySlice<Operand> {
    program.operands[Int(range.lower)..<Int(range.lower + range.count)]
  }

  private mutating func sum(_ range: OperandRange, _ slot: Int) -> Possible {
    var total = Interval(.zero)
    var form: LinearForm? = LinearForm(.zero)
    for operand in list(range) {
      let next = possible[Int(operand.slot)].interval
      total = (operand.isInverse ? total - next : total + next).withinLimits
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
    var total = Interval(.one)
    for operand in list(range) {
      let next = possible[Int(operand.slot)].interval
      total = (operand.isInverse ? total.divided(by: next) : total * next).withinLimits
    }
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
    switch (possible[left], possible[right]) {
    case (.number, .number): return truth(difference(left, right), comparison)
    case (.choice(let first?), .choice(let second?)), (.text(let first?), .text(let second?)):
      let holds = (first == second) == (comparison == .equal)
      return .boolean(canHold: holds, canFail: !holds)
    default: return .anyTruth
    }
  }

  /// Whether an interval can compare with zero in a way, and can fail to.
  private func truth(_ difference: Interval, _ comparison: Comparison) -> Possible {
    func canHold(_ comparison: Comparison) -> Bool {
      switch comparison {
      case .equal: difference.contains(.zero)
      case .notEqual: difference.single != .zero
      case .less: difference.below(.zero, inclusive: false) != nil
      case .lessOrEqual: difference.below(.zero, inclusive: true) != nil
      case .greater: difference.above(.zero, inclusive: false) != nil
      case .greaterOrEqual: difference.above(.zero, inclusive: true) != nil
      }
    }
    return .boolean(canHold: canHold(comparison), canFail: canHold(comparison.negated))
  }

  private func connect(
    _ range: OperandRange, _ combine: ([(canHold: Bool, canFail: Bool)]) -> (Bool, Bool)
  ) -> Possible {
    let (canHold, canFail) = combine(list(range).map { possible[Int($0.slot)].truth })
    return .boolean(canHold: canHold, canFail: canFail)
  }

  private func select(_ condition: Int, _ value: Int, _ otherwise: Int) -> Possible {
    let truth = possible[condition].truth
    if !truth.canFail { return possible[value] }
    if !truth.canHold { return possible[otherwise] }
    switch (possible[value], possible[otherwise]) {
    case (.number(let first), .number(let second)): return .number(first.hull(second))
    case (.boolean(let first, let second), .boolean(let third, let fourth)):
      return .boolean(canHold: first || third, canFail: second || fourth)
    case (.choice, _): return .choice(nil)
    default: return .text(nil)
    }
  }

  /// More years the later the second day is, and fewer the later the first is.
  private static func years(_ from: Interval, _ to: Interval) -> Interval {
    func years(_ first: Interval.End?, _ second: Interval.End?) -> Interval.End? {
      guard let first, let second else { return nil }
      let count = Arithmetic.years(.number(first.value.floor()), .number(second.value.ceiling()))
      return count.number.map { Interval.End($0, isClosed: true) }
    }
    // Ends are whole days, so rounding them only widens.
    return Interval(lower: years(from.upper, to.lower), upper: years(from.lower, to.upper)) ?? .all
  }

  private func extreme(
    _ range: OperandRange, _ combine: (Interval, Interval) -> Interval
  ) -> Possible {
    let intervals = list(range).map { possible[Int($0.slot)].interval }
    guard let first = intervals.first else { return .number(.all) }
    return .number(intervals.dropFirst().reduce(first, combine))
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
    default: return .number(.all)
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
