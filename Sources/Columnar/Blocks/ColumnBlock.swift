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
  let answers: [UnsafeMutablePointer<UInt8>]
  /// 1 for rows that are scored by themselves.
  let isLeftOut: UnsafeMutablePointer<UInt8>
  /// By fact, then by judgment: the bits of all its numbers together; negative where one is.
  var bits: [Int64]
  private let numberValues: UnsafeMutablePointer<Int64>
  private let answerValues: UnsafeMutablePointer<UInt8>

  /// A block for the facts and judgments of a ruleset.
  init(_ ruleset: Ruleset, capacity: Int) {
    self.capacity = max(1, capacity)
    let width = ruleset.facts.count + ruleset.indicators.count
    let size = max(1, width * self.capacity)
    let answerSize = max(1, ruleset.facts.count * self.capacity)
    numberValues = .allocate(capacity: size)
    numberValues.initialize(repeating: 0, count: size)
    answerValues = .allocate(capacity: answerSize)
    answerValues.initialize(repeating: 0, count: answerSize)
    isLeftOut = .allocate(capacity: self.capacity)
    isLeftOut.initialize(repeating: 0, count: self.capacity)
    let (values, flags, rows) = (numberValues, answerValues, self.capacity)
    numbers = (0..<width).map { values + $0 * rows }
    answers = ruleset.facts.indices.map { flags + $0 * rows }
    bits = Array(repeating: 0, count: width)
  }

  deinit {
    numberValues.deallocate()
    answerValues.deallocate()
    isLeftOut.deallocate()
  }

  /// Makes room for new rows.
  func reset() {
    count = 0
    for index in bits.indices { bits[index] = 0 }
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
