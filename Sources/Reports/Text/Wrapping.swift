import RuleLang

/// Breaks text into lines of a width, as Chinese and English are broken.
///
/// A line may end at a space and between two characters of which one is wide, but not before a
/// closing mark, after an opening one, or between a number and its unit.
enum Wrapping {
  /// The lines of a text; a word that is wider than a line is cut.
  static func lines(_ text: String, width: Int) -> [String] {
    let widthMax = max(width, 2)
    var lines: [String] = []
    var line = ""
    var lineWidth = 0
    for word in words(of: text) {
      let body = word.text
      if lineWidth + word.width <= widthMax {
        line += body + word.space
        lineWidth += word.width + DisplayWidth.of(word.space)
        continue
      }
      if lineWidth > 0 { lines.append(trimmed(line)) }
      (line, lineWidth) = ("", 0)
      for character in body {
        let cells = DisplayWidth.of(String(character))
        if lineWidth + cells > widthMax {
          lines.append(line)
          (line, lineWidth) = ("", 0)
        }
        line.append(character)
        lineWidth += cells
      }
      line += word.space
      lineWidth += DisplayWidth.of(word.space)
    }
    lines.append(trimmed(line))
    return lines
  }

  /// What stays together, and the spaces after it.
  private struct Word {
    var text = ""
    var space = ""
    var width = 0
  }

  private static func words(of text: String) -> [Word] {
    let characters = Array(text)
    var words: [Word] = []
    var word = Word()
    for (index, character) in characters.enumerated() {
      let next = index + 1 < characters.count ? characters[index + 1] : nil
      if character == " " {
        if let before = word.text.last, let next, joins(before, next) {
          word.text.append(character)
          word.width += 1
          continue
        }
        word.space.append(character)
        if next != " " {
          words.append(word)
          word = Word()
        }
        continue
      }
      word.text.append(character)
      word.width += DisplayWidth.of(String(character))
      if let next, next != " ", isBreak(between: character, next) {
        words.append(word)
        word = Word()
      }
    }
    if !word.text.isEmpty || !word.space.isEmpty { words.append(word) }
    return words
  }

  /// Whether the space between two characters keeps them together: `25,274.07 万元`, `≥ 90%`.
  private static func joins(_ before: Character, _ after: Character) -> Bool {
    if isOne(of: operators, before) { return true }
    return before.isNumber && isWide(after) && !isOne(of: opening, after)
      || after.isNumber && isOne(of: beforeNumbers, before)
  }

  private static func isBreak(between before: Character, _ after: Character) -> Bool {
    guard isWide(before) || isWide(after) else { return false }
    if isOne(of: closing, after) || isOne(of: opening, before) { return false }
    if isInsideUnit(before, after) { return false }
    // A closing mark that is narrow ends a wide word: `” 的` is a break, `5%的` is not.
    return isWide(before) || isOne(of: closing, before) || before.isLetter
  }

  private static func isWide(_ character: Character) -> Bool {
    DisplayWidth.of(String(character)) == 2
  }

  /// Whether two characters are neighbours inside a unit that follows numbers.
  private static func isInsideUnit(_ before: Character, _ after: Character) -> Bool {
    switch (before.unicodeScalars.first, after.unicodeScalars.first) {
    case ("万", "元"), ("亿", "元"), ("千", "元"), ("百", "万"), ("个", "百"), ("百", "分"),
      ("分", "点"):
      true
    default: false
    }
  }

  private static func isOne(of marks: Set<Unicode.Scalar>, _ character: Character) -> Bool {
    character.unicodeScalars.first.map { marks.contains($0) } ?? false
  }

  private static let closing = Set("，。；：、？！）】》」』”’％…,.;:?!)]}%".unicodeScalars)
  private static let opening = Set("（【《「『“‘([{".unicodeScalars)
  private static let operators = Set("＝＜＞≤≥≠÷×－＋".unicodeScalars)
  private static let beforeNumbers = Set("得扣满第距".unicodeScalars)

  private static func trimmed(_ line: String) -> String {
    var line = Substring(line)
    while line.last == " " { line.removeLast() }
    return String(line)
  }
}
