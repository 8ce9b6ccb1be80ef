/// Finds records that come twice in a stream, part by part in their order.
///
/// As long as every key comes after the one before it none can come twice, and nothing has to be
/// kept. Otherwise keys are kept whole, so that no two are ever taken for the same: their bytes
/// one behind the other, and a table of places. A stream that can be read again drops even those
/// once there are many of them, and reads on from the start where keys no longer rise.
struct RepeatRegister {
  /// Where a key stands among the kept bytes; 0 is a free place.
  private var table: [UInt64] = []
  private var kept = KeptKeys()
  private var keptCount = 0
  private var last: [UInt8] = []
  private var onlyRise = true
  private var hasDropped = false
  private let canReadAgain: Bool
  private let keptBytesMax: Int

  /// A register without records.
  ///
  /// - Parameters:
  ///   - canReadAgain: whether what was dropped can be had again.
  ///   - keptBytesMax: the bytes of keys that are kept although all of them rise.
  init(canReadAgain: Bool, keptBytesMax: Int = 0) {
    self.canReadAgain = canReadAgain
    self.keptBytesMax = keptBytesMax
  }

  /// Whether the keys of all parts so far have to be entered again, with ``startAgain()``, before
  /// those of a part are.
  func needsAllAgain(before keys: RecordKeys) -> Bool {
    hasDropped && !rises(to: keys)
  }

  /// Forgets everything, to have all keys entered again and kept.
  mutating func startAgain() {
    self = RepeatRegister(canReadAgain: false)
    onlyRise = false
  }

  /// Enters the keys of the next part.
  ///
  /// - Parameters:
  ///   - keys: the keys.
  ///   - recordsBefore: how many records the parts before have.
  /// - Returns: the records of the part that came before, with the number of the first, from 0.
  /// - Complexity: O(*n*) in the bytes of the keys.
  mutating func enter(_ keys: RecordKeys, recordsBefore: Int) -> [Int: Int] {
    onlyRise = onlyRise && rises(to: keys)
    if let end = keys.last { last = Array(end) }
    if hasDropped { return [:] }
    if onlyRise, canReadAgain, kept.count + keys.bytes.count > keptBytesMax {
      hasDropped = true
      kept = KeptKeys()
      table = []
      return [:]
    }
    var repeated: [Int: Int] = [:]
    for index in 0..<keys.count {
      let record = Int(keys.records[index])
      if let first = enter(keys.bytes[keys.range(index)], number: recordsBefore + record) {
        repeated[record] = first
      }
    }
    return repeated
  }

  private func rises(to keys: RecordKeys) -> Bool {
    guard keys.onlyRise, let first = keys.first else { return keys.onlyRise }
    return last.isEmpty || RecordKeys.precedes(last[...], first)
  }

  /// Enters a key; the number of the record that has it already.
  private mutating func enter(_ key: ArraySlice<UInt8>, number: Int) -> Int? {
    if (keptCount + 1) * 4 > table.count * 3 { grow() }
    let hash = Self.hash(key)
    let mask = table.count - 1
    var place = Int(truncatingIfNeeded: hash) & mask
    let tag = hash & Self.tagMask
    while table[place] != 0 {
      if table[place] & Self.tagMask == tag,
        let known = kept.number(of: key, at: Int(table[place] & ~Self.tagMask))
      {
        return known
      }
      place = (place + 1) & mask
    }
    table[place] = tag | UInt64(kept.add(key, number: number))
    keptCount += 1
    return nil
  }

  /// The part of an entry that is of the hash; the rest is a place.
  private static let tagMask: UInt64 = 0xFFFF_0000_0000_0000

  private mutating func grow() {
    let old = table
    table = Array(repeating: 0, count: max(1024, old.count * 2))
    let mask = table.count - 1
    for entry in old where entry != 0 {
      let hash = Self.hash(kept.key(at: Int(entry & ~Self.tagMask)))
      var place = Int(truncatingIfNeeded: hash) & mask
      while table[place] != 0 { place = (place + 1) & mask }
      table[place] = entry
    }
  }

  private static func hash(_ key: ArraySlice<UInt8>) -> UInt64 {
    var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
    for byte in key { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    hash ^= hash >> 32
    return hash &* 0xD6E8_FEB8_6659_FD93
  }
}

/// Keys and the numbers of their records, one behind the other in blocks.
private struct KeptKeys {
  /// How many bytes a block has; a key longer than that has one of its own.
  private static let blockBytes = 1 << 20
  private static let headBytes = 12

  private var blocks: [[UInt8]] = []

  /// How many bytes are kept.
  private(set) var count = 0

  /// Adds a key; where it stands, which is never 0.
  mutating func add(_ key: ArraySlice<UInt8>, number: Int) -> Int {
    let size = Self.headBytes + key.count
    if blocks.last.map({ $0.count + size > Self.blockBytes }) ?? true {
      blocks.append([])
      blocks[blocks.count - 1].reserveCapacity(max(Self.blockBytes, size))
    }
    let block = blocks.count - 1
    let offset = blocks[block].count
    for shift in stride(from: 0, to: 64, by: 8) {
      blocks[block].append(UInt8(truncatingIfNeeded: number >> shift))
    }
    for shift in stride(from: 0, to: 32, by: 8) {
      blocks[block].append(UInt8(truncatingIfNeeded: key.count >> shift))
    }
    blocks[block].append(contentsOf: key)
    count += size
    return block << 20 | offset + 1
  }

  /// The key at a place.
  func key(at place: Int) -> ArraySlice<UInt8> {
    let (block, offset) = (place >> 20, place & 0xFFFFF)
    let start = offset - 1 + Self.headBytes
    return blocks[block][start..<start + Int(word(block, offset - 1 + 8, bytes: 4))]
  }

  /// The number of the record at a place, if it has a key.
  func number(of key: ArraySlice<UInt8>, at place: Int) -> Int? {
    guard self.key(at: place) == key else { return nil }
    return Int(truncatingIfNeeded: word(place >> 20, (place & 0xFFFFF) - 1, bytes: 8))
  }

  private func word(_ block: Int, _ start: Int, bytes: Int) -> UInt64 {
    var word: UInt64 = 0
    for index in (0..<bytes).reversed() {
      word = word << 8 | UInt64(blocks[block][start + index])
    }
    return word
  }
}
