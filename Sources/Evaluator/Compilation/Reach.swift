/// Which facts a result can depend on; the others serve checks alone.
package struct Reach {
  package let slots: [Bool]

  /// Follows the slots that indicators and rules on the whole use back to the facts.
  ///
  /// - Complexity: O(*n*) in the program.
  package init(_ program: Program) {
    var reach = SlotReach(program)
    let roots =
      program.vetoConditions + program.adjustmentConditions
      + program.gradeConditions.compactMap { $0 } + program.orders.flatMap { $0 }
    for slot in roots { reach.mark(slot) }
    for indicator in program.indicators.indices { reach.add(indicator: indicator) }
    reach.followBack()
    slots = reach.slots
  }
}

/// Follows slots back to what they are computed from.
package struct SlotReach {
  /// The slots reached.
  package private(set) var slots: [Bool]

  /// The indicators reached.
  package private(set) var indicators: Set<Int> = []

  private let program: Program

  package init(_ program: Program) {
    self.program = program
    slots = Array(repeating: false, count: program.template.count)
  }

  /// Takes a slot in.
  package mutating func mark(_ slot: Int) { slots[slot] = true }

  /// Takes in what an indicator is scored by.
  package mutating func add(indicator: Int) {
    guard indicators.insert(indicator).inserted else { return }
    add(program.indicators[indicator].cases, program.indicators[indicator].method)
  }

  /// Takes in what the slots reached so far are computed from.
  package mutating func followBack() {
    // Each instruction uses only slots that were filled before it.
    for instruction in program.instructions.reversed() {
      if case .indicator(let index) = instruction.operation, indicators.contains(Int(index)) {
        slots[Int(instruction.result)] = true
      }
      if slots[Int(instruction.result)] { add(instruction.operation) }
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

  private mutating func add(_ operation: Instruction.Operation) {
    for slot in operation.singleOperands { slots[Int(slot)] = true }
    if let range = operation.operandRange {
      for index in Int(range.lower)..<Int(range.lower + range.count) {
        slots[Int(program.operands[index].slot)] = true
      }
    }
    switch operation {
    case .aggregate(let index):
      for (outer, _) in program.aggregates[Int(index)].imports { slots[outer] = true }
    case .indicator(let index): add(indicator: Int(index))
    case .measure(let index, _):
      for item in program.indicators[Int(index)].cases { slots[item.condition] = true }
    case .heading(let index): add(heading: Int(index), 0)
    default: break
    }
  }

  /// Headings nest no deeper than the language has levels.
  private mutating func add(heading: Int, _ depth: Int) {
    guard depth < 8 else { return }
    for child in program.tree.headings[heading] { add(heading: child, depth + 1) }
    for child in program.tree.indicators[heading] {
      add(indicator: child)
    }
  }
}

extension Instruction.Operation {
  /// The slots it takes, apart from those in a list.
  package var singleOperands: [Int32] {
    switch self {
    case .negate(let slot), .not(let slot), .magnitude(let slot), .measure(_, let slot): [slot]
    case .compare(let left, _, let right), .years(let left, let right): [left, right]
    case .equalWithin(let left, let right, let margin): [left, right, margin]
    case .select(let condition, let value, let otherwise): [condition, value, otherwise]
    case .round(let slot, let step, _): [slot, step]
    case .sum, .product, .and, .or, .minimum, .maximum, .aggregate, .indicator, .heading: []
    }
  }

  /// The list of slots it takes.
  package var operandRange: OperandRange? {
    switch self {
    case .sum(let range), .product(let range), .and(let range), .or(let range),
      .minimum(let range), .maximum(let range):
      range
    default: nil
    }
  }
}
