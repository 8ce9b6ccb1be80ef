import Testing

@testable import RuleLang

@Suite("What holds for every text")
struct SyntaxInvariantTests {
  @Test(arguments: ["权重\u{200B}0", "a\u{200B}b1", "甲\u{202E}乙2"])
  func wordsGoOnAfterWhatCannotBeSeen(word: String) {
    let tokens = Lexer.lex(SourceFile(path: "", text: word + "%"), file: 0).tokens
    #expect(tokens.first?.kind == .word && tokens.first?.upper == word.utf8.count)
  }

  @Test("tokens tile the bytes", arguments: CorpusFile.all)
  func tiles(file: CorpusFile) {
    let source = SourceFile(path: file.name, text: file.text)
    let tokens = Lexer.lex(source, file: 0).tokens
    #expect(gap(in: tokens, of: source) == nil)
    #expect(tokens.map { source.text($0.lower..<$0.upper) }.joined() == file.text)
  }

  @Test("places lie inside their statements, and statements in order", arguments: CorpusFile.all)
  func nests(file: CorpusFile) {
    var end = 0
    for statement in parse(file.text).file.statements {
      #expect(statement.range.lower >= end)
      #expect(statement.range.upper > statement.range.lower)
      end = statement.range.upper
      let outside = places(in: statement.kind).filter { place in
        place.file != 0 || place.lower < statement.range.lower
          || place.upper > statement.range.upper
      }
      #expect(outside.isEmpty)
    }
    #expect(end <= file.text.utf8.count)
  }

  @Test("dropping or doubling any token leaves the parser standing", arguments: CorpusFile.own)
  func dropsAndDoubles(file: CorpusFile) {
    for block in file.blocks {
      let pieces = tokenTexts(of: block)
      for index in pieces.indices {
        var changed = pieces
        if Self.triesBoth || index.isMultiple(of: 2) {
          changed.remove(at: index)
          checkInvariants(of: changed.joined())
        }
        guard Self.triesBoth || !index.isMultiple(of: 2),
          pieces[index].first?.isWhitespace == false
        else { continue }
        changed = pieces
        changed.insert(pieces[index], at: index)
        checkInvariants(of: changed.joined())
      }
    }
  }

  /// Whether each token is dropped and doubled, or one of the two: without optimisation both take long.
  private static var triesBoth: Bool {
    #if DEBUG
      false
    #else
      true
    #endif
  }

  @Test("a stray token anywhere leaves the parser standing", arguments: CorpusFile.own)
  func strays(file: CorpusFile) {
    let strays = ["：", "(", "]", "“", " 得 ", " 5 分 ", "，", "\n", "`", " 且 ", "每"]
    for block in file.blocks {
      let pieces = tokenTexts(of: block)
      for index in pieces.indices where pieces[index].first?.isWhitespace == false {
        var changed = pieces
        changed.insert(strays[index % strays.count], at: index)
        checkInvariants(of: changed.joined())
      }
    }
  }

  @Test("random changes leave the parser standing", arguments: 0..<10)
  func mutations(seed: Int) {
    var random = SplitMix64(state: UInt64(seed))
    let blocks = CorpusFile.all.flatMap(\.blocks)
    for _ in 0..<mutationCount {
      var scalars = Array(blocks[random.next(below: blocks.count)].unicodeScalars)
      for _ in 0...random.next(below: 4) { mutate(&scalars, by: &random) }
      checkInvariants(of: String(String.UnicodeScalarView(scalars)), seed: seed)
    }
  }

  @Test("random bytes leave the parser standing", arguments: 0..<4)
  func bytes(seed: Int) {
    var random = SplitMix64(state: UInt64(seed + 100))
    let blocks = CorpusFile.all.flatMap(\.blocks)
    for _ in 0..<(mutationCount / 2) {
      var bytes = Array(blocks[random.next(below: blocks.count)].utf8)
      for _ in 0...random.next(below: 3) {
        bytes[random.next(below: bytes.count)] = UInt8(random.next(below: 256))
      }
      let source = SourceFile(path: "bytes", bytes: bytes)
      let (tree, diagnostics) = Parser.parse(source, file: 0)
      let isInside = diagnostics.allSatisfy { $0.range.upper <= bytes.count + 1 }
      #expect(isInside, "seed \(seed): \(bytes)")
      _ = Formatter(vocabulary: .zh).format(tree)
    }
  }

  // MARK: Mutations

  /// Without optimisation a tenth of the changes takes the time.
  private var mutationCount: Int {
    #if DEBUG
      250
    #else
      1000
    #endif
  }

  private static let alphabet: [[Unicode.Scalar]] = [
    "(", ")", "[", "]", "，", ",", "：", "＝", "<", "-", "÷", "/", "//", "\"", "“", "”", "`", "\\",
    "0", "1,2", "%", ".", "–", " ", "\n", "\u{3000}", "\u{202E}", "\u{301}", "得", "分", "当", "且",
    "每满", "不得分", "扣", "指标 ", "\n数据\n", "\n等次\n", "如果 ", "是", "，含 (", "e", "2023-01-01",
  ].map { Array($0.unicodeScalars) }

  private func mutate(_ scalars: inout [Unicode.Scalar], by random: inout SplitMix64) {
    let place = random.next(below: scalars.count + 1)
    let end = min(scalars.count, place + random.next(below: 4))
    switch random.next(below: 4) {
    case 0: scalars.removeSubrange(place..<end)
    case 1: scalars.insert(contentsOf: scalars[place..<end], at: place)
    default:
      let piece = Self.alphabet[random.next(below: Self.alphabet.count)]
      scalars.insert(contentsOf: piece, at: place)
    }
  }
}

/// A small generator whose numbers are the same on every machine (Steele, Lea and Flood, 2014).
struct SplitMix64 {
  var state: UInt64

  mutating func next(below bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(max(1, bound)))
  }
}
