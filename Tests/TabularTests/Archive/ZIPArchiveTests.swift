import Testing

@testable import Tabular

/// Archives of others and our own, and those that no one should write.
@Suite struct ZIPArchiveTests {
  /// Written by Python's zipfile into a pipe: sizes behind the parts, one in the long form.
  static let streamed = InflaterTests.bytes(
    """
    504b03041400080000000000210000000000000000000000000005000000612e74787473746f72656420 \
    74657874504b0708b501af0f0b0000000b000000504b03042d00080008000000210000000000ffffffff \
    ffffffff07001400622f632e74787401001000000000000000000000000000000000002b484cce4e4d51 \
    2820930200504b07087d103cdf0c000000000000003f00000000000000504b0102140314000800000000 \
    002100b501af0f0b0000000b000000050000000000000000000000800100000000612e747874504b0102 \
    2d032d0008000800000021007d103cdf0c0000003f00000007000000000000000000000080013e000000 \
    622f632e747874504b05060000000002000200680000009b0000000000
    """)

  /// An archive of some parts.
  static func archive(_ parts: [(name: String, text: String)]) -> [UInt8] {
    var writer = ZIPWriter()
    return parts.flatMap { writer.part($0.name, $0.text) } + writer.directory()
  }

  /// The texts of an archive by the names of its parts.
  static func texts(_ bytes: [UInt8]) throws(ArchiveError) -> [String] {
    let archive = try ZIPArchive(bytes)
    var texts: [String] = []
    for name in archive.names {
      var part = try archive.part(name)
      let text = try part?.all(bytesMax: 1 << 20)
      texts.append(name + ": " + String(decoding: text ?? [], as: UTF8.self))
    }
    return texts
  }

  static func reason(_ bytes: [UInt8]) -> ArchiveError.Reason? {
    do throws(ArchiveError) {
      _ = try texts(bytes)
      return nil
    } catch {
      return error.reason
    }
  }

  /// The bytes with others in the place of the last that are the same.
  static func replaced(_ bytes: [UInt8], _ old: [UInt8], _ new: [UInt8]) -> [UInt8] {
    let start = (0...(bytes.count - old.count)).last { bytes[$0...].starts(with: old) }
    guard let start else { return [] }
    return Array(bytes[..<start]) + new + Array(bytes[(start + old.count)...])
  }

  @Test func readsWhatIsWrittenIntoAPipe() throws {
    let packed = String(repeating: "packed ", count: 9)
    #expect(try Self.texts(Self.streamed) == ["a.txt: stored text", "b/c.txt: \(packed)"])
  }

  @Test func readsWhatItWrites() throws {
    let long = String(repeating: "x", count: 99)
    let bytes = Self.archive([("a", ""), ("目录/b", "内容"), ("c", long)])
    #expect(try Self.texts(bytes) == ["a: ", "目录/b: 内容", "c: " + long])
    #expect(try ZIPArchive(bytes).has("目录/B"))
    #expect(try ZIPArchive(bytes).part("d") == nil)
  }

  @Test("numbers of the long form are read, and must fit as others do")
  func longForm() throws {
    func archive(size: UInt8 = 4) -> [UInt8] {
      var writer = ZIPWriter()
      let part = writer.part("ab", "text")
      let short = writer.directory().dropLast(22)
      let sizes = 20..<28
      var entry = Array(short)
      let packed = Array(entry[sizes][20..<24])
      entry.replaceSubrange(sizes, with: Array(repeating: 0xFF, count: 8))
      entry[30] = 20
      let zeros: [UInt8] = Array(repeating: 0, count: 7)
      entry += [1, 0, 16, 0, size] + zeros + packed + zeros.prefix(4)
      func long(_ number: Int) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
      }
      let at = part.count + entry.count
      let end: [UInt8] =
        [0x50, 0x4B, 6, 6] + long(44) + [45, 0, 45, 0] + long(0) + long(1) + long(1)
        + long(entry.count) + long(part.count)
      let locator: [UInt8] = [0x50, 0x4B, 6, 7, 0, 0, 0, 0] + long(at) + [1, 0, 0, 0]
      let last: [UInt8] =
        [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + Array(repeating: 0xFF, count: 12) + [0, 0]
      return part + entry + end + locator + last
    }
    #expect(try Self.texts(archive()) == ["ab: text"])
    #expect(Self.reason(archive(size: 5)) == .damagedPart)
    for count in 1..<60 { #expect(Self.reason(Array(archive().dropFirst(count))) != nil) }
  }

  @Test func aCommentBelongsToIt() throws {
    let bytes = Self.archive([("a", "1")])
    #expect(try Self.texts(bytes.dropLast(2) + [3, 0] + Array("end".utf8)) == ["a: 1"])
  }

  @Test("what is cut off is no archive")
  func truncated() {
    let bytes = Self.archive([("a", "text"), ("b", "more text")])
    for count in 0..<bytes.count { #expect(Self.reason(Array(bytes[..<count])) == .noDirectory) }
  }

  @Test("each kind of damage has its name")
  func damage() {
    let one = Self.archive([("ab", "text")])
    let two = Self.archive([("ab", "text"), ("cd", "text")])
    #expect(Self.reason(Self.archive([("ab", "1"), ("AB", "2")])) == .repeatedPart)
    #expect(Self.reason(Self.archive([("../ab", "1")])) == .unsafeName)
    #expect(Self.reason(Self.archive([("a/..\\b", "1")])) == .unsafeName)
    #expect(Self.reason(Self.archive([("/ab", "1")])) == .unsafeName)
    #expect(Self.reason(Self.archive([("", "1")])) == .unsafeName)
    // A checksum that is another one.
    var checksum = CRC32()
    checksum.add(Array("text".utf8))
    let written = (0..<4).map { UInt8(truncatingIfNeeded: checksum.value >> (8 * $0)) }
    #expect(Self.reason(Self.replaced(one, written, [1, 2, 3, 4])) == .damagedPart)
    // The second part begins where the first does.
    let start = two.count - 22 - 2 - 4
    var overlap = two
    overlap.replaceSubrange(start..<(start + 4), with: [0, 0, 0, 0])
    #expect(Self.reason(overlap) == .repeatedPart)
    // Parts, their number or the directory are not where they should be.
    let mark: [UInt8] = [0x50, 0x4B, 1, 2]
    #expect(Self.reason(Self.replaced(one, [1, 0, 1, 0], [1, 0, 2, 0])) == .damagedDirectory)
    #expect(Self.reason(Self.replaced(one, mark, [0x50, 0x4B, 1, 3])) == .damagedDirectory)
    #expect(Self.reason([0] + one) == .damagedDirectory)
    // An encrypted part, another way to pack, several files.
    #expect(Self.reason(Self.replaced(one, [0, 8, 8, 0], [1, 8, 8, 0])) == .encrypted)
    #expect(Self.reason(Self.replaced(one, [0, 8, 8, 0], [0, 8, 9, 0])) == .unknownPacking)
    #expect(Self.reason(Self.replaced(one, [5, 6, 0, 0], [5, 6, 1, 0])) == .severalFiles)
  }

  @Test("sizes that the directory says are held to the limits")
  func sizes() {
    func archive(_ sizes: [Int]) -> [UInt8] {
      var writer = ZIPWriter()
      let heads = sizes.enumerated().flatMap { index, size in
        writer.head(
          of: ZIPWriter.Part(name: "\(index)", checksum: 0, unpackedBytes: size, packedBytes: 0))
      }
      return heads + writer.directory()
    }
    func reason(_ sizes: [Int]) -> ArchiveError.Reason? {
      do throws(ArchiveError) {
        _ = try ZIPArchive(archive(sizes))
        return nil
      } catch {
        return error.reason
      }
    }
    let most = ZIPArchive.partBytesMax
    #expect(reason([most]) == nil)
    #expect(reason([most + 1]) == .partTooLarge)
    #expect(reason([most, ZIPArchive.totalBytesMax - most]) == nil)
    #expect(reason([most, ZIPArchive.totalBytesMax - most, 1]) == .tooLarge)
    // What is said to be large and is not.
    #expect(Self.reason(archive([5])) == .damagedPart)
  }

  @Test("there are no more parts than may be")
  func parts() throws {
    func archive(_ count: Int) -> [UInt8] {
      // A directory without its entries: the number alone decides.
      let numbers = [UInt8(truncatingIfNeeded: count), UInt8(count >> 8)]
      return [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + numbers + numbers + Array(repeating: 0, count: 10)
    }
    #expect(Self.reason(archive(ZIPArchive.partCountMax)) == .damagedDirectory)
    #expect(Self.reason(archive(ZIPArchive.partCountMax + 1)) == .tooManyParts)
  }

  @Test("damaged archives give an answer", arguments: 0..<10)
  func damaged(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let own = Self.archive([("ab", "text"), ("目录/b", InflaterTests.table)])
    for _ in 0..<100 {
      let bytes = mutated(seed.isMultiple(of: 2) ? own : Self.streamed, with: &generator)
      if let texts = try? Self.texts(bytes) { #expect(texts.count <= 10) }
    }
  }
}
