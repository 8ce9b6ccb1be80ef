import RuleLang

/// Reads rulesets from the disk and checks them.
///
/// What one run reads more than once, such as a version that others amend, it reads once.
struct RulesetLibrary {
  /// The files of the machine.
  let files: FileSystem

  /// What has been read.
  let memory = RulesetMemory()

  /// A library over the files of the machine.
  init(files: FileSystem) { self.files = files }

  /// The rulesets that paths mean, each once, in the order of the paths.
  func sources(at paths: [String]) throws(CommandFailure) -> [RulesetSource] {
    var sources: [RulesetSource] = []
    var seen: Set<String> = []
    for path in paths {
      for source in try RulesetLocator(files: files).sources(at: path)
      where seen.insert(files.absolutePath(source.path)).inserted {
        sources.append(source)
      }
      memory.folders.append(path)
    }
    return sources
  }

  /// Reads and checks a ruleset in full; of an amendment, with what it amends.
  func load(_ source: RulesetSource) throws(CommandFailure) -> LoadedRuleset {
    let read = try text(of: source)
    let checked = RulesetChecker.check(read.text)
    var diagnostics = checked.diagnostics
    if let finding = yearFinding(source, read.text.header) {
      diagnostics = (diagnostics + [finding]).sortedAndCapped()
    }
    if !diagnostics.containsErrors, let finding = try changedBase(of: source, read.text.header) {
      diagnostics = (diagnostics + [finding]).sortedAndCapped()
    }
    let loaded = LoadedRuleset(
      source: source, files: read.shown, checked: checked, diagnostics: diagnostics,
      ruleset: diagnostics.containsErrors ? nil : checked.ruleset)
    return try loaded.checkedAgainstPublication(in: files)
  }

  /// What the header of a ruleset says, reading no more files than needed.
  ///
  /// A revision may stand in a later file: whoever needs it has all of them looked at.
  func header(
    of source: RulesetSource, withRevision: Bool = false
  ) throws(CommandFailure) -> RulesetHeader {
    let place = files.absolutePath(source.path)
    if let known = memory.headers[place], known.isWhole || !withRevision { return known.header }
    var header = RulesetHeader()
    var isWhole = true
    for (index, path) in source.filePaths.enumerated() {
      if header.isComplete {
        guard withRevision else {
          isWhole = false
          break
        }
        if header.revision != nil { break }
      }
      let file = try read(path)
      // To read all of a file for a word that it does not have would be a waste.
      if header.isComplete, !file.mentionsRevision { continue }
      let parsed = ParsedFile(file, index: index)
      header.read(parsed.file)
      memory.parsed[path] = parsed
    }
    memory.headers[place] = (header, isWhole)
    return header
  }

  /// A rule file of a ruleset, as it was read for its header or, where it was not, as it is now.
  func parsed(_ path: String, index: Int) throws(CommandFailure) -> ParsedFile {
    if let known = memory.parsed.removeValue(forKey: path) { return known }
    return ParsedFile(try read(path), index: index)
  }

  /// The text of a rule file.
  func read(_ path: String) throws(CommandFailure) -> SourceFile {
    Self.sourceFile(path: path, try bytes(of: path))
  }

  /// The bytes of a rule file; of one that is too large, the start that shows it.
  func bytes(of path: String) throws(CommandFailure) -> [UInt8] {
    do throws(FileError) {
      if try files.kind(path) == .stream {
        throw FileError(path: path, action: .reading, reason: .notRegular)
      }
      return try files.start(of: path, bytesMax: Limits.fileBytesMax + 4)
    } catch {
      throw CommandFailure(error)
    }
  }

  /// The text without a byte-order mark.
  static func sourceFile(path: String, _ bytes: [UInt8]) -> SourceFile {
    let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
    return SourceFile(path: path, bytes: hasMark ? Array(bytes.dropFirst(3)) : bytes)
  }

  /// The year in the path and the year in the header are the same.
  private func yearFinding(_ source: RulesetSource, _ header: RulesetHeader) -> Diagnostic? {
    guard let folderYear = source.folderYear, let year = header.year,
      let number = header.yearNumber, number != folderYear, (1900...9999).contains(number)
    else { return nil }
    return Finding.folderYear(number, folder: source.path, folderYear: folderYear)
      .at(year.range)
  }
}

/// What a run has read of rulesets.
final class RulesetMemory {
  /// The paths that the command was given.
  var folders: [String] = []

  /// The files that were parsed for a header, by their paths, until their ruleset is read.
  var parsed: [String: ParsedFile] = [:]

  /// The texts by the places of their rulesets.
  var texts: [String: ReadRuleset] = [:]

  /// The circles of amendments that were reported, each by the places of its rulesets.
  var circles: Set<Set<String>> = []

  /// The headers, and whether all files were looked at for them.
  var headers: [String: (header: RulesetHeader, isWhole: Bool)] = [:]
}

/// A ruleset as read, with the paths to show to people.
struct ReadRuleset {
  /// Its text, written out.
  let text: RulesetText

  /// Its files and those of what it amends, with the paths to show to people.
  let shown: [SourceFile]
}

extension SourceFile {
  /// Whether the word that opens a revision stands in it, in either vocabulary.
  fileprivate var mentionsRevision: Bool {
    (Keyword.revision.chinese + Keyword.revision.english).contains { word in
      let wanted = Array(word.utf8)
      return bytes.withUnsafeBufferPointer { text in
        text.indices.contains { start in
          text[start] == wanted.first && text[start...].starts(with: wanted)
        }
      }
    }
  }
}
