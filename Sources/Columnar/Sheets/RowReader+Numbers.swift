/// Numbers in cells.
extension RowReader {
  /// Reads numbers of cells that follow each other and are all of one form, as long as they are plain.
  ///
  /// - Parameters:
  ///   - cells: the first of the cells; its run length says how many there are.
  ///   - at: the first byte of the first cell; moved behind the separator of the last that was read.
  ///   - end: where the bytes end.
  ///   - place: the row of the block.
  /// - Returns: how many cells were read.
  @inline(__always)
  func readRun(
    _ cells: UnsafeMutablePointer<HotCells.Cell>, _ at: inout Bytes, end: Bytes, _ place: Int
  ) -> Int {
    let form = cells.pointee.form
    let runLength = cells.pointee.runLength
    // Words are read beyond a cell: where there may be no such bytes, numbers are read one by one.
    guard form != .other, end - at >= (runLength &+ 1) &* WordText.cellBytesMax else { return 0 }
    switch form {
    case .other: return 0
    case .tick: return Self.readTicks(cells, runLength, &at, place, separator)
    case .whole:
      return Self.readRun(cells, runLength, &at, place) { WordText.whole($0, &$1, separator) }
    case .hundredths:
      return Self.readRun(cells, runLength, &at, place) { WordText.hundredths($0, &$1, separator) }
    case .signedHundredths:
      return Self.readRun(cells, runLength, &at, place) {
        WordText.signedHundredths($0, &$1, separator)
      }
    }
  }

  /// The same for one form: `read` gives the number of a cell and moves behind its separator, or gives
  /// nil where it is not plain.
  @inline(__always)
  private static func readRun(
    _ cells: UnsafeMutablePointer<HotCells.Cell>, _ count: Int, _ at: inout Bytes, _ place: Int,
    _ read: (Bytes, inout Bytes) -> Int64?
  ) -> Int {
    var cell = cells
    let last = cells + count
    var start = at
    while cell < last {
      var next = start
      guard let value = read(start, &next), cell.pointee.takes(value) else { break }
      cell.pointee.values[place] = value
      cell.pointee.bits |= value
      start = next
      cell += 1
    }
    at = start
    return cell - cells
  }

  /// The same for numbers that are 0 or 1.
  @inline(__always)
  private static func readTicks(
    _ cells: UnsafeMutablePointer<HotCells.Cell>, _ count: Int, _ at: inout Bytes, _ place: Int,
    _ separator: UInt8
  ) -> Int {
    var cell = cells
    let last = cells + count
    var next = at
    while cell < last {
      let digit = next.pointee &- 0x30
      guard digit <= 1, next[1] == separator else { break }
      cell.pointee.answers[place] = digit
      next += 2
      cell += 1
    }
    at = next
    return cell - cells
  }

  /// Reads a number digit by digit, or as values are read.
  mutating func readNumber(
    _ index: Int, _ cell: UnsafeMutablePointer<HotCells.Cell>, _ at: inout Bytes, _ place: Int,
    _ block: ColumnBlock
  ) -> Bool {
    let start = at
    if let value = DigitText.read(&at, decimals: cell.pointee.decimals), isCellEnd(at.pointee),
      cell.pointee.takes(value)
    {
      cell.pointee.keep(value, place)
      return true
    }
    at = start
    return readUnusualNumber(index, &at, place, block)
  }

  /// Reads a number that is written otherwise, or has more digits than the column keeps.
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
