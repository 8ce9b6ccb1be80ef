/// What reading a cell looks at each time, packed.
final class HotCells {
  struct Cell {
    let kind: CellPlan.Kind
    let decimals: Int
    let lower: Int64
    let upper: Int64
    let values: UnsafeMutablePointer<Int64>
    let bits: UnsafeMutablePointer<Int64>
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
      cells.advanced(by: index).initialize(
        to: Cell(
          kind: plan.kind, decimals: plan.decimals, lower: isBare ? max(0, plan.lower) : plan.lower,
          upper: isBare ? min(0, plan.upper) : plan.upper, values: block.numbers[plan.target],
          bits: block.bits + plan.target))
    }
  }

  deinit { cells.deallocate() }
}
