import Testing

@testable import Tabular

@Suite struct JSONErrorTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let text: String
    let reason: JSONError.Reason
    let expected: String?
    var testDescription: String { text }

    init(_ text: String, _ reason: JSONError.Reason, _ expected: String? = nil) {
      self.text = text
      self.reason = reason
      self.expected = expected
    }
  }

  static let structure = [
    Case("", .unexpectedEnd),
    Case("[⟦⟧", .unexpectedEnd, "]"),
    Case("[1⟦⟧", .unexpectedEnd, "]"),
    Case("[1,⟦⟧", .unexpectedEnd),
    Case("{⟦⟧", .unexpectedEnd, "}"),
    Case("{\"a\"⟦⟧", .unexpectedEnd, ":"),
    Case("{\"a\":⟦⟧", .unexpectedEnd),
    Case("{\"a\":1⟦⟧", .unexpectedEnd, "}"),
    Case("{\"a\":1,⟦⟧", .unexpectedEnd, "\""),
    Case("[⟦,⟧1]", .unexpectedCharacter),
    Case("[1,⟦,⟧2]", .unexpectedCharacter),
    Case("[1⟦,⟧]", .trailingComma, "]"),
    Case("{\"a\":1 ⟦,⟧\n}", .trailingComma, "}"),
    Case("[1⟦⟧ 2]", .missingComma, ","),
    Case("[\"a\"⟦⟧\n\"b\"]", .missingComma, ","),
    Case("[{}⟦⟧{}]", .missingComma, ","),
    Case("[1⟦⟧ true]", .missingComma, ","),
    Case("{\"a\":1⟦⟧\n \"b\":2}", .missingComma, ","),
    Case("{\"a\":\"说“好”\"⟦⟧ \"b\":2}", .missingComma, ","),
    Case("[1⟦;⟧2]", .unexpectedCharacter, ","),
    Case("[1⟦}⟧", .unexpectedCharacter, "]"),
    Case("{\"a\":1⟦]⟧", .unexpectedCharacter, "}"),
    Case("{⟦a⟧: 1}", .unexpectedCharacter, "\""),
    Case("{⟦姓名⟧: 1}", .unexpectedCharacter, "\""),
    Case("{⟦姓名⟧：1}", .unexpectedCharacter, "\""),
    Case("{⟦1⟧:2}", .unexpectedCharacter, "\""),
    Case("{\"a\" ⟦=⟧ 1}", .unexpectedCharacter, ":"),
    Case("{\"a\":⟦}⟧", .unexpectedCharacter),
    Case("[⟦True⟧]", .unexpectedCharacter, "true"),
    Case("[⟦None⟧]", .unexpectedCharacter, "null"),
    Case("[⟦是⟧]", .unexpectedCharacter, "true"),
    Case("[⟦hello⟧]", .unexpectedCharacter),
    Case("[⟦nulll⟧]", .unexpectedCharacter),
    Case("\"他说\"⟦好\"⟧", .trailingText),
    Case("[\"他说\"⟦好⟧\"]", .unexpectedCharacter, ","),
    Case("1 ⟦2 x⟧ \n3", .trailingText),
    Case("{}⟦}⟧", .trailingText),
    Case("[1]⟦#一\\⟧\n", .comment),
    Case("⟦// a⟧\n1", .comment),
    Case("[1, ⟦/* a\n* */⟧ 2]", .comment),
    Case("[1 ⟦/* a]⟧", .comment),
    Case("{⟦# a⟧\n\"a\": 1}", .comment),
  ]

  static let scalars = [
    Case("[⟦01⟧]", .malformedNumber),
    Case("[⟦-⟧]", .malformedNumber),
    Case("[⟦1.⟧,2]", .malformedNumber),
    Case("[⟦.5⟧]", .malformedNumber),
    Case("[⟦+1⟧]", .malformedNumber),
    Case("[⟦1e⟧]", .malformedNumber),
    Case("[⟦1e+⟧]", .malformedNumber),
    Case("[⟦0x1F⟧]", .malformedNumber),
    Case("[⟦2024-01-31⟧]", .malformedNumber),
    Case("[⟦-Infinity⟧]", .malformedNumber),
    Case("[1⟦%⟧]", .unexpectedCharacter, ","),
    Case("[1⟦元⟧]", .unexpectedCharacter, ","),
    Case("⟦\"abc⟧", .malformedString, "\""),
    Case("⟦\"abc\\⟧", .malformedString, "\""),
    Case("{\"a\": ⟦\"abc,⟧\n\"b\": 1}", .malformedString, "\""),
    Case("{⟦\"abc⟧\r\n", .malformedString, "\""),
    Case("\"a⟦\t⟧\"", .controlCharacter, "\\t"),
    Case("\"⟦\u{1}⟧\"", .controlCharacter, "\\u0001"),
    Case("\"⟦\u{1F}⟧\"", .controlCharacter, "\\u001f"),
    Case("\"C:⟦\\W⟧indows\"", .malformedEscape, "\\\\"),
    Case("\"⟦\\数⟧据\"", .malformedEscape, "\\\\"),
    Case("\"⟦\\u12⟧G4\"", .malformedEscape),
    Case("\"⟦\\u⟧\"", .malformedEscape),
    Case("\"⟦\\uD800⟧\"", .loneSurrogate),
    Case("\"⟦\\uDC00⟧\\uD800\"", .loneSurrogate),
    Case("\"⟦\\ud83d⟧\\u0041\"", .loneSurrogate),
    Case("\"⟦\\ud83d⟧\\n\"", .loneSurrogate),
    Case("[⟦'⟧a']", .singleQuote, "\""),
    Case("{⟦'⟧a': 1}", .singleQuote, "\""),
  ]

  static let fullWidth = [
    Case("{\"a\"⟦：⟧1}", .fullWidthPunctuation("："), ":"),
    Case("{\"a\":1⟦，⟧\"b\":2}", .fullWidthPunctuation("，"), ","),
    Case("{\"a\":\"b\"⟦，⟧\"b\":2}", .fullWidthPunctuation("，"), ","),
    Case("{\"a\":\"说“好”\"⟦，⟧\"b\":2}", .fullWidthPunctuation("，"), ","),
    Case("[1⟦、⟧2]", .fullWidthPunctuation("、"), ","),
    Case("[true⟦，⟧2]", .fullWidthPunctuation("，"), ","),
    Case("⟦｛⟧\"a\":1}", .fullWidthPunctuation("｛"), "{"),
    Case("{\"a\":1⟦｝⟧", .fullWidthPunctuation("｝"), "}"),
    Case("[⟦【⟧1]]", .fullWidthPunctuation("【"), "["),
    Case("[1⟦］⟧", .fullWidthPunctuation("］"), "]"),
    Case("{⟦“⟧a”: 1}", .fullWidthPunctuation("“"), "\""),
    Case("{\"a\": ⟦「⟧好」}", .fullWidthPunctuation("「"), "\""),
    Case("[⟦　⟧1]", .fullWidthPunctuation("　"), " "),
    Case("[⟦－⟧1]", .fullWidthPunctuation("－"), "-"),
    Case("{\"name⟦”⟧: \"x\"}", .fullWidthPunctuation("”"), "\""),
    Case("{\"a\": \"x⟦”⟧, \"b\": 1}", .fullWidthPunctuation("”"), "\""),
    Case("{\"a\": \"x⟦”⟧}", .fullWidthPunctuation("”"), "\""),
    Case("[\"x⟦＂⟧\n]", .fullWidthPunctuation("＂"), "\""),
    Case("[\"说“好”吧\"⟦;⟧ 1]", .unexpectedCharacter, ","),
  ]

  @Test(arguments: structure + scalars + fullWidth)
  func marksWhatIsWrong(_ example: Case) {
    let marked = Marked(example.text)
    let wanted = JSONError(
      reason: example.reason, range: marked.range, expected: example.expected)
    #expect(throws: wanted) { try JSONParser.parse(marked.bytes) }
  }

  /// The same places when the text is one of JSON lines.
  @Test(arguments: structure + scalars + fullWidth)
  func marksWhatIsWrongWithinARange(_ example: Case) {
    let marked = Marked(example.text)
    let before = Array("[\n".utf8)
    let range = before.count..<(before.count + marked.bytes.count)
    let error = #expect(throws: JSONError.self) {
      try JSONParser.parse(before + marked.bytes + Array("]\"*/".utf8), range: range)
    }
    #expect(error?.reason == example.reason)
    #expect(error?.expected == example.expected)
    #expect(error.map { $0.range.lowerBound - before.count } == marked.range.lowerBound)
    #expect(error.map { $0.range.upperBound - before.count } == marked.range.upperBound)
  }
}
