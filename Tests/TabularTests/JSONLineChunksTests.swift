import Testing

@testable import Tabular

/// JSON lines in parts are the lines of the whole text, in their places.
@Suite struct JSONLineChunksTests {
  private static let pieces = [
    "{\"a\": 1}", "{}", "[", "\n", "\n", "\r\n", "\r", " ", "  ", "\t", "张三", "\"",
    "{\"b\": \"张\"}",
  ]

  /// Lines with what is wrong with them.
  static func lines(
    _ bytes: [UInt8], _ lineBytesMax: Int, at offset: Int = 0, line firstLine: Int = 1
  ) -> [String] {
    JSONLines.lineRanges(bytes, lineBytesMax: lineBytesMax).map { range in
      let line =
        firstLine + ByteSearch.lineEndCount(in: bytes, 0..<range.lowerBound, countsReturns: false)
      if let problem = JSONLines.problem(bytes, line: range, lineBytesMax: lineBytesMax) {
        return described(problem, at: offset, line: line)
      }
      let text = String(decoding: bytes[range], as: UTF8.self)
      return "\(line): \(range.lowerBound + offset)..<\(range.upperBound + offset) \(text)"
    }
  }

  private static func described(_ problem: JSONError, at offset: Int, line: Int) -> String {
    "\(line): \(problem.reason) \(problem.range.lowerBound + offset)..<"
      + "\(problem.range.upperBound + offset)"
  }

  static func parts(
    _ bytes: [UInt8], partBytes: Int, pieceBytes: Int, lineBytesMax: Int
  ) -> (lines: [String], parts: [[UInt8]]) {
    var chunks = JSONLineChunks(partBytes: partBytes, lineBytesMax: lineBytesMax)
    var parts: [TextPart<JSONError>] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      chunks.add { $0 += rest.prefix(pieceBytes) }
      rest = rest.dropFirst(pieceBytes)
      while let part = chunks.next() { parts.append(part) }
    }
    chunks.finish()
    while let part = chunks.next() { parts.append(part) }
    let lines = parts.flatMap { part in
      part.problem.map { [described($0, at: part.offset, line: part.firstLine)] }
        ?? Self.lines(part.bytes, lineBytesMax, at: part.offset, line: part.firstLine)
    }
    return (lines, parts.map(\.bytes))
  }

  @Test("lines cut anywhere are the same lines", arguments: 0..<10)
  func anyCut(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    for round in 0..<3 {
      var text = ""
      for _ in 0..<Int.random(in: 0..<24, using: &generator) {
        text += Self.pieces.randomElement(using: &generator) ?? ""
      }
      let bytes = Array(text.utf8)
      for lineBytesMax in [1, 4, 9, 100] {
        let whole = Self.lines(bytes, lineBytesMax)
        for partBytes in 1...20 {
          var first: [[UInt8]]?
          for pieceBytes in [1, 3, 1_000] {
            let (lines, parts) = Self.parts(
              bytes, partBytes: partBytes, pieceBytes: pieceBytes, lineBytesMax: lineBytesMax)
            let name = "seed \(seed) round \(round) part \(partBytes) piece \(pieceBytes)"
            #expect(lines == whole, "\(name) line \(lineBytesMax): \(text.debugDescription)")
            #expect(parts == first ?? parts, "\(name) line \(lineBytesMax)")
            first = parts
          }
        }
      }
    }
  }

  @Test("a line may have as many bytes as the limit, and no more")
  func limit() {
    let most = JSONLines.lineBytesMax
    let inner = [UInt8](repeating: UInt8(ascii: "a"), count: most - 2)
    let longest = [0x22] + inner + [0x22]
    #expect(throws: Never.self) { try JSONLines.parse(longest, line: 0..<most) }
    let error = JSONError(reason: .lineTooLong, range: 0..<1, expected: nil)
    #expect(throws: error) { try JSONLines.parse(longest + [0x20], line: 0..<(most + 1)) }
  }

  @Test("of a line that never ends hardly anything is kept")
  func endlessLine() {
    var chunks = JSONLineChunks(partBytes: 64, lineBytesMax: 1_000)
    var parts: [TextPart<JSONError>] = []
    for _ in 0..<1_000 {
      chunks.add { $0 += [UInt8](repeating: 0x20, count: 100) }
      while let part = chunks.next() { parts.append(part) }
    }
    chunks.add { $0 += Array("\n1\n".utf8) }
    chunks.finish()
    while let part = chunks.next() { parts.append(part) }
    #expect(parts.map(\.problem?.reason) == [.lineTooLong, nil])
    #expect(parts.map(\.firstLine) == [1, 2])
    #expect(parts.map(\.offset) == [0, 100_001])
    #expect(parts[0].bytes.count <= PartBuffer.shownBytes + 1)
  }
}
