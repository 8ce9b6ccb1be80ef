import Testing

@testable import RuleLang

@Suite("Texts on one line")
struct SourceFileTests {
  @Test(
    "runs of space become one, and none is left at the ends",
    arguments: [
      ("", ""), (" ", ""), ("a", "a"), ("a b", "a b"), ("a  b", "a b"), (" a b", "a b"),
      ("a b ", "a b"), ("a\n  b", "a b"), ("a\tb", "a b"), ("a\r\nb", "a b"), ("甲　乙", "甲 乙"),
      ("甲、乙", "甲、乙"), ("甲 乙", "甲 乙"), ("　甲", "甲"),
    ])
  func onOneLine(text: String, wanted: String) {
    let source = SourceFile(path: "a.rules", text: text)
    #expect(source.textOnOneLine(0..<text.utf8.count) == wanted)
  }

  @Test("a text under another path is the same text")
  func named() {
    let source = SourceFile(path: "a.rules", text: "1\n22\n").named("b.rules")
    #expect(source.path == "b.rules")
    #expect(source.lineStarts == [0, 2, 5])
  }
}
