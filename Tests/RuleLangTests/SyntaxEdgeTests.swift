import RuleLang
import Testing

@Suite("The edges of what is read")
struct SyntaxEdgeTests {
  @Test("full-width forms of everything mean the ordinary ones")
  func fullWidth() {
    let wide = """
      指标\u{3000}甲\u{3000}５\u{3000}分
      计算\u{3000}（甲\u{3000}＋\u{3000}乙\u{3000}－\u{3000}１２．５）\u{3000}＊\u{3000}２\u{3000}／\u{3000}丙
      （０，１０％］\u{3000}得\u{3000}４\u{3000}分\u{3000}＂丁＂\u{3000}／／ 戊
      ＞＝１０％\u{3000}不得分
      """
    let narrow = """
      指标 甲 5 分
      计算 (甲 + 乙 - 12.5) * 2 / 丙
      (0, 10%] 得 4 分 "丁" // 戊
      >= 10% 不得分
      """
    let (file, diagnostics) = parse(wide)
    #expect(diagnostics.isEmpty, "\(described(diagnostics, in: wide))")
    #expect(Formatter(vocabulary: .zh).format(file) == formatted(narrow, in: .zh))
  }

  @Test("brackets nest 200 deep and no deeper", arguments: [199, 200, 201, 5000])
  func depth(count: Int) {
    let text =
      "计算 " + String(repeating: "(", count: count) + "甲" + String(repeating: ")", count: count)
    let (file, diagnostics) = parse(text)
    #expect(diagnostics.map(\.code) == (count <= Limits.depthMax ? [] : [.limitExceeded]))
    checkInvariants(of: text)
    #expect(file.statements.count == 1)
  }

  @Test(
    "every way to nest ends at the same depth",
    arguments: ["非 ", "-", "如果 甲 则 ", "最小("])
  func depth(opening: String) {
    let text = "计算 " + String(repeating: opening, count: 100_000 / 20) + "甲"
    #expect(parse(text).diagnostics.map(\.code) == [.limitExceeded])
  }

  @Test("a sum of ten thousand terms is one flat sum")
  func longSum() throws {
    let text = "计算 甲" + String(repeating: " ＋ 乙", count: 9_999)
    let (file, diagnostics) = parse(text)
    #expect(diagnostics.isEmpty)
    guard case .measure(let value)? = file.statements.first?.kind, case .sum(let terms) = value.kind
    else {
      Issue.record("no sum")
      return
    }
    #expect(terms.count == 10_000)
    let printed = Formatter(vocabulary: .zh).format(file)
    let widest = printed.split(separator: "\n").map { DisplayWidth.of(String($0)) }.max()
    #expect(try #require(widest) <= 100)
    #expect(formatted(printed, in: .zh) == printed)
  }

  @Test("a statement has its limit of words")
  func longStatement() {
    let text = "计算 甲" + String(repeating: " ＋ 乙", count: Limits.statementTokensMax / 2)
    #expect(parse(text).diagnostics.map(\.code) == [.limitExceeded])
  }

  @Test("an open bracket before many empty lines takes no longer than they are")
  func emptyLines() {
    let text = "计算 (甲" + String(repeating: "\n", count: 100_000) + "＋ 乙)\n"
    #expect(parse(text).diagnostics.isEmpty)
  }

  @Test(
    "a bracket spoils one statement",
    arguments: [
      ("计算 (甲\n  ＋ 乙)\n＞ 0 不得分\n", 2), ("计算 (甲 ＋ 乙\n＞ 0 不得分\n＜ 0 得满分\n", 3),
      ("当 (甲\n  或 乙) 且 (丙 得 1 分\n计算 丁\n", 2), ("计算 甲 ＋\n＞ 0 不得分\n", 2),
      ("计算 最小(甲,\n\n指标 乙 5 分\n", 2), ("计算 甲 ＋\n\u{3000}当 乙 得 1 分", 2), ("计算 甲 ＋\n数据", 2),
    ])
  func recovery(text: String, count: Int) {
    #expect(parse(text).file.statements.count == count)
  }

  @Test("a text keeps every character between its quotes")
  func strings() {
    let text = "依据 \"\u{301}甲\\\\乙\\\"丙\u{308}\"\n"
    guard case .basis(let basis)? = parse(text).file.statements.first?.kind else {
      Issue.record("no basis")
      return
    }
    #expect(Array(basis.unicodeScalars) == Array("\u{301}甲\\乙\"丙\u{308}".unicodeScalars))
    #expect(formatted(formatted(text, in: .zh), in: .en) == formatted(text, in: .en))
  }

  @Test(
    "the first byte that is no UTF-8 is the one that is marked",
    arguments: [([0xFF], 0), ([0xE8, 0xA7, 0x84, 0xC0, 0x20], 3), ([0x20, 0xE8, 0xA7], 1)])
  func notUTF8(bytes: [UInt8], offset: Int) {
    let diagnostics = Parser.parse(SourceFile(path: "bytes", bytes: bytes), file: 0).diagnostics
    #expect(diagnostics.map(\.code) == [.notUTF8])
    #expect(diagnostics.first?.range == SourceRange(file: 0, lower: offset, upper: offset + 1))
  }
}
