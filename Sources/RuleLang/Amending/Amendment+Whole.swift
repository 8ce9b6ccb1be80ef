/// An amendment and its base as one sequence of statements.
extension Amendment {
  /// The files of the base with what has been changed in them, then its own with what is left.
  var files: [RuleFile] {
    var anchors = Anchors()
    for (heading, lines) in addedToHeading {
      anchors.add(lines, after: base.parts[base.headings[heading].part].lines.max(), rank: 0)
    }
    for (heading, lines) in addedDirectly {
      anchors.add(lines, after: base.lastLine(directlyUnder: heading), rank: 1)
    }
    for (section, lines) in addedUnder {
      let last = base.family(of: section).compactMap { base.lastLine(directlyUnder: $0) }.max()
      anchors.add(lines, after: last, rank: 2)
    }
    addHeaderLines(to: &anchors)
    return baseFiles.enumerated().map { written($1, index: $0, anchors) }
      + zip(ownFiles, kept).map { $0.with($1) }
  }

  /// Lines of the header that the base does not have stand after those that it has.
  private func addHeaderLines(to anchors: inout Anchors) {
    var last = StatedParts.Line(file: 0, number: -1)
    for keyword in Self.headerKeywords {
      for part in base[.only(keyword)] { last = max(last, base.parts[part].lines[0]) }
    }
    let added = Self.headerKeywords.filter { base[.only($0)].isEmpty }.compactMap { header[$0] }
    anchors.add(added, after: last, rank: 3)
    let bases = base.titles(of: .basis).flatMap { base[.titled(.basis, $0)] }
    let lastBasis = bases.flatMap { base.parts[$0].lines }.max()
    anchors.add(addedBases, after: lastBasis ?? last, rank: 4)
  }

  private static let headerKeywords: [Keyword] = [
    .ruleset, .fiscalYear, .revision, .effective, .totalPoints, .scoresRounded, .totalRounded,
  ]

  private func written(_ file: RuleFile, index: Int, _ anchors: Anchors) -> RuleFile {
    var statements = anchors.lines(after: StatedParts.Line(file: index, number: -1))
    for (number, statement) in file.statements.enumerated() {
      let line = StatedParts.Line(file: index, number: number)
      statements += written(statement, at: line) + anchors.lines(after: line)
    }
    return file.with(statements)
  }

  private func written(_ statement: Statement, at line: StatedParts.Line) -> [Statement] {
    guard let part = base.partOfLine[line] else { return [statement] }
    if removed[part] != nil { return [] }
    // What goes with a replaced part is changed and has no lines of its own.
    if changedBy[part] != nil, replaced[part] == nil { return [] }
    if let lines = replaced[part] {
      guard line == base.parts[part].lines[0], let first = lines.first else { return [] }
      return [first.inPlace(of: statement)] + lines.dropFirst()
    }
    switch base.parts[part].key {
    case .opener:
      let facts = base.parts[part].facts
      return !facts.isEmpty && facts.allSatisfy { removed[$0] != nil } ? [] : [statement]
    case .only(let keyword) where Self.headerKeywords.contains(keyword):
      if let own = header[keyword] { return [own] }
      // A revision and a period are those of a version alone.
      return keyword == .revision || keyword == .effective ? [] : [statement]
    default: return [statement]
    }
  }

  // MARK: Whether anything changes

  mutating func warnOfNoChange(at range: SourceRange?) {
    // Other bases alone are no other rules.
    var isChanged = removed.keys.contains { part in
      if case .titled(.basis, _) = base.parts[part].key { false } else { true }
    }
    isChanged = isChanged || !addedDirectly.isEmpty || !addedUnder.isEmpty
    isChanged = isChanged || !addedToHeading.isEmpty || kept.contains { !$0.isEmpty }
    for (part, lines) in replaced.sorted(by: { $0.key < $1.key }) {
      let parts = ([part] + (dropped[part] ?? [])).sorted()
      let before = parts.flatMap(base.statements).map { CanonicalText.of($0.kind) }
      guard let first = lines.first, before == lines.map({ CanonicalText.of($0.kind) }) else {
        isChanged = true
        continue
      }
      diagnostics.add(.changesNothing(first: self.first(part)), at: first.range)
    }
    for keyword in [Keyword.totalPoints, .scoresRounded, .totalRounded] where header[keyword] != nil
    {
      isChanged = true
    }
    guard !isChanged, diagnostics.isEmpty, let range else { return }
    diagnostics.add(.unchangedAmendment(), at: range)
  }

  // MARK: Where statements come from

  /// The trail of the base with this amendment's.
  func trail(after text: RulesetText) -> VersionTrail {
    var trail = text.trail ?? VersionTrail(text)
    let layer = trail.layers.count
    for part in removed.keys.sorted() where base.parts[part].key != .opener {
      let statement = base.statement(base.parts[part].lines[0])
      trail.removed.append(.init(statement: statement, layer: layer))
    }
    trail.actions.merge(actions) { $1 }
    return trail
  }
}

extension Statement {
  /// The statement with the comments of the one whose place it takes before its own.
  fileprivate func inPlace(of other: Statement) -> Statement {
    Statement(
      kind: kind, range: range, commentsBefore: other.commentsBefore + commentsBefore,
      commentAfter: commentAfter, hasBlankBefore: other.hasBlankBefore)
  }
}

/// Lines to be put in after lines of the base.
private struct Anchors {
  private var byLine: [StatedParts.Line: [(rank: Int, lines: [Statement])]] = [:]

  mutating func add(_ lines: [Statement], after line: StatedParts.Line?, rank: Int) {
    guard let line, !lines.isEmpty else { return }
    byLine[line, default: []].append((rank, lines))
  }

  func lines(after line: StatedParts.Line) -> [Statement] {
    (byLine[line] ?? []).sorted { $0.rank < $1.rank }.flatMap(\.lines)
  }
}
