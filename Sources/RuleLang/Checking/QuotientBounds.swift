import ExactNumbers

/// Bounds a quotient of two linear forms as one function of its atoms.
///
/// In each atom, with the others held, such a quotient rises or falls throughout, as long as the
/// divisor keeps its sign. So its extremes are at the ends of the atoms' intervals; towards an
/// infinite end it tends to the quotient of the two coefficients, or to infinity where only the
/// dividend has the atom.
struct QuotientBounds {
  /// The most atoms for which every combination of ends is tried.
  static let atomCountMax = 10

  /// The interval of `over ÷ under`, or nil where this way says nothing.
  ///
  /// The divisor must not be zero inside the box; it may be at an open end.
  static func bounds(
    _ over: AffineForm, _ under: AffineForm, atoms: (Atom) -> Interval
  ) -> Interval? {
    let names = Set(over.terms.keys).union(under.terms.keys).sorted()
    guard names.count <= atomCountMax, !names.isEmpty else { return nil }
    let box = names.map { ($0, atoms($0)) }
    var divisor = Interval(under.constant)
    for (atom, interval) in box {
      if let factor = under.terms[atom] { divisor = divisor + interval * Interval(factor) }
    }
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
    _ over: AffineForm, _ under: AffineForm, _ box: ArraySlice<(Atom, Interval)>
  ) {
    guard let (atom, interval) = box.first else { return record(over, under, box) }
    let rest = box.dropFirst()
    for (end, isUpper) in [(interval.lower, false), (interval.upper, true)] {
      if let end {
        let fixed = (
          Self.fixing(atom, at: end.value, in: over), Self.fixing(atom, at: end.value, in: under)
        )
        visit(fixed.0, fixed.1, rest)
      } else {
        visitInfinity(of: atom, isUpper: isUpper, over, under, rest)
      }
      if interval.single != nil { return }
    }
  }

  /// The limit towards an infinite end.
  private mutating func visitInfinity(
    of atom: Atom, isUpper: Bool, _ over: AffineForm, _ under: AffineForm,
    _ rest: ArraySlice<(Atom, Interval)>
  ) {
    switch (over.terms[atom], under.terms[atom]) {
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
    _ over: AffineForm, _ under: AffineForm, _ box: ArraySlice<(Atom, Interval)>
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

  private static func fixing(_ atom: Atom, at value: Rational, in form: AffineForm) -> AffineForm {
    guard let factor = form.terms[atom] else { return form }
    var result = form
    result.constant += factor * value
    result.terms[atom] = nil
    return result
  }
}
