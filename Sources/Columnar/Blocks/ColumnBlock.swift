import ExactNumbers
import RuleLang

/// Rows of figures as columns of whole numbers, each with its unit.
///
/// Whoever fills it writes numbers as whole multiples of the column's unit, answers as 0 or 1 and
/// choices as their indices. Rows whose figures do not fit, or that lack one, are left out and
/// scored by themselves.
final class ColumnBlock {
  let capacity: Int
  private(set) var count = 0
  /// By fact, then by judgment: a column of numbers.
  let numbers: [UnsafeMutablePointer<Int64>]
  /// By fact: a column of answers.
  private(set) var answers: [UnsafeMutablePointer<UInt8>]
  private let ownAnswers: [UnsafeMutablePointer<UInt8>]
  /// 1 for rows that are scored by themselves.
  let isLeftOut: UnsafeMutablePointer<UInt8>
  /// By fact, then by judgment: the bits of all its numbers together; negative where one is.
  let bits: UnsafeMutablePointer<Int64>
  private let width: Int
  private let numberValues: UnsafeMutablePointer<Int64>
  private let answerValues: UnsafeMutablePointer<UInt8>

  /// A block for the facts and judgments of a ruleset.
  init(_ ruleset: Ruleset, capacity: Int) {
    self.capacity = max(1, capacity)
    width = ruleset.facts.count + ruleset.indicators.count
    let stride = Registers.stride(capacity: self.capacity)
    let size = max(1, width * stride)
    // One at least, for the cells of a ruleset without facts to point at.
    let answerCount = max(1, ruleset.facts.count)
    let answerSize = answerCount * stride
    numberValues = .allocate(capacity: size)
    numberValues.initialize(repeating: 0, count: size)
    answerValues = .allocate(capacity: answerSize)
    answerValues.initialize(repeating: 0, count: answerSize)
    isLeftOut = .allocate(capacity: self.capacity)
    isLeftOut.initialize(repeating: 0, count: self.capacity)
    let (values, flags) = (numberValues, answerValues)
    numbers = (0..<width).map { values + $0 * stride }
    ownAnswers = (0..<answerCount).map { flags + $0 * stride }
    answers = ownAnswers
    bits = .allocate(capacity: max(1, width))
    bits.initialize(repeating: 0, count: max(1, width))
  }

  deinit {
    numberValues.deallocate()
    answerValues.deallocate()
    isLeftOut.deallocate()
    bits.deallocate()
  }

  /// Where a column keeps its answers; somewhere for columns without any.
  func answers(of plan: CellPlan) -> UnsafeMutablePointer<UInt8> {
    answers[ownAnswers.indices.contains(plan.target) ? plan.target : 0]
  }

  /// Lets a column of answers be one that stands elsewhere, until the block has its own again.
  func bindAnswers(_ index: Int, to column: UnsafeMutablePointer<UInt8>) {
    answers[index] = column
  }

  /// Has columns of answers of its own, to be written.
  func unbindAnswers() { answers = ownAnswers }

  /// Makes room for new rows.
  func reset() {
    count = 0
    bits.update(repeating: 0, count: width)
  }

  /// Says how many rows have been written.
  func finish(count: Int) { self.count = min(count, capacity) }

  /// Between what the numbers of a column lie.
  func bounds(_ column: Int) -> (lower: Int64, upper: Int64) {
    guard bits[column] < 0 else { return (0, bits[column]) }
    var lower: Int64 = 0
    var upper: Int64 = 0
    for row in 0..<count where isLeftOut[row] == 0 {
      lower = min(lower, numbers[column][row])
      upper = max(upper, numbers[column][row])
    }
    return (lower, upper)
  }
}
