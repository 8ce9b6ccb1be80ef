import Evaluator
import ExactNumbers
import RuleLang
import Tabular

/// The parts of a result as JSON.
struct ResultItems {
  typealias Members = [(String, JSONItem)]

  let ruleset: Ruleset
  let language: Language
  let files: [SourceFile]
  let places: RulesetPlaces
  let values: ValueText
  let digests: RecordDigest

  init(_ ruleset: Ruleset, _ language: Language?, _ files: [SourceFile]?) {
    self.ruleset = ruleset
    self.language = language ?? ruleset.vocabulary
    self.files = files ?? ruleset.files
    places = RulesetPlaces(ruleset)
    values = ValueText(units: ruleset.units)
    digests = RecordDigest(ruleset)
  }

  /// Which rules, and their meaning.
  static func receipt(of ruleset: Ruleset) -> JSONItem {
    .object([
      ("name", .string(ruleset.name)), ("year", .integer(ruleset.year)),
      ("revision", .integer(ruleset.revision)), ("digest", .string(ruleset.digest)),
    ])
  }

  func members(_ evaluation: Evaluation, _ record: Record?) -> Members {
    let hasFailed = evaluation.status == .failed
    var members: Members = [
      ("department", text(evaluation.department)),
      ("fiscalYear", .integer(evaluation.fiscalYear)),
      ("dataDigest", text(hasFailed ? nil : record.map(digests.text))),
      ("status", .string(evaluation.status.rawValue)),
      ("points", .string(evaluation.points.description)),
      ("score", hasFailed ? .null : number(evaluation.score)),
      ("range", hasFailed ? .null : range(evaluation.range)),
      ("grade", evaluation.status == .complete ? text(evaluation.grade) : .null),
    ]
    if evaluation.status == .incomplete, !ruleset.grades.isEmpty {
      members.append(("grades", .array(evaluation.possibleGrades.map { .string($0) })))
    }
    members.append(("missing", .array(evaluation.missing.map(missing))))
    if !evaluation.choices.isEmpty {
      members.append(("choices", .array(evaluation.choices.map(choice))))
    }
    let sections = evaluation.headings.filter { ruleset.headings[$0.index].parent == nil }
    members += [
      ("sections", .array(sections.map { section($0, in: evaluation) })),
      ("indicators", .array(evaluation.indicators.map { .object(indicator($0)) })),
      ("adjustments", .array(evaluation.adjustments.map(adjustment))),
      ("checks", .array(evaluation.checks.map(check))),
      ("errors", .array(evaluation.errors.map { .object(error($0)) })),
    ]
    return members
  }

  // MARK: Headings and indicators

  private func section(_ result: HeadingResult, in evaluation: Evaluation) -> JSONItem {
    let below = evaluation.headings.filter { ruleset.headings[$0.index].parent == result.index }
    let subsections = ("subsections", JSONItem.array(below.map { .object(heading($0)) }))
    return .object(heading(result) + [subsections])
  }

  private func heading(_ result: HeadingResult) -> Members {
    let heading = ruleset.headings[result.index]
    var members: Members = [
      ("name", .string(heading.name)), ("points", .string(result.points.description)),
    ]
    if let weight = heading.weight { members.append(("weight", .string(weight.description))) }
    return members + [("score", number(result.score)), ("range", range(result.range))]
  }

  private func indicator(_ result: IndicatorResult) -> Members {
    let indicator = ruleset.indicators[result.index]
    let headings = ruleset.headingNames(of: indicator)
    var members: Members = [
      ("id", .string(indicator.name)), ("section", text(headings.section)),
      ("subsection", text(headings.subsection)), ("points", .string(result.points.description)),
    ]
    if result.status != .excluded, result.factor != .one {
      members.append(("factor", .string(result.factor.description)))
    }
    members.append(("score", number(result.score)))
    let isOpen = result.status == .undetermined
    if isOpen { members.append(("range", range(result.range))) }
    let isUndecided = (isOpen || result.status == .failed) && result.clause == nil
    members += [
      ("status", .string(result.status.rawValue)),
      ("method", isUndecided ? .null : .string(method(result.method))),
    ]
    if let measure = measure(result.measure, result.band, in: indicator.bands(for: result)) {
      members.append(("measure", measure))
    }
    members.append(("clause", result.clause.map(clause) ?? .null))
    if !result.alternatives.isEmpty {
      let all = result.alternatives.map { alternative($0, of: indicator) }
      members.append(("alternatives", .array(all)))
    }
    return members + [
      ("unrounded", number(result.unrounded)),
      ("lost", .array(isOpen ? [] : result.lost.map(loss))),
    ]
  }

  private func alternative(_ result: AlternativeResult, of indicator: Indicator) -> JSONItem {
    guard case .bestOf(let alternatives) = indicator.method,
      let alternative = alternatives[safely: result.index]
    else { return .null }
    var members: Members = [
      ("name", .string(alternative.name)), ("score", number(result.score)),
    ]
    if case .bands(let bands) = alternative.method,
      let measure = measure(result.measure, result.band, in: bands)
    {
      members.append(("measure", measure))
    }
    return .object(members + [("clause", result.clause.map(clause) ?? .null)])
  }

  private func method(_ method: IndicatorResult.Method) -> String {
    method == .whenMissing ? IndicatorResult.Method.case.rawValue : method.rawValue
  }

  private func measure(_ value: Rational?, _ band: Int?, in bands: BandMethod?) -> JSONItem? {
    guard let bands else { return nil }
    if let value {
      return .object([
        ("exact", .string(value.description)),
        ("shown", .string(values.shown(value, bands.measure.type))),
      ])
    }
    let say = Wording(language: ruleset.vocabulary)
    guard let word = band.flatMap({ bands.word(of: $0, say) }) else { return nil }
    return .object([("exact", .string(word)), ("shown", .string(word))])
  }

  private func clause(_ clause: Clause) -> JSONItem {
    .object([
      ("text", .string(clause.text)), ("file", text(places.path(clause.range.file))),
      ("line", places.line(clause.range).map { .integer($0) } ?? .null),
    ])
  }

  private func loss(_ loss: Loss) -> JSONItem {
    .object([
      ("points", .string(loss.points.description)),
      ("reason", .string(loss.reason.text(in: language))),
    ])
  }

  // MARK: The whole

  private func missing(_ figure: MissingFigure) -> JSONItem {
    .object([
      ("name", .string(figure.name)),
      ("indicators", .array(figure.indicators.map { .string(ruleset.indicators[$0].name) })),
      ("deciding", .boolean(figure.isDeciding)),
    ])
  }

  private func choice(_ result: ChoiceResult) -> JSONItem {
    let choice = result.choice
    let values = zip(choice.candidates, result.totals).map { candidate, total in
      JSONItem.object([("value", .string(candidate.written)), ("total", number(total))])
    }
    return .object([
      ("fact", .string(ruleset.facts[choice.fact].name)),
      ("used", .string(choice.candidates[choice.used].written)), ("values", .array(values)),
      ("reason", .string(choice.reason)), ("changesResult", .boolean(result.changesResult)),
    ])
  }

  private func adjustment(_ result: AdjustmentResult) -> JSONItem {
    .object([
      ("kind", .string(result.kind.rawValue)),
      ("text", .string(result.text.text(in: language))),
      ("points", .string(result.points.description)),
    ])
  }

  private func check(_ result: CheckResult) -> JSONItem {
    var members: Members = [
      ("text", .string(ruleset.checks[result.index].text)),
      ("holds", result.holds.map { .boolean($0) } ?? .null),
    ]
    if result.holds == nil {
      members.append(("missing", .array(result.missing.map { .string($0) })))
    }
    return .object(members)
  }

  private func error(_ diagnostic: Diagnostic) -> Members {
    var members: Members = [
      ("code", .string(diagnostic.code.rawValue)),
      ("message", .string(diagnostic.message.text(in: language))),
    ]
    if files.indices.contains(diagnostic.range.file) {
      let file = files[diagnostic.range.file]
      let position = file.position(of: diagnostic.range.lower)
      members += [
        ("file", .string(file.path)), ("line", .integer(position.line)),
        ("column", .integer(position.column)),
      ]
    }
    return members
  }

  // MARK: Values

  private func text(_ value: String?) -> JSONItem { value.map { .string($0) } ?? .null }

  private func number(_ value: Rational?) -> JSONItem { text(value?.description) }

  private func range(_ range: Interval) -> JSONItem {
    .array([number(range.lower?.value), number(range.upper?.value)])
  }
}
