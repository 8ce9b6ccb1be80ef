/// One statement's tokens and the comments around it, before it is parsed.
struct Line {
  var tokens: [Token] = []
  var commentsBefore: [SourceComment] = []
  var commentAfter: String?
  var hasBlankBefore = false

  /// Groups the tokens of a file into statements.
  ///
  /// Comments inside a statement that spans lines move before it, so that none is lost.
  static func split(
    _ tokens: [Token], source: SourceFile
  ) -> (lines: [Line], atEnd: [SourceComment]) {
    var lines: [Line] = []
    var line = Line()
    var inside: [String] = []
    var isRowEmpty = true
    var isAfterBlank = false
    for token in tokens {
      switch token.kind {
      case .newline:
        line.close(inside: &inside)
        lines.append(line)
        line = Line()
        (isRowEmpty, isAfterBlank) = (true, false)
      case .comment:
        let text = source.text(token.lower..<token.upper)
        if line.tokens.isEmpty {
          line.commentsBefore.append(SourceComment(text: text, hasBlankBefore: isAfterBlank))
        } else {
          inside.append(text)
        }
        (isRowEmpty, isAfterBlank) = (false, false)
      case .space:
        guard source.bytes[token.lower] == UInt8(ascii: "\n") else { break }
        if isRowEmpty { isAfterBlank = true }
        isRowEmpty = true
      case .unknown: isRowEmpty = false
      default:
        line.moveBefore(&inside)
        if line.tokens.isEmpty {
          line.hasBlankBefore = isAfterBlank
          line.tokens.reserveCapacity(16)
        }
        line.tokens.append(token)
        isRowEmpty = false
      }
    }
    return (lines, line.commentsBefore)
  }

  private mutating func moveBefore(_ inside: inout [String]) {
    guard !inside.isEmpty else { return }
    commentsBefore += inside.map { SourceComment(text: $0, hasBlankBefore: false) }
    inside = []
  }

  private mutating func close(inside: inout [String]) {
    commentAfter = inside.popLast()
    moveBefore(&inside)
  }
}
