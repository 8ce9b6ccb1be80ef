import Evaluator
import ExactNumbers
import RuleLang

/// Reads records of some format into blocks, from their bytes.
///
/// ``RowReader`` is the one for sheets, ``LineReader`` that for JSON lines. All that stands behind
/// it knows columns and rows alone: a third format is a third reader, a ``SheetColumns`` that says
/// what its columns are for, and a line in `ColumnScorer`, which chooses.
///
/// A record that a reader takes is one that binding would take, with the same values. What it is not
/// sure of it leaves out of the block.
protocol BlockReader {
  /// How the cells of each column are read.
  var plans: [CellPlan] { get set }

  /// Whether records are read only to see what their numbers look like.
  var isLearning: Bool { get set }

  /// What is made of ``plans`` for the block that was read last; nil where they have changed since.
  var cells: HotCells? { get set }

  /// What the columns are for.
  var columns: SheetColumns { get }

  /// What the records are scored by.
  var program: Program { get }

  /// Reads records until the block is full or the bytes end.
  ///
  /// - Parameters:
  ///   - bytes: whole records, of which the last ends in a line feed.
  ///   - start: where to begin.
  ///   - block: where figures go; it is reset.
  ///   - rows: one for each row of the block.
  ///   - rowsMax: how many records to read at most; nil for as many as the block has room for.
  /// - Returns: where the next record begins.
  mutating func read(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, into block: ColumnBlock,
    rows: UnsafeMutablePointer<SheetRow>, rowsMax: Int?
  ) -> Int

  /// Whether a row that was left out holds nothing, and so is no record.
  func isBlank(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool

  /// The facts that records gave since this was last asked; none where a header tells.
  mutating func takeGivenFacts() -> [Int]
}

extension BlockReader {
  /// How many records tell what numbers look like; what later ones have more of is noticed on the way.
  static var learningRows: Int { 64 }

  /// What reading into a block looks at.
  mutating func hotCells(_ block: ColumnBlock) -> HotCells {
    if let cells, cells.block === block { return cells }
    let made = HotCells(plans, block)
    cells = made
    return made
  }

  /// Leaves a row out; what has been read of it counts for nothing.
  func leaveOut(_ row: Int, _ block: ColumnBlock) {
    block.isLeftOut[row] = 1
    for cell in plans where cell.kind == .number || cell.kind == .other {
      block.numbers[cell.target][row] = 0
    }
  }

  /// Goes to the end of a name.
  ///
  /// - Parameters:
  ///   - at: the first byte; a line end comes behind it.
  ///   - isEnd: whether a byte is behind the name; a line end need not be.
  /// - Returns: whether it is the same in NFC and needs no quotes in a table.
  @inline(__always)
  static func skipName(_ at: inout UnsafePointer<UInt8>, until isEnd: (UInt8) -> Bool) -> Bool {
    // What a spreadsheet could take for a formula begins with one of these.
    switch at.pointee {
    case 0x20, 0x22, 0x2B, 0x2D, 0x3D, 0x40, 0x09: return false
    default: break
    }
    while true {
      let byte = at.pointee
      if isEnd(byte) { return at[-1] != 0x20 }
      switch byte {
      case ..<0x20, 0x22, 0x2C, 0x3B, 0x7F: return false
      case ..<0x80: at += 1
      // Ideographs, which stand for themselves in NFC, as full-width parentheses do.
      case 0xE4...0xE9: at += 3
      case 0xEF where at[1] == 0xBC && (at[2] == 0x88 || at[2] == 0x89): at += 3
      default: return false
      }
    }
  }

  /// Reads a value by the reader of values, whatever form it has.
  ///
  /// - Returns: whether the block has room for it; false where that, or the value, is for the engine.
  mutating func read(
    _ text: String, isQuoted: Bool, _ index: Int, _ place: Int, _ block: ColumnBlock
  ) -> Bool {
    let plan = plans[index]
    guard !isJudgment(plan),
      let constant = columns.constant(text, isQuoted: isQuoted, column: plan.column)
    else { return false }
    switch constant {
    case .number(let value):
      guard let count = value.divided(by: plan.unit) else { return false }
      guard let word = count.machineWord, word != .min else {
        if !plan.isWhole { noteDecimals(of: value, index) }
        return isLearning
      }
      if plan.isTick {
        guard word == 0 || word == 1 else { return false }
        block.answers[plan.target][place] = UInt8(word)
        return true
      }
      block.numbers[plan.target][place] = Int64(word)
      block.bits[plan.target] |= Int64(word)
    case .boolean(let value): block.answers[plan.target][place] = value ? 1 : 0
    case .choice(let value): block.numbers[plan.target][place] = Int64(value)
    case .text: break
    }
    return true
  }

  /// Notes how many digits behind the point a number needs that its unit does not divide.
  private mutating func noteDecimals(of value: Rational, _ index: Int) {
    guard let factor = plans[index].factor, let count = value.divided(by: factor) else { return }
    for decimals in plans[index].decimals...CellPlan.decimalsMax
    where (count * Rational(CellPlan.powersOfTen[decimals])).isInteger {
      plans[index].wantedDecimals = max(plans[index].wantedDecimals, decimals)
      plans[index].wantedCount += 1
      return
    }
  }

  func isJudgment(_ plan: CellPlan) -> Bool {
    plan.target >= program.ruleset.facts.count
  }

  /// How the columns of its blocks are stored.
  func layout(_ kinds: [CellPlan.Kind?], _ program: Program) -> BlockScorer.Layout {
    var layout = BlockScorer.Layout(
      facts: kinds.map { kind in
        switch kind {
        case .answer?: .truth
        case .other?: .choice
        default: nil
        }
      }, judgments: Array(repeating: nil, count: program.ruleset.indicators.count))
    for (index, fact) in program.ruleset.facts.enumerated() where kinds[index] != nil {
      if fact.type == .date { layout.facts[index] = .number(unit: .one) }
    }
    for cell in plans where cell.kind == .number {
      if layout.facts.indices.contains(cell.target) {
        layout.facts[cell.target] =
          cell.isTick ? .tick(unit: cell.unit) : .number(unit: cell.unit)
      } else {
        layout.judgments[cell.target - layout.facts.count] = cell.unit
      }
    }
    return layout
  }

  /// Keeps more digits behind the point where more than a few rows have them.
  ///
  /// - Returns: whether anything has changed.
  @discardableResult
  mutating func adaptDecimals(rowCount: Int) -> Bool {
    var hasChanged = false
    for index in plans.indices where plans[index].wantedCount > 0 {
      if plans[index].wantedCount * 64 >= rowCount {
        plans[index].decimals = plans[index].wantedDecimals
        plans[index].settleBounds(bounds(of: plans[index]))
        hasChanged = true
      }
      plans[index].wantedCount = 0
      plans[index].wantedDecimals = 0
    }
    return hasChanged
  }

  private func bounds(of plan: CellPlan) -> Interval {
    let facts = program.ruleset.facts
    if plan.target < facts.count { return facts[plan.target].bounds }
    let points = program.ruleset.indicators[plan.target - facts.count].points
    return plan.hull ?? Interval(.zero, points)
  }
}
