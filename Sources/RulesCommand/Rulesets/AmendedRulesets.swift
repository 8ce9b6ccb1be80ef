import RuleLang

/// Finding what amendments amend, and reading both.
extension RulesetLibrary {
  /// The text of a ruleset with what it amends.
  ///
  /// - Parameters:
  ///   - source: the ruleset.
  ///   - above: the rulesets that amend it, the one that was asked for first.
  func text(
    of source: RulesetSource, above: [RulesetSource]
  ) throws(CommandFailure) -> ReadRuleset {
    let place = files.absolutePath(source.path)
    if let read = memory.texts[place] { return read }
    var shown: [SourceFile] = []
    for path in source.filePaths { shown.append(try self.read(path)) }
    // In what amends it, a file goes by its year and folder too.
    let inner = zip(source.filePaths, shown).map { path, file in
      SourceFile(path: source.innerPath(of: path), bytes: file.bytes)
    }
    let own = RulesetText(inner)
    var read = ReadRuleset(text: own, shown: shown)
    if let amended = own.header.amended, own.header.isComplete {
      read = try amending(amended, own, read, source, above: above)
    }
    if above.isEmpty || read.isWhole { memory.texts[place] = read }
    return read
  }

  private func amending(
    _ amended: RulesetHeader.Amended, _ own: RulesetText, _ read: ReadRuleset,
    _ source: RulesetSource, above: [RulesetSource]
  ) throws(CommandFailure) -> ReadRuleset {
    let chain = above + [source]
    guard chain.count <= Limits.amendmentCountMax else {
      return read.stopped(by: .tooManyAmendments())
    }
    guard let base = try base(of: source, own.header, amended) else {
      let available = try available(beside: source)
      return read.stopped(
        by: .noBase(
          year: amended.year.digits, revision: amended.revision?.digits,
          name: own.header.name?.text ?? "", available: available))
    }
    let place = files.absolutePath(base.path)
    if let start = chain.firstIndex(where: { files.absolutePath($0.path) == place }) {
      var versions: [String] = []
      for member in chain[start...] + [base] {
        let header = try header(of: member, readingAll: true)
        let year = header.yearNumber.map(String.init) ?? "?"
        versions.append(
          header.revisionNumber == 1 ? year : "\(year)-\(header.revisionNumber)")
      }
      return read.stopped(by: .circularAmendment(versions))
    }
    let below = try text(of: base, above: chain)
    let outer = below.text.naming { base.outerPath(of: $0) }
    return ReadRuleset(
      text: RulesetText(own.sources, amending: outer), shown: below.shown + read.shown)
  }

  // MARK: Where the base is

  /// The version that a ruleset amends; nil where there is none.
  func base(
    of source: RulesetSource, _ header: RulesetHeader, _ amended: RulesetHeader.Amended
  ) throws(CommandFailure) -> RulesetSource? {
    for candidates in places(of: amended, beside: source) {
      var best: (source: RulesetSource, revision: Int)?
      for candidate in candidates() {
        let other = try self.header(of: candidate)
        guard other.name?.text == header.name?.text, other.yearNumber == amended.yearNumber else {
          continue
        }
        let revision = try self.header(of: candidate, readingAll: true).revisionNumber
        if let wanted = amended.revisionNumber, wanted != revision { continue }
        // Of its own year a version amends a lower revision.
        if amended.revisionNumber == nil, amended.yearNumber == header.yearNumber,
          revision >= header.revisionNumber
        {
          continue
        }
        if revision > best?.revision ?? 0 { best = (candidate, revision) }
      }
      if let best { return best.source }
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
      let other = try self.header(of: candidate, readingAll: true)
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

  /// The files of a ruleset together with those of what it amends.
  func fileCount(of source: RulesetSource) throws(CommandFailure) -> Int {
    var count = source.filePaths.count
    var current = source
    for _ in 0..<Limits.amendmentCountMax {
      let header = try header(of: current)
      guard let amended = header.amended, header.isComplete,
        let base = try base(of: current, header, amended)
      else { break }
      count += base.filePaths.count
      current = base
    }
    return count
  }
}

extension ReadRuleset {
  /// Whether nothing stood in the way of writing it out, whoever asks for it.
  fileprivate var isWhole: Bool { text.header.amended == nil || text.trail != nil }

  fileprivate func stopped(by finding: Finding) -> ReadRuleset {
    ReadRuleset(text: text.stopped(by: finding), shown: shown)
  }
}

extension String {
  /// The path of a folder so many steps up.
  fileprivate func above(_ steps: Int) -> String {
    let parts = split(separator: "/" as Character).filter { $0 != "." }
    let isPlain = parts.count > steps && !parts.contains("..")
    guard isPlain || PathText.isAbsolute(self) else {
      return PathText.joined(self, Array(repeating: "..", count: steps).joined(separator: "/"))
    }
    return (0..<steps).reduce(self) { path, _ in PathText.parent(path) }
  }
}
