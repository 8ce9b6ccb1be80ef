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
    let loaded = LoadedRuleset(
      source: source, files: read.shown, checked: checked, diagnostics: diagnostics,
      ruleset: diagnostics.containsErrors ? nil : checked.ruleset)
    return try loaded.checkedAgainstPublication(in: files)
  }

  /// What the header of a ruleset says, reading no more files than needed.
  ///
  /// A revision may stand in a later file, so that it is known only where all have been read.
  func header(
    of source: RulesetSource, readingAll: Bool = false
  ) throws(CommandFailure) -> RulesetHeader {
    let place = files.absolutePath(source.path)
    if let header = memory.headers[place], !readingAll { return header }
    var header = RulesetHeader()
    for (index, path) in source.filePaths.enumerated() {
      header.read(Parser.parse(try read(path), file: index).file)
      if header.isComplete, !readingAll { break }
    }
    memory.headers[place] = header
    return header
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

  /// The texts by the places of their rulesets.
  var texts: [String: ReadRuleset] = [:]

  /// The circles of amendments that were reported, each by the places of its rulesets.
  var circles: Set<Set<String>> = []

  /// The headers, as far as they were read.
  var headers: [String: RulesetHeader] = [:]
}

/// A ruleset as read, with the paths to show to people.
struct ReadRuleset {
  /// Its text, written out.
  let text: RulesetText

  /// Its files and those of what it amends, with the paths to show to people.
  let shown: [SourceFile]
}
