import RuleLang

/// Finding what amendments amend, and reading both.
extension RulesetLibrary {
  /// The text of a ruleset with what it amends.
  func text(of source: RulesetSource) throws(CommandFailure) -> ReadRuleset {
    let place = files.absolutePath(source.path)
    if let read = memory.texts[place] { return read }
    var shown: [SourceFile] = []
    var parsed: [ParsedFile] = []
    for (index, path) in source.filePaths.enumerated() {
      let file = try self.parsed(path, index: index)
      shown.append(file.source)
      parsed.append(file.named(source.innerPath(of: path)))
    }
    let own = ReadRuleset(text: RulesetText(parsed), shown: shown)
    let read = try amending(source, own)
    memory.texts[place] = read
    return read
  }

  /// The text written out with what it amends, if it amends anything.
  private func amending(
    _ source: RulesetSource, _ own: ReadRuleset
  ) throws(CommandFailure) -> ReadRuleset {
    let header = own.text.header
    guard let amended = header.amended, header.isComplete else { return own }
    guard let base = try base(of: source, header, amended) else {
      let available = try available(beside: source)
      return own.stopped(
        by: .noBase(
          year: amended.year.digits, revision: amended.revision?.digits,
          name: header.name?.text ?? "", available: available))
    }
    if let twin = base.twin {
      return own.stopped(
        by: .severalBases(
          header.name?.text ?? "", year: amended.year.digits, revision: base.revision,
          paths: [base.source.path, twin.path]))
    }
    let chain = try bases(of: source)
    if let last = chain.last, files.absolutePath(last.path) == files.absolutePath(source.path) {
      // A circle is one mistake, whichever of its versions are checked.
      let circle = Set(chain.map { files.absolutePath($0.path) })
      return own.stopped(
        by: memory.circles.insert(circle).inserted
          ? .circularAmendment(try versions([source] + chain))
          : .brokenBase(year: amended.year.digits, first: nil))
    }
    guard chain.count <= Limits.amendmentCountMax else {
      return own.stopped(by: .tooManyAmendments())
    }
    let below = try text(of: base.source)
    // In what amends it, a file goes by its year and folder too.
    let outer = below.text.naming { base.source.outerPath(of: $0) }
    return ReadRuleset(
      text: RulesetText(own.text.sources, amending: outer), shown: below.shown + own.shown)
  }

  /// That a published version has changed on which a ruleset rests, at the line that says so.
  func changedBase(
    of source: RulesetSource, _ header: RulesetHeader
  ) throws(CommandFailure) -> Diagnostic? {
    guard let amended = header.amended else { return nil }
    for base in try bases(of: source) where try Publication.file(of: base, in: files) != nil {
      let loaded = try load(base)
      if let first = loaded.diagnostics.first(where: { $0.severity == .error }) {
        return Finding.brokenBase(year: amended.year.digits, first: first.range)
          .at(amended.year.range)
      }
    }
    return nil
  }

  /// What a ruleset amends, and what that amends, and so on, as far as the first that comes again.
  func bases(of source: RulesetSource) throws(CommandFailure) -> [RulesetSource] {
    var chain: [RulesetSource] = []
    var seen: Set<String> = []
    var current = source
    while chain.count <= Limits.amendmentCountMax {
      let header = try header(of: current)
      guard let amended = header.amended, header.isComplete,
        let base = try base(of: current, header, amended)?.source
      else { break }
      chain.append(base)
      guard seen.insert(files.absolutePath(base.path)).inserted else { break }
      if files.absolutePath(base.path) == files.absolutePath(source.path) { break }
      current = base
    }
    return chain
  }

  /// The years and revisions of rulesets, for people.
  private func versions(_ sources: [RulesetSource]) throws(CommandFailure) -> [String] {
    var versions: [String] = []
    for source in sources {
      let header = try header(of: source, withRevision: true)
      let year = header.yearNumber.map(String.init) ?? "?"
      versions.append(header.revisionNumber == 1 ? year : "\(year)-\(header.revisionNumber)")
    }
    return versions
  }

  // MARK: Where the base is

  /// A version that is amended.
  private struct Base {
    let source: RulesetSource
    var revision = 1
    /// Another of the same revision.
    var twin: RulesetSource?
  }

  /// The version that a ruleset amends; nil where there is none.
  private func base(
    of source: RulesetSource, _ header: RulesetHeader, _ amended: RulesetHeader.Amended
  ) throws(CommandFailure) -> Base? {
    let isOfOtherYear = amended.yearNumber != header.yearNumber
    let own = isOfOtherYear ? 0 : try self.header(of: source, withRevision: true).revisionNumber
    for candidates in places(of: amended, beside: source) {
      var fitting: [RulesetSource] = []
      for candidate in candidates() {
        let other = try self.header(of: candidate)
        if other.name?.text == header.name?.text, other.yearNumber == amended.yearNumber {
          fitting.append(candidate)
        }
      }
      if fitting.count == 1, amended.revisionNumber == nil, isOfOtherYear {
        return Base(source: fitting[0])
      }
      var best: Base?
      for candidate in fitting {
        let revision = try self.header(of: candidate, withRevision: true).revisionNumber
        if let wanted = amended.revisionNumber, wanted != revision { continue }
        // Of its own year a version amends a lower revision.
        if amended.revisionNumber == nil, !isOfOtherYear, revision >= own { continue }
        if revision > best?.revision ?? 0 {
          best = Base(source: candidate, revision: revision)
        } else if revision == best?.revision {
          best?.twin = candidate
        }
      }
      if let best { return best }
    }
    return nil
  }

  /// Where the version that a ruleset amends is looked for, in order.
  private func places(
    of amended: RulesetHeader.Amended, beside source: RulesetSource
  ) -> [() -> [RulesetSource]] {
    let year = amended.year.digits
    var places: [() -> [RulesetSource]] = []
    if source.folderYear != nil {
      let ofYear = PathText.joined(source.folder.above(2), year)
      places.append { sourcesIfThere(at: ofYear) }
    }
    places.append { self.beside(source) }
    for given in givenFolders {
      let ofYear = PathText.joined(PathText.trimmed(given), year)
      let place = (try? files.kind(ofYear)) == .folder ? ofYear : given
      places.append { sourcesIfThere(at: place) }
    }
    return places
  }

  /// The folders that the command was given, and the one that is taken without any.
  private var givenFolders: [String] {
    (memory.folders + ["Rules"]).filter { (try? files.kind($0)) == .folder }
  }

  /// The rulesets at or below a folder; none where there is no such folder.
  private func sourcesIfThere(at place: String) -> [RulesetSource] {
    guard (try? files.kind(place)) == .folder else { return [] }
    return (try? RulesetLocator(files: files).sources(at: place)) ?? []
  }

  /// The rulesets in the folders beside that of a ruleset or, of a file, the files beside it.
  private func beside(_ source: RulesetSource) -> [RulesetSource] {
    let folder = source.isFolder ? source.folder.above(1) : source.folder
    guard let names = try? files.names(inFolder: folder) else { return [] }
    return names.compactMap { name in
      let path = PathText.joined(folder, name)
      guard source.isFolder else {
        guard PathText.hasExtension(name, "rules"), (try? files.kind(path)) == .file else {
          return nil
        }
        return RulesetSource(path: path, isFolder: false, filePaths: [path], in: files)
      }
      guard (try? files.kind(path)) == .folder, let inside = try? files.names(inFolder: path) else {
        return nil
      }
      let own = inside.filter { PathText.hasExtension($0, "rules") }
        .map { PathText.joined(path, $0) }.filter { (try? files.kind($0)) == .file }
      return own.isEmpty
        ? nil : RulesetSource(path: path, isFolder: true, filePaths: own, in: files)
    }
  }

  /// The versions that there are where one is looked for.
  private func available(
    beside source: RulesetSource
  ) throws(CommandFailure) -> [(year: Int, revision: Int, name: String)] {
    var candidates = beside(source)
    if source.folderYear != nil { candidates += sourcesIfThere(at: source.folder.above(2)) }
    for folder in givenFolders { candidates += sourcesIfThere(at: folder) }
    var found: [(year: Int, revision: Int, name: String)] = []
    var seen: Set<String> = [files.absolutePath(source.path)]
    for candidate in candidates where seen.insert(files.absolutePath(candidate.path)).inserted {
      let other = try self.header(of: candidate, withRevision: true)
      guard let year = other.yearNumber, let name = other.name?.text else { continue }
      found.append((year, other.revisionNumber, name))
    }
    return found.sorted { ($0.year, $0.name, $0.revision) < ($1.year, $1.name, $1.revision) }
  }

  /// Whether all rulesets beside one are among some, as where a whole year is checked.
  func standBeside(_ source: RulesetSource, among sources: [RulesetSource]) -> Bool {
    let known = Set(sources.map { files.absolutePath($0.path) })
    return (beside(source) + [source]).allSatisfy { known.contains(files.absolutePath($0.path)) }
  }

  /// How many files a ruleset has together with what it amends.
  func fileCount(of source: RulesetSource) throws(CommandFailure) -> Int {
    try bases(of: source).reduce(source.filePaths.count) { $0 + $1.filePaths.count }
  }
}

extension ReadRuleset {
  fileprivate func stopped(by finding: Finding) -> ReadRuleset {
    ReadRuleset(text: text.stopped(by: finding), shown: shown)
  }
}

extension String {
  /// The path of a folder so many steps up.
  fileprivate func above(_ steps: Int) -> String {
    if PathText.isAbsolute(self) {
      return (0..<steps).reduce(self) { up, _ in PathText.parent(up) }
    }
    var parts = PathText.components(self)
    for _ in 0..<steps {
      if let last = parts.last, last != ".." { parts.removeLast() } else { parts.append("..") }
    }
    return parts.isEmpty ? "." : parts.joined(separator: "/")
  }
}
