/// The parts of a ZIP archive (PKWARE APPNOTE 6.3), read from its directory.
///
/// Nothing is unpacked before it is asked for, and then piece by piece (``ArchivePart``). Parts
/// that overlap, that have the same name or a name that leads elsewhere, and sizes that do not fit
/// are errors, so that what is read does not depend on which of several readers reads it.
public struct ZIPArchive: Sendable {
  /// The most parts of an archive.
  public static let partCountMax = 10_000

  /// The most bytes that a part of an archive has when it is unpacked: 512 mebibytes.
  public static let partBytesMax = 1 << 29

  /// The most bytes that all parts of an archive have when they are unpacked: one gibibyte.
  public static let totalBytesMax = 1 << 30

  /// What the directory says of a part.
  struct Entry: Sendable {
    let name: String
    let checksum: UInt32
    let packedBytes: Int
    let unpackedBytes: Int
    /// Where its own head begins.
    let start: Int
    let method: Int
    let isEncrypted: Bool
  }

  let bytes: [UInt8]
  private let entries: [Entry]
  private let places: [String: Int]

  /// Whether bytes begin as an archive does.
  public static func begins(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0x50, 0x4B, 0x05, 0x06])
  }

  /// Reads the directory of an archive.
  ///
  /// - Parameter bytes: the whole archive.
  /// - Throws: why it cannot be read.
  /// - Complexity: O(*n* log *n*) in the number of parts.
  public init(_ bytes: [UInt8]) throws(ArchiveError) {
    self.bytes = bytes
    var directory = ZIPDirectory(bytes)
    entries = try directory.entries()
    var places: [String: Int] = [:]
    var total = 0
    for (index, entry) in entries.enumerated() {
      guard Self.isSafe(entry.name) else {
        throw ArchiveError(reason: .unsafeName, part: entry.name)
      }
      guard places.updateValue(index, forKey: entry.name.lowercased()) == nil else {
        throw ArchiveError(reason: .repeatedPart, part: entry.name)
      }
      guard entry.unpackedBytes <= Self.partBytesMax else {
        throw ArchiveError(reason: .partTooLarge, part: entry.name)
      }
      total += entry.unpackedBytes
      guard total <= Self.totalBytesMax else { throw ArchiveError(reason: .tooLarge) }
    }
    self.places = places
    try refuseOverlaps(before: directory.start)
  }

  /// The names of the parts, in the order of the directory.
  public var names: [String] { entries.map(\.name) }

  /// Whether there is a part, whose name is told without regard to case.
  public func has(_ name: String) -> Bool { places[name.lowercased()] != nil }

  /// A part, to be unpacked; nil where there is none of that name.
  ///
  /// - Throws: why it cannot be unpacked.
  public func part(_ name: String) throws(ArchiveError) -> ArchivePart? {
    guard let place = places[name.lowercased()] else { return nil }
    let entry = entries[place]
    guard !entry.isEncrypted else { throw ArchiveError(reason: .encrypted, part: name) }
    guard entry.method == 0 || entry.method == 8 else {
      throw ArchiveError(reason: .unknownPacking, part: name)
    }
    return ArchivePart(bytes, entry, try content(of: entry))
  }

  /// Whether a name stays within the archive.
  private static func isSafe(_ name: String) -> Bool {
    guard !name.isEmpty, name.utf8.first != UInt8(ascii: "/") else { return false }
    let parts = name.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "\\" }
    return !parts.contains("..") && !name.utf8.contains(0)
  }

  /// The packed bytes of a part, which follow its own head.
  private func content(of entry: Entry) throws(ArchiveError) -> Range<Int> {
    let head = entry.start
    guard bytes.count - head >= 30, bytes[head...].starts(with: [0x50, 0x4B, 0x03, 0x04]) else {
      throw ArchiveError(reason: .damagedDirectory, part: entry.name)
    }
    let nameBytes = Int(bytes[head + 26]) | Int(bytes[head + 27]) << 8
    let extraBytes = Int(bytes[head + 28]) | Int(bytes[head + 29]) << 8
    let start = head + 30 + nameBytes + extraBytes
    guard start <= bytes.count, bytes.count - start >= entry.packedBytes else {
      throw ArchiveError(reason: .damagedDirectory, part: entry.name)
    }
    return start..<(start + entry.packedBytes)
  }

  /// Refuses parts of which some have the same bytes: so small archives come to unpack without an
  /// end.
  private func refuseOverlaps(before directoryStart: Int) throws(ArchiveError) {
    var end = 0
    for entry in entries.sorted(by: { $0.start < $1.start }) {
      guard entry.start >= end else {
        throw ArchiveError(reason: .repeatedPart, part: entry.name)
      }
      end = try content(of: entry).upperBound
      guard end <= directoryStart else {
        throw ArchiveError(reason: .damagedDirectory, part: entry.name)
      }
    }
  }
}

/// A part of an archive, unpacked piece by piece.
///
/// After the last piece it has been compared with what the directory says, its checksum included.
public struct ArchivePart: Sendable {
  /// The name of the part.
  public let name: String

  /// How many bytes it has when it is unpacked, as the directory says.
  public let byteCount: Int

  private let checksumExpected: UInt32
  private let bytes: [UInt8]
  private var stored: Range<Int>
  private var inflater: Inflater?
  private var checksum = CRC32()
  private var count = 0
  private let packedEnd: Int

  init(_ bytes: [UInt8], _ entry: ZIPArchive.Entry, _ content: Range<Int>) {
    name = entry.name
    byteCount = entry.unpackedBytes
    checksumExpected = entry.checksum
    self.bytes = bytes
    stored = content
    packedEnd = content.upperBound
    inflater = entry.method == 8 ? Inflater(bytes, content) : nil
  }

  /// The next piece, of some 64 KiB; nil after the last.
  ///
  /// - Throws: that the part is damaged.
  public mutating func next() throws(ArchiveError) -> [UInt8]? {
    guard let piece = try nextPiece() else {
      guard count == byteCount, checksum.value == checksumExpected,
        inflater.map({ $0.consumedEnd == packedEnd }) ?? true
      else { throw damaged }
      return nil
    }
    count += piece.count
    guard count <= byteCount else { throw damaged }
    checksum.add(piece)
    return piece
  }

  /// All of it; nil where it has more bytes than it may.
  public mutating func all(bytesMax: Int) throws(ArchiveError) -> [UInt8]? {
    guard byteCount <= bytesMax else { return nil }
    var all: [UInt8] = []
    while let piece = try next() { all += piece }
    return all
  }

  private var damaged: ArchiveError { ArchiveError(reason: .damagedPart, part: name) }

  private mutating func nextPiece() throws(ArchiveError) -> [UInt8]? {
    guard inflater != nil else {
      guard !stored.isEmpty else { return nil }
      let piece = bytes[stored].prefix(Inflater.pieceBytes)
      stored = piece.endIndex..<stored.upperBound
      return Array(piece)
    }
    do throws(Inflater.Problem) {
      return try inflater?.next().map { Array($0) }
    } catch {
      throw damaged
    }
  }
}
