import ExactNumbers
import RuleLang

@testable import Evaluator

/// Makes random records that fit a ruleset's declarations, with values at its edges on purpose.
struct RecordWriter {
  private let ruleset: Ruleset
  private var random: RandomSource
  /// Constants of the rules: where a value equals one of them, clauses change.
  private let edges: [Rational]

  init(_ ruleset: Ruleset, seed: UInt64) {
    self.ruleset = ruleset
    random = RandomSource(seed: seed ^ 0x5EED)
    edges = Edges.of(ruleset)
  }

  /// A record with every figure, every table and every judgment.
  mutating func complete() -> Record {
    var record = Record(for: ruleset)
    for (index, fact) in ruleset.facts.enumerated() { record.facts[index] = value(of: fact) }
    keepOrders(in: &record)
    for (index, table) in ruleset.tables.enumerated() {
      let count = random.int(table.rowCountMin...(table.rowCountMin + 3))
      record.tables[index] = (0..<count).map { _ in table.columns.map { value(of: $0) } }
    }
    for (index, indicator) in ruleset.indicators.enumerated() {
      let spans = indicator.method.judgedSpans(points: indicator.points)
      guard !spans.isEmpty else { continue }
      let (from, to) = random.pick(spans)
      let share = Rational(random.int(0...4)) / Rational(4)
      record.judgments[index] = Judgment(points: from + (to - from) * share, reason: "酌情")
    }
    return record
  }

  /// The same record without some of its figures.
  mutating func removing(_ count: Int, from record: Record) -> Record {
    var result = record
    for _ in 0..<count {
      if !ruleset.tables.isEmpty, random.isOne(in: 6) {
        result.tables[random.int(0...(ruleset.tables.count - 1))] = nil
      } else if !ruleset.tables.isEmpty, random.isOne(in: 4) {
        removeCell(from: &result)
      } else if !record.judgments.isEmpty, random.isOne(in: 6) {
        result.judgments[random.pick(record.judgments.keys.sorted())] = nil
      } else {
        result.facts[random.int(0...(ruleset.facts.count - 1))] = nil
      }
    }
    return result
  }

  private mutating func removeCell(from record: inout Record) {
    let table = random.int(0...(ruleset.tables.count - 1))
    guard let rows = record.tables[table], !rows.isEmpty, !rows[0].isEmpty else { return }
    let row = random.int(0...(rows.count - 1))
    record.tables[table]?[row][random.int(0...(rows[row].count - 1))] = nil
  }

  private mutating func fillCells(of record: inout Record) {
    for (table, rows) in record.tables.enumerated() {
      for (row, cells) in (rows ?? []).enumerated() {
        for (column, cell) in cells.enumerated() where cell == nil {
          record.tables[table]?[row][column] = value(of: ruleset.tables[table].columns[column])
        }
      }
    }
  }

  /// A record that gives what another lacks.
  mutating func completion(of partial: Record) -> Record {
    let other = complete()
    var result = partial
    for index in result.facts.indices where result.facts[index] == nil {
      result.facts[index] = other.facts[index]
    }
    for index in result.tables.indices where result.tables[index] == nil {
      result.tables[index] = other.tables[index]
    }
    fillCells(of: &result)
    for (index, judgment) in other.judgments where result.judgments[index] == nil {
      result.judgments[index] = judgment
    }
    return result
  }

  /// Many values of a fact: its ends, the constants of the rules and other figures, what lies
  /// beside and between them, and some at random.
  mutating func grid(for field: Field, besides record: Record) -> [Constant] {
    switch field.type {
    case .boolean: return [.boolean(true), .boolean(false)]
    case .choice(let names): return names.indices.map { .choice($0) }
    case .text: return [.text("真"), .text("假")]
    case .number, .date, .unknown: break
    }
    var places = edges
    for fact in record.facts { if case .number(let value)? = fact { places.append(value) } }
    places += places.map { -$0 } + places.map { $0 * Rational(2) }
    places += [field.bounds.lower, field.bounds.upper].compactMap { $0?.value }
    for _ in 0..<60 { places.append(candidate(field)) }
    let small = Rational.one / Rational(1_000_000_000)
    let isWhole = field.type.number?.isWhole ?? true
    let all = places.flatMap { [$0, $0 + small, $0 - small, $0 + .one, $0 - .one] }
    return Set(isWhole ? all.map { $0.floor() } : all).sorted()
      .filter { field.bounds.contains($0) }.map { .number($0) }
  }

  /// Mostly the declared order of limits is kept, sometimes it is broken.
  private mutating func keepOrders(in record: inout Record) {
    for order in ruleset.orders where !random.isOne(in: 20) {
      let facts = order.limits.compactMap { limit -> Int? in
        if case .fact(let index) = limit.kind { index } else { nil }
      }
      let values = facts.compactMap { index -> Rational? in
        if case .number(let value)? = record.facts[index] { value } else { nil }
      }.sorted()
      for (index, value) in zip(facts, values) { record.facts[index] = .number(value) }
    }
  }

  // MARK: Values

  mutating func value(of field: Field) -> Constant {
    switch field.type {
    case .boolean: return .boolean(random.isOne(in: 2))
    case .choice(let names): return .choice(random.int(0...(names.count - 1)))
    case .text: return .text(random.pick(["真", "假"]))
    case .date: return .number(number(in: field, isWhole: true))
    case .number(let type): return .number(number(in: field, isWhole: type.isWhole))
    case .unknown: preconditionFailure("a checked ruleset has no untyped fact")
    }
  }

  /// A number within the field's range.
  private mutating func number(in field: Field, isWhole: Bool) -> Rational {
    for _ in 0..<40 {
      var value = candidate(field)
      if isWhole { value = value.floor() }
      if field.bounds.contains(value) { return value }
    }
    return Edges.inside(field.bounds, isWhole: isWhole)
  }

  private mutating func candidate(_ field: Field) -> Rational {
    if field.type == .date { return Rational(random.int(19_000...19_800)) }
    switch random.int(0...9) {
    case 0: return Rational(random.int(-3...12))
    case 1: return Rational(random.int(-1000...1000)) / Rational(random.pick([3, 7, 97]))
    case 2: return Rational(random.int(0...10)) * Rational(10_000)
    case 3:
      let huge = (0..<40).reduce(Rational.one) { value, _ in value * Rational(10) }
      return random.isOne(in: 3) ? -huge : huge
    case 4:
      let ends = [field.bounds.lower, field.bounds.upper].compactMap { $0?.value }
      return ends.isEmpty ? .zero : nearby(random.pick(ends))
    default: return edges.isEmpty ? .zero : nearby(random.pick(edges))
    }
  }

  /// A value, or one just beside it.
  private mutating func nearby(_ value: Rational) -> Rational {
    switch random.int(0...4) {
    case 0: value + .one / Rational(1_000_000)
    case 1: value - .one / Rational(1_000_000)
    case 2: value * Rational(random.int(1...3)) / Rational(2)
    default: value
    }
  }
}

extension Method {
  /// What an evaluator may give, wherever one is asked.
  func judgedSpans(points: Rational) -> [(Rational, Rational)] {
    switch self {
    case .judged: [(.zero, points)]
    case .bands(let method):
      method.bands.compactMap { band in
        if case .judged(let from, let to) = band.outcome { (from, to) } else { nil }
      }
    case .bestOf(let alternatives):
      alternatives.flatMap { $0.method.judgedSpans(points: points) }
    case .checklist, .deductions, .formula: []
    }
  }
}
