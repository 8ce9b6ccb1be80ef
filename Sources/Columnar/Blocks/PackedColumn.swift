/// Whole numbers in as few bytes each as the largest of them needs.
///
/// Unsafe, as ``Registers`` are and for the same reason. What keeps it safe: it is made for a number
/// of values, and only so many are read from it or written to it.
final class PackedColumn {
  let count: Int
  let width: Int
  private let bytes: UnsafeMutableRawPointer

  /// Room for numbers between bounds.
  init(count: Int, from lower: Int64, to upper: Int64) {
    self.count = count
    let isOneByte = Int8.min <= lower && upper <= Int8.max
    let isTwoBytes = Int16.min <= lower && upper <= Int16.max
    let isFourBytes = Int32.min <= lower && upper <= Int32.max
    width = isOneByte ? 1 : isTwoBytes ? 2 : isFourBytes ? 4 : 8
    bytes = .allocate(byteCount: max(1, count * width), alignment: 64)
  }

  deinit { bytes.deallocate() }

  /// The numbers of a column of one byte each.
  var answers: UnsafeMutablePointer<UInt8> { bytes.assumingMemoryBound(to: UInt8.self) }

  /// Takes numbers, which lie within the bounds.
  func pack(_ values: UnsafeMutablePointer<Int64>) {
    switch width {
    case 1: pack(values, as: Int8.self)
    case 2: pack(values, as: Int16.self)
    case 4: pack(values, as: Int32.self)
    default: pack(values, as: Int64.self)
    }
  }

  /// Gives them back, each in a word.
  func unpack(to values: UnsafeMutablePointer<Int64>) {
    switch width {
    case 1: unpack(Int8.self, to: values)
    case 2: unpack(Int16.self, to: values)
    case 4: unpack(Int32.self, to: values)
    default: unpack(Int64.self, to: values)
    }
  }

  /// One of them.
  func value(_ index: Int) -> Int64 {
    switch width {
    case 1: Int64(bytes.load(fromByteOffset: index, as: Int8.self))
    case 2: Int64(bytes.load(fromByteOffset: index * 2, as: Int16.self))
    case 4: Int64(bytes.load(fromByteOffset: index * 4, as: Int32.self))
    default: bytes.load(fromByteOffset: index * 8, as: Int64.self)
    }
  }

  private func pack<T: FixedWidthInteger>(_ values: UnsafeMutablePointer<Int64>, as type: T.Type) {
    let target = bytes.assumingMemoryBound(to: T.self)
    for index in 0..<count { target[index] = T(truncatingIfNeeded: values[index]) }
  }

  private func unpack<T: FixedWidthInteger>(
    _ type: T.Type, to values: UnsafeMutablePointer<Int64>
  ) {
    let source = bytes.assumingMemoryBound(to: T.self)
    for index in 0..<count { values[index] = Int64(source[index]) }
  }
}
