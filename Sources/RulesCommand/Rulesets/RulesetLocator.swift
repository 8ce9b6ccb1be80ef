import RuleLang

/// Finds the rulesets at or below a path.
struct RulesetLocator {
  /// The files of the machine.
  let files: FileSystem

  /// The rulesets that a path means.
  ///
  /// A rule file is a ruleset; so is every folder at or below the path that holds rule files
  /// directly. They come in the order of their paths.
  ///
  /// - Throws: a failure in words where there is nothing there, or no rule file.
  func sources(at path: String) throws(CommandFailure) -> [RulesetSource] {
    switch try files.existingKind(path) {
    case .file:
      guard PathText.hasExtension(path, "rules") else {
        throw CommandFailure(
          zh: "“\(path)”不是规则文件", en: "'\(path)' is not a rule file",
          helps: [Self.ruleFileHelp])
      }
      return [RulesetSource(path: path, isFolder: false, filePaths: [path], in: files)]
    case .stream:
      throw CommandFailure(FileError(path: path, action: .reading, reason: .notRegular))
    case .folder:
      var found: [RulesetSource] = []
      do throws(FileError) {
        try search(PathText.trimmed(path), above: [], into: &found)
      } catch {
        throw CommandFailure(error)
      }
      guard found.isEmpty else { return found }
      throw CommandFailure(
        zh: "“\(path)”和它下面的文件夹里没有规则文件",
        en: "there is no rule file in '\(path)' or in the folders below it",
        helps: [Self.ruleFileHelp])
    }
  }

  private static let ruleFileHelp = Message(
    zh: "规则文件的名称以 .rules 结尾", en: "the names of rule files end in .rules")

  private func search(
    _ folder: String, above: [FileSystem.Identity], into found: inout [RulesetSource]
  ) throws(FileError) {
    let identity = try files.identity(folder)
    // A link may lead back up.
    if above.contains(identity) { return }
    guard above.count <= Limits.folderDepthMax else {
      throw FileError(path: folder, action: .reading, reason: .nestedTooDeep)
    }
    var filePaths: [String] = []
    var folders: [String] = []
    for name in try files.names(inFolder: folder) {
      let path = PathText.joined(folder, name)
      let kind = try files.kind(path)
      if kind == .folder {
        folders.append(path)
      } else if PathText.hasExtension(name, "rules") {
        filePaths.append(path)
      }
    }
    if !filePaths.isEmpty {
      found.append(
        RulesetSource(path: folder, isFolder: true, filePaths: filePaths, in: files))
    }
    for path in folders { try search(path, above: above + [identity], into: &found) }
  }
}
