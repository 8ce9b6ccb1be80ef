/// Headings and indicators that an amendment opens or adds.
extension Amendment {
  /// The section that subsections are looked for in first.
  private var section: Int? {
    switch openHeading {
    case .base(let heading): base.headings[heading].parent ?? heading
    case .added(let section): section
    case .none, .own, .nowhere: nil
    }
  }

  /// Opens a heading of the base for what is added to it.
  mutating func open(level: Int, _ name: Name) {
    begin(.nowhere, takingBases: true)
    openHeading = .nowhere
    guard let heading = heading(level: level, name) else { return }
    let part = base.headings[heading].part
    if let place = removed[part] {
      diagnostics.add(.removedBefore(name.text, first: place), at: name.range)
      return
    }
    openHeading = .base(heading)
    place = .heading(heading)
  }

  /// The heading of the base that a name means; what stands in the way is reported.
  mutating func heading(level: Int, _ name: Name) -> Int? {
    let all = base.headings.indices.filter {
      base.headings[$0].level == level && base.headings[$0].name == name.text
    }
    let here = all.filter { base.headings[$0].parent == section }
    let found = level > 1 && section != nil && !here.isEmpty ? here : all
    if found.count > 1 {
      let sections = found.compactMap { base.headings[$0].parent }
      diagnostics.add(
        .severalSections(name.text, sections: sections.map { base.headings[$0].name }),
        at: name.range)
      return nil
    }
    if let heading = found.first { return heading }
    let names = base.headings.filter { $0.level == level }.map(\.name)
    let others = base.headings.contains { $0.name == name.text }
    diagnostics.add(
      .notInBase(
        name.text, as: level == 1 ? .section : .subsection,
        nearest: EditDistance.nearest(to: name.text, in: names),
        elsewhere: others ? (level == 1 ? .subsection : .section) : kind(of: name.text)),
      at: name.range)
    return nil
  }

  mutating func addHeading(_ level: Int, _ name: Name, _ statement: Statement) {
    let section = section
    let there = base.headings.indices.first {
      let heading = base.headings[$0]
      return heading.level == level && heading.name == name.text && removed[heading.part] == nil
        && (level == 1 || heading.parent == section)
    }
    if let there {
      begin(.nowhere, takingBases: true)
      openHeading = .base(there)
      diagnostics.add(
        .headingInBase(
          line: Message.line(of: statement.kind),
          opening: Message.line(of: .openedHeading(level: level, name)),
          first: first(base.headings[there].part)),
        at: statement.range)
      return
    }
    mark(statement, .added)
    if level == 1 {
      openHeading = .own
      begin(.own, takingBases: true)
    } else if let section {
      openHeading = .added(section: section)
      begin(.under(section), takingBases: true)
    } else if case .own = openHeading {
      begin(.own, takingBases: true)
    } else {
      if case .none = openHeading {
        diagnostics.add(
          .headingUnsaid(name.text, opening: .section, sections), at: name.range)
      }
      openHeading = .nowhere
      begin(.nowhere, takingBases: true)
    }
    put(statement)
  }

  private var sections: [String] { base.headings.filter { $0.level == 1 }.map(\.name) }

  mutating func addIndicator(_ name: Name, _ statement: Statement) {
    mark(statement, .added)
    if isThere(.named(.indicator, name.text), at: statement) {
      return begin(.nowhere, takingBases: true)
    }
    switch openHeading {
    case .base(let heading): begin(.directlyUnder(heading), takingBases: true)
    case .added(let section): begin(.under(section), takingBases: true)
    case .own: begin(.own, takingBases: true)
    case .nowhere: begin(.nowhere, takingBases: true)
    case .none:
      begin(base.headings.isEmpty ? .own : .nowhere, takingBases: true)
      if !base.headings.isEmpty {
        let lowest = base.headings.map(\.level).max() ?? 1
        diagnostics.add(
          .headingUnsaid(
            name.text, opening: lowest == 1 ? .section : .subsection,
            base.headings.filter { $0.level == lowest }.map(\.name)),
          at: name.range)
      }
    }
    put(statement)
  }
}
