public import ExactNumbers

/// A value known without data.
public enum Constant: Hashable, Sendable {
  /// A number in base units; a date is its day number.
  case number(Rational)
  case boolean(Bool)
  /// The index of a choice.
  case choice(Int)
  case text(String)
}

/// The functions that take numbers and give a number.
public enum ScalarFunction: Hashable, Sendable {
  case magnitude
  case minimum
  case maximum
  /// Rounds the first argument to a multiple of the second.
  case round(RoundingMode)
  /// Whole years from the first day to the second.
  case years
}

/// The ways to draw one value from the rows of a table.
public enum Aggregation: Hashable, Sendable {
  case count
  case sum
  case average
  /// The average without the highest and lowest so many values.
  case trimmedAverage(Int)
  case minimum
  case maximum
  case all
  case any
}

/// An expression with its type, its names resolved; only well-typed ones exist in a ``Ruleset``.
public struct TypedExpression: Sendable {
  /// The forms of a typed expression.
  ///
  /// Numbers are in base units, dates are day numbers.
  public indirect enum Kind: Sendable {
    case constant(Constant)
    case fact(Int)
    case definition(Int)
    /// A column of the table that the enclosing aggregate goes through.
    case column(Int)
    case score(indicator: Int)
    case measure(indicator: Int)
    case headingScore(Int)
    case negated(TypedExpression)
    case sum([Operand])
    case product([Operand])
    case comparison(TypedExpression, Comparison, TypedExpression)
    /// Whether two numbers differ by no more than the third.
    case equalWithin(TypedExpression, TypedExpression, TypedExpression)
    case and([TypedExpression])
    case or([TypedExpression])
    case not(TypedExpression)
    case conditional(TypedExpression, then: TypedExpression, otherwise: TypedExpression)
    case function(ScalarFunction, [TypedExpression])
    case aggregate(Aggregation, table: Int, value: TypedExpression?, filter: TypedExpression?)
    /// What could not be typed; never in a ``Ruleset``.
    case unknown
  }

  /// A term of a sum or a factor of a product.
  public struct Operand: Sendable {
    /// Whether it is subtracted, or divided by.
    public let isInverse: Bool

    /// What is added or multiplied.
    public let expression: TypedExpression
  }

  /// Which form it is.
  public let kind: Kind

  /// Its type.
  public var type: ValueType

  /// Where it stands.
  public let range: SourceRange

  init(_ kind: Kind, _ type: ValueType, at range: SourceRange) {
    self.kind = kind
    self.type = type
    self.range = range
  }

  static func unknown(at range: SourceRange) -> TypedExpression {
    TypedExpression(.unknown, .unknown, at: range)
  }

  /// The parts of an expression, in order; none for what stands alone.
  public var parts: [TypedExpression] {
    switch kind {
    case .constant, .fact, .definition, .column, .score, .measure, .headingScore, .unknown: []
    case .negated(let inner), .not(let inner): [inner]
    case .sum(let operands), .product(let operands): operands.map(\.expression)
    case .comparison(let left, _, let right): [left, right]
    case .equalWithin(let left, let right, let margin): [left, right, margin]
    case .and(let conditions), .or(let conditions): conditions
    case .conditional(let condition, let value, let otherwise): [condition, value, otherwise]
    case .function(_, let arguments): arguments
    case .aggregate(_, _, let value, let filter): [value, filter].compactMap { $0 }
    }
  }

  /// The number, if it is a constant one.
  public var constantNumber: Rational? {
    if case .constant(.number(let value)) = kind { return value }
    return nil
  }
}
