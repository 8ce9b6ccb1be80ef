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
    let names = Self.unknowns(of: over, under)
    guard names.count <= unknownCountMax, !names.isEmpty else { return nil }
    let box = names.map {
      Side(interval: unknowns($0), over: over.coefficient(of: $0), under: under.coefficient(of: $0))
    }
    let divisor = under.bounds(unknowns)
    guard !divisor.contains(.zero) else { return nil }
    let isPositive = divisor.lower.map { $0.value >= .zero } ?? false
    var search = QuotientBounds(box: box, isDivisorPositive: isPositive)
    search.visit(over.constant, under.constant, 0)
    return Interval(
      lower: search.isUnboundedBelow ? nil : search.least.map { .init($0, isClosed: true) },
      upper: search.isUnboundedAbove ? nil : search.most.map { .init($0, isClosed: true) })
  }

  /// The unknowns that either form has, each once.
  private static func unknowns(of over: LinearForm, _ under: LinearForm) -> [Int] {
    over.terms.map(\.unknown)
      + under.terms.lazy.map(\.unknown).filter { over.coefficient(of: $0) == nil }
  }

  /// An unknown: where it lies, and what it is multiplied by.
  private struct Side {
    let interval: Interval
    let over: Rational?
    let under: Rational?
  }

  private let box: [Side]
  private let isDivisorPositive: Bool
  private var least: Rational?
  private var most: Rational?
  private var isUnboundedBelow = false
  private var isUnboundedAbove = false

  private init(box: [Side], isDivisorPositive: Bool) {
    self.box = box
    self.isDivisorPositive = isDivisorPositive
  }

  /// Goes to the ends of the unknowns from a place on.
  ///
  /// - Parameters:
  ///   - over: what the dividend is so far, with the unknowns before at their ends.
  ///   - under: what the divisor is so far.
  ///   - place: the first unknown that is open.
  private mutating func visit(_ over: Rational, _ under: Rational, _ place: Int) {
    guard place < box.count else { return record(over, under) }
    let side = box[place]
    for (end, isUpper) in [(side.interval.lower, false), (side.interval.upper, true)] {
      if let end {
        visit(
          side.over.map { over + $0 * end.value } ?? over,
          side.under.map { under + $0 * end.value } ?? under, place + 1)
      } else {
        visitInfinity(of: side, isUpper: isUpper, over, under, place + 1)
      }
      if side.interval.single != nil { return }
    }
  }

  /// The limit towards an infinite end.
  private mutating func visitInfinity(
    of side: Side, isUpper: Bool, _ over: Rational, _ under: Rational, _ next: Int
  ) {
    switch (side.over, side.under) {
    case (nil, nil): visit(over, under, next)
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

  private mutating func record(_ over: Rational, _ under: Rational) {
    if let value = over.divided(by: under) { return record(value) }
    // The divisor tends to zero at an open end: the quotient grows without bound.
    switch over.signum() * (isDivisorPositive ? 1 : -1) {
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
