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

extension CommandRun {
  /// The forms of each ruleset of a plan.
  ///
  /// - Parameters:
  ///   - plan: the plan.
  ///   - shelf: where its rulesets are from.
  ///   - mustBeThere: whether a ruleset that records are for must have some.
  /// - Returns: the forms, by ruleset; nil where something is wrong with one, which has been written.
  /// - Throws: a failure in words where a form cannot be read or none is there.
  func forms(
    for plan: ScoringPlan, _ shelf: RulesetShelf, mustBeThere: Bool
  ) throws(CommandFailure) -> [AnnexForms]? {
    let library = RulesetLibrary(files: files)
    var all: [AnnexForms] = []
    var areSound = true
    for (place, shelfPlace) in plan.shelfPlaces.enumerated() {
      let ruleset = plan.rulesets[place].ruleset
      let loaded = try shelf.load(shelfPlace)
      let forms = try library.annexes(of: loaded, ruleset)
      if mustBeThere, forms.isEmpty, forms.diagnostics.isEmpty,
        plan.tasks.contains(where: { $0.ruleset == place && $0.isItsOwn })
      {
        throw .noForms(ruleset, at: loaded.source)
      }
      if forms.diagnostics.containsErrors {
        areSound = false
        let notices = notices(in: language(for: ruleset.vocabulary))
        notices.diagnostics(forms.diagnostics, files: loaded.files + forms.sources)
        notices.summary(of: forms.diagnostics)
      }
      all.append(forms)
    }
    return areSound ? all : nil
  }
}

extension CommandFailure {
  fileprivate static func noForms(_ ruleset: Ruleset, at source: RulesetSource) -> CommandFailure {
    CommandFailure(
      zh: "规则集“\(ruleset.name)”没有附表的表式",
      en: "the ruleset '\(ruleset.name)' has no forms of annexes",
      helps: [
        Message(
          zh: "表式是“\(PathText.joined(source.folder, "附表"))”里的 .csv 文件",
          en: "forms are .csv files in '\(PathText.joined(source.folder, "附表"))'")
      ]
    ).about(ruleset.vocabulary)
  }
}
