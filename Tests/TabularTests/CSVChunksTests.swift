import Testing

@testable import Tabular

/// A text in parts gives the records of the whole text, in their places.
@Suite struct CSVChunksTests {
  /// What a record is, or why it is none, with its places in the whole text.
  struct Item: Equatable, CustomStringConvertible {
    let text: String
    let line: Int
    let ranges: [Range<Int>]

    var description: String { "\(text)@\(line)\(ranges)" }
  }

  /// A way to read: in parts of some size, from pieces of some size.
  struct Cutting {
    var partBytes = CSVChunks.partBytes
    var pieceBytes = 1 << 16
    var limits = CSVLimits()
  }

  static func line(of offset: Int, in bytes: [UInt8]) -> Int {
    1 + ByteSearch.lineEndCount(in: bytes, 0..<offset, countsReturns: true)
  }

  /// The items of a text, or of a part of it that begins at an offset and a line.
  static func items(
    _ bytes: [UInt8], from start: Int, separator: CSVSeparator, limits: CSVLimits,
    at offset: Int = 0, line firstLine: Int = 1
  ) -> [Item] {
    var reader = CSVReader(bytes, separator: separator, from: start, limits: limits)
    func item(_ text: String, _ ranges: [Range<Int>]) -> Item {
      Item(
        text: text, line: firstLine + line(of: ranges[0].lowerBound, in: bytes) - 1,
        ranges: ranges.map { ($0.lowerBound + offset)..<($0.upperBound + offset) })
    }
    var items: [Item] = []
    while items.count <= bytes.count {
      do {
        guard let row = try reader.next() else { break }
        let text = row.fields.map { "\($0.wasQuoted ? "q" : "p")\($0.text)" }.joined(separator: "|")
        items.append(item(text, [row.range] + row.fields.map(\.range)))
      } catch {
        items.append(item("! \(error.reason)", [error.range]))
      }
    }
    return items
  }

  static func whole(_ bytes: [UInt8], limits: CSVLimits = CSVLimits()) -> [Item] {
    var search = CSVSeparatorSearch(recordBytesMax: limits.recordBytesMax)
    _ = search.isDone(lookingAt: bytes[...])
    let items = items(bytes, from: 0, separator: search.separator, limits: limits)
    return items.first?.text.hasPrefix("!") == true ? Array(items.prefix(1)) : items
  }

  /// All parts of a text, and what is in them.
  static func parts(
    _ bytes: [UInt8], _ cutting: Cutting
  ) -> (items: [Item], parts: [TextPart<CSVError>]) {
    var chunks = CSVChunks(partBytes: cutting.partBytes, limits: cutting.limits)
    var parts: [TextPart<CSVError>] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      chunks.add { $0 += rest.prefix(cutting.pieceBytes) }
      rest = rest.dropFirst(cutting.pieceBytes)
      while let part = chunks.next() { parts.append(part) }
    }
    chunks.finish()
    while let part = chunks.next() { parts.append(part) }
    let all = (chunks.header.map { [$0] } ?? []) + parts
    let items = all.flatMap { part -> [Item] in
      if let problem = part.problem {
        let range = problem.range
        let line = part.firstLine + line(of: range.lowerBound, in: part.bytes) - 1
        return [
          Item(
            text: "! \(problem.reason)", line: line,
            ranges: [(range.lowerBound + part.offset)..<(range.upperBound + part.offset)])
        ]
      }
      return Self.items(
        part.bytes, from: 0, separator: chunks.separator ?? .comma, limits: cutting.limits,
        at: part.offset, line: part.firstLine)
    }
    return (items, parts)
  }

  @Test("a table cut anywhere is the same table", arguments: 0..<10)
  func anyCut(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    for round in 0..<4 {
      let text = RandomTable.text(with: &generator)
      let bytes = Array(text.utf8)
      let whole = Self.whole(bytes)
      for partBytes in 1...24 {
        var first: [[UInt8]]?
        for pieceBytes in [1, 3, 1_000] {
          let cutting = Cutting(partBytes: partBytes, pieceBytes: pieceBytes)
          let (items, parts) = Self.parts(bytes, cutting)
          let name = "seed \(seed) round \(round) part \(partBytes) piece \(pieceBytes)"
          #expect(items == whole, "\(name): \(text.debugDescription)")
          #expect(parts.map(\.bytes) == first ?? parts.map(\.bytes), "\(name)")
          first = parts.map(\.bytes)
          for part in parts {
            #expect(part.hasQuotes == part.bytes.contains(0x22), "\(name)")
          }
        }
      }
    }
  }

  @Test("limits hold alike in parts and in the whole", arguments: 0..<10)
  func limits(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed) &+ 1_000)
    for round in 0..<4 {
      let text = RandomTable.text(with: &generator)
      let bytes = Array(text.utf8)
      let limits = CSVLimits(
        fieldCountMax: Int.random(in: 1...4, using: &generator),
        fieldBytesMax: Int.random(in: 1...12, using: &generator),
        recordBytesMax: Int.random(in: 8...24, using: &generator))
      let whole = Self.whole(bytes, limits: limits)
      for partBytes in [1, 2, 3, 5, 8, 13, 21, 34] {
        for pieceBytes in [1, 4, 1_000] {
          let cutting = Cutting(partBytes: partBytes, pieceBytes: pieceBytes, limits: limits)
          let (items, _) = Self.parts(bytes, cutting)
          let name = "seed \(seed) round \(round) part \(partBytes) piece \(pieceBytes) \(limits)"
          #expect(items == whole, "\(name): \(text.debugDescription)")
        }
      }
    }
  }
}
