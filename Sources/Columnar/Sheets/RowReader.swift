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
/// at which every loop stops; ``read(_:from:into:)`` is given no other bytes.
struct RowReader {
  /// A row of the block, by its bytes.
  struct Row {
    var start: Int32 = 0
    var end: Int32 = 0
    var departmentStart: Int32 = 0
    var departmentEnd: Int32 = 0
  }

  typealias Bytes = UnsafePointer<UInt8>

  var plans: [CellPlan]
  /// Whether rows are read only to see what their numbers look like.
  var isLearning = false
  let columns: SheetColumns
  let program: Program
  let separator: UInt8
  /// By indicator, for the row that is being read: whether its judgment has a reason.
  private var hasReason: [Bool]
  private let reasonsAreAsked: Bool

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
  /// - Returns: where the next row begins.
  mutating func read(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, into block: ColumnBlock,
    rows: UnsafeMutablePointer<Row>
  ) -> Int {
    guard let base = bytes.baseAddress else { return bytes.count }
    block.reset()
    var at = base + start
    let end = base + bytes.count
    var count = 0
    while at < end, count < block.capacity {
      if at.pointee == 0x0A || at.pointee == 0x0D {
        at += 1
        continue
      }
      let begin = at
      var row = Row()
      if readRow(&at, base, &row, count, block) {
        block.isLeftOut[count] = 0
        row.end = Int32(truncatingIfNeeded: at - base)
        Self.skipLineEnd(&at)
      } else {
        at = begin
        skipRow(&at)
        row.end = Int32(truncatingIfNeeded: at - base)
        Self.skipLineEnd(&at)
        leaveOut(count, block)
      }
      row.start = Int32(truncatingIfNeeded: begin - base)
      rows[count] = row
      count += 1
    }
    block.finish(count: count)
    return at - base
  }

  private func leaveOut(_ row: Int, _ block: ColumnBlock) {
    block.isLeftOut[row] = 1
    for cell in plans where cell.kind == .number || cell.kind == .other {
      block.numbers[cell.target][row] = 0
    }
  }

  // MARK: Rows

  private static func skipLineEnd(_ at: inout Bytes) {
    if at.pointee == 0x0D { at += 1 }
    if at.pointee == 0x0A { at += 1 }
  }

  /// Goes to the line end of a row that is well formed.
  private func skipRow(_ at: inout Bytes) {
    while true {
      if at.pointee == 0x22 { skipQuoted(&at) }
      while at.pointee != separator, at.pointee != 0x0A, at.pointee != 0x0D { at += 1 }
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

  /// Reads the cells of a row up to its line end; false where something in it is for the engine.
  private mutating func readRow(
    _ at: inout Bytes, _ base: Bytes, _ row: inout Row, _ place: Int, _ block: ColumnBlock
  ) -> Bool {
    let last = plans.count - 1
    for index in 0...max(0, last) {
      guard readCell(index, &at, base, &row, place, block) else { return false }
      if index < last {
        guard at.pointee == separator else { return false }
        at += 1
      }
    }
    guard at.pointee == 0x0A || at.pointee == 0x0D else { return false }
    return !reasonsAreAsked || judgmentsHaveReasons(place, block)
  }

  @inline(__always)
  private mutating func readCell(
    _ index: Int, _ at: inout Bytes, _ base: Bytes, _ row: inout Row, _ place: Int,
    _ block: ColumnBlock
  ) -> Bool {
    switch plans[index].kind {
    case .number: return readNumber(index, &at, place, block)
    case .answer: return readAnswer(index, &at, place, block)
    case .passedOver:
      skipCell(&at)
      return true
    case .department:
      row.departmentStart = Int32(truncatingIfNeeded: at - base)
      let isPlain = skipName(&at)
      row.departmentEnd = Int32(truncatingIfNeeded: at - base)
      return isPlain && row.departmentEnd > row.departmentStart
    case .expected: return readExpected(index, &at)
    case .other: return readOther(index, &at, place, block)
    case .reason:
      let start = at
      skipCell(&at)
      hasReason[plans[index].target] = (start..<at).contains { $0.pointee > 0x20 }
      return true
    }
  }

  func skipCell(_ at: inout Bytes) {
    if at.pointee == 0x22 { skipQuoted(&at) }
    while at.pointee != separator, at.pointee != 0x0A, at.pointee != 0x0D { at += 1 }
  }

  /// Goes to the end of a name; whether it is the same in NFC and needs no quotes in a table.
  private func skipName(_ at: inout Bytes) -> Bool {
    // What a spreadsheet could take for a formula begins with one of these.
    switch at.pointee {
    case 0x20, 0x22, 0x2B, 0x2D, 0x3D, 0x40, 0x09: return false
    default: break
    }
    while true {
      let byte = at.pointee
      if byte == separator || byte == 0x0A || byte == 0x0D {
        return at[-1] != 0x20
      }
      switch byte {
      case 0x22, 0x2C, 0x3B, 0x09: return false
      case ..<0x80: at += 1
      // Ideographs, which stand for themselves in every form of Unicode.
      case 0xE4...0xE9: at += 3
      default: return false
      }
    }
  }

  private func readExpected(_ index: Int, _ at: inout Bytes) -> Bool {
    for byte in plans[index].expected {
      guard at.pointee == byte else { return false }
      at += 1
    }
    return true
  }

  // MARK: Numbers

  private mutating func readNumber(
    _ index: Int, _ at: inout Bytes, _ place: Int, _ block: ColumnBlock
  ) -> Bool {
    let begin = at
    let isNegative = at.pointee == 0x2D
    if isNegative { at += 1 }
    let digits = at
    var value: Int64 = 0
    var digit = at.pointee &- 0x30
    while digit < 10 {
      value = value &* 10 &+ Int64(digit)
      at += 1
      digit = at.pointee &- 0x30
    }
    var length = at - digits
    var fraction = 0
    if at.pointee == 0x2E, length > 0 {
      at += 1
      let point = at
      digit = at.pointee &- 0x30
      while digit < 10 {
        value = value &* 10 &+ Int64(digit)
        at += 1
        digit = at.pointee &- 0x30
      }
      fraction = at - point
      length += fraction
      if fraction == 0 { length = 0 }
    }
    let isEnd = at.pointee == separator || at.pointee == 0x0A || at.pointee == 0x0D
    guard isEnd, length > 0, length <= 18 else {
      at = begin
      return readOther(index, &at, place, block)
    }
    let decimals = plans[index].decimals
    if fraction != decimals {
      guard fraction < decimals, length + decimals - fraction <= 18 else {
        if fraction > decimals, value % Int64(CellPlan.powersOfTen[fraction - decimals]) == 0 {
          value /= Int64(CellPlan.powersOfTen[fraction - decimals])
          return store(isNegative ? 0 &- value : value, index, place, block)
        }
        note(fraction, index)
        return isLearning
      }
      value = value &* Int64(CellPlan.powersOfTen[decimals - fraction])
    }
    return store(isNegative ? 0 &- value : value, index, place, block)
  }

  @inline(__always)
  private func store(_ value: Int64, _ index: Int, _ place: Int, _ block: ColumnBlock) -> Bool {
    guard plans[index].lower <= value, value <= plans[index].upper,
      plans[index].factor != nil || value == 0
    else { return false }
    let target = plans[index].target
    block.numbers[target][place] = value
    block.bits[target] |= value
    return true
  }

  private mutating func note(_ decimals: Int, _ index: Int) {
    guard decimals <= CellPlan.decimalsMax, !plans[index].isWhole else { return }
    plans[index].wantedDecimals = max(plans[index].wantedDecimals, decimals)
    plans[index].wantedCount += 1
  }

  private func judgmentsHaveReasons(_ place: Int, _ block: ColumnBlock) -> Bool {
    let ruleset = program.ruleset
    for cell in plans where cell.kind == .number && cell.target >= ruleset.facts.count {
      let indicator = cell.target - ruleset.facts.count
      if hasReason[indicator] { continue }
      let points = Rational(Int(block.numbers[cell.target][place])) * cell.unit
      guard points == ruleset.indicators[indicator].points else { return false }
    }
    return true
  }
}
