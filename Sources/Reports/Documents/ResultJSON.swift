public import Evaluator
import ExactNumbers
public import RuleLang
import Tabular

/// Results as JSON documents, in the shape of chapter 11 of the specification.
///
/// Members stand in the order of that chapter and numbers are exact, as text, so that the same
/// rules and data give the same bytes.
public enum ResultJSON {
  /// The program that results name, and its version.
  public static let engine = "rules 0.1.0"

  /// One document with the results of all records, indented; it ends in a line feed.
  ///
  /// - Parameters:
  ///   - results: the results in the order of the data, each with its record if there is one.
  ///   - ruleset: the ruleset they were made with.
  ///   - language: the language of reasons and errors; nil is that of the ruleset.
  ///   - files: the files that the places of errors count; nil are those of the ruleset.
  /// - Returns: The document.
  public static func text(
    _ results: [(Evaluation, Record?)], ruleset: Ruleset, language: Language? = nil,
    files: [SourceFile]? = nil
  ) -> String {
    let members = members(results, ruleset: ruleset, language: language, files: files)
    return opening(ruleset) + members + closing(isEmpty: results.isEmpty)
  }

  /// The document up to its first result.
  public static func opening(_ ruleset: Ruleset) -> String {
    let head = JSONItem.object([
      ("ruleset", ResultItems.receipt(of: ruleset)), ("engine", .string(engine)),
    ])
    return head.text(indented: true).dropLast("\n}".count) + ",\n  \"results\": ["
  }

  /// Results inside the document, with commas between them.
  ///
  /// A document that is written in parts has a comma between two parts, its opening before the
  /// first and its closing after the last. The parameters are those of the whole.
  public static func members(
    _ results: [(Evaluation, Record?)], ruleset: Ruleset, language: Language? = nil,
    files: [SourceFile]? = nil
  ) -> String {
    let writer = ResultItems(ruleset, language, files)
    return results.map { evaluation, _ in
      "\n    " + JSONItem.object(writer.members(evaluation)).text(atDepth: 2)
    }.joined(separator: ",")
  }

  /// The document after its last result.
  public static func closing(isEmpty: Bool) -> String {
    isEmpty ? "]\n}\n" : "\n  ]\n}\n"
  }

  /// One line for each record, with the ruleset in it; each ends in a line feed.
  ///
  /// - Parameters:
  ///   - results: the results in the order of the data, each with its record if there is one.
  ///   - ruleset: the ruleset they were made with.
  ///   - language: the language of reasons and errors; nil is that of the ruleset.
  ///   - files: the files that the places of errors count; nil are those of the ruleset.
  /// - Returns: The lines, in the order of the data.
  public static func lines(
    _ results: [(Evaluation, Record?)], ruleset: Ruleset, language: Language? = nil,
    files: [SourceFile]? = nil
  ) -> String {
    let writer = ResultItems(ruleset, language, files)
    let receipt = ResultItems.receipt(of: ruleset)
    return results.map { evaluation, _ in
      let members =
        [("ruleset", receipt), ("engine", .string(engine))] + writer.members(evaluation)
      return JSONItem.object(members).text(indented: false) + "\n"
    }.joined()
  }
}

/// The parts of a result as JSON.
private struct ResultItems {
  typealias Members = [(String, JSONItem)]

  let ruleset: Ruleset
  let language: Language
  let files: [SourceFile]
  let places: RulesetPlaces
  let values: ValueText

  init(_ ruleset: Ruleset, _ language: Language?, _ files: [SourceFile]?) {
    self.ruleset = ruleset
    self.language = language ?? ruleset.vocabulary
    self.files = files ?? ruleset.files
    places = RulesetPlaces(ruleset)
    values = ValueText(units: ruleset.units)
  }

  /// Which rules, and their meaning.
  static func receipt(of ruleset: Ruleset) -> JSONItem {
    .object([
      ("name", .string(ruleset.name)), ("year", .integer(ruleset.year)),
      ("revision", .integer(ruleset.revision)), ("digest", .string(ruleset.digest)),
    ])
  }

  func members(_ evaluation: Evaluation) -> Members {
    let hasFailed = evaluation.status == .failed
    var members: Members = [
      ("department", text(evaluation.department)),
      ("fiscalYear", .integer(evaluation.fiscalYear)),
      ("status", .string(evaluation.status.rawValue)),
      ("points", .string(evaluation.points.description)),
      ("score", hasFailed ? .null : number(evaluation.score)),
      ("range", hasFailed ? .null : range(evaluation.range)),
      ("grade", evaluation.status == .complete ? text(evaluation.grade) : .null),
    ]
    if evaluation.status == .incomplete, !ruleset.grades.isEmpty {
      members.append(("grades", .array(evaluation.possibleGrades.map { .string($0) })))
    }
    let missing = evaluation.missing.map { JSONItem.string(ruleset.nameOfMissing($0.name)) }
    members.append(("missing", .array(missing)))
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
      ("score", number(result.score)),
    ]
    let isOpen = result.status == .undetermined
    if isOpen { members.append(("range", range(result.range))) }
    let isUndecided = (isOpen || result.status == .failed) && result.clause == nil
    members += [
      ("status", .string(result.status.rawValue)),
      ("method", isUndecided ? .null : .string(method(result.method))),
    ]
    if let measure = measure(result, of: indicator) { members.append(("measure", measure)) }
    return members + [
      ("clause", result.clause.map(clause) ?? .null), ("unrounded", number(result.unrounded)),
      ("lost", .array(isOpen ? [] : result.lost.map(loss))),
    ]
  }

  private func method(_ method: IndicatorResult.Method) -> String {
    method == .whenMissing ? IndicatorResult.Method.case.rawValue : method.rawValue
  }

  private func measure(_ result: IndicatorResult, of indicator: Indicator) -> JSONItem? {
    guard let bands = indicator.bands(for: result) else { return nil }
    if let value = result.measure {
      return .object([
        ("exact", .string(value.description)),
        ("shown", .string(values.shown(value, bands.measure.type))),
      ])
    }
    guard let word = result.bandWord(in: bands, Wording(language: ruleset.vocabulary)) else {
      return nil
    }
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

  private func adjustment(_ result: AdjustmentResult) -> JSONItem {
    .object([
      ("kind", .string(result.kind.rawValue)),
      ("text", .string(result.text.text(in: language))),
      ("points", .string(result.points.description)),
    ])
  }

  private func check(_ result: CheckResult) -> JSONItem {
    .object([
      ("text", .string(ruleset.checks[result.index].text)),
      ("holds", result.holds.map { .boolean($0) } ?? .null),
    ])
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
