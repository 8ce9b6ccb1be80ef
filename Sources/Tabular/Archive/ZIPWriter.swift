/// Writes the heads and the directory of a ZIP archive, round parts that are packed already.
///
/// Parts have no time: the date is the first that the format knows, so that the same parts give the
/// same bytes. What stands in a head is known before the part is written, so that no reader has to
/// search.
public struct ZIPWriter: Sendable {
  /// A part that has been packed.
  public struct Part: Sendable {
    /// Its name, with slashes between folders.
    public let name: String
    /// The checksum of what was packed.
    public let checksum: UInt32
    /// How many bytes it had before it was packed.
    public let unpackedBytes: Int
    /// How many bytes it has since.
    public let packedBytes: Int

    /// A part from its properties.
    public init(name: String, checksum: UInt32, unpackedBytes: Int, packedBytes: Int) {
      self.name = name
      self.checksum = checksum
      self.unpackedBytes = unpackedBytes
      self.packedBytes = packedBytes
    }
  }

  private var entries: [(part: Part, start: Int)] = []
  private var count = 0

  /// The largest number that has room in a head.
  private static let sizeMost = 0xFFFF_FFFE

  /// An archive without parts.
  public init() {}

  /// Whether all numbers have room in their places; an archive that is larger is of no use.
  public var isSound: Bool {
    count <= Self.sizeMost && entries.count < 0xFFFF
      && entries.allSatisfy { $0.part.unpackedBytes <= Self.sizeMost }
  }

  /// What stands before the packed bytes of the next part.
  public mutating func head(of part: Part) -> [UInt8] {
    entries.append((part, count))
    let head = [0x50, 0x4B, 0x03, 0x04] + Self.properties(of: part) + Array(part.name.utf8)
    count += head.count + part.packedBytes
    return head
  }

  /// A small part with its head.
  public mutating func part(_ name: String, _ text: String) -> [UInt8] {
    let bytes = Array(text.utf8)
    var (deflater, checksum) = (Deflater(), CRC32())
    deflater.add(bytes)
    deflater.finish()
    checksum.add(bytes)
    let packed = deflater.take()
    return head(
      of: Part(
        name: name, checksum: checksum.value, unpackedBytes: bytes.count,
        packedBytes: packed.count)) + packed
  }

  /// What stands behind the last part.
  public func directory() -> [UInt8] {
    var bytes: [UInt8] = []
    for (part, start) in entries {
      bytes += [0x50, 0x4B, 0x01, 0x02] + Self.number(20, 2) + Self.properties(of: part)
      // No comment, the first file, no attributes.
      bytes += Self.number(0, 10) + Self.number(start, 4) + Array(part.name.utf8)
    }
    let size = bytes.count
    bytes += [0x50, 0x4B, 0x05, 0x06] + Self.number(0, 4)
    bytes += Self.number(entries.count, 2) + Self.number(entries.count, 2)
    return bytes + Self.number(size, 4) + Self.number(count, 4) + Self.number(0, 2)
  }

  /// What stands in both heads: version 2.0, names in UTF-8, DEFLATE, 1980-01-01 and the sizes.
  private static func properties(of part: Part) -> [UInt8] {
    number(20, 2) + number(0x0800, 2) + number(8, 2) + number(0, 2) + number(0x21, 2)
      + number(Int(part.checksum), 4) + number(part.packedBytes, 4)
      + number(part.unpackedBytes, 4) + number(part.name.utf8.count, 2) + number(0, 2)
  }

  private static func number(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { $0 < 8 ? UInt8(truncatingIfNeeded: value >> (8 * $0)) : 0 }
  }
}
