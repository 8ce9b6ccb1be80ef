/// Turns a file that comes piece by piece into UTF-8, whichever of four encodings it is in.
///
/// The encoding is decided on the first mebibyte by the rules of ``TextDecoder``. Where that is ASCII
/// alone, which is the same in UTF-8 and GB 18030, the mebibyte decides that begins with the
/// first byte that is not. A file of at most one mebibyte is read exactly as ``TextDecoder`` reads
/// it. There is no limit on the whole.
///
/// Of a longer file in UTF-8 the text is handed on as it is: whoever takes it asks
/// ``firstProblem(in:fileOffset:)`` of its parts, which threads can share.
public struct TextStream: Sendable {
  /// How many bytes the encoding is decided on: one mebibyte.
  public static let sampleBytes = 1 << 20

  private enum State {
    /// Bytes are held back until there are enough to decide the encoding.
    case undecided
    /// All bytes so far were ASCII.
    case ascii
    /// The same, and those held back are not.
    case noLongerASCII
    case decided(TextEncoding)
  }

  /// Whether the text may hold bytes that are not UTF-8.
  public private(set) var isUnchecked = false

  /// The bytes of the byte-order mark, which stand before the text.
  public private(set) var markBytes = 0

  private let sampleBytes: Int
  private var state = State.undecided

  /// Bytes that wait for those after them.
  private var held: [UInt8] = []

  /// Where these begin in the file.
  private var heldOffset = 0

  /// The start of the file, as long as it is held back; nil once the encoding is decided.
  public var undecidedStart: [UInt8]? {
    if case .undecided = state { return held }
    return nil
  }

  /// A stream at the start of a file.
  public init() { self.init(sampleBytes: Self.sampleBytes) }

  /// The same with a sample that tests can exceed.
  init(sampleBytes: Int) { self.sampleBytes = sampleBytes }

  /// Takes the next bytes of the file.
  ///
  /// - Parameters:
  ///   - bytes: the bytes.
  ///   - utf8: the text, to which is added what is certain by now.
  /// - Throws: ``TextDecodingError`` with the offset in the file. The stream cannot be used after.
  /// - Complexity: O(*n*) in the number of bytes; in UTF-8 they are copied once and not looked at.
  public mutating func decode(
    _ bytes: [UInt8], into utf8: inout [UInt8]
  ) throws(TextDecodingError) {
    switch state {
    case .undecided, .noLongerASCII:
      held += bytes
      if held.count > sampleBytes { try decide(into: &utf8) }
    case .ascii:
      guard let other = ByteSearch.firstNonASCII(in: bytes, 0..<bytes.count) else {
        utf8 += bytes
        heldOffset += bytes.count
        return
      }
      utf8 += bytes[..<other]
      heldOffset += other
      held = Array(bytes[other...])
      state = .noLongerASCII
      if held.count > sampleBytes { try decide(into: &utf8) }
    case .decided(.utf8): utf8 += bytes
    case .decided:
      held += bytes
      try decodeHeld(isEnd: false, into: &utf8)
    }
  }

  /// Says that there are no more bytes.
  ///
  /// - Throws: ``TextDecodingError`` with the offset in the file.
  public mutating func finish(into utf8: inout [UInt8]) throws(TextDecodingError) {
    switch state {
    case .undecided:
      let text = try TextDecoder.decode(held)
      utf8 += text.utf8
      if text.hadByteOrderMark, text.encoding == .utf8 { markBytes = 3 }
      held = []
      state = .decided(text.encoding)
    case .noLongerASCII: try decide(isEnd: true, into: &utf8)
    case .decided: try decodeHeld(isEnd: true, into: &utf8)
    case .ascii: break
    }
  }

  /// The first thing in a part of a text that UTF-8 does not allow, or a NUL; nil without one.
  ///
  /// - Parameters:
  ///   - utf8: whole lines of a text as the stream gave it.
  ///   - fileOffset: where they begin in the file.
  /// - Returns: what is wrong, with the offset in the file.
  /// - Complexity: O(*n*); ASCII goes by at several GB/s.
  public static func firstProblem(in utf8: [UInt8], fileOffset: Int) -> TextDecodingError? {
    if let offset = UTF8Validation.firstMalformed(in: utf8) {
      return TextDecodingError(offset: fileOffset + offset, reason: .malformed(.utf8))
    }
    return ByteSearch.first(0, in: utf8, 0..<utf8.count).map { offset in
      TextDecodingError(offset: fileOffset + offset, reason: .embeddedNUL)
    }
  }

  /// Decides the encoding on what is held back, and decodes that.
  private mutating func decide(
    isEnd: Bool = false, into utf8: inout [UInt8]
  ) throws(TextDecodingError) {
    if heldOffset == 0, let (encoding, bytes) = try TextDecoder.byteOrderMark(of: held) {
      state = .decided(encoding)
      if encoding == .utf8 { markBytes = bytes }
      heldOffset = bytes
      held.removeFirst(bytes)
    } else if heldOffset == 0,
      let order = UTF16Decoding.byteOrder(ofSample: held.prefix(TextDecoder.sampleBytes))
    {
      state = .decided(order == .littleEndian ? .utf16LittleEndian : .utf16BigEndian)
    } else {
      let sample = held.count > sampleBytes ? Array(held[..<sampleBytes]) : held
      state = try encoding(ofSample: sample, isEnd: isEnd).map { .decided($0) } ?? .ascii
    }
    switch state {
    case .ascii, .decided(.utf8):
      let bytes = held
      held = []
      isUnchecked = true
      if case .ascii = state { return try decode(bytes, into: &utf8) }
      utf8 += bytes
    case .undecided, .noLongerASCII: break
    case .decided:
      try decodeHeld(isEnd: isEnd, into: &utf8)
    }
  }

  /// Whether a sample is UTF-8 or GB 18030; nil where it is ASCII and could be either.
  private func encoding(
    ofSample sample: [UInt8], isEnd: Bool
  ) throws(TextDecodingError) -> TextEncoding? {
    guard let offset = UTF8Validation.firstMalformed(in: sample) else {
      return ByteSearch.firstNonASCII(in: sample, 0..<sample.count) == nil ? nil : .utf8
    }
    if !isEnd, UTF8Validation.isCutCharacter(sample, from: offset) { return .utf8 }
    if UTF8Validation.isMostlyUTF8(sample) {
      throw TextDecodingError(offset: heldOffset + offset, reason: .malformed(.utf8))
    }
    return .gb18030
  }

  /// Decodes what is held back but for a character that is not yet complete.
  private mutating func decodeHeld(
    isEnd: Bool, into utf8: inout [UInt8]
  ) throws(TextDecodingError) {
    guard case .decided(let encoding) = state, !held.isEmpty else { return }
    let end: Int
    do throws(TextDecodingError) {
      switch encoding {
      case .utf8: end = held.count
      case .utf16LittleEndian:
        end = try UTF16Decoding.decode(
          held, from: 0, order: .littleEndian, isEnd: isEnd, into: &utf8)
      case .utf16BigEndian:
        end = try UTF16Decoding.decode(held, from: 0, order: .bigEndian, isEnd: isEnd, into: &utf8)
      case .gb18030:
        if let offset = ByteSearch.first(0, in: held, 0..<held.count) {
          throw TextDecodingError(offset: offset, reason: .embeddedNUL)
        }
        end = try GB18030Decoding.decode(held, from: 0, isEnd: isEnd, into: &utf8)
      }
    } catch {
      throw TextDecodingError(offset: heldOffset + error.offset, reason: error.reason)
    }
    heldOffset += end
    held.removeFirst(end)
  }
}
