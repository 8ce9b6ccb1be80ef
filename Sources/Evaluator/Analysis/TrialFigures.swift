import ExactNumbers
import RuleLang

/// The figures that a search begins with: round ones first, then others that the facts allow.
struct TrialFigures {
  private let ruleset: Ruleset
  private let slice: ProgramSlice
  /// Numbers that are worth trying for counts: hundreds, and what makes the wanted value whole.
  private let counts: [Rational]
  private let limits: [Rational]

  init(_ ruleset: Ruleset, _ slice: ProgramSlice, _ wanted: Rational?) {
    self.ruleset = ruleset
    self.slice = slice
    var counts = [100, 10, 1000, 1, 10_000].map { Rational($0) }
    if let wanted, !wanted.isInteger, wanted.bitWidth < 48 {
      counts.insert(Rational(wanted.denominator), at: 1)
      counts.append(Rational(wanted.denominator) * Rational(10))
    }
    self.counts = counts
    limits = [.zero, .one, Rational(-1)]
  }

  // MARK: Records

  /// The record of an attempt: the first are plain, the later ones mixed.
  func record(_ attempt: Int, _ sequence: inout TrialSequence) -> Record {
    var record = Record(for: ruleset)
    record.fiscalYear = ruleset.year
    for fact in slice.facts {
      record.facts[fact] = value(ruleset.facts[fact], attempt, &sequence)
    }
    for (table, columns) in slice.tables {
      record.tables[table] = rows(ruleset.tables[table], columns, attempt, &sequence)
    }
    order(&record)
    for indicator in slice.indicators {
      record.judgments[indicator] = judgment(ruleset.indicators[indicator], attempt, &sequence)
    }
    return record
  }

  /// Whether later attempts bring nothing new: no number, table or judgment and few answers.
  func isExhausted(after attempt: Int) -> Bool {
    guard slice.tables.isEmpty, slice.indicators.allSatisfy({ !isJudged($0) }),
      slice.facts.allSatisfy({ !isNumber(ruleset.facts[$0]) })
    else { return false }
    return slice.facts.count < 6 ? attempt > 512 : false
  }

  private func isJudged(_ indicator: Int) -> Bool {
    switch ruleset.indicators[indicator].method {
    case .judged: true
    case .bands(let method): !method.judgedPoints.isEmpty
    default: false
    }
  }

  private func rows(
    _ table: Table, _ columns: Set<Int>, _ attempt: Int, _ sequence: inout TrialSequence
  ) -> [[Constant?]] {
    let extra = attempt == 0 ? 1 : sequence.next(below: 4)
    let count = max(table.rowCountMin, extra)
    return (0..<min(count, 16)).map { _ in
      table.columns.indices.map { column in
        columns.contains(column) ? value(table.columns[column], attempt, &sequence) : nil
      }
    }
  }

  private func judgment(
    _ indicator: Indicator, _ attempt: Int, _ sequence: inout TrialSequence
  ) -> Judgment? {
    var choices: [Rational]
    switch indicator.method {
    case .judged:
      choices =
        [indicator.points, .zero] + [indicator.points.divided(by: Rational(2))].compactMap { $0 }
    case .bands(let method): choices = method.judgedPoints
    default: return nil
    }
    guard !choices.isEmpty else { return nil }
    let points = attempt == 0 ? choices[0] : choices[sequence.next(below: choices.count)]
    return Judgment(points: points, reason: points == indicator.points ? nil : "示例")
  }

  /// Gives figures that stand in a declared order values in that order.
  private func order(_ record: inout Record) {
    for order in ruleset.orders {
      let facts = order.limits.compactMap { limit -> Int? in
        guard case .fact(let index) = limit.kind, slice.facts.contains(index) else { return nil }
        return index
      }
      let values = facts.compactMap { fact -> Rational? in
        guard case .number(let value)? = record.facts[fact] else { return nil }
        return value
      }
      guard values.count == facts.count, let least = values.min() else { continue }
      for (place, fact) in facts.enumerated() {
        let field = ruleset.facts[fact]
        let distance =
          isWhole(field) ? Rational(1) : least.magnitude * (Rational(1, over: 10) ?? .one)
        let value = least + (distance.isZero ? .one : distance) * Rational(place)
        if allows(field, value) { record.facts[fact] = .number(value) }
      }
    }
  }

  // MARK: Values

  private func value(
    _ field: Field, _ attempt: Int, _ sequence: inout TrialSequence
  ) -> Constant? {
    switch field.type {
    case .boolean:
      return .boolean(attempt == 0 || (attempt > 2 && sequence.next(below: 2) == 0))
    case .choice(let names):
      return .choice(attempt < names.count ? attempt : sequence.next(below: names.count))
    case .text: return .text(attempt == 0 ? "甲" : ["甲", "乙"][sequence.next(below: 2)])
    case .number, .date: return .number(number(field, attempt, &sequence))
    case .unknown: return nil
    }
  }

  private func number(
    _ field: Field, _ attempt: Int, _ sequence: inout TrialSequence
  ) -> Rational {
    let plain = plainNumbers(field)
    switch attempt {
    case 0: return plain[0]
    // Nothing at all, as far as the ranges allow it.
    case 1: return inside(field, .zero)
    case 2..<8: return plain[attempt % plain.count]
    default:
      let small = [2, 10].compactMap { Rational(1, over: $0) }.map { $0 * unitFactor(field) }
      let choices = plain + limits + small + ends(field) + inner(field, plain[0])
      return inside(field, choices[sequence.next(below: choices.count)])
    }
  }

  /// Round numbers that the field allows; at least one.
  private func plainNumbers(_ field: Field) -> [Rational] {
    var numbers: [Rational]
    switch field.type {
    case .date:
      numbers = [
        Date(year: ruleset.year, month: 6, day: 30).map { Rational($0.dayNumber) } ?? .zero
      ]
    case .number(let type) where type.isRatio:
      numbers = [1, 2, 10, 4, 5].compactMap { Rational(1, over: $0) }
    default: numbers = counts.map { $0 * unitFactor(field) }
    }
    let allowed = numbers.filter { allows(field, $0) }
    return allowed.isEmpty ? [inside(field, numbers[0])] : allowed
  }

  private func ends(_ field: Field) -> [Rational] {
    [field.bounds.lower, field.bounds.upper].compactMap { $0?.value }
  }

  private func inside(_ field: Field, _ value: Rational) -> Rational {
    allows(field, value)
      ? value : Grid(step: isWhole(field) ? .one : nil).witness(in: field.bounds)
  }

  /// Numbers around one at which a function of it is looked at, ascending.
  func places(_ field: Field, around number: Rational) -> [Rational] {
    let base = number.isZero ? unitFactor(field) * .hundred : number.magnitude
    let tenth = base * (Rational(1, over: 10) ?? .one)
    var places = [-base, .zero, tenth, base * (Rational(1, over: 2) ?? .one), base]
    places += [2, 3, 10].map { base * Rational($0) } + ends(field) + inner(field, base)
    if case .date = field.type {
      places = [-400, -30, 0, 1, 30, 400].map { number + Rational($0) }
    }
    if isWhole(field) { places = places.map { $0.floor() } }
    return Set(places.filter { field.bounds.contains($0) }).sorted()
  }

  /// Numbers between the ends of a field, so that a narrow one has places too.
  private func inner(_ field: Field, _ base: Rational) -> [Rational] {
    let parts = [1, 10, 25, 50, 75, 90, 99].compactMap { Rational($0, over: 100) }
    let numbers: [Rational]
    switch (field.bounds.lower?.value, field.bounds.upper?.value) {
    case (let low?, let high?): numbers = parts.map { low + (high - low) * $0 }
    case (let low?, nil): numbers = parts.map { low + base.magnitude * $0 }
    case (nil, let high?): numbers = parts.map { high - base.magnitude * $0 }
    case (nil, nil): numbers = []
    }
    return isWhole(field) ? numbers.map { $0.floor() } : numbers
  }

  /// Whether a field is a number or a date.
  func isNumber(_ field: Field) -> Bool { field.type.number != nil || field.type == .date }

  /// Whether a field takes whole numbers only.
  func isWhole(_ field: Field) -> Bool { field.type.number?.isWhole ?? (field.type == .date) }

  /// How much one of the unit is in which a field is written.
  func unitFactor(_ field: Field) -> Rational {
    guard let type = field.type.number, type.dimension == .money else { return .one }
    let unit = field.unit.flatMap { ruleset.units[$0]?.factor }
    return unit ?? Rational(10_000)
  }

  /// Whether a field may have a value, and data can be written that give it.
  func allows(_ field: Field, _ value: Rational) -> Bool {
    guard field.bounds.contains(value), value.bitWidth < 256 else { return false }
    if isWhole(field) { return value.isInteger }
    return value.divided(by: unitFactor(field))?.decimalText != nil
  }
}

extension BandMethod {
  /// The ends of what evaluators may choose between in its bands.
  fileprivate var judgedPoints: [Rational] {
    bands.flatMap { band -> [Rational] in
      guard case .judged(let from, let to) = band.outcome else { return [] }
      return [to, from]
    }
  }
}
