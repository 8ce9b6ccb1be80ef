import ExactNumbers
import RuleLang

/// What a sum, an average or an extreme over the rows of a table can be, where something in them is missing.
struct ColumnRange {
  /// The interval of what is possible.
  let range: Interval

  /// A row that belongs, or may.
  private typealias Part = (range: Interval, isCertain: Bool)

  /// Encloses what an aggregate can be.
  ///
  /// It is nil where nothing can be said: what is known of a row has no value, or there may be no row.
  ///
  /// - Parameters:
  ///   - program: the aggregate.
  ///   - table: its table.
  ///   - rows: the rows; nil where the table is missing.
  ///   - outer: the slots outside.
  ///   - possible: what they can still be.
  /// - Complexity: O(*n*) in the rows.
  init?(
    _ program: AggregateProgram, of table: Table, rows: [[Value]]?, outer: borrowing [Value],
    _ possible: [Possible]
  ) {
    guard let slot = program.value else { return nil }
    let steps = RowSteps(program, table, possible)
    guard let rows else {
      let cell = steps.possible(Array(repeating: .missing, count: steps.slotCount))[slot].interval
      let found = Self.missingTable(program, cell: cell, rowCountMin: table.rowCountMin)
      // An average of no rows has no value, so that the one there may be is not known to be.
      guard found.single == nil || program.aggregation == .sum else { return nil }
      range = found
      return
    }
    var parts: [Part] = []
    var isKnown = true
    RowExecution.forEachRow(of: program, rows: rows, outer: outer) { slots in
      let row = steps.possible(slots)
      var isCertain = true
      if let filter = program.filter {
        if case .undefined = slots[filter] { isKnown = false }
        let truth = row[filter].truth
        guard truth.canHold else { return isKnown }
        isCertain = !truth.canFail
      }
      if case .undefined = slots[slot] { isKnown = false }
      parts.append((row[slot].interval, isCertain))
      return isKnown
    }
    guard isKnown, let found = Self.range(program.aggregation, parts) else { return nil }
    range = found
  }

  /// Any number of rows, but for those that there must be.
  private static func missingTable(
    _ program: AggregateProgram, cell: Interval, rowCountMin: Int
  ) -> Interval {
    // An average lies between the least value and the greatest.
    guard program.aggregation == .sum else { return cell }
    let least = program.filter == nil ? Rational(rowCountMin) : .zero
    let lower = cell.lower.flatMap { end in
      end.value.isNegative ? nil : Interval.End(end.value * least, isClosed: true)
    }
    let upper = cell.upper.flatMap { end in
      end.value.signum() > 0 ? nil : Interval.End(end.value * least, isClosed: true)
    }
    return Interval(lower: lower, upper: upper) ?? .all
  }

  private static func range(_ aggregation: Aggregation, _ parts: [Part]) -> Interval? {
    if aggregation == .sum {
      return parts.reduce(Interval(.zero)) { total, part in
        let value = part.isCertain ? part.range : part.range.hull(Interval(.zero))
        return (total + value).withinLimits
      }
    }
    // Without a row that is certain to belong there may be no value at all.
    let needed = if case .trimmedAverage(let trimmed) = aggregation { 2 * trimmed + 1 } else { 1 }
    guard let first = parts.first?.range, parts.count(where: \.isCertain) >= needed else {
      return nil
    }
    let ranges = parts.dropFirst().map(\.range)
    if parts.allSatisfy(\.isCertain) {
      switch aggregation {
      case .average:
        let total = ranges.reduce(first) { ($0 + $1).withinLimits }
        return total.divided(by: Interval(Rational(parts.count))).withinLimits
      case .minimum: return ranges.reduce(first) { $0.minimum($1) }
      case .maximum: return ranges.reduce(first) { $0.maximum($1) }
      default: break
      }
    }
    return ranges.reduce(first) { $0.hull($1) }
  }
}

/// What the slots of a row can still be.
private struct RowSteps {
  private let program: AggregateProgram
  private let arithmetic: PossibleArithmetic
  /// What slots can be of which nothing is known: cells, and what comes from outside.
  private var unknown: [Possible]

  var slotCount: Int { unknown.count }

  init(_ program: AggregateProgram, _ table: Table, _ outer: [Possible]) {
    self.program = program
    arithmetic = PossibleArithmetic(operands: program.operands)
    unknown = program.template.map { Possible($0) }
    for (index, column) in table.columns.enumerated() where index < program.columnCount {
      unknown[index] = Possible(anyOf: column)
    }
    for (slot, inner) in program.imports { unknown[inner] = outer[slot] }
  }

  /// The slots of a row, from their values as far as these are known.
  func possible(_ slots: [Value]) -> [Possible] {
    var possible = unknown
    for (index, value) in slots.enumerated() where value.absence == nil {
      possible[index] = Possible(value)
    }
    for instruction in program.instructions {
      let slot = Int(instruction.result)
      guard slots[slot].absence != nil else { continue }
      possible[slot] = arithmetic.result(instruction.operation, possible).withinLimits
    }
    return possible
  }
}
