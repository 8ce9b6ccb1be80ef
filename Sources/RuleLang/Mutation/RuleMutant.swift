/// A change of the rules in one place, to see whether their tests notice it.
public struct RuleMutant: Sendable {
  /// What is changed.
  public enum Class: String, CaseIterable, Sendable {
    case thresholds, brackets, points, steps
  }

  /// A statement that is written differently.
  struct Edit: Sendable {
    let file: Int
    let statement: Int
    let kind: Statement.Kind
  }

  /// What is changed.
  public let group: Class

  /// The indicator it stands in, by index; nil for what concerns the whole result.
  public let indicator: Int?

  /// Where it stands.
  public let range: SourceRange

  /// What stands there.
  public let from: String

  /// What is put there.
  public let to: String

  let edits: [Edit]
}

/// The changes of a ruleset, and the rulesets that they make.
public struct RuleMutants: Sendable {
  /// The changes, in the order of the rules.
  public let all: [RuleMutant]

  private let ruleset: Ruleset
  /// The files without their tests and checks, which change no score.
  private let files: [RuleFile]

  /// Lists the changes of a ruleset.
  ///
  /// - Complexity: O(*n*²) in the bands of an indicator, else O(*n*) in the rules.
  public init(_ ruleset: Ruleset) {
    self.ruleset = ruleset
    files = ruleset.syntax.map(\.withoutTests)
    all = MutantWriter.mutants(of: ruleset, files)
  }

  /// The ruleset that a change makes, without tests and checks; nil where the checker refuses it.
  ///
  /// Facts, tables, indicators and grades keep their places, so that the tests of the ruleset can
  /// be run by it.
  ///
  /// - Complexity: as a check of the rules without their tests.
  public func ruleset(changedBy mutant: RuleMutant) -> Ruleset? {
    var changed = files
    for edit in mutant.edits {
      changed[edit.file] = changed[edit.file].replacing(edit.statement, with: edit.kind)
    }
    var checker = Checker(files: changed, sources: ruleset.files, home: 0)
    checker.run()
    guard !checker.diagnostics.containsErrors,
      checker.ruleset.indicators.count == ruleset.indicators.count
    else { return nil }
    checker.ruleset.vocabulary = ruleset.vocabulary
    return checker.ruleset
  }

  /// Whether a changed ruleset is proven to give the same scores as before for every record.
  public func isEquivalent(_ mutant: RuleMutant, _ changed: Ruleset) -> Bool {
    guard let index = mutant.indicator else { return false }
    let (before, after) = (ruleset.indicators[index], changed.indicators[index])
    return MutantEquivalence(ruleset, before, after).isProven
  }
}

extension RuleFile {
  /// The file without the statements of tests and checks.
  fileprivate var withoutTests: RuleFile {
    let kept = statements.filter {
      switch $0.kind {
      case .test, .given, .expect, .expectError, .testCases, .testCase, .check, .checkCondition:
        false
      default: true
      }
    }
    return RuleFile(
      file: file, statements: kept, commentsAtEnd: [], vocabulary: vocabulary)
  }

  fileprivate func replacing(_ index: Int, with kind: Statement.Kind) -> RuleFile {
    var statements = statements
    let old = statements[index]
    statements[index] = Statement(
      kind: kind, range: old.range, commentsBefore: [], commentAfter: nil, hasBlankBefore: false)
    return RuleFile(file: file, statements: statements, commentsAtEnd: [], vocabulary: vocabulary)
  }
}
