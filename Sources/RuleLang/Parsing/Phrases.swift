/// The keyword phrases, indexed by their first word.
enum Phrases {
  /// A phrase and what it means.
  struct Entry: Sendable {
    let keyword: Keyword
    let words: [String]
    let language: Language
  }

  /// What a word means to the grammar; a class, as each word of a file refers to one.
  final class Meaning: Sendable {
    /// The phrases that begin with it, longest first.
    let phrases: [Entry]
    /// Whether it may follow an operand, so that it cannot be the operand's unit.
    let mayFollowOperand: Bool
    /// Whether a line that begins with it is a statement of its own.
    let opensLine: Bool

    fileprivate init(_ draft: Draft) {
      phrases = draft.phrases
      mayFollowOperand = draft.mayFollowOperand
      opensLine = draft.opensLine
    }
  }

  /// A meaning that is put together.
  fileprivate struct Draft {
    var phrases: [Entry] = []
    var mayFollowOperand = false
    var opensLine = false

    /// Adds a phrase behind those that are as long.
    mutating func add(_ entry: Entry) {
      let place = phrases.firstIndex { $0.words.count < entry.words.count }
      phrases.insert(entry, at: place ?? phrases.count)
    }
  }

  /// What a word means to the grammar; nil where it can only be a name or a unit.
  static func meaning(of word: String) -> Meaning? { byWord[word] }

  /// No word that opens a line has more bytes.
  static let openingBytesMax =
    Keyword.lineOpeners.flatMap { $0.chinese + $0.english }
    .map { Keyword.firstWord(of: $0).utf8.count }.max() ?? 0

  /// Every Chinese phrase of one word, longest first, for finding keywords glued to names.
  static let chineseWords: [(word: String, keyword: Keyword)] = Keyword.allCases
    .flatMap { keyword in keyword.chinese.map { (word: $0, keyword: keyword) } }
    .filter { !$0.word.contains(" ") }
    .sorted { ($0.word.count, $1.word) > ($1.word.count, $0.word) }

  /// The Chinese words of a scoring line that a number may follow.
  static let chineseVerbs: [String] = [
    Keyword.scores, .deducts, .adds, .perFull, .perStarted, .perProRata, .downTo, .upTo,
  ].flatMap(\.chinese)

  private static let byWord: WordTable<Meaning> = {
    var table = WordTable(Draft())
    for keyword in Keyword.allCases {
      for (language, spellings) in [(Language.en, keyword.english), (.zh, keyword.chinese)] {
        for spelling in spellings {
          let words = words(of: spelling)
          guard let first = words.first else { continue }
          table[adding: first].add(Entry(keyword: keyword, words: words, language: language))
        }
      }
    }
    for keyword in Keyword.lineOpeners {
      for spelling in keyword.english + keyword.chinese {
        table[adding: Keyword.firstWord(of: spelling)].opensLine = true
      }
    }
    for keyword in followers {
      for spelling in keyword.english + keyword.chinese {
        table[adding: Keyword.firstWord(of: spelling)].mayFollowOperand = true
      }
    }
    for word in otherFollowers { table[adding: word].mayFollowOperand = true }
    return table.mapValues(Meaning.init)
  }()

  /// The words of a spelling; a hyphen is one of its own.
  private static func words(of spelling: String) -> [String] {
    let isOne = !spelling.utf8.contains { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "-") }
    if isOne { return [spelling] }
    var words: [String] = []
    for part in spelling.utf8.split(separator: UInt8(ascii: " ")) {
      for (index, word) in part.split(separator: UInt8(ascii: "-")).enumerated() {
        if index > 0 { words.append("-") }
        words.append(String(Substring(word)))
      }
    }
    return words
  }

  private static let followers: [Keyword] = [
    .scores, .scoresFull, .scoresZero, .full, .deducts, .adds, .per, .perFull, .perStarted,
    .perProRata, .downTo, .upTo, .from, .to, .judged, .when, .excludedOverHeading, .clamped,
    .weighing, .totalAtMost, .gradeAtMost, .gradeIs, .scoresNothing, .atLeast, .atMost, .above,
    .below, .and, .or, .if, .then, .else, .in, .where, .within, .has, .undetermined,
    .insideTotal, .outsideTotal, .rows,
  ]

  private static let otherFollowers = [
    "half", "四舍五入", "四舍六入五成双", "五舍六入", "只入不舍", "只舍不入", "向上取整", "向下取整",
    "ceiling", "floor", "剔除",
  ]
}
