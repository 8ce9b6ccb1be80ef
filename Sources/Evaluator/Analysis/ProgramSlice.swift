import RuleLang

/// The part of a program that some slots depend on: what is enough to compute them.
struct ProgramSlice {
  /// The instructions, in order.
  let instructions: [Instruction]

  /// The facts used, by index.
  let facts: [Int]

  /// The tables used, each with the columns used.
  let tables: [(table: Int, columns: Set<Int>)]

  /// The indicators whose scores are used.
  let indicators: [Int]

  /// The pairs of slots that something compares.
  let comparisons: [(left: Int, right: Int)]

  /// What some slots and indicators need.
  ///
  /// - Complexity: O(*n*) in the program.
  init(_ program: Program, slots roots: [Int], indicators rootIndicators: [Int]) {
    var reach = SlotReach(program)
    for slot in roots { reach.mark(slot) }
    for indicator in rootIndicators { reach.add(indicator: indicator) }
    reach.followBack()
    let marked = reach.slots
    instructions = program.instructions.filter { marked[Int($0.result)] }
    facts = program.ruleset.facts.indices.filter { marked[$0] }
    indicators = reach.indicators.sorted()
    var columns: [Int: Set<Int>] = [:]
    var comparisons: [(left: Int, right: Int)] = []
    for instruction in instructions {
      switch instruction.operation {
      case .aggregate(let index):
        let aggregate = program.aggregates[Int(index)]
        columns[aggregate.table, default: []].formUnion(aggregate.usedColumns)
      case .compare(let left, _, let right), .equalWithin(let left, let right, _):
        comparisons.append((Int(left), Int(right)))
      default: break
      }
    }
    for indicator in reach.indicators {
      comparisons += program.indicators[indicator].method.endComparisons
    }
    tables = columns.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    self.comparisons = comparisons
  }
}

extension AggregateProgram {
  /// The columns whose cells it reads.
  fileprivate var usedColumns: Set<Int> {
    var used: Set<Int> = []
    func add(_ slot: Int32) { if slot < columnCount { used.insert(Int(slot)) } }
    func add(_ range: OperandRange) {
      for index in Int(range.lower)..<Int(range.lower + range.count) { add(operands[index].slot) }
    }
    for instruction in instructions {
      for slot in instruction.operation.singleOperands { add(slot) }
      instruction.operation.operandRange.map(add)
    }
    for slot in [value, filter] { if let slot, slot < columnCount { used.insert(slot) } }
    return used
  }
}

extension MethodProgram {
  /// The measure with each end of its bands.
  fileprivate var endComparisons: [(left: Int, right: Int)] {
    switch self {
    case .bands(let measure, let bands):
      return bands.flatMap { band -> [(left: Int, right: Int)] in
        switch band.values {
        case .interval(let lower, let upper):
          return [lower, upper].compactMap { end in end.map { (measure, $0.slot) } }
        case .notEqual(let slot): return [(measure, slot)]
        case .choice, .boolean, .never: return []
        }
      }
    case .bestOf(let alternatives): return alternatives.flatMap { $0.method.endComparisons }
    case .checklist, .deductions, .judged, .formula: return []
    }
  }
}
