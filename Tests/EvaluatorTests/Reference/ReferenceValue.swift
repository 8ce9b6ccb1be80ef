import ExactNumbers
import RuleLang

/// What an expression comes to in the reference.
enum ReferenceValue: Equatable {
  case number(Rational)
  case boolean(Bool)
  case choice(Int)
  case text(String)
  /// The data do not say.
  case missing
  /// It has no value: divided by zero, averaged over nothing, or too large.
  case failed

  init(_ constant: Constant?) {
    switch constant {
    case .number(let value)?: self = .number(value)
    case .boolean(let value)?: self = .boolean(value)
    case .choice(let index)?: self = .choice(index)
    case .text(let text)?: self = .text(text)
    case nil: self = .missing
    }
  }

  var number: Rational? {
    if case .number(let value) = self { value } else { nil }
  }

  var truth: Bool? {
    if case .boolean(let value) = self { value } else { nil }
  }

  /// The value of a calculation, or why there is none: a failure outweighs what is missing.
  static func calculate(
    _ operands: [ReferenceValue], _ function: ([Rational]) -> Rational?
  ) -> ReferenceValue {
    if let absence = absence(of: operands) { return absence }
    return function(operands.compactMap(\.number)).map { .number($0) } ?? .failed
  }

  static func absence(of operands: [ReferenceValue]) -> ReferenceValue? {
    operands.first { $0 == .missing || $0 == .failed }
  }
}

/// Chapter 08, read off its table of modes.
func referenceRounded(_ value: Rational, to step: Rational, _ mode: RoundingMode) -> Rational {
  let steps = value / step
  let below = Rational(wholeBelow(steps))
  if below == steps { return value }
  let above = below + .one
  let middle = below + .one / Rational(2)
  let away = value.isNegative ? below : above
  let near = value.isNegative ? above : below
  let chosen: Rational
  switch mode {
  case .floor: chosen = below
  case .ceiling: chosen = above
  case .up: chosen = away
  case .down: chosen = near
  case .halfUp: chosen = steps == middle ? away : steps < middle ? below : above
  case .halfDown: chosen = steps == middle ? near : steps < middle ? below : above
  case .halfEven:
    let isBelowEven = (below / Rational(2)).isInteger
    chosen = steps == middle ? (isBelowEven ? below : above) : steps < middle ? below : above
  }
  return chosen * step
}

/// The greatest whole number not above a fraction, by long division.
private func wholeBelow(_ value: Rational) -> BigInteger {
  let (quotient, remainder) =
    value.numerator.quotientAndRemainder(dividingBy: value.denominator).known
  return !remainder.isZero && value.isNegative ? quotient - .one : quotient
}

/// Whole years between two days, by counting anniversaries.
func referenceYears(from first: Int, to second: Int) -> Int {
  if second < first { return -referenceYears(from: second, to: first) }
  let start = Date(dayNumber: first).fields
  var years = 0
  while true {
    let year = start.year + years + 1
    // 29 February is completed on 1 March in years without it.
    let day =
      Date(year: year, month: start.month, day: start.day)
      ?? Date(year: year, month: 3, day: 1)
    guard let day, day.dayNumber <= second else { return years }
    years += 1
  }
}
