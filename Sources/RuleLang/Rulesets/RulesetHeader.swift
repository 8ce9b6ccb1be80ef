/// What the header of a ruleset says of its version, without checking the rest.
public struct RulesetHeader: Sendable {
  /// The version that a ruleset amends.
  public struct Amended: Sendable {
    /// Its year.
    public let year: Literal

    /// Its revision, where it is named.
    public let revision: Literal?

    /// The line that says so.
    public let range: SourceRange

    /// The year as a number.
    public var yearNumber: Int? { Int(year.digits) }

    /// The revision as a number.
    public var revisionNumber: Int? { revision.flatMap { Int($0.digits) } }
  }

  /// The name, and where it stands.
  public private(set) var name: Name?

  /// The year, and where it stands.
  public private(set) var year: Literal?

  /// The revision, where it is stated.
  public private(set) var revision: Literal?

  /// What it amends.
  public private(set) var amended: Amended?

  /// When it is in force, and where that stands.
  public private(set) var period: (days: EffectivePeriod, range: SourceRange)?

  /// The vocabulary of the file that names it or, before that, of the first file.
  public private(set) var vocabulary: Language?

  /// A header that says nothing yet.
  public init() {}

  /// The header that files have together.
  public init(_ files: [RuleFile]) {
    for file in files { read(file) }
  }

  /// The year as a number.
  public var yearNumber: Int? { year.flatMap { Int($0.digits) } }

  /// The revision as a number; 1 where none is stated.
  public var revisionNumber: Int { revision.flatMap { Int($0.digits) } ?? 1 }

  /// Whether its name and year are known, and what stands in the file of its name.
  public var isComplete: Bool { name != nil && year != nil }

  /// Takes in what a file says.
  public mutating func read(_ file: RuleFile) {
    if vocabulary == nil { vocabulary = file.vocabulary }
    for statement in file.statements {
      switch statement.kind {
      case .ruleset(let name) where self.name == nil:
        self.name = name
        vocabulary = file.vocabulary
      case .fiscalYear(let year) where self.year == nil: self.year = year
      case .revision(let revision) where self.revision == nil: self.revision = revision
      case .amends(let year, let revision) where amended == nil:
        amended = Amended(year: year, revision: revision, range: statement.range)
      case .effective(let from, let to) where period == nil:
        period = (EffectivePeriod(from: from, to: to), statement.range)
      default: break
      }
    }
  }
}
