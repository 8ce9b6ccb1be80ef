import Testing

@testable import Tabular

/// What zlib has packed, and what we pack ourselves.
@Suite struct InflaterTests {
  static let table = "部门,得分\n甲局,95\n甲局,95\n甲局,95\n"

  static let cells = (0..<60).map { "<c r=\"A\($0)\"><v>\($0 * $0 % 977)</v></c>" }.joined()

  /// Written by zlib 1.2.13, with blocks of each of the three kinds.
  static let packed: [(name: String, hex: String, text: String)] = [
    (
      "stored",
      """
      012c00d3ffe983a8e997a82ce5be97e588860ae794b2e5b1802c39350ae794b2e5b1802c39350ae794b2 \
      e5b1802c39350a
      """, table
    ),
    ("fixed codes", "7bd9bce2e5f4153a4ff74d7fdad1c6f57ccaa6a71b1b742c4db1b200", table),
    (
      "codes of its own",
      """
      65945d8a03310c83afb2f4028d1d3b3f303bb067e90df6a1e72fc48282f4aa8c637d9633d7ebe7fff7f1 \
      d71ef7f5bedbf57cdfd7f3755fa5da518d543f6a90da8fba498dba61909c47f624791cb9f3d7b31af2dd \
      ebc8838dec232f766d85684d2041e95251a016dcc13aa8d891017733810158886d60125251d0bea44761 \
      7717571bd393bc8a3c84dc8b3c422a10f1e21e5ee4e9ecca8b3c277378910f21f7221f5a51e4537b14f9 \
      5457885c387a916f21ef45be65561de49375446ece07887cb2db8ec863f101b6dca4a2c0fb961e051e43 \
      5c1578ca8646c3d43b1f14f86c52e1182ef788225f935d4591ef94375fe493671b03cf466ec2ae27ef48 \
      60d793f38b8dcd65b7d93011f9e318fe16520170e9910017570970e1c802df3cdbc4236f72131237de91 \
      44e29df34b24fe75fb01
      """, cells
    ),
  ]

  static func bytes(_ hex: String) -> [UInt8] {
    let digits = hex.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count - 1, by: 2).map {
      UInt8(digits[$0] * 16 + digits[$0 + 1])
    }
  }

  /// All of what some bytes were packed from.
  static func unpacked(_ bytes: [UInt8]) throws(Inflater.Problem) -> [UInt8] {
    var inflater = Inflater(bytes, 0..<bytes.count)
    var text: [UInt8] = []
    while let piece = try inflater.next() { text += piece }
    return text
  }

  static func packed(_ text: [UInt8], pieces: Int = 1) -> [UInt8] {
    var deflater = Deflater()
    var output: [UInt8] = []
    let size = max(1, (text.count + pieces - 1) / pieces)
    for start in stride(from: 0, to: text.count, by: size) {
      deflater.add(Array(text[start..<min(start + size, text.count)]))
      output += deflater.take()
    }
    deflater.finish()
    return output + deflater.take()
  }

  @Test("unpacks what zlib packs", arguments: packed)
  func unpacks(_ packed: (name: String, hex: String, text: String)) throws {
    #expect(try Self.unpacked(Self.bytes(packed.hex)) == Array(packed.text.utf8))
  }

  @Test("what is cut off is told", arguments: packed)
  func truncated(_ packed: (name: String, hex: String, text: String)) {
    let bytes = Self.bytes(packed.hex)
    for count in 0..<bytes.count {
      #expect(throws: Inflater.Problem.truncated, "\(count) bytes") {
        try Self.unpacked(Array(bytes[..<count]))
      }
    }
  }

  @Test(
    "what DEFLATE does not write is told",
    arguments: [
      ("a kind of block that there is not", "07"),
      ("a length that does not agree with its complement", "010500faf0"),
      ("a repetition of what was not there", "030200"),
      ("more codes than there are", "05c0ffffffffffffffffffff"),
      ("a block without an end", "05c081080000000000209fb5cd"),
    ])
  func malformed(_ name: String, _ hex: String) {
    #expect(throws: Inflater.Problem.malformed) { try Self.unpacked(Self.bytes(hex)) }
  }

  @Test("what was packed comes back, whatever pieces it came in", arguments: 0..<8)
  func roundTrip(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let count = [0, 1, 3, 300, 5_000, 20_000, 65_536, 70_001][seed]
    let words = (0..<40).map { _ in
      (0..<Int.random(in: 1...9, using: &generator)).map { _ in
        UInt8.random(in: 0...255, using: &generator)
      }
    }
    var text: [UInt8] = []
    while text.count < count { text += words[Int.random(in: 0..<words.count, using: &generator)] }
    text = Array(text.prefix(count))
    let packed = Self.packed(text)
    #expect(try Self.unpacked(packed) == text)
    #expect(Self.packed(text, pieces: 7) == packed)
  }

  @Test("what repeats is packed to a fraction, as far back as may be")
  func repetition() throws {
    let text = Array(repeating: Array(Self.cells.utf8), count: 20).flatMap { $0 }
    let packed = Self.packed(text)
    #expect(packed.count < text.count / 8)
    #expect(try Self.unpacked(packed) == text)
  }

  @Test("damaged bytes give an answer", arguments: 0..<10)
  func damaged(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let original = Self.bytes(Self.packed[seed % 3].hex)
    for _ in 0..<60 {
      let bytes = mutated(original, with: &generator)
      // At most 258 bytes come of two bits.
      if let text = try? Self.unpacked(bytes) { #expect(text.count <= bytes.count * 8 * 258) }
    }
  }

  @Test("the checksum is that of ISO 3309, in any pieces")
  func checksum() {
    var whole = CRC32()
    whole.add(Array("123456789".utf8))
    #expect(whole.value == 0xCBF4_3926)
    var parts = CRC32()
    for part in ["1", "2345678", "9", ""] { parts.add(Array(part.utf8)) }
    #expect(parts.value == whole.value)
  }
}
