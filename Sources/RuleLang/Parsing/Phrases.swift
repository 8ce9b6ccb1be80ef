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
    mutating func add(_ entry: Entry, opensLine: Bool, mayFollowOperand: Bool) {
      self.opensLine = self.opensLine || opensLine
      self.mayFollowOperand = self.mayFollowOperand || mayFollowOperand
      if let place = phrases.firstIndex(where: { $0.words.count < entry.words.count }) {
        phrases.insert(entry, at: place)
      } else {
        phrases.append(entry)
      }
    }
  }

  /// What a word means to the grammar; nil where it can only be a name or a unit.
  static func meaning(of word: String) -> Meaning? { table.byWord[word] }

  /// The place of a word of the grammar, given by its bytes; nil for any other.
  static func place(of word: ArraySlice<UInt8>) -> Int? { table.byWord.place(of: word) }

  /// What the word of a place means to the grammar.
  static func meaning(at place: Int) -> Meaning { table.byWord[place: place] }

  /// No word that opens a line has more bytes.
  static var openingBytesMax: Int { table.openingBytesMax }

  /// Every Chinese phrase of one word, longest first, for finding keywords glued to names.
  static let chineseWords: [(word: String, keyword: Keyword)] = Keyword.allCases
    .flatMap { keyword in keyword.chinese.map { (word: $0, keyword: keyword) } }
    .filter { !$0.word.contains(" ") }
    .sorted { ($0.word.count, $1.word) > ($1.word.count, $0.word) }

  /// The Chinese words of a scoring line that a number may follow.
  static let chineseVerbs: [String] = [
    Keyword.scores, .deducts, .adds, .perFull, .perStarted, .perProRata, .downTo, .upTo,
  ].flatMap(\.chinese)

  private static let table: (byWord: WordTable<Meaning>, openingBytesMax: Int) = {
    var byWord = WordTable(Draft())
    var openingBytesMax = 0
    for keyword in Keyword.allCases {
      let spellings = Keyword.spellings(of: keyword)
      let opensLine = Keyword.lineOpeners.contains(keyword)
      let mayFollowOperand = followers.contains(keyword)
      for (index, spelling) in (spellings.en + spellings.zh).enumerated() {
        let words = words(of: spelling)
        guard let first = words.first else { continue }
        let language: Language = index < spellings.en.count ? .en : .zh
        byWord[adding: first].add(
          Entry(keyword: keyword, words: words, language: language), opensLine: opensLine,
          mayFollowOperand: mayFollowOperand)
        if opensLine { openingBytesMax = max(openingBytesMax, first.utf8.count) }
      }
    }
    for word in otherFollowers { byWord[adding: word].mayFollowOperand = true }
    return (byWord.mapValues(Meaning.init), openingBytesMax)
  }()

  /// The words of a spelling; a hyphen is one of its own.
  private static func words(of spelling: String) -> [String] {
    let (space, hyphen) = (UInt8(ascii: " "), UInt8(ascii: "-"))
    var words: [String] = []
    var rest = spelling.utf8[...]
    while let end = rest.firstIndex(where: { $0 == space || $0 == hyphen }) {
      words.append(String(Substring(rest[..<end])))
      if rest[end] == hyphen { words.append("-") }
      rest = rest[rest.index(after: end)...]
    }
    words.append(String(Substring(rest)))
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
