import Testing

@testable import RuleLang

@Suite("Words by their bytes")
struct WordTableTests {
  @Test("words are found, and no others", arguments: [0, 1, 3, 300, 1_000])
  func words(count: Int) {
    var table = WordTable(0)
    for number in 0..<count { table[adding: "词\(number)"] += number + 1 }
    for number in 0..<count { #expect(table["词\(number)"] == number + 1) }
    for word in ["", "词", "词\(count)", "0", "词00"] { #expect(table[word] == nil) }
    let doubled = table.mapValues { $0 * 2 }
    for number in 0..<count { #expect(doubled["词\(number)"] == number * 2 + 2) }
  }

  @Test("a word is changed in its place")
  func changes() {
    var table = WordTable<[Int]>([])
    for number in 0..<10 { table[adding: number.isMultiple(of: 2) ? "双" : "单"].append(number) }
    #expect(table["双"] == [0, 2, 4, 6, 8])
    #expect(table["单"] == [1, 3, 5, 7, 9])
  }

  @Test("the words of the grammar open lines, follow operands, and begin phrases")
  func grammar() {
    for keyword in Keyword.allCases {
      for spelling in keyword.chinese + keyword.english {
        let meaning = Phrases.meaning(of: Keyword.firstWord(of: spelling))
        #expect(meaning?.phrases.contains { $0.keyword == keyword } == true)
        #expect(meaning?.opensLine == true || !Keyword.lineOpeners.contains(keyword))
        let lengths = meaning?.phrases.map(\.words.count) ?? []
        #expect(lengths == lengths.sorted(by: >))
      }
    }
    #expect(Phrases.meaning(of: "四舍五入")?.mayFollowOperand == true)
    #expect(Phrases.meaning(of: "得")?.mayFollowOperand == true)
    #expect(Phrases.meaning(of: "年初预算") == nil)
  }
}
