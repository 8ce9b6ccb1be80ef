package import Evaluator
import ExactNumbers

/// The scores of the rows of a block, taken out of its registers.
///
/// What it gives for a row that was left out means nothing.
package final class BlockScores {
  /// What one whole number of each score counts for; zero where scores are fractions, or too long.
  private let units: [Rational]
  /// By row and indicator, the scores as whole numbers.
  private let words: [Int64]
  /// The other scores, by indicator and row.
  private var fractions: [Int: [Rational]] = [:]
  private let totals: [Rational]
  private let grades: [Int64]

  init(_ prepared: BlockScorer.Prepared, count: Int) {
    let (plan, registers) = (prepared.plan, prepared.registers)
    let width = plan.scores.count
    var units: [Rational] = []
    var words = [Int64](repeating: 0, count: width * count)
    for (index, fraction) in plan.scores.enumerated() {
      guard fraction.isWhole, !fraction.numerator.isWide else {
        units.append(.zero)
        fractions[index] = (0..<count).map { registers.value(of: fraction, $0) }
        continue
      }
      units.append(fraction.unit)
      let column = registers.words(fraction.numerator)
      for row in 0..<count { words[row * width + index] = column[row] }
    }
    self.units = units
    self.words = words
    let total = plan.total
    if total.isWhole, !total.numerator.isWide {
      let column = registers.words(total.numerator)
      totals = (0..<count).map { Rational(Int(column[$0])) * total.unit }
    } else {
      totals = (0..<count).map { registers.value(of: total, $0) }
    }
    grades =
      plan.grade.map {
        Array(UnsafeBufferPointer(start: registers.words($0), count: count))
      } ?? []
  }

  /// The result of a row.
  ///
  /// - Complexity: O(*n*) in the indicators.
  package func result(_ row: Int) -> CompleteScores {
    let width = units.count
    return CompleteScores(
      Array(words[row * width..<(row + 1) * width]), units: units,
      fractions: fractions.isEmpty ? [:] : fractions.mapValues { $0[row] }, total: totals[row],
      grade: grades.isEmpty ? nil : Int(grades[row]))
  }
}
