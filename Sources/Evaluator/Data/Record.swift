public import ExactNumbers
public import RuleLang

/// One department's data, bound to a ruleset: every value typed and in base units.
///
/// The binder makes it; its values fit the facts' types and ranges.
public struct Record: Sendable {
  /// The department, as the data name it.
  public var department: String?

  /// The fiscal year, as the data state it.
  public var fiscalYear: Int?

  /// The facts by index; nil where the data have none.
  public var facts: [Constant?]

  /// The tables by index, each a list of rows of cells; nil where the data have none.
  public var tables: [[[Constant?]]?]

  /// Where each fact comes from.
  public var factOrigins: [Origin?]

  /// Where each table comes from.
  public var tableOrigins: [Origin?]

  /// The facts for which the data give several values.
  public var choices: [ValueChoice]

  /// The points that evaluators gave, by indicator index.
  public var judgments: [Int: Judgment]

  /// What the department reported of itself.
  public var claims: Claims

  /// Where the record stands in its file.
  public var place: SourceRange?

  /// An empty record for a ruleset.
  public init(for ruleset: Ruleset) {
    facts = Array(repeating: nil, count: ruleset.facts.count)
    tables = Array(repeating: nil, count: ruleset.tables.count)
    factOrigins = Array(repeating: nil, count: ruleset.facts.count)
    tableOrigins = Array(repeating: nil, count: ruleset.tables.count)
    choices = []
    judgments = [:]
    claims = Claims()
  }
}

/// Where a figure comes from.
public struct Origin: Sendable {
  /// The document and the place in it, in words.
  public var source: String?

  /// The day it is as of.
  public var asOf: String?

  /// The figure as the data write it, with its unit.
  public var written: String

  /// Where it stands in the data file.
  public var place: SourceRange?

  /// An origin from its parts.
  public init(source: String?, asOf: String?, written: String, place: SourceRange? = nil) {
    self.source = source
    self.asOf = asOf
    self.written = written
    self.place = place
  }
}

/// A fact for which the data give several values, and which of them is used.
public struct ValueChoice: Sendable {
  /// A value that was given.
  public struct Candidate: Sendable {
    /// The value.
    public let value: Constant

    /// The value as written.
    public let written: String

    /// Where it comes from.
    public let source: String?
  }

  /// The fact.
  public let fact: Int

  /// The values given.
  public let candidates: [Candidate]

  /// The index of the one used.
  public let used: Int

  /// Why.
  public let reason: String
}

/// Points that an evaluator gave.
public struct Judgment: Sendable {
  /// The points.
  public let points: Rational

  /// Why, in words; needed below full points.
  public let reason: String?
}

/// One figure that a department reported of itself.
public struct Claim: Sendable {
  /// The indicator or the heading, by its name or its id.
  public let name: String

  /// The figure as written.
  public let text: String

  /// Where it stands in the data file.
  public let place: SourceRange?

  /// A claim from its parts.
  public init(name: String, text: String, place: SourceRange? = nil) {
    self.name = name
    self.text = text
    self.place = place
  }
}

/// What a department reported of itself; kept, never used for the score.
public struct Claims: Sendable {
  /// The scores of indicators and headings, by name.
  public var scores: [Claim] = []

  /// The points of indicators and headings, by name.
  public var points: [Claim] = []

  /// The measures, by indicator.
  public var measures: [Claim] = []

  /// The total, as written.
  public var total: String?

  /// Where the total stands.
  public var totalPlace: SourceRange?

  /// The grade, as written.
  public var grade: String?

  /// Where the grade stands.
  public var gradePlace: SourceRange?

  /// No claims.
  public init() {}

  /// Whether nothing was claimed.
  public var isEmpty: Bool {
    scores.isEmpty && points.isEmpty && measures.isEmpty && total == nil && grade == nil
  }
}
