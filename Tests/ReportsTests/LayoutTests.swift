import RuleLang
import Testing

@testable import Reports

@Suite("Wrapping and columns")
struct LayoutTests {
  @Test("Chinese breaks anywhere but before closing marks and inside amounts")
  func chinese() {
    #expect(Wrapping.lines("预算调整率，五分", width: 10) == ["预算调整", "率，五分"])
    #expect(Wrapping.lines("相差 25,274.07 万元吗", width: 14) == ["相差", "25,274.07 万元", "吗"])
    #expect(Wrapping.lines("距“甲乙”差", width: 6) == ["距“甲", "乙”差"])
  }

  @Test("English breaks at spaces, and a word that is too long is cut")
  func english() {
    #expect(Wrapping.lines("one two three", width: 7) == ["one two", "three"])
    #expect(Wrapping.lines("abcdefghij k", width: 4) == ["abcd", "efgh", "ij k"])
    #expect(Wrapping.lines("", width: 4) == [""])
  }

  @Test("no line is wider than asked, and no text is lost", arguments: 2...40)
  func widths(_ width: Int) {
    let text = "依据 (0, 10%] 得 4 分（02-过程.rules 第 14 行）：追加预算 74,888.59 万元 ÷ 25,274.07 万元 ＝ 296.31%"
    let lines = Wrapping.lines(text, width: width)
    for line in lines { #expect(DisplayWidth.of(line) <= width) }
    #expect(lines.joined().filter { $0 != " " } == text.filter { $0 != " " })
  }

  @Test("numbers line up at the point, ranges at their end")
  func decimals() {
    var grid = TextGrid([
      .init(title: "名", alignment: .left), .init(title: "分", alignment: .decimal),
      .init(title: "由", alignment: .left),
    ])
    grid.rows = [
      .init(["甲", "12", ""]), .init(["乙乙", "1.25", "原因"]), .init(["丙", "0–4", ""]),
      .init(["丁", "—", ""]),
    ]
    let lines = grid.lines(Pen(isColored: false))
    #expect(lines[2] == "甲     12")
    #expect(lines[3] == "乙乙    1.25  原因")
    #expect(lines[4] == "丙    0–4")
  }

  @Test("what cannot be seen is drawn, line breaks become spaces")
  func plain() {
    #expect(PlainText.of("甲\r\n乙\tb") == "甲 乙 b")
    #expect(PlainText.of("a\u{1B}[0m\u{202E}") == #"a\u{1B}[0m\u{202E}"#)
  }
}
