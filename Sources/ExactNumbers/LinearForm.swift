/// A constant and multiples of unknowns: how sums are compared without knowing the unknowns.
///
/// Unknowns are numbered by whoever uses the form.
public struct LinearForm: Hashable, Sendable {
  /// The most unknowns for which forms are kept; longer sums are treated as opaque.
  public static let termCountMax = 64

  /// What is added to the terms.
  public private(set) var constant: Rational

  /// The coefficient of each unknown; never zero.
  public private(set) var terms: [Int: Rational]

  /// The form of a constant.
  public init(_ constant: Rational) {
    self.constant = constant
    terms = [:]
  }

  /// The form of one unknown.
  public init(unknown: Int) {
    constant = .zero
    terms = [unknown: .one]
  }

  /// Whether it has no unknowns.
  public var isConstant: Bool { terms.isEmpty }

  /// Adds a multiple of another form.
  public mutating func add(_ other: LinearForm, times factor: Rational) {
    constant += other.constant * factor
    for (unknown, coefficient) in other.terms {
      let sum = terms[unknown, default: .zero] + coefficient * factor
      terms[unknown] = sum.isZero ? nil : sum
    }
  }

  /// A multiple of the form.
  public func scaled(by factor: Rational) -> LinearForm {
    var result = LinearForm(.zero)
    result.add(self, times: factor)
    return result
  }

  /// The form with an unknown replaced by a value.
  public func fixing(_ unknown: Int, at value: Rational) -> LinearForm {
    guard let factor = terms[unknown] else { return self }
    var result = self
    result.constant += factor * value
    result.terms[unknown] = nil
    return result
  }

  /// The terms with their first coefficient one, and what they were multiplied by:
  /// `self = scale × linear + constant`.
  public var normalized: (linear: [Int: Rational], scale: Rational)? {
    guard let first = terms.keys.min(), let scale = terms[first],
      let inverse = Rational.one.divided(by: scale)
    else { return nil }
    return (terms.mapValues { $0 * inverse }, scale)
  }

  /// The interval of the form, given those of its unknowns.
  public func bounds(_ unknowns: (Int) -> Interval) -> Interval {
    terms.reduce(Interval(constant)) { $0 + unknowns($1.key) * Interval($1.value) }
  }
}
