/// What reading a cell of a row, or a value of a line, looks at each time, packed.
final class HotCells {
  /// How plain numbers of a column are written.
  enum Form {
    /// Not at all, or otherwise than the following.
    case other
    /// The digit 0 or 1.
    case tick
    /// Digits.
    case whole
    /// Digits, a point and two digits.
    case hundredths
    /// The same with a sign before some.
    case signedHundredths
  }

  struct Cell {
    let values: UnsafeMutablePointer<Int64>
    let answers: UnsafeMutablePointer<UInt8>
    /// Whether its numbers go to the answers.
    let isTick: Bool
    /// The lowest bare number, and how many more there are; where none fits, one that nobody writes.
    let lower: Int64
    let span: UInt64
    /// The bits of all numbers that were read.
    var bits: Int64 = 0
    let kind: CellPlan.Kind
    let form: Form
    /// How many columns of that form follow each other, this one included.
    var runLength = 0
    let decimals: Int
    let target: Int

    /// Whether a number lies within the bounds of the column.
    @inline(__always)
    func takes(_ value: Int64) -> Bool { UInt64(bitPattern: value &- lower) <= span }

    /// Keeps a number that it takes.
    @inline(__always)
    mutating func keep(_ value: Int64, _ place: Int) {
      if isTick {
        answers[place] = UInt8(truncatingIfNeeded: value)
      } else {
        values[place] = value
        bits |= value
      }
    }
  }

  let cells: UnsafeMutablePointer<Cell>
  let count: Int
  let block: ColumnBlock

  init(_ plans: [CellPlan], _ block: ColumnBlock) {
    count = plans.count
    self.block = block
    cells = .allocate(capacity: max(1, plans.count))
    for (index, plan) in plans.enumerated() {
      // A bare number that lacks its unit is only right where it is zero.
      let isBare = plan.factor == nil
      let lower = isBare ? max(0, plan.lower) : plan.lower
      let upper = isBare ? min(0, plan.upper) : plan.upper
      let takesNumbers = plan.kind == .number && lower <= upper
      let span = takesNumbers ? UInt64(bitPattern: upper &- lower) : 0
      cells.advanced(by: index).initialize(
        to: Cell(
          values: block.numbers[plan.target], answers: block.answers(of: plan),
          isTick: plan.isTick, lower: takesNumbers ? lower : .max, span: span, kind: plan.kind,
          form: takesNumbers ? Self.form(plan, isSigned: lower < 0) : .other,
          decimals: plan.decimals, target: plan.target))
    }
    for index in plans.indices.reversed() {
      let goesOn = index + 1 < count && cells[index + 1].form == cells[index].form
      cells[index].runLength = goesOn ? cells[index + 1].runLength + 1 : 1
    }
  }

  private static func form(_ plan: CellPlan, isSigned: Bool) -> Form {
    switch plan.decimals {
    case 0: plan.isTick ? .tick : .whole
    case 2: isSigned ? .signedHundredths : .hundredths
    default: .other
    }
  }

  deinit { cells.deallocate() }

  /// Tells the block what bits its columns have.
  func settleBits() {
    for index in 0..<count where cells[index].kind == .number {
      block.bits[cells[index].target] |= cells[index].bits
      cells[index].bits = 0
    }
  }
}
