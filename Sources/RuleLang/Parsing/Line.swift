/// One statement's tokens and the comments around it, before it is parsed.
struct Line {
  /// Where its tokens stand among those that statements are made of.
  var place = 0..<0
  var commentsBefore: [SourceComment] = []
  var commentAfter: String?
  var hasBlankBefore = false

  /// Groups the tokens of a file into statements.
  ///
  /// Comments inside a statement that spans lines move before it, so that none is lost.
  ///
  /// - Parameters:
  ///   - tokens: the tokens; those that belong to no statement are taken out.
  ///   - source: the file.
  /// - Returns: the statements, and the comments after the last.
  static func split(
    _ tokens: inout [Token], source: SourceFile
  ) -> (lines: [Line], atEnd: [SourceComment]) {
    var lines: [Line] = []
    var line = Line()
    var count = 0
    var inside: [String] = []
    var isRowEmpty = true
    var isAfterBlank = false
    for index in tokens.indices {
      let token = tokens[index]
      switch token.kind {
      case .newline:
        line.close(inside: &inside)
        lines.append(line)
        line = Line()
        line.place = count..<count
        (isRowEmpty, isAfterBlank) = (true, false)
      case .comment:
        let text = source.text(token.lower..<token.upper)
        if line.place.isEmpty {
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
        if line.place.isEmpty { line.hasBlankBefore = isAfterBlank }
        tokens[count] = token
        count += 1
        line.place = line.place.lowerBound..<count
        isRowEmpty = false
      }
    }
    tokens.removeSubrange(count...)
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
