import ExactNumbers

/// Rounding to multiples of a step.
extension Lowering {
  /// How many values a number may have at most for what is made of it to be looked up.
  static let tableCountMax = 1024

  mutating func rounded(
    _ lane: Lane, to step: Rational, _ mode: RoundingMode
  ) throws(Obstacle) -> Lane {
    guard step.signum() > 0 else { throw .notColumnar }
    switch lane {
    case .constant(let value):
      return .constant(value.rounded(toMultipleOf: step, mode) ?? value)
    case .number(let fraction): return .number(try rounded(fraction, to: step, mode))
    case .sum(let parts, let constant):
      if let result = try roundedSum(parts, constant, to: step, mode) { return .number(result) }
      return .number(try rounded(try joined(lane), to: step, mode))
    default: throw .notColumnar
    }
  }

  private mutating func rounded(
    _ fraction: Fraction, to step: Rational, _ mode: RoundingMode
  ) throws(Obstacle) -> Fraction {
    guard let ratio = fraction.unit.divided(by: step) else { throw .notColumnar }
    let (scale, divisor) = try ratio.words()
    var result = fraction
    result.unit = step
    result.denominator = nil
    result.denominatorBounds = .one
    result.quotientMost = nil
    if fraction.isWhole, divisor == 1 {
      (result.numerator, result.bounds) = try linear(
        [(fraction.numerator, scale, fraction.bounds)], 0)
      return result
    }
    let dividend = try fraction.bounds.scaled(by: scale)
    let whole = try fraction.denominatorBounds.scaled(by: divisor)
    // The quotient is at most the dividend over the least divisor, and one more where it is rounded.
    let most = dividend.most / max(1, whole.lower) + 1
    result.bounds = try Bounds(dividend.isNotNegative ? 0 : -most, most)
    if fraction.isWhole, !fraction.numerator.isWide,
      fraction.bounds.tableCount(most: Self.tableCountMax) != nil
    {
      return try lookedUp(fraction, into: result) { value in
        (value * fraction.unit).rounded(toMultipleOf: step, mode)
      }
    }
    let isWide =
      !dividend.isNarrow || !whole.isNarrow || fraction.numerator.isWide
      || fraction.denominator?.isWide ?? false
    let quotient = register(isWide: isWide)
    let denominator = fraction.denominator.map { fitted($0, isWide: isWide) }
    steps.append(
      .roundQuotient(
        fitted(fraction.numerator, isWide: isWide), scale: scale, denominator, divisor: divisor,
        mode, to: quotient))
    result.numerator = fitted(quotient, isWide: !result.bounds.isNarrow)
    return result
  }

  /// What is made of a whole number that has few values.
  mutating func lookedUp(
    _ fraction: Fraction, into template: Fraction, _ function: (Rational) -> Rational?
  ) throws(Obstacle) -> Fraction {
    var result = template
    var table: [Int64] = []
    for value in fraction.bounds.lower...fraction.bounds.upper {
      guard let made = function(Rational(Int(value))) else { throw .notColumnar }
      table.append(Int64(truncatingIfNeeded: try made.count(of: template.unit)))
    }
    result.numerator = register(isWide: false)
    result.bounds = try Bounds(Int128(table.min() ?? 0), Int128(table.max() ?? 0))
    guard result.bounds.isNarrow else { throw .tooWide }
    steps.append(
      .lookUp(
        fraction.numerator, lower: Int64(fraction.bounds.lower), table, to: result.numerator))
    return result
  }

  /// A sum of fractions, rounded without putting it over one denominator; nil where that needs
  /// more than words.
  private mutating func roundedSum(
    _ parts: [Fraction], _ constant: Rational, to step: Rational, _ mode: RoundingMode
  ) throws(Obstacle) -> Fraction? {
    guard let rest = constant.divided(by: step) else { return nil }
    var ratios: [Rational] = []
    var divisor = try rest.words().denominator
    for part in parts {
      guard let ratio = part.unit.divided(by: step) else { return nil }
      let own = try ratio.words().denominator
      divisor = try Bounds.product(divisor / Int128.commonDivisor(divisor, own), own)
      ratios.append(ratio)
    }
    guard divisor < Self.sumMost, parts.count < 200,
      let base = Rational.one.divided(by: Rational(Int(divisor)))
    else { return nil }
    let whole = try rest.count(of: base)
    var most = whole.magnitude > Bounds.narrowMax.magnitude ? Bounds.narrowMax : abs(whole)
    var terms: [Step.Part] = []
    for (part, ratio) in zip(parts, ratios) {
      let factor = try ratio.count(of: base)
      let quotient = part.quotientMost ?? (part.bounds.most / part.denominatorBounds.lower + 1)
      // What is larger would not be rounded here, and its product could pass two words.
      guard factor < Self.sumMost, quotient < Self.sumMost else { return nil }
      most += factor * (quotient + 1)
      guard !part.numerator.isWide, part.bounds.most < Self.sumMost, most < Self.sumMost,
        part.denominatorBounds.isNarrow
      else { return nil }
      terms.append(
        Step.Part(
          numerator: part.numerator.index, denominator: try oneWordDenominator(of: part),
          factor: Int64(factor)))
    }
    let unknown = flags()
    let result = register(isWide: false)
    steps.append(
      .roundSum(
        terms, constant: Int64(whole), divisor: Int64(divisor), mode, to: result, unknown: unknown))
    let end = most / divisor + 1
    return Fraction(
      numerator: result, bounds: try Bounds(-end, end), unit: step,
      unknown: union(parts.map(\.unknown) + [unknown]))
  }

  /// Below it sums and numerators leave room for the bits behind the point.
  private static let sumMost = Int128(1) << 40

  private mutating func oneWordDenominator(of part: Fraction) throws(Obstacle) -> Int {
    if let denominator = part.denominator {
      guard !denominator.isWide else { throw .tooWide }
      return denominator.index
    }
    let one = register(isWide: false)
    steps.append(.set(1, to: one))
    return one.index
  }
}
