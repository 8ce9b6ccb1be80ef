/// Numbers in cells.
extension RowReader {
  /// Reads numbers of cells that follow each other.
  ///
  /// Digits with a point, as many behind it as the column keeps; it stops before a cell that holds
  /// anything else.
  ///
  /// - Parameters:
  ///   - cells: the first of the cells; its run length says how many there are.
  ///   - isLast: whether the row ends behind the run.
  ///   - start: the first byte of the first cell.
  ///   - wordsEnd: from here on there may be fewer bytes than a few words.
  ///   - place: the row of the block.
  ///   - separator: the byte between cells.
  /// - Returns: how many cells were read, and the first byte of the next: behind the separator or,
  ///   after the last cell of a row, its line end.
  static func readNumbers(
    _ cells: UnsafePointer<HotCells.Cell>, isLast: Bool, _ start: Bytes, wordsEnd: Bytes,
    _ place: Int, _ separator: UInt8
  ) -> (count: Int, next: Bytes) {
    let runLength = cells.pointee.runLength
    var cell = cells
    let end = cells + runLength
    var cellStart = start
    while cell < end {
      var value: Int64 = 0
      var next = cellStart
      let isUsual =
        cellStart < wordsEnd
        && WordText.read(&value, &next, cell.pointee.decimals, separator)
      if !isUsual {
        next = cellStart
        value = 0
        guard readDigits(&value, &next, cell.pointee.decimals) else { break }
      }
      // A sign and a point leave room for 17 digits at least: no more fit, and none wraps.
      let isInside = UInt64(bitPattern: value &- cell.pointee.lower) <= cell.pointee.span
      guard isInside, next - cellStart <= 18 else { break }
      cell.pointee.values[place] = value
      cell.pointee.bits.pointee |= value
      if next.pointee == separator {
        cell += 1
        cellStart = next + 1
        continue
      }
      // A line end belongs behind the last cell alone.
      let isEnd = cell + 1 == end && isLast && (next.pointee == 0x0A || next.pointee == 0x0D)
      if isEnd { return (runLength, next) }
      break
    }
    return (cell - cells, cellStart)
  }

  /// Reads a sign, digits and, where the column keeps digits behind the point, as many of them.
  private static func readDigits(_ value: inout Int64, _ at: inout Bytes, _ decimals: Int) -> Bool {
    var next = at
    let isNegative = next.pointee == 0x2D
    if isNegative { next += 1 }
    var digit = next.pointee &- 0x30
    guard digit < 10 else { return false }
    repeat {
      value = value &* 10 &+ Int64(digit)
      next += 1
      digit = next.pointee &- 0x30
    } while digit < 10
    if next.pointee == 0x2E {
      next += 1
      let point = next
      digit = next.pointee &- 0x30
      while digit < 10 {
        value = value &* 10 &+ Int64(digit)
        next += 1
        digit = next.pointee &- 0x30
      }
      guard next - point == decimals, decimals > 0 else { return false }
    } else if decimals > 0 {
      guard next - at + decimals < 18 else { return false }
      value = value &* Int64(CellPlan.powersOfTen[decimals])
    }
    if isNegative { value = 0 &- value }
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
