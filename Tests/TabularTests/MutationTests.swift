import Tabular
import Testing

/// Damaged texts: every call returns, and what it returns lies within the text.
@Suite struct MutationTests {
  static let json = """
    {"姓名": "张三", "得分": [95.5, -0, 1e9], "说明": "“好”\\n\\u4e2d\\ud83d\\ude00",
     "通过": true, "无": null, "项": [{"a": {}}, [], ""]}
    """

  static let csv = "姓名,得分,\"说,明\"\r\n张三,95,\"a\"\"b\nc\"\n李四,,\"\"\n\n\"x\";y\t1\n"

  @Test(arguments: 0..<10)
  func damagedJSONNeverTraps(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let original = Array(Self.json.utf8)
    for round in 0..<1_000 {
      let bytes = mutated(original, with: &generator)
      let whole = 0..<bytes.count
      do {
        let range = try JSONParser.parse(bytes).range
        #expect(range.clamped(to: whole) == range, "seed \(seed) round \(round)")
      } catch {
        #expect(error.range.clamped(to: whole) == error.range, "seed \(seed) round \(round)")
      }
    }
  }

  @Test(arguments: 0..<10)
  func damagedCSVNeverTraps(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let original = Array(Self.csv.utf8)
    for round in 0..<1_000 {
      let bytes = mutated(original, with: &generator)
      var reader = CSVReader(bytes, separator: CSVReader.detectSeparator(bytes))
      let places = Self.places(from: &reader, limit: bytes.count + 1)
      #expect(places.count <= bytes.count, "seed \(seed) round \(round)")
      let isWithin = places.allSatisfy { $0.clamped(to: 0..<bytes.count) == $0 }
      #expect(isWithin, "seed \(seed) round \(round)")
    }
  }

  @Test(arguments: 0..<4)
  func damagedEncodingsNeverTrap(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let example = TextDecoderTests.encodings[seed * 2 % TextDecoderTests.encodings.count]
    for round in 0..<500 {
      let bytes = mutated(example.bytes, with: &generator)
      do {
        let utf8 = try TextDecoder.decode(bytes).utf8
        let isText = String(validating: utf8, as: UTF8.self) != nil && !utf8.contains(0)
        #expect(isText, "seed \(seed) round \(round)")
      } catch {
        #expect((0...bytes.count).contains(error.offset), "seed \(seed) round \(round)")
      }
    }
  }

  /// The places of records and errors, until the end or a limit.
  private static func places(from reader: inout CSVReader, limit: Int) -> [Range<Int>] {
    var places: [Range<Int>] = []
    while places.count < limit {
      do {
        guard let row = try reader.next() else { return places }
        places.append(row.range)
      } catch {
        places.append(error.range)
      }
    }
    return places
  }
}
