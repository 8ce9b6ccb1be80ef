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
  func greatestCommonDivisor(with other: Magnitude) -> Magnitude {
    var (high, low) = self < other ? (other, self) : (self, other)
    while low.words.count > 1 {
      (high, low) = (low, high.quotientAndRemainder(dividingBy: low).remainder)
    }
    guard let word = low.words.first else { return high }
    let remainder = high.divide(by: word)
    return Magnitude(ExactNumbers.greatestCommonDivisor(word, remainder))
  }
}
