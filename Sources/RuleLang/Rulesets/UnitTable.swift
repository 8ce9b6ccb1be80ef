public import ExactNumbers

/// The units of a ruleset: money, the common counts and those the ruleset declares or uses.
public struct UnitTable: Sendable {
  /// A unit: its base unit and how many of it one is.
  public struct Unit: Hashable, Sendable {
    /// The number of the base unit.
    public let base: Int

    /// How many base units one of it is.
    public let factor: Rational
  }

  /// The base unit 元.
  public static let moneyBase = 0

  /// The base unit 天.
  public static let dayBase = 1

  /// The units of money, largest first, for showing amounts.
  public static let moneyUnits: [(name: String, factor: Rational)] = [
    ("亿元", Rational(100_000_000)), ("百万元", Rational(1_000_000)), ("万元", Rational(10_000)),
    ("千元", Rational(1000)), ("元", .one),
  ]

  private static let common = [
    "天", "人", "件", "次", "项", "个", "例", "家", "户", "份", "场", "笔", "台", "套", "处", "年", "月",
  ]

  /// The names of the base units, by number.
  public private(set) var baseNames: [String]

  private var units: [NormalizedText: Unit]

  /// The table with money and the common counts.
  public init() { self = Self.builtIn }

  private init(baseNames: [String], units: [NormalizedText: Unit]) {
    self.baseNames = baseNames
    self.units = units
  }

  /// The unit of a name; 万 and 亿 before a count multiply it.
  public subscript(name: String) -> Unit? {
    if let unit = units[NormalizedText(name)] { return unit }
    for (prefix, factor) in [
      ("万", Rational(10_000)), ("亿", Rational(100_000_000)), ("千", Rational(1000)),
    ]
    where name.hasPrefix(prefix) {
      guard let unit = units[NormalizedText(String(name.dropFirst()))], unit.base != Self.moneyBase
      else {
        continue
      }
      return Unit(base: unit.base, factor: unit.factor * factor)
    }
    return nil
  }

  /// The names known, for suggestions.
  public var names: [String] { units.keys.map(\.text).sorted() }

  /// Whether every ruleset has the unit, so that none declares it again.
  func isBuiltIn(_ name: String) -> Bool { Self.builtIn[name] != nil }

  private static let builtIn: UnitTable = {
    var units: [NormalizedText: Unit] = [:]
    units.reserveCapacity(moneyUnits.count + 1 + common.count)
    for (name, factor) in moneyUnits {
      units[NormalizedText(name)] = Unit(base: moneyBase, factor: factor)
    }
    units["日"] = Unit(base: dayBase, factor: .one)
    for (index, name) in common.enumerated() {
      units[NormalizedText(name)] = Unit(base: index + 1, factor: .one)
    }
    return UnitTable(baseNames: ["元"] + common, units: units)
  }()

  /// Adds a base unit unless the name is known.
  public mutating func declare(_ name: String) -> Unit {
    if let unit = units[NormalizedText(name)] { return unit }
    let unit = Unit(base: baseNames.count, factor: .one)
    baseNames.append(name)
    units[NormalizedText(name)] = unit
    return unit
  }

  /// Adds a unit that is so many of another.
  public mutating func declare(_ name: String, equals factor: Rational, of unit: Unit) {
    units[NormalizedText(name)] = Unit(base: unit.base, factor: factor * unit.factor)
  }

  /// A dimension in words: `元`, `元/人`; empty for none.
  public func text(_ dimension: Dimension) -> String {
    func names(_ powers: [Dimension.Power]) -> String {
      powers.map { power in
        let name = power.base < baseNames.count ? baseNames[power.base] : "?"
        let exponent = power.exponent.magnitude
        return exponent == 1 ? name : "\(name)^\(exponent)"
      }.joined(separator: "·")
    }
    let over = names(dimension.powers.filter { $0.exponent > 0 })
    let under = names(dimension.powers.filter { $0.exponent < 0 })
    if under.isEmpty { return over }
    return (over.isEmpty ? "1" : over) + "/" + under
  }
}
