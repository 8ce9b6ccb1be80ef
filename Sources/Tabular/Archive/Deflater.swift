/// Packs text by DEFLATE (RFC 1951), piece by piece.
///
/// Blocks of 64 KiB with fixed codes, each by itself: what a sheet repeats stands close together,
/// so that it comes to a tenth, and nothing but the block is kept. The same text gives the same
/// bytes, whatever pieces it comes in.
public struct Deflater: Sendable {
  private static let blockBytes = 1 << 16

  /// How many earlier places are looked at for a longer repetition.
  private static let placesTried = 8

  private static let hashBits = 14

  private var pending: [UInt8] = []
  private var output: [UInt8] = []
  private var bits: UInt64 = 0
  private var bitCount = 0
  /// By hash, the last place in the block with it, and by place the one before; -1 for none.
  private var heads: [Int32] = []
  private var previous: [Int32] = []

  /// A packer of no text yet.
  public init() {}

  /// Adds the text that follows.
  ///
  /// - Complexity: O(*n*) in the number of bytes.
  public mutating func add(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while pending.count + rest.count >= Self.blockBytes {
      let part = rest.prefix(Self.blockBytes - pending.count)
      pending += part
      rest = rest.dropFirst(part.count)
      pack(isLast: false)
    }
    pending += rest
  }

  /// Says that all of the text has come; ``take()`` gives the rest then.
  public mutating func finish() {
    pack(isLast: true)
    if bitCount > 0 { put(0, 8 - bitCount) }
  }

  /// What has been packed since the last time.
  public mutating func take() -> [UInt8] {
    defer { output.removeAll(keepingCapacity: true) }
    return output
  }

  // MARK: Bits

  private mutating func put(_ value: Int, _ count: Int) {
    bits |= UInt64(truncatingIfNeeded: value) << UInt64(bitCount)
    bitCount += count
    while bitCount >= 8 {
      output.append(UInt8(truncatingIfNeeded: bits))
      bits >>= 8
      bitCount -= 8
    }
  }

  private mutating func put(symbol: Int) {
    let code = Self.codes[symbol]
    put(code.bits, code.length)
  }

  /// The fixed codes of literals and lengths, their first bit lowest.
  private static let codes: [(bits: Int, length: Int)] = (0..<288).map { symbol in
    let (code, length) =
      switch symbol {
      case ..<144: (0x30 + symbol, 8)
      case ..<256: (0x190 + symbol - 144, 9)
      case ..<280: (symbol - 256, 7)
      default: (0xC0 + symbol - 280, 8)
      }
    return (reversed(code, length), length)
  }

  private static let distanceCodes: [Int] = (0..<30).map { reversed($0, 5) }

  private static func reversed(_ code: Int, _ length: Int) -> Int {
    (0..<length).reduce(0) { $0 << 1 | code >> $1 & 1 }
  }

  /// The symbol of each length, from 257.
  private static let lengthSymbols: [Int] = (0...DeflateCodes.lengthMost).map { length in
    DeflateCodes.lengthBases.lastIndex { $0 <= length } ?? 0
  }

  // MARK: Blocks

  private mutating func pack(isLast: Bool) {
    put(isLast ? 1 : 0, 1)
    put(1, 2)
    heads = Array(repeating: -1, count: 1 << Self.hashBits)
    previous = Array(repeating: -1, count: pending.count)
    var at = 0
    while at < pending.count {
      let (length, distance) = longestRepetition(at)
      if length < 3 {
        put(symbol: Int(pending[at]))
        note(at)
        at += 1
        continue
      }
      put(length: length, distance: distance)
      for place in at..<(at + length) { note(place) }
      at += length
    }
    put(symbol: DeflateCodes.endOfBlock)
    pending.removeAll(keepingCapacity: true)
  }

  private mutating func put(length: Int, distance: Int) {
    let place = Self.lengthSymbols[length]
    put(symbol: DeflateCodes.endOfBlock + 1 + place)
    put(length - DeflateCodes.lengthBases[place], DeflateCodes.lengthExtraBits[place])
    var far = 0
    var step = 16
    // The last base that is no greater; there are 30.
    while step > 0 {
      if far + step < 30, DeflateCodes.distanceBases[far + step] <= distance { far += step }
      step /= 2
    }
    put(Self.distanceCodes[far], 5)
    put(distance - DeflateCodes.distanceBases[far], DeflateCodes.distanceExtraBits[far])
  }

  private func hash(_ at: Int) -> Int? {
    guard at + 3 < pending.count else { return nil }
    let word =
      UInt32(pending[at]) | UInt32(pending[at + 1]) << 8 | UInt32(pending[at + 2]) << 16
      | UInt32(pending[at + 3]) << 24
    return Int((word &* 0x9E37_79B1) >> UInt32(32 - Self.hashBits))
  }

  private mutating func note(_ at: Int) {
    guard let hash = hash(at) else { return }
    previous[at] = heads[hash]
    heads[hash] = Int32(truncatingIfNeeded: at)
  }

  private func longestRepetition(_ at: Int) -> (length: Int, distance: Int) {
    guard let hash = hash(at) else { return (0, 0) }
    let most = min(DeflateCodes.lengthMost, pending.count - at)
    var best = (length: 0, distance: 0)
    var candidate = Int(heads[hash])
    for _ in 0..<Self.placesTried {
      guard candidate >= 0, at - candidate <= DeflateCodes.distanceMost else { break }
      // Only what is longer at its end can be longer.
      if best.length == 0 || pending[candidate + best.length] == pending[at + best.length] {
        var length = 0
        while length < most, pending[candidate + length] == pending[at + length] { length += 1 }
        if length > best.length { best = (length, at - candidate) }
        if length == most { break }
      }
      candidate = Int(previous[candidate])
    }
    return best
  }
}
