import ExactNumbers
import RuleLang

/// Finds where a result can change as one missing figure moves.
///
/// Between two such places every band, step and condition that depends on the figure stays the
/// same, so looking at each part for itself gives the totals that are really possible.
struct BreakPoints {
  /// The most places looked at; beyond it the enclosure stays wider than need be.
  static let countMax = 128

  private let program: Program
  private let ranges: RangeExecution
  private let unknown: Int
  private var producers: [Int: Instruction] = [:]
  private var found: Set<Rational> = []

  /// The places in a fact's range where something changes, in order.
  static func find(in ranges: RangeExecution, of unknown: Int) -> [Rational] {
    var search = BreakPoints(ranges, unknown)
    search.run()
    let bounds = ranges.program.ruleset.facts[unknown].bounds
    return Array(search.found.filter { bounds.contains($0) }.sorted().prefix(countMax))
  }

  private init(_ ranges: RangeExecution, _ unknown: Int) {
    self.ranges = ranges
    program = ranges.program
    self.unknown = unknown
    for instruction in program.instructions where ranges.isUnknown(Int(instruction.result)) {
      producers[Int(instruction.result)] = instruction
    }
  }

  private mutating func run() {
    for instruction in program.instructions {
      switch instruction.operation {
      case .compare(let left, _, let right):
        guard ranges.isUnknown(Int(left)) || ranges.isUnknown(Int(right)) else { continue }
        for first in branches(Int(left), 0) {
          for second in branches(Int(right), 0) { addCrossing(first, second) }
        }
      case .indicator(let index): add(program.indicators[Int(index)].method)
      default: break
      }
    }
  }

  private mutating func add(_ method: MethodProgram) {
    switch method {
    case .bands(let measure, let bands):
      guard ranges.isUnknown(measure) else { return }
      let branches = branches(measure, 0)
      for band in bands {
        for end in ends(of: band) {
          for branch in branches { addCrossing(branch, (LinearForm(end), LinearForm(.one))) }
        }
      }
    case .bestOf(let alternatives): for alternative in alternatives { add(alternative.method) }
    case .checklist, .deductions, .judged, .formula: break
    }
  }

  /// The ends of a band, and of its steps as far as they take points.
  private func ends(of band: BandProgram) -> [Rational] {
    guard case .interval(let lower, let upper) = band.values else { return [] }
    let low = lower.flatMap { ranges.possible[$0.slot].interval.single }
    let high = upper.flatMap { ranges.possible[$0.slot].interval.single }
    var ends = [low, high].compactMap { $0 }
    if case .steps(let steps) = band.outcome, let limit = steps.isFromLower ? low : high {
      let count = (steps.start - steps.limit).magnitude.divided(by: steps.amount)?.ceiling()
      for number in 0...min(64, max(0, count?.machineWord ?? 64)) {
        let distance = steps.step * Rational(number)
        ends.append(steps.isFromLower ? limit + distance : limit - distance)
      }
    }
    return ends
  }

  private typealias Branch = (over: LinearForm, under: LinearForm)

  /// The quotients of linear forms that a slot's value is made of, piece by piece.
  private func branches(_ slot: Int, _ depth: Int) -> [Branch] {
    if let form = ranges.form(of: slot) { return [(form, LinearForm(.one))] }
    guard depth < 16, let instruction = producers[slot] else { return [] }
    func all(_ range: OperandRange) -> [Branch] {
      program.operands[Int(range.lower)..<Int(range.lower + range.count)]
        .flatMap { branches(Int($0.slot), depth + 1) }
    }
    switch instruction.operation {
    case .magnitude(let operand):
      return branches(Int(operand), depth + 1).flatMap {
        [$0, ($0.over.scaled(by: Rational(-1)), $0.under)]
      }
    case .minimum(let range), .maximum(let range): return all(range)
    case .measure(_, let measure): return branches(Int(measure), depth + 1)
    case .select(_, let value, let otherwise):
      return branches(Int(value), depth + 1) + branches(Int(otherwise), depth + 1)
    case .product(let range):
      let operands = Array(program.operands[Int(range.lower)..<Int(range.lower + range.count)])
      guard operands.count == 2, !operands[0].isInverse, operands[1].isInverse,
        let under = ranges.form(of: Int(operands[1].slot))
      else { return [] }
      return branches(Int(operands[0].slot), depth + 1).compactMap {
        $0.under.isConstant ? ($0.over, under) : nil
      }
    default: return []
    }
  }

  /// Adds where two quotients are equal: a ÷ b = c ÷ d where a·d − c·b = 0, if that is linear.
  private mutating func addCrossing(_ first: Branch, _ second: Branch) {
    guard second.under.isConstant, second.over.isConstant || first.under.isConstant else { return }
    guard let value = second.over.isConstant ? second.over.constant : nil else {
      var difference = first.over
      difference.add(second.over, times: -first.under.constant)
      return addRoot(of: difference)
    }
    var difference = first.over
    difference.add(first.under, times: -value)
    addRoot(of: difference)
  }

  private mutating func addRoot(of form: LinearForm) {
    guard form.terms.count == 1, let factor = form.coefficient(of: unknown),
      let root = (-form.constant).divided(by: factor)
    else { return }
    found.insert(root)
  }
}
