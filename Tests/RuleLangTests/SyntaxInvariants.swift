import Testing

@testable import RuleLang

extension CorpusFile {
  /// The parts of the file between empty lines, small enough to be changed in every place.
  var blocks: [String] {
    text.split(separator: "\n\n").map { $0 + "\n" }
  }
}

/// The texts of the tokens, spaces and line ends too.
func tokenTexts(of text: String) -> [String] {
  let source = SourceFile(path: "block", text: text)
  return Lexer.lex(source, file: 0).tokens.map { source.text($0.lower..<$0.upper) }
}

/// The first byte at which the tokens do not tile a text.
func gap(in tokens: [Token], of source: SourceFile) -> Int? {
  var position = 0
  for token in tokens {
    // The end of a text ends its last statement without a byte.
    let isEmptyEnd = token.kind == .newline && token.lower == source.bytes.count
    guard token.lower == position, token.upper > token.lower || isEmptyEnd else { return position }
    position = token.upper
  }
  return position == source.bytes.count ? nil : position
}

/// Every place that a part of the syntax names.
func places(in value: Any) -> [SourceRange] {
  if let place = value as? SourceRange { return [place] }
  return Mirror(reflecting: value).children.flatMap { places(in: $0.value) }
}

/// Expects of any text what the tools rely on: tokens tile it, findings lie in it, and where it
/// is clean its layout is stable and means the same in both vocabularies.
func checkInvariants(of text: String, seed: Int = 0) {
  let source = SourceFile(path: "text", text: text)
  let place = gap(in: Lexer.lex(source, file: 0).tokens, of: source)
  #expect(place == nil, "seed \(seed):\n\(text)")
  let (file, diagnostics) = Parser.parse(source, file: 0)
  let isInside = diagnostics.allSatisfy { $0.range.upper <= source.bytes.count }
  #expect(isInside, "seed \(seed):\n\(text)")
  let isReported = diagnostics.containsErrors || !file.statements.contains(where: isMalformed)
  #expect(isReported, "a line is left out in silence, seed \(seed):\n\(text)")
  if diagnostics.isEmpty {
    for vocabulary in Language.allCases { checkLayout(of: file, in: vocabulary, from: text) }
  } else {
    _ = Formatter(vocabulary: file.vocabulary).format(file)
  }
}

private func isMalformed(_ statement: Statement) -> Bool {
  if case .malformed = statement.kind { true } else { false }
}

private func checkLayout(of file: RuleFile, in vocabulary: Language, from text: String) {
  let printed = Formatter(vocabulary: vocabulary).format(file)
  let again = parse(printed)
  let isStable = Formatter(vocabulary: vocabulary).format(again.file) == printed
  let isSame = CanonicalText.of([again.file]) == CanonicalText.of([file])
  #expect(again.diagnostics.isEmpty && isStable && isSame, "\(text)\n-- prints as --\n\(printed)")
}
