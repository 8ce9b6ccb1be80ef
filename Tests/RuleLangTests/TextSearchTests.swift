import Testing

@testable import RuleLang

@Suite("Texts in texts")
struct TextSearchTests {
  @Test(
    "a part is found wherever it stands",
    arguments: [
      ("部门名称", "部门", true), ("部门名称", "名称", true), ("部门名称", "门名", true),
      ("部门名称", "部名", false), ("部门", "部门名称", false), ("aab", "ab", true), ("", "a", false),
      ("a", "", true), ("", "", true),
    ])
  func parts(text: String, part: String, isThere: Bool) {
    #expect(text.hasPart(part) == isThere)
  }

  @Test(
    "each part is replaced",
    arguments: [
      ("1/3 至 2/3", "1/3", "≈0.33", "≈0.33 至 2/3"), ("aaa", "aa", "b", "ba"),
      ("abab", "ab", "", ""),
      ("ab", "c", "d", "ab"), ("ab", "", "d", "ab"), ("", "a", "b", ""), ("至至", "至", "到", "到到"),
    ])
  func replacing(text: String, part: String, other: String, wanted: String) {
    #expect(text.replacingParts(part, with: other) == wanted)
  }
}
