import RuleLang

/// Where a ruleset stands on the disk: a folder with its rule files, or one rule file.
struct RulesetSource {
  /// The folder or the file, as the person gave it or as it was found below what they gave.
  let path: String

  /// Whether it is a folder.
  let isFolder: Bool

  /// The rule files in order, by their paths.
  let filePaths: [String]

  /// The year that the folder stands under: the number in `Rules/2023/部门整体支出`.
  let folderYear: Int?

  /// The name of the folder.
  let folderName: String

  /// A ruleset on the disk.
  init(path: String, isFolder: Bool, filePaths: [String], in files: FileSystem) {
    self.path = path
    self.isFolder = isFolder
    self.filePaths = filePaths
    let folder = files.absolutePath(isFolder ? path : PathText.parent(path))
    folderName = PathText.lastComponent(folder)
    let above = PathText.lastComponent(PathText.parent(folder))
    folderYear = above.utf8.count == 4 ? Int(above).flatMap { $0 >= 1900 ? $0 : nil } : nil
  }

  /// The path of a file inside the ruleset: what results name it by.
  func innerPath(of filePath: String) -> String { PathText.lastComponent(filePath) }

  /// The same for whoever amends it: with the year and the folder before it.
  func outerPath(of filePath: String) -> String {
    let folder = isFolder || folderYear != nil ? folderName + "/" : ""
    return (folderYear.map { "\($0)/" } ?? "") + folder + innerPath(of: filePath)
  }

  /// The folder that it stands in, or its files do.
  var folder: String { isFolder ? PathText.trimmed(path) : PathText.parent(path) }
}

/// A ruleset as read and checked.
struct LoadedRuleset {
  /// Where it stands.
  let source: RulesetSource

  /// Its files with the paths to show to people; places refer to them by index.
  ///
  /// Those of what it amends come before its own.
  let files: [SourceFile]

  /// What checking gave; its findings and those about where it stands.
  let checked: CheckedRuleset

  /// Everything that was found.
  let diagnostics: [Diagnostic]

  /// The ruleset, if nothing stops its evaluation.
  let ruleset: Ruleset?
}
