import Evaluator
import RuleLang

/// The records of a run that both of two rulesets score, whatever their year.
struct ImpactPlan: Sendable {
  /// One of the two rulesets.
  final class Side: Sendable {
    /// The ruleset.
    let ruleset: Ruleset

    /// What the places of findings count: its files, and the data files behind as many files as
    /// the two have at most.
    let files: [SourceFile]

    let engine: Engine
    let binder: Binder

    init(_ ruleset: Ruleset, files: [SourceFile], binder: Binder) {
      self.ruleset = ruleset
      self.files = files
      self.binder = binder
      engine = Engine(Program(ruleset))
    }
  }

  /// A record on its way.
  struct Task: Sendable {
    /// The record.
    let raw: RawRecord

    /// What is wrong with it and its file under the old and the new rules.
    let findings: (old: [Diagnostic], new: [Diagnostic])
  }

  /// The two rulesets, compared.
  let comparison: RulesetComparison

  /// The old one.
  let old: Side

  /// The new one.
  let new: Side

  /// The records in the order of the data.
  private(set) var tasks: [Task] = []

  /// What was found about the data files as a whole.
  private(set) var findings: [Diagnostic] = []

  /// The data files behind a gap where the files of rules stand.
  let files: [SourceFile]

  /// Reads the rules and the data; nil where the rules have errors, which have been written.
  static func made(for run: CommandRun) throws(CommandFailure) -> ImpactPlan? {
    guard var (old, new) = try run.rulesetsToCompare() else { return nil }
    let gapCount = max(old.files.count, new.files.count)
    let sets: [DataSet]
    do throws(CommandFailure) {
      sets = try DataFiles(run: run).read(
        Array(run.arguments.operands.dropFirst(2)), firstFileIndex: gapCount)
    } catch {
      throw error.about(new.ruleset.vocabulary)
    }
    old.ruleset.settleDigest()
    new.ruleset.settleDigest()
    let comparison = RulesetComparer.compare(old.ruleset, new.ruleset, findsWitnesses: false)
    return ImpactPlan(comparison, (old.files, new.files), gapCount: gapCount, sets)
  }

  private init(
    _ comparison: RulesetComparison, _ rules: (old: [SourceFile], new: [SourceFile]),
    gapCount: Int, _ sets: [DataSet]
  ) {
    self.comparison = comparison
    let data = sets.flatMap(\.files)
    let gap = Array(repeating: SourceFile(path: "", bytes: []), count: gapCount)
    files = gap + data
    let binders = comparison.binders
    old = Side(
      comparison.old, files: rules.old + files.dropFirst(rules.old.count), binder: binders.old)
    new = Side(
      comparison.new, files: rules.new + files.dropFirst(rules.new.count), binder: binders.new)
    var register = RecordRegister()
    for set in sets {
      let (first, second) = (check(set, by: old, beside: new), check(set, by: new, beside: old))
      for raw in set.records {
        var findings: (old: [Diagnostic], new: [Diagnostic]) = (first, second)
        if let repeated = register.insert(raw), !raw.diagnostics.contains(repeated) {
          findings.old.append(repeated)
          findings.new.append(repeated)
        }
        tasks.append(Task(raw: raw, findings: findings))
      }
    }
  }

  /// Reports what concerns a file as a whole, and returns what no record of it can be scored with.
  ///
  /// Which figures no record gives is told once, by how many departments lack them.
  private mutating func check(_ set: DataSet, by side: Side, beside other: Side) -> [Diagnostic] {
    let found = (set.diagnostics + side.binder.checkColumns(set, alongside: [other.ruleset]))
      .filter { $0.code != .missingFields }
    findings += found
    return found.filter { $0.severity == .error && $0.code != .unknownDepartment }
  }
}
