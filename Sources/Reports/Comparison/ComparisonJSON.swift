public import Evaluator
import ExactNumbers
public import RuleLang
import Tabular

/// A comparison as a JSON document, in the shape of chapter 15 of the specification.
public enum ComparisonJSON {
  /// The document, indented; it ends in a line feed.
  ///
  /// - Parameters:
  ///   - comparison: the comparison.
  ///   - language: the language of texts that are not the rules'.
  /// - Returns: the document.
  public static func text(_ comparison: RulesetComparison, language: Language) -> String {
    let writer = ComparisonItems(comparison, language)
    return JSONItem.object(writer.document()).text(indented: true) + "\n"
  }
}

/// The parts of a comparison as JSON.
struct ComparisonItems {
  typealias Members = [(String, JSONItem)]

  private let comparison: RulesetComparison
  private let words: ComparisonWords

  init(_ comparison: RulesetComparison, _ language: Language) {
    self.comparison = comparison
    words = ComparisonWords(say: Wording(language: language), units: comparison.new.units)
  }

  func document() -> Members {
    [
      ("old", ResultItems.receipt(of: comparison.old)),
      ("new", ResultItems.receipt(of: comparison.new)), ("engine", .string(ResultJSON.engine)),
      ("sameMeaning", .boolean(comparison.haveSameMeaning)),
      ("indicatorCounts", .object(counts())),
      (
        "testCounts",
        .object([
          ("old", .integer(comparison.old.tests.count)),
          ("new", .integer(comparison.new.tests.count)),
        ])
      ), ("indicators", .array(comparison.indicators.map { .object(indicator($0)) })),
      ("gradeDifferences", .array(comparison.gradeDifferences.map(grade))),
      ("changes", .array(comparison.changes.map { .object(change($0)) })),
    ]
  }

  private func counts() -> Members {
    let statuses: [IndicatorComparison.Status] = [
      .same, .reworded, .equivalent, .affected, .changed, .added, .removed,
    ]
    return statuses.map { ($0.rawValue, .integer(comparison.count($0))) } + [
      ("renamed", .integer(comparison.indicators.count(where: \.isRenamed))),
      ("moved", .integer(comparison.indicators.count(where: \.isMoved))),
      ("reordered", .integer(comparison.indicators.count(where: \.isReordered))),
    ]
  }

  // MARK: Indicators

  private func indicator(_ indicator: IndicatorComparison) -> Members {
    let old = indicator.old.map { comparison.old.indicators[$0] }
    let new = indicator.new.map { comparison.new.indicators[$0] }
    var members: Members = [
      ("old", text(old?.name)), ("new", text(new?.name)),
      ("status", .string(indicator.status.rawValue)),
      ("points", .object([("old", number(old?.points)), ("new", number(new?.points))])),
      ("renamed", .boolean(indicator.isRenamed)), ("moved", .boolean(indicator.isMoved)),
      ("reordered", .boolean(indicator.isReordered)),
      ("changes", .array(indicator.changes.map { .object(change($0)) })),
      (
        "affectedBy",
        .array(indicator.affectedBy.map { .string(comparison.new.indicators[$0].name) })
      ),
    ]
    if indicator.status == .changed, let new {
      members.append(("effect", .object(effect(indicator.effect, new))))
    }
    return members
  }

  private func effect(_ effect: ScoreEffect, _ indicator: Indicator) -> Members {
    var type = ValueType.number(.plain)
    if case .bands(let method) = indicator.method { type = method.measure.type }
    var members: Members = [
      ("complete", .boolean(effect.isComplete)), ("proportional", .boolean(effect.isProportional)),
      ("beforeRounding", .boolean(effect.isBeforeRounding)),
      ("ranges", .array(effect.ranges.map { .object(range($0, type)) })),
    ]
    if let domains = effect.domains {
      members.append(
        (
          "domains", .object([("old", interval(domains.old)), ("new", interval(domains.new))])
        ))
    }
    members.append(("parts", .array(effect.parts.map(part))))
    if let witness = effect.witness {
      members.append(
        (
          "witness",
          .object([
            ("record", .string(RecordText.json(witness.newRecord, comparison.new))),
            ("oldRecord", .string(RecordText.json(witness.oldRecord, comparison.old))),
            ("old", number(witness.oldScore)), ("new", number(witness.newScore)),
          ])
        ))
    }
    if let count = effect.triedCount { members.append(("triedCount", .integer(count))) }
    return members
  }

  private func range(_ range: ScoreDifference, _ type: ValueType) -> Members {
    [
      ("shown", .string(words.values(range.interval, type))), ("measure", interval(range.interval)),
      ("old", interval(range.old)), ("new", interval(range.new)),
      ("difference", interval(range.difference)), ("everywhere", .boolean(range.isEverywhere)),
      ("equal", .array(range.equal.map(interval))),
      ("strictness", .string(range.strictness.rawValue)),
    ]
  }

  private func part(_ part: PartDifference) -> JSONItem {
    .object([
      ("subject", .string(part.subject.rawValue)), ("text", .string(part.text)),
      ("old", number(part.old)), ("new", number(part.new)),
      ("strictness", .string(part.strictness.rawValue)),
    ])
  }

  private func grade(_ difference: GradeDifference) -> JSONItem {
    .object([
      ("totals", interval(difference.interval)),
      ("old", .string(comparison.old.grades[difference.old].name)),
      ("new", .string(comparison.new.grades[difference.new].name)),
    ])
  }

  // MARK: Changes

  private func change(_ change: RuleChange) -> Members {
    let ruleset = change.kind == .removed ? comparison.old : comparison.new
    let names = change.reaches.compactMap { ruleset.indicators[safely: $0]?.name }
    return [
      ("subject", .string(change.subject.rawValue)), ("kind", .string(change.kind.rawValue)),
      ("aspect", text(change.aspect?.rawValue)), ("name", text(change.name)),
      ("old", text(change.old)), ("new", text(change.new)),
      ("affectsResults", .boolean(change.affectsResults)),
      ("reaches", .array(names.map { .string($0) })),
    ]
  }

  // MARK: Values

  private func text(_ text: String?) -> JSONItem { text.map { .string($0) } ?? .null }

  private func number(_ number: Rational?) -> JSONItem {
    number.map { .string($0.description) } ?? .null
  }

  private func interval(_ interval: Interval) -> JSONItem {
    .object([
      ("lower", number(interval.lower?.value)),
      ("lowerClosed", .boolean(interval.lower?.isClosed ?? false)),
      ("upper", number(interval.upper?.value)),
      ("upperClosed", .boolean(interval.upper?.isClosed ?? false)),
    ])
  }
}
