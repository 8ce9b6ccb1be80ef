import ExactNumbers
import RuleLang

/// Runs an aggregate over the rows of a table.
struct RowExecution {
  let program: AggregateProgram
  private var total = Rational.zero
  private var values: [Rational] = []
  private var count = 0
  /// The rows of which it is not known whether they belong.
  private var openCount = 0
  private var absence: Value?
  private var decided: Bool?

  /// The value of an aggregate; missing where a row lacks what it needs.
  ///
  /// - Complexity: O(*n*) in the rows, and O(*n* log *n*) for a trimmed average.
  static func run(
    _ program: AggregateProgram, rows: [[Value]]?, outer: borrowing [Value]
  ) -> Value {
    guard let rows else { return .missing }
    return execution(of: program, rows: rows, outer: outer).result
  }

  /// How many rows belong at least and at most, as far as their cells are known.
  static func countBounds(
    _ program: AggregateProgram, rows: [[Value]], outer: borrowing [Value]
  ) -> ClosedRange<Int> {
    let execution = execution(of: program, rows: rows, outer: outer)
    return execution.count...(execution.count + execution.openCount)
  }

  private static func execution(
    of program: AggregateProgram, rows: [[Value]], outer: borrowing [Value]
  ) -> RowExecution {
    var execution = RowExecution(program: program)
    forEachRow(of: program, rows: rows, outer: outer) { slots in
      execution.add(slots)
      if case .undefined? = execution.absence { return false }
      return true
    }
    return execution
  }

  /// Runs a program over rows, and hands over the slots of each until that is enough.
  static func forEachRow(
    of program: AggregateProgram, rows: [[Value]], outer: borrowing [Value],
    _ body: ([Value]) -> Bool
  ) {
    var template = program.template
    for (slot, inner) in program.imports { template[inner] = outer[slot] }
    let arithmetic = Arithmetic(operands: program.operands)
    for row in rows {
      var slots = template
      for (index, value) in row.enumerated() where index < program.columnCount {
        slots[index] = value
      }
      for instruction in program.instructions {
        slots[Int(instruction.result)] = arithmetic.result(instruction.operation, slots)
      }
      guard body(slots) else { return }
    }
  }

  private init(program: AggregateProgram) { self.program = program }

  private mutating func add(_ slots: borrowing [Value]) {
    if let filter = program.filter {
      guard let holds = slots[filter].boolean else {
        openCount += 1
        return note(slots[filter])
      }
      guard holds else { return }
    }
    count += 1
    guard let slot = program.value else { return }
    let value = slots[slot]
    switch program.aggregation {
    case .all, .any:
      guard let holds = value.boolean else { return note(value) }
      if holds == (program.aggregation == .any) { decided = holds }
    case .count: break
    default:
      guard let number = value.number else { return note(value) }
      add(number)
    }
  }

  private mutating func add(_ number: Rational) {
    switch program.aggregation {
    case .sum, .average:
      total += number
      if total.bitWidth > Limits.numberBitsMax { absence = .undefined(.numberTooLarge) }
    case .minimum: values = [values.first.map { min($0, number) } ?? number]
    case .maximum: values = [values.first.map { max($0, number) } ?? number]
    default: values.append(number)
    }
  }

  private mutating func note(_ value: Value) {
    if absence == nil || absence == .missing { absence = value }
  }

  private var result: Value {
    if let decided { return .boolean(decided) }
    if let absence { return absence }
    switch program.aggregation {
    case .count: return .number(Rational(count))
    case .sum: return .number(total)
    case .all: return .boolean(true)
    case .any: return .boolean(false)
    case .average:
      guard let mean = total.divided(by: Rational(count)) else { return .undefined(.noRows) }
      return Arithmetic.bounded(mean)
    case .minimum, .maximum: return values.first.map { .number($0) } ?? .undefined(.noRows)
    case .trimmedAverage(let trimmed): return trimmedAverage(trimmed)
    }
  }

  private func trimmedAverage(_ trimmed: Int) -> Value {
    guard values.count > 2 * trimmed else { return .undefined(.noRows) }
    let kept = values.sorted()[trimmed..<(values.count - trimmed)]
    var sum = Rational.zero
    for value in kept {
      sum += value
      guard sum.bitWidth <= Limits.numberBitsMax else { return .undefined(.numberTooLarge) }
    }
    guard let mean = sum.divided(by: Rational(kept.count)) else { return .undefined(.noRows) }
    return Arithmetic.bounded(mean)
  }
}
