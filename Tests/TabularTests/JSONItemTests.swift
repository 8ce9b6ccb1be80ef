import Testing

@testable import Tabular

@Suite struct JSONItemTests {
  @Test func writesCompactText() {
    let item = JSONItem.object([
      ("b", .array([.integer(-1), .boolean(true), .null, .array([])])), ("a", .object([])),
      ("b", .number("1.50")),
    ])
    let text = #"{"b":[-1,true,null,[]],"a":{},"b":1.50}"#
    #expect(item.text(indented: false) == text)
  }

  @Test func keepsWhatFitsOnOneLine() {
    let item = JSONItem.object([
      ("short", .array([.integer(1), .object([("a", .integer(2))])])),
      ("long", .array((1...3).map { _ in .string(String(repeating: "x", count: 40)) })),
      ("empty", .array([])),
    ])
    let long = "\"" + String(repeating: "x", count: 40) + "\""
    #expect(
      item.text(indented: true) == """
        {
          "short": [1, {"a": 2}],
          "long": [
            \(long),
            \(long),
            \(long)
          ],
          "empty": []
        }
        """)
  }

  @Test(arguments: [94, 95, 96, 97])
  func breaksLinesAtTheLimit(_ length: Int) {
    let text = JSONItem.array([.string(String(repeating: "字", count: length))])
      .text(indented: true)
    let longest = text.split(separator: "\n").map(\.unicodeScalars.count).max()
    #expect(text.contains("\n") == (length > 95))
    #expect(longest == length + 4)
  }

  @Test func escapesOnlyWhatItMust() {
    let text = "\"\\/\u{8}\u{C}\n\r\t\u{1}\u{1F}\u{7F}\u{2028}é😀“"
    #expect(
      JSONItem.string(text).text(indented: false)
        == "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\u{7F}\u{2028}é😀“\"")
  }

  @Test(arguments: ["1", "-0", "1e400", "25274.07", "0.10"])
  func writesNumbersAsTheyAre(_ number: String) {
    #expect(JSONItem.number(number).text(indented: false) == number)
  }

  @Test(arguments: ["", "01", "1.", "NaN", "1,2", " 1", "1 ", "+1", "1}"])
  func writesWhatIsNoNumberAsAString(_ number: String) {
    #expect(JSONItem.number(number).text(indented: false) == "\"\(number)\"")
  }

  @Test(arguments: 0..<200)
  func roundTrips(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let item = Self.randomItem(depth: 4, with: &generator)
    let compact = item.text(indented: false)
    let indented = item.text(indented: true)
    #expect(try JSONParser.parse(Array(compact.utf8)).item.text(indented: false) == compact)
    #expect(try JSONParser.parse(Array(indented.utf8)).item.text(indented: false) == compact)
    #expect(try JSONParser.parse(Array(indented.utf8)).item.text(indented: true) == indented)
  }

  @Test func writesDeepAndWideItems() {
    var deep = JSONItem.integer(0)
    for _ in 0..<500 { deep = .array([deep]) }
    let brackets = String(repeating: "[", count: 500)
    #expect(deep.text(indented: false).hasPrefix(brackets + "0"))
    let wide = JSONItem.array((0..<50_000).map { .integer($0) })
    #expect(wide.text(indented: true).utf8.count { $0 == 0x0A } == 50_001)
  }

  private static func randomItem(depth: Int, with generator: inout SeededGenerator) -> JSONItem {
    let strings = ["", "a", "得分", "\"\\\n\u{1}", "😀“，”", String(repeating: "x", count: 60)]
    let count = Int.random(in: 0...4, using: &generator)
    let string = strings[Int.random(in: 0..<strings.count, using: &generator)]
    switch Int.random(in: depth > 0 ? 0...7 : 0...4, using: &generator) {
    case 0: return .null
    case 1: return .boolean(Bool.random(using: &generator))
    case 2: return .integer(Int.random(in: Int.min...Int.max, using: &generator))
    case 3: return .number("-\(count).50e+\(count)")
    case 4: return .string(string)
    case 5: return .array((0..<count).map { _ in randomItem(depth: depth - 1, with: &generator) })
    default:
      return .object(
        (0..<count).map { _ in (string, randomItem(depth: depth - 1, with: &generator)) })
    }
  }
}
