package import Evaluator
import ExactNumbers

/// The scores of the rows of a block, taken out of its registers.
///
/// What it gives for a row that was left out means nothing.
package final class BlockScores {
  /// The scores of one indicator, or the totals.
  private struct Column {
    /// What one whole number counts for.
    let unit: Rational
    /// By row; empty where scores are fractions or too long.
    let words: [Int64]
    /// The scores themselves, where they are no words.
    let values: [Rational]

    init(_ fraction: Fraction, _ registers: Registers, count: Int) {
      unit = fraction.unit
      guard fraction.isWhole, !fraction.numerator.isWide else {
        words = []
        values = (0..<count).map { registers.value(of: fraction, $0) }
        return
      }
      words = Array(
        UnsafeBufferPointer(start: registers.words(fraction.numerator), count: count))
      values = []
    }

    func value(_ row: Int) -> Rational {
      words.isEmpty ? values[row] : Rational(Int(words[row])) * unit
    }
  }

  private let scores: [Column]
  private let total: Column
  private let grades: [Int64]

  init(_ prepared: BlockScorer.Prepared, count: Int) {
    let (plan, registers) = (prepared.plan, prepared.registers)
    scores = plan.scores.map { Column($0, registers, count: count) }
    total = Column(plan.total, registers, count: count)
    grades =
      plan.grade.map {
        Array(UnsafeBufferPointer(start: registers.words($0), count: count))
      } ?? []
  }

  /// The result of a row.
  ///
  /// - Complexity: O(*n*) in the indicators.
  package func result(_ row: Int) -> CompleteScores {
    CompleteScores(
      indicators: scores.map { $0.value(row) }, total: total.value(row),
      grade: grades.isEmpty ? nil : Int(grades[row]))
  }
}
