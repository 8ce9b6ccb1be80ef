import RuleLang
import Testing

@Suite("Diagnostics as JSON")
struct DiagnosticJSONTests {
  @Test("no diagnostics make an empty array")
  func empty() {
    #expect(jsonText([], files: [], language: .zh) == "[]\n")
  }

  @Test("positions, labels and help are there, in the chosen language")
  func whole() {
    let files = [SourceFile(path: "规则\\a.rules", text: "甲\n乙 = 1\n")]
    let diagnostic = Diagnostic(
      .unexpectedCharacter, Message(zh: "名为\"乙\"", en: "named \"乙\""),
      at: SourceRange(file: 0, lower: 4, upper: 7), note: Message(zh: "注", en: "note"),
      labels: [
        .init(SourceRange(file: 0, lower: 0, upper: 99), Message(zh: "源", en: "cause")),
        .init(SourceRange(file: 7, lower: 0, upper: 1), Message(zh: "外", en: "away")),
      ],
      helps: [
        .init(Message(zh: "改", en: "change"), paste: Message(zh: "丙\t\n", en: "c\t\n")),
        .init(Message(zh: "\u{202E}\u{1}\u{E0041}🙂", en: "\u{202E}\u{1}\u{E0041}🙂")),
      ])
    let expected = #"""
      [
        {"code": "E0101", "severity": "error", "message": "named \"乙\"", "file": "规则\\a.rules", \#
      "start": {"line": 2, "column": 1, "offset": 4}, \#
      "end": {"line": 2, "column": 2, "offset": 7}, \#
      "note": "note", "labels": [{"message": "cause", "file": "规则\\a.rules", \#
      "start": {"line": 1, "column": 1, "offset": 0}, \#
      "end": {"line": 3, "column": 1, "offset": 12}}, \#
      {"message": "away", "file": null, "start": null, "end": null}], \#
      "help": [{"message": "change", "paste": "c\t\n"}, \#
      {"message": "\u202E\u0001\uDB40\uDC41🙂"}]}
      ]

      """#
    #expect(jsonText([diagnostic], files: files, language: .en) == expected)
    #expect(jsonText([diagnostic, diagnostic], files: files, language: .zh).contains("},\n  {"))
  }
}
