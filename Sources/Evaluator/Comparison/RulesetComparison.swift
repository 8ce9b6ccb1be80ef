public import ExactNumbers
public import RuleLang

/// What two rulesets have in common and where they differ, in meaning and not in text.
///
/// ``RulesetComparer`` makes it. What it calls the same is proven to be the same.
public struct RulesetComparison: Sendable {
  /// The old ruleset.
  public let old: Ruleset

  /// The new ruleset.
  public let new: Ruleset

  /// Which indicators are the same ones.
  public let indicatorPairs: Pairing

  /// Which headings are the same ones.
  public let headingPairs: Pairing

  /// Which facts are the same ones.
  public let factPairs: Pairing

  /// Which tables are the same ones.
  public let tablePairs: Pairing

  /// The columns of tables that both have, by the new table.
  public let columnPairs: [Int: Pairing]

  /// Which grades are the same ones.
  public internal(set) var gradePairs: Pairing

  /// Every indicator, in the order of the new ruleset; those that are gone stand last.
  public internal(set) var indicators: [IndicatorComparison] = []

  /// The totals, before any rounding is looked at, that get another grade.
  public internal(set) var gradeDifferences: [GradeDifference] = []

  /// What else differs, in the order of a ruleset.
  public internal(set) var changes: [RuleChange] = []

  /// Whether every record has the same score in every part, the same grade and the same checks.
  ///
  /// Other names, words and orders do not count, nor does the year.
  public var haveSameMeaning: Bool {
    gradeDifferences.isEmpty && !changes.contains(where: \.affectsResults)
      && indicators.allSatisfy { !$0.status.isDifferent && !$0.isMoved }
  }

  /// How many indicators have one of some statuses.
  public func count(_ statuses: IndicatorComparison.Status...) -> Int {
    indicators.count { statuses.contains($0.status) }
  }
}

/// One thing that differs between two rulesets.
public struct RuleChange: Sendable {
  /// What it is about.
  public enum Subject: String, Sendable {
    case name, year, revision, period, basis, total, scoreRounding, totalRounding, gradeLookup
    case heading, fact, table, column, definition, parameter, order
    case grade, veto, bonus, penalty, bonusLimit, penaltyLimit, bonusesOutside, check
    case points, direction, `case`, missing, method, measure, band, item, deduction, judgment
    case formula, alternative
  }

  /// What has happened to it.
  public enum Kind: String, Sendable {
    case added, removed, renamed, changed, moved, reordered
    /// Its words alone are others.
    case reworded
  }

  /// Which side of it is another.
  public enum Aspect: String, Sendable {
    case points, weight, place, basis, type, unit, bounds, options, description, value, condition
    case outcome, ends, text, order, rows
  }

  /// What it is about.
  public let subject: Subject

  /// What has happened to it.
  public let kind: Kind

  /// Which side of it is another; nil for all of it.
  public var aspect: Aspect?

  /// Its name in the new ruleset, or in the old one where the new one has it no more.
  public var name: String?

  /// What it was, as the rules write it.
  public var old: String?

  /// What it is now.
  public var new: String?

  /// Whether a record's scores, total or grade may depend on it.
  public var affectsResults = true

  /// The indicators that it reaches, by their places in the new ruleset or, where it was removed,
  /// in the old one.
  public var reaches: [Int] = []
}

/// An indicator in both rulesets, or in one of them.
public struct IndicatorComparison: Sendable {
  /// How the two compare.
  public enum Status: String, Sendable {
    /// They are written the same, but for names, order and layout.
    case same
    /// Words that score nothing are others.
    case reworded
    /// They are written differently, and proven to score the same.
    case equivalent
    /// It is the same, and uses a score or a measure of an indicator that is not.
    case affected
    case changed
    case added
    case removed

    /// Whether scores can differ.
    public var isDifferent: Bool {
      switch self {
      case .same, .reworded, .equivalent: false
      case .affected, .changed, .added, .removed: true
      }
    }
  }

  /// Its place in the old ruleset.
  public let old: Int?

  /// Its place in the new ruleset.
  public let new: Int?

  /// How the two compare.
  public internal(set) var status: Status

  /// Whether it has another name.
  public internal(set) var isRenamed = false

  /// Whether it stands under another heading.
  public internal(set) var isMoved = false

  /// Whether its place among its neighbours is another.
  public internal(set) var isReordered = false

  /// What in it differs.
  public internal(set) var changes: [RuleChange] = []

  /// For which inputs the scores differ, and by how much.
  public internal(set) var effect = ScoreEffect()

  /// The indicators, by their places in the new ruleset, through which it differs.
  public internal(set) var affectedBy: [Int] = []
}

/// Whether a change lets records score less or more.
///
/// Scores are compared where the points of the indicator are the same, else the shares of the
/// points that they are.
public enum Strictness: String, Sendable {
  case stricter, looser, equal
  /// Some score less, others more.
  case mixed
}

/// For which inputs the scores of an indicator differ.
public struct ScoreEffect: Sendable {
  /// Whether the scores differ nowhere else than it says.
  public internal(set) var isComplete = false

  /// The values of the measure that score differently, ascending.
  public internal(set) var ranges: [ScoreDifference] = []

  /// The values that the measure can have, where they are not the same under both.
  public internal(set) var domains: (old: Interval, new: Interval)?

  /// The parts that give or take other points.
  public internal(set) var parts: [PartDifference] = []

  /// Whether every score is the same share of the points as before, which are others.
  public internal(set) var isProportional = false

  /// Whether the ranges are those before scores are rounded.
  public internal(set) var isBeforeRounding = false

  /// A record for which the two differ.
  public internal(set) var witness: ScoreWitness?

  /// How many records were tried in search of one; nil where none was looked for.
  public internal(set) var triedCount: Int?
}

/// Values of a measure that score differently under two rulesets.
public struct ScoreDifference: Sendable {
  /// The values.
  public internal(set) var interval: Interval

  /// The scores under the old rules.
  public internal(set) var old: Interval

  /// The scores under the new rules.
  public internal(set) var new: Interval

  /// What is gained, or lost where negative.
  public internal(set) var difference: Interval

  /// The bands of the old and the new method.
  public internal(set) var bands: (old: Int, new: Int)

  /// How the scores compare.
  public internal(set) var strictness: Strictness

  /// The values between its ends that score the same under both, ascending.
  public internal(set) var equal: [Interval] = []

  /// Whether each of the values scores differently.
  public var isEverywhere: Bool { equal.isEmpty }

  /// The single ranges that were put together.
  public internal(set) var parts: [Part]

  /// A range of values with the scores under both.
  public struct Part: Sendable {
    /// The values.
    public internal(set) var interval: Interval

    /// The scores under the old rules.
    public internal(set) var old: ScoreFunction.Value

    /// The scores under the new rules.
    public internal(set) var new: ScoreFunction.Value

    /// What is gained, or lost where negative.
    public internal(set) var difference: Interval

    let bands: (old: Int, new: Int)
  }
}

/// A part of an indicator that gives or takes other points: an item, a deduction, a case, a value.
public struct PartDifference: Sendable {
  /// What it is.
  public let subject: RuleChange.Subject

  /// Its words in the new rules, or in the old ones where it is gone.
  public let text: String

  /// The points under the old rules; nil where it is not there, or excludes the indicator.
  public let old: Rational?

  /// The points under the new rules.
  public let new: Rational?

  /// How they compare.
  public let strictness: Strictness
}

/// A record for which an indicator scores differently; found by evaluating it under both.
public struct ScoreWitness: Sendable {
  /// The figures, bound to the old ruleset.
  public let oldRecord: Record

  /// The same figures, bound to the new ruleset.
  public let newRecord: Record

  /// The score under the old rules; nil where the indicator is excluded.
  public let oldScore: Rational?

  /// The score under the new rules.
  public let newScore: Rational?
}

/// Totals that get another grade.
public struct GradeDifference: Sendable {
  /// The totals.
  public let interval: Interval

  /// The grade under the old rules, by its place.
  public let old: Int

  /// The grade under the new rules, by its place.
  public let new: Int
}
