extension Rational {
  /// The greatest number of digits that an exact decimal is printed with.
  public static let decimalDigitsMax = 10_000

  /// The exact decimal, such as `-12.05`, `0` or `300`; `nil` if there is none.
  ///
  /// There is none if the reduced denominator has a prime factor other than 2 and 5. It also counts
  /// as none if it would need more than `decimalDigitsMax` digits.
  public var decimalText: String? {
    // A denominator of k decimal places is at most 10^k, and 10/3 bits cover a digit.
    let bitsMax = Rational.decimalDigitsMax / 3 * 10 + 10
    guard denominator.bitWidth <= bitsMax, numerator.bitWidth <= 2 * bitsMax,
      let places = decimalPlaces, places <= Rational.decimalDigitsMax
    else {
      return nil
    }
    let factor = BigInteger.powerOfTen(places).dividedExactly(by: denominator)
    let text = Rational.text(numerator * factor, places: places)
    let symbols = (isNegative ? 1 : 0) + (places > 0 ? 1 : 0)
    return text.utf8.count - symbols <= Rational.decimalDigitsMax ? text : nil
  }

  /// The decimal with exactly the places given, such as `296.31`.
  ///
  /// What rounds to zero prints without a sign. Places below 0 count as 0, and places above
  /// `decimalDigitsMax` as that.
  public func decimalText(places: Int, _ mode: RoundingMode = .halfUp) -> String {
    let count = min(max(places, 0), Rational.decimalDigitsMax)
    let scaled = self * Rational(BigInteger.powerOfTen(count))
    return Rational.text(scaled.roundedToInteger(mode), places: count)
  }

  /// The decimal with its whole part in groups of three digits, such as `25,274.07`.
  ///
  /// - Parameter places: The places to round to, half up; without them the decimal is exact, and a
  ///   number that has none prints as its `description`.
  /// - Returns: The text, with `,` between the groups.
  public func groupedText(places: Int?) -> String {
    let text: String
    if let places {
      text = decimalText(places: places)
    } else if let exact = decimalText {
      text = exact
    } else {
      return description
    }
    let bytes = Array(text.utf8)
    let start = isNegative && bytes.first == UInt8(ascii: "-") ? 1 : 0
    let end = bytes.firstIndex(of: UInt8(ascii: ".")) ?? bytes.count
    var grouped: [UInt8] = []
    grouped.reserveCapacity(bytes.count + (end - start) / 3)
    for (index, byte) in bytes.enumerated() {
      if index > start && index < end && (end - index).isMultiple(of: 3) {
        grouped.append(UInt8(ascii: ","))
      }
      grouped.append(byte)
    }
    return String(decoding: grouped, as: UTF8.self)
  }

  /// The number of decimal places that the exact decimal needs; `nil` if there is none.
  private var decimalPlaces: Int? {
    switch storage {
    case .small(_, let denominator):
      if denominator == 1 { return 0 }
      let twos = denominator.trailingZeroBitCount
      var rest = denominator >> twos
      var fives = 0
      while rest.isMultiple(of: 5) {
        rest /= 5
        fives += 1
      }
      return rest == 1 ? max(twos, fives) : nil
    case .big(_, let denominator):
      let magnitude = denominator.absoluteValue
      let twos = magnitude.trailingZeroBitCount
      guard let fives = magnitude.shiftedRight(by: twos).exponentOfFive else { return nil }
      return max(twos, fives)
    }
  }

  /// The whole number of units of the last place, with the point put in.
  private static func text(_ units: BigInteger, places: Int) -> String {
    let digits = units.magnitude.description
    let sign = units.isNegative ? "-" : ""
    if places == 0 { return sign + digits }
    let zeros = String(repeating: "0", count: max(places + 1 - digits.utf8.count, 0))
    let padded = zeros + digits
    return "\(sign)\(padded.dropLast(places)).\(padded.suffix(places))"
  }
}

extension Magnitude {
  /// The exponent if the number is a power of five.
  fileprivate var exponentOfFive: Int? {
    // 5^27 is the greatest that fits a word; the rest below it is done one at a time.
    let (chunk, chunkExponent): (UInt, Int) = (7_450_580_596_923_828_125, 27)
    var rest = self
    var exponent = 0
    while rest.words.count > 1 {
      guard rest.divide(by: chunk) == 0 else { return nil }
      exponent += chunkExponent
    }
    guard var word = rest.words.first else { return nil }
    while word.isMultiple(of: 5) {
      word /= 5
      exponent += 1
    }
    return word == 1 ? exponent : nil
  }
}

extension Rational: CustomStringConvertible {
  /// The stated form: the exact decimal if there is one, else the reduced fraction, such as `-7/3`.
  ///
  /// `init(canonicalText:)` reads it back.
  public var description: String {
    decimalText ?? "\(numerator)/\(denominator)"
  }

  /// Reads back exactly what `description` prints, and refuses every other way to write a number.
  public init?(canonicalText text: String) {
    let bytes = Array(text.utf8)
    guard let value = Rational.value(ofStatedForm: bytes), value.description == text else {
      return nil
    }
    self = value
  }

  private static func value(ofStatedForm bytes: [UInt8]) -> Rational? {
    if let slash = bytes.firstIndex(of: UInt8(ascii: "/")) {
      guard let numerator = BigInteger(decimalDigits: bytes[..<slash]),
        let denominator = BigInteger(decimalDigits: bytes[(slash + 1)...])
      else {
        return nil
      }
      return Rational(numerator: numerator, denominator: denominator)
    }
    guard let point = bytes.firstIndex(of: UInt8(ascii: ".")) else {
      return BigInteger(decimalDigits: bytes).map { Rational($0) }
    }
    let places = bytes.count - point - 1
    var digits = bytes
    digits.remove(at: point)
    guard places <= decimalDigitsMax, let units = BigInteger(decimalDigits: digits) else {
      return nil
    }
    return Rational(numerator: units, denominator: .powerOfTen(places))
  }
}
