/// The greatest common divisor of two words, by halving and subtracting; that of 0 and n is n.
func greatestCommonDivisor(_ first: UInt, _ second: UInt) -> UInt {
  if first == 0 { return second }
  if second == 0 { return first }
  var low = first
  var high = second
  let sharedTwos = (low | high).trailingZeroBitCount
  low &>>= UInt(truncatingIfNeeded: low.trailingZeroBitCount)
  repeat {
    high &>>= UInt(truncatingIfNeeded: high.trailingZeroBitCount)
    if low > high { swap(&low, &high) }
    high &-= low
  } while high != 0
  return low &<< UInt(truncatingIfNeeded: sharedTwos)
}

extension Magnitude {
  /// The greatest common divisor; that of 0 and n is n.
  ///
  /// - Complexity: O(*n*²) for numbers of *n* words.
  func greatestCommonDivisor(with other: Magnitude) -> Magnitude {
    var (high, low) = self < other ? (other, self) : (self, other)
    while low.words.count > 1 {
      if let steps = EuclideanSteps(of: high, low) {
        (high, low) = steps.applied(to: high, low)
      } else {
        (high, low) = (low, high.quotientAndRemainder(dividingBy: low).remainder)
      }
    }
    guard let word = low.words.first else { return high }
    let remainder = high.divide(by: word)
    return Magnitude(ExactNumbers.greatestCommonDivisor(word, remainder))
  }

  /// The word of bits that starts at a bit of the number.
  fileprivate func bits(from position: Int) -> UInt {
    let (index, shift) = position.quotientAndRemainder(dividingBy: UInt.bitWidth)
    let low = index < words.count ? words[index] : 0
    let high = index + 1 < words.count ? words[index + 1] : 0
    return low >> shift | high << (UInt.bitWidth - shift)
  }
}

/// Some steps of Euclid's algorithm at once (Lehmer; Knuth, volume 2, 4.5.2, algorithm L).
///
/// The leading bits of two numbers tell the first quotients of the algorithm as long as the greatest
/// and the least numbers with those bits agree on them. What the steps do to the numbers is linear,
/// so that one pass over all words does them all: about thirty steps for the price of two.
private struct EuclideanSteps {
  private var highFromHigh = 1
  private var highFromLow = 0
  private var lowFromHigh = 0
  private var lowFromLow = 1

  /// The steps that the leading bits tell; `nil` if they tell none.
  ///
  /// The first number is the greater one and longer than a word.
  init?(of high: Magnitude, _ low: Magnitude) {
    // Two bits less than a word: the coefficients stay as short, and sums with them fit.
    let position = high.bitWidth - (UInt.bitWidth - 2)
    var top = Int(truncatingIfNeeded: high.bits(from: position))
    var bottom = Int(truncatingIfNeeded: low.bits(from: position))
    while bottom + lowFromHigh != 0 && bottom + lowFromLow != 0 {
      let quotient = (top + highFromHigh) / (bottom + lowFromHigh)
      guard quotient == (top + highFromLow) / (bottom + lowFromLow) else { break }
      (highFromHigh, lowFromHigh) = (lowFromHigh, highFromHigh - quotient * lowFromHigh)
      (highFromLow, lowFromLow) = (lowFromLow, highFromLow - quotient * lowFromLow)
      (top, bottom) = (bottom, top - quotient * bottom)
    }
    if highFromLow == 0 { return nil }
  }

  func applied(to high: Magnitude, _ low: Magnitude) -> (Magnitude, Magnitude) {
    var newHigh = high.words
    var newLow = high.words
    var highCarry: Int128 = 0
    var lowCarry: Int128 = 0
    for (index, word) in high.words.enumerated() {
      let fromHigh = Int128(word)
      let fromLow = Int128(index < low.words.count ? low.words[index] : 0)
      // The two coefficients of a sum differ in sign, so it stays below 2^127 with the carry.
      highCarry &+= fromHigh &* Int128(highFromHigh) &+ fromLow &* Int128(highFromLow)
      lowCarry &+= fromHigh &* Int128(lowFromHigh) &+ fromLow &* Int128(lowFromLow)
      newHigh[index] = UInt(truncatingIfNeeded: highCarry)
      newLow[index] = UInt(truncatingIfNeeded: lowCarry)
      highCarry &>>= 64
      lowCarry &>>= 64
    }
    return (Magnitude(normalizing: newHigh), Magnitude(normalizing: newLow))
  }
}
