import RuleLang

/// Reads rulesets from the disk and checks them.
struct RulesetLibrary {
  /// The files of the machine.
  let files: FileSystem

  /// The rulesets that paths mean, each once, in the order of the paths.
  func sources(at paths: [String]) throws(CommandFailure) -> [RulesetSource] {
    var sources: [RulesetSource] = []
    var seen: Set<String> = []
    for path in paths {
      for source in try RulesetLocator(files: files).sources(at: path)
      where seen.insert(files.absolutePath(source.path)).inserted {
        sources.append(source)
      }
    }
    return sources
  }

  /// Reads and checks a ruleset in full.
  func load(_ source: RulesetSource) throws(CommandFailure) -> LoadedRuleset {
    var shown: [SourceFile] = []
    var inner: [SourceFile] = []
    for path in source.filePaths {
      let file = try read(path)
      shown.append(file)
      inner.append(SourceFile(path: source.innerPath(of: path), bytes: file.bytes))
    }
    let checked = RulesetChecker.check(inner)
    var diagnostics = checked.diagnostics
    if let finding = yearFinding(source, checked.files) {
      diagnostics = (diagnostics + [finding]).sortedAndCapped()
    }
    let loaded = LoadedRuleset(
      source: source, files: shown, checked: checked, diagnostics: diagnostics,
      ruleset: diagnostics.containsErrors ? nil : checked.ruleset)
    return try loaded.checkedAgainstPublication(in: files)
  }

  /// What the header of a ruleset says, reading no more files than needed.
  func header(of source: RulesetSource) throws(CommandFailure) -> RulesetHeader {
    var header = RulesetHeader()
    for (index, path) in source.filePaths.enumerated() {
      header.read(Parser.parse(try read(path), file: index).file)
      if header.isComplete { break }
    }
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
  private func yearFinding(_ source: RulesetSource, _ files: [RuleFile]) -> Diagnostic? {
    guard let folderYear = source.folderYear else { return nil }
    var header = RulesetHeader()
    for file in files { header.read(file) }
    guard let year = header.year, let number = header.yearNumber, number != folderYear,
      (1900...9999).contains(number)
    else { return nil }
    return Finding.folderYear(number, folder: source.path, folderYear: folderYear)
      .at(year.range)
  }
}
