/// The checksum that an archive keeps of each part (ISO 3309, as RFC 1952 section 8 has it).
public struct CRC32: Sendable {
  private var state: UInt32 = 0xFFFF_FFFF

  /// The checksum of no bytes.
  public init() {}

  /// The checksum of what was added.
  public var value: UInt32 { state ^ 0xFFFF_FFFF }

  /// Adds the bytes that follow.
  ///
  /// - Complexity: O(*n*) in the number of bytes.
  public mutating func add(_ bytes: ArraySlice<UInt8>) {
    let tables = Self.tables
    var state = state
    var at = bytes.startIndex
    let end = bytes.endIndex
    // Four bytes in one step: each table has what a byte comes to that many bytes later.
    while end - at >= 4 {
      state ^=
        UInt32(bytes[at]) | UInt32(bytes[at + 1]) << 8 | UInt32(bytes[at + 2]) << 16
        | UInt32(bytes[at + 3]) << 24
      state =
        tables[768 + Int(state & 0xFF)] ^ tables[512 + Int(state >> 8 & 0xFF)]
        ^ tables[256 + Int(state >> 16 & 0xFF)] ^ tables[Int(state >> 24)]
      at += 4
    }
    while at < end {
      state = state >> 8 ^ tables[Int((state ^ UInt32(bytes[at])) & 0xFF)]
      at += 1
    }
    self.state = state
  }

  /// Adds the bytes that follow.
  public mutating func add(_ bytes: [UInt8]) { add(bytes[...]) }

  private static let tables: [UInt32] = {
    var tables = (0..<256).map { byte in
      var value = UInt32(byte)
      for _ in 0..<8 { value = value & 1 == 0 ? value >> 1 : value >> 1 ^ 0xEDB8_8320 }
      return value
    }
    for index in 256..<1024 {
      let before = tables[index - 256]
      tables.append(before >> 8 ^ tables[Int(before & 0xFF)])
    }
    return tables
  }()
}
