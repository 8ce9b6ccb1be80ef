/// Reads rule files.
///
/// It never throws: a file that cannot be read in part gives the statements that
/// can, and the findings.
public enum Parser {
  /// Reads one file.
  ///
  /// - Parameters:
  ///   - source: the file.
  ///   - file: the index of the file in the run, which places refer to.
  /// - Returns: the file as written and everything wrong in its text and syntax.
  /// - Complexity: O(*n*) in the size of the file.
  public static func parse(
    _ source: SourceFile, file: Int
  ) -> (file: RuleFile, diagnostics: [Diagnostic]) {
    let whole = SourceRange(file: file, lower: 0, upper: 0)
    let empty = RuleFile(file: file, statements: [], commentsAtEnd: [], vocabulary: .zh)
    if source.bytes.count > Limits.fileBytesMax {
      return (empty, [Finding.limitExceeded(.fileBytes).at(whole)])
    }
    if let bad = firstMalformedByte(of: source.bytes) {
      let place = SourceRange(file: file, lower: bad, upper: bad + 1)
      return (empty, [Finding.notUTF8().at(place)])
    }
    var (tokens, diagnostics) = Lexer.lex(source, file: file)
    let (lines, atEnd) = Line.split(&tokens, source: source)
    var statements: [Statement] = []
    statements.reserveCapacity(lines.count)
    var block = Block.header
    var counts = (zh: 0, en: 0)
    let damage = TextDamage(diagnostics, source)
    var parser = LineParser(source: source, file: file)
    for line in lines {
      let lineTokens = tokens[line.place]
      // A line whose text is broken has been reported once; its syntax says nothing new.
      let isBroken = damage.breaks(lineTokens)
      parser.begin(lineTokens, hasHiddenCharacters: isBroken)
      var kind = parser.parseStatement(in: &block)
      if !isBroken { diagnostics += parser.diagnostics }
      if isBroken, damage.hidesMeaning(of: lineTokens) {
        kind = .malformed(opening: parser.opening)
      }
      counts.zh += parser.keywordCounts.zh
      counts.en += parser.keywordCounts.en
      parser.index = lineTokens.count
      statements.append(
        Statement(
          kind: kind, range: parser.range(from: 0), commentsBefore: line.commentsBefore,
          commentAfter: line.commentAfter, hasBlankBefore: line.hasBlankBefore))
    }
    let file = RuleFile(
      file: file, statements: statements, commentsAtEnd: atEnd,
      vocabulary: counts.en > counts.zh ? .en : .zh)
    return (file, diagnostics)
  }

  /// The offset of the first byte that is no UTF-8.
  private static func firstMalformedByte(of bytes: [UInt8]) -> Int? {
    guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
    var decoder = Unicode.UTF8.ForwardParser()
    var rest = bytes.makeIterator()
    var offset = 0
    while case .valid(let scalar) = decoder.parseScalar(from: &rest) { offset += scalar.count }
    return offset
  }
}

/// The lines of a file whose text is broken.
private struct TextDamage {
  private let source: SourceFile
  private var broken: Set<Int> = []
  private var unreadable: Set<Int> = []

  init(_ diagnostics: [Diagnostic], _ source: SourceFile) {
    self.source = source
    for diagnostic in diagnostics {
      let line = source.lineIndex(of: diagnostic.range.lower)
      broken.insert(line)
      switch diagnostic.code {
      case .hiddenCharacter, .unexpectedCharacter: break
      default: unreadable.insert(line)
      }
    }
  }

  func breaks(_ line: ArraySlice<Token>) -> Bool { contains(line, broken) }

  /// Whether what the line means cannot be known, as where a number or a text has no end.
  func hidesMeaning(of line: ArraySlice<Token>) -> Bool { contains(line, unreadable) }

  private func contains(_ line: ArraySlice<Token>, _ lines: Set<Int>) -> Bool {
    !lines.isEmpty && line.contains { lines.contains(source.lineIndex(of: $0.lower)) }
  }
}

/// The part of a ruleset that a line stands in.
enum Block {
  case header
  case facts
  case table
  case heading
  case indicator
  case grades
  case check(hasCondition: Bool)
  case test
  /// After a statement that stands alone.
  case plain
}
