/// Reads what the tests need of a Markdown document.
enum Markdown {
  /// The rows of the first table under a heading, each with its cells; without its head.
  static func table(under heading: String, in text: String) -> [[String]] {
    let lines = section(heading, of: text)
    guard let start = lines.firstIndex(where: { $0.hasPrefix("|") }) else { return [] }
    return lines[start...].prefix { $0.hasPrefix("|") }.dropFirst(2).map(cells)
  }

  /// The texts between backticks, in order.
  static func codes(in text: String) -> [String] {
    text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .filter { !$0.offset.isMultiple(of: 2) }
      .map { String($0.element) }
  }

  /// The lines of the fenced blocks, optionally only of those in one language.
  static func fencedLines(in text: String, language: String? = nil) -> [String] {
    var lines: [String] = []
    var open: String?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        open = open == nil ? String(line.dropFirst(3)) : nil
      } else if let open, language.map({ $0 == open }) ?? true {
        lines.append(String(line))
      }
    }
    return lines
  }

  /// The lines from a heading to the next one.
  static func section(_ heading: String, of text: String) -> [String] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard let start = lines.firstIndex(of: heading) else { return [] }
    return Array(lines[(start + 1)...].prefix { !$0.hasPrefix("#") })
  }

  private static func cells(of row: String) -> [String] {
    row.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast()
      .map { $0.trimmingPrefix { $0 == " " }.reversed().drop { $0 == " " }.reversed() }
      .map { String($0) }
  }
}
