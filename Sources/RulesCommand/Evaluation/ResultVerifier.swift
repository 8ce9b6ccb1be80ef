import Evaluator
import Reports
import RuleLang
import Tabular

/// Makes stored results again and compares them.
struct ResultVerifier {
  /// The run that asks.
  let run: CommandRun

  /// Where the rules are.
  let rulesPath: String

  /// What was found about the data, with their files; of each ruleset once.
  private(set) var findings: [(diagnostics: [Diagnostic], files: [SourceFile])] = []

  /// The vocabulary of the rules, once they have been read.
  private(set) var vocabulary: Language?

  /// Whether rules with errors stood in the way; they have been written.
  private(set) var areRulesBroken = false

  init(run: CommandRun, rulesPath: String) {
    self.run = run
    self.rulesPath = rulesPath
  }

  /// The receipt that results of one ruleset have in common.
  private struct Version: Hashable {
    let name: String
    let year: Int
    let revision: Int
  }

  /// Whose result it is.
  private struct Owner: Hashable {
    let department: String?
    let fiscalYear: Int?
  }

  /// Verifies results in their order; records without a result follow.
  mutating func verify(_ stored: [StoredResult]) throws(CommandFailure) -> [Verification] {
    var outcomes: [Int: Verification] = [:]
    var versions: [Version: [Int]] = [:]
    var order: [Version] = []
    for (index, result) in stored.enumerated() {
      let version = Version(name: result.ruleset, year: result.year, revision: result.revision)
      if versions[version] == nil { order.append(version) }
      versions[version, default: []].append(index)
    }
    let library = RulesetLibrary(files: run.files)
    let shelf = try RulesetShelf(at: rulesPath, in: library)
    var unclaimed: [(department: String?, fiscalYear: Int)] = []
    let owners = Set(stored.map { Owner(department: $0.department, fiscalYear: $0.fiscalYear) })
    for (place, version) in order.enumerated() {
      let indices = versions[version] ?? []
      guard let path = try path(of: version, in: library) else {
        for index in indices { outcomes[index] = withoutRules(stored[index]) }
        continue
      }
      var extra: [(department: String?, fiscalYear: Int)] = []
      let made = try make(indices.map { stored[$0] }, version, at: path) { raw in
        let owner = Owner(department: raw.department, fiscalYear: raw.fiscalYear)
        if let year = raw.fiscalYear, !owners.contains(owner) {
          extra.append((raw.department, year))
        }
        // Of one department, the records of other days may be another version's.
        guard let chosen = shelf.choice.choose(for: raw).index else { return true }
        let (name, year, revision) = shelf.choice.version(chosen)
        let other = Version(name: name, year: year ?? 0, revision: revision)
        return other == version
          || !(versions[other] ?? []).contains {
            stored[$0].department == raw.department && stored[$0].fiscalYear == raw.fiscalYear
          }
      }
      guard let made else { return [] }
      if place == 0 { unclaimed = extra }
      for (index, verification) in zip(indices, made) { outcomes[index] = verification }
    }
    let others = unclaimed.map { owner in
      Verification(
        department: owner.department, fiscalYear: owner.fiscalYear, ruleset: nil,
        onlyOneSide: .missingInResult)
    }
    return stored.indices.compactMap { outcomes[$0] } + others
  }

  // MARK: Rules

  /// The path of the ruleset of a version or, without it, of the highest revision there is.
  private func path(
    of version: Version, in library: RulesetLibrary
  ) throws(CommandFailure) -> String? {
    var candidates: [RulesetSource] = []
    for source in try library.sources(at: [rulesPath]) {
      let header = try library.header(of: source)
      guard header.name?.text == version.name, header.yearNumber == version.year else { continue }
      candidates.append(source)
    }
    guard candidates.count > 1 else { return candidates.first?.path }
    var best: (path: String, revision: Int)?
    for source in candidates {
      let revision = try library.header(of: source, withRevision: true).revisionNumber
      if revision == version.revision { return source.path }
      if best.map({ revision > $0.revision }) ?? true { best = (source.path, revision) }
    }
    return best?.path
  }

  private func withoutRules(_ stored: StoredResult) -> Verification {
    let name = "\(stored.ruleset) \(stored.year)"
    return Verification(
      stored, changes: [.init(.rules, .ruleset, stored: name, now: nil)], differences: [])
  }

  // MARK: Results

  /// Makes the results of one ruleset again; nil where its rules have errors.
  private mutating func make(
    _ stored: [StoredResult], _ version: Version, at path: String,
    where isWanted: (RawRecord) -> Bool
  ) throws(CommandFailure) -> [Verification]? {
    let owners = Set(stored.map { Owner(department: $0.department, fiscalYear: $0.fiscalYear) })
    let folder = PathText.lastComponent(path)
    let plan = try ScoringPlan.made(for: run, rules: path, namesDigest: true) { raw in
      let isOfVersion = isWanted(raw)
      let isOfScheme = raw.scheme.map { $0 == version.name || $0 == folder } ?? true
      return isOfVersion && isOfScheme
        && owners.contains(Owner(department: raw.department, fiscalYear: raw.fiscalYear))
    }
    guard let plan else {
      areRulesBroken = true
      return nil
    }
    vocabulary = vocabulary ?? plan.commonVocabulary
    var scored: [Owner: [ScoredRecord]] = [:]
    var found = plan.findings
    for task in plan.tasks {
      let (record, inData, _) = plan.score(task)
      found += inData
      guard let record else { continue }
      let owner = Owner(department: task.raw.department, fiscalYear: task.raw.fiscalYear)
      scored[owner, default: []].append(record)
    }
    if !found.isEmpty { findings.append((found.sortedAndCapped(), plan.files)) }
    var taken: [Owner: Int] = [:]
    return stored.map { result in
      let owner = Owner(department: result.department, fiscalYear: result.fiscalYear)
      let index = taken[owner, default: 0]
      taken[owner] = index + 1
      guard let records = scored[owner], records.indices.contains(index) else {
        return Verification(
          department: result.department, fiscalYear: result.fiscalYear, ruleset: result.ruleset,
          onlyOneSide: .missingInData)
      }
      return compare(result, records[index], plan.rulesets[records[index].ruleset])
    }
  }

  private func compare(
    _ stored: StoredResult, _ scored: ScoredRecord, _ scoring: ScoringRuleset
  ) -> Verification {
    let ruleset = scoring.ruleset
    let other: Language = ruleset.vocabulary == .zh ? .en : .zh
    var best: (differences: [ResultDifference], dataDigest: String?)?
    for language in [ruleset.vocabulary, other] {
      let text = ResultJSON.lines(
        [(scored.evaluation, scored.record)], ruleset: ruleset, language: language,
        files: scoring.innerFiles)
      guard let node = try? JSONParser.parse(Array(text.utf8)) else { continue }
      let differences = ResultComparison.differences(stored: stored.node, recomputed: node)
      if best.map({ differences.count < $0.differences.count }) ?? true {
        best = (differences, digest(node))
      }
      if differences.isEmpty { break }
    }
    return Verification(
      stored, changes: changes(stored, ruleset, dataDigest: best?.dataDigest),
      differences: best?.differences ?? [])
  }

  private func digest(_ node: JSONNode) -> String? {
    if case .string(let text)? = node.member("dataDigest")?.value.value { return text }
    return nil
  }

  private func changes(
    _ stored: StoredResult, _ ruleset: Ruleset, dataDigest: String?
  ) -> [Verification.Change] {
    var changes: [Verification.Change] = []
    if stored.revision != ruleset.revision {
      changes.append(
        .init(
          .rules, .revision, stored: String(stored.revision), now: String(ruleset.revision)))
    }
    if stored.digest != ruleset.digest {
      changes.append(.init(.rules, .digest, stored: stored.digest, now: ruleset.digest))
    }
    if let digest = stored.dataDigest, digest != dataDigest {
      changes.append(.init(.data, .digest, stored: digest, now: dataDigest))
    }
    if stored.engine != ResultJSON.engine {
      changes.append(.init(.program, .version, stored: stored.engine, now: ResultJSON.engine))
    }
    return changes
  }
}
