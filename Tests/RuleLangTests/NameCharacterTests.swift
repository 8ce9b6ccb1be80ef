import RuleLang
import Testing

@Suite("Characters of names")
struct NameCharacterTests {
  @Test("letters, 〇 and _ begin a name", arguments: Array("aZ_预〇々éЖλーＡⅣ한𠮷".unicodeScalars))
  func starts(scalar: Unicode.Scalar) {
    #expect(NameCharacters.isNameStart(scalar))
    #expect(NameCharacters.isNameContinue(scalar))
  }

  @Test("digits and marks only go on with one", arguments: Array("09０٣\u{301}".unicodeScalars))
  func continues(scalar: Unicode.Scalar) {
    #expect(!NameCharacters.isNameStart(scalar))
    #expect(NameCharacters.isNameContinue(scalar))
  }

  @Test(
    "signs, spaces and what cannot be seen are in no name",
    arguments: Array(" -%％，“＋\u{3000}\t\0🙂①\u{200B}\u{FE0F}\u{3164}\u{202E}\u{AD}".unicodeScalars))
  func neither(scalar: Unicode.Scalar) {
    #expect(!NameCharacters.isNameStart(scalar))
    #expect(!NameCharacters.isNameContinue(scalar))
  }

  @Test("composed and decomposed names are the same scalars")
  func normalization() {
    func scalars(_ text: String) -> [UInt32] {
      NameCharacters.normalized(text).unicodeScalars.map(\.value)
    }
    #expect(scalars("e\u{301}") == [0xE9])
    #expect(scalars("か\u{3099}") == [0x304C])
    #expect(scalars("\u{F900}") == [0x8C48])
    #expect(scalars("预算a") == [0x9884, 0x7B97, 0x61])
  }

  @Test("invisible and bidirectional characters are known, spaces are not among them")
  func hidden() {
    let invisible: [ClosedRange<UInt32>] = [
      0xAD...0xAD, 0x180E...0x180E, 0x200B...0x200F, 0x2060...0x2064, 0xFE00...0xFE0F,
      0xFEFF...0xFEFF, 0xE0001...0xE0001, 0xE0020...0xE007F, 0xE0100...0xE01EF,
    ]
    for scalar in invisible.joined().compactMap(Unicode.Scalar.init) {
      #expect(NameCharacters.isInvisible(scalar), "\(scalar.value)")
    }
    for scalar in " \u{A0}\u{2003}\u{3000}\t\na预".unicodeScalars {
      #expect(!NameCharacters.isInvisible(scalar), "\(scalar.value)")
    }
    for scalar in "\u{61C}\u{200E}\u{200F}\u{202A}\u{202E}\u{2066}\u{2069}".unicodeScalars {
      #expect(NameCharacters.isBidirectionalControl(scalar), "\(scalar.value)")
    }
    for scalar in "a\u{200B}\u{2065}\u{206A}".unicodeScalars {
      #expect(!NameCharacters.isBidirectionalControl(scalar), "\(scalar.value)")
    }
  }

  @Test(
    "look-alikes share a skeleton",
    arguments: [
      ("Ａ１", "a1"), ("Score", "ѕсоrе"), ("ABE", "ΑΒΕ"), ("二〇二三", "二0二三"), ("二O二三", "二〇二三"),
      ("一级", "ー级"), ("一级", "—级"), ("预算", "预\u{200B}算"), ("ｶﾞ", "ガ"), ("e\u{301}", "\u{C9}"),
      ("一级", "ｰ级"), ("ХУ", "xy"), ("L10Oz_-9", "Ｌ１０Ｏｚ＿－９"),
    ])
  func alike(a: String, b: String) {
    #expect(NameCharacters.skeleton(a) == NameCharacters.skeleton(b))
  }

  @Test(
    "different words do not",
    arguments: [("日", "曰"), ("预算", "决算"), ("收入", "收人"), ("a", "b"), ("A_1", "A1")])
  func different(a: String, b: String) {
    #expect(NameCharacters.skeleton(a) != NameCharacters.skeleton(b))
  }
}
