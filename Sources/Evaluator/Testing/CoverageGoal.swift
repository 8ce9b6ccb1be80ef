public import ExactNumbers
public import RuleLang

/// Something that tests should meet: a band, an end of one, an item met or not, a grade.
public struct CoverageGoal: Sendable {
  /// What kind of thing it is; chapter 18 lists them in this order.
  public enum Class: String, CaseIterable, Sendable {
    case bands, boundaries, cases, items, deductions, alternatives, other, grades, whole
  }

  /// Where a value lies beside an end.
  public enum Side: String, CaseIterable, Sendable {
    case at, below, above
  }

  /// An end of bands or grades.
  public struct Boundary: Sendable {
    /// The end; a figure of the department where it is no constant.
    public let end: TypedExpression?

    /// The end, where it is a constant.
    public let value: Rational?

    /// How far away is no longer near.
    public let unit: Rational

    /// The step between the values there are; nil where any value is.
    public let step: Rational?

    /// Where the value lies.
    public let side: Side
  }

  /// What is to be met.
  public enum Kind: Sendable {
    case band(Clause)
    case boundary(Boundary)
    case `case`(Clause)
    case whenMissing
    case item(Int, isMet: Bool)
    case deduction(Int, isCounted: Bool)
    case alternative(Int)
    case judged
    case formula
    case grade(Int)
    case gradeBoundary(Boundary)
    case veto(Int, holds: Bool)
    case adjustment(Int, holds: Bool)
  }

  /// What is to be met.
  public let kind: Kind

  /// The indicator; nil for the whole result.
  public let indicator: Int?

  /// The alternative of the indicator.
  public let alternative: Int?

  /// Where it stands in the rules.
  public let range: SourceRange

  /// What kind of thing it is.
  public var group: Class {
    switch kind {
    case .band: .bands
    case .boundary: .boundaries
    case .case, .whenMissing: .cases
    case .item: .items
    case .deduction: .deductions
    case .alternative: .alternatives
    case .judged, .formula: .other
    case .grade, .gradeBoundary: .grades
    case .veto, .adjustment: .whole
    }
  }
}

extension CoverageGoal.Boundary {
  /// Whether a value lies where it should, beside an end that may be known for the record alone.
  func isMet(by value: Rational, end: Rational) -> Bool {
    guard let values = values(end: end) else { return false }
    return values.contains(value)
  }

  /// The values that meet it; nil where there are none.
  func values(end: Rational) -> Interval? {
    switch side {
    case .at: return Interval(end)
    case .below:
      if let step { return Interval(nextOnGrid(end, step, .floor, -1)) }
      return Interval(
        lower: .init(end - unit, isClosed: false), upper: .init(end, isClosed: false))
    case .above:
      if let step { return Interval(nextOnGrid(end, step, .ceiling, 1)) }
      return Interval(
        lower: .init(end, isClosed: false), upper: .init(end + unit, isClosed: false))
    }
  }

  private func nextOnGrid(
    _ end: Rational, _ step: Rational, _ mode: RoundingMode, _ sign: Int
  ) -> Rational {
    let near = end.rounded(toMultipleOf: step, mode) ?? end
    return near == end ? end + step * Rational(sign) : near
  }
}
