import ExactNumbers

extension Optional {
  /// The value that the checker has proven to be there.
  var known: Wrapped {
    guard let self else { preconditionFailure("something proven is not so") }
    return self
  }
}

/// The quotient by a divisor that is not zero.
func / (left: Rational, right: Rational) -> Rational { left.divided(by: right).known }
