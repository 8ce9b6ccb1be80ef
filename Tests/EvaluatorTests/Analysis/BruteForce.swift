import ExactNumbers

/// Small rulesets as plain numbers, and what is true of them.
///
/// It is found by trying every value that matters: each end of each range, and a value between
/// each two. Nothing is shared with the checker and the analysis but the numbers.
enum BruteForce {
  /// An end of a range; nil stands for none.
  struct End {
    var value: Rational
    var isClosed: Bool
  }

  struct Range {
    var lower: End?
    var upper: End?

    func holds(_ value: Rational) -> Bool {
      if let lower, lower.isClosed ? value < lower.value : value <= lower.value { return false }
      if let upper, upper.isClosed ? value > upper.value : value >= upper.value { return false }
      return true
    }

    var ends: [Rational] { [lower?.value, upper?.value].compactMap { $0 } }
  }

  struct Fact {
    var name: String
    var range: Range
    var isWhole: Bool

    func holds(_ value: Rational) -> Bool { range.holds(value) && (!isWhole || value.isInteger) }
  }

  enum Measure {
    case fact(Fact)
    case sum(Fact, Fact)
    case difference(Fact, Fact)
    /// The second is above 0.
    case quotient(Fact, Fact)
    case magnitude(Fact)
    case least(Fact, Rational)
  }

  enum Outcome {
    case scores(Rational)
    case line(from: Rational, to: Rational)
    case steps(amount: Rational, length: Rational, Part)
  }

  enum Part { case full, started, proRata }

  struct Band {
    var range: Range
    var outcome: Outcome
  }

  struct Indicator {
    var measure: Measure
    var bands: [Band]
    /// `当 FACT ≤ LIMIT 得 N 分`, where the measure is that fact.
    var lowCase: (limit: Rational, points: Rational)?
    var isHigherBetter: Bool?
  }

  static let points = Rational(10)
}

// MARK: What a measure can be

extension BruteForce.Measure {
  var isWhole: Bool {
    switch self {
    case .fact(let fact), .magnitude(let fact): fact.isWhole
    case .sum(let left, let right), .difference(let left, let right):
      left.isWhole && right.isWhole
    case .quotient, .least: false
    }
  }

  /// Whether some figures give exactly this.
  func attains(_ value: Rational) -> Bool {
    switch self {
    case .fact(let fact): return fact.holds(value)
    case .magnitude(let fact):
      return !value.isNegative && (fact.holds(value) || fact.holds(-value))
    case .least(let fact, let most):
      if value == most {
        return Self.candidates(fact, most).contains { fact.holds($0) && $0 >= most }
      }
      return value < most && fact.holds(value)
    case .sum(let left, let right):
      return Self.meets(left, right) {
        value - $0
      } over: {
        value - $0
      }
    case .difference(let left, let right):
      return Self.meets(left, right) {
        $0 - value
      } over: {
        $0 + value
      }
    case .quotient(let left, let right):
      if value.isZero { return left.holds(.zero) }
      return Self.meets(left, right) {
        $0.divided(by: value) ?? .zero
      } over: {
        $0 * value
      }
    }
  }

  /// Whether some value of the first fact has its partner in the second: every end of either that
  /// the other maps to, and a value between each two.
  private static func meets(
    _ left: BruteForce.Fact, _ right: BruteForce.Fact, partner: (Rational) -> Rational,
    over back: (Rational) -> Rational
  ) -> Bool {
    var values = left.range.ends + right.range.ends.map(back)
    if left.isWhole {
      values = Set(values.flatMap { [$0.floor(), $0.ceiling(), $0 + .one, $0 - .one] }).sorted()
      values = values.flatMap { [$0.floor(), $0.floor() + .one] }
    } else {
      values = BruteForce.dense(values)
    }
    return values.contains { left.holds($0) && right.holds(partner($0)) }
  }

  private static func candidates(_ fact: BruteForce.Fact, _ most: Rational) -> [Rational] {
    let dense = BruteForce.dense(fact.range.ends + [most])
    return dense + dense.map { $0.floor() } + [Rational(1000)]
  }

  /// Values at which what it can be may end.
  var ends: [Rational] {
    switch self {
    case .fact(let fact): return fact.range.ends
    case .magnitude(let fact): return fact.range.ends.map(\.magnitude) + [.zero]
    case .least(let fact, let most): return fact.range.ends + [most]
    case .sum(let left, let right): return pairs(left, right) { $0 + $1 }
    case .difference(let left, let right): return pairs(left, right) { $0 - $1 }
    case .quotient(let left, let right):
      return pairs(left, right) { $0.divided(by: $1) ?? .zero } + [.zero]
    }
  }

  private func pairs(
    _ left: BruteForce.Fact, _ right: BruteForce.Fact, _ body: (Rational, Rational) -> Rational
  ) -> [Rational] {
    left.range.ends.flatMap { first in right.range.ends.map { body(first, $0) } }
  }
}

extension BruteForce {
  /// The values, one between each two, and some beyond.
  static func dense(_ values: [Rational]) -> [Rational] {
    let sorted = Set(values).sorted()
    guard let first = sorted.first, let last = sorted.last else { return [.zero] }
    var result = [first - Rational(100), first - .one]
    for (low, high) in zip(sorted, sorted.dropFirst()) {
      result += [low, (low + high) / Rational(2)]
    }
    return result + [last, last + .one, last + Rational(100)]
  }
}

// MARK: What is true of an indicator

extension BruteForce.Indicator {
  private typealias Value = Rational

  /// Every value at which anything can change.
  private var marks: [Rational] {
    var marks = measure.ends + bands.flatMap { $0.range.ends }
    if let lowCase { marks.append(lowCase.limit) }
    for band in bands {
      guard case .steps(let amount, let length, _) = band.outcome, let limit = limit(of: band)
      else { continue }
      let sign = Rational(band.range.lower == nil ? -1 : 1)
      // Each step, and where nothing is left to take.
      let counts = (0...22).map { Rational($0) } + [start(of: band, at: limit) / amount]
      marks += counts.map { limit + length * $0 * sign }
    }
    return Set(marks).sorted()
  }

  /// The values to look at: the marks and one between each two, or every whole number.
  var values: [Rational] {
    guard measure.isWhole else { return BruteForce.dense(marks) }
    guard let first = marks.first?.floor().machineWord, let last = marks.last?.ceiling().machineWord
    else { return [] }
    return ((first - 2)...(last + 2)).map { Rational($0) }
  }

  /// Whether the method has to score a value.
  private func isDemanded(_ value: Rational) -> Bool {
    measure.attains(value) && !(lowCase.map { value <= $0.limit } ?? false)
  }

  private func bandCount(_ value: Rational) -> Int { bands.count { $0.range.holds(value) } }

  var hasGap: Bool { values.contains { isDemanded($0) && bandCount($0) == 0 } }

  var hasOverlap: Bool { values.contains { isDemanded($0) && bandCount($0) > 1 } }

  /// The bands that no value falls in.
  var unreachableBands: [Int] {
    bands.indices.filter { index in
      !values.contains { isDemanded($0) && bands[index].range.holds($0) }
    }
  }

  /// Whether some value that the case takes can be.
  var caseDecides: Bool {
    guard let lowCase else { return false }
    return values.contains { measure.attains($0) && $0 <= lowCase.limit }
  }

  /// Whether some value is left to the bands.
  var methodDecides: Bool { values.contains(where: isDemanded) }

  // MARK: Scores

  private func limit(of band: BruteForce.Band) -> Rational? {
    band.range.lower?.value ?? band.range.upper?.value
  }

  /// The score of a value that can be; the bands hold it once.
  private func score(at value: Rational) -> Rational? {
    if let lowCase, value <= lowCase.limit { return lowCase.points }
    guard let band = bands.first(where: { $0.range.holds(value) }) else { return nil }
    switch band.outcome {
    case .scores(let points): return points
    case .line(let from, let to):
      guard let low = band.range.lower?.value, let high = band.range.upper?.value else {
        return nil
      }
      return from + (value - low) / (high - low) * (to - from)
    case .steps(let amount, let length, let part):
      guard let limit = limit(of: band) else { return nil }
      let distance = (value - limit).magnitude / length
      let count: Rational =
        switch part {
        case .full: distance.floor()
        case .started: distance.ceiling()
        case .proRata: distance
        }
      return max(.zero, start(of: band, at: limit) - count * amount)
    }
  }

  /// What the band on the other side of the limit gives there.
  private func start(of band: BruteForce.Band, at limit: Rational) -> Rational {
    for other in bands {
      let isBelow = other.range.upper?.value == limit && band.range.lower?.value == limit
      let isAbove = other.range.lower?.value == limit && band.range.upper?.value == limit
      guard isBelow || isAbove else { continue }
      switch other.outcome {
      case .scores(let points): return points
      case .line(let from, let to): return isBelow ? to : from
      case .steps: continue
      }
    }
    return BruteForce.points
  }

  /// The scores in the order of the values: single values, and between them the limits at both
  /// ends of each stretch, on which the score is a straight line.
  private var levels: [Rational] {
    let marks = Set(self.marks).sorted()
    guard !measure.isWhole else {
      return values.filter { measure.attains($0) }.compactMap { score(at: $0) }
    }
    guard let first = marks.first, let last = marks.last else { return [] }
    var levels: [Rational] = []
    for (low, high) in zip([first - Rational(200)] + marks, marks + [last + Rational(200)]) {
      if measure.attains(low), let score = score(at: low) { levels.append(score) }
      let third = (high - low) / Rational(3)
      let inner = [low + third, high - third]
      guard inner.allSatisfy({ measure.attains($0) }), let near = score(at: inner[0]),
        let far = score(at: inner[1])
      else { continue }
      levels += [near - (far - near), far + (far - near)]
    }
    return levels
  }

  /// Whether the score rises somewhere, and whether it falls, as the measure rises.
  var moves: (rises: Bool, falls: Bool) {
    let levels = levels
    let steps = zip(levels, levels.dropFirst())
    return (steps.contains { $0 < $1 }, steps.contains { $0 > $1 })
  }
}
