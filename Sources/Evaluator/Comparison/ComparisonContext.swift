import ExactNumbers
import RuleLang

/// What the parts of a comparison share: both rulesets, what is the same in them, and meanings.
final class ComparisonContext {
  let old: Ruleset
  let new: Ruleset
  let table = MeaningTable()
  let matching: SymbolMatching
  var oldReader: MeaningReader
  var newReader: MeaningReader

  /// The programs, which only the search for witnesses needs.
  private(set) lazy var oldEngine = Engine(Program(old))
  private(set) lazy var newEngine = Engine(Program(new))
  private(set) lazy var oldSearch = RecordSearch(oldEngine.program)
  private(set) lazy var newSearch = RecordSearch(newEngine.program)

  init(_ old: Ruleset, _ new: Ruleset) {
    self.old = old
    self.new = new
    matching = SymbolMatching(old, new, table)
    oldReader = matching.oldReader
    newReader = matching.newReader
  }

  /// Whether two expressions, of the old and the new ruleset, mean the same.
  func isSame(_ first: TypedExpression, _ second: TypedExpression) -> Bool {
    oldReader.meaning(of: first) == newReader.meaning(of: second)
  }

  /// Whether the points of indicators may move to others.
  var mayRedistribute: Bool { old.mayRedistribute || new.mayRedistribute }

  /// Whether the scores of both are rounded in the same way.
  var isRoundedAlike: Bool { old.scoreRounding == new.scoreRounding }
}

extension Ruleset {
  /// What stands in the rules at a place, with single spaces.
  func text(at range: SourceRange) -> String {
    files.indices.contains(range.file) ? files[range.file].textOnOneLine(range.offsets) : ""
  }

  /// Whether a case of an indicator excludes it.
  fileprivate var mayRedistribute: Bool {
    indicators.contains { $0.cases.contains { $0.outcome.points == nil } }
  }

  /// The whole statement that a place belongs to, with single spaces.
  ///
  /// - Complexity: O(log *n*) in the statements of its file, and O(*n*) in files.
  func statementText(at range: SourceRange) -> String {
    guard let statements = syntax.first(where: { $0.file == range.file })?.statements else {
      return text(at: range)
    }
    // Statements follow each other: the last that does not begin behind the place is the one.
    var (low, high) = (0, statements.count)
    while low < high {
      let middle = low + (high - low) / 2
      if statements[middle].range.lower <= range.lower { low = middle + 1 } else { high = middle }
    }
    guard low > 0, range.upper <= statements[low - 1].range.upper else { return text(at: range) }
    return text(at: statements[low - 1].range)
  }
}
