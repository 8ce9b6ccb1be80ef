import ExactNumbers
import RuleLang
import Testing

@testable import Evaluator

/// The ranges that a comparison reports against evaluating both rulesets, value by value.
@Suite struct DifferenceTests {
  static let shards = 4

  @Test(arguments: 0..<shards) func rangesAreThoseOfEvaluation(shard: Int) {
    var compared = 0
    var differing = 0
    for seed in Effort.seeds(80, full: 20_000) where seed % UInt64(Self.shards) == UInt64(shard) {
      let texts = (0..<2).map { BandWriter.text(seed: seed, variant: UInt64($0)) }
      guard let old = checked(texts[0]).ruleset, let new = checked(texts[1]).ruleset else {
        continue
      }
      compared += 1
      let comparison = RulesetComparer.compare(old, new, findsWitnesses: false)
      let kinds = BandWriter.kinds(seed: seed)
      let samples = Samples(comparison, kinds)
      for index in kinds.indices {
        let problems = samples.problems(index)
        guard problems.isEmpty else {
          Issue.record("seed \(seed): \(problems.prefix(5))\n\(texts[0])\n\(texts[1])")
          return
        }
        if !comparison.indicators[index].effect.ranges.isEmpty { differing += 1 }
      }
    }
    let isEnough =
      Effort.seed != nil || compared >= (Effort.isFull ? 10_000 : 20) / Self.shards
    #expect(isEnough, "only \(compared) pairs were valid")
    let isTelling = Effort.seed != nil || differing > compared / 2
    #expect(isTelling, "only \(differing) of \(compared) pairs differ")
  }

  /// A ruleset compared with itself has no difference, whatever it is made of.
  @Test func nothingDiffersFromItself() {
    for seed in Effort.seeds(30, full: 2_000) {
      let text = RulesetWriter.text(seed: seed)
      guard let ruleset = checked(text).ruleset else { continue }
      let comparison = RulesetComparer.compare(ruleset, ruleset, findsWitnesses: false)
      let isSame =
        comparison.haveSameMeaning && comparison.changes.isEmpty
        && comparison.indicators.allSatisfy { $0.status == .same && $0.changes.isEmpty }
      #expect(isSame, "seed \(seed)\n\(text)")
    }
  }
}

/// Values of the measures of a pair of rulesets, and the scores they have.
private struct Samples {
  private let comparison: RulesetComparison
  private let kinds: [BandWriter.Kind]
  private let old: Engine
  private let new: Engine

  init(_ comparison: RulesetComparison, _ kinds: [BandWriter.Kind]) {
    self.comparison = comparison
    self.kinds = kinds
    old = Engine(Program(comparison.old))
    new = Engine(Program(comparison.new))
  }

  /// Where what is reported of an indicator is not what evaluation gives.
  func problems(_ index: Int) -> [String] {
    let item = comparison.indicators[index]
    guard case .bands(let before) = comparison.old.indicators[index].method,
      case .bands(let after) = comparison.new.indicators[index].method,
      let domain = before.domain.intersection(after.domain)
    else { return ["no bands"] }
    var found: [String] = []
    if (before.domain != after.domain) != (item.effect.domains != nil), item.status == .changed {
      found.append("domains")
    }
    for value in values(index, in: domain) {
      let scores = (score(old, index, value), score(new, index, value))
      guard let first = scores.0, let second = scores.1 else {
        found.append("\(value): no score")
        continue
      }
      found += problems(item, at: value, first, second)
    }
    return found
  }

  private func problems(
    _ item: IndicatorComparison, at value: Rational, _ first: Rational, _ second: Rational
  ) -> [String] {
    let ranges = item.effect.ranges.filter { $0.interval.contains(value) }
    let parts = ranges.flatMap(\.parts).filter { $0.interval.contains(value) }
    var found: [String] = []
    func expect(_ isTrue: Bool, _ what: String) {
      if !isTrue { found.append("\(value): \(first), \(second): \(what)") }
    }
    let points = (
      comparison.old.indicators[item.old ?? 0].points,
      comparison.new.indicators[item.new ?? 0].points
    )
    if item.effect.isProportional {
      expect(first * points.1 == second * points.0, "not in proportion")
    }
    if item.status == .same || item.status == .equivalent {
      expect(first == second && ranges.isEmpty, "called \(item.status)")
      return found
    }
    expect(item.effect.isComplete, "not complete")
    guard first != second else {
      expect(parts.isEmpty, "reported")
      let isExcepted = ranges.allSatisfy { range in range.equal.contains { $0.contains(value) } }
      expect(isExcepted, "reported, and not excepted")
      return found
    }
    expect(parts.count == 1 && ranges.count == 1, "\(parts.count) parts, \(ranges.count) ranges")
    guard let part = parts.first, let range = ranges.first else { return found }
    expect(!range.equal.contains { $0.contains(value) }, "excepted")
    expect(part.difference.contains(second - first), "difference \(part.difference.shown)")
    expect(range.difference.contains(second - first), "difference \(range.difference.shown)")
    expect(range.old.contains(first) && range.new.contains(second), "scores")
    let exact = (part.old.score(at: value), part.new.score(at: value))
    expect(exact.0 == first && exact.1 == second, "says \(exact)")
    let before = first * points.1
    let after = second * points.0
    switch range.strictness {
    case .stricter: expect(after <= before, "not stricter")
    case .looser: expect(after >= before, "not looser")
    case .equal: expect(after == before, "not the same share")
    case .mixed: break
    }
    return found
  }

  /// The ends of all pieces and ranges, what lies beside them, and what lies between.
  private func values(_ index: Int, in domain: Interval) -> [Rational] {
    var ends: Set<Rational> = [.zero]
    func add(_ interval: Interval) {
      for end in [interval.lower, interval.upper] { if let end { ends.insert(end.value) } }
    }
    add(domain)
    for ruleset in [comparison.old, comparison.new] {
      for piece in ruleset.scoreFunction(of: index)?.pieces ?? [] { add(piece.interval) }
    }
    for range in comparison.indicators[index].effect.ranges {
      for part in range.parts { add(part.interval) }
    }
    var sorted = ends.sorted()
    let countMax = Effort.isFull ? 40 : 20
    if sorted.count > countMax {
      sorted = sorted.enumerated().filter { $0.offset % (sorted.count / countMax + 1) == 0 }.map(
        \.element)
    }
    let small = Rational.one / Rational(1_000_000)
    var values = sorted.flatMap { [$0, $0 - small, $0 + small] }
    values += zip(sorted, sorted.dropFirst()).map { ($0 + $1) / Rational(2) }
    values += [sorted[0] - Rational(3), sorted[sorted.count - 1] + Rational(3)]
    let isWhole = kinds[index] == .count
    if isWhole { values = values.flatMap { [$0.floor(), $0.ceiling()] } }
    return Set(values).filter { domain.contains($0) }.sorted()
  }

  private func score(_ engine: Engine, _ index: Int, _ value: Rational) -> Rational? {
    let ruleset = engine.program.ruleset
    var record = Record(for: ruleset)
    // What is missing elsewhere would be looked at in every way.
    record.facts = ruleset.facts.map { _ in .number(.one) }
    func set(_ name: String, _ value: Rational) {
      if let fact = ruleset.facts.firstIndex(where: { $0.name == name }) {
        record.facts[fact] = .number(value)
      }
    }
    if kinds[index] == .quotient {
      set("甲\(index)", value * Rational(7))
      set("乙\(index)", Rational(7))
    } else {
      set("值\(index)", value)
    }
    return engine.evaluate(record).indicators[index].score
  }
}

extension ScoreFunction.Value {
  fileprivate func score(at measure: Rational) -> Rational? {
    switch self {
    case .constant(let score): score
    case .line(let slope, let intercept): intercept + slope * measure
    case .judged: nil
    }
  }
}
