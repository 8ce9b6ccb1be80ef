import ExactNumbers

/// What checking a ruleset gives.
public struct CheckedRuleset: Sendable {
  /// The ruleset, if nothing stops its evaluation.
  public let ruleset: Ruleset?

  /// The files as written, in order; of an amendment, written out with what it amends.
  public let files: [RuleFile]

  /// What was found, sorted by place.
  public let diagnostics: [Diagnostic]

  /// The vocabulary that most of its keywords are in.
  public let vocabulary: Language

  /// Where its statements come from, if it amends another version.
  public let trail: VersionTrail?
}

/// Checks rulesets: names, types, units, proofs.
///
/// Finds every error before any data is read.
public enum RulesetChecker {
  /// Parses and checks the files of one ruleset.
  ///
  /// Never throws.
  ///
  /// - Parameter sources: the files in order; places refer to them by index.
  /// - Returns: what was found, and the ruleset if it is valid.
  /// - Complexity: about O(*n* log *n*) in the size of the rules.
  public static func check(_ sources: [SourceFile]) -> CheckedRuleset {
    check(RulesetText(sources))
  }

  /// Checks a ruleset that has been read; of an amendment, the whole that it makes.
  ///
  /// Never throws.
  ///
  /// - Complexity: about O(*n* log *n*) in the size of the rules.
  public static func check(_ text: RulesetText) -> CheckedRuleset {
    let text = text.standingAlone()
    let (files, sources) = (text.files, text.sources)
    var diagnostics = text.diagnostics
    let own = files[text.ownFiles]
    let zhCount = own.count { $0.vocabulary == .zh }
    let vocabulary: Language = zhCount * 2 >= own.count ? .zh : .en
    let isSmall = reportLimits(of: text, to: &diagnostics)
    // What could not be read at all may declare any name and hold any heading.
    let isUnreadable = diagnostics.contains {
      $0.code == .notUTF8 || ($0.code == .limitExceeded && files[$0.range.file].statements.isEmpty)
    }
    guard text.isCheckable, isSmall, !isUnreadable else {
      return CheckedRuleset(
        ruleset: nil, files: files, diagnostics: diagnostics.sortedAndCapped(),
        vocabulary: vocabulary, trail: text.trail)
    }
    var checker = Checker(files: files, sources: sources, home: text.ownFiles.lowerBound)
    checker.run()
    let copies = CopiedFiles(checker.diagnostics, files, sources)
    if !copies.files.isEmpty {
      // What they state once more says nothing new; the rest is checked without them.
      checker = Checker(
        files: files.map { $0.without(copies.files) }, sources: sources,
        home: text.ownFiles.lowerBound)
      checker.run()
      diagnostics += copies.diagnostics
    }
    diagnostics += text.ownFindings(among: checker.diagnostics)
    checker.ruleset.vocabulary = vocabulary
    var ruleset: Ruleset?
    if !diagnostics.containsErrors {
      checker.ruleset.syntax = files
      ruleset = checker.ruleset
    }
    return CheckedRuleset(
      ruleset: ruleset, files: files, diagnostics: diagnostics.sortedAndCapped(),
      vocabulary: vocabulary, trail: text.trail)
  }

  /// Reports what is too much to be checked; whether nothing is.
  private static func reportLimits(
    of text: RulesetText, to diagnostics: inout [Diagnostic]
  ) -> Bool {
    let start = SourceRange(file: text.ownFiles.lowerBound, lower: 0, upper: 0)
    let statements = text.files.reduce(0) { $0 + $1.statements.count }
    if text.files.count > Limits.fileCountMax {
      diagnostics.add(.limitExceeded(.fileCount), at: start)
    }
    if statements > Limits.statementCountMax {
      diagnostics.add(.limitExceeded(.statementCount), at: start)
    }
    return text.files.count <= Limits.fileCountMax && statements <= Limits.statementCountMax
  }
}

/// One run of the checker over an outline; its phases stand in extensions, in the order in which
/// they run: header, declarations, order of definitions, indicators, structure, whole result,
/// checks and tests.
struct Checker {
  var outline: Outline
  let sources: [SourceFile]
  /// The first file of the ruleset's own, where what is said of the whole has its place.
  let home: Int
  var ruleset = Ruleset()
  var scope = Scope()
  let declarations = BoundsInference.Declarations()
  var expressions: ExpressionChecker
  var diagnostics: [Diagnostic] = []
  /// The indicators that could be checked, by their place in the outline.
  var indicators: [Indicator?] = []
  /// Whether the files have no header at all: they are the part of a ruleset, and their names
  /// may stand in the others.
  var isWithoutHeader = false
  var definitionExtents: [Int: ExpressionExtent] = [:]
  /// The declared orders, once the first indicator has been reached.
  var checkedOrders: [LimitOrder] = []

  init(files: [RuleFile], sources: [SourceFile], home: Int) {
    self.home = home
    outline = Outline(files, sources: sources)
    self.sources = sources
    expressions = ExpressionChecker(scope: scope, units: UnitTable(), facts: [], tables: [])
  }

  mutating func run() {
    diagnostics += outline.diagnostics
    ruleset.files = sources
    checkHeader()
    guard !isWithoutHeader else { return }
    declareNames()
    checkFields()
    expressions = ExpressionChecker(
      scope: scope, units: ruleset.units, facts: ruleset.facts, tables: ruleset.tables)
    declarations.facts = ruleset.facts
    declarations.tables = ruleset.tables
    checkInOrder()
    checkStructure()
    checkWholeResult()
    checkChecks()
    checkTests()
    diagnostics += expressions.diagnostics
    ruleset.indicators = indicators.compactMap { $0 }
  }

  /// The text of a place with single spaces.
  func text(_ range: SourceRange) -> String { Self.text(range, in: sources) }

  private static func text(_ range: SourceRange, in sources: [SourceFile]) -> String {
    sources[range.file].textOnOneLine(range.offsets)
  }

  func clause(_ range: SourceRange) -> Clause { Clause(text: text(range), range: range) }

  mutating func add(_ finding: Finding, at range: SourceRange) {
    diagnostics.add(finding, at: range)
  }

  /// Reports what cannot be divided in an expression.
  mutating func proveDivisors(
    of typed: [TypedExpression], with bounds: BoundsInference
  ) {
    var proof = DivisorProof(bounds: bounds, tables: ruleset.tables) { [sources] in
      Self.text($0, in: sources)
    }
    for expression in typed {
      if let limit = ExpressionExtent.of(expression, definitions: definitionExtents).exceeded {
        add(.limitExceeded(limit), at: expression.range)
      } else {
        proof.check(expression)
      }
    }
    diagnostics += proof.diagnostics
  }

  /// The value of an expression that must be a constant number.
  mutating func constantNumber(_ typed: TypedExpression) -> Rational? {
    if typed.type == .unknown { return nil }
    if case .number(let value)? = ConstantFolding.value(typed) { return value }
    add(.constantNeeded(), at: typed.range)
    return nil
  }
}
