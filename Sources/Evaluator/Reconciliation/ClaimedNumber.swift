import ExactNumbers
import RuleLang

/// A claim read as the printed number it is: its value, and the step of its last decimal.
struct ClaimedNumber {
  /// The value in base units.
  let value: Rational

  /// What the last decimal that is written stands for; nil where the number is taken as it is.
  let step: Rational?

  /// Whether it was written without any unit or sign of a share.
  let isBare: Bool

  /// Reads points, with or without 分; nil where the text is no number.
  init?(points text: String) {
    guard let read = Self.prefix(text), read.rest.isEmpty || Self.pointWords.contains(read.rest),
      read.number.form == .plain
    else {
      guard let value = Self.fraction(text) else { return nil }
      self.init(value: value, step: nil, isBare: true)
      return
    }
    self.init(value: read.number.value, step: read.step, isBare: read.rest.isEmpty)
  }

  /// Reads a measure as a value of its type; nil where the text is none.
  init?(measure text: String, type: ValueType, units: UnitTable) {
    if type == .date {
      guard let date = ValueReader.date(text) else { return nil }
      self.init(value: Rational(date.dayNumber), step: nil, isBare: false)
      return
    }
    guard let number = type.number else { return nil }
    guard let read = Self.prefix(text) else {
      guard let value = Self.fraction(text) else { return nil }
      self.init(value: value, step: nil, isBare: true)
      return
    }
    if number.isRatio {
      guard read.rest.isEmpty else {
        // `7/3` begins like a number.
        guard let value = Self.fraction(text) else { return nil }
        self.init(value: value, step: nil, isBare: true)
        return
      }
      let isBare = read.number.form == .plain
      let isWhole = isBare && read.number.fractionDigits == 0
      self.init(value: read.number.value, step: isWhole ? nil : read.step, isBare: isBare)
      return
    }
    guard read.number.form == .plain else { return nil }
    if read.rest.isEmpty {
      self.init(value: read.number.value, step: read.step, isBare: true)
      return
    }
    guard let unit = units[read.rest] ?? units[NameCharacters.normalized(read.rest)],
      Dimension.base(unit.base) == number.dimension
    else {
      guard let value = Self.fraction(text) else { return nil }
      self.init(value: value, step: nil, isBare: true)
      return
    }
    self.init(
      value: read.number.value * unit.factor, step: read.step * unit.factor, isBare: false)
  }

  private init(value: Rational, step: Rational?, isBare: Bool) {
    self.value = value
    self.step = step
    self.isBare = isBare
  }

  /// Whether a number, rounded to the decimals of the claim, is the claim.
  func isRounded(from exact: Rational, _ mode: RoundingMode = .halfUp) -> Bool {
    guard let step else { return exact == value }
    return exact == value || exact.rounded(toMultipleOf: step, mode) == value
  }

  /// Another rounding that gives the claim where half up does not.
  func otherRounding(from exact: Rational) -> RoundingMode? {
    [.down, .up, .halfEven, .halfDown].first { isRounded(from: exact, $0) }
  }

  /// The value of a fraction such as `14/3`, which some scores have no other form than.
  private static func fraction(_ text: String) -> Rational? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let top = try? DecimalText.parse(String(parts[0])),
      let bottom = try? DecimalText.parse(String(parts[1]))
    else { return nil }
    return top.divided(by: bottom)
  }

  private static let pointWords: Set<String> = ["分", "point", "points"]

  private static func prefix(
    _ text: String
  ) -> (number: DecimalText.Prefix, step: Rational, rest: String)? {
    let utf8 = Array(text.utf8)
    guard let number = try? DecimalText.parsePrefix(utf8, exponents: true) else { return nil }
    var step = Rational.one
    let tenth = Rational(1, over: 10) ?? .one
    for _ in 0..<number.fractionDigits { step = step * tenth }
    switch number.form {
    case .plain: break
    case .percent: step = step * (Rational(1, over: 100) ?? .one)
    case .permille: step = step * (Rational(1, over: 1000) ?? .one)
    }
    if number.hasMultiplier {
      let written = String(decoding: utf8[..<number.end], as: UTF8.self)
      if written.contains("万") { step = step * Rational(10_000) }
      if written.contains("亿") { step = step * Rational(100_000_000) }
    }
    let rest = String(decoding: utf8[number.end...], as: UTF8.self).withoutOuterSpace
    return (number, step, rest)
  }
}
