import RuleLang
import Testing

@Suite("Diagnostics at the edges of what a source can hold")
struct DiagnosticRendererEdgeTests {
  @Test("the end of the file has a caret, and what lies beyond moves there")
  func endOfFile() {
    let files = [SourceFile(path: "a.rules", text: "甲 得\n")]
    for (lower, upper) in [(8, 8), (8, 9), (.max, .max)] {
      let range = SourceRange(file: 0, lower: lower, upper: upper)
      let diagnostic = Diagnostic(
        .unexpectedCharacter, message("没有写完"), at: range, note: message("这里要有分数"))
      #expect(
        rendered(diagnostic, files) == """
          错误[E0101] 没有写完
            ┌─ a.rules:2:1
            │
          2 │
            │ ^ 这里要有分数

          """)
    }
  }

  @Test("a long line is cut around what is marked")
  func longLine() {
    let side = String(repeating: "长", count: 2000)
    let files = [SourceFile(path: "a.rules", text: side + "错误" + side)]
    let diagnostic = Diagnostic(
      .unexpectedCharacter, message("太长"), at: place("错误", in: files), note: message("这里"))
    let shown = String(repeating: "长", count: 29)
    let blank = String(repeating: " ", count: 1 + 2 * 29)
    #expect(
      rendered(diagnostic, files) == """
        错误[E0101] 太长
          ┌─ a.rules:1:2001
          │
        1 │ …\(shown)错误\(shown)…
          │ \(blank)^^^^ 这里

        """)
  }

  @Test("marks too far apart for one long line have a snippet each")
  func longLineWithFarLabel() {
    let gap = String(repeating: "x", count: 4000)
    let files = [SourceFile(path: "a.rules", text: "甲" + gap + "乙")]
    let diagnostic = Diagnostic(
      .unexpectedCharacter, message("远"), at: place("乙", in: files),
      labels: [.init(place("甲", in: files), message("近"))])
    let shown = String(repeating: "x", count: 118)
    #expect(
      rendered(diagnostic, files) == """
        错误[E0101] 远
          ┌─ a.rules:1:4002
          │
        1 │ …\(shown)乙
          │ \(String(repeating: " ", count: 119))^^
          ⋮
        1 │ 甲\(shown)…
          │ -- 近

        """)
  }

  @Test("control, bidirectional and invisible characters and stray bytes are shown")
  func hiddenCharacters() {
    let text = "\t甲\u{202E}乙\u{200B}\u{1B}[0m"
    let files = [SourceFile(path: "a\u{7}.rules", bytes: Array(text.utf8) + [0xFF, 0x7A])]
    let end = text.utf8.count
    let diagnostic = Diagnostic(
      .unexpectedCharacter, message("看不见的\u{2066}字符"), at: place("\u{202E}", in: files),
      labels: [.init(SourceRange(file: 0, lower: end, upper: end + 1), message("z"))])
    #expect(
      rendered(diagnostic, files) == #"""
        错误[E0101] 看不见的\u{2066}字符
          ┌─ a\u{7}.rules:1:3
          │
        1 │  甲\u{202E}乙\u{200B}\u{1B}[0m\xFFz
          │    ^^^^^^^^                   ---- z

        """#)
  }

  @Test("words about a file that is not there are kept")
  func missingFile() {
    let diagnostic = Diagnostic(
      .unexpectedCharacter, message("没有文件"), at: SourceRange(file: 3, lower: 0, upper: 1),
      note: message("这里"),
      labels: [.init(SourceRange(file: -1, lower: -5, upper: 2), message("那里"))])
    #expect(
      rendered(diagnostic, []) == """
        错误[E0101] 没有文件
          = 说明：这里
          = 说明：那里

        """)
  }

  @Test("no range traps, and each is marked, whatever the line holds", arguments: [0, 1])
  func everyRange(ending: Int) {
    let text = "甲\u{301}e\u{301} =\t\u{202E}🙂\n\r\n\u{0}乙" + (ending == 0 ? "" : "\n")
    let files = [SourceFile(path: "", bytes: Array(text.utf8) + [0xE4, 0xB8])]
    for lower in -2...files[0].bytes.count + 2 {
      for upper in lower...files[0].bytes.count + 3 {
        let range = SourceRange(file: 0, lower: lower, upper: upper)
        let diagnostic = Diagnostic(
          .unexpectedCharacter, message("x"), at: range, labels: [.init(range, message("y"))])
        let block = rendered(diagnostic, files)
        #expect(block.contains("^") && block.contains("- y") && block.hasSuffix("\n"))
      }
    }
  }
}
