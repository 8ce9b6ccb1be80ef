public import Evaluator
public import ExactNumbers
import RuleLang

/// Rows of a sheet kept in memory as columns, to be scored again and again.
///
/// Columns are packed: each takes as few bytes a figure as its block needs. Rows that cannot be
/// scored in columns, because something in them is wrong, missing or too large, are counted and have
/// no result here.
public final class ColumnTable {
  private struct Stored {
    let count: Int
    let columns: [(index: Int, isAnswer: Bool, values: PackedColumn)]
    let bits: [Int64]
    let isLeftOut: [UInt8]
    let layout: BlockScorer.Layout
    var results: Results?
  }

  /// The results of a block.
  private struct Results {
    let scores: [PackedColumn]
    let total: PackedColumn
    let totalUnit: Rational
    let grade: PackedColumn?
    var isLeftOut: [UInt8]
  }

  /// How many rows are scored at a time: more than of a sheet, as no text has a place in the cache.
  private static let blockRows = 1024

  private let program: Program
  private var reader: RowReader
  private let kinds: [CellPlan.Kind?]
  private let block: ColumnBlock
  private let blocks: BlockScorer
  private let isUsed: [Bool]
  private let rows: UnsafeMutablePointer<SheetRow>
  private var stored: [Stored] = []

  /// How many rows there are.
  public private(set) var rowCount = 0

  /// A table without rows; nil where rows with such a header cannot be read into columns.
  ///
  /// - Parameters:
  ///   - program: what to score by.
  ///   - binder: what reads records for the same ruleset.
  ///   - header: the header of the sheet, without errors, as ``RecordStream/header`` gives it.
  ///   - separator: the byte between cells.
  public init?(_ program: Program, binder: Binder, header: DataSet, separator: UInt8) {
    guard let columns = binder.columns(of: header), let plans = CellPlans(columns, program) else {
      return nil
    }
    self.program = program
    kinds = plans.facts
    reader = RowReader(plans, columns, program, separator: separator)
    block = ColumnBlock(program.ruleset, capacity: Self.blockRows)
    blocks = BlockScorer(program, capacity: Self.blockRows)
    rows = .allocate(capacity: Self.blockRows)
    rows.initialize(repeating: SheetRow(), count: Self.blockRows)
    isUsed = Array(Reach(program).slots.prefix(program.ruleset.facts.count))
  }

  deinit { rows.deallocate() }

  /// Adds rows.
  ///
  /// - Parameter bytes: whole, well-formed rows in UTF-8, without the header; the last ends in a
  ///   line feed.
  public func append(_ bytes: [UInt8]) {
    guard bytes.last == 0x0A, bytes.count < Int(Int32.max) else { return }
    block.unbindAnswers()
    bytes.withUnsafeBufferPointer { bytes in
      if stored.isEmpty {
        reader.isLearning = true
        _ = reader.read(bytes, from: 0, into: block, rows: rows, rowsMax: RowReader.learningRows)
        reader.isLearning = false
        reader.adaptDecimals(rowCount: 1)
      }
      var at = 0
      while at < bytes.count {
        at = reader.read(bytes, from: at, into: block, rows: rows, rowsMax: nil)
        store()
      }
    }
  }

  private func store() {
    guard block.count > 0 else { return }
    let layout = reader.layout(kinds, program)
    var columns: [(index: Int, isAnswer: Bool, values: PackedColumn)] = []
    for (index, column) in layout.facts.enumerated() where column != nil && isUsed[index] {
      if column?.isAnswer == true {
        let values = PackedColumn(count: block.count, from: 0, to: 1)
        for row in 0..<block.count { values.answers[row] = block.answers[index][row] }
        columns.append((index, true, values))
      } else {
        columns.append((index, false, packed(index)))
      }
    }
    for (index, unit) in layout.judgments.enumerated() where unit != nil {
      columns.append((layout.facts.count + index, false, packed(layout.facts.count + index)))
    }
    let width = layout.facts.count + layout.judgments.count
    stored.append(
      Stored(
        count: block.count, columns: columns, bits: (0..<width).map { block.bits[$0] },
        isLeftOut: (0..<block.count).map { block.isLeftOut[$0] }, layout: layout))
    rowCount += block.count
  }

  private func packed(_ column: Int) -> PackedColumn {
    let values = block.numbers[column]
    var (lower, upper) = (Int64.zero, Int64.zero)
    for row in 0..<block.count {
      lower = min(lower, values[row])
      upper = max(upper, values[row])
    }
    let result = PackedColumn(count: block.count, from: lower, to: upper)
    result.pack(values)
    return result
  }

  /// Scores all rows, on the thread that calls it.
  ///
  /// - Complexity: O(*n*) in rows and rules.
  public func score() {
    for index in stored.indices { score(&stored[index]) }
  }

  private func score(_ stored: inout Stored) {
    block.reset()
    for (index, isAnswer, values) in stored.columns {
      if isAnswer {
        block.bindAnswers(index, to: values.answers)
      } else {
        values.unpack(to: block.numbers[index])
      }
    }
    for (index, bits) in stored.bits.enumerated() { block.bits[index] = bits }
    for row in 0..<stored.count { block.isLeftOut[row] = stored.isLeftOut[row] }
    block.finish(count: stored.count)
    guard let prepared = blocks.score(block, stored.layout) else {
      stored.results = nil
      return
    }
    let results = stored.results ?? made(for: prepared.plan, stored.count)
    for (fraction, column) in zip(prepared.plan.scores, results.scores) {
      column.pack(prepared.registers.words(fraction.numerator))
    }
    results.total.pack(prepared.registers.words(prepared.plan.total.numerator))
    if let grade = prepared.plan.grade { results.grade?.pack(prepared.registers.words(grade)) }
    stored.results = results
    stored.results?.isLeftOut.withUnsafeMutableBufferPointer { flags in
      for row in flags.indices { flags[row] = block.isLeftOut[row] }
    }
  }

  private func made(for plan: BlockPlan, _ count: Int) -> Results {
    func column(_ fraction: Fraction) -> PackedColumn {
      PackedColumn(
        count: count, from: Int64(clamping: fraction.bounds.lower),
        to: Int64(clamping: fraction.bounds.upper))
    }
    return Results(
      scores: plan.scores.map(column), total: column(plan.total), totalUnit: plan.total.unit,
      grade: plan.grade.map { _ in
        PackedColumn(count: count, from: 0, to: Int64(program.ruleset.grades.count))
      }, isLeftOut: Array(repeating: 1, count: count))
  }

  // MARK: Results

  /// Goes through the results of the last ``score()`` in the order of the rows.
  ///
  /// - Parameter body: takes the total and the index of the grade; nil for a row that cannot be
  ///   scored in columns, or whose total is no multiple of one unit.
  public func forEachResult(_ body: ((total: Rational, grade: Int?)?) -> Void) {
    for block in stored {
      for row in 0..<block.count {
        guard let results = block.results, results.isLeftOut[row] == 0 else {
          body(nil)
          continue
        }
        let total = Rational(Int(results.total.value(row))) * results.totalUnit
        body((total, results.grade.map { Int($0.value(row)) }))
      }
    }
  }
}
