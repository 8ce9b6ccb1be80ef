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
    left.text.utf8.elementsEqual(right.text.utf8)
  }

  func hash(into hasher: inout Hasher) {
    let isDone: Void? = text.utf8.withContiguousStorageIfAvailable {
      hasher.combine(bytes: UnsafeRawBufferPointer($0))
    }
    // Both ways must hash alike: a text is made contiguous where it is not.
    if isDone == nil { Array(text.utf8).withUnsafeBytes { hasher.combine(bytes: $0) } }
  }
}
