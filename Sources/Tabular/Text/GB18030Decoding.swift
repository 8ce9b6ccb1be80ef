internal import Glibc

/// Decodes GB 18030 through the C library's `iconv`, which holds the tables.
///
/// This is the one file of the module with unsafe pointers: the C function takes no others.
enum GB18030Decoding {
  /// Decodes the bytes from an offset to the end.
  ///
  /// The converter is strict: it neither skips nor replaces. Where the C library came without
  /// its GB 18030 tables the error is that the encoding is unknown, at the first byte that
  /// is not ASCII.
  static func utf8(from bytes: [UInt8], start: Int) throws(TextDecodingError) -> [UInt8] {
    var utf8: [UInt8] = []
    utf8.reserveCapacity(bytes.count + bytes.count / 2)
    _ = try decode(bytes, from: start, isEnd: true, into: &utf8)
    return utf8
  }

  /// Decodes the bytes from an offset on, as far as they are whole characters.
  ///
  /// - Parameters:
  ///   - bytes: the bytes.
  ///   - start: the offset.
  ///   - isEnd: whether the text ends with the bytes, so that the rest is an error.
  ///   - utf8: what the characters are added to.
  /// - Returns: how far the bytes were decoded.
  /// - Throws: ``TextDecodingError`` with an offset in the bytes.
  static func decode(
    _ bytes: [UInt8], from start: Int, isEnd: Bool, into utf8: inout [UInt8]
  ) throws(TextDecodingError) -> Int {
    guard let converter = iconv_open("UTF-8", "GB18030"), converter != iconv_t(bitPattern: -1)
    else {
      let offset = bytes.firstIndex { $0 >= 0x80 } ?? 0
      throw TextDecodingError(offset: offset, reason: .unknownEncoding)
    }
    defer { iconv_close(converter) }

    var consumed = start
    while consumed < bytes.count {
      let step = convert(bytes, from: consumed, with: converter, into: &utf8)
      consumed += step.consumed
      if step.isIncomplete, !isEnd { return consumed }
      if step.isMalformed {
        throw TextDecodingError(offset: consumed, reason: .malformed(.gb18030))
      }
    }
    return consumed
  }

  /// What became of a block.
  private struct Step {
    var consumed = 0
    var isMalformed = false
    /// Whether the bytes end inside a character.
    var isIncomplete = false
  }

  /// Converts as much as fits in one block of output.
  ///
  /// A step that neither consumes nor fails would never end, and counts as malformed.
  private static func convert(
    _ bytes: [UInt8], from offset: Int, with converter: iconv_t, into utf8: inout [UInt8]
  ) -> Step {
    let blockBytes = 1 << 16
    var step = Step()
    let block = [UInt8](unsafeUninitializedCapacity: blockBytes) { output, written in
      bytes.withUnsafeBytes { input in
        // The C prototype lacks `const`; iconv does not write to its input.
        var source = UnsafeMutableRawBufferPointer(mutating: input).baseAddress?
          .advanced(by: offset).assumingMemoryBound(to: CChar.self)
        var sourceBytes = input.count - offset
        var target = UnsafeMutableRawBufferPointer(output).baseAddress?
          .assumingMemoryBound(to: CChar.self)
        var targetBytes = blockBytes
        let result = iconv(converter, &source, &sourceBytes, &target, &targetBytes)
        let isBlockFull = result == -1 && errno == E2BIG
        step.isIncomplete = result == -1 && errno == EINVAL
        step.consumed = input.count - offset - sourceBytes
        written = blockBytes - targetBytes
        step.isMalformed = !isBlockFull && sourceBytes > 0 || step.consumed == 0
      }
    }
    utf8.append(contentsOf: block)
    return step
  }
}
