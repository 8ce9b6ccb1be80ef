import Evaluator
import RuleLang

/// Which of several rulesets a record is scored by.
struct RulesetChoice: Sendable {
  /// A ruleset that may be chosen, by its header.
  struct Candidate: Sendable {
    let source: RulesetSource
    let name: String
    let year: Int?
    let period: EffectivePeriod?
    let vocabulary: Language?
    /// Its revision, known where another has its name and year.
    var revision = 1
  }

  /// The rulesets there are.
  let candidates: [Candidate]

  /// The order in which results of several rulesets come: by year, name and revision.
  func precedes(_ left: Int, _ right: Int) -> Bool {
    let (left, right) = (candidates[left], candidates[right])
    if left.year != right.year { return left.year ?? 0 < right.year ?? 0 }
    if left.name != right.name { return PathText.precedes(left.name, right.name) }
    return left.revision < right.revision
  }

  /// The name, the year and the revision of one of the rulesets; a revision that nothing else has
  /// the name and year of may come as 1.
  func version(_ index: Int) -> (name: String, year: Int?, revision: Int) {
    let candidate = candidates[index]
    return (candidate.name, candidate.year, candidate.revision)
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
      if let chosen {
        return version(of: candidates[chosen].name, among: ofYear, for: record, year)
      }
      let place = ofYear.isEmpty ? record.fiscalYearPlace : record.schemePlace
      return (nil, nothingFits(year: year, scheme: scheme, at: place))
    }
    var names: [String] = []
    for index in ofYear where !names.contains(candidates[index].name) {
      names.append(candidates[index].name)
    }
    switch names.count {
    case 1: return version(of: names[0], among: ofYear, for: record, year)
    case 0: return (nil, nothingFits(year: year, scheme: nil, at: record.fiscalYearPlace))
    default:
      let finding = Finding.ambiguousRuleset(
        year: year, names: names, isSheetRow: record.isSheetRow)
      return (nil, finding.at(record.anchor))
    }
  }

  /// The version of a scheme that a record is scored by.
  private func version(
    of name: String, among ofYear: [Int], for record: RawRecord, _ year: Int
  ) -> (index: Int?, finding: Diagnostic?) {
    let all = ofYear.filter { candidates[$0].name == name }
      .sorted { candidates[$0].revision < candidates[$1].revision }
    let versions = SchemeVersions(
      all.map { (candidates[$0].revision, candidates[$0].period) })
    let words = versions.possible.map { versions.all[$0] }
    if let day = record.evaluationDay {
      if let place = versions.inForce(on: day) { return (all[place], nil) }
      return (
        nil,
        Finding.noVersionInForce(name, year: year, day: day, versions: words)
          .at(record.evaluationDayPlace)
      )
    }
    if versions.possible.count == 1 { return (all[versions.possible[0]], nil) }
    if Set(all.map { candidates[$0].revision }).count < all.count {
      // Two of one revision: nothing in the record could tell them apart.
      return (
        nil,
        Finding.ambiguousRuleset(year: year, names: all.map { candidates[$0].name })
          .at(record.anchor)
      )
    }
    let example = versions.all.compactMap { $0.period?.from ?? $0.period?.to }.first
    return (
      nil,
      Finding.evaluationDayUnsaid(
        name, year: year, versions: words, example: example ?? Date(dayNumber: 0)
      ).at(record.anchor)
    )
  }

  private func nothingFits(year: Int, scheme: String?, at place: SourceRange) -> Diagnostic {
    let available = candidates.indices.sorted(by: precedes).compactMap { index in
      candidates[index].year.map { (year: $0, name: candidates[index].name) }
    }
    return Finding.noRuleset(year: year, scheme: scheme, available: available).at(place)
  }
}
