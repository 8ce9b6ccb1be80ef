import Evaluator
import RuleLang

/// The rulesets that records may be scored by; each is checked in full only when it is needed.
struct RulesetShelf {
  /// A ruleset that may be chosen, by its header.
  private struct Candidate {
    let source: RulesetSource
    let name: String
    let year: Int?
    let vocabulary: Language?
  }

  private let library: RulesetLibrary
  private let candidates: [Candidate]

  /// The rulesets at a path.
  init(at path: String, in library: RulesetLibrary) throws(CommandFailure) {
    self.library = library
    if ["json", "jsonl", "ndjson", "csv", "tsv"].contains(where: { PathText.hasExtension(path, $0) }
    ),
      (try? library.files.kind(path)) == .file
    {
      throw CommandFailure(
        zh: "“\(path)”是数据文件，不是规则", en: "'\(path)' is a data file, not rules",
        helps: [.rulesComeFirst])
    }
    var candidates: [Candidate] = []
    for source in try library.sources(at: [path]) {
      let header = try library.header(of: source)
      candidates.append(
        Candidate(
          source: source, name: header.name?.text ?? source.folderName,
          year: header.yearNumber ?? source.folderYear, vocabulary: header.vocabulary))
    }
    self.candidates = candidates
  }

  /// The only ruleset there is, if there is only one.
  var onlyIndex: Int? { candidates.count == 1 ? 0 : nil }

  /// The vocabulary that all of them are written in; nil where they differ.
  var vocabulary: Language? {
    let all = Set(candidates.compactMap(\.vocabulary))
    return all.count == 1 ? all.first : nil
  }

  /// The most files that one of the rulesets has.
  var fileCountMax: Int { candidates.map(\.source.filePaths.count).max() ?? 0 }

  /// The order in which results of several rulesets come: by year and name.
  func precedes(_ left: Int, _ right: Int) -> Bool {
    let (left, right) = (candidates[left], candidates[right])
    if left.year != right.year { return left.year ?? 0 < right.year ?? 0 }
    return PathText.precedes(left.name, right.name)
  }

  /// Reads and checks one of the rulesets.
  func load(_ index: Int) throws(CommandFailure) -> LoadedRuleset {
    try library.load(candidates[index].source)
  }

  /// The ruleset of a record, or what stands in the way of choosing one.
  ///
  /// Where the record itself says what is wrong, as without a fiscal year, nothing is added.
  func choose(for record: RawRecord) -> (index: Int?, finding: Diagnostic?) {
    guard let year = record.fiscalYear else { return (nil, nil) }
    let ofYear = candidates.indices.filter { candidates[$0].year == year }
    if let scheme = record.scheme {
      let chosen =
        ofYear.first { candidates[$0].name == scheme }
        ?? ofYear.first { NameCharacters.normalized(candidates[$0].source.folderName) == scheme }
      if let chosen { return (chosen, nil) }
      let place = ofYear.isEmpty ? record.fiscalYearPlace : record.schemePlace
      return (nil, nothingFits(year: year, scheme: scheme, at: place))
    }
    switch ofYear.count {
    case 1: return (ofYear[0], nil)
    case 0: return (nil, nothingFits(year: year, scheme: nil, at: record.fiscalYearPlace))
    default:
      let names = ofYear.map { candidates[$0].name }
      return (nil, Finding.ambiguousRuleset(year: year, names: names).at(record.anchor))
    }
  }

  private func nothingFits(year: Int, scheme: String?, at place: SourceRange) -> Diagnostic {
    let available = candidates.indices.sorted(by: precedes).compactMap { index in
      candidates[index].year.map { (year: $0, name: candidates[index].name) }
    }
    return Finding.noRuleset(year: year, scheme: scheme, available: available).at(place)
  }
}
