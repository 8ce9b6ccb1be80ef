/// Which of the two neighbouring multiples a number between them rounds to.
///
/// The first three choose the nearer neighbour and differ only when both are equally near.
public enum RoundingMode: String, Sendable, CaseIterable, Hashable {
  /// To the nearer; ties away from zero, as 四舍五入 does: 2.5 becomes 3 and -2.5 becomes -3.
  case halfUp

  /// To the nearer; ties to the even multiple: 2.5 becomes 2, 3.5 becomes 4 and -2.5 becomes -2.
  case halfEven

  /// To the nearer; ties toward zero: 2.5 becomes 2 and -2.5 becomes -2.
  case halfDown

  /// Away from zero: 2.1 becomes 3 and -2.1 becomes -3.
  case up

  /// Toward zero: 2.9 becomes 2 and -2.9 becomes -2.
  case down

  /// Toward positive infinity: 2.1 becomes 3 and -2.9 becomes -2.
  case ceiling

  /// Toward negative infinity: 2.9 becomes 2 and -2.1 becomes -3.
  case floor
}

/// Where a number lies against the middle between its two neighbouring multiples.
enum MiddleComparison {
  case below
  case at
  case above
}

extension RoundingMode {
  /// Whether a number strictly between two multiples goes to the one further from zero.
  ///
  /// - Parameters:
  ///   - isNegative: Whether the number is below zero.
  ///   - middle: Where its absolute value lies against the middle.
  ///   - nearZeroIsOdd: Whether the multiple nearer to zero is an odd one.
  /// - Returns: Whether it goes away from zero.
  func goesAwayFromZero(
    isNegative: Bool, middle: MiddleComparison, nearZeroIsOdd: Bool
  ) -> Bool {
    switch self {
    case .halfUp: middle != .below
    case .halfEven: middle == .above || (middle == .at && nearZeroIsOdd)
    case .halfDown: middle == .above
    case .up: true
    case .down: false
    case .ceiling: !isNegative
    case .floor: isNegative
    }
  }
}
