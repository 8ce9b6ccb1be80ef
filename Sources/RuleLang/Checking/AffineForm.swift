import ExactNumbers

/// Something a linear form is made of: a fact, a score, or any expression that is not linear.
struct Atom: Hashable, Comparable {
  /// A key that is the same for the same expression.
  let key: String

  static func < (left: Atom, right: Atom) -> Bool { left.key < right.key }
}

/// A constant and multiples of atoms: how the proofs see sums.
struct AffineForm {
  /// The most atoms a form may have; longer sums are not proven about.
  static let termCountMax = 64

  var constant: Rational
  var terms: [Atom: Rational]

  init(constant: Rational = .zero, terms: [Atom: Rational] = [:]) {
    self.constant = constant
    self.terms = terms
  }

  var isConstant: Bool { terms.isEmpty }

  mutating func add(_ other: AffineForm, times factor: Rational) {
    constant += other.constant * factor
    for (atom, coefficient) in other.terms {
      let sum = terms[atom, default: .zero] + coefficient * factor
      terms[atom] = sum.isZero ? nil : sum
    }
  }

  func scaled(by factor: Rational) -> AffineForm {
    var result = AffineForm()
    result.add(self, times: factor)
    return result
  }

  /// The form without its constant, its first coefficient one, and what it was multiplied by:
  /// `self = scale × linear + constant`.
  var normalized: (linear: [Atom: Rational], scale: Rational)? {
    guard let first = terms.keys.min(), let scale = terms[first] else { return nil }
    guard let inverse = Rational.one.divided(by: scale) else { return nil }
    return (terms.mapValues { $0 * inverse }, scale)
  }
}
