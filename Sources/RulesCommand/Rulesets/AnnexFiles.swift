import Reports
import RuleLang

/// The forms of annexes that stand beside the rules (chapter 20).
extension RulesetLibrary {
  /// The names of the folder that forms are in.
  private static let folderNames = ["附表", "annexes"]

  /// The forms of a loaded ruleset, those of what it amends among them, in the order of their names.
  ///
  /// - Returns: the forms, read and checked, and the files that are none.
  func annexes(
    of loaded: LoadedRuleset, _ ruleset: Ruleset
  ) throws(CommandFailure) -> AnnexForms {
    var found: [AnnexForms.File] = []
    for source in [loaded.source] + (try bases(of: loaded.source)) {
      for file in try forms(of: source) where !found.contains(where: { $0.name == file.name }) {
        found.append(file)
      }
    }
    found.sort { PathText.precedes($0.name, $1.name) }
    return AnnexForms(found, of: ruleset)
  }

  private func forms(of source: RulesetSource) throws(CommandFailure) -> [AnnexForms.File] {
    guard source.isFolder else { return [] }
    var found: [AnnexForms.File] = []
    do throws(FileError) {
      for folder in Self.folderNames.map({ PathText.joined(source.path, $0) })
      where try files.kind(folder) == .folder {
        for name in try files.names(inFolder: folder) where !name.hasPrefix("~$") {
          let path = PathText.joined(folder, name)
          let isForm = PathText.hasExtension(name, "csv")
          let isFile = try files.kind(path) == .file
          let bytes =
            isForm && isFile ? try files.start(of: path, bytesMax: Limits.formBytesMax + 1) : nil
          found.append(
            AnnexForms.File(
              name: isForm ? String(name.dropLast(4)) : name, path: path, bytes: bytes))
        }
      }
    } catch {
      throw CommandFailure(error)
    }
    return found
  }
}
