/// A natural number of any size: the part of a big integer that has no sign.
///
/// Words are least significant first and the last one is never zero, so zero has no words and two
/// equal numbers have equal words.
struct Magnitude: Hashable, Sendable {
  private(set) var words: [UInt]

  static let zero = Magnitude(normalizing: [])

  init(normalizing words: [UInt]) {
    self.words = words
    dropLeadingZeros()
  }

  init(_ word: UInt) {
    words = word == 0 ? [] : [word]
  }

  init(_ value: UInt128) {
    self.init(normalizing: [
      UInt(truncatingIfNeeded: value), UInt(truncatingIfNeeded: value &>> 64),
    ])
  }

  var isZero: Bool { words.isEmpty }

  var bitWidth: Int {
    guard let top = words.last else { return 0 }
    return words.count * UInt.bitWidth - top.leadingZeroBitCount
  }

  /// The number of zero bits below the lowest one; 0 for zero.
  var trailingZeroBitCount: Int {
    guard let index = words.firstIndex(where: { $0 != 0 }) else { return 0 }
    return index * UInt.bitWidth + words[index].trailingZeroBitCount
  }

  private mutating func dropLeadingZeros() {
    while words.last == 0 { words.removeLast() }
  }

  /// Replaces the number by itself times `factor` plus `addend`.
  mutating func multiply(by factor: UInt, adding addend: UInt) {
    var carry = addend
    for index in words.indices {
      // (2^64-1)^2 + (2^64-1) < 2^128, so nothing is lost.
      let sum = UInt128(words[index]) &* UInt128(factor) &+ UInt128(carry)
      words[index] = UInt(truncatingIfNeeded: sum)
      carry = UInt(truncatingIfNeeded: sum &>> 64)
    }
    if carry != 0 { words.append(carry) }
    dropLeadingZeros()
  }

  /// Replaces the number by its quotient by `divisor`, which is not zero; returns the remainder.
  mutating func divide(by divisor: UInt) -> UInt {
    var remainder: UInt = 0
    for index in words.indices.reversed() {
      // The remainder is below the divisor, so the quotient fits a word.
      (words[index], remainder) = divisor.dividingFullWidth((remainder, words[index]))
    }
    dropLeadingZeros()
    return remainder
  }
}

extension Magnitude: Comparable {
  static func < (lhs: Magnitude, rhs: Magnitude) -> Bool {
    if lhs.words.count != rhs.words.count { return lhs.words.count < rhs.words.count }
    for index in lhs.words.indices.reversed() where lhs.words[index] != rhs.words[index] {
      return lhs.words[index] < rhs.words[index]
    }
    return false
  }
}

extension Magnitude {
  func adding(_ other: Magnitude) -> Magnitude {
    let (long, short) =
      words.count >= other.words.count ? (words, other.words) : (other.words, words)
    var sum = long
    var carry: UInt = 0
    for index in sum.indices {
      if index >= short.count && carry == 0 { break }
      let addend = index < short.count ? short[index] : 0
      let (partial, first) = sum[index].addingReportingOverflow(addend)
      let (total, second) = partial.addingReportingOverflow(carry)
      sum[index] = total
      carry = first || second ? 1 : 0
    }
    if carry != 0 { sum.append(carry) }
    return Magnitude(normalizing: sum)
  }

  /// The difference to `other`, which is not the greater of the two.
  func subtracting(_ other: Magnitude) -> Magnitude {
    var difference = words
    var borrow: UInt = 0
    for index in difference.indices {
      if index >= other.words.count && borrow == 0 { break }
      let subtrahend = index < other.words.count ? other.words[index] : 0
      let (partial, first) = difference[index].subtractingReportingOverflow(subtrahend)
      let (total, second) = partial.subtractingReportingOverflow(borrow)
      difference[index] = total
      borrow = first || second ? 1 : 0
    }
    return Magnitude(normalizing: difference)
  }

  /// The product, digit by digit as on paper.
  ///
  /// - Complexity: O(*n* · *m*) for numbers of *n* and *m* words. Limits elsewhere keep numbers to a
  ///   few hundred words, where this beats the methods that are better for very long ones.
  func multiplied(by other: Magnitude) -> Magnitude {
    if isZero || other.isZero { return .zero }
    var product = [UInt](repeating: 0, count: words.count + other.words.count)
    for (low, factor) in words.enumerated() {
      var carry: UInt = 0
      for (offset, word) in other.words.enumerated() {
        // (2^64-1)^2 + 2·(2^64-1) = 2^128-1, so nothing is lost.
        let sum =
          UInt128(factor) &* UInt128(word) &+ UInt128(product[low + offset]) &+ UInt128(carry)
        product[low + offset] = UInt(truncatingIfNeeded: sum)
        carry = UInt(truncatingIfNeeded: sum &>> 64)
      }
      product[low + other.words.count] = carry
    }
    return Magnitude(normalizing: product)
  }

  func shiftedLeft(by count: Int) -> Magnitude {
    if isZero || count <= 0 { return self }
    let (wholeWords, bits) = count.quotientAndRemainder(dividingBy: UInt.bitWidth)
    var shifted = [UInt](repeating: 0, count: wholeWords)
    shifted.reserveCapacity(wholeWords + words.count + 1)
    var carry: UInt = 0
    for word in words {
      shifted.append(word << bits | carry)
      carry = word >> (UInt.bitWidth - bits)
    }
    shifted.append(carry)
    return Magnitude(normalizing: shifted)
  }

  func shiftedRight(by count: Int) -> Magnitude {
    if count <= 0 { return self }
    let (wholeWords, bits) = count.quotientAndRemainder(dividingBy: UInt.bitWidth)
    guard wholeWords < words.count else { return .zero }
    var shifted = Array(words[wholeWords...])
    for index in shifted.indices {
      let above = index + 1 < shifted.count ? shifted[index + 1] : 0
      shifted[index] = shifted[index] >> bits | above << (UInt.bitWidth - bits)
    }
    return Magnitude(normalizing: shifted)
  }
}
