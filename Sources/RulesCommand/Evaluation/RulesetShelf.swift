import Evaluator
import RuleLang

/// The rulesets that records may be scored by; each is checked in full only when it is needed.
struct RulesetShelf {
  private let library: RulesetLibrary
  /// Which of them a record is scored by.
  let choice: RulesetChoice

  /// The rulesets at a path.
  init(at path: String, in library: RulesetLibrary) throws(CommandFailure) {
    self.library = library
    if DataFiles.endings.contains(where: { PathText.hasExtension(path, $0) }),
      (try? library.files.kind(path)) == .file
    {
      throw CommandFailure(
        zh: "“\(path)”是数据文件，不是规则", en: "'\(path)' is a data file, not rules",
        helps: [.rulesComeFirst])
    }
    var candidates: [RulesetChoice.Candidate] = []
    for source in try library.sources(at: [path]) {
      let header = try library.header(of: source)
      candidates.append(
        RulesetChoice.Candidate(
          source: source, name: header.name?.text ?? source.folderName,
          year: header.yearNumber ?? source.folderYear, period: header.period?.days,
          vocabulary: header.vocabulary))
      fileCountMax = max(fileCountMax, try library.fileCount(of: source))
    }
    for index in candidates.indices {
      let (name, year) = (candidates[index].name, candidates[index].year)
      guard candidates.count(where: { $0.name == name && $0.year == year }) > 1 else { continue }
      let header = try library.header(of: candidates[index].source, withRevision: true)
      candidates[index].revision = header.revisionNumber
    }
    choice = RulesetChoice(candidates: candidates)
  }

  /// The only ruleset there is, if there is only one.
  var onlyIndex: Int? { choice.candidates.count == 1 ? 0 : nil }

  /// The vocabulary that all of them are written in; nil where they differ.
  var vocabulary: Language? {
    let all = Set(choice.candidates.compactMap(\.vocabulary))
    return all.count == 1 ? all.first : nil
  }

  /// The most files that one of the rulesets has, with those of what it amends.
  private(set) var fileCountMax = 0

  /// Reads and checks one of the rulesets.
  func load(_ index: Int) throws(CommandFailure) -> LoadedRuleset {
    try library.load(choice.candidates[index].source)
  }
}
