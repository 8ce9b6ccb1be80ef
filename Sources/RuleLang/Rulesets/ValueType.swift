/// What a value measures, as powers of base units: money per 人 is money¹·人⁻¹.
public struct Dimension: Hashable, Sendable {
  /// Base units by number, each with its exponent; sorted, without zero exponents.
  public let powers: [Power]

  /// A base unit raised to a power.
  public struct Power: Hashable, Sendable {
    /// The number of the base unit in the ruleset's ``UnitTable``.
    public let base: Int

    /// The exponent; never zero.
    public let exponent: Int
  }

  /// No unit.
  public static let none = Dimension(powers: [])

  /// Money.
  public static let money = Dimension(powers: [Power(base: UnitTable.moneyBase, exponent: 1)])

  /// Days.
  public static let days = Dimension(powers: [Power(base: UnitTable.dayBase, exponent: 1)])

  /// The dimension of one base unit.
  public static func base(_ base: Int) -> Dimension {
    Dimension(powers: [Power(base: base, exponent: 1)])
  }

  /// The dimension of a product.
  public static func * (left: Dimension, right: Dimension) -> Dimension {
    combine(left, right, sign: 1)
  }

  /// The dimension of a quotient.
  public static func / (left: Dimension, right: Dimension) -> Dimension {
    combine(left, right, sign: -1)
  }

  private static func combine(_ left: Dimension, _ right: Dimension, sign: Int) -> Dimension {
    var exponents: [Int: Int] = [:]
    for power in left.powers { exponents[power.base, default: 0] &+= power.exponent }
    for power in right.powers { exponents[power.base, default: 0] &+= sign &* power.exponent }
    let powers = exponents.filter { $0.value != 0 }.sorted { $0.key < $1.key }
    return Dimension(powers: powers.map { Power(base: $0.key, exponent: $0.value) })
  }

  /// The base unit of a plain count: one base unit that is not money, to the first power.
  public var countBase: Int? {
    guard powers.count == 1, powers[0].exponent == 1, powers[0].base != UnitTable.moneyBase else {
      return nil
    }
    return powers[0].base
  }
}

/// The type of a value.
public enum ValueType: Hashable, Sendable {
  case number(NumberType)
  case boolean
  case date
  /// One of the names, by index.
  case choice([String])
  case text
  /// What could not be typed; nothing more is said about it.
  case unknown

  /// The type of numbers, if it is one; dates count their days.
  public var number: NumberType? {
    if case .number(let type) = self { return type }
    return nil
  }
}

/// The type of a number: its dimension and how it is shown.
public struct NumberType: Hashable, Sendable {
  /// How a number written without a unit takes the unit of what it meets.
  public enum Adaptation: Hashable, Sendable {
    case fixed
    /// A bare whole number meets a count.
    case count
    /// A bare zero meets anything.
    case anything
  }

  /// What it measures.
  public var dimension: Dimension

  /// Whether it is a ratio, shown in percent.
  public var isRatio: Bool

  /// Whether it is always a whole number of base units.
  public var isWhole: Bool

  /// How it takes a unit.
  public var adaptation: Adaptation

  /// A type from its parts.
  public init(
    _ dimension: Dimension, isRatio: Bool = false, isWhole: Bool = false,
    adaptation: Adaptation = .fixed
  ) {
    self.dimension = dimension
    self.isRatio = isRatio
    self.isWhole = isWhole
    self.adaptation = adaptation
  }

  /// A number without unit.
  public static let plain = NumberType(.none)
}
