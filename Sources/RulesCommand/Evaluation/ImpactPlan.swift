import Evaluator
import RuleLang

/// The records of a run that both of two rulesets score, from files that are read as a whole.
struct ImpactPlan: Sendable {
  /// A record on its way.
  struct Task: Sendable {
    /// The record.
    let raw: RawRecord

    /// What is wrong with it and its file under the old and the new rules.
    let findings: ImpactRules.Findings
  }

  /// The two rulesets.
  let rules: ImpactRules

  /// The records in the order of the data.
  private(set) var tasks: [Task] = []

  /// What was found about the data files as a whole.
  private(set) var findings: [Diagnostic] = []

  /// The data files behind a gap where the files of rules stand.
  let files: [SourceFile]

  /// Reads the data.
  ///
  /// - Parameters:
  ///   - rules: the two rulesets.
  ///   - opened: the data file of which the start has been read already.
  ///   - run: the run.
  /// - Throws: a failure in words where a file cannot be read.
  init(
    _ rules: ImpactRules, opened: OpenedData?, for run: CommandRun
  ) throws(CommandFailure) {
    self.rules = rules
    let sets = try DataFiles(run: run, opened: opened).read(
      run.impactDataPaths, firstFileIndex: rules.fileCountMax)
    let gap = Array(repeating: SourceFile(path: "", bytes: []), count: rules.fileCountMax)
    files = gap + sets.flatMap(\.files)
    var register = RecordRegister()
    for set in sets {
      let (found, errors) = rules.check(set)
      findings += found
      for raw in set.records {
        var findings = errors
        if let repeated = register.insert(raw), !raw.diagnostics.contains(repeated) {
          findings.old.append(repeated)
          findings.new.append(repeated)
        }
        tasks.append(Task(raw: raw, findings: findings))
      }
    }
  }

  /// The same files with those of one of the rulesets in the gap.
  func files(of side: ImpactRules.Side) -> [SourceFile] {
    side.files + files.dropFirst(side.files.count)
  }
}

extension CommandRun {
  /// The data of a run over two rulesets.
  var impactDataPaths: [String] { Array(arguments.operands.dropFirst(2)) }
}
