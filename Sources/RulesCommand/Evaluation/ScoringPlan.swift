import Evaluator
import RuleLang

/// A ruleset that records of a run are scored by.
///
/// It is a class because every record looks at it, and a ruleset is much to copy.
final class ScoringRuleset: Sendable {
  /// The ruleset.
  let ruleset: Ruleset

  /// What the places of findings count: the files of the rules, and the data files behind as many
  /// files as any ruleset of the run has.
  let files: [SourceFile]

  /// What scores its records.
  let engine: Engine

  /// What reads its records.
  let binder: Binder

  init(_ ruleset: Ruleset, files: [SourceFile]) {
    self.ruleset = ruleset
    self.files = files
    engine = Engine(Program(ruleset))
    binder = Binder(ruleset: ruleset)
  }

  /// The same files with those of the rules by their paths inside the ruleset, as results name
  /// them.
  var innerFiles: [SourceFile] { ruleset.files + files.dropFirst(ruleset.files.count) }
}

/// Which ruleset each record of a run is scored by, and what stands in the way.
struct ScoringPlan: Sendable {
  /// A record on its way.
  struct Task: Sendable {
    /// The record.
    let raw: RawRecord

    /// The ruleset it comes out under, by its place in the plan; nil where there is none at all.
    var ruleset: Int?

    /// Whether that ruleset is its own.
    var isItsOwn: Bool

    /// What is wrong with it beside what it says itself.
    var findings: [Diagnostic]
  }

  /// The rulesets that are needed, in the order of their years and names.
  private(set) var rulesets: [ScoringRuleset] = []

  /// Their places on the shelf.
  private(set) var shelfPlaces: [Int] = []

  /// The records in the order of the data.
  private(set) var tasks: [Task] = []

  /// What was found about the data files as a whole.
  private(set) var findings: [Diagnostic] = []

  /// The data files behind a gap where the files of rules stand.
  let files: [SourceFile]

  /// The vocabulary of the rules that records could be scored by; nil where they differ.
  let vocabulary: Language?

  /// Reads the rules and the data.
  ///
  /// - Parameters:
  ///   - run: the run; its first operand is the rules, the others are the data.
  ///   - rules: where the rules are, if the run does not say it so.
  ///   - known: the rulesets there are, where they have been looked up already.
  ///   - opened: the data file of which the start has been read already.
  ///   - namesDigest: whether every result names the digest of its rules.
  ///   - isWanted: which records are to be scored.
  /// - Returns: the plan; nil where the rules have errors, which have been written.
  /// - Throws: a failure in words where a file cannot be read.
  static func made(
    for run: CommandRun, rules: String? = nil, shelf known: RulesetShelf? = nil,
    opened: OpenedData? = nil, namesDigest: Bool,
    where isWanted: (RawRecord) -> Bool = { _ in true }
  ) throws(CommandFailure) -> ScoringPlan? {
    let shelf: RulesetShelf
    if let known {
      shelf = known
    } else {
      let place = rules ?? run.arguments.operands[0]
      shelf = try RulesetShelf(at: place, in: RulesetLibrary(files: run.files))
    }
    let sets: [DataSet]
    do throws(CommandFailure) {
      sets = try DataFiles(run: run, opened: opened).read(
        Array(run.arguments.operands.dropFirst()), firstFileIndex: shelf.fileCountMax)
    } catch {
      throw error.about(shelf.vocabulary)
    }
    let drafts = drafts(of: sets, from: shelf, where: isWanted)
    let gap = Array(repeating: SourceFile(path: "", bytes: []), count: shelf.fileCountMax)
    var plan = ScoringPlan(files: gap + sets.flatMap(\.files), vocabulary: shelf.vocabulary)
    // A record without a ruleset comes out among the others.
    let first = drafts.lazy.compactMap(\.chosen).first ?? shelf.onlyIndex
    let needed = Set(drafts.compactMap(\.chosen) + [first].compactMap { $0 })
      .sorted(by: shelf.choice.precedes)
    guard try plan.load(needed, from: shelf, namesDigest: namesDigest, for: run) else { return nil }
    let places = Dictionary(uniqueKeysWithValues: zip(needed, needed.indices))
    plan.addTasks(drafts, of: sets, places: places, first: first)
    return plan
  }

  /// Whether there are records and none has rules.
  var hasNoRules: Bool { rulesets.isEmpty && !tasks.isEmpty }

  /// The vocabulary of the rulesets that are needed or, where there is none, of all there are.
  var commonVocabulary: Language? {
    let used = Set(rulesets.map(\.ruleset.vocabulary))
    return used.isEmpty ? vocabulary : used.count == 1 ? used.first : nil
  }

  private init(files: [SourceFile], vocabulary: Language?) {
    self.files = files
    self.vocabulary = vocabulary
  }

  /// A record with its ruleset on the shelf.
  private struct Draft {
    let raw: RawRecord
    let set: Int
    let chosen: Int?
    let findings: [Diagnostic]
  }

  private static func drafts(
    of sets: [DataSet], from shelf: RulesetShelf, where isWanted: (RawRecord) -> Bool
  ) -> [Draft] {
    var register = RecordRegister()
    var drafts: [Draft] = []
    for (index, set) in sets.enumerated() {
      for raw in set.records where isWanted(raw) {
        let (chosen, finding) = shelf.choice.choose(for: raw)
        var findings = finding.map { [$0] } ?? []
        if let repeated = register.insert(raw), !raw.diagnostics.contains(repeated) {
          findings.append(repeated)
        }
        drafts.append(Draft(raw: raw, set: index, chosen: chosen, findings: findings))
      }
    }
    return drafts
  }

  /// Reads and checks the rulesets that are needed; false where one has errors.
  private mutating func load(
    _ needed: [Int], from shelf: RulesetShelf, namesDigest: Bool, for run: CommandRun
  ) throws(CommandFailure) -> Bool {
    var areSound = true
    for index in needed {
      let loaded = try shelf.load(index)
      guard var ruleset = run.ruleset(of: loaded) else {
        areSound = false
        continue
      }
      if namesDigest { ruleset.settleDigest() }
      let files = loaded.files + self.files.dropFirst(loaded.files.count)
      rulesets.append(ScoringRuleset(ruleset, files: files))
      shelfPlaces.append(index)
    }
    return areSound
  }

  private mutating func addTasks(
    _ drafts: [Draft], of sets: [DataSet], places: [Int: Int], first: Int?
  ) {
    let chosen = drafts.map { draft in draft.chosen.flatMap { places[$0] } }
    var errors: [[Diagnostic]] = []
    for (index, set) in sets.enumerated() {
      let used = Set(zip(drafts, chosen).compactMap { $0.set == index ? $1 : nil })
      errors.append(check(set, scoredBy: used.sorted()))
    }
    var last = first.flatMap { places[$0] }
    for (draft, chosen) in zip(drafts, chosen) {
      last = chosen ?? last
      tasks.append(
        Task(
          raw: draft.raw, ruleset: last, isItsOwn: chosen != nil,
          findings: draft.findings + errors[draft.set]))
    }
  }

  /// Reports what concerns a file as a whole, and returns what no record of it can be scored with.
  private mutating func check(_ set: DataSet, scoredBy used: [Int]) -> [Diagnostic] {
    var found = set.diagnostics
    for place in used {
      let others = used.filter { $0 != place }.map { rulesets[$0].ruleset }
      found += rulesets[place].binder.checkColumns(set, alongside: others)
    }
    findings += found
    // Rows of an unknown department belong to no record.
    return found.filter { $0.severity == .error && $0.code != .unknownDepartment }
  }
}
