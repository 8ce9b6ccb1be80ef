import ExactNumbers
import RuleLang

/// Facts: one value each, alone, with its source, or chosen from several.
extension Binding {
  mutating func bindFacts() {
    if raw.isSheetRow {
      bindCells()
      return
    }
    var facts: [Int: SourceRange] = [:]
    var tables: [Int: SourceRange] = [:]
    for member in raw.facts {
      if let index = names.facts[member.name] {
        guard isFirst(member, index, in: &facts) else { continue }
        bind(member.value, toFact: index)
      } else if let index = names.tables[member.name] {
        guard isFirst(member, index, in: &tables) else { continue }
        bind(member.value, toTable: index)
      } else {
        reportUnknown(member)
      }
    }
  }

  /// Whether a name comes for the first time; it is reported if it does not.
  mutating func isFirst(
    _ member: RawMember, _ index: Int, in seen: inout [Int: SourceRange]
  ) -> Bool {
    guard let first = seen.updateValue(member.nameRange, forKey: index) else { return true }
    found.add(.repeatedName(member.name, first: first), at: member.nameRange)
    return false
  }

  /// Binds the cells of a row; what is wrong with their columns is said once for the file.
  private mutating func bindCells() {
    let targets = raw.facts.map { names.target(ofColumn: $0.name) }
    var counts: [NameIndex.TargetKey: Int] = [:]
    var reasons: [Int: RawValue] = [:]
    for (member, target) in zip(raw.facts, targets) {
      if let key = target.key { counts[key, default: 0] += 1 }
      if case .judgmentReason(let index) = target { reasons[index] = member.value }
    }
    for (member, target) in zip(raw.facts, targets) {
      guard let key = target.key, counts[key] == 1 else { continue }
      switch target {
      case .fact(let index, let unit), .similarFact(let index, let unit):
        if case .unfit = unit { continue }
        let field = ruleset.facts[index]
        set(
          read(member.value, as: field, unit: bareUnit(of: field, header: unit)), forFact: index,
          at: member.value.range)
      case .judgment(let index):
        bindJudgment(score: member.value, reason: reasons[index], indicator: index)
      case .judgmentReason, .unknown: break
      }
    }
  }

  private mutating func set(
    _ reading: ValueReader.Reading?, forFact index: Int, at place: SourceRange,
    source: String? = nil, asOf: String? = nil
  ) {
    guard let reading else { return }
    record.facts[index] = reading.constant
    record.factOrigins[index] = Origin(
      source: source, asOf: asOf, written: reading.written, place: place)
    factPlaces[index] = place
  }

  private mutating func bind(_ value: RawValue, toFact index: Int) {
    let field = ruleset.facts[index]
    let unit = bareUnit(of: field)
    guard case .object(let object) = value.content else {
      set(read(value, as: field, unit: unit), forFact: index, at: value.range)
      return
    }
    let members = found.members(of: object, among: DataWord.ofValue)
    if let values = members[.values] {
      if let single = members[.value] {
        found.add(.valueAndValues(), at: single.nameRange)
        return
      }
      bindChoice(values, members, toFact: index, at: value.range)
      return
    }
    for word in [DataWord.use, .reason] {
      if let stray = members[word] {
        found.add(.choiceWithoutValues(stray.name), at: stray.nameRange)
      }
    }
    guard let single = members[.value] else {
      found.add(.valueNeeded(field.name), at: value.range)
      return
    }
    set(
      read(single.value, as: field, unit: unit), forFact: index, at: single.value.range,
      source: text(members[.source]), asOf: day(members[.asOf]))
  }

  /// The text of a member that is a string; nil where it is left out.
  mutating func text(_ member: RawMember?) -> String? {
    guard let member, !member.value.isMissing else { return nil }
    guard case .text(let text) = member.value.content else {
      found.add(.wrongKind(member.name, zh: "文字", en: "a string"), at: member.value.range)
      return nil
    }
    let trimmed = text.withoutOuterSpace
    return trimmed.isEmpty ? nil : trimmed
  }

  mutating func day(_ member: RawMember?) -> String? {
    guard let member, let text = text(member) else { return nil }
    guard let date = ValueReader.date(text) else {
      found.add(.notADay(text, member.name), at: member.value.range)
      return nil
    }
    return date.description
  }

  private mutating func reportUnknown(_ member: RawMember) {
    let name = member.name
    if others.contains(where: { $0.facts[name] != nil || $0.tables[name] != nil }) { return }
    if names.definitions.contains(name) || names.indicators[name] != nil {
      let isJudgeable = isJudgeable(name)
      found.add(.computedName(name, isJudgeable: isJudgeable), at: member.nameRange)
      return
    }
    guard !found.isFull else { return }
    // What the record lacks is more likely to be meant than what it has.
    let given = Set(raw.facts.map(\.name))
    let all = ruleset.facts.map(\.name) + ruleset.tables.map(\.name)
    let lacking = all.filter { !given.contains($0) }
    if let nearest = NearestName.of(name, in: lacking) {
      found.add(.unknownFact(name, nearest: nearest, isLacking: true), at: member.nameRange)
    } else {
      let nearest = NearestName.of(name, in: all)
      found.add(.unknownFact(name, nearest: nearest, isLacking: false), at: member.nameRange)
    }
  }

  private func isJudgeable(_ name: String) -> Bool {
    names.indicators[name].map { ruleset.indicators[$0].method.isJudgeable } ?? false
  }
}

/// Facts with several values, of which the data name the one used.
extension Binding {
  private mutating func bindChoice(
    _ values: RawMember, _ members: [DataWord: RawMember], toFact index: Int,
    at place: SourceRange
  ) {
    let field = ruleset.facts[index]
    for word in [DataWord.source, .asOf] {
      if let stray = members[word] {
        found.add(.sourceBesideValues(stray.name), at: stray.nameRange)
      }
    }
    guard case .list(let elements) = values.value.content, elements.count > 1 else {
      found.add(.severalValuesNeeded(), at: values.value.range)
      return
    }
    let count = found.diagnostics.count
    let candidates = elements.compactMap { candidate($0, field) }
    guard candidates.count == elements.count else {
      // Either it was reported, or a value is missing where each should be given.
      if found.diagnostics.count == count {
        found.add(.severalValuesNeeded(), at: values.value.range)
      }
      return
    }
    let isUnanimous = candidates.allSatisfy { $0.0.value == candidates[0].0.value }
    guard let use = members[.use], !use.value.isMissing else {
      if isUnanimous {
        set(candidates[0], forFact: index)
      } else {
        found.add(.useNeeded(field.name, candidates.map(\.0.written)), at: values.nameRange)
      }
      return
    }
    guard let used = read(use.value, as: field, unit: bareUnit(of: field)) else { return }
    guard let chosen = candidates.firstIndex(where: { $0.0.value == used.constant }) else {
      found.add(.useNotAmong(used.written, candidates.map(\.0.written)), at: use.value.range)
      return
    }
    set(candidates[chosen], forFact: index)
    guard !isUnanimous else { return }
    guard let reason = text(members[.reason]) else {
      found.add(.reasonNeeded(used.written), at: members[.reason]?.value.range ?? use.value.range)
      return
    }
    record.choices.append(
      ValueChoice(fact: index, candidates: candidates.map(\.0), used: chosen, reason: reason))
  }

  /// One of several values, with its day and its place; nil where it is missing or reported.
  private mutating func candidate(
    _ value: RawValue, _ field: Field
  ) -> (ValueChoice.Candidate, asOf: String?, place: SourceRange)? {
    var single = value
    var members: [DataWord: RawMember] = [:]
    if case .object(let object) = value.content {
      members = found.members(of: object, among: DataWord.ofCandidate)
      guard let given = members[.value] else { return nil }
      single = given.value
    }
    let source = text(members[.source])
    let asOf = day(members[.asOf])
    guard let reading = read(single, as: field, unit: bareUnit(of: field)) else { return nil }
    let candidate = ValueChoice.Candidate(
      value: reading.constant, written: reading.written, source: source)
    return (candidate, asOf, single.range)
  }

  private mutating func set(
    _ candidate: (ValueChoice.Candidate, asOf: String?, place: SourceRange), forFact index: Int
  ) {
    record.facts[index] = candidate.0.value
    record.factOrigins[index] = Origin(
      source: candidate.0.source, asOf: candidate.asOf, written: candidate.0.written,
      place: candidate.place)
    factPlaces[index] = candidate.place
  }
}
