import Evaluator
import RuleLang

/// Two rulesets, compared, that both score the same records, whatever their year.
final class ImpactRules: Sendable {
  /// One of the two rulesets.
  struct Side: Sendable {
    /// The ruleset.
    let ruleset: Ruleset

    /// Its files, by their paths on the disk.
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

  /// Findings for each of the two.
  typealias Findings = (old: [Diagnostic], new: [Diagnostic])

  /// The two rulesets, compared.
  let comparison: RulesetComparison

  /// The old one.
  let old: Side

  /// The new one.
  let new: Side

  /// What compares their results.
  let comparer: ImpactComparer

  /// Reads the rules; nil where they have errors, which have been written.
  static func read(for run: CommandRun) throws(CommandFailure) -> ImpactRules? {
    guard var (old, new) = try run.rulesetsToCompare() else { return nil }
    old.ruleset.settleDigest()
    new.ruleset.settleDigest()
    let comparison = RulesetComparer.compare(old.ruleset, new.ruleset, findsWitnesses: false)
    return ImpactRules(comparison, (old.files, new.files))
  }

  private init(_ comparison: RulesetComparison, _ files: (old: [SourceFile], new: [SourceFile])) {
    self.comparison = comparison
    let binders = comparison.binders
    old = Side(comparison.old, files: files.old, binder: binders.old)
    new = Side(comparison.new, files: files.new, binder: binders.new)
    comparer = ImpactComparer(comparison)
  }

  /// The index of the first data file in places: behind the files of either ruleset.
  var fileCountMax: Int { max(old.files.count, new.files.count) }

  // MARK: Records

  /// A record with what the change does to it.
  struct Scored {
    let impact: RecordImpact

    /// What was found in the data.
    let inData: [Diagnostic]

    /// What was found where each of the rulesets was run.
    let inRules: Findings
  }

  /// What the change does to a record.
  ///
  /// - Parameters:
  ///   - raw: the record.
  ///   - findings: what is wrong with it and its file under either ruleset.
  /// - Returns: what it does, and what was found.
  func score(_ raw: RawRecord, findings: Findings) -> Scored {
    let first = Self.score(raw, findings.old, old)
    let second = Self.score(raw, findings.new, new)
    return Scored(
      impact: comparer.impact(raw, old: first.evaluation, new: second.evaluation),
      inData: first.inData + second.inData, inRules: (first.inRules, second.inRules))
  }

  private static func score(
    _ raw: RawRecord, _ findings: [Diagnostic], _ side: Side
  ) -> (evaluation: Evaluation, inData: [Diagnostic], inRules: [Diagnostic]) {
    let (record, found) = side.binder.bind(raw)
    let all = found + findings
    guard all.containsErrors else {
      let evaluation = side.engine.evaluate(record)
      return (evaluation, all, evaluation.errors.map { $0.about(raw) })
    }
    return (side.engine.failure(raw, errors: all.sortedAndCapped()), all, [])
  }

  // MARK: Files

  /// What concerns a file as a whole, and what of it no record can be scored with.
  ///
  /// Which figures no record gives is told once, by how many departments lack them.
  func check(_ set: DataSet) -> (all: [Diagnostic], errors: Findings) {
    let first = check(set, by: old, beside: new)
    let second = check(set, by: new, beside: old)
    func errors(_ found: [Diagnostic]) -> [Diagnostic] {
      found.filter { $0.severity == .error && $0.code != .unknownDepartment }
    }
    return (first + second, (errors(first), errors(second)))
  }

  private func check(_ set: DataSet, by side: Side, beside other: Side) -> [Diagnostic] {
    (set.diagnostics + side.binder.checkColumns(set, alongside: [other.ruleset]))
      .filter { $0.code != .missingFields }
  }
}
