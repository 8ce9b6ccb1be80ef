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
    guard !isJudgment(plan),
      let constant = columns.constant(text, isQuoted: isQuoted, column: plan.column)
    else { return false }
    switch constant {
    case .number(let value):
      guard let count = value.divided(by: plan.unit) else { return false }
      guard let word = count.machineWord, word != .min else {
        if !plan.isWhole { noteDecimals(of: value, index) }
        return false
      }
      block.numbers[plan.target][place] = Int64(word)
      block.bits[plan.target] |= Int64(word)
    case .boolean(let value): block.answers[plan.target][place] = value ? 1 : 0
    case .choice(let value): block.numbers[plan.target][place] = Int64(value)
    case .text: break
    }
    return true
  }

  /// Notes how many digits behind the point a number needs that its unit does not divide.
  private mutating func noteDecimals(of value: Rational, _ index: Int) {
    guard let factor = plans[index].factor, let count = value.divided(by: factor) else { return }
    for decimals in plans[index].decimals...CellPlan.decimalsMax
    where (count * Rational(CellPlan.powersOfTen[decimals])).isInteger {
      plans[index].wantedDecimals = max(plans[index].wantedDecimals, decimals)
      plans[index].wantedCount += 1
      return
    }
  }

  private func isJudgment(_ plan: CellPlan) -> Bool {
    plan.target >= program.ruleset.facts.count
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
