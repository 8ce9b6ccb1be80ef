import ExactNumbers

/// Writes rows of results from the registers of a plan.
///
/// A score has few values, so their texts are made once and looked up.
final class RowWriter {
  /// A piece of a row, as it is written.
  private enum Part {
    case text([UInt8])
    case department
    /// Texts of at most seven bytes, the last byte of a word being their length.
    case short(Register, lower: Int64, [UInt64])
    case long(Register, lower: Int64, [[UInt8]])
    case number(Fraction)
    case grade(Register)
  }

  private let registers: Registers
  private let template: RowTemplate
  private let parts: [Part]
  /// What a row takes at most, without its department and numbers that are not looked up.
  private let rowBytesMax: Int

  /// The most texts of a column that are kept.
  private static let textCountMax = 16_384

  init(_ prepared: BlockScorer.Prepared, _ template: RowTemplate) {
    registers = prepared.registers
    self.template = template
    let plan = prepared.plan
    var parts: [Part] = []
    for (index, piece) in template.pieces.enumerated() {
      let follows = Self.text(after: index, in: template.pieces)
      switch piece {
      case .text(let text):
        if Self.isTaken(index, in: template.pieces, by: parts.last) { continue }
        parts.append(.text(Array(text.utf8)))
      case .department: parts.append(.department)
      case .score(let score):
        parts.append(Self.part(plan.scores[score], template, before: follows))
      case .heading(let heading):
        parts.append(Self.part(plan.headings[heading], template, before: follows))
      case .total: parts.append(Self.part(plan.total, template, before: follows))
      case .grade: if let grade = plan.grade { parts.append(.grade(grade)) }
      }
    }
    self.parts = parts
    rowBytesMax =
      parts.reduce(64) { size, part in
        switch part {
        case .text(let text): size + text.count
        case .short: size + 8
        case .long(_, _, let texts): size + (texts.map(\.count).max() ?? 0)
        case .grade: size + (template.grades.map(\.count).max() ?? 0)
        case .department, .number: size
        }
      }
  }

  /// Writes a row; its department is copied from the row of data.
  func write(_ row: Int, department: UnsafeBufferPointer<UInt8>, to output: OutputBytes) {
    var at = output.room(rowBytesMax + department.count)
    for part in parts {
      switch part {
      case .short(let register, let lower, let texts):
        let word = texts[Int(registers.words(register)[row] &- lower)]
        UnsafeMutableRawPointer(at).storeBytes(of: word, as: UInt64.self)
        at += Int(word >> 56)
      case .text(let text): Self.copy(text, to: &at)
      case .department:
        guard let source = department.baseAddress else { continue }
        at.update(from: source, count: department.count)
        at += department.count
      case .grade(let register):
        Self.copy(template.grades[Int(registers.words(register)[row])], to: &at)
      case .long(let register, let lower, let texts):
        Self.copy(texts[Int(registers.words(register)[row] &- lower)], to: &at)
      case .number(let fraction):
        output.count = at - output.base
        output.append(Array(text(of: fraction, row).utf8))
        at = output.room(rowBytesMax)
      }
    }
    output.count = at - output.base
  }

  @inline(__always)
  private static func copy(_ bytes: [UInt8], to at: inout UnsafeMutablePointer<UInt8>) {
    bytes.withUnsafeBufferPointer { source in
      guard let base = source.baseAddress else { return }
      at.update(from: base, count: source.count)
      at += source.count
    }
  }

  private func text(of fraction: Fraction, _ row: Int) -> String {
    func whole(_ register: Register) -> BigInteger {
      register.isWide
        ? BigInteger(registers.doubleWords(register)[row])
        : BigInteger(Int(registers.words(register)[row]))
    }
    let bottom = fraction.denominator.map(whole) ?? .one
    let quotient = Rational(numerator: whole(fraction.numerator), denominator: bottom) ?? .zero
    return template.number(quotient * fraction.unit)
  }

  // MARK: Texts

  private static func part(
    _ fraction: Fraction, _ template: RowTemplate, before follows: [UInt8]
  ) -> Part {
    guard fraction.isWhole, !fraction.numerator.isWide,
      fraction.bounds.tableCount(most: textCountMax) != nil
    else { return .number(fraction) }
    var texts: [[UInt8]] = []
    for value in fraction.bounds.lower...fraction.bounds.upper {
      texts.append(Array(template.number(Rational(Int(value)) * fraction.unit).utf8))
    }
    let lower = Int64(fraction.bounds.lower)
    let longest = texts.map(\.count).max() ?? 0
    guard longest + follows.count <= 7 else {
      return .long(fraction.numerator, lower: lower, texts)
    }
    let words = texts.map { text in
      var word = UInt64(text.count + follows.count) << 56
      for (index, byte) in (text + follows).enumerated() { word |= UInt64(byte) << (8 * index) }
      return word
    }
    return .short(fraction.numerator, lower: lower, words)
  }

  /// The text that is written with the piece before it.
  private static func text(after index: Int, in pieces: [RowTemplate.Piece]) -> [UInt8] {
    guard pieces.indices.contains(index + 1), case .text(let text) = pieces[index + 1],
      text.utf8.count == 1
    else { return [] }
    return Array(text.utf8)
  }

  private static func isTaken(
    _ index: Int, in pieces: [RowTemplate.Piece], by part: Part?
  ) -> Bool {
    guard index > 0, case .short? = part else { return false }
    switch pieces[index - 1] {
    case .score, .heading, .total: return !text(after: index - 1, in: pieces).isEmpty
    case .text, .department, .grade: return false
    }
  }
}
