package import ExactNumbers

/// A complete result by its numbers alone.
package struct CompleteScores: Sendable {
  /// By indicator, what one whole number of its score counts for; zero where it is no whole number.
  private let units: [Rational]

  /// The scores as whole numbers.
  private let words: [Int64]

  /// The other scores.
  private let fractions: [Int: Rational]

  /// The total.
  package let total: Rational

  /// The grade, by its place in the ruleset; nil where there are none.
  package let grade: Int?

  /// A result from its numbers.
  ///
  /// - Parameters:
  ///   - words: the scores of the indicators as whole numbers, in the order of the ruleset.
  ///   - units: what one of each counts for; zero for what is in `fractions`.
  ///   - fractions: the scores, by indicator, that are no such number.
  ///   - total: the total.
  ///   - grade: the grade, by its place in the ruleset.
  package init(
    _ words: [Int64], units: [Rational], fractions: [Int: Rational], total: Rational, grade: Int?
  ) {
    self.words = words
    self.units = units
    self.fractions = fractions
    self.total = total
    self.grade = grade
  }

  /// The score of an indicator.
  package func score(_ indicator: Int) -> Rational {
    units[indicator].isZero
      ? fractions[indicator] ?? .zero : Rational(Int(words[indicator])) * units[indicator]
  }

  /// Whether an indicator surely has the same score as one of another result.
  package func isSame(_ indicator: Int, as other: CompleteScores, _ second: Int) -> Bool {
    words[indicator] == other.words[second] && units[indicator] == other.units[second]
      && !units[indicator].isZero
  }
}
