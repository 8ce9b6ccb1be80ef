/// The values of two rows that follow each other, in one register of the machine.
typealias Pair = SIMD2<Int64>

extension Pair {
  @inline(__always)
  init(_ column: UnsafeMutablePointer<Int64>, _ row: Int) {
    self = UnsafeRawPointer(column + row).loadUnaligned(as: Pair.self)
  }

  @inline(__always)
  func store(to column: UnsafeMutablePointer<Int64>, _ row: Int) {
    UnsafeMutableRawPointer(column + row).storeBytes(of: self, as: Pair.self)
  }

  /// The products of numbers that fit in half a word without a sign: one instruction, as the
  /// compiler sees that the other halves are empty.
  @inline(__always)
  func shortProduct(_ other: Pair) -> Pair {
    let half = Pair(repeating: 0xFFFF_FFFF)
    return (self & half) &* (other & half)
  }

  /// All ones below zero, and none from it on.
  @inline(__always)
  var signs: Pair { self &>> Pair(repeating: 63) }
}

extension BlockRun {
  /// Goes through all rows, two at a time; behind an odd last one there is room for a row.
  @inline(__always)
  func forEachPair(_ body: (Int) -> Void) {
    var row = 0
    while row < count {
      body(row)
      row += 2
    }
  }
}
