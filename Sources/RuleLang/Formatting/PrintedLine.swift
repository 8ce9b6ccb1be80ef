/// One statement as it is being printed: its words, and where it may go on to another line.
///
/// A break stands only where the lexer carries the statement on: after a comma or an operator, or
/// inside an open bracket, and never before a word that could open a statement of its own.
struct PrintedLine {
  /// The most cells of a line that can be broken.
  static let cellsMax = 100

  /// How much further in a statement goes on.
  static let continuationIndentation = 4

  private struct Piece {
    let text: String
    var spacesBefore: Int
    let depth: Int
    let mayBreakBefore: Bool

    var width: Int { DisplayWidth.of(text) }
    var spaces: String { spacesBefore == 1 ? " " : String(repeating: " ", count: spacesBefore) }
  }

  private var pieces: [Piece] = []
  private var depth = 0
  private var isNextGlued = false
  private var isNextBreakable = false

  /// Whether the last word is a number that would take the next word for its unit.
  private(set) var endsInBareNumber = false

  /// Whether nothing has been printed yet.
  var isEmpty: Bool { pieces.isEmpty }

  /// Whether a bracket is open.
  var isInBrackets: Bool { depth > 0 }

  /// The cells it takes on one line.
  var width: Int { pieces.reduce(0) { $0 + $1.spacesBefore + $1.width } }

  // MARK: Adding

  /// Adds a word after a space.
  mutating func add(_ text: String, isBareNumber: Bool = false) {
    append(text, spacesBefore: isNextGlued || pieces.isEmpty ? 0 : 1)
    endsInBareNumber = isBareNumber
  }

  /// Adds a mark that stands directly after the last word.
  mutating func addGlued(_ text: String) {
    append(text, spacesBefore: 0)
  }

  /// Lets the next word follow without a space.
  mutating func glueNext() { isNextGlued = true }

  /// Lets the statement go on to another line here.
  mutating func allowBreak() { isNextBreakable = true }

  /// Adds an opening bracket.
  mutating func open(_ bracket: String, isGlued: Bool = false) {
    if isGlued { addGlued(bracket) } else { add(bracket) }
    depth += 1
    isNextGlued = true
  }

  /// Adds a closing bracket.
  mutating func close(_ bracket: String) {
    depth -= 1
    addGlued(bracket)
  }

  /// Adds spaces up to a column, for the next word to stand in.
  mutating func pad(to column: Int) {
    guard !pieces.isEmpty else { return }
    append("", spacesBefore: max(2, column - width))
    isNextGlued = true
  }

  private mutating func append(_ text: String, spacesBefore: Int) {
    let mayBreak = isNextBreakable && !Self.opensStatement(text)
    pieces.append(
      Piece(
        text: text, spacesBefore: spacesBefore, depth: depth, mayBreakBefore: mayBreak))
    isNextGlued = false
    isNextBreakable = false
    endsInBareNumber = false
  }

  /// Whether the lexer could take a line that begins with a text for a new statement.
  private static func opensStatement(_ text: String) -> Bool {
    var word = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      guard NameCharacters.isNameContinue(scalar) else { break }
      word.append(scalar)
    }
    return Phrases.meaning(of: String(word))?.opensLine == true
  }

  // MARK: Drawing

  /// The lines of the statement, the first indented, the others further.
  ///
  /// A line that is too long is broken at the outermost place that fits, of equals the last. A
  /// statement that cannot be broken stays as long as it is.
  func text(indentation: Int) -> String {
    var result = ""
    var start = 0
    var indent = indentation
    while start < pieces.count {
      let end = lineEnd(from: start, indentation: indent)
      if start > 0 { result += "\n" }
      result += String(repeating: " ", count: indent)
      for index in start..<end {
        if index > start { result += pieces[index].spaces }
        result += pieces[index].text
      }
      start = end
      indent = indentation + Self.continuationIndentation
    }
    return result
  }

  /// The whole statement, however long.
  var textOnOneLine: String {
    var result = ""
    for (index, piece) in pieces.enumerated() {
      if index > 0 { result += piece.spaces }
      result += piece.text
    }
    return result
  }

  /// The piece with which the next line begins.
  private func lineEnd(from start: Int, indentation: Int) -> Int {
    var width = indentation
    var best: Int?
    for index in start..<pieces.count {
      let piece = pieces[index]
      if index > start, piece.mayBreakBefore {
        if width > Self.cellsMax { return best ?? index }
        if best.map({ piece.depth <= pieces[$0].depth }) ?? true { best = index }
      }
      width += (index > start ? piece.spacesBefore : 0) + piece.width
      if width > Self.cellsMax, let best { return best }
    }
    return pieces.count
  }
}
