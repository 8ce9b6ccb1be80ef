/// A text that is already in NFC, hashed and compared by its bytes.
///
/// Comparing a `String` looks at its normalisation each time; names are normalised once, when
/// they are read, so that their bytes say all.
struct NormalizedText: Hashable, Sendable, ExpressibleByStringLiteral {
  /// The text.
  let text: String

  init(_ text: String) { self.text = text }

  init(stringLiteral text: String) { self.text = text }

  static func == (left: NormalizedText, right: NormalizedText) -> Bool {
    let (first, second) = (left.text.utf8, right.text.utf8)
    guard first.count == second.count else { return false }
    let isSame = first.withContiguousStorageIfAvailable { bytes in
      second.withContiguousStorageIfAvailable { others in
        hasSameBytes(UnsafeRawBufferPointer(bytes), UnsafeRawBufferPointer(others))
      }
    }
    return (isSame ?? nil) ?? first.elementsEqual(second)
  }

  /// Whether it is the text of some bytes.
  func hasBytes(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.utf8.count == bytes.count else { return false }
    let isSame = text.utf8.withContiguousStorageIfAvailable { own in
      Self.hasSameBytes(UnsafeRawBufferPointer(own), UnsafeRawBufferPointer(bytes))
    }
    return isSame ?? text.utf8.elementsEqual(bytes)
  }

  /// Compares by words of eight bytes, then the rest.
  private static func hasSameBytes(
    _ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer
  ) -> Bool {
    var offset = 0
    while offset + 8 <= left.count {
      let first = left.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      guard first == right.loadUnaligned(fromByteOffset: offset, as: UInt64.self) else {
        return false
      }
      offset += 8
    }
    while offset < left.count {
      guard left[offset] == right[offset] else { return false }
      offset += 1
    }
    return true
  }

  func hash(into hasher: inout Hasher) {
    let isDone: Void? = text.utf8.withContiguousStorageIfAvailable {
      hasher.combine(bytes: UnsafeRawBufferPointer($0))
    }
    // Both ways must hash alike: a text is made contiguous where it is not.
    if isDone == nil { Array(text.utf8).withUnsafeBytes { hasher.combine(bytes: $0) } }
  }
}
