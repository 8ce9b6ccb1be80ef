import Evaluator
import ExactNumbers
import RuleLang

/// Reads JSON lines into a block, byte by byte and without making records of them.
///
/// A line is first read as if it had the text of the line before round its values (``LineForm``). Where
/// it has not, the last few other forms are tried, and then its own is found. A line with anything
/// unusual is left out, and its bytes are remembered: nested values, escapes, exponents, members that
/// are not known or come twice, a missing figure that scores depend on.
///
/// Unsafe as ``RowReader`` is, and for the same reason. What keeps it safe: the last byte of what is
/// read is a line feed, at which every loop stops, as no form holds one.
struct LineReader: BlockReader {
  typealias Bytes = UnsafePointer<UInt8>

  var plans: [CellPlan] {
    didSet { cells = nil }
  }
  var isLearning = false
  let columns: SheetColumns
  let program: Program

  /// How a line was read by a form.
  private enum Reading {
    case taken
    case leftOut
    /// The text round its values is another.
    case otherForm
  }

  private let formReader: LineFormReader
  /// By column, whether a line has to have it, and whether it may be a bare word of digits.
  private let isRequired: [Bool]
  private let takesDigits: [Bool]
  /// The latest first.
  private var forms: [LineForm] = []
  private static let formsMax = 4
  var cells: HotCells?
  /// By fact, whether a line gave it.
  private var isGiven: [Bool]
  /// The columns of the line that is being read which hold null.
  private var nulls: [Int] = []

  init(_ plans: CellPlans, _ lines: LineColumns, _ program: Program) {
    self.plans = plans.cells
    self.program = program
    columns = lines.columns
    var members: [(String, Int)] = []
    var facts: [(String, Int)] = []
    for (column, purpose) in columns.purposes.enumerated() {
      let names = lines.names[column].map { ($0, column) }
      switch purpose {
      case .fact, .foreign: facts += names
      default: members += names
      }
    }
    formReader = LineFormReader(
      members: members, facts: facts, factsNames: lines.factsNames,
      columnCount: columns.purposes.count)
    let hasYear = columns.fiscalYear == columns.expectedYear
    isRequired = zip(columns.purposes, plans.cells).map { purpose, plan in
      switch purpose {
      case .department, .scheme, .moneyUnit: true
      case .fiscalYear: !hasYear
      case .fact, .judgment, .reason: plan.isNeeded
      case .evaluationDate, .foreign, .nothing: false
      }
    }
    takesDigits = columns.purposes.map {
      if case .fiscalYear = $0 { return true }
      return false
    }
    isGiven = Array(repeating: false, count: program.ruleset.facts.count)
  }

  mutating func read(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, into block: ColumnBlock,
    rows: UnsafeMutablePointer<SheetRow>, rowsMax: Int?
  ) -> Int {
    guard let base = bytes.baseAddress else { return bytes.count }
    block.reset()
    let cells = hotCells(block)
    var at = base + start
    let end = base + bytes.count
    let wordsEnd = bytes.count > 8 ? end - 8 : base
    let limit = min(block.capacity, max(1, rowsMax ?? block.capacity))
    var count = 0
    while at < end, count < limit {
      if at.pointee == 0x0A {
        at += 1
        continue
      }
      let begin = at
      var row = SheetRow()
      if readLine(cells, &at, base, wordsEnd: wordsEnd, &row, count, block) {
        block.isLeftOut[count] = 0
      } else {
        at = begin
        while at.pointee != 0x0A { at += 1 }
        if at > begin, at[-1] == 0x0D { at -= 1 }
        leaveOut(count, block)
      }
      row.start = Int32(truncatingIfNeeded: begin - base)
      row.end = Int32(truncatingIfNeeded: at - base)
      if at.pointee == 0x0D { at += 1 }
      at += 1
      rows[count] = row
      count += 1
    }
    cells.settleBits()
    block.finish(count: count)
    return at - base
  }

  func isBlank(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    bytes[range].allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }

  // MARK: Facts that are given

  mutating func takeGivenFacts() -> [Int] {
    let given = isGiven.indices.filter { isGiven[$0] }
    isGiven = Array(repeating: false, count: isGiven.count)
    for form in forms { form.isNoted = false }
    return given
  }

  private mutating func noteFacts(_ form: LineForm) {
    for lead in form.leads where !nulls.contains(lead.cell) {
      if case .fact(let fact) = columns.purposes[lead.cell] { isGiven[fact] = true }
    }
    if nulls.isEmpty { form.isNoted = true }
  }

  // MARK: Lines

  /// Reads a line up to its end; false where something in it is for the engine.
  private mutating func readLine(
    _ cells: HotCells, _ at: inout Bytes, _ base: Bytes, wordsEnd: Bytes, _ row: inout SheetRow,
    _ place: Int, _ block: ColumnBlock
  ) -> Bool {
    let begin = at
    for (index, form) in forms.enumerated() {
      at = begin
      switch read(form, cells, &at, base, wordsEnd: wordsEnd, &row, place, block) {
      case .taken:
        if index > 0 { forms.insert(forms.remove(at: index), at: 0) }
        return true
      case .leftOut: return false
      case .otherForm: continue
      }
    }
    guard let form = formReader.form(of: begin), hasWhatIsRequired(form) else { return false }
    if forms.count >= Self.formsMax { forms.removeLast() }
    forms.insert(form, at: 0)
    at = begin
    return read(form, cells, &at, base, wordsEnd: wordsEnd, &row, place, block) == .taken
  }

  private func hasWhatIsRequired(_ form: LineForm) -> Bool {
    let given = Set(form.leads.map(\.cell))
    return isRequired.indices.allSatisfy { !isRequired[$0] || given.contains($0) }
  }

  private mutating func read(
    _ form: LineForm, _ cells: HotCells, _ at: inout Bytes, _ base: Bytes, wordsEnd: Bytes,
    _ row: inout SheetRow, _ place: Int, _ block: ColumnBlock
  ) -> Reading {
    if !nulls.isEmpty { nulls = [] }
    var next = at
    for lead in form.leads {
      guard lead.take(&next, wordsEnd: wordsEnd) else { return .otherForm }
      let cell = cells.cells + lead.cell
      if cell.pointee.kind == .number {
        var number = next
        if let value = Self.number(&number, cell.pointee.decimals, wordsEnd: wordsEnd),
          number.pointee == lead.follow, cell.pointee.takes(value)
        {
          cell.pointee.keep(value, place)
          next = number
          continue
        }
      }
      guard readValue(lead.cell, cell, &next, base, &row, place, block) else {
        return next.pointee == 0x20 || next.pointee == 0x09 ? .otherForm : .leftOut
      }
    }
    guard form.tail.take(&next, wordsEnd: wordsEnd) else { return .otherForm }
    // The tail ends where a line does, unless more follows there.
    guard next.pointee == 0x0A || next.pointee == 0x0D && next[1] == 0x0A else { return .otherForm }
    at = next
    if !form.isNoted || !nulls.isEmpty { noteFacts(form) }
    return .taken
  }

  @inline(__always)
  private static func number(_ at: inout Bytes, _ decimals: Int, wordsEnd: Bytes) -> Int64? {
    if wordsEnd - at >= LineNumber.shortBytesMax,
      let value = LineNumber.short(&at, decimals: decimals)
    {
      return value
    }
    return LineNumber.plain(&at, decimals: decimals)
  }

  // MARK: Values

  /// Reads a value that is no plain number; where it is for the engine nothing is moved.
  private mutating func readValue(
    _ index: Int, _ cell: UnsafeMutablePointer<HotCells.Cell>, _ at: inout Bytes, _ base: Bytes,
    _ row: inout SheetRow, _ place: Int, _ block: ColumnBlock
  ) -> Bool {
    if Self.takes("null", &at) {
      nulls.append(index)
      return !isRequired[index]
    }
    switch cell.pointee.kind {
    case .department:
      guard at.pointee == 0x22 else { return false }
      let start = at + 1
      var next = start
      // What is written with an escape ends no name.
      guard Self.skipName(&next, until: { $0 == 0x22 || $0 == 0x5C }), next.pointee == 0x22
      else { return false }
      row.departmentStart = Int32(truncatingIfNeeded: start - base)
      row.departmentEnd = Int32(truncatingIfNeeded: next - base)
      at = next + 1
      return true
    case .expected: return readExpected(index, &at)
    case .passedOver: return passOver(index, &at)
    case .answer:
      if Self.takes("true", &at) {
        cell.pointee.answers[place] = 1
        return true
      }
      if Self.takes("false", &at) {
        cell.pointee.answers[place] = 0
        return true
      }
      return readText(index, &at, place, block)
    case .number:
      if at.pointee == 0x22 { return readText(index, &at, place, block) }
      let start = at
      var next = at
      guard LineNumber.skip(&next) else { return false }
      let text = UnsafeBufferPointer(start: start, count: next - start)
      guard read(String(decoding: text, as: UTF8.self), isQuoted: true, index, place, block) else {
        return false
      }
      at = next
      return true
    case .other: return readText(index, &at, place, block)
    case .reason: return false
    }
  }

  /// Goes behind a text that nobody looks at; behind any plain value of a fact that is none here.
  private func passOver(_ index: Int, _ at: inout Bytes) -> Bool {
    if LineFormReader.string(&at) != nil { return true }
    guard case .foreign = columns.purposes[index] else { return false }
    if Self.takes("true", &at) || Self.takes("false", &at) { return true }
    let start = at
    // A number that may be too long for data is for the engine.
    return LineNumber.skip(&at) && at - start < Self.foreignBytesMax
  }

  private static var foreignBytesMax: Int { 64 }

  private mutating func readText(
    _ index: Int, _ at: inout Bytes, _ place: Int, _ block: ColumnBlock
  ) -> Bool {
    var next = at
    guard let text = LineFormReader.string(&next),
      read(String(decoding: text, as: UTF8.self), isQuoted: true, index, place, block)
    else { return false }
    at = next
    return true
  }

  private func readExpected(_ index: Int, _ at: inout Bytes) -> Bool {
    let expected = plans[index].expected
    var next = at
    let isQuoted = next.pointee == 0x22
    guard isQuoted || takesDigits[index] else { return false }
    if isQuoted { next += 1 }
    for byte in expected {
      guard next.pointee == byte, !LineFormReader.isEscaped(byte) else { return false }
      next += 1
    }
    if isQuoted {
      guard next.pointee == 0x22 else { return false }
      next += 1
    }
    at = next
    return true
  }

  private static func takes(_ word: StaticString, _ at: inout Bytes) -> Bool {
    word.withUTF8Buffer { bytes in
      for (index, byte) in bytes.enumerated() where at[index] != byte { return false }
      at += bytes.count
      return true
    }
  }
}
