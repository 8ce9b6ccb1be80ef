import ExactNumbers
import RuleLang

@testable import Columnar
@testable import Evaluator

/// Puts records into blocks, in the smallest units that their numbers have in common.
struct RecordBlocks {
  let ruleset: Ruleset
  let layout: BlockScorer.Layout

  init(_ ruleset: Ruleset, _ records: [Record]) {
    self.ruleset = ruleset
    func unit(_ values: [Rational]) -> Rational {
      var unit = Rational.one
      for value in values {
        guard let next = try? Rational.commonUnit(unit, value),
          let (_, denominator) = next.machineFraction, denominator <= 1_000_000
        else { continue }
        unit = next
      }
      return unit
    }
    var columns: [BlockScorer.Layout.Column?] = []
    for (index, fact) in ruleset.facts.enumerated() {
      switch fact.type {
      case .number, .date:
        columns.append(.number(unit: unit(records.compactMap { $0.facts[index]?.number })))
      case .boolean: columns.append(.truth)
      case .choice: columns.append(.choice)
      case .text, .unknown: columns.append(nil)
      }
    }
    let judgments = ruleset.indicators.indices.map { index in
      let given = records.compactMap { $0.judgments[index]?.points }
      return given.isEmpty ? nil : unit(given)
    }
    layout = BlockScorer.Layout(facts: columns, judgments: judgments)
  }

  /// Fills a block; records that do not fit are left out.
  func fill(_ block: ColumnBlock, _ records: some Collection<Record>) {
    block.reset()
    for (row, record) in records.enumerated() {
      block.isLeftOut[row] = 0
      for (index, fact) in record.facts.enumerated() {
        if layout.facts[index] == nil { continue }
        block.numbers[index][row] = 0
        switch fact {
        case .number(let value)?:
          guard case .number(let unit)? = layout.facts[index] else { continue }
          write(value, unit, index, row, block)
        case .boolean(let value)?: block.answers[index][row] = value ? 1 : 0
        case .choice(let choice)?: block.numbers[index][row] = Int64(choice)
        case .text?: continue
        case nil: block.isLeftOut[row] = 1
        }
      }
      for (index, unit) in layout.judgments.enumerated() {
        guard let unit else { continue }
        let place = layout.facts.count + index
        block.numbers[place][row] = 0
        if let judgment = record.judgments[index] {
          write(judgment.points, unit, place, row, block)
        } else {
          block.isLeftOut[row] = 1
        }
      }
    }
    block.finish(count: records.count)
  }

  /// The same record with numbers as departments have them: not too large, with two decimals.
  static func plain(_ record: Record, _ ruleset: Ruleset) -> Record {
    var result = record
    for (index, fact) in ruleset.facts.enumerated() {
      guard case .number(let value)? = record.facts[index] else { continue }
      let isWhole = fact.type.number?.isWhole ?? true
      let small = max(Rational(-1_000_000), min(value, Rational(1_000_000)))
      let step = isWhole ? Rational.one : Rational.one.divided(by: .hundred) ?? .one
      let plain = small.rounded(toMultipleOf: step, .floor) ?? small
      if fact.bounds.contains(plain) { result.facts[index] = .number(plain) }
    }
    return result
  }

  private func write(
    _ value: Rational, _ unit: Rational, _ column: Int, _ row: Int, _ block: ColumnBlock
  ) {
    guard let word = value.divided(by: unit)?.machineWord, word != .min else {
      block.isLeftOut[row] = 1
      return
    }
    block.numbers[column][row] = Int64(word)
    block.bits[column] |= Int64(word)
  }
}

extension Constant {
  fileprivate var number: Rational? {
    if case .number(let value) = self { return value }
    return nil
  }
}

extension BlockScorer.Prepared {
  /// The value of a fraction in a row.
  func value(_ fraction: Fraction, _ row: Int) -> Rational? {
    func whole(_ register: Register) -> BigInteger {
      register.isWide
        ? BigInteger(registers.doubleWords(register)[row])
        : BigInteger(Int(registers.words(register)[row]))
    }
    let bottom = fraction.denominator.map(whole) ?? .one
    return Rational(numerator: whole(fraction.numerator), denominator: bottom)
      .map { $0 * fraction.unit }
  }
}
