import RuleLang
import Testing

@Suite("Widths in terminal cells")
struct DisplayWidthTests {
  @Test(
    "each kind of character takes its cells",
    arguments: [
      ("", 0), ("abc", 3), ("预算", 4), ("＞３０％", 8), ("，。：；（）", 12), ("“”≤≥×÷·", 7),
      ("e\u{301}", 1), ("が", 2), ("か\u{3099}", 2), ("ｱｲ", 2), ("한글", 4), ("\u{1112}\u{1161}", 2),
      ("🙂", 2), ("\u{3000}", 2), ("𠮷", 2), ("\u{3FFFD}", 2), ("\u{200B}\u{202E}\u{AD}", 0),
      ("\u{E9}", 1), ("─│┌", 3), ("\t", 1), ("〇々ー", 6), ("\u{303F}", 1), ("\u{10FFFF}", 1),
    ])
  func width(text: String, cells: Int) {
    #expect(DisplayWidth.of(text) == cells)
  }

  @Test("padding counts cells and never cuts")
  func padding() {
    #expect(DisplayWidth.padded("预算", to: 6) == "预算  ")
    #expect(DisplayWidth.paddedLeft("预算", to: 6) == "  预算")
    #expect(DisplayWidth.padded("预算", to: 3) == "预算")
    #expect(DisplayWidth.paddedLeft("预算", to: -1) == "预算")
  }
}
