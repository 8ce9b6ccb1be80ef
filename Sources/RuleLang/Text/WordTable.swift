/// What is known of the words of the grammar, found by their bytes.
///
/// The words are few and always the same, so a hash that anybody could foresee does no harm: it
/// takes a tenth of the time of one that nobody can, and every word of a file is looked up.
struct WordTable<Value: Sendable>: Sendable {
  private let none: Value
  private var words: [NormalizedText] = []
  private var values: [Value] = []
  /// By hash, the number of a word from 1; 0 is none.
  ///
  /// More than half of them are always free.
  private var slots: [Int32]

  /// A table without words.
  ///
  /// - Parameter none: what is known of a word that is added.
  init(_ none: Value) {
    self.none = none
    slots = Array(repeating: 0, count: 512)
  }

  /// What is known of a word; nil where it has not been added.
  subscript(word: String) -> Value? {
    let number = slots[slot(of: NormalizedText(word))]
    return number == 0 ? nil : values[Int(number) - 1]
  }

  /// What is known of a word, which is added where it has not been.
  subscript(adding word: String) -> Value {
    get { self[word] ?? none }
    _modify {
      let place = index(adding: NormalizedText(word))
      yield &values[place]
    }
  }

  /// The same words with something else for each.
  func mapValues<Other>(_ transform: (Value) -> Other) -> WordTable<Other> {
    WordTable<Other>(
      none: transform(none), words: words, values: values.map(transform), slots: slots)
  }

  private init(none: Value, words: [NormalizedText], values: [Value], slots: [Int32]) {
    self.none = none
    self.words = words
    self.values = values
    self.slots = slots
  }

  private mutating func index(adding word: NormalizedText) -> Int {
    let known = slots[slot(of: word)]
    if known != 0 { return Int(known) - 1 }
    words.append(word)
    values.append(none)
    if words.count * 2 >= slots.count {
      slots = Array(repeating: 0, count: slots.count * 2)
      for (index, word) in words.enumerated() { slots[slot(of: word)] = Int32(index + 1) }
    } else {
      slots[slot(of: word)] = Int32(words.count)
    }
    return words.count - 1
  }

  /// The slot of a word, or the free one that it would have.
  private func slot(of word: NormalizedText) -> Int {
    var slot = word.shortHash & (slots.count - 1)
    while slots[slot] != 0, words[Int(slots[slot]) - 1] != word {
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }
}

extension NormalizedText {
  /// A number of 32 bits that differs for most texts.
  fileprivate var shortHash: Int {
    func hash(_ bytes: some Sequence<UInt8>) -> Int {
      var hash: UInt32 = 2_166_136_261
      for byte in bytes { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
      return Int(hash ^ hash >> 15)
    }
    return text.utf8.withContiguousStorageIfAvailable { hash($0) } ?? hash(text.utf8)
  }
}
