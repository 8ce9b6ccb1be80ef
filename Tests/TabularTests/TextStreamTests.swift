import Testing

@testable import Tabular

/// A file that comes in pieces becomes the text that it is as a whole.
@Suite struct TextStreamTests {
  /// What a file becomes: its text, or why it is none.
  static func streamed(
    _ bytes: [UInt8], sampleBytes: Int = TextStream.sampleBytes, pieceBytes: Int
  ) -> Result<[UInt8], TextDecodingError> {
    var stream = TextStream(sampleBytes: sampleBytes)
    var text: [UInt8] = []
    do throws(TextDecodingError) {
      var rest = bytes[...]
      while !rest.isEmpty {
        try stream.decode(Array(rest.prefix(pieceBytes)), into: &text)
        rest = rest.dropFirst(pieceBytes)
      }
      try stream.finish(into: &text)
    } catch {
      return .failure(error)
    }
    if stream.isUnchecked,
      let problem = TextStream.firstProblem(in: text, fileOffset: stream.markBytes)
    {
      return .failure(problem)
    }
    return .success(text)
  }

  static func whole(_ bytes: [UInt8]) -> Result<[UInt8], TextDecodingError> {
    do throws(TextDecodingError) {
      return .success(try TextDecoder.decode(bytes).utf8)
    } catch {
      return .failure(error)
    }
  }

  @Test("a small file is read as the decoder reads it", arguments: TextDecoderTests.encodings)
  func small(_ example: TextDecoderTests.Case) {
    let damaged = [
      example.bytes, Array(example.bytes.dropLast()), example.bytes + [0xFF], example.bytes + [0],
    ]
    for bytes in damaged {
      for pieceBytes in [1, 2, 7, 1_000] {
        #expect(Self.streamed(bytes, pieceBytes: pieceBytes) == Self.whole(bytes))
      }
    }
  }

  @Test("a long file is read as the decoder reads it", arguments: TextDecoderTests.encodings)
  func long(_ example: TextDecoderTests.Case) {
    let bytes = Self.repeated(example)
    for sampleBytes in [64, 100, 101, 102, 103] {
      for pieceBytes in [1, 2, 7, 63, 1_000] {
        let text = Self.streamed(bytes, sampleBytes: sampleBytes, pieceBytes: pieceBytes)
        #expect(text == Self.whole(bytes), "sample \(sampleBytes) piece \(pieceBytes)")
      }
    }
  }

  /// A text of some hundred bytes; a byte-order mark stands at its start alone.
  private static func repeated(_ example: TextDecoderTests.Case) -> [UInt8] {
    var bytes = example.bytes
    let marks: [TextEncoding: Int] = [.utf8: 3, .gb18030: 4]
    let body = bytes[(example.hasMark ? marks[example.encoding] ?? 2 : 0)...]
    while bytes.count < 600 { bytes += body }
    return bytes
  }

  static let chinese = Array("部门,年度\n湘西州财政局,2023\n".utf8)
  static let gb: [UInt8] = [0xB2, 0xBF, 0xC3, 0xC5, 0x0A]
  static let ascii = [UInt8](repeating: UInt8(ascii: "a"), count: 300) + [0x0A]

  @Test("where the first mebibyte is ASCII, what follows decides the encoding")
  func lateDecision() {
    for pieceBytes in [1, 5, 64, 1_000] {
      let utf8 = Self.ascii + Self.chinese
      #expect(Self.streamed(utf8, sampleBytes: 64, pieceBytes: pieceBytes) == .success(utf8))
      let other = Self.streamed(Self.ascii + Self.gb, sampleBytes: 64, pieceBytes: pieceBytes)
      #expect(other == .success(Self.ascii + Array("部门\n".utf8)))
    }
  }

  @Test("damage is found at its offset in the file, wherever it is")
  func damage() {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let text = (0..<20).flatMap { _ in Self.chinese }
    for start in [[], mark] {
      let bytes = start + text + [0xFF] + text
      for pieceBytes in [1, 5, 64, 1_000] {
        let error = TextDecodingError(offset: start.count + text.count, reason: .malformed(.utf8))
        let found = Self.streamed(bytes, sampleBytes: 64, pieceBytes: pieceBytes)
        #expect(found == .failure(error))
      }
    }
    let long = (0..<80).flatMap { _ in Self.gb }
    for pieceBytes in [1, 5, 64, 1_000] {
      let stray = Self.streamed(long + [0xFF, 0x20], sampleBytes: 64, pieceBytes: pieceBytes)
      let error = TextDecodingError(offset: 400, reason: .malformed(.gb18030))
      #expect(stray == .failure(error))
      let zero = Self.streamed(long + [0] + long, sampleBytes: 64, pieceBytes: pieceBytes)
      #expect(zero == .failure(TextDecodingError(offset: 400, reason: .embeddedNUL)))
      let cut = Self.streamed(long + [0xB2], sampleBytes: 64, pieceBytes: pieceBytes)
      #expect(cut == .failure(error))
    }
  }
}
