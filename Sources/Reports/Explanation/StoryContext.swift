import Evaluator
import ExactNumbers
import RuleLang

/// What the stories of the indicators of one result have in common.
struct StoryContext {
  let evaluation: Evaluation
  let record: Record
  let ruleset: Ruleset
  let say: Wording
  let rules: RuleWords
  let figures: FigureText
  let values: KnownValues
  let formula: FigureFormula
  let choices: [Int: ChoiceResult]

  init(
    _ evaluation: Evaluation, _ record: Record, _ ruleset: Ruleset, _ options: ReportOptions
  ) {
    self.evaluation = evaluation
    self.record = record
    self.ruleset = ruleset
    say = options.say
    rules = RuleWords(ruleset, say)
    figures = FigureText(ruleset, record, say)
    values = KnownValues(ruleset, record, evaluation)
    formula = FigureFormula(values: values, figures: figures, places: rules.places, say: say)
    choices = Dictionary(
      evaluation.choices.map { ($0.choice.fact, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The cells of the widest label.
  var labelWidth: Int { say.language == .zh ? 4 : 9 }

  /// A clause with its place.
  func located(_ clause: Clause) -> String {
    clause.text + (places.words(clause.range, say).map(say.bracketed) ?? "")
  }

  /// An expression in the words of the rules.
  func words(_ expression: TypedExpression) -> String { rules.words(expression) }

  /// Where clauses stand.
  var places: RulesetPlaces { rules.places }

  // MARK: Figures

  /// A figure in one line: its name, its value, where it comes from.
  func describe(_ name: UsedName) -> (name: String, text: String)? {
    switch name {
    case .fact(let index): return ruleset.facts[safely: index].map { ($0.name, fact(index, $0)) }
    case .table(let index):
      guard let table = ruleset.tables[safely: index] else { return nil }
      guard let rows = record.tables[safely: index] ?? nil else { return (table.name, absent) }
      let count = say("\(rows.count) 行", rows.count == 1 ? "1 row" : "\(rows.count) rows")
      return (table.name, count + trailing(record.tableOrigins[safely: index] ?? nil))
    case .score(let index):
      guard let indicator = ruleset.indicators[safely: index] else { return nil }
      let score = evaluation.indicators[safely: index]?.score
      return (indicator.name, say("得分 ", "score ") + (score?.description ?? absent))
    case .measure(let index):
      guard let indicator = ruleset.indicators[safely: index] else { return nil }
      let result = evaluation.indicators[safely: index]
      let type = result.flatMap { indicator.bands(for: $0) }?.measure.type ?? .unknown
      let value = result?.measure.map { figures.number($0, type) } ?? absent
      return (indicator.name, say("计算值 ", "measure ") + value)
    case .heading(let index):
      guard let heading = ruleset.headings[safely: index] else { return nil }
      let score = evaluation.headings[safely: index]?.score
      return (heading.name, say("得分 ", "score ") + (score?.description ?? absent))
    case .definition: return nil
    }
  }

  private var absent: String { say("未提供", "not given") }

  private func fact(_ index: Int, _ field: Field) -> String {
    guard let value = record.facts[safely: index] ?? nil else {
      return absent + (field.description.map { say.bracketed($0) } ?? "")
    }
    var text = figures.text(value, field.type, unit: figures.unit(ofFact: index))
    text += trailing(record.factOrigins[safely: index] ?? nil)
    guard let result = choices[index] else { return text }
    let others = result.choice.candidates.filter { $0.value != value }
    guard !others.isEmpty else { return text }
    let alternatives = others.map {
      figures.text(
        $0.value, field.type, unit: FigureText.unit(ofText: $0.written, field.type) ?? field.unit)
    }
    text += say("；另有 ", "; also given: ") + say.list(alternatives)
    if !result.choice.reason.isEmpty {
      text += say("，采用理由：", "; reason for the choice: ") + result.choice.reason
    }
    return text
  }

  /// Where a figure comes from; empty where the data do not say.
  func source(_ origin: Origin?) -> String {
    let source = origin?.source.map { say("来源：", "source: ") + $0 }
    let asOf = origin?.asOf.map { say("截至 ", "as of ") + $0 }
    return [source, asOf].compactMap { $0 }.joined(separator: say("，", ", "))
  }

  /// The same after a comma.
  private func trailing(_ origin: Origin?) -> String {
    let text = source(origin)
    return text.isEmpty ? "" : say("，", ", ") + text
  }

  /// Where a figure comes from, if an expression is nothing but that figure.
  func source(of expression: TypedExpression) -> String {
    guard case .fact(let index) = expression.kind else { return "" }
    return source(record.factOrigins[safely: index] ?? nil)
  }

  // MARK: Rows

  /// The rows that are counted, by their first text: `（筹融资工作、GDP同比增长）`.
  func matchingRows(_ expression: TypedExpression) -> String {
    guard case .aggregate(.count, let table, _, let filter?) = expression.kind,
      let chosen = values.rows(of: table, where: filter), !chosen.isEmpty
    else { return "" }
    var names = chosen.prefix(Self.rowsMax).map { rowName($0, of: table) }
    if chosen.count > Self.rowsMax { names.append("…") }
    return say.bracketed(say.list(names))
  }

  /// What is drawn from tables in an expression, each with its value and that of the rows.
  func aggregates(in expression: TypedExpression) -> [String] {
    if case .aggregate(let aggregation, let table, let value, let filter) = expression.kind {
      guard let total = values.value(expression) else { return [] }
      let shown = figures.text(total, expression.type, unit: figures.unit(of: expression))
      let rows =
        aggregation == .count
        ? matchingRows(expression) : value.map { self.rows(of: table, $0, where: filter) } ?? ""
      return [words(expression) + say(" ＝ ", " = ") + shown + rows]
    }
    return expression.parts.flatMap { aggregates(in: $0) }
  }

  /// The values of an expression in the rows of a table: `（道路 90%、桥梁 100%）`.
  private func rows(
    of table: Int, _ value: TypedExpression, where filter: TypedExpression?
  ) -> String {
    guard let rows = record.tables[safely: table] ?? nil,
      let chosen = values.rows(of: table, where: filter), !chosen.isEmpty
    else { return "" }
    var texts = chosen.prefix(Self.rowsMax).map { index -> String in
      let shown = values.value(value, row: rows[index]).map { figures.text($0, value.type) }
      return rowName(index, of: table) + " " + (shown ?? absent)
    }
    if chosen.count > Self.rowsMax { texts.append("…") }
    return say.bracketed(say.list(texts))
  }

  private static let rowsMax = 12

  /// A row by its first text, else by its number.
  func rowName(_ index: Int, of table: Int) -> String {
    let columns = ruleset.tables[safely: table]?.columns ?? []
    if let label = columns.firstIndex(where: { $0.type == .text }),
      let rows = record.tables[safely: table] ?? nil,
      case .text(let name)? = rows[safely: index]?[safely: label] ?? nil
    {
      return name
    }
    return say("第 \(index + 1) 行", "row \(index + 1)")
  }

  // MARK: Conditions

  /// The figures that make a condition hold or not: `上年结转结余 为 12 万元`.
  func grounds(_ condition: TypedExpression) -> String {
    var parts: [String] = []
    collectGrounds(condition, holds: values.holds(condition), &parts)
    return parts.joined(separator: say("，", ", "))
  }

  private func collectGrounds(
    _ condition: TypedExpression, holds: Bool?, _ parts: inout [String]
  ) {
    switch condition.kind {
    case .and(let conditions), .or(let conditions):
      let deciding = conditions.filter { values.holds($0) == holds }
      for part in deciding { collectGrounds(part, holds: holds, &parts) }
    case .not(let inner): collectGrounds(inner, holds: values.holds(inner), &parts)
    case .comparison(let left, _, let right):
      let unit = figures.unit(of: left) ?? figures.unit(of: right)
      for side in [left, right] where !isConstant(side) { add(side, unit: unit, &parts) }
    default: add(condition, unit: nil, &parts)
    }
  }

  private func add(_ expression: TypedExpression, unit: String?, _ parts: inout [String]) {
    let value = values.value(expression).map {
      figures.text($0, expression.type, unit: unit)
    }
    let text = words(expression) + (value.map { say(" 为 ", " is ") + $0 } ?? " " + absent)
    if !parts.contains(text) { parts.append(text) }
  }

  private func isConstant(_ expression: TypedExpression) -> Bool {
    if case .constant = expression.kind { return true }
    return false
  }
}
