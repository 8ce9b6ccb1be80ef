public import ExactNumbers

/// An indicator: its points, the cases taken away first, and exactly one method.
public struct Indicator: Sendable {
  /// Which way is better, where the writer says so.
  public enum Direction: Sendable {
    case higherIsBetter
    case lowerIsBetter
  }

  /// Its name, unique in the ruleset; also its id in results.
  public let name: String

  /// The heading it stands under.
  public let heading: Int?

  /// Its points.
  public let points: Rational

  /// What it rests on.
  public let basis: [String]

  /// Which way is better.
  public let direction: Direction?

  /// The cases, in the order in which the first that holds decides.
  public let cases: [Case]

  /// What missing data gives, where the writer says so.
  public let whenMissing: MissingClause?

  /// How it scores otherwise.
  public let method: Method

  /// Where it is declared.
  public let range: SourceRange
}

/// A clause as it stands in the rules: its text and its place.
public struct Clause: Hashable, Sendable {
  /// The text, with single spaces.
  public let text: String

  /// Where it stands.
  public let range: SourceRange

  /// A clause from its parts.
  public init(text: String, range: SourceRange) {
    self.text = text
    self.range = range
  }
}

/// A case that decides before the method.
public struct Case: Sendable {
  /// What a case gives.
  public enum Outcome: Sendable {
    case scores(Rational)
    case excludedOverHeading
    case excludedOverTotal
  }

  /// When.
  public let condition: TypedExpression

  /// What it gives.
  public let outcome: Outcome

  /// Whether the indicator does not apply then.
  public let isNotApplicable: Bool

  /// Why, in words.
  public let reason: String?

  /// The clause.
  public let clause: Clause
}

/// What an indicator scores when its data are missing.
public struct MissingClause: Sendable {
  /// The points.
  public let points: Rational

  /// Why, in words.
  public let reason: String?

  /// The clause.
  public let clause: Clause
}

/// How an indicator scores.
public indirect enum Method: Sendable {
  case bands(BandMethod)
  /// Items that add up, or of which the best counts.
  case checklist([Item], isLadder: Bool)
  case deductions([Deduction])
  /// An evaluator gives the points.
  case judged(String?, Clause)
  case formula(TypedExpression, isClamped: Bool, Clause)
  case bestOf([Alternative])
}

/// One of several methods, of which the best counts.
public struct Alternative: Sendable {
  /// Its name.
  public let name: String

  /// Its own cases.
  public let cases: [Case]

  /// How it scores.
  public let method: Method

  /// The clause that names it.
  public let clause: Clause
}

/// A measure and the bands it falls in; they cover its domain exactly once.
public struct BandMethod: Sendable {
  /// What is measured.
  public let measure: TypedExpression

  /// The clause that says what is measured.
  public let measureClause: Clause

  /// The values the measure can have, once the cases are taken away.
  public let domain: Interval

  /// The bands.
  public let bands: [Band]
}

/// A band.
public struct Band: Sendable {
  /// The end of a range: a constant, a parameter or a figure of the department.
  public struct End: Sendable {
    /// Where it ends.
    public let value: TypedExpression

    /// Whether the end belongs to the band.
    public let isClosed: Bool
  }

  /// The values of a band.
  public enum Values: Sendable {
    case interval(lower: End?, upper: End?)
    case notEqual(TypedExpression)
    case choice(Int)
    case boolean(Bool)
    case text(String)
  }

  /// What a band gives.
  public enum Outcome: Sendable {
    case scores(Rational)
    /// A straight line between the ends.
    case line(from: Rational, to: Rational)
    case steps(Steps)
    /// An evaluator chooses.
    case judged(from: Rational, to: Rational)
  }

  /// The values.
  public let values: Values

  /// What it gives.
  public let outcome: Outcome

  /// Why, in words.
  public let reason: String?

  /// The clause.
  public let clause: Clause
}

/// A deduction or an addition by steps.
public struct Steps: Sendable {
  /// Whether it adds points.
  public let adds: Bool

  /// The points of one step.
  public let amount: Rational

  /// How a part of a step counts.
  public let rounding: StepsSyntax.Rounding

  /// The length of a step, in the measure's base unit; positive.
  public let step: Rational

  /// Whether steps are counted from the lower end of the range.
  public let isFromLower: Bool

  /// The points at the limit.
  public let start: Rational

  /// The points at which it stops.
  public let limit: Rational
}

/// An item of a checklist.
public struct Item: Sendable {
  /// Its points.
  public let points: Rational

  /// When it is met.
  public let condition: TypedExpression

  /// What it asks, in words.
  public let text: String?

  /// The clause.
  public let clause: Clause
}

/// A deduction for each of a count, or for a condition.
public struct Deduction: Sendable {
  /// What it counts.
  public enum Basis: Sendable {
    case per(TypedExpression)
    case when(TypedExpression)
  }

  /// The points of one.
  public let points: Rational

  /// What it counts.
  public let basis: Basis

  /// What for, in words.
  public let text: String?

  /// The clause.
  public let clause: Clause
}
