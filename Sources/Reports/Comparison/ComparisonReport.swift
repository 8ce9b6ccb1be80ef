public import Evaluator
import ExactNumbers
public import RuleLang

/// What two rulesets score differently, for people.
public enum ComparisonReport {
  /// The comparison for a terminal; it ends in a line feed.
  public static func table(_ comparison: RulesetComparison, options: ReportOptions) -> String {
    let outline = ComparisonOutline(comparison, options.say)
    var lines: [String] = []
    for (index, line) in outline.head.enumerated() {
      let isVerdict = line == outline.head.first { $0.hasPrefix(options.say("结论", "Verdict")) }
      let style: Pen.Style? =
        isVerdict ? (outline.isSame ? .good : .open) : index < 2 ? .strong : nil
      lines += Wrapping.lines(line, width: ReportOptions.columnsMax)
        .map { part in style.map { options.ink.drawn(part, $0) } ?? part }
    }
    for section in outline.sections {
      lines += ["", options.ink.drawn(section.title, .strong), String(repeating: "─", count: 40)]
      for entry in section.entries {
        if let brief = brief(entry, options.say) {
          lines.append(brief)
          continue
        }
        lines += Wrapping.lines(entry.title, width: ReportOptions.columnsMax)
        for line in entry.lines { lines += draw(line, options) }
      }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// An entry of one short line, on the line of its title.
  private static func brief(_ entry: ComparisonOutline.Entry, _ say: Wording) -> String? {
    guard entry.lines.count == 1, case .change = entry.lines[0] else { return nil }
    let whole = entry.title + "  " + text(entry.lines[0], say) { $0 }
    return DisplayWidth.of(whole) <= 90 ? whole : nil
  }

  private static func draw(_ line: ComparisonOutline.Line, _ options: ReportOptions) -> [String] {
    let say = options.say
    switch line {
    case .text(let text): return indented(text)
    case .change(let label, let old, let new):
      let whole = text(line, say) { $0 }
      if DisplayWidth.of(whole) <= 88 { return indented(whole) }
      return (label.isEmpty ? [] : indented(label))
        + LabelledLines(labelWidth: say.language == .zh ? 2 : 3, indentation: 4, ink: options.ink)
        .lines([(say("原", "old"), old), (say("新", "new"), new)])
    case .rows(let header, let rows):
      var grid = TextGrid([
        .init(title: header[0], alignment: .left, widthMax: 40),
        .init(title: header[1], alignment: .left), .init(title: header[2], alignment: .left),
        .init(title: header[3], alignment: .left),
      ])
      grid.rows = rows.map { TextGrid.Row($0) }
      return grid.lines(options.ink).map { "    " + $0 }
    }
  }

  private static func indented(_ text: String) -> [String] {
    Wrapping.lines(text, width: ReportOptions.columnsMax - 4).enumerated()
      .map { ($0 == 0 ? "  " : "    ") + $1 }
  }

  /// The comparison in Markdown; it ends in a line feed.
  public static func markdown(_ comparison: RulesetComparison, language: Language) -> String {
    let say = Wording(language: language)
    let outline = ComparisonOutline(comparison, say)
    var lines = ["# " + say("规则比较", "Comparison of rules"), ""]
    lines += outline.head.map { "* " + escaped($0) }
    for section in outline.sections {
      lines += ["", "## " + section.title]
      for entry in section.entries {
        lines += ["", "**" + escaped(entry.title) + "**"]
        var isList = false
        for line in entry.lines {
          if case .rows(let header, let rows) = line {
            lines += ["", row(header), row(header.map { _ in "---" })]
            lines += rows.map { row($0.map(escaped)) }
            isList = false
            continue
          }
          if !isList { lines.append("") }
          isList = true
          lines.append("* " + text(line, say, escaped))
        }
      }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private static func text(
    _ line: ComparisonOutline.Line, _ say: Wording, _ escaped: (String) -> String
  ) -> String {
    switch line {
    case .text(let text): return escaped(text)
    case .change(let label, let old, let new):
      let head = label.isEmpty ? "" : escaped(label) + say("：", ": ")
      return "\(head)\(escaped(old)) → \(escaped(new))"
    case .rows: return ""
    }
  }

  private static func row(_ cells: [String]) -> String {
    "| " + cells.joined(separator: " | ") + " |"
  }

  /// Text of the rules, so that it is not read as layout.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      if "\\`*_[]<>|#".contains(character) { result += "\\" }
      result.append(character)
    }
    return result
  }
}
