import RuleLang
import Testing

/// The place of a text in a file, so that cases name what is marked and not its offset.
func place(_ marked: String, in files: [SourceFile], file: Int = 0) -> SourceRange {
  let found = files[file].bytes.firstRange(of: Array(marked.utf8))
  #expect(found != nil, "\(marked) is not in the source")
  return SourceRange(file: file, lower: found?.lowerBound ?? 0, upper: found?.upperBound ?? 0)
}

func message(_ text: String) -> Message {
  Message(zh: text, en: text)
}

func rendered(
  _ diagnostic: Diagnostic, _ files: [SourceFile], _ language: Language = .zh,
  usesColor: Bool = false
) -> String {
  DiagnosticRenderer(files: files, options: .init(language: language, usesColor: usesColor))
    .text(diagnostic)
}

@Suite("Diagnostics drawn for a terminal")
struct DiagnosticRendererTests {
  @Test("carets line up behind a Chinese prefix, and the help can be pasted")
  func chinesePrefix() {
    let files = [SourceFile(path: "规则/过程.rules", text: "指标 “预算”\n  得分率 ≥ 三成 得 3 分\n")]
    let diagnostic = Diagnostic(
      .unexpectedCharacter, message("“三成”不是数"), at: place("三成", in: files),
      note: message("写成数字"),
      helps: [
        .init(message("改成百分数"), paste: message("得分率 ≥ 30% 得 3 分\n否则 不得分")),
        .init(message("或者删去这一行")),
      ])
    #expect(
      rendered(diagnostic, files) == """
        错误[E0101] “三成”不是数
          ┌─ 规则/过程.rules:2:9
          │
        2 │   得分率 ≥ 三成 得 3 分
          │            ^^^^ 写成数字
          │
          = 帮助：改成百分数
              得分率 ≥ 30% 得 3 分
              否则 不得分
          = 帮助：或者删去这一行

        """)
  }

  @Test("two labels of one line share a row, their words apart")
  func sameLine() {
    let files = [SourceFile(path: "a.rules", text: "甲 = 乙 + 丙")]
    let diagnostic = Diagnostic(
      .unexpectedCharacter, message("units differ"), at: place("+", in: files),
      note: message("adds unlike things"),
      labels: [
        .init(place("乙", in: files), message("money")),
        .init(place("丙", in: files), message("a share")),
        .init(place("乙 + 丙", in: files), message("this sum")),
      ])
    #expect(
      rendered(diagnostic, files, .en) == """
        error[E0101]: units differ
          ┌─ a.rules:1:7
          │
        1 │ 甲 = 乙 + 丙
          │      -- ^ -- a share
          │      │  ╰ adds unlike things
          │      ╰ money
          │      ------- this sum

        """)
  }

  @Test("places on other lines are drawn in order, gaps shown, numbers right-aligned")
  func otherLines() {
    let text = "一\n二\n三\n四\n五\n六\n七\n八\n九\n十\n"
    let files = [SourceFile(path: "a.rules", text: text)]
    let diagnostic = Diagnostic(
      .unexpectedCharacter, message("重复"), at: place("十", in: files),
      labels: [
        .init(place("九", in: files), message("前一个")),
        .init(place("二", in: files), message("第一个")),
      ])
    #expect(
      rendered(diagnostic, files) == """
        错误[E0101] 重复
           ┌─ a.rules:10:1
           │
         2 │ 二
           │ -- 第一个
           ⋮
         9 │ 九
           │ -- 前一个
        10 │ 十
           │ ^^

        """)
  }

  @Test("a label in another file has its own head")
  func otherFile() {
    let files = [
      SourceFile(path: "a.rules", text: "用 得分率\n"),
      SourceFile(path: "b.rules", text: "\n\n名 得分律\n"),
    ]
    let diagnostic = Diagnostic(
      .unexpectedCharacter, message("没有“得分率”"), at: place("得分率", in: files),
      labels: [.init(place("得分律", in: files, file: 1), message("是不是这个"))],
      helps: [.init(message("改名"))])
    #expect(
      rendered(diagnostic, files) == """
        错误[E0101] 没有“得分率”
          ┌─ a.rules:1:3
          │
        1 │ 用 得分率
          │    ^^^^^^
          │
          ::: b.rules:3:3
          │
        3 │ 名 得分律
          │    ------ 是不是这个
          │
          = 帮助：改名

        """)
  }

  @Test("a range over lines is marked to the end of its first, line endings aside")
  func multiLineRange() {
    let files = [SourceFile(path: "a.rules", text: "甲 （一\r\n二）\r\n")]
    let diagnostic = Diagnostic(
      .unexpectedCharacter, message("括号"), at: place("（一\r\n二）", in: files))
    #expect(
      rendered(diagnostic, files) == """
        错误[E0101] 括号
          ┌─ a.rules:1:3
          │
        1 │ 甲 （一
          │    ^^^^

        """)
  }

  @Test("colour marks severity, gutter and help, and changes nothing else")
  func colour() {
    let files = [SourceFile(path: "a.rules", text: "甲 乙\n")]
    let diagnostic = Diagnostic(
      .unexpectedCharacter, message("词"), at: place("乙", in: files),
      labels: [.init(place("甲", in: files), message("源"))],
      helps: [.init(message("改"), paste: message("丙"))])
    let (red, blue, green) = ("\u{1B}[1;31m", "\u{1B}[34m", "\u{1B}[32m")
    let off = "\u{1B}[0m"
    let colored = rendered(diagnostic, files, .en, usesColor: true)
    #expect(
      colored == """
        \(red)error[E0101]:\(off) 词
          \(blue)┌─\(off) a.rules:1:3
        \(blue)  │\(off)
        \(blue)1 │\(off) 甲 乙
        \(blue)  │\(off) \(blue)--\(off) \(red)^^\(off)
        \(blue)  │\(off) \(blue)╰ 源\(off)
        \(blue)  │\(off)
          \(green)= help: \(off)改
              \(green)丙\(off)

        """)
    #expect(colored.split(separator: "\u{1B}").allSatisfy { !$0.isEmpty })
  }

  @Test("the summary counts in both languages")
  func summary() {
    func summary(_ language: Language, _ errors: Int, _ warnings: Int) -> String {
      DiagnosticRenderer(files: [], options: .init(language: language, usesColor: false))
        .summary(errors: errors, warnings: warnings)
    }
    #expect(summary(.zh, 2, 1) == "发现 2 个错误、1 个警告")
    #expect(summary(.zh, 0, 3) == "发现 3 个警告")
    #expect(summary(.zh, 0, 0) == "没有发现问题")
    #expect(summary(.en, 2, 1) == "2 errors, 1 warning")
    #expect(summary(.en, 1, 0) == "1 error")
    #expect(summary(.en, 0, 0) == "no problems found")
  }
}
