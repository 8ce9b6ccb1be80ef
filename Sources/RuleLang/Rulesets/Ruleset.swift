public import ExactNumbers

/// A ruleset as understood: resolved, typed and proven.
///
/// The checker makes it; only valid ones
/// exist, so everything that takes one may rely on what the checker proves.
public struct Ruleset: Sendable {
  /// The name of the scheme.
  public var name = ""

  /// The fiscal year it is for.
  public var year = 0

  /// The revision, from 1.
  public var revision = 1

  /// The days on which it is in force; nil where it does not say.
  public var period: EffectivePeriod?

  /// The total of points.
  public var points = Rational.zero

  /// How each indicator's score is rounded; nil keeps it exact.
  public var scoreRounding: Rounding?

  /// How the total is rounded; nil keeps it exact.
  public var totalRounding: Rounding?

  /// Whether grades look at the rounded total.
  public var gradesByRounded = true

  /// What the ruleset rests on.
  public var basis: [String] = []

  /// The vocabulary its files are written in.
  public var vocabulary = Language.zh

  /// The files as written, in order.
  public var syntax: [RuleFile] = [] {
    didSet { settledDigest = nil }
  }

  /// `sha256:` and the digest of its meaning; layout, comments and vocabulary do not change it.
  ///
  /// - Complexity: O(*n*) in the size of the rules, at each call before ``settleDigest()``.
  public var digest: String {
    settledDigest ?? "sha256:" + SHA256.hexDigest(of: Array(CanonicalText.of(syntax).utf8))
  }

  /// Works the digest out once, for whoever asks for it with every record.
  public mutating func settleDigest() { settledDigest = digest }

  private var settledDigest: String?

  /// The files it was read from.
  public var files: [SourceFile] = []

  /// Its units.
  public var units = UnitTable()

  /// The facts, in order.
  public var facts: [Field] = []

  /// The tables, in order.
  public var tables: [Table] = []

  /// Definitions and parameters; each uses only those before it in ``evaluationOrder``.
  public var definitions: [Definition] = []

  /// The orders declared between limits.
  public var orders: [LimitOrder] = []

  /// The headings, parents before children.
  public var headings: [Heading] = []

  /// The indicators, in order.
  public var indicators: [Indicator] = []

  /// Definitions and indicators in an order in which each uses only what came before.
  public var evaluationOrder: [EvaluationStep] = []

  /// The grades, best first as written.
  public var grades: [Grade] = []

  /// The vetoes.
  public var vetoes: [Veto] = []

  /// Bonuses and penalties.
  public var adjustments: [Adjustment] = []

  /// The most points all bonuses give together.
  public var bonusLimit: Rational?

  /// The most points all penalties take together.
  public var penaltyLimit: Rational?

  /// Whether bonuses may lift the total above its points.
  public var bonusesExceedTotal = false

  /// The consistency checks.
  public var checks: [Check] = []

  /// The tests.
  public var tests: [RuleTest] = []
}

extension Ruleset {
  /// A score rounded as the ruleset says; rounding never lifts it above the points.
  public func rounded(_ raw: Rational, points: Rational) -> Rational {
    guard let scoreRounding else { return raw }
    return Self.rounded(raw, points: points, scoreRounding)
  }

  static func rounded(_ raw: Rational, points: Rational, _ rounding: Rounding) -> Rational {
    let rounded = rounding.applied(to: raw)
    return rounded > points && raw <= points ? points : rounded
  }
}

/// A rounding: to a multiple of a step, in a mode.
public struct Rounding: Hashable, Sendable {
  /// The step; positive.
  public let step: Rational

  /// The mode.
  public let mode: RoundingMode

  /// The value rounded.
  public func applied(to value: Rational) -> Rational {
    value.rounded(toMultipleOf: step, mode) ?? value
  }
}

/// A step of the evaluation.
public enum EvaluationStep: Hashable, Sendable {
  case definition(Int)
  case indicator(Int)
}

/// A fact of the department or a column of a table.
public struct Field: Sendable {
  /// Its name.
  public let name: String

  /// Its type.
  public let type: ValueType

  /// The values it may have, in base units.
  public let bounds: Interval

  /// The unit it is shown in.
  public let unit: String?

  /// What it is, in words.
  public let description: String?

  /// Where it is declared.
  public let range: SourceRange
}

/// A table of the department.
public struct Table: Sendable {
  /// Its name.
  public let name: String

  /// Its columns.
  public let columns: [Field]

  /// The fewest rows it may have.
  public let rowCountMin: Int

  /// Where it is declared.
  public let range: SourceRange
}

/// A definition or a parameter.
public struct Definition: Sendable {
  /// Its name.
  public let name: String

  /// What it stands for.
  public let expression: TypedExpression

  /// Whether it is a parameter: a constant that policy sets.
  public let isParameter: Bool

  /// What it is or rests on, in words.
  public let description: String?

  /// Where it is declared.
  public let range: SourceRange
}

/// A declared order of limits: each is below, or not above, the next.
public struct LimitOrder: Sendable {
  /// The limits.
  public let limits: [TypedExpression]

  /// The comparisons between neighbours; `<` or `≤`.
  public let comparisons: [Comparison]

  /// Where it is declared.
  public let range: SourceRange
}

/// A heading: a share of the points and what is under it.
public struct Heading: Sendable {
  /// Its name.
  public let name: String

  /// 1 for a section, 2 for a subsection.
  public let level: Int

  /// The heading it stands under.
  public let parent: Int?

  /// Its points, on its own scale.
  public let points: Rational

  /// The share of its parent's points it counts for; nil where points count as they are.
  public let weight: Rational?

  /// What it rests on.
  public var basis: [String]

  /// Where it is declared.
  public let range: SourceRange
}

/// A grade and the totals, or the condition, it is given for.
public struct Grade: Sendable {
  /// What a grade is given for.
  public enum Criterion: Sendable {
    case range(Interval)
    case condition(TypedExpression)
    case otherwise
  }

  /// Its name.
  public let name: String

  /// What it is given for.
  public let criterion: Criterion

  /// Where it is declared.
  public let range: SourceRange
}

/// A veto: what it does to the whole when its condition holds.
public struct Veto: Sendable {
  /// What a veto does.
  public enum Effect: Sendable {
    case totalAtMost(Rational)
    /// No better than the grade of that index.
    case gradeAtMost(Int)
    case gradeIs(Int)
    case headingScoresNothing(Int)
  }

  /// Why, in words.
  public let text: String

  /// When.
  public let condition: TypedExpression

  /// What it does.
  public let effect: Effect

  /// Where it is declared.
  public let range: SourceRange
}

/// A bonus or a penalty.
public struct Adjustment: Sendable {
  /// Its points; always positive.
  public let points: Rational

  /// Whether it takes points.
  public let isPenalty: Bool

  /// When.
  public let condition: TypedExpression

  /// Why, in words.
  public let text: String?

  /// Where it is declared.
  public let range: SourceRange
}

/// A consistency check on the data; it never changes the score.
public struct Check: Sendable {
  /// What should hold, in words.
  public let text: String

  /// What should hold.
  public let condition: TypedExpression

  /// Where it is declared.
  public let range: SourceRange
}
