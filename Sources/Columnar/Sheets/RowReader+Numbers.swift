/// Numbers in cells.
extension RowReader {
  /// Reads digits with a point, as many behind it as the column keeps; false for anything else.
  @inline(__always)
  static func readNumber(
    _ cell: UnsafePointer<HotCells.Cell>, _ at: inout Bytes, _ place: Int
  ) -> Bool {
    var next = at
    let isNegative = next.pointee == 0x2D
    if isNegative { next += 1 }
    let digits = next
    var value: Int64 = 0
    var digit = next.pointee &- 0x30
    while digit < 10 {
      value = value &* 10 &+ Int64(digit)
      next += 1
      digit = next.pointee &- 0x30
    }
    var length = next - digits
    guard length > 0 else { return false }
    let decimals = cell.pointee.decimals
    // The digit that a point would be.
    if digit == 0x2E &- 0x30 {
      next += 1
      let point = next
      digit = next.pointee &- 0x30
      while digit < 10 {
        value = value &* 10 &+ Int64(digit)
        next += 1
        digit = next.pointee &- 0x30
      }
      guard next - point == decimals, decimals > 0 else { return false }
      length += decimals
    } else if decimals > 0 {
      guard length + decimals <= 18 else { return false }
      value = value &* Int64(CellPlan.powersOfTen[decimals])
    }
    if isNegative { value = 0 &- value }
    guard length <= 18, cell.pointee.lower <= value, value <= cell.pointee.upper else {
      return false
    }
    cell.pointee.values[place] = value
    cell.pointee.bits.pointee |= value
    at = next
    return true
  }

  /// Reads a number that is written otherwise, or has fewer or more digits than the column keeps.
  mutating func readUnusualNumber(
    _ index: Int, _ at: inout Bytes, _ place: Int, _ block: ColumnBlock
  ) -> Bool {
    let begin = at
    var digits: [UInt8] = []
    var fraction = 0
    var hasPoint = false
    while at.pointee &- 0x30 < 10 || at.pointee == 0x2E && !hasPoint && at > begin {
      if at.pointee == 0x2E { hasPoint = true } else { digits.append(at.pointee &- 0x30) }
      if hasPoint, at.pointee != 0x2E { fraction += 1 }
      at += 1
      guard digits.count <= 18 else { break }
    }
    let isPlain =
      isCellEnd(at.pointee) && !digits.isEmpty && digits.count <= 18 && (!hasPoint || fraction > 0)
    if isPlain, fraction > plans[index].decimals {
      let cut = digits.suffix(fraction - plans[index].decimals)
      if !cut.allSatisfy({ $0 == 0 }) {
        note(fraction, index)
        if isLearning { return true }
      }
    }
    at = begin
    return readOther(index, &at, place, block)
  }

  private mutating func note(_ decimals: Int, _ index: Int) {
    guard decimals <= CellPlan.decimalsMax, !plans[index].isWhole else { return }
    plans[index].wantedDecimals = max(plans[index].wantedDecimals, decimals)
    plans[index].wantedCount += 1
  }
}
