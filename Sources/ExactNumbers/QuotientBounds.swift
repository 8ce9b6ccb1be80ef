/// Bounds a quotient of two linear forms as one function of its unknowns.
///
/// In each unknown, with the others held, such a quotient rises or falls throughout, as long as the
/// divisor keeps its sign. So its extremes are at the ends of the unknowns' intervals; towards an
/// infinite end it tends to the quotient of the two coefficients, or to infinity where only the
/// dividend has the unknown.
public struct QuotientBounds {
  /// The most unknowns for which every combination of ends is tried.
  public static let unknownCountMax = 10

  /// The interval of `over ÷ under`, or nil where this way says nothing.
  ///
  /// The divisor must not be zero inside the box; it may be at an open end.
  public static func bounds(
    _ over: LinearForm, _ under: LinearForm, unknowns: (Int) -> Interval
  ) -> Interval? {
    let names = Set(over.terms.keys).union(under.terms.keys).sorted()
    guard names.count <= unknownCountMax, !names.isEmpty else { return nil }
    let box = names.map { ($0, unknowns($0)) }
    let divisor = under.bounds(unknowns)
    guard !divisor.contains(.zero) else { return nil }
    let isPositive = divisor.lower.map { $0.value >= .zero } ?? false
    var search = QuotientBounds(isDivisorPositive: isPositive)
    search.visit(over, under, box[...])
    return Interval(
      lower: search.isUnboundedBelow ? nil : search.least.map { .init($0, isClosed: true) },
      upper: search.isUnboundedAbove ? nil : search.most.map { .init($0, isClosed: true) })
  }

  private let isDivisorPositive: Bool
  private var least: Rational?
  private var most: Rational?
  private var isUnboundedBelow = false
  private var isUnboundedAbove = false

  private init(isDivisorPositive: Bool) { self.isDivisorPositive = isDivisorPositive }

  private mutating func visit(
    _ over: LinearForm, _ under: LinearForm, _ box: ArraySlice<(Int, Interval)>
  ) {
    guard let (unknown, interval) = box.first else { return record(over, under, box) }
    let rest = box.dropFirst()
    for (end, isUpper) in [(interval.lower, false), (interval.upper, true)] {
      if let end {
        let fixed = (
          over.fixing(unknown, at: end.value), under.fixing(unknown, at: end.value)
        )
        visit(fixed.0, fixed.1, rest)
      } else {
        visitInfinity(of: unknown, isUpper: isUpper, over, under, rest)
      }
      if interval.single != nil { return }
    }
  }

  /// The limit towards an infinite end.
  private mutating func visitInfinity(
    of unknown: Int, isUpper: Bool, _ over: LinearForm, _ under: LinearForm,
    _ rest: ArraySlice<(Int, Interval)>
  ) {
    switch (over.terms[unknown], under.terms[unknown]) {
    case (nil, nil): visit(over, under, rest)
    case (let top, let bottom?):
      if let limit = (top ?? .zero).divided(by: bottom) { record(limit) }
    case (let top?, nil):
      if ((top.signum() > 0) == isUpper) == isDivisorPositive {
        isUnboundedAbove = true
      } else {
        isUnboundedBelow = true
      }
    }
  }

  private mutating func record(
    _ over: LinearForm, _ under: LinearForm, _ box: ArraySlice<(Int, Interval)>
  ) {
    if let value = over.constant.divided(by: under.constant) { return record(value) }
    // The divisor tends to zero at an open end: the quotient grows without bound.
    switch over.constant.signum() * (isDivisorPositive ? 1 : -1) {
    case 1: isUnboundedAbove = true
    case -1: isUnboundedBelow = true
    default: break
    }
  }

  private mutating func record(_ value: Rational) {
    least = least.map { min($0, value) } ?? value
    most = most.map { max($0, value) } ?? value
  }
}
