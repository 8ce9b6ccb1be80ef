import ExactNumbers

/// Writes rows of results from the registers of a plan.
///
/// A score has few values, so their texts are made once and looked up.
///
/// Unsafe, because a row is thirty lookups of a few bytes, which counting references and checking
/// bounds would double. What keeps it safe: room is asked for before a row is written, and a value
/// lies within the bounds that its table was made for.
final class RowWriter {
  /// How a piece of a row is written.
  private enum Kind {
    case text, department, short, long, number, grade
  }

  private struct Part {
    let kind: Kind
    /// The values of a score; what is under its table, and where the texts are.
    var values: UnsafeMutablePointer<Int64>?
    var lower: Int64 = 0
    var words: UnsafeMutablePointer<UInt64>?
    var text: UnsafeMutablePointer<UInt8>?
    var count = 0
    /// The last place of its table.
    var last: UInt64 = 0
    /// The piece's fraction, and its texts, by their places.
    var index = 0
    var texts = 0
  }

  private let registers: Registers
  private let template: RowTemplate
  private var parts: [Part] = []
  private var fractions: [Fraction] = []
  /// By fraction, the text that a table has behind each number.
  private var follows: [[UInt8]] = []
  private var longTexts: [[[UInt8]]] = []
  /// What a row takes at most, without its department and numbers that are not looked up.
  private var rowBytesMax = 64

  /// The most texts of a column that are kept.
  private static let textCountMax = 16_384

  /// Below so many rows, texts are made as they are wanted.
  static let tabledRowsMin = 64

  /// Whether it has tables of texts.
  let hasTables: Bool

  /// A writer of the results of a plan.
  ///
  /// - Parameters:
  ///   - prepared: the plan.
  ///   - template: what a row is made of.
  ///   - rowCount: how many rows are to be written at least.
  init(_ prepared: BlockScorer.Prepared, _ template: RowTemplate, rowCount: Int) {
    hasTables = rowCount >= Self.tabledRowsMin
    registers = prepared.registers
    self.template = template
    let plan = prepared.plan
    var texts: [UInt8] = []
    for (index, piece) in template.pieces.enumerated() {
      if case .text(let text) = piece {
        if !isTaken(index) { texts += text.utf8 }
        continue
      }
      if !texts.isEmpty { add(texts) }
      texts = []
      switch piece {
      case .text: continue
      case .department: parts.append(Part(kind: .department))
      case .score(let score): add(plan.scores[score], at: index)
      case .heading(let heading): add(plan.headings[heading], at: index)
      case .total: add(plan.total, at: index)
      case .grade:
        guard let grade = plan.grade else { continue }
        parts.append(Part(kind: .grade, values: registers.words(grade)))
        rowBytesMax += template.grades.map(\.count).max() ?? 0
      }
    }
    if !texts.isEmpty { add(texts) }
  }

  deinit {
    for part in parts {
      part.words?.deallocate()
      part.text?.deallocate()
    }
  }

  /// Writes the results of rows that follow each other.
  ///
  /// - Parameters:
  ///   - range: the rows of the block.
  ///   - rows: where each stands in the bytes of the data.
  ///   - bytes: the bytes of the data, from which departments are copied.
  ///   - output: where the text goes.
  func write(
    _ range: Range<Int>, _ rows: UnsafeMutablePointer<SheetRow>,
    _ bytes: UnsafeBufferPointer<UInt8>, to output: OutputBytes
  ) {
    parts.withUnsafeBufferPointer { parts in
      for row in range {
        let department = UnsafeBufferPointer(rebasing: bytes[rows[row].department])
        let size = rowBytesMax + department.count
        var at = output.room(size)
        for part in parts {
          switch part.kind {
          case .short:
            guard let values = part.values, let words = part.words else { continue }
            let place = UInt64(bitPattern: values[row] &- part.lower)
            guard place <= part.last else {
              writeNumber(part, row, to: output, &at, room: size)
              continue
            }
            let word = words[Int(place)]
            UnsafeMutableRawPointer(at).storeBytes(of: word, as: UInt64.self)
            at += Int(word >> 56)
          case .text:
            guard let text = part.text else { continue }
            for index in 0..<part.count { at[index] = text[index] }
            at += part.count
          case .department:
            for (index, byte) in department.enumerated() { at[index] = byte }
            at += department.count
          case .grade:
            guard let values = part.values else { continue }
            Self.copy(template.grades[Int(values[row])], to: &at)
          case .long:
            guard let values = part.values else { continue }
            let place = UInt64(bitPattern: values[row] &- part.lower)
            guard place <= part.last else {
              writeNumber(part, row, to: output, &at, room: size)
              continue
            }
            Self.copy(longTexts[part.texts][Int(place)], to: &at)
          case .number: writeNumber(part, row, to: output, &at, room: size)
          }
        }
        output.count = at - output.base
      }
    }
  }

  /// Writes a number whose text is not at hand, and sees that so many bytes have room behind it.
  private func writeNumber(
    _ part: Part, _ row: Int, to output: OutputBytes, _ at: inout UnsafeMutablePointer<UInt8>,
    room size: Int
  ) {
    output.count = at - output.base
    output.append(Array(text(of: fractions[part.index], row).utf8))
    output.append(follows[part.index])
    // The department may still be to come.
    at = output.room(size)
  }

  @inline(__always)
  private static func copy(_ bytes: [UInt8], to at: inout UnsafeMutablePointer<UInt8>) {
    for (index, byte) in bytes.enumerated() { at[index] = byte }
    at += bytes.count
  }

  private func text(of fraction: Fraction, _ row: Int) -> String {
    template.number(registers.value(of: fraction, row))
  }

  // MARK: Texts

  private func add(_ text: [UInt8]) {
    var part = Part(kind: .text)
    let copy = UnsafeMutablePointer<UInt8>.allocate(capacity: max(1, text.count))
    for (index, byte) in text.enumerated() { copy[index] = byte }
    part.text = copy
    part.count = text.count
    rowBytesMax += text.count
    parts.append(part)
  }

  private func add(_ fraction: Fraction, at index: Int) {
    guard hasTables, fraction.isWhole, !fraction.numerator.isWide,
      fraction.bounds.tableCount(most: Self.textCountMax) != nil
    else {
      parts.append(Part(kind: .number, index: fractions.count))
      fractions.append(fraction)
      follows.append([])
      return
    }
    let texts = ScoreTexts(fraction, template).texts
    var part = Part(kind: .short, values: registers.words(fraction.numerator))
    part.lower = Int64(fraction.bounds.lower)
    part.last = UInt64(texts.count - 1)
    part.index = fractions.count
    fractions.append(fraction)
    let next = text(after: index)
    let longest = texts.reduce(0) { max($0, $1.count) }
    rowBytesMax += max(8, longest)
    guard longest + next.count <= 7 else {
      parts.append(
        Part(
          kind: .long, values: part.values, lower: part.lower, last: part.last, index: part.index,
          texts: longTexts.count))
      longTexts.append(texts)
      follows.append([])
      return
    }
    follows.append(next)
    let words = UnsafeMutablePointer<UInt64>.allocate(capacity: texts.count)
    for (place, text) in texts.enumerated() {
      // The last byte of a word is the length of its text.
      var word = UInt64(text.count + next.count) << 56
      for (index, byte) in text.enumerated() { word |= UInt64(byte) << UInt64(8 * index) }
      for (index, byte) in next.enumerated() {
        word |= UInt64(byte) << UInt64(8 * (text.count + index))
      }
      words[place] = word
    }
    part.words = words
    parts.append(part)
  }

  /// The text that is written with the piece before it.
  private func text(after index: Int) -> [UInt8] {
    let pieces = template.pieces
    guard pieces.indices.contains(index + 1), case .text(let text) = pieces[index + 1],
      text.utf8.count == 1
    else { return [] }
    return Array(text.utf8)
  }

  private func isTaken(_ index: Int) -> Bool {
    guard index > 0, parts.last?.kind == .short else { return false }
    switch template.pieces[index - 1] {
    case .score, .heading, .total: return !text(after: index - 1).isEmpty
    case .text, .department, .grade: return false
    }
  }
}
