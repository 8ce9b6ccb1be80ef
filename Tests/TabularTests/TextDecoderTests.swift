import Testing

@testable import Tabular

@Suite struct TextDecoderTests {
  static let text = "姓名,得分\n张三,95\n𠀀㐀,60\n"

  /// The same in GB 18030; the last two characters take four bytes each.
  static let gb18030: [UInt8] = [
    0xD0, 0xD5, 0xC3, 0xFB, 0x2C, 0xB5, 0xC3, 0xB7, 0xD6, 0x0A, 0xD5, 0xC5, 0xC8, 0xFD, 0x2C,
    0x39, 0x35, 0x0A, 0x95, 0x32, 0x82, 0x36, 0x81, 0x39, 0xEE, 0x39, 0x2C, 0x36, 0x30, 0x0A,
  ]

  static func little(_ text: String) -> [UInt8] {
    text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
  }

  static func big(_ text: String) -> [UInt8] {
    text.utf16.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }
  }

  struct Case: CustomTestStringConvertible, Sendable {
    let bytes: [UInt8]
    let encoding: TextEncoding
    let hasMark: Bool
    var testDescription: String { "\(encoding.rawValue) \(hasMark)" }
  }

  static let encodings = [
    Case(bytes: Array(text.utf8), encoding: .utf8, hasMark: false),
    Case(bytes: [0xEF, 0xBB, 0xBF] + Array(text.utf8), encoding: .utf8, hasMark: true),
    Case(bytes: little(text), encoding: .utf16LittleEndian, hasMark: false),
    Case(bytes: [0xFF, 0xFE] + little(text), encoding: .utf16LittleEndian, hasMark: true),
    Case(bytes: big(text), encoding: .utf16BigEndian, hasMark: false),
    Case(bytes: [0xFE, 0xFF] + big(text), encoding: .utf16BigEndian, hasMark: true),
    Case(bytes: gb18030, encoding: .gb18030, hasMark: false),
    Case(bytes: [0x84, 0x31, 0x95, 0x33] + gb18030, encoding: .gb18030, hasMark: true),
  ]

  @Test(arguments: encodings)
  func decodes(_ example: Case) throws {
    let decoded = try TextDecoder.decode(example.bytes)
    #expect(String(decoding: decoded.utf8, as: UTF8.self) == Self.text)
    #expect(decoded.encoding == example.encoding)
    #expect(decoded.hadByteOrderMark == example.hasMark)
  }

  @Test(arguments: ["", "a", "{\"a\":1}", "一,一\n", "联"])
  func decodesShortTexts(_ text: String) throws {
    #expect(try TextDecoder.decode(Array(text.utf8)).utf8 == Array(text.utf8))
    #expect(try TextDecoder.decode([0xFF, 0xFE] + Self.little(text)).utf8 == Array(text.utf8))
    #expect(try TextDecoder.decode([0xFE, 0xFF] + Self.big(text)).utf8 == Array(text.utf8))
  }

  @Test(arguments: ["a", "{}", "a,b\n1,2\n", "一,一\n", "一一,一\n", "张三,95.5,是\n", "{\"姓名\": \"张三\"}"])
  func recognisesUTF16WithoutAMark(_ text: String) throws {
    #expect(try TextDecoder.decode(Self.little(text)).utf8 == Array(text.utf8))
    #expect(try TextDecoder.decode(Self.big(text)).utf8 == Array(text.utf8))
  }

  @Test func decodesLongTexts() throws {
    let bytes = Array(repeating: Self.gb18030, count: 20_000).flatMap { $0 }
    let utf8 = Array(repeating: Array(Self.text.utf8), count: 20_000).flatMap { $0 }
    #expect(try TextDecoder.decode(bytes).utf8 == utf8)
    #expect(
      throws: TextDecodingError(offset: bytes.count + 1, reason: .malformed(.gb18030))
    ) { try TextDecoder.decode(bytes + [0x61, 0xFF, 0x61]) }
  }

  static let errors: [(bytes: [UInt8], offset: Int, reason: TextDecodingError.Reason)] = [
    ([0xD0, 0xD5, 0xFF, 0x61], 2, .malformed(.gb18030)),
    ([0xD0, 0xD5, 0xC3], 2, .malformed(.gb18030)),
    ([0x61, 0x80, 0x61], 1, .malformed(.gb18030)),
    ([0xD0, 0xD5, 0x95, 0x32, 0x82], 2, .malformed(.gb18030)),
    ([0xD0, 0xD5, 0xE3, 0x32, 0x9A, 0x36], 2, .malformed(.gb18030)),
    ([0xD0, 0xD5, 0xD0, 0x20], 2, .malformed(.gb18030)),
    ([0xEF, 0xBB, 0xBF, 0x61, 0xFF], 4, .malformed(.utf8)),
    ([0x61, 0x62, 0x63, 0x00, 0x64], 3, .embeddedNUL),
    (Array("姓名\u{0}".utf8), 6, .embeddedNUL),
    (gb18030 + gb18030 + gb18030 + gb18030 + gb18030 + [0x00, 0xFD], 150, .embeddedNUL),
    (Array("name,a\u{0}b\nc\u{0},d\u{0}\n".utf8), 6, .embeddedNUL),
    ([0x00], 0, .embeddedNUL),
    ([0x00, 0x00, 0x00, 0x00], 0, .embeddedNUL),
    ([0xFF, 0xFE, 0x61, 0x00, 0x00, 0x00], 4, .embeddedNUL),
    ([0xFF, 0xFE, 0x61, 0x00, 0x62], 4, .malformed(.utf16LittleEndian)),
    ([0xFE, 0xFF, 0x00, 0x61, 0x62], 4, .malformed(.utf16BigEndian)),
    ([0xFF, 0xFE, 0x61, 0x00, 0x3D, 0xD8, 0x61, 0x00], 4, .unpairedSurrogate),
    ([0xFF, 0xFE, 0x61, 0x00, 0x3D, 0xD8], 4, .unpairedSurrogate),
    ([0xFE, 0xFF, 0xDE, 0x00, 0xD8, 0x3D], 2, .unpairedSurrogate),
    ([0xFF, 0xFE, 0x00, 0x00, 0x61, 0x00, 0x00, 0x00], 0, .unknownEncoding),
    ([0x00, 0x00, 0xFE, 0xFF, 0x00, 0x00, 0x00, 0x61], 0, .unknownEncoding),
  ]

  @Test(arguments: errors)
  func marksWhatIsWrong(
    _ bytes: [UInt8], _ offset: Int, _ reason: TextDecodingError.Reason
  ) {
    #expect(throws: TextDecodingError(offset: offset, reason: reason)) {
      try TextDecoder.decode(bytes)
    }
  }

  /// One damaged byte in a UTF-8 text is an error, not another text in GB 18030.
  @Test func doesNotTakeDamagedUTF8ForGB18030() {
    let good = Array("北京市第一人民医院绩效考核".utf8)
    for damage: [UInt8] in [[0xFF], [0xE5], [0xE5, 0x8C], [0x8C]] {
      #expect(
        throws: TextDecodingError(offset: good.count, reason: .malformed(.utf8))
      ) { try TextDecoder.decode(good + damage + Array("a".utf8) + good) }
    }
  }

  @Test func limitsTheSize() throws {
    #expect(try TextDecoder.decode([0x61, 0x62], sizeBytesMax: 2).utf8.count == 2)
    #expect(throws: TextDecodingError(offset: 2, reason: .tooLarge)) {
      try TextDecoder.decode([0x61, 0x62, 0x63], sizeBytesMax: 2)
    }
  }
}
