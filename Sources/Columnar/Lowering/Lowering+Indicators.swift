import Evaluator
import ExactNumbers
import RuleLang

/// Indicators: cases before methods, and the rounding after them.
extension Lowering {
  /// The rounded score of an indicator.
  mutating func score(_ index: Int) throws(Obstacle) -> Lane {
    let indicator = program.indicators[index]
    let points = ruleset.indicators[index].points
    let method = try methodScore(
      indicator.method, points: points, judgment: index, roundsScores: true)
    let score = try score(
      indicator.cases, otherwise: method, points: points, roundsScores: true)
    guard case .number(let fraction) = score else { return score }
    return .number(try tightened(fraction, to: indicator.method.reach(points: points)))
  }

  /// A score with bounds as the rules were proven to keep them.
  ///
  /// A row that is left out may hold anything; so whoever reads a table by a score looks first
  /// whether it lies within.
  private func tightened(
    _ fraction: Fraction, to range: ClosedRange<Rational>
  ) throws(Obstacle) -> Fraction {
    guard fraction.isWhole, let lowest = range.lowerBound.divided(by: fraction.unit),
      let highest = range.upperBound.divided(by: fraction.unit)
    else { return fraction }
    var result = fraction
    let lower = max(fraction.bounds.lower, try lowest.floor().wholeWord())
    let upper = min(fraction.bounds.upper, try highest.ceiling().wholeWord())
    if lower <= upper { result.bounds = try Bounds(lower, upper) }
    return result
  }

  /// What cases give, and what counts where none of them holds.
  private mutating func score(
    _ cases: [IndicatorProgram.CaseProgram], otherwise: Lane, points: Rational, roundsScores: Bool
  ) throws(Obstacle) -> Lane {
    guard !cases.isEmpty else { return otherwise }
    var choices: [(mask: Flags, value: Lane)] = []
    var unknown: [Flags?] = []
    for item in cases {
      let truth = try truth(try lane(item.condition))
      unknown.append(truth.unknown)
      switch item.outcome {
      case .scores(let amount):
        let value = Lane.constant(amount)
        choices.append(
          (truth.flags, try roundsScores ? finished(value, points: points) : value))
      case .excludedOverHeading, .excludedOverTotal:
        // What its points go to is worked out by the engine.
        choices.append((truth.flags, try unknownEverywhere()))
      }
    }
    var result = try choose(choices, otherwise: otherwise)
    result.unknown = union(unknown + [result.unknown])
    return .number(result)
  }

  private mutating func unknownEverywhere() throws(Obstacle) -> Lane {
    var fraction = try joined(.constant(.zero))
    let all = flags()
    steps.append(.setFlags(true, to: all))
    fraction.unknown = all
    return .number(fraction)
  }

  /// A score rounded as the ruleset says; rounding never lifts it above the points.
  mutating func finished(_ raw: Lane, points: Rational) throws(Obstacle) -> Lane {
    if case .constant(let value) = raw {
      return .constant(ruleset.rounded(value, points: points))
    }
    guard let rounding = ruleset.scoreRounding else { return .number(try joined(raw)) }
    let isMultiple = points.divided(by: rounding.step)?.isInteger ?? false
    if isMultiple { return .number(try joined(rounded(raw, to: rounding.step, rounding.mode))) }
    // Where rounding could pass the points it stops at them; only what was above them stays there.
    let fraction = try joined(raw)
    guard fraction.most <= points else { throw .notColumnar }
    let rounded = try joined(
      rounded(.number(fraction), to: rounding.step, rounding.mode))
    return .number(try limited(rounded, by: points, isMinimum: true))
  }

  /// The measure of an indicator as other rules see it: unknown where a case decides.
  mutating func measure(_ lane: Lane, of index: Int) throws(Obstacle) -> Lane {
    guard !program.indicators[index].cases.isEmpty else { return lane }
    var conditions: [Lane] = []
    for item in program.indicators[index].cases { conditions.append(try self.lane(item.condition)) }
    let decided = try truth(try connect(conditions, deciding: true))
    switch lane {
    case .number, .sum, .constant:
      var fraction = try joined(lane)
      fraction.unknown = union([fraction.unknown, decided.flags, decided.unknown])
      return .number(fraction)
    case .truth(let truth):
      return .truth(
        Truth(
          flags: truth.flags, unknown: union([truth.unknown, decided.flags, decided.unknown])))
    case .fixedTruth, .choice, .fixedChoice: throw .notColumnar
    }
  }

  // MARK: Methods

  private mutating func methodScore(
    _ method: MethodProgram, points: Rational, judgment: Int, roundsScores: Bool
  ) throws(Obstacle) -> Lane {
    let raw: Lane
    switch method {
    case .bands(let measure, let bands):
      return try scoreBands(
        try lane(measure), bands, points: points, judgment: judgment, roundsScores: roundsScores)
    case .checklist(let items, let isLadder):
      raw = try isLadder ? ladder(items) : checklist(items)
    case .deductions(let lines): raw = try deductions(lines, points: points)
    case .judged: raw = try judged(judgment)
    case .formula(let slot, let isClamped):
      let value = try lane(slot)
      raw = try isClamped ? clamped(value, points) : value
    case .bestOf(let alternatives):
      var scores: [Lane] = []
      for alternative in alternatives {
        let score = try methodScore(
          alternative.method, points: points, judgment: judgment, roundsScores: false)
        scores.append(
          try self.score(
            alternative.cases, otherwise: score, points: points, roundsScores: false))
      }
      raw = try extreme(scores, isMinimum: false)
    }
    return try roundsScores ? finished(raw, points: points) : raw
  }

  private mutating func clamped(_ value: Lane, _ points: Rational) throws(Obstacle) -> Lane {
    let positive = try extreme([value, .constant(.zero)], isMinimum: false)
    return try extreme([positive, .constant(points)], isMinimum: true)
  }

  /// The points that an evaluator gave.
  mutating func judged(_ index: Int) throws(Obstacle) -> Lane {
    guard case .number(let unit, let bounds)? = shape.judgments[index] else { throw .notColumnar }
    let register = Register(index: shape.facts.count + index, isWide: false)
    return .number(Fraction(numerator: register, bounds: bounds, unit: unit))
  }

  private mutating func checklist(
    _ items: [(points: Rational, condition: Int)]
  ) throws(Obstacle) -> Lane {
    var truths: [(Rational, Lane)] = []
    for item in items { truths.append((item.points, try lane(item.condition))) }
    return try tally(truths, from: .zero)
  }

  /// A constant and the points of what holds.
  mutating func tally(
    _ items: [(points: Rational, condition: Lane)], from start: Rational
  ) throws(Obstacle) -> Lane {
    var constant = start
    var terms: [(Flags, Rational)] = []
    var unknown: [Flags?] = []
    for (points, condition) in items {
      switch condition {
      case .fixedTruth(let holds): if holds { constant += points }
      case .truth(let truth):
        terms.append((truth.flags, points))
        unknown.append(truth.unknown)
      default: throw .notColumnar
      }
    }
    guard !terms.isEmpty else { return .constant(constant) }
    let unit = try scoreUnit([constant] + terms.map(\.1))
    let whole = try constant.count(of: unit)
    var bounds = try Bounds.constant(whole)
    var counted: [(Flags, Int64)] = []
    for (flags, points) in terms {
      let count = try points.count(of: unit)
      bounds = try bounds + Bounds(min(0, count), max(0, count))
      guard (try bounds.magnitude + Bounds.constant(abs(count))).isNarrow else { throw .tooWide }
      counted.append((flags, Int64(count)))
    }
    let result = register(isWide: false)
    steps.append(.tally(counted, constant: Int64(whole), to: result))
    return .number(
      Fraction(numerator: result, bounds: bounds, unit: unit, unknown: union(unknown)))
  }

  /// The best of the items that hold: the last that does, from the lowest to the highest.
  private mutating func ladder(
    _ items: [(points: Rational, condition: Int)]
  ) throws(Obstacle) -> Lane {
    var choices: [(mask: Flags, value: Lane)] = []
    var unknown: [Flags?] = []
    for item in items.sorted(by: { $0.points > $1.points }) where item.points.signum() > 0 {
      let truth = try truth(try lane(item.condition))
      choices.append((truth.flags, .constant(item.points)))
      unknown.append(truth.unknown)
    }
    for item in items where item.points.signum() <= 0 {
      unknown.append(try truth(try lane(item.condition)).unknown)
    }
    var result = try choose(choices, otherwise: .constant(.zero))
    result.unknown = union(unknown + [result.unknown])
    return .number(result)
  }

  private mutating func deductions(
    _ lines: [(points: Rational, slot: Int, isCount: Bool)], points: Rational
  ) throws(Obstacle) -> Lane {
    var terms: [(Lane, isInverse: Bool)] = [(.constant(points), false)]
    var conditions: [(Rational, Lane)] = []
    for line in lines {
      if line.isCount {
        let count = try extreme([try lane(line.slot), .constant(.zero)], isMinimum: false)
        terms.append((try scaled(count, by: line.points), true))
      } else {
        conditions.append((line.points, try lane(line.slot)))
      }
    }
    if !conditions.isEmpty { terms.append((try tally(conditions, from: .zero), true)) }
    let rest = try sum(terms, in: ruleset.scoreRounding?.step)
    return try extreme([rest, .constant(.zero)], isMinimum: false)
  }
}

extension MethodProgram {
  /// Between what the scores of an indicator lie: its points, but for what a clause says.
  func reach(points: Rational) -> ClosedRange<Rational> {
    var range = Rational.zero...points
    func include(_ value: Rational) {
      range = min(range.lowerBound, value)...max(range.upperBound, value)
    }
    switch self {
    case .bands(_, let bands):
      for band in bands {
        switch band.outcome {
        case .scores(let value): include(value)
        case .line(let from, let to), .judged(let from, let to):
          include(from)
          include(to)
        case .steps(let steps):
          include(steps.limit)
          include(steps.start)
        }
      }
    case .bestOf(let alternatives):
      for alternative in alternatives {
        let inner = alternative.method.reach(points: points)
        include(inner.lowerBound)
        include(inner.upperBound)
      }
    case .checklist, .deductions, .judged, .formula: break
    }
    return range
  }
}
