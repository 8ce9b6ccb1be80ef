import RuleLang

/// A rule file with its expected findings in it.
///
/// A line `// 错误 E0302 “8 元”` (or `// error E0302 "8 元"`, 警告, 提示, warning or note for the others) stands after
/// the line with the mistake and names the code and the marked text. `…` in the text stands for
/// anything, and `\u{200B}` for a character that cannot be seen.
struct DiagnosticCase {
  /// A finding: the line, its code, and what is marked.
  struct Expectation: Hashable, CustomStringConvertible {
    let line: Int
    let code: String
    let marked: String

    var description: String { "line \(line): \(code) “\(marked)”" }
  }

  let source: SourceFile
  let expected: [Expectation]

  init(path: String) {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    source = SourceFile(path: name, bytes: Repository.bytes(of: path))
    var expected: [Expectation] = []
    var line = 0
    for index in source.lineStarts.indices {
      let text = source.text(source.lineRange(index))
      if let found = Self.expectation(text) {
        expected.append(Expectation(line: line, code: found.code, marked: found.marked))
      } else {
        line = index + 1
      }
    }
    self.expected = expected
  }

  private static func expectation(_ line: String) -> (code: String, marked: String)? {
    let text = line.drop { $0 == " " }
    guard text.hasPrefix("// ") else { return nil }
    let words = text.dropFirst(3).split(separator: " ", maxSplits: 2)
    guard words.count == 3, ["错误", "警告", "提示", "error", "warning", "note"].contains(words[0]) else {
      return nil
    }
    return (String(words[1]), String(words[2].dropFirst().dropLast()))
  }

  /// Whether the file is a case of the analysis, which `rules check` runs on rules without errors.
  var isAnalyzed: Bool {
    ["W07", "N07", "analysed-"].contains { source.path.hasPrefix($0) }
  }

  /// What is found, in the order of the file.
  func found() -> (findings: [Expectation], rendered: String) {
    let findings = Findings(rules: [source], analyzes: isAnalyzed)
    let list = findings.diagnostics.map { diagnostic in
      Expectation(
        line: source.position(of: diagnostic.range.lower).line,
        code: diagnostic.code.rawValue,
        marked: EscapedText.of(source.text(diagnostic.range.offsets)))
    }
    return (list, findings.rendered)
  }

  /// Whether what was found is what is expected, in any order within a line.
  func isMet(by findings: [Expectation]) -> Bool {
    guard findings.count == expected.count else { return false }
    var rest = findings
    for wanted in expected {
      guard let index = rest.firstIndex(where: { Self.matches($0, wanted) }) else { return false }
      rest.remove(at: index)
    }
    return true
  }

  private static func matches(_ found: Expectation, _ wanted: Expectation) -> Bool {
    guard found.line == wanted.line, found.code == wanted.code else { return false }
    let parts = wanted.marked.split(separator: "…", omittingEmptySubsequences: false)
    guard parts.count == 2 else { return found.marked == wanted.marked }
    return found.marked.hasPrefix(parts[0]) && found.marked.hasSuffix(parts[1])
  }
}
