/// What reading a cell looks at each time, packed.
final class HotCells {
  struct Cell {
    let kind: CellPlan.Kind
    let decimals: Int
    /// The lowest number, and how many more there are.
    let lower: Int64
    let span: UInt64
    let values: UnsafeMutablePointer<Int64>
    let bits: UnsafeMutablePointer<Int64>
    /// How many columns of numbers begin here.
    var runLength = 0
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
      cells.advanced(by: index).initialize(
        to: Cell(
          kind: plan.kind, decimals: plan.decimals, lower: lower,
          span: UInt64(bitPattern: max(0, upper &- lower)), values: block.numbers[plan.target],
          bits: block.bits + plan.target))
    }
    var runLength = 0
    for index in plans.indices.reversed() {
      // Where no number fits there is no run of them.
      let isBare = plans[index].factor == nil
      let isEmpty =
        plans[index].lower > plans[index].upper
        || isBare && (plans[index].lower > 0 || plans[index].upper < 0)
      runLength = plans[index].kind == .number && !isEmpty ? runLength + 1 : 0
      cells[index].runLength = runLength
    }
  }

  deinit { cells.deallocate() }
}
