/// Unpacks what DEFLATE has packed (RFC 1951), piece by piece.
///
/// It is our own because the program is one file that loads no library but that of C. What it keeps
/// is bounded whatever comes: 32 KiB to repeat from, and the piece that is being made. It reads no
/// byte behind its range and makes no more than it is asked for at a time.
struct Inflater {
  /// Why there is no more.
  enum Problem: Error, Equatable {
    /// The bytes end before the text does.
    case truncated
    /// The bytes are not what DEFLATE writes.
    case malformed
  }

  /// About how many bytes a piece has.
  static let pieceBytes = 1 << 16

  private enum Block {
    case none
    case stored(left: Int)
    case coded(HuffmanDecoder, HuffmanDecoder)
  }

  private let bytes: [UInt8]
  private let end: Int
  private var at: Int
  /// Bits that have been taken from the bytes, the next one lowest.
  private var bits: UInt64 = 0
  private var bitCount = 0
  private var block = Block.none
  private var isLastBlock = false
  /// What has been unpacked, as far back as it may be repeated from.
  private var text: [UInt8] = []

  /// Unpacks some of the bytes of an array.
  init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    at = range.lowerBound
    end = range.upperBound
  }

  /// Where the bytes end that belong to what was unpacked, once all is.
  var consumedEnd: Int { at - bitCount / 8 }

  /// The next piece; nil after the last.
  mutating func next() throws(Problem) -> ArraySlice<UInt8>? {
    if text.count > DeflateCodes.distanceMost {
      text.removeFirst(text.count - DeflateCodes.distanceMost)
    }
    let start = text.count
    while text.count - start < Self.pieceBytes {
      switch block {
      case .none:
        if isLastBlock { return text.count > start ? text[start...] : nil }
        try readHeader()
      case .stored(let left): try copyStored(left, start)
      case .coded(let literals, let distances): try decode(literals, distances, start)
      }
    }
    return text[start...]
  }

  // MARK: Bits

  private mutating func refill() {
    while bitCount <= 48, at < end {
      bits |= UInt64(bytes[at]) << UInt64(bitCount)
      at += 1
      bitCount += 8
    }
  }

  /// The next bits, at most 16, as a number.
  private mutating func take(_ count: Int) throws(Problem) -> Int {
    if bitCount < count { refill() }
    guard bitCount >= count else { throw .truncated }
    let value = Int(truncatingIfNeeded: bits & (1 << UInt64(count) - 1))
    bits >>= UInt64(count)
    bitCount -= count
    return value
  }

  private mutating func symbol(_ codes: HuffmanDecoder) throws(Problem) -> Int {
    if bitCount < HuffmanDecoder.lengthMost { refill() }
    guard let (symbol, length) = codes.symbol(bits) else {
      throw bitCount < HuffmanDecoder.lengthMost ? .truncated : .malformed
    }
    guard bitCount >= length else { throw .truncated }
    bits >>= UInt64(length)
    bitCount -= length
    return symbol
  }

  // MARK: Blocks

  private mutating func readHeader() throws(Problem) {
    isLastBlock = try take(1) == 1
    switch try take(2) {
    case 0:
      _ = try take(bitCount % 8)
      let length = try take(16)
      guard try take(16) == length ^ 0xFFFF else { throw .malformed }
      block = .stored(left: length)
    case 1:
      block = try Self.coded(
        DeflateCodes.fixedLiteralLengths[...],
        DeflateCodes.fixedDistanceLengths[...])
    case 2: try readCodes()
    default: throw .malformed
    }
  }

  private static func coded(
    _ literals: ArraySlice<UInt8>, _ distances: ArraySlice<UInt8>
  ) throws(Problem) -> Block {
    guard let literals = HuffmanDecoder(lengths: literals),
      let distances = HuffmanDecoder(lengths: distances)
    else { throw .malformed }
    return .coded(literals, distances)
  }

  /// In which order the lengths of the codes of lengths stand.
  private static let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

  private mutating func readCodes() throws(Problem) {
    let literalCount = try take(5) + 257
    let distanceCount = try take(5) + 1
    let lengthCount = try take(4) + 4
    guard literalCount <= 286, distanceCount <= 30 else { throw .malformed }
    var lengths = [UInt8](repeating: 0, count: 19)
    for place in Self.order.prefix(lengthCount) { lengths[place] = UInt8(try take(3)) }
    guard let codes = HuffmanDecoder(lengths: lengths[...]) else { throw .malformed }
    lengths = []
    let count = literalCount + distanceCount
    while lengths.count < count {
      let symbol = try symbol(codes)
      var (length, times) = (UInt8(truncatingIfNeeded: symbol), 1)
      switch symbol {
      case 16:
        guard let last = lengths.last else { throw .malformed }
        (length, times) = (last, 3 + (try take(2)))
      case 17: (length, times) = (0, 3 + (try take(3)))
      case 18: (length, times) = (0, 11 + (try take(7)))
      default: break
      }
      guard lengths.count + times <= count else { throw .malformed }
      for _ in 0..<times { lengths.append(length) }
    }
    // A block that cannot end is damaged.
    guard lengths[DeflateCodes.endOfBlock] > 0 else { throw .malformed }
    block = try Self.coded(lengths[..<literalCount], lengths[literalCount...])
  }

  private mutating func copyStored(_ left: Int, _ start: Int) throws(Problem) {
    var left = left
    while left > 0, bitCount >= 8 {
      text.append(UInt8(try take(8)))
      left -= 1
    }
    let count = min(left, end - at, max(0, Self.pieceBytes - (text.count - start)))
    text += bytes[at..<(at + count)]
    at += count
    left -= count
    block = left > 0 ? .stored(left: left) : .none
    if left > 0, at == end { throw .truncated }
  }

  private mutating func decode(
    _ literals: HuffmanDecoder, _ distances: HuffmanDecoder, _ start: Int
  ) throws(Problem) {
    while text.count - start < Self.pieceBytes {
      let symbol = try symbol(literals)
      if symbol < DeflateCodes.endOfBlock {
        text.append(UInt8(truncatingIfNeeded: symbol))
        continue
      }
      if symbol == DeflateCodes.endOfBlock {
        block = .none
        return
      }
      let place = symbol - DeflateCodes.endOfBlock - 1
      guard place < DeflateCodes.lengthBases.count else { throw .malformed }
      let length =
        DeflateCodes.lengthBases[place] + (try take(DeflateCodes.lengthExtraBits[place]))
      let far = try self.symbol(distances)
      guard far < DeflateCodes.distanceBases.count else { throw .malformed }
      let distance =
        DeflateCodes.distanceBases[far] + (try take(DeflateCodes.distanceExtraBits[far]))
      guard distance <= text.count else { throw .malformed }
      let from = text.count - distance
      for offset in 0..<length { text.append(text[from + offset]) }
    }
  }
}
