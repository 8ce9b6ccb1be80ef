/// One statement's tokens and the comments around it, before it is parsed.
struct Line {
  var tokens: [Token] = []
  var commentsBefore: [String] = []
  var commentAfter: String?
  var hasBlankBefore = false

  /// Groups the tokens of a file into statements.
  ///
  /// Comments inside a statement that spans lines move before it, so that none is lost.
  static func split(_ tokens: [Token], source: SourceFile) -> (lines: [Line], atEnd: [String]) {
    var lines: [Line] = []
    var line = Line()
    var inside: [String] = []
    for token in tokens {
      switch token.kind {
      case .newline:
        line.close(inside: &inside)
        lines.append(line)
        line = Line()
      case .comment:
        let text = source.text(token.lower..<token.upper)
        if line.tokens.isEmpty { line.commentsBefore.append(text) } else { inside.append(text) }
      case .space:
        if line.tokens.isEmpty, line.commentsBefore.isEmpty, token.lower > 0,
          source.bytes[token.lower] == UInt8(ascii: "\n")
        {
          line.hasBlankBefore = true
        }
      case .unknown: break
      default:
        line.commentsBefore += inside
        inside = []
        line.tokens.append(token)
      }
    }
    return (lines, line.commentsBefore)
  }

  private mutating func close(inside: inout [String]) {
    commentAfter = inside.popLast()
    commentsBefore += inside
    inside = []
  }
}
