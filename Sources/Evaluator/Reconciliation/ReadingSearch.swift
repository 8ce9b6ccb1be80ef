import ExactNumbers
import RuleLang

/// Looks for one simple change of a record's figures under which something holds.
struct ReadingSearch {
  let program: Program
  let record: Record

  /// The facts whose values may be read otherwise.
  let facts: [Int]

  /// Whether it holds in a run and, for a measure, what the measure is then.
  let holds: (Execution) -> (holds: Bool, value: Rational?)

  /// The most readings that are told.
  private static let countMax = 3

  /// Other values that the record gives; without any, other signs and units where those count.
  func readings(withSignsAndUnits: Bool) -> [Reading] {
    let given = otherValues()
    if !given.isEmpty || !withSignsAndUnits { return given }
    return Array((signs() + units()).prefix(Self.countMax))
  }

  // MARK: Values given

  /// The combinations of given values under which it holds, of those that change fewest facts.
  private func otherValues() -> [Reading] {
    let choices = record.choices.filter { facts.contains($0.fact) }
    var found: [Reading] = []
    var fewest = Int.max
    for changes in combinations(of: choices) where changes.count <= fewest {
      var other = record
      for (fact, candidate) in changes { other.facts[fact] = candidate.value }
      let outcome = holds(Execution(program, other))
      guard outcome.holds else { continue }
      fewest = changes.count
      found.append(Reading(change: .values(changes), value: outcome.value))
      if found.count == Self.countMax { break }
    }
    return found
  }

  /// Every way to take other values, those that change fewest facts first.
  private func combinations(
    of choices: [ValueChoice]
  ) -> [[(fact: Int, candidate: ValueChoice.Candidate)]] {
    var all: [[(fact: Int, candidate: ValueChoice.Candidate)]] = [[]]
    let countMax = Limits.readingsTriedMax
    for choice in choices {
      var seen: Set<Constant> = [choice.candidates[choice.used].value]
      let others = choice.candidates.filter { seen.insert($0.value).inserted }
      let longer = all.flatMap { changes in others.map { changes + [(choice.fact, $0)] } }
      all = Array((all + longer).sorted { $0.count < $1.count }.prefix(countMax + 1))
    }
    return Array(all.dropFirst())
  }

  // MARK: Signs and units

  private func signs() -> [Reading] {
    facts.compactMap { fact in
      number(fact).flatMap { value in
        outcome(fact, -value).map { Reading(change: .sign(fact: fact, -value), value: $0.value) }
      }
    }
  }

  private static let factors: [Rational] = [
    Rational(10_000), Rational(100_000_000), Rational(1, over: 10_000) ?? .one,
    Rational(1, over: 100_000_000) ?? .one,
  ]

  private func units() -> [Reading] {
    facts.flatMap { fact -> [Reading] in
      guard let value = number(fact),
        program.ruleset.facts[fact].type.number?.dimension == .money
      else { return [] }
      return Self.factors.compactMap { factor in
        let scaled = value * factor
        return outcome(fact, scaled).map {
          Reading(change: .unit(fact: fact, scaled), value: $0.value)
        }
      }
    }
  }

  private func number(_ fact: Int) -> Rational? {
    guard case .number(let value)? = record.facts[fact], !value.isZero,
      program.ruleset.facts[fact].type.number != nil
    else { return nil }
    return value
  }

  private func outcome(_ fact: Int, _ value: Rational) -> (holds: Bool, value: Rational?)? {
    guard program.ruleset.facts[fact].bounds.contains(value) else { return nil }
    var other = record
    other.facts[fact] = .number(value)
    let outcome = holds(Execution(program, other))
    return outcome.holds ? outcome : nil
  }
}
