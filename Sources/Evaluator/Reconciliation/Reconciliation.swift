public import ExactNumbers
public import RuleLang

/// What comes of putting a record's claims and figures to the test; see chapter 16.
///
/// ``Reconciler`` makes it. Items stand in the order of that chapter.
public struct Reconciliation: Sendable {
  /// The result that the claims were compared with.
  public let evaluation: Evaluation

  /// Everything that was compared; empty where the record failed.
  public let items: [ReconciliationItem]

  /// Whether something is not as it was claimed.
  public var hasDifferences: Bool { items.contains { $0.verdict == .differs } }
}

/// One comparison.
public struct ReconciliationItem: Sendable {
  /// What a comparison is about.
  public enum Subject: Hashable, Sendable {
    case whole
    case heading(Int)
    case indicator(Int)
    case fact(Int)
    case check(Int)
    /// A name that several headings have.
    case name(String)
  }

  /// What is compared, in the order in which it is told.
  public enum Kind: String, Sendable, CaseIterable {
    case total, grade, score, measure, points
    case sumOfScores, sumOfPoints, scoreWithinPoints, gradeOfTotal, scoreOfMeasure
    case values, check
  }

  /// How a comparison came out.
  public enum Verdict: String, Sendable {
    case agrees, differs
    /// It cannot be said.
    case open
  }

  /// What would be another if the claim stood.
  public enum Effect: String, Sendable, CaseIterable {
    case score, total, grade
  }

  /// What a comparison goes by.
  public enum Computed: Sendable {
    case number(Rational)
    /// What is still possible.
    case range(Interval)
    case text(String)
    /// The grades that are possible.
    case grades([String])
  }

  /// Why something cannot be said.
  public enum Obstacle: Sendable {
    case missing([String])
    /// A case decides before the measure is looked at.
    case notMeasured
    /// Several headings have the name; these are their ids.
    case severalHeadings([String])
    /// Some parts of a sum have no claim.
    case partsNotClaimed([Subject])
  }

  /// What is compared.
  public let kind: Kind

  /// What it is about.
  public let subject: Subject

  /// How it came out.
  public internal(set) var verdict: Verdict

  /// What it changes; empty unless it differs.
  public internal(set) var effects: Set<Effect> = []

  /// The claim as written; for a sum the claim of the whole.
  public internal(set) var claimed: String?

  /// The claim as a number, where it is one.
  public internal(set) var claimedValue: Rational?

  /// What it was compared with.
  public internal(set) var computed: Computed?

  /// Why it cannot be said.
  public internal(set) var obstacle: Obstacle?

  /// Where half up does not give the claim: another rounding to its decimals that does.
  public internal(set) var otherRounding: RoundingMode?

  /// What would make the two agree.
  public internal(set) var readings: [Reading] = []

  /// The parts of a sum.
  public internal(set) var parts: [ClaimedPart] = []

  /// Of a sum that differs: whether the whole, and whether the sum, is the computed one.
  public internal(set) var sumMatches: (whole: Bool, sum: Bool)?

  /// What other values of a fact would give.
  public internal(set) var alternatives: [AlternativeValue] = []

  /// The rows that break a check.
  public internal(set) var rows: BreakingRows?

  /// The facts it rests on, in the order in which they are read.
  public internal(set) var facts: [Int] = []

  /// The tables it rests on.
  public internal(set) var tables: [Int] = []

  /// The indicators that use figures of a check.
  public internal(set) var users: [Int] = []

  /// Where it stands: the claim or the value in the data, a check in the rules.
  public internal(set) var place: SourceRange?

  init(_ kind: Kind, _ subject: Subject, _ verdict: Verdict) {
    self.kind = kind
    self.subject = subject
    self.verdict = verdict
  }

  /// By how much the claim is above what it was compared with.
  public var difference: Rational? {
    guard let claimedValue, case .number(let value)? = computed else { return nil }
    return claimedValue - value
  }

  /// Its place in the order of chapter 16: what changes something, what differs, what is open.
  var rank: Int {
    switch verdict {
    case .differs: effects.isEmpty ? 1 : 0
    case .open: 2
    case .agrees: 3
    }
  }
}

/// A part of a claimed sum.
public struct ClaimedPart: Sendable {
  /// What it is.
  public let subject: ReconciliationItem.Subject

  /// What it counts for.
  public let value: Rational
}

/// One simple change of the figures under which a claim and its figures agree.
public struct Reading: Sendable {
  /// What is changed.
  public enum Change: Sendable {
    /// Other values that the record gives.
    case values([(fact: Int, candidate: ValueChoice.Candidate)])
    /// The sign of a figure.
    case sign(fact: Int, Rational)
    /// The unit of an amount: what it is then.
    case unit(fact: Int, Rational)
    /// The claim with the other sign.
    case signOfClaim
    /// A bare claim as a percentage.
    case claimInPercent
  }

  /// What is changed.
  public let change: Change

  /// What the measure is then; nil for a check.
  public let value: Rational?
}

/// What another of a fact's values would give.
public struct AlternativeValue: Sendable {
  /// The value; of several that are equal the first.
  public let candidate: ValueChoice.Candidate

  /// Where it is given.
  public let sources: [String]

  /// Whether it is the one that is used.
  public let isUsed: Bool

  /// The total with it; nil where it is open.
  public let total: Rational?

  /// The measures that are others with it, by indicator.
  public let measures: [(indicator: Int, value: Rational)]

  /// The checks that hold with the value used and fail with this one.
  public let failingChecks: [Int]
}

/// The rows of a table that break a check.
public struct BreakingRows: Sendable {
  /// The table.
  public let table: Int

  /// The rows, by number from 0.
  public let rows: [Int]

  /// The columns that the check looks at.
  public let columns: [Int]
}
