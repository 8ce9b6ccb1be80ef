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
}

/// A ruleset as read and checked.
struct LoadedRuleset {
  /// Where it stands.
  let source: RulesetSource

  /// Its files with the paths to show to people; places refer to them by index.
  let files: [SourceFile]

  /// What checking gave; its findings and those about where it stands.
  let checked: CheckedRuleset

  /// Everything that was found.
  let diagnostics: [Diagnostic]

  /// The ruleset, if nothing stops its evaluation.
  let ruleset: Ruleset?
}

/// What the header of a ruleset says, without checking the rest.
struct RulesetHeader {
  /// The name, and where it stands.
  var name: Name?

  /// The year, and where it stands.
  var year: Literal?

  /// The vocabulary of the file that names it or, before that, of the first file.
  private(set) var vocabulary: Language?

  /// The year as a number.
  var yearNumber: Int? { year.flatMap { Int($0.digits) } }

  /// Whether nothing more is to be learned.
  var isComplete: Bool { name != nil && year != nil }

  /// Takes in what a file says.
  mutating func read(_ file: RuleFile) {
    if vocabulary == nil { vocabulary = file.vocabulary }
    for statement in file.statements {
      switch statement.kind {
      case .ruleset(let name) where self.name == nil:
        self.name = name
        vocabulary = file.vocabulary
      case .fiscalYear(let year) where self.year == nil: self.year = year
      default: break
      }
      if isComplete { return }
    }
  }
}
