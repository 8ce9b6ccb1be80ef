/// Finds out which separator the first record of a text uses, piece by piece.
struct CSVSeparatorSearch: Sendable {
  private let recordBytesMax: Int
  private var counts = [0, 0, 0]
  private var isQuoted = false
  private var isBlank = true
  /// The bytes behind the lines of spaces at the start.
  private var byteCount = 0
  private var isDone = false

  init(recordBytesMax: Int = CSVReader.recordBytesMax) { self.recordBytesMax = recordBytesMax }

  /// Looks at the next bytes; true once the rest of the text makes no difference.
  mutating func isDone(lookingAt bytes: ArraySlice<UInt8>) -> Bool {
    for byte in bytes where !isDone {
      switch byte {
      case UInt8(ascii: "\""): isQuoted.toggle()
      case 0x0A, 0x0D: isDone = !isQuoted && !isBlank
      case CSVSeparator.comma.rawValue: if !isQuoted { counts[0] += 1 }
      case CSVSeparator.semicolon.rawValue: if !isQuoted { counts[1] += 1 }
      case CSVSeparator.tab.rawValue: if !isQuoted { counts[2] += 1 }
      default: break
      }
      if byte > 0x20 { isBlank = false }
      let isSpace = byte == 0x20 || byte == 0x0A || byte == 0x0D
      if byteCount > 0 || !isSpace { byteCount += 1 }
      if byteCount > recordBytesMax { isDone = true }
    }
    return isDone
  }

  /// The separator, as far as the text was looked at.
  var separator: CSVSeparator {
    if counts[2] > max(counts[0], counts[1]) { return .tab }
    return counts[1] > counts[0] ? .semicolon : .comma
  }
}
