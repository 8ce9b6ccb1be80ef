/// Finds names one edit apart of which one is hardly used: most likely one name was meant.
///
/// Names of figures come in pairs on purpose: 本年 and 上年, 收入 and 支出. Those are left alone, and
/// so is a name whose description has the character that tells it from the other.
struct NearlySameNames {
  /// The pairs of which the one is used once; of a name that is never used that is said instead.
  private(set) var observations: [Observation] = []

  private var twins: [SourceRange: (name: String, range: SourceRange)] = [:]

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

  /// Characters that stand for each other in names that are told apart on purpose.
  private static let contrasts: [Set<Character>] = [
    "一二三四五六七八九十", "甲乙丙丁", "上中下左右前后", "本上下去前后今明次", "初末始终中底", "收支进出存取借贷", "增减升降加",
    "应实原新旧已未", "大中小多少高低长短早晚快慢", "内外男女正负正副主次", "总分合单", "省市州县区乡镇村国", "年季月旬周日时",
    "全半", "人财物", "金银", "公私", "是否", "买卖", "优良中差",
  ].map { Set($0) }

  init(_ ruleset: Ruleset, _ use: NameUse) {
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

  /// The name that one declared at a place is almost the same as.
  func twin(of range: SourceRange) -> (name: String, range: SourceRange)? { twins[range] }

  private mutating func add(_ rare: Entry, _ common: Entry) {
    twins[rare.range] = (common.name, common.range)
    guard rare.useCount > 0 else { return }
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
    let isMarked = (own + others).contains { $0.isASCII || $0.isNumber }
    let isDescribed = own.contains { rare.description.contains($0) }
    return !isMarked && !isDescribed && !areContrasting(own, others)
  }

  /// Whether two characters stand for each other, or one alone is of those that do.
  private static func areContrasting(
    _ own: ArraySlice<Character>, _ others: ArraySlice<Character>
  ) -> Bool {
    guard own.count <= 1, others.count <= 1 else { return false }
    return contrasts.contains { group in (own + others).allSatisfy(group.contains) }
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
