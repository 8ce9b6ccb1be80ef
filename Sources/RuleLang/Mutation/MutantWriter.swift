import ExactNumbers

/// Lists the changes of a ruleset, statement by statement.
///
/// Bands of one method, and grades, are gathered first: ends that have one value move together.
struct MutantWriter {
  /// A statement and where it is.
  struct Line {
    let file: Int
    let index: Int
    let statement: Statement
  }

  let ruleset: Ruleset
  private let vocabulary: Language
  private(set) var mutants: [RuleMutant] = []
  /// The indicator that the statements stand in.
  var indicator: Int?
  /// The bands of the method that is being read, or the grades.
  private var ranges: [Line] = []
  /// The last item of the checklist that is being read.
  var lastItem: Line?
  /// What is compared, by the place of the comparison.
  let compared: [SourceRange: TypedExpression]

  static func mutants(of ruleset: Ruleset, _ files: [RuleFile]) -> [RuleMutant] {
    var writer = MutantWriter(ruleset)
    var count = 0
    for (file, ruleFile) in files.enumerated() {
      for (index, statement) in ruleFile.statements.enumerated() {
        if case .indicator = statement.kind {
          writer.closeRanges()
          writer.indicator = count
          count += 1
        }
        writer.add(Line(file: file, index: index, statement: statement))
      }
    }
    writer.closeRanges()
    return writer.mutants.sorted {
      ($0.range.file, $0.range.lower) < ($1.range.file, $1.range.lower)
    }
  }

  private init(_ ruleset: Ruleset) {
    self.ruleset = ruleset
    vocabulary = ruleset.vocabulary
    compared = ComparedValues.of(ruleset)
  }

  // MARK: Statements

  private mutating func add(_ line: Line) {
    switch line.statement.kind {
    case .heading, .facts, .table, .define, .order, .grades, .alternative: closeRanges()
    case .parameter: addParameter(line)
    default: break
    }
    switch line.statement.kind {
    case .heading, .grades, .veto, .bonus, .penalty, .parameter: indicator = nil
    case .gradeBand:
      if indicator != nil { closeRanges() }
      indicator = nil
      ranges.append(line)
    case .band(let range, let outcome, let reason):
      ranges.append(line)
      addOutcome(line, outcome) { .band(range, $0, reason: reason) }
    default: break
    }
    if case .item = line.statement.kind { addItem(line) } else { lastItem = nil }
    addScored(line)
    addWhole(line)
    addConditions(of: line)
  }

  private mutating func closeRanges() {
    addEnds(of: ranges)
    ranges = []
    lastItem = nil
  }

  // MARK: Adding

  /// Adds a change of one statement.
  mutating func add(
    _ group: RuleMutant.Class, _ line: Line, at range: SourceRange, from: String, to: String,
    _ kind: Statement.Kind
  ) {
    add(
      group, at: range, from: from, to: to,
      [RuleMutant.Edit(file: line.file, statement: line.index, kind: kind)])
  }

  mutating func add(
    _ group: RuleMutant.Class, at range: SourceRange, from: String, to: String,
    _ edits: [RuleMutant.Edit]
  ) {
    guard from != to else { return }
    mutants.append(
      RuleMutant(
        group: group, indicator: indicator, range: range, from: from, to: to, edits: edits))
  }

  /// The words of a part of a statement, as the formatter writes it.
  func words(_ print: (inout StatementPrinter) -> Void) -> String {
    var printer = StatementPrinter(vocabulary: vocabulary)
    print(&printer)
    return printer.line.textOnOneLine
  }

  func words(_ literal: Literal) -> String { words { $0.literal(literal) } }

  func words(_ points: PointsSyntax) -> String { words { $0.points(points, .spelled) } }

  /// The points of the indicator, as its heading writes them.
  var indicatorPoints: Literal? {
    guard let indicator else { return nil }
    for file in ruleset.syntax {
      for statement in file.statements {
        if case .indicator(_, let points) = statement.kind, case .amount(let literal) = points.kind,
          statement.range == ruleset.indicators[indicator].range
        {
          return literal
        }
      }
    }
    return nil
  }

  // MARK: Numbers

  /// A number one unit of its last digit up and down, as far as it stays above a limit.
  func neighbours(_ literal: Literal, above limit: Rational? = nil) -> [Literal] {
    [1, -1].compactMap { sign in
      let moved = literal.moved(by: Rational(sign))
      if let limit, moved.value <= limit { return nil }
      return moved
    }
  }

  /// Points up and down: all points go down only, none up only.
  func neighbours(_ points: PointsSyntax, above limit: Rational? = nil) -> [PointsSyntax] {
    switch points.kind {
    case .full:
      guard let literal = indicatorPoints else { return [] }
      return [PointsSyntax(kind: .amount(literal.moved(by: -.one)), range: points.range)]
    case .amount(let literal):
      return neighbours(literal, above: limit).compactMap { moved in
        if limit == nil, moved.value.isNegative, !literal.value.isNegative { return nil }
        return PointsSyntax(kind: .amount(moved), range: points.range)
      }
    }
  }
}

extension Literal {
  /// The number so many units of its last digit further.
  func moved(by count: Rational) -> Literal {
    let places = digits.utf8.firstIndex(of: UInt8(ascii: ".")).map {
      digits.utf8.distance(from: $0, to: digits.utf8.endIndex) - 1
    }
    return moved(by: count, places: places ?? 0)
  }

  /// The number so many units further, the unit being of a number of decimals.
  func moved(by count: Rational, places: Int) -> Literal {
    let scale: Rational =
      switch form {
      case .plain: .one
      case .percent: .hundred
      case .permille: Rational(1000)
      }
    var unit = Rational.one
    for _ in 0..<min(places, 60) { unit = unit.divided(by: Rational(10)) ?? unit }
    let number = value * scale + count * unit
    let text = number.isInteger ? number.description : number.decimalText(places: places)
    return Literal(
      digits: text, value: number.divided(by: scale) ?? number, form: form, unit: self.unit,
      range: range)
  }
}

/// What is compared with what in the conditions of a ruleset, by the place of the comparison.
enum ComparedValues {
  static func of(_ ruleset: Ruleset) -> [SourceRange: TypedExpression] {
    var found: [SourceRange: TypedExpression] = [:]
    func visit(_ expression: TypedExpression) {
      switch expression.kind {
      case .comparison(let left, _, let right):
        found[expression.range] = left.constantNumber == nil ? left : right
      case .and(let parts), .or(let parts): for part in parts { visit(part) }
      case .not(let operand): visit(operand)
      default: break
      }
    }
    func visit(_ method: Method) {
      switch method {
      case .checklist(let items, _): for item in items { visit(item.condition) }
      case .deductions(let lines):
        for line in lines { if case .when(let condition) = line.basis { visit(condition) } }
      case .bestOf(let alternatives):
        for alternative in alternatives {
          for item in alternative.cases { visit(item.condition) }
          visit(alternative.method)
        }
      case .bands, .judged, .formula: break
      }
    }
    for indicator in ruleset.indicators {
      for item in indicator.cases { visit(item.condition) }
      visit(indicator.method)
    }
    for veto in ruleset.vetoes { visit(veto.condition) }
    for adjustment in ruleset.adjustments { visit(adjustment.condition) }
    for grade in ruleset.grades {
      if case .condition(let condition) = grade.criterion { visit(condition) }
    }
    return found
  }
}
