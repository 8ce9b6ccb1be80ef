import RuleLang

/// How much is tried in search of records, so that a long ruleset takes no longer to be analysed than
/// its length explains.
///
/// Every run of a part of a program has room for all of its slots, and every record that is
/// evaluated goes through all rules. In a ruleset of ordinary length the most that a search tries
/// counts; in one of thousands of indicators fewer records are tried, and what needs one is not
/// claimed.
struct SearchEffort {
  /// How many runs of a part of the program a search for one target may take.
  let runCountMax: Int

  /// How many records a search for one target may evaluate by the whole program.
  let evaluationCountMax: Int

  /// For how many targets records may be searched in the analysis of one ruleset.
  let searchCountMax: Int

  /// How many records may be tried to show a difference of two rulesets.
  let differencesTriedMax: Int

  init(_ program: Program) {
    let slots = program.template.count
    let indicators = program.indicators.count
    runCountMax = Self.count(of: slots, within: 3_000_000, from: 100, to: 3000)
    evaluationCountMax = Self.count(
      of: min(indicators, 1 << 20) * min(indicators, 1 << 20), within: 20_000_000, from: 4, to: 3000
    )
    searchCountMax = Self.count(of: indicators, within: 40_000, from: 4, to: 4000)
    differencesTriedMax = Self.count(of: slots, within: 4_000_000, from: 40, to: 4000)
  }

  /// How many things of a size make a whole, but no fewer and no more than given.
  private static func count(of size: Int, within whole: Int, from least: Int, to most: Int) -> Int {
    max(least, min(most, whole / max(1, size)))
  }
}
