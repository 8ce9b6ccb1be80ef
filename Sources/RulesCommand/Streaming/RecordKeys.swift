import RuleLang

/// What tells the records of a part from each other: department, year, scheme and day, packed.
struct RecordKeys: Sendable {
  /// The keys, one behind the other.
  private(set) var bytes: [UInt8] = []

  /// Where each key ends.
  private(set) var ends: [Int32] = []

  /// Which record of the part each key belongs to.
  private(set) var records: [Int32] = []

  /// Whether every key comes after the one before it, in the order of bytes.
  private(set) var onlyRise = true

  /// What a key has behind its department.
  ///
  /// - Parameters:
  ///   - year: the fiscal year.
  ///   - scheme: the name of the scheme, where the record states one.
  ///   - day: the day whose rules it is scored by, where the record states one.
  /// - Returns: bytes that are the same only for the same three.
  static func suffix(year: Int, scheme: String?, day: Date?) -> [UInt8] {
    // No name holds a zero byte, and it comes before all others: keys are in the order of names.
    var suffix: [UInt8] = [0] + Array(String(year).utf8)
    if scheme != nil || day != nil { suffix += [0] + Array((scheme ?? "").utf8) }
    if let day { suffix += [0] + Array(day.description.utf8) }
    return suffix
  }

  /// Adds the key of a record.
  ///
  /// - Parameters:
  ///   - department: the name of the department in NFC, without space around it.
  ///   - suffix: what ``suffix(year:scheme:day:)`` gives.
  ///   - record: its index among the records of the part.
  mutating func add(_ department: some Collection<UInt8>, suffix: [UInt8], record: Int) {
    let start = bytes.count
    bytes.append(contentsOf: department)
    bytes.append(contentsOf: suffix)
    if onlyRise, let last { onlyRise = Self.precedes(last, bytes[start...]) }
    ends.append(Int32(truncatingIfNeeded: bytes.count))
    records.append(Int32(truncatingIfNeeded: record))
  }

  /// Adds the keys of records that follow each other, whose departments stand in their part.
  ///
  /// - Parameters:
  ///   - departments: where each department stands.
  ///   - part: the bytes of the part.
  ///   - suffix: what ``suffix(year:scheme:day:)`` gives, the same for all.
  ///   - record: the index of the first among the records of the part.
  mutating func add(
    _ departments: some Collection<Range<Int>>, of part: [UInt8], suffix: [UInt8],
    firstRecord record: Int
  ) {
    let first = count
    let lastBefore = last.map { Array($0) }
    ends.reserveCapacity(first + departments.count)
    records.reserveCapacity(first + departments.count)
    var end = bytes.count
    for (index, department) in departments.enumerated() {
      end += department.count + suffix.count
      ends.append(Int32(truncatingIfNeeded: end))
      records.append(Int32(truncatingIfNeeded: record + index))
    }
    bytes += [UInt8](unsafeUninitializedCapacity: end - bytes.count) { target, filled in
      part.withUnsafeBufferPointer { part in
        suffix.withUnsafeBufferPointer { suffix in
          var before: UnsafeBufferPointer<UInt8>?
          for department in departments {
            let name = UnsafeBufferPointer(rebasing: part[department])
            // The same comes behind each, so that departments are in the order of their keys.
            if onlyRise, let before { onlyRise = Self.precedes(before, name) }
            before = name
            filled = Self.copy(name, to: target, at: filled)
            filled = Self.copy(suffix, to: target, at: filled)
          }
        }
      }
    }
    if onlyRise, let lastBefore, first < count {
      onlyRise = Self.precedes(lastBefore[...], bytes[range(first)])
    }
  }

  private static func copy(
    _ source: UnsafeBufferPointer<UInt8>, to target: UnsafeMutableBufferPointer<UInt8>,
    at place: Int
  ) -> Int {
    _ = target[place...].update(fromContentsOf: source)
    return place + source.count
  }

  private static func precedes(
    _ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    if left.count >= 8, right.count >= 8 {
      let one = UInt64(bigEndian: UnsafeRawBufferPointer(left).loadUnaligned(as: UInt64.self))
      let other = UInt64(bigEndian: UnsafeRawBufferPointer(right).loadUnaligned(as: UInt64.self))
      if one != other { return one < other }
    }
    return left.lexicographicallyPrecedes(right)
  }

  /// How many keys there are.
  var count: Int { ends.count }

  /// Where a key stands.
  func range(_ index: Int) -> Range<Int> {
    (index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])
  }

  /// The first key.
  var first: ArraySlice<UInt8>? { ends.isEmpty ? nil : bytes[range(0)] }

  /// The last key.
  var last: ArraySlice<UInt8>? { ends.isEmpty ? nil : bytes[range(ends.count - 1)] }

  /// Whether one key comes before another.
  static func precedes(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Bool {
    left.lexicographicallyPrecedes(right)
  }
}
