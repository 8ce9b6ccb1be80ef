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
    var word = word
    let number = slots[word.withUTF8(slot)]
    return number == 0 ? nil : values[Int(number) - 1]
  }

  /// The place of a word, given by its bytes; nil where it has not been added.
  func place(of word: ArraySlice<UInt8>) -> Int? {
    let number = word.withUnsafeBufferPointer { slots[slot(of: $0)] }
    return number == 0 ? nil : Int(number) - 1
  }

  /// What is known of the word of a place.
  subscript(place place: Int) -> Value { values[place] }

  /// What is known of a word, which is added where it has not been.
  subscript(adding word: String) -> Value {
    get { self[word] ?? none }
    _modify {
      let place = index(adding: word)
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

  private mutating func index(adding word: String) -> Int {
    var word = word
    let slot = word.withUTF8(slot)
    if slots[slot] != 0 { return Int(slots[slot]) - 1 }
    words.append(NormalizedText(word))
    values.append(none)
    slots[slot] = Int32(words.count)
    if words.count * 2 >= slots.count {
      slots = Array(repeating: 0, count: slots.count * 2)
      for (index, word) in words.enumerated() {
        var text = word.text
        slots[text.withUTF8(self.slot)] = Int32(index + 1)
      }
    }
    return words.count - 1
  }

  /// The slot of a word, or the free one that it would have.
  private func slot(of word: UnsafeBufferPointer<UInt8>) -> Int {
    var slot = Self.shortHash(word) & (slots.count - 1)
    while slots[slot] != 0, !words[Int(slots[slot]) - 1].hasBytes(word) {
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }

  /// A number of 32 bits that differs for most texts.
  private static func shortHash(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var hash: UInt32 = 2_166_136_261
    for byte in bytes { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    return Int(hash ^ hash >> 15)
  }
}
