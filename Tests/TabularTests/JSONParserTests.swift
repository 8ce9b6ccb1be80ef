import Testing

@testable import Tabular

@Suite struct JSONParserTests {
  /// A text and its compact form, as the parser understood it.
  static let accepted: [(text: String, compact: String)] = [
    ("null", "null"),
    (" true\r\n\t", "true"),
    ("false", "false"),
    ("0", "0"),
    ("-0", "-0"),
    ("0.1", "0.1"),
    ("25274.07", "25274.07"),
    ("1e400", "1e400"),
    ("-1.50E+007", "-1.50E+007"),
    ("123456789012345678901234567890.10", "123456789012345678901234567890.10"),
    ("\"\"", "\"\""),
    ("\"姓名\"", "\"姓名\""),
    (#""\"\\\/\b\f\n\r\t\u0041\u00e9\u4e2D""#, #""\"\\/\b\f\n\r\tAé中""#),
    (#""\ud83d\uDE00 \u0000""#, #""😀 \u0000""#),
    ("\"\u{7F}\u{2028}\u{FFFF}\"", "\"\u{7F}\u{2028}\u{FFFF}\""),
    ("\"“好”，\"", "\"“好”，\""),
    ("[]", "[]"),
    ("[ ]", "[]"),
    ("{ }", "{}"),
    ("[1, [2, {}], \"3\"]", "[1,[2,{}],\"3\"]"),
    ("{\"a\":1,\"a\":2,\"\":null}", "{\"a\":1,\"a\":2,\"\":null}"),
    ("{ \"得分\" : 95.50 ,\n\"b\" : [ true ] }", "{\"得分\":95.50,\"b\":[true]}"),
  ]

  @Test(arguments: accepted)
  func accepts(_ text: String, as compact: String) throws {
    let node = try JSONParser.parse(Array(text.utf8))
    #expect(node.item.text(indented: false) == compact)
    let again = try JSONParser.parse(Array(compact.utf8))
    #expect(again.item.text(indented: false) == compact)
  }

  /// What JSON texts of other grammars and accidents look like; the error tests say where.
  static let refused = [
    "", " ", "[", "{", "[1", "[1,", "[,1]", "[1,,2]", "[1}", "{]", "{\"a\"", "{\"a\":", "{1:2}",
    "{\"a\" 1}", "{\"a\":1,,}", "{a:1}", "[1]]", "1 2", "nul", "nulll", "True", "NaN", "Infinity",
    "-", "-a", "+1", "01", "-01", "1.", ".5", "1.e1", "1e", "1e+", "0x1F", "1_000", "1,000", "--1",
    "\"", "\"\\\"", "\"\\x41\"", "\"\\u12\"", "\"\\uD800\"", "\"\\uDC00\\uD800\"",
    "\"\\uD800\\n\"", "\"a\nb\"", "\"\t\"", "'a'", "//\n1", "/**/1", "[1]#", "\u{FEFF}1",
    "[\u{B}1]", "\u{A0}1", "{\"a\":1;\"b\":2}", "[1 true]", "*", "{\"a\":1}\u{0}",
  ]

  @Test(arguments: refused)
  func refuses(_ text: String) {
    let bytes = Array(text.utf8)
    let error = #expect(throws: JSONError.self) { try JSONParser.parse(bytes) }
    if let error { #expect(error.range.clamped(to: 0..<bytes.count) == error.range) }
  }

  @Test func keepsPlaces() throws {
    let text = "[{\"分\": \"a\\n\"},\n -0]"
    let bytes = Array(text.utf8)
    let node = try JSONParser.parse(bytes)
    func written(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    guard case .array(let elements) = node.value, let member = elements.first?.member("分") else {
      Issue.record("not the array that was written")
      return
    }
    #expect(written(node.range) == text)
    #expect(elements.map { written($0.range) } == ["{\"分\": \"a\\n\"}", "-0"])
    #expect(written(member.nameRange) == "\"分\"")
    #expect(written(member.value.range) == "\"a\\n\"")
  }

  @Test func findsTheFirstMemberOfAName() throws {
    let node = try JSONParser.parse(Array("{\"e\\u0301\":1,\"é\":2}".utf8))
    guard case .number("1") = node.member("\u{E9}")?.value.value else {
      Issue.record("canonically equivalent names are the same")
      return
    }
    #expect(node.member("e")?.name == nil)
    #expect(try JSONParser.parse(Array("[1]".utf8)).member("é")?.name == nil)
  }

  @Test func readsARangeAndCountsFromTheStartOfTheText() throws {
    let bytes = Array("[1]\n[2]x".utf8)
    #expect(try JSONParser.parse(bytes, range: 4..<7).range == 4..<7)
    #expect(try JSONParser.parse(bytes, range: -9..<4).range == 0..<3)
    #expect(throws: JSONError(reason: .trailingText, range: 7..<8, expected: nil)) {
      try JSONParser.parse(bytes, range: 4..<900)
    }
    #expect(throws: JSONError(reason: .unexpectedEnd, range: 6..<6, expected: "]")) {
      try JSONParser.parse(bytes, range: 4..<6)
    }
    #expect(throws: JSONError(reason: .unexpectedEnd, range: 8..<8, expected: nil)) {
      try JSONParser.parse(bytes, range: 100..<200)
    }
  }

  @Test(arguments: [("[", "]"), ("{\"a\":", "}")])
  func nestsToItsLimit(_ open: String, _ close: String) throws {
    func nested(_ depth: Int) -> [UInt8] {
      let opens = String(repeating: open, count: depth)
      return Array((opens + "1" + String(repeating: close, count: depth)).utf8)
    }
    _ = try JSONParser.parse(nested(JSONParser.depthMax))
    let start = JSONParser.depthMax * open.utf8.count
    let tooDeep = JSONError(reason: .tooDeep, range: start..<(start + 1), expected: nil)
    #expect(throws: tooDeep) { try JSONParser.parse(nested(JSONParser.depthMax + 1)) }
    #expect(throws: tooDeep) { try JSONParser.parse(nested(100_000)) }
  }

  @Test func nestingIsNotCountedTwice() throws {
    let element = "[{\"a\":[]}]"
    let text = "[" + Array(repeating: element, count: 200).joined(separator: ",") + "]"
    #expect(try JSONParser.parse(Array(text.utf8)).item.text(indented: false) == text)
  }

  @Test func countsValues() throws {
    let bytes = Array("[1,[2],3]".utf8)
    _ = try JSONParser.parse(bytes, range: nil, valueCountMax: 5)
    #expect(throws: JSONError(reason: .tooManyValues, range: 7..<7, expected: nil)) {
      try JSONParser.parse(bytes, range: nil, valueCountMax: 4)
    }
  }

  @Test(arguments: [
    [0xFF], [0xC3], [0xE4, 0xB8], [0xED, 0xA0, 0x80], [0xC0, 0x80], [0xE2, 0x80],
  ])
  func refusesBytesThatAreNotUTF8(_ malformed: [UInt8]) {
    let quote = UInt8(ascii: "\"")
    let range = 0..<(malformed.count + 2)
    #expect(throws: JSONError(reason: .malformedString, range: range, expected: nil)) {
      try JSONParser.parse([quote] + malformed + [quote])
    }
    #expect(throws: JSONError.self) { try JSONParser.parse(malformed) }
    #expect(throws: JSONError.self) { try JSONParser.parse([quote, 0x5C] + malformed) }
  }
}

extension JSONNode {
  /// The value without places, to be written.
  var item: JSONItem {
    switch value {
    case .null: .null
    case .boolean(let value): .boolean(value)
    case .number(let text): .number(text)
    case .string(let text): .string(text)
    case .array(let elements): .array(elements.map(\.item))
    case .object(let members): .object(members.map { ($0.name, $0.value.item) })
    }
  }
}
