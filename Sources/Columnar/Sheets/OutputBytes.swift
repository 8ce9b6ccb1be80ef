/// Bytes that are written one behind the other.
///
/// Unsafe, because appending to an array costs more than the copy of the few bytes that a number
/// has. What keeps it safe: whoever writes asks for room first, and moves the end by what it wrote.
final class OutputBytes {
  private(set) var base: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  /// How many bytes have been written.
  var count = 0

  init() {
    capacity = 1 << 16
    base = .allocate(capacity: capacity)
  }

  deinit { base.deallocate() }

  /// Where the next byte goes; so many have room.
  func room(_ size: Int) -> UnsafeMutablePointer<UInt8> {
    if capacity - count < size {
      let larger = max(capacity * 2, count + size)
      let moved = UnsafeMutablePointer<UInt8>.allocate(capacity: larger)
      moved.update(from: base, count: count)
      base.deallocate()
      (base, capacity) = (moved, larger)
    }
    return base + count
  }

  /// Where the room ends that has been given.
  var limit: UnsafeMutablePointer<UInt8> { base + capacity }

  /// Says that bytes have been written up to a place.
  func end(_ at: UnsafeMutablePointer<UInt8>) { count = at - base }

  func append(_ bytes: some Collection<UInt8>) {
    let target = room(bytes.count)
    for (index, byte) in bytes.enumerated() { target[index] = byte }
    count += bytes.count
  }

  /// What has been written.
  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }
}
