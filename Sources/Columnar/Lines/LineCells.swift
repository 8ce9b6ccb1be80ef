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
    let values: UnsafeMutablePointer<Int64>
    let answers: UnsafeMutablePointer<UInt8>
    let bits: UnsafeMutablePointer<Int64>

    /// Whether a number lies within the bounds of the column.
    @inline(__always)
    func takes(_ value: Int64) -> Bool {
      takesNumbers && UInt64(bitPattern: value &- lower) <= span
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
      let hasAnswers = plan.kind == .answer && block.answers.indices.contains(plan.target)
      cells.advanced(by: index).initialize(
        to: Cell(
          kind: plan.kind, decimals: plan.decimals, lower: lower,
          span: UInt64(bitPattern: max(0, upper &- lower)), takesNumbers: lower <= upper,
          values: block.numbers[plan.target],
          answers: block.answers[hasAnswers ? plan.target : 0], bits: block.bits + plan.target))
    }
  }

  deinit { cells.deallocate() }
}
