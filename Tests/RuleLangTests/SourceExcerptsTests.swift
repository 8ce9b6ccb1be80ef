import Testing

@testable import RuleLang

/// Findings in parts of a text are drawn as in the whole text.
@Suite("Excerpts of a text in parts")
struct SourceExcerptsTests {
  private static let longLine =
    String(repeating: "长", count: 3_000) + ",X," + String(repeating: "尾", count: 3_000) + "\n"

  private static let lines =
    ["甲,1\n", "乙,\"2\n", "\n", "丙,3\r\n"] + (5...11).map { "行\($0),\($0)\n" }
    + [longLine, "末"]

  private static let text = lines.joined()

  private static func finding(_ lower: Int, _ upper: Int, label: Int? = nil) -> Diagnostic {
    let label = label.map { offset in
      Diagnostic.Label(
        SourceRange(file: 0, lower: offset, upper: offset + 1), Message(zh: "这里", en: "here"))
    }
    return Diagnostic(
      .unreadableData, Message(zh: "坏了", en: "broken"),
      at: SourceRange(file: 0, lower: lower, upper: upper), labels: label.map { [$0] } ?? [])
  }

  private static func drawn(_ findings: [Diagnostic], _ source: SourceFile) -> String {
    let renderer = DiagnosticRenderer(
      files: [source], options: .init(language: .zh, usesColor: false))
    return findings.map(renderer.text).joined()
  }

  /// The same findings as they are found in one part after the other.
  private static func collected(_ findings: [Diagnostic], countMax: Int = 100) -> (
    source: SourceFile, findings: [Diagnostic]
  ) {
    var excerpts = SourceExcerpts(path: "a.csv", file: 0, countMax: countMax)
    var offset = 0
    var line = 1
    for text in [lines[0...1], lines[2...3], lines[4...10], lines[11...]].map({ $0.joined() }) {
      let source = SourceFile(path: "a.csv", bytes: Array(text.utf8), firstLine: line)
      let count = source.bytes.count
      let here = findings.filter { (offset..<(offset + count)).contains($0.range.lower) }
      func moved(_ range: SourceRange) -> SourceRange {
        SourceRange(file: 1, lower: range.lower - offset, upper: range.upper - offset)
      }
      excerpts.add(
        here.map { finding in
          Diagnostic(
            finding.code, finding.message, at: moved(finding.range),
            labels: finding.labels.map { .init(moved($0.range), $0.message) })
        }, in: [.init(file: 1, source: source, offset: offset)])
      offset += count
      line += source.lineStarts.count - 1
    }
    return excerpts.collected()
  }

  @Test("every place is drawn with its line, its column and its marks")
  func places() {
    let whole = SourceFile(path: "a.csv", text: Self.text)
    let starts = whole.lineStarts
    let long = starts[11] + 9_001
    let findings = [
      Self.finding(0, 3), Self.finding(starts[1] + 4, starts[1] + 5),
      Self.finding(starts[3], starts[3] + 3), Self.finding(starts[5] + 3, starts[5] + 4),
      Self.finding(starts[9], starts[9] + 3, label: starts[5]),
      Self.finding(starts[10] + 3, starts[10] + 5, label: starts[9]),
      Self.finding(long, long + 1), Self.finding(starts[12], starts[12] + 3),
    ]
    let (source, moved) = Self.collected(findings)
    #expect(Self.drawn(moved, source) == Self.drawn(findings, whole))
    for (finding, moved) in zip(findings, moved) {
      #expect(source.position(of: moved.range.lower) == whole.position(of: finding.range.lower))
    }
    #expect(source.bytes.count < 8_000)
  }

  @Test("no more findings are kept than a file may have, the first by their places")
  func bound() {
    let starts = SourceFile(path: "a.csv", text: Self.text).lineStarts
    let findings = starts.prefix(10).map { Self.finding($0, $0 + 1) }
    for countMax in [1, 3, 9, 10, 11] {
      let (source, moved) = Self.collected(findings.reversed() + findings, countMax: countMax)
      #expect(
        moved.map { source.position(of: $0.range.lower).line }
          == Array(1...min(10, countMax)))
    }
  }

  @Test("a place in a part that is not there has words and no place")
  func unknownPart() {
    var excerpts = SourceExcerpts(path: "a.csv", file: 0)
    let source = SourceFile(path: "a.csv", bytes: Array("乙,2\n".utf8), firstLine: 7)
    let label = Diagnostic.Label(
      SourceRange(file: 0, lower: 3, upper: 4), Message(zh: "第一条", en: "the first"))
    excerpts.add(
      [
        Diagnostic(
          .unreadableData, Message(zh: "坏了", en: "broken"),
          at: SourceRange(file: 1, lower: 0, upper: 3), labels: [label])
      ], in: [.init(file: 1, source: source, offset: 1_000)])
    let (text, findings) = excerpts.collected()
    let drawn = Self.drawn(findings, text)
    #expect(drawn.contains("a.csv:7:1"))
    #expect(drawn.contains("= 说明：第一条"))
  }

  @Test("a part of a text counts its lines from its first one; a CR alone may end a line")
  func firstLine() {
    let part = SourceFile(
      path: "a.csv", bytes: Array("a\rb\r\nc\n".utf8), firstLine: 5, lineEnds: .lineFeedOrReturn)
    #expect([0, 2, 5, 7].map { part.position(of: $0).line } == [5, 6, 7, 8])
    #expect((0..<3).map { part.text(part.lineRange($0)) } == ["a", "b", "c"])
    let file = SourceFile(path: "a.rules", bytes: Array("a\rb\r\nc\n".utf8))
    #expect([0, 2, 5].map { file.position(of: $0).line } == [1, 1, 2])
  }
}
