/// What reading a value of a line looks at each time, packed.
final class LineCells {
  struct Cell {
    let kind: CellPlan.Kind
    let decimals: Int
    /// The lowest bare number, and how many more there are.
    let lower: Int64
    let span: UInt64
    /// Whether some bare number fits.
    let takesNumbers: Bool
    /// Whether its numbers go to the answers.
    let isTick: Bool
    let values: UnsafeMutablePointer<Int64>
    let answers: UnsafeMutablePointer<UInt8>
    let bits: UnsafeMutablePointer<Int64>

    /// Whether a number lies within the bounds of the column.
    @inline(__always)
    func takes(_ value: Int64) -> Bool {
      takesNumbers && UInt64(bitPattern: value &- lower) <= span
    }

    /// Keeps a number that it takes.
    @inline(__always)
    func keep(_ value: Int64, _ place: Int) {
      if isTick {
        answers[place] = UInt8(truncatingIfNeeded: value)
      } else {
        values[place] = value
        bits.pointee |= value
      }
    }
  }

  let cells: UnsafeMutablePointer<Cell>
  let block: ColumnBlock

  init(_ plans: [CellPlan], _ block: ColumnBlock) {
    self.block = block
    cells = .allocate(capacity: max(1, plans.count))
    for (index, plan) in plans.enumerated() {
      // A bare number that lacks its unit is only right where it is zero.
      let isBare = plan.factor == nil
      let lower = isBare ? max(0, plan.lower) : plan.lower
      let upper = isBare ? min(0, plan.upper) : plan.upper
      cells.advanced(by: index).initialize(
        to: Cell(
          kind: plan.kind, decimals: plan.decimals, lower: lower,
          span: UInt64(bitPattern: max(0, upper &- lower)), takesNumbers: lower <= upper,
          isTick: plan.isTick, values: block.numbers[plan.target],
          answers: block.answers(of: plan), bits: block.bits + plan.target))
    }
  }

  deinit { cells.deallocate() }
}
