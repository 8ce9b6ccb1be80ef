public import ExactNumbers

/// A name as it was written, in NFC, with its place.
public struct Name: Sendable {
  /// The name without backticks.
  public let text: String

  /// Where it stands.
  public let range: SourceRange
}

/// A number as it was written: its digits in canonical form, its value and its unit.
public struct Literal: Sendable {
  /// What the number's own sign says.
  public enum Form: Sendable {
    case plain
    case percent
    case permille
  }

  /// The digits as written, in ASCII, without separators, `%` or `‰`.
  public let digits: String

  /// The value, with `%` and `‰` applied, the unit not.
  public let value: Rational

  /// Whether it was written with `%` or `‰`.
  public let form: Form

  /// The unit after it, if any; `个百分点` and `pp` are kept as ``Literal/percentagePoints``.
  public let unit: Name?

  /// Where it stands, with its unit.
  public let range: SourceRange

  /// The one spelling of the unit of differences of ratios in the syntax tree.
  public static let percentagePoints = "pp"

  /// The one spelling of the unit of scores in the syntax tree.
  public static let points = "points"
}

/// An expression as written.
///
/// Sums, products, conjunctions and disjunctions are flat lists, so that a long chain is no deeper
/// than a short one; the parser bounds the depth.
public struct Expression: Sendable {
  /// The forms of an expression.
  public indirect enum Kind: Sendable {
    case number(Literal)
    case date(Date)
    case string(String)
    case boolean(Bool)
    case name(Name)
    case column(table: Name, column: Name)
    case explicit(Explicit, Name)
    case call(Function, name: Name, arguments: [Expression], filter: Expression?)
    case negated(Expression)
    case sum([Operand])
    case product([Operand])
    case comparison(Expression, Comparison, Expression, tolerance: Expression?)
    case membership(Expression, RangeSyntax)
    case and([Expression])
    case or([Expression])
    case not(Expression)
    case conditional(Expression, then: Expression, otherwise: Expression)
    case parenthesized(Expression)
    /// Something that could not be read; a diagnostic says so.
    case missing
  }

  /// The explicit forms that name a part of an indicator.
  public enum Explicit: Sendable {
    case score
    case measure
    case points
  }

  /// A term of a sum or a factor of a product.
  public struct Operand: Sendable {
    /// Whether it is subtracted, or divided by.
    public let isInverse: Bool

    /// What is added or multiplied.
    public let expression: Expression
  }

  /// Which form it is.
  public let kind: Kind

  /// Where it stands.
  public let range: SourceRange
}

/// A comparison operator.
public enum Comparison: String, Sendable, Hashable {
  case equal = "="
  case notEqual = "≠"
  case less = "<"
  case lessOrEqual = "≤"
  case greater = ">"
  case greaterOrEqual = "≥"

  /// Whether it holds for the order of two values: negative, zero or positive.
  public func holds(for order: Int) -> Bool {
    switch self {
    case .equal: order == 0
    case .notEqual: order != 0
    case .less: order < 0
    case .lessOrEqual: order <= 0
    case .greater: order > 0
    case .greaterOrEqual: order >= 0
    }
  }

  /// The comparison that holds exactly where this one does not.
  public var negated: Comparison {
    switch self {
    case .equal: .notEqual
    case .notEqual: .equal
    case .less: .greaterOrEqual
    case .lessOrEqual: .greater
    case .greater: .lessOrEqual
    case .greaterOrEqual: .less
    }
  }

  /// The comparison with its sides exchanged.
  public var mirrored: Comparison {
    switch self {
    case .equal, .notEqual: self
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    }
  }
}

/// A set of values as a band, a grade or a membership writes it.
public struct RangeSyntax: Sendable {
  /// The forms of a range.
  public enum Kind: Sendable {
    /// `> 30%`, `= 0`
    case comparison(Comparison, Expression)
    /// `(0, 10%]`
    case interval(lower: Expression, includesLower: Bool, upper: Expression, includesUpper: Bool)
  }

  /// Which form it is.
  public let kind: Kind

  /// Where it stands.
  public let range: SourceRange

  /// Whether its ends are numbers, and no figures of a department.
  var hasNumbersAlone: Bool {
    let ends: [Expression] =
      switch kind {
      case .comparison(_, let end): [end]
      case .interval(let lower, _, let upper, _): [lower, upper]
      }
    return ends.allSatisfy {
      if case .number = $0.kind { true } else { false }
    }
  }
}
