/// A parse under way: where it is, how deep, and the structure of values.
///
/// It descends recursively, which ``JSONParser/depthMax`` keeps shallow.
///
///     value   = object | array | string | number | "true" | "false" | "null"
///     object  = "{" [ member { "," member } ] "}"
///     member  = string ":" value
///     array   = "[" [ value { "," value } ] "]"
struct JSONParserState {
  let bytes: [UInt8]
  let end: Int
  var at: Int
  private var depth = 0
  private var valuesLeft: Int

  /// The first full-width quote in the string just read that stands like a closing quote.
  ///
  /// When something is wrong right after the string, it was probably meant to be one.
  var quoteInLastString: Range<Int>?

  init(_ bytes: [UInt8], range: Range<Int>, valuesLeft: Int) {
    self.bytes = bytes
    self.valuesLeft = valuesLeft
    at = range.lowerBound
    end = range.upperBound
  }

  mutating func parseText() throws(JSONError) -> JSONNode {
    skipSpace()
    let node = try parseValue()
    skipSpace()
    guard at == end else { throw trailingText() }
    return node
  }

  private mutating func parseValue() throws(JSONError) -> JSONNode {
    quoteInLastString = nil
    guard at < end else { throw unexpected(wanting: nil) }
    guard valuesLeft > 0 else {
      throw JSONError(reason: .tooManyValues, range: at..<at, expected: nil)
    }
    valuesLeft -= 1
    let start = at
    let value: JSONNode.Value
    switch bytes[at] {
    case UInt8(ascii: "{"): value = .object(try parseMembers())
    case UInt8(ascii: "["): value = .array(try parseElements())
    case UInt8(ascii: "\""): value = .string(try parseString())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      value = .number(try parseNumber())
    default:
      guard let (literal, length) = literalIfPresent() else { throw unexpected(wanting: nil) }
      value = literal
      at += length
    }
    return JSONNode(value: value, range: start..<at)
  }

  private mutating func parseElements() throws(JSONError) -> [JSONNode] {
    try enter()
    var elements: [JSONNode] = []
    var comma: Int?
    skipSpace()
    if consume("]") { return leave(with: elements) }
    while true {
      if let comma, peek("]") { throw trailingComma(at: comma, before: "]") }
      guard at < end else { throw unexpected(wanting: comma == nil ? "]" : nil) }
      elements.append(try parseValue())
      let valueEnd = at
      skipSpace()
      if consume("]") { return leave(with: elements) }
      comma = at
      guard consume(",") else {
        throw missingSeparator(after: valueEnd, before: "]", ifNextIsValue: beginsValue())
      }
      skipSpace()
    }
  }

  private mutating func parseMembers() throws(JSONError) -> [JSONMember] {
    try enter()
    var members: [JSONMember] = []
    var comma: Int?
    skipSpace()
    if consume("}") { return leave(with: members) }
    while true {
      if let comma, peek("}") { throw trailingComma(at: comma, before: "}") }
      guard at < end else { throw unexpected(wanting: comma == nil ? "}" : "\"") }
      members.append(try parseMember())
      let valueEnd = at
      skipSpace()
      if consume("}") { return leave(with: members) }
      comma = at
      guard consume(",") else {
        throw missingSeparator(after: valueEnd, before: "}", ifNextIsValue: peek("\""))
      }
      skipSpace()
    }
  }

  private mutating func parseMember() throws(JSONError) -> JSONMember {
    quoteInLastString = nil
    let start = at
    guard peek("\"") else { throw unexpected(wanting: "\"") }
    let name = try parseString()
    let nameRange = start..<at
    skipSpace()
    guard consume(":") else { throw unexpected(wanting: ":") }
    skipSpace()
    return JSONMember(name: name, nameRange: nameRange, value: try parseValue())
  }

  private mutating func enter() throws(JSONError) {
    guard depth < JSONParser.depthMax else {
      throw JSONError(reason: .tooDeep, range: at..<(at + 1), expected: nil)
    }
    depth += 1
    at += 1
  }

  private mutating func leave<Content>(with content: [Content]) -> [Content] {
    depth -= 1
    quoteInLastString = nil
    return content
  }

  mutating func skipSpace() {
    while at < end {
      switch bytes[at] {
      case 0x20, 0x0A, 0x0D, 0x09: at += 1
      default: return
      }
    }
  }

  func peek(_ character: Unicode.Scalar) -> Bool {
    at < end && bytes[at] == UInt8(ascii: character)
  }

  private mutating func consume(_ character: Unicode.Scalar) -> Bool {
    guard peek(character) else { return false }
    at += 1
    return true
  }

  private func beginsValue() -> Bool {
    guard at < end else { return false }
    switch bytes[at] {
    case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "\""), UInt8(ascii: "-"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      return true
    default: return literalIfPresent() != nil
    }
  }
}
