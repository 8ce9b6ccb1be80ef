import ExactNumbers

/// Numbers and dates.
extension Lexer {
  mutating func lexNumber(from start: Int) {
    if let end = dateEnd(from: start) {
      position = end
      append(.date, from: start)
      if Date(text: asciiText(start..<end)) == nil { report(.noSuchDate(), from: start) }
      return
    }
    // Inside brackets a comma separates; outside it can only group digits.
    let end = depth > 0 ? numberEndBeforeComma(from: start) : bytes.count
    do {
      let readable = depth > 0 ? Array(bytes[start..<end]) : bytes
      let base = depth > 0 ? start : 0
      let number = try DecimalText.parsePrefix(readable, from: start - base, multipliers: false)
      position = number.end + base
      append(.number, from: start)
      if depth > 0, followsComma(start), hasLeadingZeros(start) {
        report(.ambiguousComma(), from: start)
      }
    } catch {
      skipNumber()
      append(.number, from: start)
      report(.malformedNumber(text(start), error.reason), from: start)
    }
  }

  private func numberEndBeforeComma(from start: Int) -> Int {
    var index = start
    while index < bytes.count {
      let (scalar, length) = decode(at: index)
      guard Self.isDigit(scalar) || ".．%％‰".unicodeScalars.contains(scalar) else { break }
      index += length
    }
    return index
  }

  private func followsComma(_ start: Int) -> Bool {
    tokens.count >= 2 && tokens[tokens.count - 2].kind == .symbol(.comma)
      && tokens[tokens.count - 2].upper == start
  }

  private func hasLeadingZeros(_ start: Int) -> Bool {
    bytes[start] == UInt8(ascii: "0") && position - start == 3
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
    ("0"..."9").contains(scalar) || ("０"..."９").contains(scalar)
  }

  /// Passes over what looks like a number, so that one mistake in it makes one finding.
  private mutating func skipNumber() {
    while let next = peek() {
      guard Self.isDigit(next) || ",，.．%％‰".unicodeScalars.contains(next) else { return }
      _ = advance()
    }
  }

  /// The end of a date that begins here, `2023-12-31` or `2023年12月31日`.
  private func dateEnd(from start: Int) -> Int? {
    var index = start
    func digits(_ count: ClosedRange<Int>) -> Bool {
      let first = index
      while index < bytes.count, index - first < count.upperBound,
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[index])
      {
        index += 1
      }
      return count.contains(index - first)
    }
    func mark(_ text: String) -> Bool {
      guard bytes[index...].starts(with: text.utf8) else { return false }
      index += text.utf8.count
      return true
    }
    guard digits(4...4) else { return nil }
    let afterYear = index
    if mark("-"), digits(2...2), mark("-"), digits(2...2) { return index }
    index = afterYear
    if mark("年"), digits(1...2), mark("月"), digits(1...2), mark("日") { return index }
    return nil
  }
}
