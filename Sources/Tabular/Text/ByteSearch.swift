#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Looks for bytes in long texts, many at a time.
///
/// Every byte of a data file that is read in parts passes here on one thread, before the others
/// can begin. The C library and words of eight bytes take 5 GB/s and more, a loop over bytes 1 GB/s. This
/// file has the unsafe pointers for that; ranges are cut to what there is.
enum ByteSearch {
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  /// A word of eight bytes that are 1, and of eight high bits.
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highBits: UInt64 = 0x8080_8080_8080_8080

  /// The first place of a byte in a range of others, or nil.
  static func first(_ byte: UInt8, in bytes: [UInt8], _ range: Range<Int>) -> Int? {
    let range = range.clamped(to: 0..<bytes.count)
    return bytes.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress, !range.isEmpty,
        let found = memchr(base + range.lowerBound, Int32(byte), range.count)
      else { return nil }
      return UnsafeRawPointer(found) - base
    }
  }

  /// The last place of a byte in a range of others, or nil.
  static func last(_ byte: UInt8, in bytes: [UInt8], _ range: Range<Int>) -> Int? {
    let range = range.clamped(to: 0..<bytes.count)
    let wanted = ones &* UInt64(byte)
    return bytes.withUnsafeBytes { buffer in
      var at = range.upperBound
      while at - 8 >= range.lowerBound {
        let word = buffer.loadUnaligned(fromByteOffset: at - 8, as: UInt64.self) ^ wanted
        if (word &- ones) & ~word & highBits != 0 { break }
        at -= 8
      }
      while at > range.lowerBound {
        at -= 1
        if buffer[at] == byte { return at }
      }
      return nil
    }
  }

  /// The first LF or CR in a range, or nil.
  static func firstLineEnd(in bytes: [UInt8], _ range: Range<Int>) -> Int? {
    let feed = first(lineFeed, in: bytes, range)
    let before = range.lowerBound..<max(range.lowerBound, feed ?? range.upperBound)
    return first(carriageReturn, in: bytes, before) ?? feed
  }

  /// The first byte of a range that is not ASCII, or nil.
  static func firstNonASCII(in bytes: [UInt8], _ range: Range<Int>) -> Int? {
    let range = range.clamped(to: 0..<bytes.count)
    return bytes.withUnsafeBytes { buffer in
      var at = range.lowerBound
      while at + 64 <= range.upperBound {
        var all: UInt64 = 0
        for word in 0..<8 {
          all |= buffer.loadUnaligned(fromByteOffset: at &+ word &* 8, as: UInt64.self)
        }
        if all & highBits != 0 { break }
        at += 64
      }
      while at + 8 <= range.upperBound {
        let word = buffer.loadUnaligned(fromByteOffset: at, as: UInt64.self).littleEndian
        let marks = word & highBits
        if marks != 0 { return at + marks.trailingZeroBitCount / 8 }
        at += 8
      }
      while at < range.upperBound {
        if buffer[at] >= 0x80 { return at }
        at += 1
      }
      return nil
    }
  }

  /// How many lines end in a range: with LF, CRLF or, if that counts, CR alone.
  ///
  /// A CR at the end of the range counts by the byte that follows it there.
  static func lineEndCount(
    in bytes: [UInt8], _ range: Range<Int>, countsReturns: Bool
  ) -> Int {
    let feeds = count(lineFeed, in: bytes, range)
    guard countsReturns else { return feeds }
    var returns = 0
    var at = range.lowerBound
    // Where each line has one, it is a CR before LF, and looking at each of them is fast enough.
    while let found = first(carriageReturn, in: bytes, at..<range.upperBound) {
      at = found + 1
      if at >= bytes.count || bytes[at] != lineFeed { returns += 1 }
    }
    return feeds + returns
  }

  /// How often a byte stands in a range.
  private static func count(_ byte: UInt8, in bytes: [UInt8], _ range: Range<Int>) -> Int {
    let range = range.clamped(to: 0..<bytes.count)
    let wanted = ones &* UInt64(byte)
    return bytes.withUnsafeBytes { buffer in
      var total = 0
      var at = range.lowerBound
      while at + 8 <= range.upperBound {
        // Each byte of the sum counts at most 255 before they are added up.
        let wordCount = min((range.upperBound - at) / 8, 255)
        var counts: UInt64 = 0
        for word in 0..<wordCount {
          let offset = at &+ word &* 8
          let found = buffer.loadUnaligned(fromByteOffset: offset, as: UInt64.self) ^ wanted
          // The high bit of each byte that is zero, and of no other.
          let zeros = ~(((found & ~highBits) &+ ~highBits) | found | ~highBits)
          counts &+= zeros &>> 7
        }
        for shift in 0..<8 { total += Int(counts &>> (shift * 8) & 0xFF) }
        at += wordCount * 8
      }
      while at < range.upperBound {
        if buffer[at] == byte { total += 1 }
        at += 1
      }
      return total
    }
  }
}
