/// What an amendment replaces and removes.
extension Amendment {
  // MARK: Replacing

  mutating func replace(_ kind: Statement.Kind, _ statement: Statement, _ range: SourceRange) {
    switch kind {
    case .facts:
      begin(.nowhere)
      (isAmongFacts, replacesFacts) = (true, true)
    case .heading(let level, let name, _, _):
      begin(.nowhere, takingBases: true)
      let heading = heading(level: level, name)
      openHeading = heading.map { .base($0) } ?? .nowhere
      guard let heading else { return }
      take([base.headings[heading].part], for: statement)
      put(statement)
    case .indicator(let name, _):
      begin(.nowhere)
      take(.named(.indicator, name.text), named: name, as: .indicator, for: statement)
      takesBases = true
      put(statement)
    case .grades:
      begin(.nowhere)
      isAmongGrades = true
      replaceGrades(statement)
    default:
      guard let key = StatedParts.Key(kind) else { return begin(.nowhere) }
      begin(.nowhere)
      let parts = base[key]
      if parts.isEmpty {
        reportMissing(key, at: name(of: kind)?.range ?? range)
      } else {
        take(parts, for: statement)
      }
      put(statement)
    }
  }

  /// The block of grades is replaced with all its lines.
  private mutating func replaceGrades(_ statement: Statement) {
    let heads = base[.only(.grades)]
    let lines = base.names(of: .grade).flatMap { base[.named(.grade, $0)] }
    guard let place = (heads + lines).min() else {
      diagnostics.add(
        .notInBase("", as: .grades, nearest: nil, elsewhere: nil), at: statement.range)
      return
    }
    take([place], for: statement, with: (heads + lines).filter { $0 != place })
    put(statement)
  }

  /// Lets lines go where a named part stands.
  mutating func take(
    _ key: StatedParts.Key, named name: Name, as keyword: Keyword, for statement: Statement
  ) {
    let parts = base[key]
    if parts.isEmpty {
      place = .nowhere
      reportMissing(name, as: keyword)
    } else {
      take(parts, for: statement)
    }
  }

  /// Lets lines go where parts stand: to the first, and the others are gone.
  private mutating func take(
    _ parts: [Int], for statement: Statement, with others: [Int] = []
  ) {
    guard let first = parts.first else { return }
    for part in parts + others {
      guard let before = changedBy[part] else { continue }
      place = .nowhere
      diagnostics.add(.changedTwice(first: before), at: statement.range)
      return
    }
    for part in parts + others { changedBy[part] = statement.range }
    dropped[first] = parts.dropFirst() + others
    place = .part(first)
    mark(statement, .replaced)
  }

  // MARK: Removing

  mutating func remove(_ removal: RemovalSyntax, at range: SourceRange) {
    switch removal {
    case .named(let keyword, let names):
      for name in names { remove(name, as: keyword) }
    case .titled(let keyword, let texts):
      for text in texts { remove(text, as: keyword) }
    case .conditional(let keyword, let condition):
      remove(.conditional(keyword, CanonicalText.of(condition)), at: range)
    case .order(let limits, _): remove(.order(Set(limits.map(CanonicalText.of))), at: range)
    case .testsOf(let names):
      for name in names { removeTests(of: name) }
    case .all(.grades):
      let lines = base.names(of: .grade).flatMap { base[.named(.grade, $0)] }
      remove(base[.only(.grades)] + lines, orReport: .only(.grades), at: range)
    case .all(let keyword) where [.basis, .check, .test].contains(keyword):
      let parts = base.parts.indices.filter { base.parts[$0].key.isTitled(keyword) }
      remove(parts, orReport: .only(keyword), at: range)
    case .all(let keyword): remove(.only(keyword), at: range)
    }
  }

  private mutating func remove(_ name: Name, as keyword: Keyword) {
    switch keyword {
    case .section, .subsection:
      guard let heading = heading(level: keyword == .section ? 1 : 2, name) else { return }
      remove(base.parts(under: heading), at: name.range)
      removedNames[name.text] = name.range
    default:
      let kind = keyword == .parameter ? .define : keyword
      let parts = base[.named(kind, name.text)]
      if parts.isEmpty { return reportMissing(name, as: keyword) }
      remove(parts, at: name.range)
      removedNames[name.text] = name.range
    }
  }

  private mutating func remove(_ text: TextSyntax, as keyword: Keyword) {
    let parts = base[.titled(keyword, text.text)]
    guard parts.isEmpty else { return remove(parts, at: text.range) }
    let nearest = EditDistance.nearest(to: text.text, in: base.titles(of: keyword))
    diagnostics.add(
      .notInBase(text.text, as: keyword, nearest: nearest, elsewhere: nil), at: text.range)
  }

  private mutating func remove(_ key: StatedParts.Key, at range: SourceRange) {
    remove(base[key], orReport: key, at: range)
  }

  private mutating func remove(
    _ parts: [Int], orReport key: StatedParts.Key, at range: SourceRange
  ) {
    if parts.isEmpty { reportMissing(key, at: range) } else { remove(parts, at: range) }
  }

  private mutating func remove(_ parts: [Int], at range: SourceRange) {
    if let part = parts.first(where: { changedBy[$0] != nil }), let before = changedBy[part] {
      diagnostics.add(.changedTwice(first: before), at: range)
      return
    }
    for part in parts {
      changedBy[part] = range
      removed[part] = range
      if case .named(.indicator, let name) = base.parts[part].key, removedNames[name] == nil {
        removedNames[name] = range
      }
    }
  }

  /// Removes the tests that expect something of an indicator; one of several has gone already.
  private mutating func removeTests(of name: Name) {
    let tests = base.parts.indices.filter { part in
      base.parts[part].key.isTitled(.test)
        && base.statements(of: part).contains { $0.expects(name.text) }
    }
    guard tests.isEmpty else {
      for part in tests where changedBy[part] == nil {
        changedBy[part] = name.range
        removed[part] = name.range
      }
      return
    }
    let isThere = !base[.named(.indicator, name.text)].isEmpty
    let nearest = EditDistance.nearest(to: name.text, in: base.names(of: .indicator))
    diagnostics.add(
      isThere
        ? .noTestsOf(name.text)
        : .notInBase(name.text, as: .indicator, nearest: nearest, elsewhere: kind(of: name.text)),
      at: name.range)
  }

  // MARK: What is not there

  /// What a name is in the base, if it is there.
  func kind(of name: String) -> Keyword? {
    [Keyword.facts, .table, .define, .indicator, .unit, .grade].first {
      !base[.named($0, name)].isEmpty
    } ?? base.headings.first { $0.name == name }.map { $0.level == 1 ? .section : .subsection }
  }

  private mutating func reportMissing(_ name: Name, as keyword: Keyword) {
    let kind = keyword == .parameter ? .define : keyword
    let nearest = EditDistance.nearest(to: name.text, in: base.names(of: kind))
    diagnostics.add(
      .notInBase(name.text, as: keyword, nearest: nearest, elsewhere: self.kind(of: name.text)),
      at: name.range)
  }

  private mutating func reportMissing(_ key: StatedParts.Key, at range: SourceRange) {
    switch key {
    case .named(let keyword, let name):
      let nearest = EditDistance.nearest(to: name, in: base.names(of: keyword))
      diagnostics.add(
        .notInBase(name, as: keyword, nearest: nearest, elsewhere: kind(of: name)), at: range)
    case .titled(let keyword, let title):
      let nearest = EditDistance.nearest(to: title, in: base.titles(of: keyword))
      diagnostics.add(
        .notInBase(title, as: keyword, nearest: nearest, elsewhere: nil), at: range)
    case .only(let keyword), .conditional(let keyword, _):
      diagnostics.add(.notInBase("", as: keyword, nearest: nil, elsewhere: nil), at: range)
    case .order, .heading, .opener:
      diagnostics.add(.notInBase("", as: .order, nearest: nil, elsewhere: nil), at: range)
    }
  }

  /// The name of what a statement declares.
  private func name(of kind: Statement.Kind) -> Name? {
    switch kind {
    case .table(let name, _), .define(let name, _, _), .parameter(let name, _, _),
      .unit(let name, _),
      .gradeBand(let name, _), .gradeCondition(let name, _), .gradeOtherwise(let name):
      name
    default: nil
    }
  }
}

extension StatedParts.Key {
  /// Whether it is known by a text of a kind.
  fileprivate func isTitled(_ keyword: Keyword) -> Bool {
    if case .titled(keyword, _) = self { true } else { false }
  }
}

extension Statement {
  /// Whether it is the line of a test that expects something of an indicator or a heading.
  fileprivate func expects(_ name: String) -> Bool {
    let subjects: [ExpectedSyntax] =
      switch kind {
      case .expect(let expectations): expectations.map(\.subject)
      case .testCases(let columns):
        columns.compactMap { column in
          if case .subject(let subject) = column { subject } else { nil }
        }
      default: []
      }
    return subjects.contains { subject in
      switch subject.kind {
      case .score(let own), .measure(let own): own.text == name
      case .total, .grade: false
      }
    }
  }
}
