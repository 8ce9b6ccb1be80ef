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
/// can begin. The C library and vectors look at 10 GB/s and more, a loop over bytes at 1 GB/s. This
/// file has the unsafe pointers that they take; ranges are cut to what there is.
enum ByteSearch {
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

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
    let wanted = SIMD32<UInt8>(repeating: byte)
    return bytes.withUnsafeBytes { buffer in
      var at = range.upperBound
      while at - 32 >= range.lowerBound {
        let block = buffer.loadUnaligned(fromByteOffset: at - 32, as: SIMD32<UInt8>.self)
        if any(block .== wanted) { break }
        at -= 32
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
        let block = buffer.loadUnaligned(fromByteOffset: at, as: SIMD64<UInt8>.self)
        if block.max() >= 0x80 { break }
        at += 64
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
    let wanted = SIMD32<UInt8>(repeating: byte)
    let ones = SIMD32<UInt8>(repeating: 1)
    let none = SIMD32<UInt8>(repeating: 0)
    return bytes.withUnsafeBytes { buffer in
      var total = 0
      var at = range.lowerBound
      while at + 32 <= range.upperBound {
        // A lane counts at most 255 before it is added up.
        let end = min(range.upperBound - 32, at + 254 * 32)
        var counts = none
        while at <= end {
          let block = buffer.loadUnaligned(fromByteOffset: at, as: SIMD32<UInt8>.self)
          counts &+= none.replacing(with: ones, where: block .== wanted)
          at += 32
        }
        for lane in counts.indices { total += Int(counts[lane]) }
      }
      while at < range.upperBound {
        if buffer[at] == byte { total += 1 }
        at += 1
      }
      return total
    }
  }
}
