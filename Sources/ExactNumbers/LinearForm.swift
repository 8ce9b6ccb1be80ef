/// A constant and multiples of unknowns: how sums are compared without knowing the unknowns.
///
/// Unknowns are numbered by whoever uses the form.
public struct LinearForm: Hashable, Sendable {
  /// The most unknowns for which forms are kept; longer sums are treated as opaque.
  public static let termCountMax = 64

  /// What is added to the terms.
  public private(set) var constant: Rational

  /// A multiple of an unknown.
  public struct Term: Hashable, Sendable {
    /// The number of the unknown.
    public let unknown: Int

    /// What it is multiplied by; never zero.
    public let coefficient: Rational

    /// The unknown itself.
    public init(unknown: Int) {
      self.init(unknown, .one)
    }

    fileprivate init(_ unknown: Int, _ coefficient: Rational) {
      self.unknown = unknown
      self.coefficient = coefficient
    }
  }

  /// The terms, each unknown once, in the order of their numbers.
  public private(set) var terms: [Term]

  /// The form of a constant.
  public init(_ constant: Rational) {
    self.constant = constant
    terms = []
  }

  /// The form of one unknown.
  public init(unknown: Int) {
    constant = .zero
    terms = [Term(unknown: unknown)]
  }

  /// Whether it has no unknowns.
  public var isConstant: Bool { terms.isEmpty }

  /// What an unknown is multiplied by; nil where the form does not have it.
  public func coefficient(of unknown: Int) -> Rational? {
    terms.first { $0.unknown == unknown }?.coefficient
  }

  /// Adds a multiple of another form.
  public mutating func add(_ other: LinearForm, times factor: Rational) {
    constant += other.constant * factor
    var sums: [Term] = []
    sums.reserveCapacity(terms.count + other.terms.count)
    var place = 0
    for term in other.terms {
      while place < terms.count, terms[place].unknown < term.unknown {
        sums.append(terms[place])
        place += 1
      }
      var sum = term.coefficient * factor
      if place < terms.count, terms[place].unknown == term.unknown {
        sum += terms[place].coefficient
        place += 1
      }
      if !sum.isZero { sums.append(Term(term.unknown, sum)) }
    }
    sums += terms[place...]
    terms = sums
  }

  /// A multiple of the form.
  public func scaled(by factor: Rational) -> LinearForm {
    var result = LinearForm(.zero)
    result.add(self, times: factor)
    return result
  }

  /// The terms with their first coefficient one, and what they were multiplied by:
  /// `self = scale × linear + constant`.
  public var normalized: (linear: [Term], scale: Rational)? {
    guard let scale = terms.first?.coefficient, let inverse = Rational.one.divided(by: scale)
    else { return nil }
    return (terms.map { Term($0.unknown, $0.coefficient * inverse) }, scale)
  }

  /// The interval of the form, given those of its unknowns.
  public func bounds(_ unknowns: (Int) -> Interval) -> Interval {
    terms.reduce(Interval(constant)) { $0 + unknowns($1.unknown) * Interval($1.coefficient) }
  }
}
