/// What is said of a version by itself, and of an amendment beside its base.
extension RulesetText {
  /// The ruleset without the statements of an amendment, where it is none.
  ///
  /// Such statements are reported; so is an amendment without what it amends.
  func standingAlone() -> RulesetText {
    guard bases.isEmpty, isCheckable else { return self }
    if let amended = header.amended {
      guard header.isComplete else { return stopped(by: missingHeader()) }
      return stopped(
        by: .noBase(
          year: amended.year.digits, revision: amended.revision?.digits,
          name: header.name?.text ?? "", available: []))
    }
    let statements = files.lazy.flatMap(\.statements)
    // Where the line that says so cannot be read, it is not sure that nothing is amended.
    let mayAmend = statements.contains {
      if case .malformed(.amends) = $0.kind { true } else { false }
    }
    var text = self
    if mayAmend {
      text.isCheckable = false
    } else if let change = statements.first(where: \.isChange) {
      text.isCheckable = false
      // A line that could not be read at all may have been the one that says what is amended.
      guard files.allSatisfy(\.isReadable) else { return text }
      let year = header.yearNumber.map { $0 - 1 }
      text.diagnostics.add(.amendsNothing(year: year), at: firstWord(of: change))
    } else {
      text.closeHeadings()
    }
    return text
  }

  /// Where the first word of a statement stands.
  private func firstWord(of statement: Statement) -> SourceRange {
    let line = sources[statement.range.file].text(statement.range.offsets)
    let word = line.prefix { !$0.isWhitespace }
    return SourceRange(
      file: statement.range.file, lower: statement.range.lower,
      upper: statement.range.lower + word.utf8.count)
  }

  /// Takes headings without points for what they are where nothing is amended: unfinished lines.
  private mutating func closeHeadings() {
    for index in files.indices {
      let isOpen = files[index].statements.contains {
        if case .openedHeading = $0.kind { true } else { false }
      }
      guard isOpen else { continue }
      var statements = files[index].statements
      for (number, statement) in statements.enumerated() {
        guard case .openedHeading(let level, _) = statement.kind else { continue }
        let end = SourceRange(
          file: statement.range.file, lower: statement.range.upper, upper: statement.range.upper)
        diagnostics.add(.missingPart(.points, found: nil), at: end)
        let kind = Statement.Kind.malformed(opening: level == 1 ? .section : .subsection)
        statements[number] = statement.replacing(by: kind, at: statement.range)
      }
      files[index] = files[index].with(statements)
    }
  }

  // MARK: Beside the base

  /// What the checker found in the whole, without what the base has by itself.
  ///
  /// A finding about something that the amendment removes tells where.
  func ownFindings(among found: [Diagnostic]) -> [Diagnostic] {
    guard let base = bases.first, let amendment, let amended = header.amended else { return found }
    let isInBase: (Diagnostic) -> Bool = { $0.range.file < ownFiles.lowerBound }
    var known: Set<Diagnostic> = []
    if found.contains(where: isInBase) {
      let checked = RulesetChecker.check(base)
      known = Set(checked.diagnostics)
      if let error = checked.diagnostics.first(where: { $0.severity == .error }),
        found.contains(where: { known.contains($0) && $0.severity == .error })
      {
        return [
          Finding.brokenBase(year: amended.year.digits, first: error.range).at(amended.year.range)
        ]
      }
    }
    var seen: Set<SourceRange> = []
    return found.filter { !(isInBase($0) && known.contains($0)) }.compactMap { finding in
      if let told = amendment.afterRemoval(finding, in: sources) {
        // One removal is one mistake.
        return seen.insert(told.removal).inserted ? told.finding : nil
      }
      let isTold = finding.labels.contains { $0.range.file >= ownFiles.lowerBound }
      return isInBase(finding) && !isTold ? finding.besideAmendment(amended.range) : finding
    }
  }
}

extension Amendment {
  /// A finding that a removal has caused, in words that say so, with the removal.
  fileprivate func afterRemoval(
    _ finding: Diagnostic, in sources: [SourceFile]
  ) -> (finding: Diagnostic, removal: SourceRange)? {
    let marked = sources[finding.range.file].text(finding.range.offsets)
    let name = NameCharacters.normalized(marked.filter { $0 != "`" })
    switch finding.code {
    case .unknownName:
      guard let removal = removedNames[name] else { return nil }
      return (finding.afterRemoval(of: name, at: removal), removal)
    case .emptyHeading:
      let emptied = base.headings.indices.first { heading in
        base.headings[heading].name == name
          && base.parts(under: heading).contains { removed[$0] != nil }
      }
      guard let emptied else { return nil }
      let last = base.parts(under: emptied).compactMap { removed[$0] }.last
      guard let last else { return nil }
      let heading = Statement.Kind.removal(
        .named(
          base.headings[emptied].level == 1 ? .section : .subsection,
          [Name(text: name, range: finding.range)]))
      return (
        Finding.emptied(name, heading: finding.range, line: .line(of: heading)).at(last), last
      )
    default: return nil
    }
  }
}

extension Diagnostic {
  /// The finding with the removal that caused it.
  fileprivate func afterRemoval(of name: String, at removal: SourceRange) -> Diagnostic {
    let place = Label(removal, Message(zh: "在这里删除", en: "removed here"))
    let uses = labels.filter { $0.message.zh == "也用在这里" }
    return Diagnostic(
      code, Message(zh: "“\(name)”已经删除，这里还在用", en: "'\(name)' is removed and still used here"),
      at: range, note: note, labels: [place] + uses.prefix(Self.labelCountMax - 1),
      helps: [
        .init(
          zh: "不删除它，或替换、删除用到它的条目", en: "keep it, or replace or remove what uses it"),
        .init(
          zh: "测试里用到的，连测试一起删除，如", en: "where tests use it, remove them, such as",
          pasteZh: "删除 测试 三级指标 \(name)", pasteEn: "remove test indicator \(name)"),
      ])
  }

  /// The finding in the base with the line that makes it one.
  fileprivate func besideAmendment(_ place: SourceRange) -> Diagnostic {
    alsoAt(
      place, Message(zh: "这样修改以后，就有上面的问题", en: "amended like this, there is the finding above"))
  }
}

extension Statement {
  /// Whether it changes a version that is amended.
  fileprivate var isChange: Bool {
    switch kind {
    case .replacement, .removal: true
    default: false
    }
  }
}
