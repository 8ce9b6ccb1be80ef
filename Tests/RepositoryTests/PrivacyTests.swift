import Testing

/// Rules, examples and the specification are published; they name no person.
@Suite("Personal data")
struct PrivacyTests {
  private static let files = ["Rules", "Examples", "spec"].flatMap { Repository.files(in: $0) }

  @Test("no file holds a number that belongs to a person or an account", arguments: files)
  func nothingPersonal(path: String) throws {
    let found = Self.personal(in: try Repository.text(path))
    #expect(found.isEmpty)
  }

  @Test(
    "the patterns find what they are for",
    arguments: [
      "13800138001", "0743-8888888", "110101199003070000", "11430000ABCDEFGH1X", "a@b.example",
    ])
  func finds(example: String) {
    #expect(Self.personal(in: "电话：\(example)。") == [example])
  }

  @Test(
    "amounts, dates and codes of the budget are left alone",
    arguments: ["2010302", "100162.66", "13000000000", "2023-12-31", "74888.59", "2023"])
  func leaves(example: String) {
    #expect(Self.personal(in: "“\(example) 万元”").isEmpty)
  }

  /// The words of a text that look like numbers of persons or accounts.
  private static func personal(in text: String) -> [String] {
    let words = text.split { !($0.isASCII && ($0.isLetter || $0.isNumber || "-@.".contains($0))) }
    let candidates = words.filter { $0.utf8.count > 9 || $0.utf8.contains(UInt8(ascii: "@")) }
    return candidates.filter(isPersonal).map(String.init)
  }

  private static func isPersonal(_ word: Substring) -> Bool {
    let mobile = /1[3-9]\d{9}/
    let telephone = /0\d{2,3}-\d{7,8}/
    let identity = /[1-9]\d{5}(19|20)\d{2}[01]\d[0-3]\d{4}[\dXx]/
    let creditCode = /[1-9A-HJ-NP-RTUWXY][1-9]\d{6}[0-9A-HJ-NP-RTUWXY]{10}/
    let mail = /[\w.-]+@[\w-]+\.[\w.]+/
    // An amount of that many digits is a round one.
    if word.wholeMatch(of: mobile) != nil { return !word.hasSuffix("000000") }
    return word.wholeMatch(of: telephone) != nil || word.wholeMatch(of: identity) != nil
      || word.wholeMatch(of: creditCode) != nil || word.wholeMatch(of: mail) != nil
  }
}
