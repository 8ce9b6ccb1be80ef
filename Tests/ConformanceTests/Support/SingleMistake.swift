@testable import RuleLang

/// One mistake in one place of a rule file, as a slip of the hand makes it.
struct SingleMistake {
  /// What the hand did.
  enum Kind: String, CaseIterable {
    case dropped, doubled, fullWidthTwin, glued, numberChanged, unitChanged
  }

  let kind: Kind
  /// The file with the mistake in it.
  let bytes: [UInt8]
  /// The place of the mistake in these bytes, with the tokens on both sides of it.
  let place: Range<Int>

  /// Every single mistake that can be made in a file.
  static func all(in source: SourceFile) -> [SingleMistake] {
    let tokens = Lexer.lex(source, file: 0).tokens.filter {
      $0.isSignificant && $0.kind != .newline
    }
    return tokens.indices.flatMap { index in
      Kind.allCases.flatMap { kind in
        changes(kind, tokens, at: index, in: source).map { change in
          SingleMistake(kind, change, tokens, at: index, in: source)
        }
      }
    }
  }

  private init(
    _ kind: Kind, _ change: (range: Range<Int>, text: String), _ tokens: [Token], at index: Int,
    in source: SourceFile
  ) {
    self.kind = kind
    var bytes = source.bytes
    bytes.replaceSubrange(change.range, with: Array(change.text.utf8))
    self.bytes = bytes
    let last = min(index + (kind == .glued ? 2 : 1), tokens.count - 1)
    let lower = tokens[max(index - 1, 0)].lower
    let upper = tokens[last].upper + bytes.count - source.bytes.count
    place = lower..<max(lower, upper)
  }

  /// Whether a finding points at the mistake, or within one token of it.
  func isMarked(by finding: Diagnostic, file: Int) -> Bool {
    ([finding.range] + finding.labels.map(\.range)).contains { range in
      range.file == file && range.lower <= place.upperBound && range.upper >= place.lowerBound
    }
  }

  // MARK: What the hand does

  private static func changes(
    _ kind: Kind, _ tokens: [Token], at index: Int, in source: SourceFile
  ) -> [(range: Range<Int>, text: String)] {
    let token = tokens[index]
    let range = token.lower..<token.upper
    let text = source.text(range)
    let isWord = token.kind == .word || token.kind == .number
    switch kind {
    case .dropped: return [(range, "")]
    case .doubled: return [(range, text + (isWord ? " " : "") + text)]
    case .fullWidthTwin: return twin(of: text, token.kind).map { [(range, $0)] } ?? []
    case .glued:
      guard index + 1 < tokens.count else { return [] }
      let gap = token.upper..<tokens[index + 1].lower
      let spaces = source.text(gap)
      let isGap = !spaces.isEmpty && spaces.allSatisfy { $0 == " " || $0 == "\u{3000}" }
      return isGap ? [(gap, "")] : []
    case .numberChanged:
      guard token.kind == .number else { return [] }
      let digits = text.prefix { $0 != "%" && $0 != "‰" }
      return [(range, "1" + text), (range, digits + "0" + text.dropFirst(digits.count))]
    case .unitChanged:
      guard index > 0, tokens[index - 1].kind == .number,
        let unit = units.firstIndex(of: text)
      else { return [] }
      return [(range, units[(unit + 1) % units.count])]
    }
  }

  private static let units = ["分", "万元", "人", "元", "个百分点", "亿元", "件", "行", "年"]

  private static let twins: [String: String] = [
    "(": "（", ")": "）", "[": "［", "]": "］", ",": "，", ":": "：", "=": "＝", "<": "＜", ">": "＞",
    "+": "＋", "-": "－", "/": "／", "*": "＊", ".": "．",
  ]

  /// The text in the other width; nil where it has none.
  private static func twin(of text: String, _ kind: Token.Kind) -> String? {
    if kind == .number {
      return String(
        String.UnicodeScalarView(
          text.unicodeScalars.map { scalar in
            scalar.isASCII ? Unicode.Scalar(scalar.value + 0xFEE0) ?? scalar : scalar
          }))
    }
    if kind == .string {
      let inner = text.dropFirst().dropLast()
      return text.hasPrefix("\"") ? "“\(inner)”" : "\"\(inner)\""
    }
    return twins[text] ?? twins.first { $0.value == text }?.key
  }
}
