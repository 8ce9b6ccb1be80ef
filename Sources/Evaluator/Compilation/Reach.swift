/// Which facts a result can depend on; the others serve checks alone.
struct Reach {
  private(set) var slots: [Bool]

  /// Follows the slots that indicators and rules on the whole use back to the facts.
  ///
  /// - Complexity: O(*n*) in the program.
  init(_ program: Program) {
    slots = Array(repeating: false, count: program.template.count)
    let roots =
      program.vetoConditions + program.adjustmentConditions
      + program.gradeConditions.compactMap { $0 } + program.orders.flatMap { $0 }
    for slot in roots { slots[slot] = true }
    for indicator in program.indicators { add(indicator.cases, indicator.method) }
    // Each instruction uses only slots that were filled before it.
    for instruction in program.instructions.reversed()
    where slots[Int(instruction.result)] {
      add(instruction.operation, program)
    }
  }

  private mutating func add(_ cases: [IndicatorProgram.CaseProgram], _ method: MethodProgram) {
    for item in cases { slots[item.condition] = true }
    switch method {
    case .bands(let measure, let bands):
      slots[measure] = true
      for band in bands {
        switch band.values {
        case .interval(let lower, let upper):
          for end in [lower, upper] { if let end { slots[end.slot] = true } }
        case .notEqual(let slot): slots[slot] = true
        case .choice, .boolean, .never: break
        }
      }
    case .checklist(let items, _): for item in items { slots[item.condition] = true }
    case .deductions(let lines): for line in lines { slots[line.slot] = true }
    case .formula(let slot, _): slots[slot] = true
    case .bestOf(let alternatives):
      for alternative in alternatives { add(alternative.cases, alternative.method) }
    case .judged: break
    }
  }

  private mutating func add(_ operation: Instruction.Operation, _ program: Program) {
    func mark(_ list: Int32...) { for slot in list { slots[Int(slot)] = true } }
    switch operation {
    case .negate(let slot), .not(let slot), .magnitude(let slot), .measure(_, let slot): mark(slot)
    case .sum(let range), .product(let range), .and(let range), .or(let range),
      .minimum(let range), .maximum(let range):
      for index in Int(range.lower)..<Int(range.lower + range.count) {
        slots[Int(program.operands[index].slot)] = true
      }
    case .compare(let left, _, let right), .years(let left, let right): mark(left, right)
    case .equalWithin(let left, let right, let margin): mark(left, right, margin)
    case .select(let condition, let value, let otherwise): mark(condition, value, otherwise)
    case .round(let slot, let step, _): mark(slot, step)
    case .aggregate(let index):
      for (outer, _) in program.aggregates[Int(index)].imports { slots[outer] = true }
    case .indicator, .heading: break
    }
  }
}
