import Evaluator
import ExactNumbers
import RuleLang

/// The items of a reconciliation in words; every format is made of these.
struct ReconciliationWords {
  let reconciliation: Reconciliation
  let record: Record
  let ruleset: Ruleset
  let say: Wording
  let files: [SourceFile]
  let figures: FigureText
  let context: StoryContext

  var evaluation: Evaluation { reconciliation.evaluation }

  /// Words for one record; the places of its data count the files given.
  init(
    _ reconciliation: Reconciliation, _ record: Record, _ ruleset: Ruleset, files: [SourceFile],
    options: ReportOptions
  ) {
    self.reconciliation = reconciliation
    self.record = record
    self.ruleset = ruleset
    self.files = files
    say = options.say
    figures = FigureText(ruleset, record, options.say)
    context = StoryContext(reconciliation.evaluation, record, ruleset, options)
  }

  // MARK: Names

  /// What a comparison is about.
  func name(_ subject: ReconciliationItem.Subject) -> String {
    switch subject {
    case .whole: return say("总分", "the total")
    case .heading(let index): return ruleset.headings[safely: index]?.name ?? ""
    case .indicator(let index): return ruleset.indicators[safely: index]?.name ?? ""
    case .fact(let index): return ruleset.facts[safely: index]?.name ?? ""
    case .check(let index): return ruleset.checks[safely: index]?.text ?? ""
    case .name(let name): return name
    }
  }

  /// What is compared.
  func kind(_ kind: ReconciliationItem.Kind) -> String {
    switch kind {
    case .total: say("总分", "total")
    case .grade: say("等次", "grade")
    case .score: say("得分", "score")
    case .measure: say("计算值", "measure")
    case .points: say("分值", "points")
    case .sumOfScores: say("得分合计", "sum of scores")
    case .sumOfPoints: say("分值合计", "sum of points")
    case .scoreWithinPoints: say("得分与分值", "score within points")
    case .gradeOfTotal: say("等次与总分", "grade of the total")
    case .scoreOfMeasure: say("得分与计算值", "score of the measure")
    case .values: say("几处数值", "several values")
    case .check: say("核对", "check")
    }
  }

  /// What a difference changes; empty where it changes nothing.
  func effects(_ item: ReconciliationItem) -> String {
    say.list(
      ReconciliationItem.Effect.allCases.filter { item.effects.contains($0) }.map { effect in
        switch effect {
        case .score: say("得分", "score")
        case .total: say("总分", "total")
        case .grade: say("等次", "grade")
        }
      })
  }

  // MARK: Places

  /// Where an item stands, with the path as the person gave it.
  func position(_ item: ReconciliationItem) -> (path: String, line: Int, column: Int)? {
    guard let place = item.place, let file = files[safely: place.file] else { return nil }
    let position = file.position(of: place.lower)
    return (file.path, position.line, position.column)
  }

  /// The same in words.
  func place(_ item: ReconciliationItem) -> String {
    guard let (path, line, _) = position(item) else { return "" }
    return say("\(path) 第 \(line) 行", "\(path), line \(line)")
  }

  /// The sources that the record cites for the figures of an item.
  func sources(_ item: ReconciliationItem) -> [String] {
    guard item.kind != .values else { return [] }
    func cited(_ name: String?, _ origin: Origin??) -> String? {
      guard let name, let source = origin??.source else { return nil }
      return name + say("：", ": ") + source
    }
    return item.facts.compactMap {
      cited(ruleset.facts[safely: $0]?.name, record.factOrigins[safely: $0])
    }
      + item.tables.compactMap {
        cited(ruleset.tables[safely: $0]?.name, record.tableOrigins[safely: $0])
      }
  }

  // MARK: Figures

  /// The claim as a report prints it.
  func claimed(_ item: ReconciliationItem) -> String {
    let text = item.claimed.map { PlainText.of($0) } ?? ""
    return item.kind.isOfPoints && item.claimedValue != nil ? say.points(bare(text)) : text
  }

  private func bare(_ text: String) -> String {
    for word in ["分", "points", "point"] where text.hasSuffix(word) {
      return String(text.dropLast(word.count)).trimmingSpaces
    }
    return text
  }

  /// What the claim was compared with; empty where there is nothing.
  func computed(_ item: ReconciliationItem) -> String {
    switch item.computed {
    case nil: return ""
    case .text(let text): return PlainText.of(text)
    case .grades(let grades): return grades.joined(separator: say(" 或 ", " or "))
    case .range(let range): return say.points(ScoreText.of(range))
    case .number(let value):
      return item.kind == .measure ? measure(value, item) : say.points(ScoreText.exact(value))
    }
  }

  /// By how much the claim is apart from it, in the unit shown; empty where that is no number.
  func difference(_ item: ReconciliationItem) -> String {
    if item.kind == .check { return checkDifference(item) }
    guard let difference = item.difference, !difference.isZero else { return "" }
    if item.kind == .measure, case .indicator(let index) = item.subject {
      let expression = measureExpression(index)
      return figures.distance(
        difference.magnitude, expression?.type ?? .unknown,
        unit: expression.flatMap { figures.unit(of: $0) })
    }
    return say.points(ScoreText.exact(difference.magnitude))
  }

  /// A value of the measure of an item's indicator.
  func measure(_ value: Rational, _ item: ReconciliationItem) -> String {
    guard case .indicator(let index) = item.subject else { return value.description }
    let expression = measureExpression(index)
    return figures.number(
      value, expression?.type ?? .unknown, unit: expression.flatMap { figures.unit(of: $0) })
  }

  private func measureExpression(_ index: Int) -> TypedExpression? {
    guard let result = evaluation.indicators[safely: index] else { return nil }
    return ruleset.indicators[safely: index]?.bands(for: result)?.measure
  }

  /// A fact's value in the unit that it was written in.
  func fact(_ index: Int, _ value: Constant, written: String? = nil) -> String {
    guard let field = ruleset.facts[safely: index] else { return "" }
    let unit =
      written.flatMap { FigureText.unit(ofText: $0, field.type) } ?? figures.unit(ofFact: index)
    return figures.text(value, field.type, unit: unit)
  }

  // MARK: Checks

  /// The two sides of a check, its expressions, and the unit they are shown in.
  func sides(
    _ item: ReconciliationItem
  ) -> (left: String, right: String, difference: String, margin: String)? {
    guard case .check(let index) = item.subject,
      let result = evaluation.checks.first(where: { $0.index == index }), let sides = result.sides,
      let condition = ruleset.checks[safely: index]?.condition
    else { return nil }
    let (left, right): (TypedExpression, TypedExpression)
    switch condition.kind {
    case .comparison(let first, _, let second), .equalWithin(let first, let second, _):
      (left, right) = (first, second)
    default: return nil
    }
    let unit = figures.unit(of: left) ?? figures.unit(of: right)
    let difference = figures.distance(
      (sides.left - sides.right).magnitude, left.type, unit: unit)
    let margin = result.margin.map { figures.distance($0, left.type, unit: unit) } ?? ""
    return (
      figures.number(sides.left, left.type, unit: unit),
      figures.number(sides.right, right.type, unit: unit), difference, margin
    )
  }

  private func checkDifference(_ item: ReconciliationItem) -> String {
    guard item.rows == nil, let sides = sides(item) else { return "" }
    return sides.difference
  }

  /// Whether a check holds only because its sides may be apart.
  func isWithinTolerance(_ item: ReconciliationItem) -> Bool {
    guard item.verdict == .agrees, case .check(let index) = item.subject,
      let result = evaluation.checks.first(where: { $0.index == index }),
      result.margin != nil, let sides = result.sides
    else { return false }
    return sides.left != sides.right
  }
}

extension ReconciliationItem.Kind {
  /// Whether it compares a claim with what was computed, and not claims with each other.
  var isOfClaims: Bool {
    switch self {
    case .total, .grade, .score, .measure, .points: true
    case .sumOfScores, .sumOfPoints, .scoreWithinPoints, .gradeOfTotal, .scoreOfMeasure, .values,
      .check:
      false
    }
  }

  /// Whether its figures are points.
  var isOfPoints: Bool {
    switch self {
    case .total, .score, .points, .sumOfScores, .sumOfPoints, .scoreWithinPoints, .scoreOfMeasure:
      true
    case .grade, .measure, .gradeOfTotal, .values, .check: false
    }
  }
}

extension String {
  /// The text without spaces at its end.
  fileprivate var trimmingSpaces: String {
    var text = Substring(self)
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
