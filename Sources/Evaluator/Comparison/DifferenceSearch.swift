import ExactNumbers
import RuleLang

/// Looks for a record for which an indicator scores differently under two rulesets.
///
/// It starts from the records that ``RecordSearch`` finds at the boundaries of both, gives each
/// ruleset the figures that the other does not ask for, and moves single figures. That nothing is
/// found proves nothing. What it gives has been evaluated under both. It is deterministic.
struct DifferenceSearch {
  private let context: ComparisonContext
  private let old: Int
  private let new: Int
  private var tried = 0
  private var best: (old: Record, new: Record, gap: Rational)?

  /// The most records that are tried for one indicator.
  private let triedCountMax: Int

  /// The most records of each ruleset to start from.
  private let startCountMax: Int

  /// The most records tried after one has been found, in search of one that shows more.
  private static let triedAfterMax = 400

  /// A witness, if one was found, and how many records were tried.
  static func search(
    _ context: ComparisonContext, old: Int, new: Int
  ) -> (witness: ScoreWitness?, triedCount: Int) {
    var search = DifferenceSearch(context: context, old: old, new: new)
    search.run()
    return (search.proven(), search.tried)
  }

  private init(context: ComparisonContext, old: Int, new: Int) {
    self.context = context
    self.old = old
    self.new = new
    triedCountMax = min(
      context.oldSearch.effort.differencesTriedMax, context.newSearch.effort.differencesTriedMax)
    startCountMax = min(40, max(4, triedCountMax / 40))
  }

  private var isDone: Bool {
    tried >= triedCountMax || best != nil && tried >= Self.triedAfterMax
  }

  private mutating func run() {
    let olds = starts(context.oldSearch, context.old, old)
    let news = starts(context.newSearch, context.new, new)
    let pairs = pairs(of: olds, and: news)
    for pair in pairs where !isDone { look(pair.old, pair.new) }
    for pair in pairs where best == nil && !isDone { vary(pair) }
  }

  // MARK: Starting points

  /// Records that show every way in which an indicator scores.
  private func starts(
    _ search: RecordSearch, _ ruleset: Ruleset, _ index: Int
  ) -> [Record] {
    let indicator = ruleset.indicators[index]
    var targets: [RecordSearch.Target] = [.method]
    targets += indicator.cases.indices.map { .decidingCase($0) }
    switch indicator.method {
    case .bands(let method):
      targets += method.bands.indices.map { .band($0) }
      let function = try? ScoreFunction(method, points: indicator.points, rounding: nil)
      let ends = (function?.pieces ?? []).prefix(12).flatMap { piece in
        [piece.interval.lower, piece.interval.upper].compactMap { $0?.value }
      }
      targets += ends.map { .measure($0) }
    case .checklist(let items, _):
      targets += items.indices.flatMap { [.item($0, met: true), .item($0, met: false)] }
    case .deductions(let lines):
      targets += lines.indices.flatMap { [.deduction($0, counted: true)] }
    case .bestOf(let alternatives): targets += alternatives.indices.map { .alternative($0) }
    case .judged, .formula: break
    }
    return targets.prefix(startCountMax).compactMap { search.record(indicator: index, $0) }
  }

  /// Each record with the like one of the other ruleset; what one lacks comes from the others.
  private func pairs(of olds: [Record], and news: [Record]) -> [(old: Record, new: Record)] {
    var pairs: [(old: Record, new: Record)] = []
    let (emptyOld, emptyNew) = (Record(for: context.old), Record(for: context.new))
    for first in olds {
      for second in news.isEmpty ? [emptyNew] : news {
        var (left, right) = (first, second)
        translate(first, onto: &right)
        takeBack(right, onto: &left)
        pairs.append((left, right))
      }
    }
    for second in news {
      for first in olds.isEmpty ? [emptyOld] : olds {
        var (left, right) = (first, second)
        takeBack(second, onto: &left)
        translate(left, onto: &right, keeping: true)
        pairs.append((left, right))
      }
    }
    return pairs
  }

  /// Gives the new ruleset the figures of a record of the old one.
  private func translate(_ record: Record, onto other: inout Record, keeping: Bool = false) {
    let matching = context.matching
    for (first, second) in matching.facts.pairs where !keeping || other.facts[second] == nil {
      guard let value = record.facts[first],
        let moved = moved(value, context.old.facts[first], context.new.facts[second])
      else { continue }
      other.facts[second] = moved
    }
    for (first, second) in matching.tables.pairs where !keeping || other.tables[second] == nil {
      guard let rows = record.tables[first], let columns = matching.columns[second] else {
        continue
      }
      other.tables[second] = rows.map { row in
        columns.oldOfNew.map { $0.flatMap { row[$0] } }
      }
    }
    for (first, second) in matching.indicators.pairs
    where !keeping || other.judgments[second] == nil {
      if let judgment = record.judgments[first] { other.judgments[second] = judgment }
    }
  }

  /// Gives the old ruleset the figures of a record of the new one.
  private func takeBack(_ record: Record, onto other: inout Record) {
    let matching = context.matching
    for (first, second) in matching.facts.pairs {
      guard let value = record.facts[second],
        let moved = moved(value, context.new.facts[second], context.old.facts[first])
      else { continue }
      other.facts[first] = moved
    }
    for (first, second) in matching.tables.pairs {
      guard let rows = record.tables[second], let columns = matching.columns[second] else {
        continue
      }
      other.tables[first] = rows.map { row in
        columns.newOfOld.map { $0.flatMap { row[$0] } }
      }
    }
    for (first, second) in matching.indicators.pairs {
      if let judgment = record.judgments[second] { other.judgments[first] = judgment }
    }
  }

  /// A value of one fact as one of another; nil where it is none.
  private func moved(_ value: Constant, _ from: Field, _ to: Field) -> Constant? {
    switch (value, from.type, to.type) {
    case (.choice(let index), .choice(let names), .choice(let others)):
      return others.firstIndex(of: names[index]).map { .choice($0) }
    case (.number(let number), .number(let first), .number(let second)):
      guard to.bounds.contains(number), !second.isWhole || number.isInteger,
        first.isRatio == second.isRatio
      else { return nil }
      return value
    case (.number(let number), .date, .date): return to.bounds.contains(number) ? value : nil
    case (.boolean, .boolean, .boolean), (.text, .text, .text): return value
    default: return nil
    }
  }

  // MARK: Trying

  private mutating func look(_ left: Record, _ right: Record) {
    tried += 1
    guard let first = Self.score(context.oldEngine.program, left, old),
      let second = Self.score(context.newEngine.program, right, new), first != second
    else { return }
    let gap = (first - second).magnitude
    if best.map({ gap > $0.gap }) ?? true { best = (left, right, gap) }
  }

  /// The score of an indicator, one below every score where it is excluded; nil where it is open.
  private static func score(_ program: Program, _ record: Record, _ indicator: Int) -> Rational? {
    let points = program.ruleset.indicators[indicator].points
    switch Execution(program, record).outcomes[indicator].result {
    case .scored(let raw): return program.ruleset.rounded(raw, points: points)
    case .excludedOverHeading: return Rational(-1)
    case .excludedOverTotal: return Rational(-2)
    case .undetermined, .failed, .judgmentOutside: return nil
    }
  }

  /// Moves single figures of a pair.
  private mutating func vary(_ pair: (old: Record, new: Record)) {
    let matching = context.matching
    var numbers: Set<Rational> = [.zero, .one]
    for case .number(let value)? in pair.old.facts + pair.new.facts {
      numbers.formUnion([value, value * Rational(2), -value])
    }
    let values = numbers.sorted()
    for (index, value) in pair.new.facts.enumerated() {
      guard let value else { continue }
      for other in Self.others(value, context.new.facts[index], values) where !isDone {
        var (left, right) = pair
        right.facts[index] = other
        if let first = matching.facts.oldOfNew[index] {
          left.facts[first] = moved(other, context.new.facts[index], context.old.facts[first])
        }
        look(left, right)
      }
    }
    for index in matching.facts.removed {
      guard let value = pair.old.facts[index] else { continue }
      for other in Self.others(value, context.old.facts[index], values) where !isDone {
        var left = pair.old
        left.facts[index] = other
        look(left, pair.new)
      }
    }
  }

  /// Other values that a fact may have.
  private static func others(
    _ value: Constant, _ field: Field, _ numbers: [Rational]
  ) -> [Constant] {
    switch (value, field.type) {
    case (.boolean(let holds), _): return [.boolean(!holds)]
    case (.choice(let index), .choice(let names)):
      return names.indices.filter { $0 != index }.map { .choice($0) }
    case (.number(let number), let type):
      let ends = [field.bounds.lower, field.bounds.upper].compactMap { $0?.value }
      let isWhole = type.number?.isWhole ?? true
      return (ends + numbers).filter {
        $0 != number && field.bounds.contains($0) && (!isWhole || $0.isInteger)
      }.map { .number($0) }
    default: return []
    }
  }

  // MARK: Proof

  /// What was found, evaluated in full under both.
  private func proven() -> ScoreWitness? {
    guard var best else { return nil }
    best.old.fiscalYear = context.old.year
    best.new.fiscalYear = context.new.year
    let before = context.oldEngine.evaluate(best.old)
    let after = context.newEngine.evaluate(best.new)
    guard before.status != .failed, after.status != .failed else { return nil }
    let (first, second) = (before.indicators[old], after.indicators[new])
    let scores = (
      first.status == .excluded ? nil : first.score, second.status == .excluded ? nil : second.score
    )
    guard scores.0 != scores.1 else { return nil }
    return ScoreWitness(
      oldRecord: best.old, newRecord: best.new, oldScore: scores.0, newScore: scores.1)
  }
}
