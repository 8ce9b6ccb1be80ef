import ExactNumbers

/// What an indicator is worth, and where that is said.
struct Worth {
  let name: Name
  let points: Rational
  /// The place of the points in the heading.
  let range: SourceRange
}

/// The methods that an indicator may have, but for the best of several.
enum MethodKind {
  case bands, items, deductions, judged, formula
}

/// A band as written, with the line it stands on.
typealias BandDraft = (
  range: RangeSyntax, outcome: OutcomeSyntax, reason: String?, statement: Statement
)

/// The parts of an indicator, or of one of its alternatives, as they are read line by line.
struct MethodParts {
  var cases: [Case] = []
  var measure: (expression: TypedExpression, clause: Clause)?
  var bands: [BandDraft] = []
  var items: [Item] = []
  var isLadder = false
  var deductions: [Deduction] = []
  var judged: (text: String?, clause: Clause)?
  var formula: (expression: TypedExpression, isClamped: Bool, clause: Clause)?
  /// Where the lines stand that are written once.
  var stated: [String: SourceRange] = [:]
  var firstMethodLine: SourceRange?
  var firstMethodKind: MethodKind?
  /// Whether a line could not be read, so that nothing is missed.
  var isDamaged = false
}

/// A whole indicator as it is read line by line.
struct IndicatorParts {
  var common = MethodParts()
  var alternatives: [(name: String, clause: Clause, parts: MethodParts)] = []
  var basis: [String] = []
  var direction: Indicator.Direction?
  var missing: MissingClause?
  /// The line 取最优.
  var bestOf: SourceRange?
  /// What the cases before the alternatives take away.
  var knowledge = Knowledge()
}
