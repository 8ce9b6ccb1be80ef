// Long division, after Knuth, The Art of Computer Programming, volume 2, 4.3.1, algorithm D.
//
// Both numbers are shifted left until the divisor's top bit is set. Then each word of the quotient,
// guessed from the top two words of what is left and the top word of the divisor, and corrected
// with the second word of the divisor, is right or one too great; the latter shows as a borrow when
// the product is subtracted, and is mended by adding the divisor back once.

extension Magnitude {
  /// The quotient and remainder by `divisor`, which is not zero.
  func quotientAndRemainder(
    dividingBy divisor: Magnitude
  ) -> (quotient: Magnitude, remainder: Magnitude) {
    if self < divisor { return (.zero, self) }
    if divisor.words.count == 1 {
      var quotient = self
      let remainder = quotient.divide(by: divisor.words[0])
      return (quotient, Magnitude(remainder))
    }
    let shift = (divisor.words.last ?? 1).leadingZeroBitCount
    let divisorWords = divisor.shiftedLeft(by: shift).words
    var rest = shiftedLeft(by: shift).words
    if rest.count == words.count { rest.append(0) }
    var quotient = [UInt](repeating: 0, count: rest.count - divisorWords.count)
    for position in quotient.indices.reversed() {
      quotient[position] = Magnitude.divisionStep(&rest, by: divisorWords, at: position)
    }
    let remainder = Magnitude(normalizing: rest).shiftedRight(by: shift)
    return (Magnitude(normalizing: quotient), remainder)
  }

  /// Finds the quotient's word at `position` and takes that multiple of the divisor from `rest`.
  private static func divisionStep(
    _ rest: inout [UInt], by divisor: [UInt], at position: Int
  ) -> UInt {
    let guess = quotientGuess(rest, by: divisor, at: position)
    let borrow = subtract(divisor, times: guess, from: &rest, at: position)
    let top = position + divisor.count
    let (value, isTooGreat) = rest[top].subtractingReportingOverflow(borrow)
    rest[top] = value
    guard isTooGreat else { return guess }
    var carry: UInt = 0
    for (offset, word) in divisor.enumerated() {
      let sum = UInt128(rest[position + offset]) &+ UInt128(word) &+ UInt128(carry)
      rest[position + offset] = UInt(truncatingIfNeeded: sum)
      carry = UInt(truncatingIfNeeded: sum &>> 64)
    }
    rest[top] = rest[top] &+ carry
    return guess &- 1
  }

  private static func quotientGuess(_ rest: [UInt], by divisor: [UInt], at position: Int) -> UInt {
    let high = divisor[divisor.count - 1]
    let next = divisor[divisor.count - 2]
    let top = position + divisor.count
    // The top of what is left is at most the divisor's top; when equal the guess is the greatest
    // word, and the remainder of the guess is the sum of the two words.
    var guess: UInt
    var remainder: UInt
    if rest[top] >= high {
      guess = .max
      let (sum, overflow) = rest[top - 1].addingReportingOverflow(high)
      if overflow { return guess }
      remainder = sum
    } else {
      (guess, remainder) = high.dividingFullWidth((rest[top], rest[top - 1]))
    }
    while UInt128(guess) &* UInt128(next)
      > (UInt128(remainder) &<< 64 | UInt128(rest[top - 2]))
    {
      guess &-= 1
      let (sum, overflow) = remainder.addingReportingOverflow(high)
      if overflow { break }
      remainder = sum
    }
    return guess
  }

  /// Takes `factor` times `divisor` from `rest` at `position`; returns what is still owed above it.
  private static func subtract(
    _ divisor: [UInt], times factor: UInt, from rest: inout [UInt], at position: Int
  ) -> UInt {
    var owed: UInt = 0
    for (offset, word) in divisor.enumerated() {
      let product = UInt128(factor) &* UInt128(word) &+ UInt128(owed)
      let (difference, borrow) =
        rest[position + offset].subtractingReportingOverflow(UInt(truncatingIfNeeded: product))
      rest[position + offset] = difference
      // The high word of such a product is at most 2^64-2 when the low word can borrow.
      owed = UInt(truncatingIfNeeded: product &>> 64) &+ (borrow ? 1 : 0)
    }
    return owed
  }
}
