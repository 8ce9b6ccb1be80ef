/// Finds names one edit apart of which one is hardly used: most likely one name was meant.
///
/// Names of figures come in pairs on purpose: 本年 and 上年, 收入 and 支出. Those are left alone, and
/// so is a name whose description has the character that tells it from the other.
struct NearlySameNames {
  private(set) var observations: [Observation] = []

  /// A declared name and what speaks for or against it.
  private struct Entry {
    let name: String
    let characters: [Character]
    let type: ValueType
    let description: String
    let range: SourceRange
    let useCount: Int
  }

  /// The shortest names that are compared; in shorter ones every character counts.
  private static let characterCountMin = 4

  /// Characters by which names are told apart on purpose.
  private static let telling: Set<Character> = Set(
    "一二三四五六七八九十甲乙丙丁上中下左右前后本去今明初末始终总分合增减收支进出存取借贷应实原新旧大小多少高低"
      + "长短早晚内外男女正负正副省市州县区乡村年季月旬周日时全半主次首次")

  init(_ ruleset: Ruleset) {
    let use = NameUse(ruleset.syntax)
    func entry(_ field: Field) -> Entry {
      Entry(
        name: field.name, characters: Array(field.name), type: field.type,
        description: field.description ?? "", range: field.range,
        useCount: use.counts[NormalizedText(field.name)] ?? 0)
    }
    let definitions = ruleset.definitions.map { definition in
      Entry(
        name: definition.name, characters: Array(definition.name),
        type: definition.expression.type, description: definition.description ?? "",
        range: definition.range, useCount: use.counts[NormalizedText(definition.name)] ?? 0)
    }
    compare(ruleset.facts.map(entry) + definitions)
    for table in ruleset.tables { compare(table.columns.map(entry)) }
  }

  /// Compares names that share a text once a character is left out of either.
  ///
  /// - Complexity: O(*n*) in the characters of the names, times their length.
  private mutating func compare(_ entries: [Entry]) {
    var places: [String: [Int]] = [:]
    var reported: Set<Int> = []
    for (index, entry) in entries.enumerated()
    where entry.characters.count + 1 >= Self.characterCountMin {
      var keys: Set<String> = [entry.name]
      for left in entry.characters.indices {
        var shorter = entry.characters
        shorter.remove(at: left)
        keys.insert(String(shorter))
      }
      var others: Set<Int> = []
      for key in keys {
        others.formUnion(places[key] ?? [])
        places[key, default: []].append(index)
      }
      for other in others.sorted() {
        let (rare, common) =
          entry.useCount <= entries[other].useCount ? (index, other) : (other, index)
        guard Self.isLikelyOne(entries[rare], entries[common]),
          reported.insert(rare).inserted
        else { continue }
        add(entries[rare], entries[common])
      }
    }
  }

  private mutating func add(_ rare: Entry, _ common: Entry) {
    observations.append(
      Observation(
        finding: .nearlySame(rare.name, common.name, first: common.range), range: rare.range,
        evidence: .none))
  }

  private static func isLikelyOne(_ rare: Entry, _ common: Entry) -> Bool {
    guard rare.useCount <= 1, common.useCount >= 2, rare.type == common.type,
      min(rare.characters.count, common.characters.count) >= characterCountMin,
      EditDistance.between(rare.name, common.name, limit: 1) != nil
    else { return false }
    let (own, others) = differing(rare.characters, common.characters)
    let tellsApart = (own + others).contains { character in
      telling.contains(character) || character.isASCII || character.isNumber
    }
    let isDescribed = own.contains { rare.description.contains($0) }
    return !tellsApart && !isDescribed
  }

  /// The characters of each that the other does not have in the same place.
  private static func differing(
    _ first: [Character], _ second: [Character]
  ) -> (first: ArraySlice<Character>, second: ArraySlice<Character>) {
    var start = 0
    while start < min(first.count, second.count), first[start] == second[start] { start += 1 }
    var end = 0
    while end < min(first.count, second.count) - start,
      first[first.count - 1 - end] == second[second.count - 1 - end]
    { end += 1 }
    return (first[start..<(first.count - end)], second[start..<(second.count - end)])
  }
}
