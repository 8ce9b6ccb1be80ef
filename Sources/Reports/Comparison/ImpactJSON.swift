public import Evaluator
import ExactNumbers
public import RuleLang
import Tabular

/// What a change of the rules does to every department, as a JSON document.
public enum ImpactJSON {
  /// The document, indented; it ends in a line feed.
  ///
  /// - Parameters:
  ///   - impacts: the departments, in the order in which they are to stand.
  ///   - comparison: the two rulesets.
  ///   - language: the language of errors.
  /// - Returns: the document.
  /// - Complexity: O(*n*) in the departments and what moves them.
  public static func text(
    _ impacts: [RecordImpact], _ comparison: RulesetComparison, language: Language
  ) -> String {
    opening(ImpactSummary(impacts, comparison), comparison, language: language)
      + members(impacts, comparison, language: language) + closing(isEmpty: impacts.isEmpty)
  }

  /// The document up to its first department.
  public static func opening(
    _ summary: ImpactSummary, _ comparison: RulesetComparison, language: Language
  ) -> String {
    let items = ImpactItems(comparison, language)
    let head = JSONItem.object([
      ("old", ResultItems.receipt(of: comparison.old)),
      ("new", ResultItems.receipt(of: comparison.new)), ("engine", .string(ResultJSON.engine)),
      ("summary", items.summary(summary)),
    ])
    return head.text(indented: true).dropLast("\n}".count) + ",\n  \"departments\": ["
  }

  /// Departments inside the document, with commas between them.
  ///
  /// A document that is written in parts has a comma between two parts, its opening before the
  /// first and its closing after the last.
  public static func members(
    _ impacts: some Sequence<RecordImpact>, _ comparison: RulesetComparison, language: Language
  ) -> String {
    let items = ImpactItems(comparison, language)
    return impacts.map { "\n    " + items.department($0).text(atDepth: 2) }.joined(separator: ",")
  }

  /// The document after its last department.
  public static func closing(isEmpty: Bool) -> String { ResultJSON.closing(isEmpty: isEmpty) }
}

/// The parts of the document.
private struct ImpactItems {
  let comparison: RulesetComparison
  let say: Wording

  init(_ comparison: RulesetComparison, _ language: Language) {
    self.comparison = comparison
    say = Wording(language: language)
  }

  // MARK: Summary

  func summary(_ summary: ImpactSummary) -> JSONItem {
    .object([
      ("departments", .integer(summary.count)), ("risen", .integer(summary.risenCount)),
      ("fallen", .integer(summary.fallenCount)), ("same", .integer(summary.sameCount)),
      ("undetermined", .integer(summary.undeterminedCount)),
      ("failed", .integer(summary.failedCount)),
      ("otherGrade", .integer(summary.otherGradeCount)),
      (
        "totals",
        .object([("old", number(summary.totals.old)), ("new", number(summary.totals.new))])
      ), ("mean", number(summary.mean)), ("lowest", number(summary.lowest)),
      ("highest", number(summary.highest)), ("median", number(summary.median)),
      ("distribution", .array(summary.distribution.map(part))), ("grades", .array(grades(summary))),
      ("indicators", .array(indicators(summary))), ("whole", .array(whole(summary))),
      ("missingForOld", .array(missing(summary.missingForOld))),
      ("missingForNew", .array(missing(summary.missingForNew))),
    ])
  }

  private func part(_ part: (range: Interval, count: Int)) -> JSONItem {
    .object([
      ("lower", number(part.range.lower?.value)), ("upper", number(part.range.upper?.value)),
      ("departments", .integer(part.count)),
    ])
  }

  private func grades(_ summary: ImpactSummary) -> [JSONItem] {
    let olds: [String?] = comparison.old.grades.map(\.name) + [nil]
    let news: [String?] = comparison.new.grades.map(\.name) + [nil]
    return olds.flatMap { old in
      news.compactMap { new -> JSONItem? in
        guard let count = summary.gradeMoves[.init(old: old, new: new)] else { return nil }
        return .object([
          ("old", text(old)), ("new", text(new)), ("departments", .integer(count)),
        ])
      }
    }
  }

  private func indicators(_ summary: ImpactSummary) -> [JSONItem] {
    summary.indicators.enumerated().compactMap { row, movement in
      guard movement.risenCount + movement.fallenCount > 0 else { return nil }
      return .object([("indicator", .string(comparison.name(ofRow: row)))] + members(movement))
    }
  }

  private func whole(_ summary: ImpactSummary) -> [JSONItem] {
    AdjustmentResult.Kind.inOrder.compactMap { kind in
      summary.whole[kind].map { .object([("kind", .string(kind.rawValue))] + members($0)) }
    }
  }

  private func members(_ movement: ImpactSummary.Movement) -> [(String, JSONItem)] {
    [
      ("risen", .integer(movement.risenCount)), ("fallen", .integer(movement.fallenCount)),
      ("sum", number(movement.sum)),
    ]
  }

  private func missing(_ counts: [String: Int]) -> [JSONItem] {
    counts.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map { name, count in
      .object([("name", .string(name)), ("departments", .integer(count))])
    }
  }

  // MARK: Departments

  func department(_ impact: RecordImpact) -> JSONItem {
    .object([
      ("department", text(impact.department)),
      ("fiscalYear", impact.fiscalYear.map { .integer($0) } ?? .null),
      ("status", .string(impact.status.rawValue)), ("old", side(impact.old)),
      ("new", side(impact.new)), ("change", number(impact.change)),
      ("changeRange", impact.changeRange.map(range) ?? .null),
      (
        "indicators",
        .array(
          impact.indicators.map { item in
            .object([
              ("indicator", .string(comparison.name(ofRow: item.row))),
              ("change", number(item.change.single)), ("range", range(item.change)),
            ])
          })
      ),
      (
        "whole",
        .array(
          impact.whole.map { item in
            .object([("kind", .string(item.kind.rawValue)), ("change", number(item.points))])
          })
      ),
      (
        "errors",
        .array(
          impact.errors.map { error in
            .object([
              ("code", .string(error.code.rawValue)), ("message", .string(say(error.message))),
            ])
          })
      ),
    ])
  }

  private func side(_ side: RecordImpact.Side) -> JSONItem {
    .object([
      ("score", number(side.score)), ("range", side.range.map(range) ?? .null),
      ("grades", .array(side.grades.map { .string($0) })),
      ("missing", .array(side.missing.map { .string($0) })),
    ])
  }

  // MARK: Values

  private func text(_ text: String?) -> JSONItem { text.map { .string($0) } ?? .null }

  private func number(_ number: Rational?) -> JSONItem {
    number.map { .string($0.description) } ?? .null
  }

  private func range(_ range: Interval) -> JSONItem {
    .array([number(range.lower?.value), number(range.upper?.value)])
  }
}
