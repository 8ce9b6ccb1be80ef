/// The keyword phrases, indexed by their first word.
enum Phrases {
  /// A phrase and what it means.
  struct Entry: Sendable {
    let keyword: Keyword
    let words: [String]
    let language: Language
  }

  /// What a word means to the grammar.
  struct Meaning: Sendable {
    /// The phrases that begin with it, longest first.
    var phrases: [Entry] = []
    /// Whether it may follow an operand, so that it cannot be the operand's unit.
    var mayFollowOperand = false
  }

  /// What a word means to the grammar; nil where it can only be a name or a unit.
  static func meaning(of word: String) -> Meaning? { byWord[NormalizedText(word)] }

  /// Every Chinese phrase of one word, longest first, for finding keywords glued to names.
  static let chineseWords: [(word: String, keyword: Keyword)] = Keyword.allCases
    .flatMap { keyword in keyword.chinese.map { (word: $0, keyword: keyword) } }
    .filter { !$0.word.contains(" ") }
    .sorted { ($0.word.count, $1.word) > ($1.word.count, $0.word) }

  /// The Chinese words of a scoring line that a number may follow.
  static let chineseVerbs: [String] = [
    Keyword.scores, .deducts, .adds, .perFull, .perStarted, .perProRata, .downTo, .upTo,
  ].flatMap(\.chinese)

  private static let byWord: [NormalizedText: Meaning] = {
    var table: [NormalizedText: Meaning] = [:]
    for keyword in Keyword.allCases {
      for (language, spellings) in [(Language.en, keyword.english), (.zh, keyword.chinese)] {
        for spelling in spellings {
          let words = words(of: spelling)
          guard let first = words.first else { continue }
          table[NormalizedText(first), default: Meaning()].phrases.append(
            Entry(keyword: keyword, words: words, language: language))
        }
      }
    }
    for (word, meaning) in table where meaning.phrases.count > 1 {
      table[word]?.phrases.sort { $0.words.count > $1.words.count }
    }
    for word in followers { table[word, default: Meaning()].mayFollowOperand = true }
    return table
  }()

  /// The words of a spelling; a hyphen is one of its own.
  private static func words(of spelling: String) -> [String] {
    var words: [String] = []
    for part in spelling.utf8.split(separator: UInt8(ascii: " ")) {
      for (index, word) in part.split(separator: UInt8(ascii: "-")).enumerated() {
        if index > 0 { words.append("-") }
        words.append(String(Substring(word)))
      }
    }
    return words
  }

  private static let followers: Set<NormalizedText> = {
    let keywords: [Keyword] = [
      .scores, .scoresFull, .scoresZero, .full, .deducts, .adds, .per, .perFull, .perStarted,
      .perProRata, .downTo, .upTo, .from, .to, .judged, .when, .excludedOverHeading, .clamped,
      .weighing, .totalAtMost, .gradeAtMost, .gradeIs, .scoresNothing, .atLeast, .atMost, .above,
      .below, .and, .or, .if, .then, .else, .in, .where, .within, .has, .undetermined,
      .insideTotal, .outsideTotal, .rows,
    ]
    var words: Set<NormalizedText> = [
      "half", "四舍五入", "四舍六入五成双", "五舍六入", "只入不舍", "只舍不入", "向上取整", "向下取整",
      "ceiling", "floor", "剔除",
    ]
    for keyword in keywords {
      for spelling in keyword.english + keyword.chinese {
        words.insert(NormalizedText(Keyword.firstWord(of: spelling)))
      }
    }
    return words
  }()
}
