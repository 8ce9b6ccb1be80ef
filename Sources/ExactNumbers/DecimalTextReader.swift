/// Reads one number from bytes; the grammar is at `DecimalText`.
struct DecimalTextReader {
  /// What a number is written with; full-width and ASCII forms are the same symbol.
  private enum Symbol: Equatable {
    case digit(UInt8)
    case plus
    case minus
    case separator
    case point
    case percent
    case permille
    case tenThousand
    case hundredMillion

    var isDigit: Bool {
      guard case .digit = self else { return false }
      return true
    }

    /// The symbol that three bytes of UTF-8 stand for.
    init?(_ first: UInt8, _ second: UInt8, _ third: UInt8) {
      switch (first, second, third) {
      case (0xEF, 0xBC, 0x90...0x99): self = .digit(third - 0x90)
      case (0xEF, 0xBC, 0x8B): self = .plus
      case (0xEF, 0xBC, 0x8D), (0xE2, 0x88, 0x92): self = .minus
      case (0xEF, 0xBC, 0x8C): self = .separator
      case (0xEF, 0xBC, 0x8E): self = .point
      case (0xEF, 0xBC, 0x85): self = .percent
      case (0xE2, 0x80, 0xB0): self = .permille
      case (0xE4, 0xB8, 0x87): self = .tenThousand
      case (0xE4, 0xBA, 0xBF): self = .hundredMillion
      default: return nil
      }
    }
  }

  private let bytes: [UInt8]
  private var offset: Int
  private var digits = DigitAccumulator()
  private var fractionDigits = 0
  private var hasGrouping = false

  init(bytes: [UInt8], offset: Int) {
    self.bytes = bytes
    self.offset = offset
  }

  /// A number of few ASCII digits with nothing behind them that could belong to it, as most are;
  /// nil for any other, and for what is no number.
  static func plainNumber(_ bytes: [UInt8], from start: Int) -> DecimalText.Prefix? {
    var number = 0
    var divisor = 1
    var fractionDigits = 0
    var offset = start
    var hasPoint = false
    reading: while offset < bytes.count {
      let byte = bytes[offset]
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        guard offset - start < plainBytesMax else { return nil }
        number = number * 10 + Int(byte - UInt8(ascii: "0"))
        if hasPoint {
          fractionDigits += 1
          divisor *= 10
        }
      case UInt8(ascii: "."):
        guard !hasPoint, offset > start else { return nil }
        hasPoint = true
      case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: ")"):
        break reading
      case UInt8(ascii: ","):
        guard offset + 1 < bytes.count, bytes[offset + 1] == UInt8(ascii: " ") else { return nil }
        break reading
      default: return nil
      }
      offset += 1
    }
    guard offset > start, !hasPoint || fractionDigits > 0 else { return nil }
    let value = divisor == 1 ? Rational(number) : Rational(number, over: divisor)
    return value.map {
      DecimalText.Prefix(
        value: $0, form: .plain, fractionDigits: fractionDigits, end: offset, hasGrouping: false,
        hasMultiplier: false)
    }
  }

  /// So many digits and a point, as a number without a point, fit a word.
  private static let plainBytesMax = 17

  mutating func read(
    multipliers: Bool, exponents: Bool
  ) throws(DecimalTextError) -> DecimalText.Prefix {
    let isNegative = readSign()
    try readWholePart()
    try readFraction()
    var powerOfTen = -fractionDigits
    if exponents { powerOfTen += try readExponent() }
    let multiplier = multipliers ? readMultiplier() : 0
    powerOfTen += multiplier
    let form = readForm()
    switch form {
    case .plain: break
    case .percent: powerOfTen -= 2
    case .permille: powerOfTen -= 3
    }
    return DecimalText.Prefix(
      value: Rational(digits.value(isNegative: isNegative), timesPowerOfTen: powerOfTen),
      form: form, fractionDigits: fractionDigits, end: offset,
      hasGrouping: hasGrouping, hasMultiplier: multiplier > 0)
  }
}

// MARK: - Parts of a number

extension DecimalTextReader {
  /// Reads a sign if there is one; whether it is a minus.
  private mutating func readSign() -> Bool {
    guard let (symbol, length) = symbol(at: offset), symbol == .minus || symbol == .plus else {
      return false
    }
    offset += length
    return symbol == .minus
  }

  private mutating func readWholePart() throws(DecimalTextError) {
    try expectFirstDigit()
    var groupLength = 0
    var lastSeparator = offset
    reading: while let (symbol, length) = symbol(at: offset) {
      switch symbol {
      case .digit(let digit):
        try append(digit, length: length)
        groupLength += 1
      case .separator:
        guard let next = self.symbol(at: offset + length)?.symbol,
          next.isDigit || next == .separator || next == .point
        else {
          break reading
        }
        if hasGrouping && groupLength != 3 { throw misplacedSeparator(lastSeparator) }
        if groupLength > 3 || !next.isDigit { throw misplacedSeparator(offset) }
        hasGrouping = true
        groupLength = 0
        lastSeparator = offset
        offset += length
      default:
        break reading
      }
    }
    if hasGrouping && groupLength != 3 { throw misplacedSeparator(lastSeparator) }
  }

  private func expectFirstDigit() throws(DecimalTextError) {
    let first = symbol(at: offset)
    if let first, first.symbol.isDigit { return }
    var reason = DecimalTextError.Reason.noDigits
    if let (symbol, length) = first, isDigit(at: offset + length) {
      if symbol == .point { reason = .misplacedPoint }
      if symbol == .separator { reason = .misplacedSeparator }
    }
    throw DecimalTextError(reason: reason, offset: offset)
  }

  private mutating func readFraction() throws(DecimalTextError) {
    guard let (symbol, length) = symbol(at: offset), symbol == .point else { return }
    guard isDigit(at: offset + length) else {
      throw DecimalTextError(reason: .misplacedPoint, offset: offset)
    }
    offset += length
    while let (symbol, length) = self.symbol(at: offset), case .digit(let digit) = symbol {
      try append(digit, length: length)
      fractionDigits += 1
    }
    // `1.2.3` and `1.234,567` are not a number with other text after it.
    guard let (next, nextLength) = self.symbol(at: offset), isDigit(at: offset + nextLength) else {
      return
    }
    if next == .point { throw DecimalTextError(reason: .misplacedPoint, offset: offset) }
    if next == .separator { throw misplacedSeparator(offset) }
  }

  private mutating func append(_ digit: UInt8, length: Int) throws(DecimalTextError) {
    guard digits.count < DecimalText.digitCountMax else {
      throw DecimalTextError(reason: .tooManyDigits, offset: offset)
    }
    digits.append(digit)
    offset += length
  }

  /// Reads an exponent if there is one; without digits the `e` is other text.
  private mutating func readExponent() throws(DecimalTextError) -> Int {
    guard let letter = byte(at: offset), letter | 0x20 == UInt8(ascii: "e") else { return 0 }
    var position = offset + 1
    let sign = byte(at: position)
    if sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { position += 1 }
    let start = position
    var exponent = 0
    while let digit = byte(at: position), UInt8(ascii: "0")...UInt8(ascii: "9") ~= digit {
      exponent = exponent * 10 + Int(digit - UInt8(ascii: "0"))
      guard exponent <= DecimalText.exponentMax else {
        throw DecimalTextError(reason: .exponentTooLarge, offset: start)
      }
      position += 1
    }
    guard position > start else { return 0 }
    offset = position
    return sign == UInt8(ascii: "-") ? -exponent : exponent
  }

  /// Reads 万, 亿 or 万亿 if there is one; the power of ten it stands for, else 0.
  private mutating func readMultiplier() -> Int {
    guard let (symbol, length) = symbol(at: offset) else { return 0 }
    if symbol == .hundredMillion {
      offset += length
      return 8
    }
    guard symbol == .tenThousand else { return 0 }
    offset += length
    guard let (next, nextLength) = self.symbol(at: offset), next == .hundredMillion else {
      return 4
    }
    offset += nextLength
    return 12
  }

  private mutating func readForm() -> DecimalText.Form {
    guard let (symbol, length) = symbol(at: offset) else { return .plain }
    guard symbol == .percent || symbol == .permille else { return .plain }
    offset += length
    return symbol == .percent ? .percent : .permille
  }

  private func misplacedSeparator(_ offset: Int) -> DecimalTextError {
    DecimalTextError(reason: .misplacedSeparator, offset: offset)
  }
}

// MARK: - Symbols

extension DecimalTextReader {
  private func byte(at offset: Int) -> UInt8? {
    offset < bytes.count ? bytes[offset] : nil
  }

  private func isDigit(at offset: Int) -> Bool {
    symbol(at: offset)?.symbol.isDigit ?? false
  }

  /// The symbol at an offset and its length in bytes; `nil` for all else.
  private func symbol(at offset: Int) -> (symbol: Symbol, length: Int)? {
    guard let first = byte(at: offset) else { return nil }
    switch first {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return (.digit(first - UInt8(ascii: "0")), 1)
    case UInt8(ascii: "+"): return (.plus, 1)
    case UInt8(ascii: "-"): return (.minus, 1)
    case UInt8(ascii: ","): return (.separator, 1)
    case UInt8(ascii: "."): return (.point, 1)
    case UInt8(ascii: "%"): return (.percent, 1)
    default:
      guard first >= 0xE2, let second = byte(at: offset + 1), let third = byte(at: offset + 2),
        let symbol = Symbol(first, second, third)
      else {
        return nil
      }
      return (symbol, 3)
    }
  }
}

extension Rational {
  fileprivate init(_ digits: BigInteger, timesPowerOfTen exponent: Int) {
    let power = BigInteger.powerOfTen(abs(exponent))
    if exponent >= 0 {
      self.init(digits * power)
    } else {
      self = Rational(numerator: digits, denominator: power) ?? .zero
    }
  }
}
