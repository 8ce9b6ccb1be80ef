/// Reads the directory at the end of a ZIP archive (APPNOTE 4.3.12 to 4.3.16).
///
/// Numbers are looked at before they are used: none leads behind the bytes.
struct ZIPDirectory {
  private let bytes: [UInt8]

  /// Where the directory begins; known once it has been read.
  private(set) var start = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// How long the comment behind the end of the directory may be.
  private static let commentBytes = 1 << 16

  private static let endBytes = 22

  /// What the directory says of each part; folders are left out.
  mutating func entries() throws(ArchiveError) -> [ZIPArchive.Entry] {
    let end = try findEnd()
    guard number(end + 4, 2) == 0, number(end + 6, 2) == 0 || number(end + 6, 2) == 0xFFFF else {
      throw ArchiveError(reason: .severalFiles)
    }
    var count = number(end + 10, 2)
    var size = number(end + 12, 4)
    start = number(end + 16, 4)
    if count == 0xFFFF || size == 0xFFFF_FFFF || start == 0xFFFF_FFFF {
      (count, size, start) = try longEnd(before: end)
    }
    guard start <= end, size <= end - start else { throw ArchiveError(reason: .damagedDirectory) }
    guard count <= ZIPArchive.partCountMax else { throw ArchiveError(reason: .tooManyParts) }
    var entries: [ZIPArchive.Entry] = []
    var at = start
    for _ in 0..<count {
      let (entry, next) = try entry(at, end: start + size)
      if entry.name.utf8.last != UInt8(ascii: "/") || entry.unpackedBytes > 0 {
        entries.append(entry)
      }
      at = next
    }
    guard at == start + size else { throw ArchiveError(reason: .damagedDirectory) }
    return entries
  }

  /// A number, lowest byte first; the bytes are there.
  private func number(_ at: Int, _ count: Int) -> Int {
    (0..<count).reduce(0) { $0 | Int(bytes[at + $1]) << (8 * $1) }
  }

  /// A number of eight bytes; nil where it is larger than any size of a file.
  private func longNumber(_ at: Int) -> Int? {
    bytes[at + 7] < 0x80 ? number(at, 8) : nil
  }

  private func isMark(_ at: Int, _ third: UInt8, _ fourth: UInt8) -> Bool {
    at >= 0 && at <= bytes.count - 4 && bytes[at...].starts(with: [0x50, 0x4B, third, fourth])
  }

  private func findEnd() throws(ArchiveError) -> Int {
    var at = bytes.count - Self.endBytes
    let lowest = max(0, at - Self.commentBytes)
    while at >= lowest {
      // The comment goes to the end of the file, or these bytes are a part of one.
      if isMark(at, 5, 6), at + Self.endBytes + number(at + 20, 2) == bytes.count { return at }
      at -= 1
    }
    throw ArchiveError(reason: .noDirectory)
  }

  /// The end of a directory whose numbers are too large for the short form.
  private func longEnd(
    before end: Int
  ) throws(ArchiveError) -> (count: Int, size: Int, start: Int) {
    let damaged = ArchiveError(reason: .damagedDirectory)
    guard isMark(end - 20, 6, 7), let at = longNumber(end - 12), at <= end - 76, isMark(at, 6, 6),
      let count = longNumber(at + 32), let size = longNumber(at + 40),
      let start = longNumber(at + 48)
    else { throw damaged }
    return (count, size, start)
  }

  private func entry(
    _ at: Int, end: Int
  ) throws(ArchiveError) -> (ZIPArchive.Entry, next: Int) {
    guard end - at >= 46, isMark(at, 1, 2) else { throw ArchiveError(reason: .damagedDirectory) }
    let (nameBytes, extraBytes, commentBytes) = (
      number(at + 28, 2), number(at + 30, 2), number(at + 32, 2)
    )
    let next = at + 46 + nameBytes + extraBytes + commentBytes
    guard next <= end else { throw ArchiveError(reason: .damagedDirectory) }
    let name = String(decoding: bytes[(at + 46)..<(at + 46 + nameBytes)], as: UTF8.self)
    var sizes = [number(at + 24, 4), number(at + 20, 4), number(at + 42, 4)]
    try readLong(&sizes, in: (at + 46 + nameBytes)..<(at + 46 + nameBytes + extraBytes), name)
    guard sizes[2] <= start else {
      throw ArchiveError(reason: .damagedDirectory, part: name)
    }
    let method = number(at + 10, 2)
    return (
      ZIPArchive.Entry(
        name: name,
        checksum: UInt32(truncatingIfNeeded: number(at + 16, 4)), packedBytes: sizes[1],
        unpackedBytes: sizes[0], start: sizes[2], method: method,
        isEncrypted: number(at + 8, 2) & 1 != 0),
      next
    )
  }

  /// Numbers that have no room in their places stand in a field behind the name (APPNOTE 4.5.3),
  /// those that are wanted one after the other.
  private func readLong(
    _ sizes: inout [Int], in extra: Range<Int>, _ name: String
  ) throws(ArchiveError) {
    guard sizes.contains(0xFFFF_FFFF) else { return }
    let damaged = ArchiveError(reason: .damagedDirectory, part: name)
    var at = extra.lowerBound
    while extra.upperBound - at >= 4 {
      let (kind, count) = (number(at, 2), number(at + 2, 2))
      at += 4
      guard count <= extra.upperBound - at else { throw damaged }
      guard kind == 1 else {
        at += count
        continue
      }
      let end = at + count
      for index in sizes.indices where sizes[index] == 0xFFFF_FFFF {
        guard end - at >= 8, let size = longNumber(at) else { throw damaged }
        sizes[index] = size
        at += 8
      }
      return
    }
    throw damaged
  }
}
