/// Draws diagnostics for a terminal: the words, the place with its marks, the way out.
///
/// ```
/// 错误[E0401] 分档有空隙：30% 以上没有得分
///    ┌─ 过程.rules:12:3
///    │
/// 12 │   (10%, 20%]   得 3 分
///    │   ^^^^^^^^^^ 到这里为止
///    │
///    = 帮助：补上这一行
///        ＞ 30%   不得分
/// ```
///
/// The marked text is underlined with `^`, second places with `-`; both line up under wide
/// characters. The places of one file are drawn in the order of its lines, with `⋮` where
/// lines are left out; places in another file follow under a head of their own.
public struct DiagnosticRenderer: Sendable {
  /// In which language and in what dress the diagnostics are drawn.
  public struct Options: Sendable {
    /// The language of the words.
    public var language: Language

    /// Whether the parts are coloured with the escape sequences of ANSI terminals.
    public var usesColor: Bool

    /// Options from their parts.
    public init(language: Language, usesColor: Bool) {
      self.language = language
      self.usesColor = usesColor
    }
  }

  private let files: [SourceFile]
  private let options: Options

  /// A renderer for the files of a run, in the order that source ranges count them.
  public init(files: [SourceFile], options: Options) {
    self.files = files
    self.options = options
  }

  /// One diagnostic as a block of lines that ends in a newline.
  ///
  /// A range that lies outside its file is moved to its end. Of a place in a file that is
  /// not among the files only the words are drawn.
  public func text(_ diagnostic: Diagnostic) -> String {
    let (places, placeless) = places(of: diagnostic)
    let snippets = snippets(places)
    let numberWidth = snippets.map { String(number(of: $0)).utf8.count }.max() ?? 1
    let gutter = Gutter(width: numberWidth, ink: ink)
    var lines = [header(diagnostic)]
    var above: Snippet?
    for snippet in snippets {
      lines += separation(of: snippet, from: above, in: snippets, gutter: gutter)
      let drawn = SnippetLine(
        files[snippet.file], line: snippet.offsets, focus: snippet.focus)
      lines.append(gutter.row(String(number(of: snippet)), drawn.text))
      let marks = snippet.places.map { place in
        Underline.Mark(
          cells: drawn.cells(of: place.offsets), message: place.message.map(words),
          isPrimary: place.isPrimary, style: place.isPrimary ? style(diagnostic) : .gutter)
      }
      lines += Underline(marks, ink: ink).rows.map { gutter.row("", $0) }
      above = snippet
    }
    let remarks = placeless.map { remark(noteWord, $0, style: .gutter, gutter: gutter) }
    let helps = diagnostic.helps.flatMap { help($0, gutter: gutter) }
    if above != nil, !(remarks.isEmpty && helps.isEmpty) { lines.append(gutter.row("", "")) }
    return (lines + remarks + helps).map { $0 + "\n" }.joined()
  }

  /// How many findings there were, as one phrase without a newline.
  public func summary(errors: Int, warnings: Int, notes: Int = 0) -> String {
    var parts: [String] = []
    switch options.language {
    case .zh:
      if errors > 0 { parts.append("\(errors) 个错误") }
      if warnings > 0 { parts.append("\(warnings) 个警告") }
      if notes > 0 { parts.append("\(notes) 个提示") }
      return parts.isEmpty ? "没有发现问题" : "发现 " + parts.joined(separator: "、")
    case .en:
      if errors > 0 { parts.append(errors == 1 ? "1 error" : "\(errors) errors") }
      if warnings > 0 { parts.append(warnings == 1 ? "1 warning" : "\(warnings) warnings") }
      if notes > 0 { parts.append(notes == 1 ? "1 note" : "\(notes) notes") }
      return parts.isEmpty ? "no problems found" : parts.joined(separator: ", ")
    }
  }
}

/// The words around the snippets.
extension DiagnosticRenderer {
  private var ink: Ink { Ink(isColored: options.usesColor) }

  private func style(_ diagnostic: Diagnostic) -> Ink.Style {
    switch diagnostic.severity {
    case .error: .error
    case .warning: .warning
    case .note: .note
    }
  }

  private func words(_ message: Message) -> String {
    VisibleText.of(message.text(in: options.language))
  }

  private var noteWord: String { options.language == .zh ? "说明：" : "note: " }

  private var helpWord: String { options.language == .zh ? "帮助：" : "help: " }

  private func header(_ diagnostic: Diagnostic) -> String {
    let code = "[\(diagnostic.code.rawValue)]"
    let title =
      switch (options.language, diagnostic.severity) {
      case (.zh, .error): "错误" + code
      case (.zh, .warning): "警告" + code
      case (.zh, .note): "提示" + code
      case (.en, .error): "error" + code + ":"
      case (.en, .warning): "warning" + code + ":"
      case (.en, .note): "note" + code + ":"
      }
    return ink.drawn(title, style(diagnostic)) + " " + words(diagnostic.message)
  }

  private func remark(
    _ word: String, _ message: Message, style: Ink.Style, gutter: Gutter
  ) -> String {
    gutter.indent + ink.drawn("= " + word, style) + words(message)
  }

  private func help(_ help: Diagnostic.Help, gutter: Gutter) -> [String] {
    var lines = [remark(helpWord, help.message, style: .help, gutter: gutter)]
    guard let paste = help.paste?.text(in: options.language) else { return lines }
    var pasted = paste.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    while let last = pasted.last, last.isEmpty { pasted.removeLast() }
    for line in pasted {
      let visible = VisibleText.of(String(line))
      lines.append(visible.isEmpty ? "" : gutter.indent + "    " + ink.drawn(visible, .help))
    }
    return lines
  }
}

/// The places of a diagnostic, and the snippets that show them.
extension DiagnosticRenderer {
  /// A marked run of bytes within one line of one of the files.
  private struct Place {
    let file: Int
    let line: Int
    let offsets: Range<Int>
    let isPrimary: Bool
    let message: Message?
  }

  /// A line to be drawn, counted from 0, and the places marked under it.
  private struct Snippet {
    let file: Int
    let line: Int
    let offsets: Range<Int>
    var places: [Place]

    var focus: Range<Int> {
      let lower = places.map(\.offsets.lowerBound).min() ?? offsets.lowerBound
      return lower..<max(lower, places.map(\.offsets.upperBound).max() ?? lower)
    }
  }

  private func number(of snippet: Snippet) -> Int {
    files[snippet.file].lineNumber(snippet.line)
  }

  /// The places that can be drawn, the diagnostic's own first, and the words of the others.
  private func places(of diagnostic: Diagnostic) -> ([Place], [Message]) {
    var places: [Place] = []
    var placeless: [Message] = []
    let all =
      [(diagnostic.range, diagnostic.note)] + diagnostic.labels.map { ($0.range, $0.message) }
    for (index, (range, message)) in all.enumerated() {
      guard files.indices.contains(range.file) else {
        if let message { placeless.append(message) }
        continue
      }
      let file = files[range.file]
      let line = file.lineIndex(of: min(range.lower, file.bytes.count))
      let whole = file.lineRange(line)
      let lower = min(max(range.lower, whole.lowerBound), whole.upperBound)
      places.append(
        Place(
          file: range.file, line: line,
          offsets: lower..<max(lower, min(range.upper, whole.upperBound)),
          isPrimary: index == 0, message: message))
    }
    return (places, placeless)
  }

  /// The lines to draw: file by file as they come up, and in each in order.
  ///
  /// Places of one line share its snippet as long as all of them can be seen in it.
  private func snippets(_ places: [Place]) -> [Snippet] {
    var snippets: [Snippet] = []
    for place in places {
      let line = files[place.file].lineRange(place.line)
      let added = Snippet(file: place.file, line: place.line, offsets: line, places: [place])
      let shared = snippets.firstIndex { snippet in
        guard snippet.file == place.file, snippet.line == place.line else { return false }
        var joined = snippet
        joined.places.append(place)
        return SnippetLine(files[place.file], line: line, focus: joined.focus)
          .shows(joined.focus)
      }
      if let shared {
        snippets[shared].places.append(place)
      } else if let last = snippets.lastIndex(where: { $0.file == place.file }) {
        let before = snippets[...last].firstIndex {
          $0.file == place.file && $0.line > place.line
        }
        snippets.insert(added, at: before ?? last + 1)
      } else {
        snippets.append(added)
      }
    }
    return snippets
  }

  /// What stands between two snippets: nothing, a gap, or the head of the next file.
  ///
  /// The head names the diagnostic's own place wherever it is among the file's lines.
  private func separation(
    of next: Snippet, from above: Snippet?, in snippets: [Snippet], gutter: Gutter
  ) -> [String] {
    if let above, above.file == next.file {
      return number(of: next) == number(of: above) + 1 ? [] : [gutter.gap]
    }
    let file = files[next.file]
    let places = snippets.filter { $0.file == next.file }.flatMap(\.places)
    let shown = places.first(where: \.isPrimary) ?? places.first
    let place = VisibleText.of(
      file.placeText(of: shown?.offsets.lowerBound ?? next.offsets.lowerBound))
    let head = gutter.head(place, isFirst: above == nil)
    return (above == nil ? [head] : [gutter.row("", ""), head]) + [gutter.row("", "")]
  }
}
