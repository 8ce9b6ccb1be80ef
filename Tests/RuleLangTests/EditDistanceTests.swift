import RuleLang
import Testing

@Suite("Distances between names")
struct EditDistanceTests {
  @Test(
    "edits are counted, a swap as one",
    arguments: [
      ("", "", 0), ("", "abc", 3), ("abc", "", 3), ("abc", "acb", 1), ("ca", "abc", 3),
      ("kitten", "sitting", 3), ("预算执行率", "预算执行", 1), ("预算", "算预", 1),
      ("abcd", "badc", 2), ("e\u{301}", "\u{E9}", 0),
    ])
  func distance(a: String, b: String, edits: Int) {
    #expect(EditDistance.between(a, b, limit: 10) == edits)
    #expect(EditDistance.between(b, a, limit: edits) == edits)
    #expect(EditDistance.between(a, b, limit: edits - 1) == nil)
  }

  @Test("a limit stops the count early and changes no answer within it")
  func limits() {
    let words = ["", "a", "ab", "ba", "abc", "bca", "acbd", "dbca", "abcabc", "bacbca"]
    for a in words {
      for b in words {
        let exact = EditDistance.between(a, b, limit: 100)
        for limit in -1...7 {
          let found = EditDistance.between(a, b, limit: limit)
          #expect(found == exact.flatMap { $0 <= limit ? $0 : nil })
        }
      }
    }
  }

  @Test(
    "the likely name is found",
    arguments: [
      ("预算执行律", ["结余率", "预算执行率"], "预算执行率"),
      ("预算", ["决算", "收入"], "决算"),
      ("结余", ["结余率"], "结余率"),
      ("结余率", ["结余"], "结余"),
      ("完全不同", ["预算执行率"], nil),
      ("x", ["y"], nil),
      ("abc", ["abd", "abe"], "abd"),
      ("abcdef", ["abcdxy", "abcdex"], "abcdex"),
      ("abc", ["abc"], nil),
      ("BUDGET", ["Budge", "budget"], "budget"),
      ("ＡＢＣ", ["ABC"], "ABC"),
      ("", ["", "a"], nil),
    ] as [(String, [String], String?)])
  func nearest(name: String, candidates: [String], expected: String?) {
    #expect(EditDistance.nearest(to: name, in: candidates) == expected)
  }
}
