import ExactNumbers

/// What is known of a block before it is scored: how its figures are stored and how large they are.
///
/// A plan is made for a shape and serves every block that fits it.
struct Shape: Hashable, Sendable {
  /// How the figures of a column stand in its register.
  enum Column: Hashable, Sendable {
    /// Whole multiples of a unit, in base units of the figure.
    case number(unit: Rational, Bounds)
    /// None or one of a unit, as answers.
    case tick(unit: Rational)
    case truth
    case choice
  }

  /// The columns by fact; nil where the data have none, or none that is computed with.
  var facts: [Column?]

  /// The points that evaluators gave, by indicator.
  var judgments: [Column?]
}

/// A program lowered for blocks of one shape.
///
/// ``Lowering`` makes it. Registers of one word begin with the facts and the judgments, in their
/// order, and those of answers with the facts.
struct BlockPlan: Sendable {
  /// What to do, in order.
  var steps: [Step]
  var narrowCount: Int
  var wideCount: Int
  var flagCount: Int

  /// The score of each indicator.
  var scores: [Fraction]

  /// The score of each heading on its own scale.
  var headings: [Fraction]

  /// The total.
  var total: Fraction

  /// The index of the grade; nil where the ruleset has none.
  var grade: Register?

  /// The rows that have to be scored by themselves.
  var unknown: Flags?
}
