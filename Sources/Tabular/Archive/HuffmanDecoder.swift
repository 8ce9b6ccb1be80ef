/// The codes of one alphabet of a block, to be read bit by bit (RFC 1951 section 3.2.2).
struct HuffmanDecoder {
  /// The longest code.
  static let lengthMost = 15

  /// How many bits are looked up at once; longer codes are rare.
  private static let fastBits = 10

  /// By the next bits: the symbol and the length of its code, or 0 where that is longer.
  private let fast: [UInt16]
  private let mask: UInt64
  /// How many codes there are of each length.
  private let counts: [Int]
  /// The symbols in the order of their codes.
  private let symbols: [UInt16]

  /// The codes of some lengths; nil where there are too many, or too few that anyone would write.
  init?(lengths: ArraySlice<UInt8>) {
    var counts = Array(repeating: 0, count: Self.lengthMost + 1)
    for length in lengths where length > 0 { counts[Int(length)] += 1 }
    var left = 1
    for length in 1...Self.lengthMost {
      left = left << 1 - counts[length]
      guard left >= 0 else { return nil }
    }
    let used = counts.reduce(0, +)
    // One distance alone has half of the codes; none at all is for blocks without distances.
    guard left == 0 || used == 0 || used == 1 && counts[1] == 1 else { return nil }
    var starts = Array(repeating: 0, count: Self.lengthMost + 2)
    for length in 1...Self.lengthMost { starts[length + 1] = starts[length] + counts[length] }
    var symbols = [UInt16](repeating: 0, count: used)
    var code = 0
    var nextCodes = Array(repeating: 0, count: Self.lengthMost + 1)
    for length in 1...Self.lengthMost {
      code = (code + counts[length - 1]) << 1
      nextCodes[length] = code
    }
    let longest = counts.lastIndex { $0 > 0 } ?? 1
    let bits = min(Self.fastBits, max(1, longest))
    var fast = [UInt16](repeating: 0, count: 1 << bits)
    for (symbol, length) in lengths.enumerated() where length > 0 {
      let length = Int(length)
      symbols[starts[length]] = UInt16(symbol)
      starts[length] += 1
      if length <= bits {
        var place = Self.reversed(nextCodes[length], length)
        while place < fast.count {
          fast[place] = UInt16(symbol) << 4 | UInt16(length)
          place += 1 << length
        }
      }
      nextCodes[length] += 1
    }
    self.fast = fast
    self.counts = counts
    self.symbols = symbols
    mask = UInt64(fast.count - 1)
  }

  private static func reversed(_ code: Int, _ length: Int) -> Int {
    var reversed = 0
    for bit in 0..<length where code >> bit & 1 == 1 { reversed |= 1 << (length - 1 - bit) }
    return reversed
  }

  /// The symbol that bits begin with, the lowest first, and how many belong to it; nil for none.
  @inline(__always)
  func symbol(_ bits: UInt64) -> (symbol: Int, length: Int)? {
    let entry = fast[Int(truncatingIfNeeded: bits & mask)]
    return entry == 0 ? longSymbol(bits) : (Int(entry >> 4), Int(entry & 15))
  }

  private func longSymbol(_ bits: UInt64) -> (symbol: Int, length: Int)? {
    var code = 0
    var first = 0
    var index = 0
    for length in 1...Self.lengthMost {
      code |= Int(bits >> UInt64(length - 1) & 1)
      let count = counts[length]
      if code - count < first { return (Int(symbols[index + code - first]), length) }
      index += count
      first = (first + count) << 1
      code <<= 1
    }
    return nil
  }
}
