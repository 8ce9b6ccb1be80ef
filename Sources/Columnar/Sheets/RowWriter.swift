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
    case text, department, lookedUp, long, number
  }

  private struct Part {
    let kind: Kind
    /// The values of a score; what is under its table.
    var values: UnsafeMutablePointer<Int64>?
    var lower: Int64 = 0
    /// The last place of its table.
    var last: UInt64 = 0
    var text: UnsafeMutablePointer<UInt8>?
    var count = 0
    /// The piece's fraction, which a grade has not, and its texts, by their places.
    var index: Int?
    var texts = 0
    /// For pieces that are looked up: how many of them follow each other from here, and the first of
    /// their tables.
    var runLength = 0
    var firstTable = 0
  }

  /// The texts of a piece, each in a word with its length in the last byte.
  private struct Table {
    let values: UnsafeMutablePointer<Int64>
    /// What is under the table, and its last place.
    let lower: Int64
    let last: UInt64
    let words: UnsafeMutablePointer<UInt64>
    /// The part that it belongs to.
    let part: Int
  }

  private let plan: BlockPlan
  private let registers: Registers
  private let template: RowTemplate
  private var parts: [Part] = []
  private var tables: [Table] = []
  private var fractions: [Fraction] = []
  /// By fraction, the text that a table has behind each number.
  private var follows: [[UInt8]] = []
  private var longTexts: [[[UInt8]]] = []
  private var words: [ScoreWords] = []
  /// What several pieces share, while they are made.
  private var unitTexts: [Rational: ScoreTexts] = [:]
  private var wordsOfTexts: [(texts: ScoreTexts, follow: [UInt8], words: ScoreWords)] = []
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
  ///   - hasTables: whether it has tables of texts, which are worth it for so many rows.
  init(_ prepared: BlockScorer.Prepared, _ template: RowTemplate, hasTables: Bool) {
    self.hasTables = hasTables
    registers = prepared.registers
    self.template = template
    plan = prepared.plan
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
      case .grade: if let grade = plan.grade { add(grades: grade, at: index) }
      }
    }
    if !texts.isEmpty { add(texts) }
    joinRuns()
    unitTexts = [:]
    wordsOfTexts = []
  }

  deinit { for part in parts { part.text?.deallocate() } }

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
      tables.withUnsafeBufferPointer { tables in
        var at = output.room(0)
        var limit = output.limit
        for row in range {
          let department = UnsafeBufferPointer(rebasing: bytes[rows[row].department])
          let size = rowBytesMax &+ department.count
          if limit - at < size {
            output.end(at)
            at = output.room(size)
            limit = output.limit
          }
          if write(row, department, parts, tables, &at, size, to: output) { limit = output.limit }
        }
        output.end(at)
      }
    }
  }

  /// Writes a row, for which there is room; whether room was asked for on the way.
  @inline(__always)
  private func write(
    _ row: Int, _ department: UnsafeBufferPointer<UInt8>, _ parts: UnsafeBufferPointer<Part>,
    _ tables: UnsafeBufferPointer<Table>, _ at: inout UnsafeMutablePointer<UInt8>, _ size: Int,
    to output: OutputBytes
  ) -> Bool {
    var next = 0
    var hasMoved = false
    while next < parts.count {
      let part = parts[next]
      next &+= 1
      switch part.kind {
      case .lookedUp:
        let end = part.firstTable &+ part.runLength
        var index = part.firstTable
        while index < end {
          let table = tables[index]
          let place = UInt64(bitPattern: table.values[row] &- table.lower)
          guard place <= table.last else { break }
          let word = table.words[Int(truncatingIfNeeded: place)]
          UnsafeMutableRawPointer(at).storeBytes(of: word.littleEndian, as: UInt64.self)
          at += Int(truncatingIfNeeded: word &>> 56)
          index &+= 1
        }
        next = tables[index == end ? index &- 1 : index].part &+ 1
        // Beyond its table: the number of a row that others have made unusual.
        if index < end {
          writeNumber(parts[next &- 1], row, to: output, &at, room: size)
          hasMoved = true
        }
      case .text:
        guard let text = part.text else { continue }
        Self.copy(UnsafeBufferPointer(start: text, count: part.count), to: &at)
      case .department: Self.copy(department, to: &at)
      case .long:
        guard let values = part.values else { continue }
        let place = UInt64(bitPattern: values[row] &- part.lower)
        guard place <= part.last else {
          writeNumber(part, row, to: output, &at, room: size)
          hasMoved = true
          continue
        }
        longTexts[part.texts][Int(place)].withUnsafeBufferPointer { Self.copy($0, to: &at) }
      case .number:
        writeNumber(part, row, to: output, &at, room: size)
        hasMoved = true
      }
    }
    return hasMoved
  }

  /// Writes a number whose text is not at hand, and sees that so many bytes have room behind it.
  private func writeNumber(
    _ part: Part, _ row: Int, to output: OutputBytes, _ at: inout UnsafeMutablePointer<UInt8>,
    room size: Int
  ) {
    guard let index = part.index else { return }
    output.end(at)
    output.append(Array(text(of: fractions[index], row).utf8))
    output.append(follows[index])
    // The department may still be to come.
    at = output.room(size)
  }

  @inline(__always)
  private static func copy(
    _ bytes: UnsafeBufferPointer<UInt8>, to at: inout UnsafeMutablePointer<UInt8>
  ) {
    guard let base = bytes.baseAddress else { return }
    at.update(from: base, count: bytes.count)
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
    add(
      texts(of: fraction.unit) ?? ScoreTexts(fraction.unit, fraction.bounds, template),
      registers.words(fraction.numerator), follow: text(after: index), number: fractions.count)
    fractions.append(fraction)
  }

  private func add(grades register: Register, at index: Int) {
    let texts = ScoreTexts(template.grades)
    add(texts, registers.words(register), follow: text(after: index), number: nil)
  }

  /// Adds a piece that is looked up: as a word where its texts, with what follows them, are short
  /// enough.
  private func add(
    _ texts: ScoreTexts, _ values: UnsafeMutablePointer<Int64>, follow: [UInt8], number: Int?
  ) {
    if let words = words(texts, follow) {
      if number != nil { follows.append(follow) }
      // A whole word is stored, whatever its text takes.
      rowBytesMax += ScoreWords.textBytesMax + 1
      tables.append(
        Table(
          values: values, lower: texts.lower, last: texts.last, words: words.words,
          part: parts.count))
      parts.append(Part(kind: .lookedUp, index: number))
      return
    }
    if number != nil { follows.append([]) }
    rowBytesMax += texts.longest
    parts.append(
      Part(
        kind: .long, values: values, lower: texts.lower, last: texts.last, index: number,
        texts: longTexts.count))
    longTexts.append(texts.texts)
  }

  /// The texts of all scores of a unit, which share them: few are often wanted, and stay at hand.
  private func texts(of unit: Rational) -> ScoreTexts? {
    if let known = unitTexts[unit] { return known }
    let fractions = (plan.scores + plan.headings + [plan.total]).filter {
      $0.isWhole && !$0.numerator.isWide && $0.unit == unit
        && $0.bounds.tableCount(most: Self.textCountMax) != nil
    }
    guard let first = fractions.first else { return nil }
    let all = fractions.reduce(first.bounds) { $0.hull($1.bounds) }
    guard all.tableCount(most: Self.textCountMax) != nil else { return nil }
    let made = ScoreTexts(unit, all, template)
    unitTexts[unit] = made
    return made
  }

  /// The same texts as words; nil where they are too long.
  private func words(_ texts: ScoreTexts, _ follow: [UInt8]) -> ScoreWords? {
    let known = wordsOfTexts.first { $0.texts === texts && $0.follow == follow }
    if let known { return known.words }
    guard let made = ScoreWords(texts, follow: follow) else { return nil }
    wordsOfTexts.append((texts, follow, made))
    words.append(made)
    return made
  }

  /// Lets pieces that are looked up and follow each other be written in one go.
  private func joinRuns() {
    for (index, table) in tables.enumerated().reversed() {
      let part = table.part
      let goesOn = index + 1 < tables.count && tables[index + 1].part == part + 1
      parts[part].firstTable = index
      parts[part].runLength = goesOn ? parts[part + 1].runLength + 1 : 1
    }
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
    guard index > 0, parts.last?.kind == .lookedUp else { return false }
    switch template.pieces[index - 1] {
    case .score, .heading, .total, .grade: return !text(after: index - 1).isEmpty
    case .text, .department: return false
    }
  }
}
