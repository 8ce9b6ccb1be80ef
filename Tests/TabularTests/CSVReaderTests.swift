import Testing

@testable import Tabular

@Suite struct CSVReaderTests {
  /// Each record as its fields, or the reason why it is refused.
  static func read(_ bytes: [UInt8], separator: CSVSeparator = .comma) -> [[String]] {
    var reader = CSVReader(bytes, separator: separator)
    var rows: [[String]] = []
    while true {
      do {
        guard let row = try reader.next() else { return rows }
        rows.append(row.fields.map(\.text))
      } catch {
        rows.append(["! \(error.reason)"])
      }
    }
  }

  static let cases: [(text: String, rows: [[String]])] = [
    ("", []),
    ("\n \r\n\t\r\n", []),
    ("a", [["a"]]),
    ("a,b\nc,d", [["a", "b"], ["c", "d"]]),
    ("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]),
    ("a,b\rc,d\r", [["a", "b"], ["c", "d"]]),
    ("a\n\n\r\nb\n", [["a"], ["b"]]),
    (",\n,,", [["", ""], ["", "", ""]]),
    (" a , b ", [[" a ", " b "]]),
    ("a,b,c\nd", [["a", "b", "c"], ["d"]]),
    ("\"\"", [[""]]),
    ("\"a,b\",\"c\"\"d\",\"\"\"\"", [["a,b", "c\"d", "\""]]),
    ("\"a\nb\r\nc\",d\ne", [["a\nb\r\nc", "d"], ["e"]]),
    ("姓名,得分\n张三,95\n", [["姓名", "得分"], ["张三", "95"]]),
    ("\"a\",\n", [["a", ""]]),
    ("a;b\t'c'", [["a;b\t'c'"]]),
  ]

  @Test(arguments: cases)
  func reads(_ text: String, as rows: [[String]]) {
    #expect(Self.read(Array(text.utf8)) == rows)
  }

  @Test func readsOtherSeparators() {
    #expect(Self.read(Array("a;\"b;c\";1,5".utf8), separator: .semicolon) == [["a", "b;c", "1,5"]])
    #expect(Self.read(Array("a\tb\n\t\n \n".utf8), separator: .tab) == [["a", "b"], ["", ""]])
  }

  @Test func readsAfterAByteOrderMark() throws {
    let decoded = try TextDecoder.decode([0xEF, 0xBB, 0xBF] + Array("\"姓名\",b\n".utf8))
    #expect(Self.read(decoded.utf8) == [["姓名", "b"]])
  }

  @Test func keepsPlaces() throws {
    let bytes = Array("x\r\n张,\"a\"\"b\",\r\n".utf8)
    var reader = CSVReader(bytes, separator: .comma)
    _ = try reader.next()
    let row = try #require(try reader.next())
    func written(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    #expect(written(row.range) == "张,\"a\"\"b\",")
    #expect(row.fields.map { written($0.range) } == ["张", "\"a\"\"b\"", ""])
    #expect(row.fields.map(\.wasQuoted) == [false, true, false])
    #expect(try reader.next()?.fields.count == nil)
  }

  static let errors: [(text: String, reason: CSVError.Reason, rest: [[String]])] = [
    ("⟦\"⟧abc", .unterminatedQuote, []),
    ("a,⟦\"⟧b,c\nd,e\nf\n", .unterminatedQuote, [["d", "e"], ["f"]]),
    ("⟦\"⟧b\r\n\r\nd", .unterminatedQuote, [["d"]]),
    ("\"a\"⟦ ⟧,b\nc", .textAfterQuote, [["c"]]),
    ("\"a\"⟦好\"⟧\nc", .textAfterQuote, [["c"]]),
    ("x,\"a\nb,\"⟦c\"⟧\nd", .textAfterQuote, [["b", "c"], ["d"]]),
    ("a⟦\"⟧b\",c\r\nd", .quoteInField, [["d"]]),
    (" ⟦\"⟧a\"\rd", .quoteInField, [["d"]]),
  ]

  @Test(arguments: errors)
  func marksWhatIsWrongAndReadsOn(
    _ text: String, _ reason: CSVError.Reason, _ rest: [[String]]
  ) {
    let marked = Marked(text)
    var reader = CSVReader(marked.bytes, separator: .comma)
    #expect(throws: CSVError(reason: reason, range: marked.range)) { try reader.next() }
    #expect(Array(Self.read(marked.bytes).dropFirst()) == rest)
  }

  @Test func losesNoRowAroundErrors() {
    let text = "a,b\n1,\"2\n3,4\nx\"y,5\n6,7\n"
    let rows = [["a", "b"], ["! textAfterQuote"], ["3", "4"], ["! quoteInField"], ["6", "7"]]
    #expect(Self.read(Array(text.utf8)) == rows)
  }

  @Test func limitsFieldsOfARecord() throws {
    let commas = [UInt8](repeating: 0x2C, count: CSVReader.fieldCountMax - 1)
    var most = CSVReader(commas, separator: .comma)
    #expect(try most.next()?.fields.count == CSVReader.fieldCountMax)
    var more = CSVReader(commas + Array(",\nz".utf8), separator: .comma)
    #expect(throws: CSVError(reason: .tooManyFields, range: commas.count..<(commas.count + 1))) {
      try more.next()
    }
    #expect(try more.next()?.fields.map(\.text) == ["z"])
  }

  @Test(arguments: [false, true])
  func limitsBytesOfAField(isQuoted: Bool) throws {
    let quote: [UInt8] = isQuoted ? [0x22] : []
    let length = CSVReader.fieldBytesMax - 2 * quote.count
    let longest = quote + [UInt8](repeating: 0x61, count: length)
    var most = CSVReader(longest + quote, separator: .comma)
    #expect(try most.next()?.fields.first?.text.utf8.count == length)
    var more = CSVReader(longest + [0x61] + quote + Array("\nz".utf8), separator: .comma)
    #expect(throws: CSVError(reason: .fieldTooLong, range: 0..<CSVReader.fieldBytesMax)) {
      try more.next()
    }
    #expect(try more.next()?.fields.map(\.text) == ["z"])
  }

  /// A record of fields that are all short enough.
  @Test func limitsBytesOfARecord() throws {
    let field = [UInt8](repeating: 0x61, count: CSVReader.fieldBytesMax - 1) + [0x2C]
    let longest = Array((0..<7).map { _ in field }.joined()) + field.dropLast() + [0x2C]
    #expect(longest.count == CSVReader.recordBytesMax)
    var most = CSVReader(longest + [0x0A], separator: .comma)
    #expect(try most.next()?.fields.count == 9)
    var more = CSVReader(longest + Array("a\nz".utf8), separator: .comma)
    #expect(throws: CSVError(reason: .recordTooLong, range: 0..<1)) { try more.next() }
    #expect(try more.next()?.fields.map(\.text) == ["z"])
  }

  /// Each record is read again from its second line; that must not add up.
  @Test(arguments: ["\"x\n", "\"x\ny,z\n"])
  func readsManyUnclosedQuotes(_ lines: String) {
    let text = String(repeating: lines, count: 5_000)
    let rows = Self.read(Array(text.utf8))
    #expect(rows.count == text.utf8.count { $0 == 0x0A })
    #expect(rows.count { $0 == ["! textAfterQuote"] } == 4_999)
    #expect(rows.count { $0 == ["! unterminatedQuote"] } == 1)
  }

  @Test(arguments: [
    ("", CSVSeparator.comma), ("a", .comma), ("a,b;c,d", .comma), ("a;b;c,d", .semicolon),
    ("a\tb", .tab), ("\"a,b,c\";d", .semicolon), ("a;b\nc,d,e,f", .semicolon), ("a;b,c", .comma),
    ("\r\n\na;b", .semicolon), ("\"a\n,,,\";b", .semicolon),
  ])
  func detectsTheSeparator(_ text: String, _ separator: CSVSeparator) {
    #expect(CSVReader.detectSeparator(Array(text.utf8)) == separator)
  }
}
