import Evaluator
import ExactNumbers
import RuleLang

/// Why a test failed: its expectations with the values under them, and what these came from.
struct FailureStory {
  private let outcome: TestOutcome
  private let ruleset: Ruleset
  private let places: TestPlaces
  private let options: ReportOptions
  private let known: KnownValues
  private let figures: FigureText
  private let actual: ActualValues

  init(
    _ outcome: TestOutcome, _ ruleset: Ruleset, _ places: TestPlaces, _ options: ReportOptions
  ) {
    self.outcome = outcome
    self.ruleset = ruleset
    self.places = places
    self.options = options
    known = KnownValues(ruleset, outcome.record, outcome.evaluation)
    figures = FigureText(ruleset, outcome.record, options.say)
    actual = ActualValues(ruleset, outcome.evaluation, figures)
  }

  private var say: Wording { options.say }

  /// The most definitions that are written out for one indicator.
  private static let definitionsMax = 12

  var lines: [String] {
    var lines: [String] = []
    var told: Set<Int> = []
    for expectation in outcome.failures {
      lines += describe(expectation)
      switch expectation.subject {
      case .score(let index)?, .measure(let index)?:
        if told.insert(index).inserted { lines += reasons(of: index) }
      case .headingScore?, .total?, .grade?: lines += parts(of: expectation)
      case nil: break
      }
    }
    for error in outcome.errors {
      lines += labelled([
        (say("报错", "error"), "\(error.code.rawValue) " + say(error.message))
      ])
    }
    return lines
  }

  // MARK: Expectations

  private func describe(_ expectation: RuleTest.Expectation) -> [String] {
    let remark = places.remark(expectation.range)
    if case .error = expectation.kind {
      let anchor = ValueDiagram.Anchor(offset: 0, value: actual.errors)
      return ValueDiagram(text: expectation.outcomeText, anchors: [anchor], remark: remark)
        .lines(label: say("应报", "expect error"), indentation: 2, ink: options.ink)
    }
    let text = expectation.subjectText + " " + expectation.outcomeText
    var anchors = [ValueDiagram.Anchor(offset: 0, value: actual.value(expectation))]
    if let value = expectation.valueText {
      let offset = text.utf8.count - value.utf8.count
      anchors.append(.init(offset: offset, value: actual.expected(expectation) ?? value))
    } else if let status = actual.status(expectation) {
      anchors.append(.init(offset: expectation.subjectText.utf8.count + 1, value: status))
    }
    return ValueDiagram(text: text, anchors: anchors, remark: remark)
      .lines(label: say("应得", "expect"), indentation: 2, ink: options.ink)
  }

  // MARK: Reasons

  /// What an indicator's score came from, and the clause that decided.
  private func reasons(of index: Int) -> [String] {
    let result = outcome.evaluation.indicators[index]
    var lines: [String] = []
    var values = ExpressionValues(ruleset, known, figures)
    for (clause, expression) in sources(of: ruleset.indicators[index], result) {
      var own = ExpressionValues(ruleset, known, figures)
      own.file = clause.range.file
      own.add(expression)
      for definition in own.definitions { values.note(definition) }
      lines += own.diagram(of: clause, remark: places.remark(clause.range))
        .lines(label: say("因为", "because"), indentation: 2, ink: options.ink)
    }
    lines += definitions(values.definitions)
    if let clause = result.clause {
      lines += labelled([(say("依照", "by"), clause.text + places.remark(clause.range))])
    }
    return lines
  }

  /// The definitions used, each once, and those used in them.
  private func definitions(_ first: [Int]) -> [String] {
    var lines: [String] = []
    var waiting = first
    var next = 0
    while next < min(waiting.count, Self.definitionsMax) {
      let definition = ruleset.definitions[waiting[next]]
      next += 1
      var values = ExpressionValues(ruleset, known, figures)
      values.file = definition.range.file
      values.add(definition.expression)
      for other in values.definitions where !waiting.contains(other) { waiting.append(other) }
      let file = ruleset.files[definition.range.file]
      let range = SourceRange(
        file: definition.range.file, lower: definition.range.lower,
        upper: definition.expression.range.upper)
      let clause = Clause(text: file.textOnOneLine(range.offsets), range: range)
      lines += values.diagram(of: clause, remark: places.remark(clause.range))
        .lines(label: say("其中", "where"), indentation: 2, ink: options.ink)
    }
    return lines
  }

  /// The clauses that made the score, with the expression in each.
  private func sources(
    of indicator: Indicator, _ result: IndicatorResult
  ) -> [(Clause, TypedExpression)] {
    if let index = result.decidingCase {
      return [(indicator.cases[index].clause, indicator.cases[index].condition)]
    }
    if let index = result.alternative, case .bestOf(let alternatives) = indicator.method {
      let alternative = alternatives[index]
      if let item = alternative.cases.first(where: { $0.clause.range == result.clause?.range }) {
        return [(item.clause, item.condition)]
      }
      return sources(of: alternative.method)
    }
    // Where it is open whether a case decides, its condition says what is missing.
    let open = indicator.cases.filter { known.holds($0.condition) == nil }
    return open.map { ($0.clause, $0.condition) } + sources(of: indicator.method)
  }

  private func sources(of method: Method) -> [(Clause, TypedExpression)] {
    switch method {
    case .bands(let method): [(method.measureClause, method.measure)]
    case .checklist(let items, _): items.map { ($0.clause, $0.condition) }
    case .deductions(let lines):
      lines.map { line in
        switch line.basis {
        case .per(let count): (line.clause, count)
        case .when(let condition): (line.clause, condition)
        }
      }
    case .formula(let expression, _, let clause): [(clause, expression)]
    case .judged: []
    case .bestOf(let alternatives): alternatives.flatMap { sources(of: $0.method) }
    }
  }

  // MARK: Sums

  /// What a total or a heading is made of.
  private func parts(of expectation: RuleTest.Expectation) -> [String] {
    let parent: Int? =
      if case .headingScore(let index)? = expectation.subject { index } else { nil }
    var parts: [String] = []
    for (index, heading) in ruleset.headings.enumerated() where heading.parent == parent {
      parts.append("\(heading.name) \(actual.score(.headingScore(index)))")
    }
    for (index, indicator) in ruleset.indicators.enumerated() where indicator.heading == parent {
      parts.append("\(indicator.name) \(actual.score(.score(indicator: index)))")
    }
    if parent == nil {
      parts += outcome.evaluation.adjustments.map { adjustment in
        "\(say(adjustment.text)) \(ScoreText.signed(adjustment.points))"
      }
    }
    if expectation.subject == .grade {
      parts.insert(say("总分 ", "total ") + actual.score(.total), at: 0)
    }
    return labelled([(say("其中", "where"), parts.joined(separator: say("，", ", ")))])
  }

  private func labelled(_ rows: [(label: String, text: String)]) -> [String] {
    rows.flatMap { row in
      ValueDiagram(text: row.text, anchors: [])
        .lines(label: row.label, indentation: 2, ink: options.ink)
    }
  }
}
