import Evaluator
import ExactNumbers
import RuleLang

/// Bands: which of them a measure lies in, and what it gives there.
extension Lowering {
  mutating func scoreBands(
    _ measure: Lane, _ bands: [BandProgram], points: Rational, judgment: Int, roundsScores: Bool
  ) throws(Obstacle) -> Lane {
    switch measure {
    case .truth, .fixedTruth, .choice, .fixedChoice:
      return try scoreAnswers(
        measure, bands, points: points, judgment: judgment, roundsScores: roundsScores)
    case .constant, .number, .sum: break
    }
    let fraction = try joined(measure)
    let row = BandRow(self, bands)
    if let row, let amounts = constants(bands, points, roundsScores) {
      let unit = try scoreUnit(amounts)
      if let result = try constant(amounts, in: unit, by: row, fraction) { return .number(result) }
    }
    if let row, let raw = try scoreBesideLimit(fraction, row, bands) {
      return try roundsScores ? finished(raw, points: points) : raw
    }
    var values: [Lane] = []
    for (index, band) in bands.enumerated() {
      let raw = try score(band, fraction, row?.isFirst(index) ?? false, judgment)
      let value = try roundsScores ? finished(raw, points: points) : raw
      // Where the measure is unknown, all is.
      values.append(value.known(but: fraction.unknown))
    }
    var result: Fraction
    if let row {
      result = try choose(row, fraction, values)
    } else {
      result = try choose(bands, measure, values)
    }
    result.unknown = union([fraction.unknown, result.unknown])
    return .number(result)
  }

  /// The points of bands that all give constant ones.
  private func constants(
    _ bands: [BandProgram], _ points: Rational, _ roundsScores: Bool
  ) -> [Rational]? {
    var amounts: [Rational] = []
    for band in bands {
      guard case .scores(let raw) = band.outcome else { return nil }
      amounts.append(roundsScores ? ruleset.rounded(raw, points: points) : raw)
    }
    return amounts
  }

  /// What points are counted in: what scores are rounded to, so that nothing has to be multiplied
  /// for that, where they are whole multiples of it.
  func scoreUnit(_ amounts: [Rational]) throws(Obstacle) -> Rational {
    var unit = Rational.zero
    for amount in amounts { unit = try Rational.commonUnit(unit, amount) }
    if let step = ruleset.scoreRounding?.step, unit.isMultiple(of: step) { return step }
    return unit.isZero ? .one : unit
  }

  /// Bands with constant ends and constant values, which are multiples of a unit, are one step; nil
  /// where numbers become too large for it.
  mutating func constant(
    _ amounts: [Rational], in unit: Rational, by row: BandRow, _ measure: Fraction
  ) throws(Obstacle) -> Fraction? {
    var values: [Int64] = []
    for index in row.order {
      let count = try amounts[index].count(of: unit)
      guard abs(count) <= Bounds.narrowMax else { return nil }
      values.append(Int64(count))
    }
    var thresholds: [Step.Threshold] = []
    var isWide = measure.numerator.isWide || measure.denominator?.isWide ?? false
    var areShort = measure.bounds.isShort && measure.denominatorBounds.isShort
    for end in row.starts {
      guard let ratio = end.value.divided(by: measure.unit) else { return nil }
      let (top, bottom) = try ratio.words()
      thresholds.append(Step.Threshold(scale: bottom, value: top, isClosed: end.isClosed))
      let (left, right) = (
        try measure.bounds.scaled(by: bottom), try measure.denominatorBounds.scaled(by: top)
      )
      isWide = isWide || !left.isNarrow || !right.isNarrow
      let ends = try Bounds.hull(top, bottom)
      areShort = areShort && ends.isShort
    }
    let result = register(isWide: false)
    steps.append(
      .bands(
        fitted(measure.numerator, isWide: isWide),
        measure.denominator.map { fitted($0, isWide: isWide) },
        Step.Bands(thresholds: thresholds, values: values, areShort: areShort && !isWide),
        to: result))
    let bounds = try Bounds(Int128(values.min() ?? 0), Int128(values.max() ?? 0))
    let outside = try outside(row, measure)
    return Fraction(
      numerator: result, bounds: bounds, unit: unit, unknown: union([measure.unknown, outside]))
  }

  /// A band with constant points and one of steps that begins where it ends are one step.
  private mutating func scoreBesideLimit(
    _ measure: Fraction, _ row: BandRow, _ bands: [BandProgram]
  ) throws(Obstacle) -> Lane? {
    guard row.order.count == 2 else { return nil }
    let (lower, upper) = (bands[row.order[0]], bands[row.order[1]])
    let start = row.starts[0]
    let found: (band: Steps, points: Rational, isClosed: Bool)
    switch (lower.outcome, upper.outcome) {
    case (.scores(let points), .steps(let band)) where band.isFromLower:
      found = (band, points, !start.isClosed)
    case (.steps(let band), .scores(let points)) where !band.isFromLower:
      found = (band, points, start.isClosed)
    default: return nil
    }
    guard found.band.rounding != .proRata,
      var result = try? deducted(
        found.band, measure, start.value, beside: (found.points, found.isClosed))
    else { return nil }
    result.unknown = union([result.unknown, try outside(row, measure)])
    return .number(result)
  }

  /// The rows whose measure lies below the lowest band or above the highest, where that is not
  /// excluded; the rules were proven to have none.
  private mutating func outside(
    _ row: BandRow, _ measure: Fraction
  ) throws(Obstacle) -> Flags? {
    var all: [Flags?] = []
    if let lowest = row.lowest,
      !(measure.bounds.isNotNegative && lowest.value.signum() <= 0 && lowest.isClosed)
    {
      let outside = try compare(
        .number(measure), lowest.isClosed ? .less : .lessOrEqual, .constant(lowest.value))
      if let truth = try? truth(outside) { all.append(truth.flags) }
    }
    if let highest = row.highest {
      let isBelow = measure.quotientMost.map { most in
        highest.isClosed && highest.value == measure.unit * Rational(Int(clamping: most))
      }
      if isBelow != true {
        let outside = try compare(
          .number(measure), highest.isClosed ? .greater : .greaterOrEqual,
          .constant(highest.value))
        if let truth = try? truth(outside) { all.append(truth.flags) }
      }
    }
    return union(all)
  }

  // MARK: Choosing a band

  /// From the highest band down, by where each begins.
  private mutating func choose(
    _ row: BandRow, _ measure: Fraction, _ values: [Lane]
  ) throws(Obstacle) -> Fraction {
    var choices: [(mask: Flags, value: Lane)] = []
    for (place, end) in row.starts.enumerated().reversed() {
      let isThere = try compare(
        .number(measure), end.isClosed ? .greaterOrEqual : .greater, .constant(end.value))
      choices.append((try truth(isThere).flags, values[row.order[place + 1]]))
    }
    var result = try choose(choices, otherwise: values[row.order[0]])
    result.unknown = union([result.unknown, try outside(row, measure)])
    return result
  }

  /// Band by band; rows in none of them are unknown.
  private mutating func choose(
    _ bands: [BandProgram], _ measure: Lane, _ values: [Lane]
  ) throws(Obstacle) -> Fraction {
    var choices: [(mask: Flags, value: Lane)] = []
    var unknown: [Flags?] = []
    var masks: [Lane] = []
    for (band, value) in zip(bands, values) {
      let truth = try truth(try contains(band.values, measure))
      choices.append((truth.flags, value))
      unknown.append(truth.unknown)
      masks.append(.truth(Truth(flags: truth.flags)))
    }
    let isNowhere = try truth(negated(connect(masks, deciding: true)))
    var result = try choose(choices, otherwise: .constant(.zero))
    result.unknown = union(unknown + [result.unknown, isNowhere.flags])
    return result
  }

  private mutating func contains(
    _ values: BandProgram.Values, _ measure: Lane
  ) throws(Obstacle) -> Lane {
    switch values {
    case .choice(let index): return try compare(measure, .equal, .fixedChoice(index))
    case .boolean(let value): return try compare(measure, .equal, .fixedTruth(value))
    case .never: return .fixedTruth(false)
    case .notEqual(let slot): return try compare(measure, .notEqual, try lane(slot))
    case .interval(let lower, let upper):
      var parts: [Lane] = []
      if let lower {
        let end = try lane(lower.slot)
        parts.append(try compare(measure, lower.isClosed ? .greaterOrEqual : .greater, end))
      }
      if let upper {
        let end = try lane(upper.slot)
        parts.append(try compare(measure, upper.isClosed ? .lessOrEqual : .less, end))
      }
      return try connect(parts, deciding: false)
    }
  }

  private mutating func scoreAnswers(
    _ measure: Lane, _ bands: [BandProgram], points: Rational, judgment: Int, roundsScores: Bool
  ) throws(Obstacle) -> Lane {
    var values: [Lane] = []
    for band in bands {
      let raw: Lane
      switch band.outcome {
      case .scores(let amount): raw = .constant(amount)
      case .judged: raw = try judged(judgment, within: band.outcome)
      case .line, .steps: throw .notColumnar
      }
      values.append(try roundsScores ? finished(raw, points: points) : raw)
    }
    var result = try choose(bands, measure, values)
    if case .truth(let truth) = measure { result.unknown = union([truth.unknown, result.unknown]) }
    return .number(result)
  }

  // MARK: What a band gives

  private mutating func score(
    _ band: BandProgram, _ measure: Fraction, _ isFirst: Bool, _ judgment: Int
  ) throws(Obstacle) -> Lane {
    switch band.outcome {
    case .scores(let points): return .constant(points)
    case .judged: return try judged(judgment, within: band.outcome)
    case .line(let from, let to):
      guard case .interval(let lower?, let upper?) = band.values else { throw .notColumnar }
      return try line(
        measure, try lane(lower.slot), try lane(upper.slot), from: from, to: to)
    case .steps(let steps):
      guard case .interval(let lower, let upper) = band.values,
        let end = steps.isFromLower ? lower : upper
      else { throw .notColumnar }
      return try score(steps, measure, limit: try lane(end.slot))
    }
  }

  private mutating func judged(
    _ index: Int, within outcome: Band.Outcome
  ) throws(Obstacle) -> Lane {
    guard case .judged(let from, let to) = outcome else { throw .notColumnar }
    let lane = try judged(index)
    var fraction = try joined(lane)
    let isBelow = try truth(compare(lane, .less, .constant(from)))
    let isAbove = try truth(compare(lane, .greater, .constant(to)))
    fraction.unknown = union([isBelow.flags, isAbove.flags])
    return .number(fraction)
  }

  private mutating func line(
    _ measure: Fraction, _ lower: Lane, _ upper: Lane, from: Rational, to: Rational
  ) throws(Obstacle) -> Lane {
    let distance = try sum([(.number(measure), false), (lower, true)])
    let length = try sum([(upper, false), (lower, true)])
    if case .constant(let value) = length, value.isZero { return .constant(from) }
    let share = try product([(distance, false), (length, true)])
    return try sum([(.constant(from), false), (try scaled(share, by: to - from), false)])
  }

  private mutating func score(
    _ band: Steps, _ measure: Fraction, limit: Lane
  ) throws(Obstacle) -> Lane {
    if case .constant(let limit) = limit, band.rounding != .proRata,
      let result = try? deducted(band, measure, limit)
    {
      return .number(result)
    }
    let distance = try magnitude(try sum([(.number(measure), false), (limit, true)]))
    guard let perStep = Rational.one.divided(by: band.step) else { throw .notColumnar }
    var count = try scaled(distance, by: perStep)
    switch band.rounding {
    case .full: count = try rounded(count, to: .one, .floor)
    case .started: count = try rounded(count, to: .one, .ceiling)
    case .proRata: break
    }
    let change = try scaled(count, by: band.amount)
    return try extreme(
      [try sum([(.constant(band.start), false), (change, !band.adds)]), .constant(band.limit)],
      isMinimum: band.adds)
  }

  /// Steps from a constant limit, in one loop.
  ///
  /// `beside` is the points on the other side of the limit, and whether they hold at it.
  private mutating func deducted(
    _ band: Steps, _ measure: Fraction, _ limit: Rational,
    beside: (points: Rational, isClosed: Bool)? = nil
  ) throws(Obstacle) -> Fraction {
    guard let own = measure.unit.divided(by: band.step), let far = limit.divided(by: band.step)
    else { throw .notColumnar }
    let (top, bottom) = try own.words()
    let (limitTop, limitBottom) = try far.words()
    let shared = Int128.commonDivisor(bottom, limitBottom)
    let length = try Bounds.product(bottom / shared, limitBottom)
    let scale = try Bounds.product(top, length / bottom)
    let value = try Bounds.product(limitTop, length / limitBottom)
    let left = try measure.bounds.scaled(by: scale)
    let right = try measure.denominatorBounds.scaled(by: value)
    let distance = try (left - right).magnitude
    let divisor = try measure.denominatorBounds.scaled(by: length)
    let unit = try scoreUnit([band.start, band.amount, band.limit, beside?.points ?? .zero])
    let (start, amount) = (try band.start.count(of: unit), try band.amount.count(of: unit))
    let end = try band.limit.count(of: unit)
    let most = try Bounds.product(distance.upper / max(1, divisor.lower) + 1, amount)
    var bounds = try Bounds.hull(start, end)
    var other: Step.Deduction.Other?
    if let beside {
      let points = try beside.points.count(of: unit)
      bounds = bounds.hull(try .constant(points))
      guard bounds.isNarrow else { throw .tooWide }
      other = .init(
        value: Int64(points), isBelow: band.isFromLower, isClosed: beside.isClosed)
    }
    let isWide = measure.numerator.isWide || measure.denominator?.isWide ?? false
    guard !isWide, left.isNarrow, right.isNarrow, distance.isNarrow, divisor.isNarrow,
      try Bounds.constant(most).isNarrow, bounds.isNarrow
    else { throw .tooWide }
    let result = register(isWide: false)
    let deduction = Step.Deduction(
      start: Int64(start), amount: Int64(band.adds ? -amount : amount), end: Int64(end),
      isStarted: band.rounding == .started, other: other)
    steps.append(
      .deduct(
        Step.Distance(
          numerator: measure.numerator, denominator: measure.denominator, scale: scale,
          limit: value, length: length), deduction, to: result))
    return Fraction(numerator: result, bounds: bounds, unit: unit, unknown: measure.unknown)
  }
}
