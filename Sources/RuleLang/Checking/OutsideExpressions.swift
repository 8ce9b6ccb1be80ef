public import ExactNumbers

/// Expressions that stand outside of the rules, such as in the form of an annex, and mean what they
/// would mean in them.
///
/// They are parsed, resolved, typed and proven by the same code as those of the rules; the checker runs
/// once for all of them.
public struct OutsideExpressions {
  /// An expression as understood.
  public struct Reading: Sendable {
    /// What it is; of a ruleset's types and names.
    public let expression: TypedExpression

    /// The table for whose rows it is worked out, where it is a column of one.
    public let table: Int?

    /// How many base units make one of the unit that it is shown in; nil where none was named.
    public let factor: Rational?
  }

  private var checker: Checker
  private let sources: [SourceFile]

  /// How much was found in the rules themselves, which has been reported where they were checked.
  private let known: Int

  /// What cannot be read as an expression.
  private var broken: [Diagnostic] = []

  /// What was found.
  public var diagnostics: [Diagnostic] {
    broken + checker.expressions.diagnostics[known...] + checker.diagnostics
  }

  /// Prepares for expressions in some files.
  ///
  /// - Parameters:
  ///   - ruleset: the rules.
  ///   - files: the files outside of the rules, which places count behind those of the rules.
  /// - Complexity: that of checking the rules without their tests.
  public init(_ ruleset: Ruleset, in files: [SourceFile]) {
    sources = ruleset.files + files
    let rules = ruleset.syntax.map { $0.with($0.statements.filter { !$0.kind.isOfTest }) }
    checker = Checker(files: rules, sources: sources, home: 0)
    checker.run()
    checker.diagnostics = []
    known = checker.expressions.diagnostics.count
  }

  /// Reads an expression.
  ///
  /// - Parameters:
  ///   - range: where it stands.
  ///   - unit: where the unit stands in which it is shown.
  ///   - file: the file, as places count it.
  /// - Returns: what it means; nil where something is wrong with it, which has been reported.
  /// - Complexity: O(*n*) in what stands in the file before its end.
  public mutating func read(_ range: Range<Int>, unit: Range<Int>?, file: Int) -> Reading? {
    guard sources.indices.contains(file), let syntax = parse(range, file) else { return nil }
    let before = diagnostics.count
    var table: Int?
    if case .column(let name, _) = syntax.kind, case .table(let index)? = checker.scope[name.text] {
      table = index
    }
    checker.expressions.table = table
    let typed = checker.expressions.check(syntax)
    checker.expressions.table = nil
    if table == nil {
      checker.proveDivisors(of: [typed], with: BoundsInference(checker.declarations))
    }
    guard typed.type != .unknown else { return nil }
    let factor = unit.map { self.factor($0, for: typed, file) }
    guard diagnostics.count == before else { return nil }
    return Reading(expression: typed, table: table, factor: factor ?? nil)
  }

  private mutating func parse(_ range: Range<Int>, _ file: Int) -> Expression? {
    let source = sources[file]
    let (tokens, found) = Lexer.lex(source, file: file, within: range)
    broken += found
    guard found.isEmpty else { return nil }
    var parser = LineParser(source: source, file: file)
    parser.begin(tokens.filter { $0.isSignificant && $0.kind != .newline }[...])
    do {
      let expression = try parser.parseExpression()
      if !parser.atEnd { _ = parser.failAtExtraText() }
      broken += parser.diagnostics
      return parser.diagnostics.isEmpty ? expression : nil
    } catch {
      broken += parser.diagnostics
      return nil
    }
  }

  /// How many base units make one of a unit; nil, and a finding, where it does not fit.
  private mutating func factor(
    _ range: Range<Int>, for typed: TypedExpression, _ file: Int
  ) -> Rational? {
    let name = sources[file].text(range)
    let place = SourceRange(file: file, lower: range.lowerBound, upper: range.upperBound)
    if name == "%" || name == "％" {
      if typed.type.number?.isRatio == true { return Rational(1).divided(by: .hundred) }
    } else if let unit = checker.ruleset.units[name] {
      if typed.type.number?.dimension == .base(unit.base) { return unit.factor }
    } else {
      checker.expressions.diagnostics.add(checker.expressions.unknownUnit(name), at: place)
      return nil
    }
    checker.expressions.diagnostics.add(
      .unitDoesNotFit(name, checker.expressions.words(typed.type)), at: place)
    return nil
  }
}

extension Statement.Kind {
  fileprivate var isOfTest: Bool {
    switch self {
    case .test, .given, .expect, .expectError, .testCases, .testCase: true
    default: false
    }
  }
}
