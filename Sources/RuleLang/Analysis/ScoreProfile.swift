import ExactNumbers

/// What each value of a measure scores, ascending, where that is certain: bands that an evaluator
/// judges are left out, and cases whose condition is about the measure itself are put in.
struct ScoreProfile {
  /// A value of the measure with its score.
  struct Point {
    let value: Rational
    let score: Rational
    /// Values that would do as well.
    let region: Interval
    /// What they score.
    let scores: Interval
    /// The clause that gives it.
    let place: SourceRange
    /// The case that decides there, if one does.
    let deciding: Int?
  }

  /// Values that one clause scores in one way.
  private struct Part {
    let interval: Interval
    let slope: Rational
    let intercept: Rational
    let place: SourceRange
    let deciding: Int?

    /// The score that is approached towards the lower or the upper end.
    func limit(atUpper: Bool) -> Rational {
      guard !slope.isZero, let end = atUpper ? interval.upper : interval.lower else {
        return intercept
      }
      return intercept + slope * end.value
    }

    func score(at value: Rational) -> Rational { intercept + slope * value }
  }

  private let parts: [Part]
  private let grid: Grid

  /// The profile of an indicator's bands; nil where they have no score function.
  init?(_ indicator: Indicator, _ method: BandMethod, in context: AnalysisContext) {
    let rounding = context.ruleset.scoreRounding
    guard
      let function = try? ScoreFunction(method, points: indicator.points, rounding: rounding)
    else { return nil }
    grid = Grid(step: function.step)
    var parts = function.pieces.compactMap { piece -> Part? in
      let place = method.bands[piece.band].clause.range
      switch piece.value {
      case .constant(let score):
        return Part(
          interval: piece.interval, slope: .zero, intercept: score, place: place, deciding: nil)
      case .line(let slope, let intercept):
        return Part(
          interval: piece.interval, slope: slope, intercept: intercept, place: place, deciding: nil)
      case .judged: return nil
      }
    }
    parts += Self.cases(of: indicator, method, grid, in: context)
    self.parts = parts.sorted {
      Interval.compareLower($0.interval.lower, $1.interval.lower) < 0
    }
  }

  /// The cases that say of the measure itself where they decide.
  private static func cases(
    of indicator: Indicator, _ method: BandMethod, _ grid: Grid, in context: AnalysisContext
  ) -> [Part] {
    guard let key = ExpressionKey.key(method.measure) else { return [] }
    var parts: [Part] = []
    for (index, item) in indicator.cases.enumerated().prefix(AnalysisContext.caseCountMax) {
      let claims = Array(indicator.cases.prefix(index)).failed + [Claim(item.condition, true)]
      guard case .scores(let points) = item.outcome,
        let values = values(of: key, where: item.condition),
        let interval = grid.tightened(
          values.intersection(context.bounds(method.measure, where: claims))),
        !ConditionProof.areImpossible(claims, in: context),
        parts.allSatisfy({ $0.interval.intersection(interval) == nil })
      else { continue }
      let score = context.ruleset.rounded(points, points: indicator.points)
      parts.append(
        Part(
          interval: interval, slope: .zero, intercept: score, place: item.clause.range,
          deciding: index))
    }
    return parts
  }

  /// The values of the measure for which a condition holds; nil where it is about something else.
  private static func values(of key: String, where condition: TypedExpression) -> Interval? {
    switch condition.kind {
    case .and(let operands):
      var common: Interval? = .all
      for operand in operands {
        guard let values = values(of: key, where: operand) else { return nil }
        common = common.flatMap { $0.intersection(values) }
      }
      return common
    case .comparison(let left, let comparison, let right):
      guard let limit = right.constantNumber, ExpressionKey.key(left) == key else { return nil }
      switch comparison {
      case .equal: return Interval(limit)
      case .notEqual: return nil
      case .less: return Interval.all.below(limit, inclusive: false)
      case .lessOrEqual: return Interval.all.below(limit, inclusive: true)
      case .greater: return Interval.all.above(limit, inclusive: false)
      case .greaterOrEqual: return Interval.all.above(limit, inclusive: true)
      }
    default: return nil
    }
  }

  // MARK: Falls

  /// Pairs of values of which the better scores less, the nearest first.
  func falls(_ isRising: Bool, countMax: Int) -> [(worse: Point, better: Point)] {
    let ordered = isRising ? parts : parts.reversed()
    var found: [(worse: Point, better: Point)] = []
    var best: (score: Rational, part: Part)?
    for part in ordered {
      let first = part.limit(atUpper: !isRising)
      let last = part.limit(atUpper: isRising)
      if let best, best.score > min(first, last) {
        let middle = Self.middle(best.score, min(first, last))
        if let worse = point(of: best.part, above: middle, towards: part),
          let better = point(of: part, below: middle, towards: best.part)
        {
          found.append((worse, better))
        }
      } else if first > last {
        let middle = Self.middle(first, last)
        if let worse = point(of: part, above: middle, towards: nil),
          let better = point(of: part, below: middle, towards: nil)
        {
          found.append((worse, better))
        }
      }
      if found.count >= countMax { break }
      if max(first, last) > best?.score ?? min(first, last) - .one {
        best = (max(first, last), part)
      }
    }
    return found
  }

  // MARK: Turns

  /// Three ascending values of which the middle one scores most, or least; nil where the scores
  /// only rise or only fall.
  var turn: [Point]? {
    var levels: [(score: Rational, part: Part)] = []
    for part in parts {
      for isUpper in [false, true] {
        let score = part.limit(atUpper: isUpper)
        if levels.last?.score != score { levels.append((score, part)) }
      }
    }
    guard levels.count > 2 else { return nil }
    for index in levels.indices.dropFirst().dropLast() {
      let (before, here, after) = (levels[index - 1], levels[index], levels[index + 1])
      let isPeak = before.score < here.score && after.score < here.score
      let isValley = before.score > here.score && after.score > here.score
      guard isPeak || isValley else { continue }
      let nearest = isPeak ? max(before.score, after.score) : min(before.score, after.score)
      let middle = Self.middle(nearest, here.score)
      func outer(_ level: (score: Rational, part: Part)) -> Point? {
        isPeak
          ? point(of: level.part, below: middle, towards: here.part)
          : point(of: level.part, above: middle, towards: here.part)
      }
      let top =
        isPeak
        ? point(of: here.part, above: middle, towards: nil)
        : point(of: here.part, below: middle, towards: nil)
      if let first = outer(before), let top, let last = outer(after), first.value < top.value,
        top.value < last.value
      {
        return [first, top, last]
      }
    }
    return nil
  }

  // MARK: Points

  private static func middle(_ first: Rational, _ second: Rational) -> Rational {
    (first + second).divided(by: Rational(2)) ?? first
  }

  /// A value of a part that scores more than a limit.
  private func point(of part: Part, above limit: Rational, towards other: Part?) -> Point? {
    Interval.all.above(limit, inclusive: false).flatMap {
      point(of: part, scoring: $0, limit, towards: other)
    }
  }

  /// A value of a part that scores less than a limit.
  private func point(of part: Part, below limit: Rational, towards other: Part?) -> Point? {
    Interval.all.below(limit, inclusive: false).flatMap {
      point(of: part, scoring: $0, limit, towards: other)
    }
  }

  /// The plainest value that scores as wanted: an end that belongs to the part, the one on the
  /// side of the other part first, or else a value inside.
  private func point(
    of part: Part, scoring scores: Interval, _ limit: Rational, towards other: Part?
  ) -> Point? {
    guard let region = grid.tightened(region(of: part, scoring: scores, limit)) else { return nil }
    let isBelow = other.map {
      Interval.compareLower(part.interval.lower, $0.interval.lower) < 0
    }
    let ends = [region.upper, region.lower]
    var values = (isBelow ?? true ? ends : ends.reversed()).compactMap { end in
      end.flatMap { $0.isClosed ? $0.value : nil }
    }
    values.append(grid.witness(in: region))
    return values.first { region.contains($0) && scores.contains(part.score(at: $0)) }.map {
      Point(
        value: $0, score: part.score(at: $0), region: region, scores: scores, place: part.place,
        deciding: part.deciding)
    }
  }

  /// The values of a part that score beyond a limit.
  private func region(of part: Part, scoring scores: Interval, _ limit: Rational) -> Interval? {
    guard let place = (limit - part.intercept).divided(by: part.slope) else {
      return scores.contains(part.intercept) ? part.interval : nil
    }
    let isAbove = (scores.lower != nil) != part.slope.isNegative
    return isAbove
      ? part.interval.above(place, inclusive: false) : part.interval.below(place, inclusive: false)
  }
}
