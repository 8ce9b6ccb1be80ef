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

  /// What stands at a place of the old ruleset.
  func oldText(_ range: SourceRange) -> String { old.text(at: range) }

  /// What stands at a place of the new ruleset.
  func newText(_ range: SourceRange) -> String { new.text(at: range) }

  /// Whether the scores of both are rounded in the same way.
  var isRoundedAlike: Bool { old.scoreRounding == new.scoreRounding }

  /// Pairs things that have the same marks, then of the rest those with the next, and so on.
  static func paired(
    _ oldCount: Int, _ newCount: Int, by marks: [(old: (Int) -> String?, new: (Int) -> String?)]
  ) -> Pairing {
    var pairing = Pairing(oldCount: oldCount, newCount: newCount)
    for mark in marks { pairing.pairRest(mark.old, mark.new) }
    return pairing
  }
}

extension Ruleset {
  /// What stands in the rules at a place, with single spaces.
  func text(at range: SourceRange) -> String {
    files.indices.contains(range.file) ? files[range.file].textOnOneLine(range.offsets) : ""
  }
}
