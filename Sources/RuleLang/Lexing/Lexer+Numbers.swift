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
      if depth > 0, let end = groupedEnd(from: start) {
        position = end
        append(.number, from: start)
        report(.ambiguousComma(text(start)), from: start)
      } else {
        append(.number, from: start)
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

  /// The end of a number inside brackets that reads like `1,500`; nil where its comma separates.
  ///
  /// In an interval the comma separates the ends, unless what follows it begins with 0.
  private func groupedEnd(from start: Int) -> Int? {
    guard bytes[start] != UInt8(ascii: "0"), isWholeGroup(start..<position, 1...3) else {
      return nil
    }
    var end = position
    var isGrouped = false
    while end < bytes.count {
      let (comma, length) = decode(at: end)
      guard comma == "," || comma == "，" else { break }
      let first = end + length
      var last = first
      while last < bytes.count, Self.isASCIIDigit(bytes[last]) { last += 1 }
      guard isWholeGroup(first..<last, 3...3) else { break }
      isGrouped = isGrouped || !isInInterval || bytes[first] == UInt8(ascii: "0")
      end = last
    }
    return isGrouped ? numberEndBeforeComma(from: end) : nil
  }

  private func isWholeGroup(_ range: Range<Int>, _ count: ClosedRange<Int>) -> Bool {
    count.contains(range.count) && bytes[range].allSatisfy(Self.isASCIIDigit)
  }

  private static func isASCIIDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
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
