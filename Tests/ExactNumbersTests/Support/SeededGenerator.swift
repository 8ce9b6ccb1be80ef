import ExactNumbers

/// Random numbers that come again for the same seed; the seed is the argument of each test that
/// uses them and so is in the report of a failure.
struct SeededGenerator: RandomNumberGenerator {
  static let seeds: [UInt64] = [1, 2, 3, 4]

  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  // SplitMix64.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

extension SeededGenerator {
  /// A word of any length, or a value at the edge of one.
  mutating func word() -> Int {
    if Bool.random(using: &self) { return EdgeValues.words.randomElement(using: &self) ?? 0 }
    return Int(truncatingIfNeeded: next()) >> Int.random(in: 0..<64, using: &self)
  }

  /// A word other than zero.
  mutating func nonzeroWord() -> Int {
    let word = word()
    return word == 0 ? 1 : word
  }

  /// A whole number of up to `words` words, often with long runs of equal bits, which are what
  /// leads division astray.
  mutating func bigInteger(words: Int = 6) -> BigInteger {
    let count = Int.random(in: 0...words, using: &self)
    var value = BigInteger(word())
    for _ in 0..<count {
      var piece = next()
      switch UInt8.random(in: 0..<6, using: &self) {
      case 0: piece = 0
      case 1: piece = .max
      case 2: piece = 1 << 63
      case 3: piece = .max << (piece & 63)
      default: break
      }
      value = value * EdgeValues.wordRange + BigInteger(Int128(piece))
    }
    return Bool.random(using: &self) ? value : -value
  }

  /// A fraction of words, mostly short ones.
  mutating func rational() -> Rational {
    let denominator = Bool.random(using: &self) ? Int.random(in: 1...1000, using: &self) : word()
    return Rational(word(), over: denominator) ?? .zero
  }

  /// A fraction whose parts may be of several words.
  mutating func bigRational() -> Rational {
    if Bool.random(using: &self) { return rational() }
    return Rational(numerator: bigInteger(words: 3), denominator: bigInteger(words: 3)) ?? .one
  }
}
