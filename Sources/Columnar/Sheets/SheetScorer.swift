package import Evaluator
import ExactNumbers
import RuleLang

/// Scores rows of a sheet, or JSON lines, from their bytes to the bytes of results.
///
/// It is used by one thread at a time, and keeps its memory from part to part. What it writes for
/// a row is what the engine's result for that row would be written as, to the byte; rows for which
/// it cannot be sure of that it hands back, to be scored by the engine.
package final class SheetScorer {
  /// What becomes of rows, in their order.
  package protocol Sink {
    /// Takes rows that were scored.
    ///
    /// - Parameters:
    ///   - text: their results.
    ///   - rows: the rows.
    mutating func take(
      _ text: UnsafeBufferPointer<UInt8>, _ rows: UnsafeBufferPointer<SheetRow>)

    /// Takes what rows of a block come to; nothing where nobody asked.
    mutating func take(_ sums: CompleteSums)

    /// Takes rows that were scored, where their numbers are asked for and not their text.
    ///
    /// - Parameters:
    ///   - scores: the scores of their block.
    ///   - rows: the rows.
    ///   - first: the place of the first of them in the block.
    mutating func take(
      _ scores: BlockScores, of rows: UnsafeBufferPointer<SheetRow>, from first: Int)

    /// Takes a row that the engine has to score.
    mutating func takeRow(_ range: Range<Int>)
  }

  private let program: Program
  private let template: RowTemplate?
  private let sumsUp: Bool
  private let givesScores: Bool
  private var blocks: BlockScorer
  private var block: ColumnBlock
  private var rows: UnsafeMutablePointer<SheetRow>
  private let blockRows: Int
  private var reader: any BlockReader
  private let kinds: [CellPlan.Kind?]
  private var isFirst = true
  private let output = OutputBytes()

  /// How many rows are scored at a time, so that their figures stay in the cache.
  package static let blockRows = 512

  /// From so many bytes on, places of rows do not fit.
  package static let bytesMax = Int(Int32.max)

  /// A scorer for sheets with some columns; nil where their rows cannot be read into columns.
  ///
  /// - Parameters:
  ///   - program: what to score by.
  ///   - columns: what the columns are for; the header has no errors.
  ///   - separator: the byte between cells.
  ///   - template: what a row of results is made of; nil where nobody wants them.
  ///   - sumsUp: whether it is asked what rows come to.
  ///   - givesScores: whether the numbers of rows are asked for.
  ///   - blockRows: how many rows are scored at a time; results are the same for any number.
  package convenience init?(
    _ program: Program, columns: SheetColumns, separator: UInt8, template: RowTemplate?,
    sumsUp: Bool = false, givesScores: Bool = false, blockRows: Int = SheetScorer.blockRows
  ) {
    guard let plans = CellPlans(columns, program) else { return nil }
    self.init(
      RowReader(plans, columns, program, separator: separator), plans, template, sumsUp: sumsUp,
      givesScores: givesScores, blockRows: blockRows)
  }

  /// A scorer for JSON lines of some terms; nil where they cannot be read into columns.
  ///
  /// - Parameters:
  ///   - program: what to score by.
  ///   - lines: the members of the lines.
  ///   - template: what a row of results is made of; nil where nobody wants them.
  ///   - sumsUp: whether it is asked what lines come to.
  ///   - givesScores: whether the numbers of lines are asked for.
  ///   - blockRows: how many lines are scored at a time; results are the same for any number.
  package convenience init?(
    _ program: Program, lines: LineColumns, template: RowTemplate?, sumsUp: Bool = false,
    givesScores: Bool = false, blockRows: Int = SheetScorer.blockRows
  ) {
    guard let plans = CellPlans(lines.columns, program) else { return nil }
    self.init(
      LineReader(plans, lines, program), plans, template, sumsUp: sumsUp,
      givesScores: givesScores, blockRows: blockRows)
  }

  private init(
    _ reader: some BlockReader, _ plans: CellPlans, _ template: RowTemplate?, sumsUp: Bool,
    givesScores: Bool, blockRows: Int
  ) {
    program = reader.program
    self.reader = reader
    self.template = template
    self.sumsUp = sumsUp
    self.givesScores = givesScores
    kinds = plans.facts
    self.blockRows = max(1, blockRows)
    blocks = BlockScorer(program, capacity: 1)
    block = ColumnBlock(program.ruleset, capacity: 1)
    rows = .allocate(capacity: 1)
    rows.initialize(repeating: SheetRow(), count: 1)
  }

  /// The facts that records gave since this was last asked; none of a sheet, whose header tells.
  package func takeGivenFacts() -> [Int] { reader.takeGivenFacts() }

  /// Takes memory for as many rows at a time as there can be.
  private func makeRoom(for byteCount: Int) {
    // A row has a byte for each column at least.
    let rowCount = min(blockRows, max(1, byteCount / max(1, reader.plans.count)))
    guard rowCount > block.capacity else { return }
    blocks = BlockScorer(program, capacity: rowCount)
    block = ColumnBlock(program.ruleset, capacity: rowCount)
    rows.deallocate()
    rows = .allocate(capacity: rowCount)
    rows.initialize(repeating: SheetRow(), count: rowCount)
  }

  deinit { rows.deallocate() }

  /// Scores whole, well-formed rows.
  ///
  /// - Parameters:
  ///   - bytes: the rows, in UTF-8; fewer than ``bytesMax`` bytes.
  ///   - sink: what takes the results in the order of the rows.
  package func score(_ bytes: [UInt8], to sink: inout some Sink) {
    guard bytes.count < Self.bytesMax else { return sink.takeRow(0..<bytes.count) }
    if let last = bytes.last, last != 0x0A {
      return score(terminated: bytes + [0x0A], to: &sink)
    }
    score(terminated: bytes, to: &sink)
  }

  private func score(terminated bytes: [UInt8], to sink: inout some Sink) {
    makeRoom(for: bytes.count)
    bytes.withUnsafeBufferPointer { bytes in
      if isFirst {
        isFirst = false
        learnDecimals(bytes)
      }
      var at = 0
      while at < bytes.count {
        at = reader.read(bytes, from: at, into: block, rows: rows, rowsMax: nil)
        write(bytes, to: &sink)
      }
      if reader.adaptDecimals(rowCount: rowCount) { layout = nil }
      rowCount = 0
    }
  }

  private var rowCount = 0
  private var layout: BlockScorer.Layout?
  private var sums: (prepared: BlockScorer.Prepared, sums: BlockSums)?

  /// Looks at the first rows for how many digits behind the point there are.
  private func learnDecimals(_ bytes: UnsafeBufferPointer<UInt8>) {
    reader.isLearning = true
    _ = reader.read(bytes, from: 0, into: block, rows: rows, rowsMax: RowReader.learningRows)
    reader.isLearning = false
    if reader.adaptDecimals(rowCount: 1) { layout = nil }
  }

  // MARK: Writing

  private func write(_ bytes: UnsafeBufferPointer<UInt8>, to sink: inout some Sink) {
    rowCount += block.count
    let layout = self.layout ?? reader.layout(kinds, program)
    self.layout = layout
    let prepared = blocks.score(block, layout)
    if prepared == nil { for row in 0..<block.count { block.isLeftOut[row] = 1 } }
    if sumsUp, let prepared { sink.take(sums(by: prepared).sums(of: block)) }
    let writer = prepared.flatMap { self.writer(for: $0) }
    let scores = givesScores ? prepared.map { BlockScores($0, count: block.count) } : nil
    var row = 0
    while row < block.count {
      var end = row
      if prepared != nil {
        while end < block.count, block.isLeftOut[end] == 0 { end += 1 }
        let taken = UnsafeBufferPointer(start: rows + row, count: end - row)
        if end > row, let scores {
          sink.take(scores, of: taken, from: row)
        } else if end > row {
          output.count = 0
          writer?.write(row..<end, rows, bytes, to: output)
          sink.take(output.bytes, taken)
        }
      }
      if end < block.count {
        let range = rows[end].range
        if !reader.isBlank(bytes, range) { sink.takeRow(range) }
      }
      row = end + 1
    }
  }

  private func sums(by prepared: BlockScorer.Prepared) -> BlockSums {
    if let sums, sums.prepared === prepared { return sums.sums }
    let made = BlockSums(prepared, program.ruleset)
    sums = (prepared, made)
    return made
  }

  private func writer(for prepared: BlockScorer.Prepared) -> RowWriter? {
    guard let template else { return nil }
    // All rows count that the plan has scored: of a ruleset with many columns a block has few.
    let (rowCount, isTooLarge) = prepared.rowCount.addingReportingOverflow(block.count)
    prepared.rowCount = isTooLarge ? .max : rowCount
    let hasTables = prepared.rowCount >= RowWriter.tabledRowsMin
    if let known = prepared.writer, known.hasTables || !hasTables { return known }
    let made = RowWriter(prepared, template, hasTables: hasTables)
    prepared.writer = made
    return made
  }
}

extension SheetScorer.Sink {
  /// Sums that nobody asked for.
  package mutating func take(_ sums: CompleteSums) {}

  /// Numbers that nobody asked for.
  package mutating func take(
    _ scores: BlockScores, of rows: UnsafeBufferPointer<SheetRow>, from first: Int
  ) {}

  /// Texts that nobody asked for.
  package mutating func take(
    _ text: UnsafeBufferPointer<UInt8>, _ rows: UnsafeBufferPointer<SheetRow>
  ) {}
}
