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
    bytes.reserveCapacity(max(bytes.capacity, departments.count * (16 + suffix.count)))
    for (index, department) in departments.enumerated() {
      let start = bytes.count
      bytes += part[department]
      bytes += suffix
      if onlyRise, let last { onlyRise = Self.precedes(last, bytes[start...]) }
      ends.append(Int32(truncatingIfNeeded: bytes.count))
      records.append(Int32(truncatingIfNeeded: record + index))
    }
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
