import Evaluator
import ExactNumbers
import RuleLang

/// Reads rows of a sheet into a block, byte by byte and without making texts of them.
///
/// What it takes is what people and programs write most: digits with a point, the usual words for
/// yes and no, names of choices. A cell in any other form, in quotes or with a unit, is given to
/// the reader of values; a row that has something wrong is left out, and its bytes are remembered.
///
/// Unsafe, because reading is most of the time that scoring takes, and a check of every byte against
/// the end would be a third of it. What keeps it safe: the last byte of what is read is a line end,
/// at which every loop stops; ``read(_:from:into:rows:rowsMax:)`` is given no other bytes.
struct RowReader {
  typealias Bytes = UnsafePointer<UInt8>

  var plans: [CellPlan] {
    didSet { cells = nil }
  }
  /// Whether rows are read only to see what their numbers look like.
  var isLearning = false
  let columns: SheetColumns
  let program: Program
  let separator: UInt8
  /// By indicator, for the row that is being read: whether its judgment has a reason.
  private var hasReason: [Bool]
  private let reasonsAreAsked: Bool
  var cells: HotCells?

  init(_ plans: CellPlans, _ columns: SheetColumns, _ program: Program, separator: UInt8) {
    self.plans = plans.cells
    self.columns = columns
    self.program = program
    self.separator = separator
    hasReason = Array(repeating: false, count: program.ruleset.indicators.count)
    reasonsAreAsked = plans.cells.contains { $0.target >= program.ruleset.facts.count }
  }

  /// Reads rows until the block is full or the bytes end.
  ///
  /// - Parameters:
  ///   - bytes: whole rows, of which the last ends in a line feed.
  ///   - start: where to begin.
  ///   - block: where figures go; it is reset.
  ///   - rows: one for each row of the block.
  ///   - rowsMax: how many rows to read at most; nil for as many as the block has room for.
  /// - Returns: where the next row begins.
  mutating func read(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, into block: ColumnBlock,
    rows: UnsafeMutablePointer<SheetRow>, rowsMax: Int?
  ) -> Int {
    guard let base = bytes.baseAddress else { return bytes.count }
    block.reset()
    let cells = hotCells(block)
    var at = base + start
    let end = base + bytes.count
    let limit = min(block.capacity, max(1, rowsMax ?? block.capacity))
    var count = 0
    while at < end, count < limit {
      if at.pointee == 0x0A || at.pointee == 0x0D {
        at += 1
        continue
      }
      let begin = at
      var row = SheetRow()
      if readRow(cells, &at, base, end: end, &row, count, block) {
        block.isLeftOut[count] = 0
      } else {
        at = begin
        skipRow(&at)
        leaveOut(count, block)
      }
      row.start = Int32(truncatingIfNeeded: begin - base)
      row.end = Int32(truncatingIfNeeded: at - base)
      Self.skipLineEnd(&at)
      rows[count] = row
      count += 1
    }
    cells.settleBits()
    block.finish(count: count)
    return at - base
  }

  // MARK: Rows

  private static func skipLineEnd(_ at: inout Bytes) {
    if at.pointee == 0x0D { at += 1 }
    if at.pointee == 0x0A { at += 1 }
  }

  /// Goes to the line end of a row that is well formed.
  private func skipRow(_ at: inout Bytes) {
    while true {
      skipCell(&at)
      guard at.pointee == separator else { return }
      at += 1
    }
  }

  func skipQuoted(_ at: inout Bytes) {
    at += 1
    while true {
      while at.pointee != 0x22 { at += 1 }
      at += 1
      guard at.pointee == 0x22 else { return }
      at += 1
    }
  }

  func skipCell(_ at: inout Bytes) {
    if at.pointee == 0x22 { skipQuoted(&at) }
    while !isCellEnd(at.pointee) { at += 1 }
  }

  @inline(__always)
  func isCellEnd(_ byte: UInt8) -> Bool { Self.isCellEnd(byte, separator) }

  @inline(__always)
  private static func isCellEnd(_ byte: UInt8, _ separator: UInt8) -> Bool {
    byte == separator || byte == 0x0A || byte == 0x0D
  }

  /// Reads the cells of a row up to its line end; false where something in it is for the engine.
  private mutating func readRow(
    _ cells: HotCells, _ at: inout Bytes, _ base: Bytes, end: Bytes, _ row: inout SheetRow,
    _ place: Int, _ block: ColumnBlock
  ) -> Bool {
    var index = 0
    var next = at
    while index < cells.count {
      let run = cells.cells + index
      if run.pointee.form != .other {
        let count = readRun(run, &next, end: end, place)
        index &+= count
        if count == run.pointee.runLength { continue }
      }
      guard readCell(index, cells.cells + index, &next, base, end: end, &row, place, block) else {
        return false
      }
      index &+= 1
      if index < cells.count {
        guard next.pointee == separator else { return false }
        next += 1
      }
    }
    at = next
    guard at.pointee == 0x0A || at.pointee == 0x0D else { return false }
    return !reasonsAreAsked || judgmentsHaveReasons(place, block)
  }

  /// Reads a cell that is in no run; apart from the loops over those, which it would take registers from.
  @inline(never)
  private mutating func readCell(
    _ index: Int, _ cell: UnsafeMutablePointer<HotCells.Cell>, _ at: inout Bytes, _ base: Bytes,
    end: Bytes, _ row: inout SheetRow, _ place: Int, _ block: ColumnBlock
  ) -> Bool {
    switch cell.pointee.kind {
    case .number: return readNumber(index, cell, &at, place, block)
    case .department:
      row.departmentStart = Int32(truncatingIfNeeded: at - base)
      // Of the reader nothing else is wanted for each byte.
      let separator = separator
      guard Self.skipName(&at, until: { Self.isCellEnd($0, separator) }) else { return false }
      row.departmentEnd = Int32(truncatingIfNeeded: at - base)
      return row.departmentEnd > row.departmentStart
    case .passedOver:
      if at.pointee != 0x22 { WordText.skip(&at, end: end, separator) }
      skipCell(&at)
      return true
    case .answer: return readAnswer(index, &at, place, block)
    case .expected: return readExpected(index, &at)
    case .other: return readOther(index, &at, place, block)
    case .reason:
      let start = at
      skipCell(&at)
      hasReason[plans[index].target] = (start..<at).contains { Self.isWritten($0.pointee) }
      return true
    }
  }

  /// Whether a byte is of a character that is surely no space and no quote.
  private static func isWritten(_ byte: UInt8) -> Bool {
    byte > 0x22 && byte < 0x7F || (0xE4...0xE9).contains(byte)
  }

  private func readExpected(_ index: Int, _ at: inout Bytes) -> Bool {
    for byte in plans[index].expected {
      guard at.pointee == byte else { return false }
      at += 1
    }
    return true
  }

  private func judgmentsHaveReasons(_ place: Int, _ block: ColumnBlock) -> Bool {
    let ruleset = program.ruleset
    for cell in plans where cell.kind == .number && cell.target >= ruleset.facts.count {
      let indicator = cell.target - ruleset.facts.count
      if hasReason[indicator], cell.ranges.count == 1 { continue }
      let points = Rational(Int(block.numbers[cell.target][place])) * cell.unit
      guard cell.ranges.contains(where: { $0.contains(points) }) else { return false }
      if hasReason[indicator] { continue }
      guard points == ruleset.indicators[indicator].points else { return false }
    }
    return true
  }
}
