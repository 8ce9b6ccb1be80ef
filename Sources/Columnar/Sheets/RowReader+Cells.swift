import Evaluator
import ExactNumbers
import RuleLang

/// Cells that are not plain numbers.
extension RowReader {
  // MARK: Answers

  mutating func readAnswer(
    _ index: Int, _ at: inout Bytes, _ place: Int, _ block: ColumnBlock
  ) -> Bool {
    let begin = at
    let answer = Self.answer(&at)
    if let answer, isCellEnd(at.pointee) {
      block.answers[plans[index].target][place] = answer ? 1 : 0
      return true
    }
    at = begin
    return readOther(index, &at, place, block)
  }

  /// The usual words: 是, 否, yes, no, true, false.
  private static func answer(_ at: inout Bytes) -> Bool? {
    func takes(_ word: StaticString) -> Bool {
      word.withUTF8Buffer { bytes in
        for (index, byte) in bytes.enumerated() where at[index] != byte { return false }
        at += bytes.count
        return true
      }
    }
    switch at.pointee {
    case 0xE6: return takes("是") ? true : nil
    case 0xE5: return takes("否") ? false : nil
    case UInt8(ascii: "y"): return takes("yes") ? true : nil
    case UInt8(ascii: "n"): return takes("no") ? false : nil
    case UInt8(ascii: "t"): return takes("true") ? true : nil
    case UInt8(ascii: "f"): return takes("false") ? false : nil
    default: return nil
    }
  }

  // MARK: Any cell

  /// Reads a cell by the reader of values, whatever form it has.
  mutating func readOther(
    _ index: Int, _ at: inout Bytes, _ place: Int, _ block: ColumnBlock
  ) -> Bool {
    let plan = plans[index]
    guard let (text, isQuoted) = cellText(&at) else { return false }
    if !isQuoted, text.utf8.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
      return !plan.isNeeded && !isJudgment(plan)
    }
    return read(text, isQuoted: isQuoted, index, place, block)
  }

  /// The text of a cell, without its quotes.
  private func cellText(_ at: inout Bytes) -> (text: String, isQuoted: Bool)? {
    let begin = at
    guard at.pointee == 0x22 else {
      skipCell(&at)
      let bytes = UnsafeBufferPointer(start: begin, count: at - begin)
      return (String(decoding: bytes, as: UTF8.self), false)
    }
    skipQuoted(&at)
    guard isCellEnd(at.pointee) else { return nil }
    let bytes = UnsafeBufferPointer(start: begin + 1, count: max(0, at - begin - 2))
    var text: [UInt8] = []
    var isFirstOfTwo = false
    for byte in bytes {
      if byte == 0x22 { isFirstOfTwo.toggle() }
      if byte != 0x22 || isFirstOfTwo { text.append(byte) }
    }
    return (String(decoding: text, as: UTF8.self), true)
  }
}

/// What is between records.
extension RowReader: BlockReader {
  /// Whether a row holds nothing, and so is no record.
  func isBlank(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    var at = range.lowerBound
    while at < range.upperBound {
      switch bytes[at] {
      case 0x20, 0x09, separator: at += 1
      // The spaces beyond ASCII that may stand round a value.
      case 0xC2 where bytes[at..<range.upperBound].starts(with: "\u{A0}".utf8): at += 2
      case 0xE3 where bytes[at..<range.upperBound].starts(with: "\u{3000}".utf8): at += 3
      default: return false
      }
    }
    return true
  }

  mutating func takeGivenFacts() -> [Int] { [] }
}
