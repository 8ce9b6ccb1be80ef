package import ExactNumbers

/// What a row of results is made of.
///
/// Whoever wants results says with it which texts stand in a row and how numbers are written.
package struct RowTemplate: Sendable {
  /// A piece of a row.
  package enum Piece: Sendable {
    /// The same text in each row, as separators are.
    case text(String)
    /// The department, as the row of data has it.
    case department
    /// The score of an indicator.
    case score(Int)
    /// The score of a heading.
    case heading(Int)
    case total
    case grade
  }

  let pieces: [Piece]
  let number: @Sendable (Rational) -> String
  let decimalsMin: Int
  let grades: [[UInt8]]

  /// A template from its parts.
  ///
  /// - Parameters:
  ///   - pieces: what stands in a row, its line end included.
  ///   - grades: the texts of the grades, by index.
  ///   - decimalsMin: the fewest digits behind the point; an exact decimal has no more zeros at
  ///     its end than that takes.
  ///   - number: the text of a number.
  package init(
    _ pieces: [Piece], grades: [String], decimalsMin: Int,
    number: @escaping @Sendable (Rational) -> String
  ) {
    self.decimalsMin = decimalsMin
    self.pieces = pieces
    self.grades = grades.map { Array($0.utf8) }
    self.number = number
  }
}
