import Evaluator
import ExactNumbers
import RuleLang

/// The story of one indicator: labelled lines in the order in which a report tells it.
struct IndicatorStory {
  typealias Row = (label: String, text: String)

  let context: StoryContext
  let indicator: Indicator
  let result: IndicatorResult
  let method: Method
  /// The case that decided, among those of the indicator and of the alternative that counts.
  let decidingCase: Int?
  let say: Wording

  init(_ context: StoryContext, _ indicator: Indicator, _ result: IndicatorResult) {
    self.context = context
    self.indicator = indicator
    self.result = result
    method = indicator.effectiveMethod(for: result)
    decidingCase = indicator.decidingCase(for: result)
    say = context.say
  }

  func rows() -> [Row] {
    var rows = labelled(say("依据", "Basis"), indicator.basis)
    rows += alternative() + formulas() + figures()
    if !isDecidedByCase { rows += working() }
    rows += cases() + decision()
    if !isDecidedByCase { rows += items() + deductions() + judgment() }
    return rows + score() + redistribution() + rounding() + losses() + distance() + open()
  }

  /// Texts under one label, which only the first shows.
  func labelled(_ label: String, _ texts: [String]) -> [Row] {
    texts.enumerated().map { ($0 == 0 ? label : "", $1) }
  }

  /// Whether a case or the clause for missing data decided, so that the method was not used.
  var isDecidedByCase: Bool {
    decidingCase != nil || result.method == .case || result.method == .whenMissing
      || result.status == .excluded
  }

  // MARK: Alternatives

  private func alternative() -> [Row] {
    guard case .bestOf(let alternatives) = indicator.method else { return [] }
    let names = alternatives.map { say.quoted($0.name) }
    guard let index = result.alternative, names.indices.contains(index) else {
      return [(say("方案", "Options"), say("取最优：", "the best of ") + say.list(names))]
    }
    let best = result.alternatives[safely: index]?.score
    var texts = [
      say("取最优，采用\(names[index])", "the best counts: \(names[index])")
        + (best.map { say.bracketed(say.points(ScoreText.exact($0))) } ?? "")
    ]
    for other in result.alternatives where other.index != index {
      guard let alternative = alternatives[safely: other.index] else { continue }
      texts.append(rejected(other, alternative))
    }
    return labelled(say("方案", "Options"), texts)
  }

  /// What an alternative that does not count gives, and why.
  private func rejected(_ other: AlternativeResult, _ alternative: Alternative) -> String {
    var text = say("未采用\(say.quoted(alternative.name))", "not \(say.quoted(alternative.name))")
    if let score = other.score {
      text += say.bracketed(say.points(ScoreText.exact(score)))
    }
    var grounds: [String] = []
    if case .bands(let bands) = alternative.method, let value = other.measure {
      let shown = context.figures.shown(value, bands.measure.type)
      grounds.append(say("计算值 \(shown)", "measure \(shown)"))
    }
    if let clause = other.clause { grounds.append(context.located(clause)) }
    guard !grounds.isEmpty else { return text }
    return text + say("：", ": ") + grounds.joined(separator: say("，", ", "))
  }

  // MARK: Formula and figures

  private func formulas() -> [Row] {
    guard !isDecidedByCase || result.status == .undetermined else { return [] }
    let expression: TypedExpression
    switch method {
    case .bands(let bands): expression = bands.measure
    case .formula(let formula, _, _): expression = formula
    case .bestOf(let alternatives):
      let texts = alternatives.compactMap { alternative -> String? in
        guard case .bands(let bands) = alternative.method else { return nil }
        return alternative.name + say("：", ": ") + context.words(bands.measure)
      }
      return labelled(
        say("公式", "Formula"), texts + context.rules.openedDefinitions(of: usedExpressions()))
    default:
      return labelled(
        say("公式", "Formula"), context.rules.openedDefinitions(of: usedExpressions()))
    }
    return labelled(
      say("公式", "Formula"),
      context.rules.formula(indicator.name, expression, among: usedExpressions()))
  }

  /// The expressions that were looked at: cases, then the method, then the clause that decided.
  func usedExpressions() -> [TypedExpression] {
    let cases = indicator.cases(for: result)
    let tried = decidingCase.map { cases.prefix($0 + 1) } ?? cases[...]
    var expressions =
      isDecidedByCase && result.method != .whenMissing ? [] : expressions(of: method)
    expressions += tried.map(\.condition)
    return expressions
  }

  private func expressions(of method: Method) -> [TypedExpression] {
    switch method {
    case .bands(let bands):
      guard let band = result.band, let values = bands.bands[safely: band]?.values else {
        return [bands.measure]
      }
      switch values {
      case .interval(let lower, let upper):
        return [bands.measure] + [lower, upper].compactMap { $0?.value }
      case .notEqual(let value): return [bands.measure, value]
      case .choice, .boolean, .text: return [bands.measure]
      }
    case .checklist(let items, _): return items.map(\.condition)
    case .deductions(let lines):
      return lines.map { line in
        switch line.basis {
        case .per(let count): count
        case .when(let condition): condition
        }
      }
    case .formula(let expression, _, _): return [expression]
    case .judged: return []
    case .bestOf(let alternatives):
      return alternatives.flatMap { expressions(of: $0.method) + $0.cases.map(\.condition) }
    }
  }

  private func figures() -> [Row] {
    let expressions = usedExpressions()
    let all =
      expressions
      + context.rules.definitions(in: expressions).map {
        context.ruleset.definitions[$0].expression
      }
    var names: [UsedName] = []
    for expression in all where !isToldWithItsLine(expression) {
      for name in expression.usedNames(in: context.ruleset) where !names.contains(name) {
        names.append(name)
      }
    }
    let described = names.compactMap { context.describe($0) }
    let width = min(described.map { DisplayWidth.of($0.name) }.max() ?? 0, 32)
    return labelled(
      say("数据", "Figures"),
      described.map { DisplayWidth.padded($0.name, to: width) + "  " + $0.text })
  }

  /// Whether a figure stands in the line of its item or deduction anyway.
  private func isToldWithItsLine(_ expression: TypedExpression) -> Bool {
    guard case .fact = expression.kind else { return false }
    switch method {
    case .checklist, .deductions: return true
    default: return false
    }
  }

  // MARK: Calculation

  private func working() -> [Row] {
    let equals = say(" ＝ ", " = ")
    var texts: [String] = []
    for index in context.rules.definitions(in: usedExpressions()).reversed() {
      let definition = context.ruleset.definitions[index]
      guard !definition.isParameter, !definition.expression.parts.isEmpty,
        let value = context.values.value(definition.expression)
      else { continue }
      let unit = context.figures.unit(of: definition.expression)
      texts.append(
        definition.name + equals + context.formula.text(definition.expression) + equals
          + context.figures.text(value, definition.expression.type, unit: unit))
    }
    let expression: TypedExpression
    switch method {
    case .bands(let bands): expression = bands.measure
    case .formula(let formula, _, _): expression = formula
    default: return labelled(say("计算", "Working"), texts)
    }
    texts += context.aggregates(in: expression)
    // What is a figure as it stands needs no calculation, nor does one drawn from a table.
    if !expression.parts.isEmpty, !expression.isAggregate,
      let value = result.measure ?? context.values.number(expression)
    {
      let unit = context.figures.unit(of: expression)
      texts.append(
        context.formula.text(expression) + equals
          + context.figures.numberWithExact(value, expression.type, unit: unit))
    }
    return labelled(say("计算", "Working"), texts)
  }
}
