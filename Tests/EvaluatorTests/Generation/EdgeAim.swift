import ExactNumbers
import RuleLang

@testable import Evaluator

/// Changes one figure of a record so that something it is scored by lies exactly on an edge of the
/// rules, or just beside one: at the end of a band or a comparison, at a full step, halfway
/// between two rounded scores, at the end of a grade.
///
/// Random figures hardly ever do: that their quotient is 95% is a matter of both.
struct EdgeAim {
  private let program: Program
  private let slice: ProgramSlice
  private let facts: [Int]
  private var random: RandomSource

  /// How many figures are tried for one edge.
  private static let figureCountMax = 4

  init(_ program: Program, seed: UInt64) {
    self.program = program
    random = RandomSource(seed: seed ^ 0xA1A1)
    let conditions =
      program.vetoConditions + program.adjustmentConditions
      + program.gradeConditions.compactMap { $0 }
    slice = ProgramSlice(
      program, slots: conditions, indicators: Array(program.indicators.indices))
    facts = slice.facts.filter { index in
      if case .number = program.ruleset.facts[index].type { return true }
      return program.ruleset.facts[index].type == .date
    }
  }

  /// A record with something on an edge, and those just beside it; none where no figure is found
  /// that brings it there.
  mutating func aimed(from record: Record) -> [Record] {
    guard !facts.isEmpty else { return [] }
    for _ in 0..<3 {
      guard let target = target(record) else { continue }
      for _ in 0..<Self.figureCountMax {
        let fact = random.pick(facts)
        guard let root = root(of: target, fact, record) else { continue }
        let found = besides(root, fact).compactMap { setting(fact, $0, in: record) }
        if !found.isEmpty { return found }
      }
    }
    return []
  }

  // MARK: What is aimed at

  private typealias Distance = (Record) -> Rational?

  /// How far a record is from an edge.
  private mutating func target(_ record: Record) -> Distance? {
    let program = program
    let index = random.int(0...(program.indicators.count - 1))
    switch random.int(0...7) {
    case 0: return total(record)
    case 1...2:
      guard case .scored(let raw) = Execution(program, record).outcomes[index].result,
        let step = program.ruleset.scoreRounding?.step,
        let half = raw.rounded(toMultipleOf: step, .floor).map({ $0 + step / Rational(2) })
      else { return nil }
      return { record in
        guard case .scored(let raw) = Execution(program, record).outcomes[index].result
        else { return nil }
        return raw - half
      }
    case 3...4: return steps(of: index)
    default:
      guard !slice.comparisons.isEmpty else { return nil }
      let (left, right) = random.pick(slice.comparisons)
      return { record in
        let slots = Execution(program, record).slots
        return slots[left].number.flatMap { first in slots[right].number.map { first - $0 } }
      }
    }
  }

  /// A few full steps from an end of a band.
  private mutating func steps(of index: Int) -> Distance? {
    let program = program
    guard case .bands(let measure, let bands) = program.indicators[index].method else { return nil }
    let all = bands.compactMap { band -> (Int, Rational)? in
      guard case .steps(let steps) = band.outcome,
        case .interval(let lower, let upper) = band.values
      else { return nil }
      return (steps.isFromLower ? lower : upper).map {
        ($0.slot, steps.isFromLower ? steps.step : -steps.step)
      }
    }
    guard !all.isEmpty else { return nil }
    let (end, step) = random.pick(all)
    let distance = step * Rational(random.int(1...6))
    return { record in
      let slots = Execution(program, record).slots
      return slots[measure].number.flatMap { value in
        slots[end].number.map { value - $0 - distance }
      }
    }
  }

  /// The end of a grade, or a total halfway between two rounded ones.
  private mutating func total(_ record: Record) -> Distance? {
    let engine = Engine(program)
    var ends = program.ruleset.grades.flatMap { grade -> [Rational] in
      guard case .range(let range) = grade.criterion else { return [] }
      return [range.lower, range.upper].compactMap { $0?.value }
    }
    if let step = program.ruleset.totalRounding?.step,
      let total = engine.evaluate(record).unrounded,
      let below = total.rounded(toMultipleOf: step, .floor)
    {
      ends.append(below + step / Rational(2))
    }
    guard !ends.isEmpty else { return nil }
    let end = random.pick(ends)
    return { record in engine.evaluate(record).unrounded.map { $0 - end } }
  }

  // MARK: Figures

  /// The value of a fact at which a distance is zero, if it is a quotient of straight lines around
  /// there.
  private mutating func root(of distance: Distance, _ fact: Int, _ record: Record) -> Rational? {
    guard case .number(let value)? = record.facts[fact] else { return nil }
    let span = max(value.magnitude / Rational(random.pick([2, 7, 50])), .one)
    var known: [(at: Rational, value: Rational)] = []
    let places = [value, value + span, value - span, value + span / Rational(2)]
    for place in places where known.count < 3 {
      let whole = isWhole(fact) ? place.floor() : place
      guard !known.contains(where: { $0.at == whole }),
        let changed = setting(fact, whole, in: record), let found = distance(changed)
      else { continue }
      if found.isZero { return whole }
      known.append((whole, found))
    }
    guard known.count == 3, let root = FigureSearch.root(known[0], known[1], known[2]),
      let changed = setting(fact, root, in: record), distance(changed)?.isZero == true
    else { return nil }
    return root
  }

  /// A value and those beside it, nearer and farther.
  private func besides(_ value: Rational, _ fact: Int) -> [Rational] {
    let near = isWhole(fact) ? .one : Rational(1) / Rational(100)
    return [value, value + near, value - near]
  }

  private func isWhole(_ fact: Int) -> Bool {
    program.ruleset.facts[fact].type.number?.isWhole ?? true
  }

  /// The record with another value, where a department may have it and write it down.
  private func setting(_ fact: Int, _ value: Rational, in record: Record) -> Record? {
    let isWritten = value.machineFraction.map { $0.denominator <= 1_000_000 } ?? false
    guard program.ruleset.facts[fact].bounds.contains(value), isWritten,
      !isWhole(fact) || value == value.floor()
    else { return nil }
    var changed = record
    changed.facts[fact] = .number(value)
    return changed
  }
}
