public import ExactNumbers

/// Something that the analysis saw in a ruleset, and what would show it to a reader.
///
/// It knows no records: those are searched where records can be evaluated, and an observation
/// that has to be shown and cannot be becomes no finding.
public struct Observation: Sendable {
  /// What a record is to show.
  public struct Exhibit: Sendable {
    /// The place in an indicator that the record must get to.
    public enum Place: Sendable {
      /// The measure is exactly this, and no case decides.
      case measure(Rational)
      /// The measure lies in this, and no case decides.
      case measureIn(Interval)
      /// The score before rounding lies in this.
      case score(Interval)
      /// No case decides.
      case method
      /// This case decides.
      case decidingCase(Int)
      case item(Int, met: Bool)
    }

    /// What the record is an example of, in words; nil says what its measure is.
    public let words: Message?

    /// The indicator, by index.
    public let indicator: Int

    /// The places, the most telling first; the first that a record is found for is enough.
    public let places: [Place]

    /// Where its score must lie; nil allows any.
    public let scores: Interval?

    /// The condition it meets, in words, where it shows no measure.
    public let condition: String?

    init(
      words: Message?, indicator: Int, places: [Place], scores: Interval? = nil,
      condition: String? = nil
    ) {
      self.words = words
      self.indicator = indicator
      self.places = places
      self.scores = scores
      self.condition = condition
    }
  }

  /// What a record showed: the value of its measure, or the condition it meets, and its score.
  public struct Shown: Sendable {
    let place: String
    let score: Rational

    /// What was shown, from its parts.
    public init(place: String, score: Rational) {
      self.place = place
      self.score = score
    }
  }

  /// The words of a finding once the records are known.
  public typealias Wording = @Sendable ([Shown]) -> Finding

  /// What there is to show.
  public enum Evidence: Sendable {
    /// No figures are concerned, or no record can show it.
    case none
    /// A record helps to see it; it stands without, as it is proven.
    case illustrated(Exhibit)
    /// A record whose total lies in one of these helps to see it, the first that is found.
    case totals([Interval], Message)
    /// All of these records are needed; without them nothing is claimed. What they show is said.
    case shown([Exhibit], Wording)
    /// A record that is scored in another way once a rounding is left out.
    case rounding(RoundingTrial)
  }

  /// The finding without its records.
  public let finding: Finding

  /// Its place.
  public let range: SourceRange

  /// What shows it.
  public let evidence: Evidence

  /// What is claimed instead where that cannot be shown.
  public let instead: [Observation]

  init(
    finding: Finding, range: SourceRange, evidence: Evidence, instead: [Observation] = []
  ) {
    self.finding = finding
    self.range = range
    self.evidence = evidence
    self.instead = instead
  }
}

/// A rounding that is left out, to see whether it changes something.
public struct RoundingTrial: Sendable {
  /// The ruleset with the indicator's measure, or what it rounds, left as it is.
  public let ruleset: Ruleset

  /// The indicator, by index.
  public let indicator: Int

  /// Values of the unrounded measure at which the rounding matters, the plainest first.
  public let values: [Rational]

  /// How a value is rounded, one after another; where it stands for a nested rounding.
  public let nested: (first: Rounding, second: Rounding)?

  /// The type of the values.
  public let type: ValueType
}
