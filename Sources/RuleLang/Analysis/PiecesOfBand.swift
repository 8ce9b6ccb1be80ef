import ExactNumbers

/// The pieces of one band over a part of its values, before scores are rounded.
struct PiecesOfBand {
  typealias Unavailable = ScoreFunction.Unavailable

  /// Values and what they give; together they are the part, not in any order.
  private(set) var pieces: [(interval: Interval, value: ScoreFunction.Value)] = []

  private let part: Interval
  private let countMax: Int

  /// - Throws: ``ScoreFunction/Unavailable/tooManyPieces``.
  init(_ band: Band, within part: Interval, countMax: Int) throws(Unavailable) {
    self.part = part
    self.countMax = countMax
    var low: Rational?
    var high: Rational?
    if case .interval(let lower, let upper) = band.values {
      low = lower?.value.constantNumber
      high = upper?.value.constantNumber
    }
    switch band.outcome {
    case .scores(let points): pieces = [(part, .constant(points))]
    case .judged(let from, let to): pieces = [(part, .judged(from: from, to: to))]
    case .line(let from, let to):
      guard let low, let high, let slope = (to - from).divided(by: high - low), !slope.isZero else {
        pieces = [(part, .constant(from))]
        return
      }
      pieces = [(part, .line(slope: slope, intercept: from - slope * low))]
    case .steps(let steps):
      // The checker has proven that the end they are counted from is there.
      guard let limit = steps.isFromLower ? low : high else { throw .endsAreFigures }
      try add(steps, from: limit)
    }
  }

  private mutating func add(_ steps: Steps, from limit: Rational) throws(Unavailable) {
    // So many steps from the limit, nothing changes any more.
    let last = (steps.limit - steps.start).magnitude.divided(by: steps.amount) ?? .zero
    let far = steps.rounding == .proRata ? last : last.ceiling()
    add(beyond: far, steps, limit)
    if steps.rounding == .proRata {
      addLine(steps, limit, upTo: far)
      return
    }
    var (first, final) = (Rational.zero, far)
    let distances = [part.lower, part.upper].map { end in
      end.flatMap { ($0.value - limit).magnitude.divided(by: steps.step) }
    }
    let (near, end) =
      steps.isFromLower ? (distances[0], distances[1]) : (distances[1], distances[0])
    if let near { first = max(first, near.floor()) }
    if let end { final = min(final, end.ceiling() + .one) }
    guard first <= final else { return }
    guard let count = (final - first).machineWord, count <= countMax else { throw .tooManyPieces }
    for number in 0...count {
      let length = first + Rational(number)
      guard length < far || steps.rounding == .started else { continue }
      add(length, steps, limit)
    }
  }

  /// The values at which exactly so many steps count, for steps that count whole.
  private mutating func add(_ length: Rational, _ steps: Steps, _ limit: Rational) {
    let value = ScoreFunction.Value.constant(steps.points(after: length))
    switch steps.rounding {
    case .full:
      add(between: length, isClosed: true, length + .one, isClosed: false, steps, limit, value)
    case .started:
      add(between: length - .one, isClosed: false, length, isClosed: true, steps, limit, value)
    case .proRata: break
    }
  }

  private mutating func add(beyond far: Rational, _ steps: Steps, _ limit: Rational) {
    let end = limit + (steps.isFromLower ? far : -far) * steps.step
    // Of steps that count when begun, the last one reaches up to its end.
    let isClosed = steps.rounding != .started
    let rest =
      steps.isFromLower
      ? part.above(end, inclusive: isClosed) : part.below(end, inclusive: isClosed)
    guard let rest else { return }
    pieces.append((rest, .constant(steps.points(after: far))))
  }

  private mutating func addLine(_ steps: Steps, _ limit: Rational, upTo far: Rational) {
    let perUnit = steps.amount.divided(by: steps.step) ?? .zero
    let isRising = steps.adds == steps.isFromLower
    let slope = isRising ? perUnit : -perUnit
    let value = ScoreFunction.Value.line(slope: slope, intercept: steps.start - slope * limit)
    add(between: .zero, isClosed: true, far, isClosed: false, steps, limit, value)
  }

  /// Adds the values whose distance from the limit, counted in steps, lies between two numbers.
  private mutating func add(
    between near: Rational, isClosed nearIsClosed: Bool, _ far: Rational,
    isClosed farIsClosed: Bool, _ steps: Steps, _ limit: Rational, _ value: ScoreFunction.Value
  ) {
    let direction = steps.isFromLower ? steps.step : -steps.step
    let first = Interval.End(limit + near * direction, isClosed: nearIsClosed)
    let second = Interval.End(limit + far * direction, isClosed: farIsClosed)
    let values =
      steps.isFromLower
      ? Interval(lower: first, upper: second) : Interval(lower: second, upper: first)
    if let common = values?.intersection(part) { pieces.append((common, value)) }
  }
}
