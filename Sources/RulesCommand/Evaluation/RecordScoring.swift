import Evaluator
import RuleLang

/// Scores the records of data files, each by the ruleset of its year and scheme.
struct RecordScoring {
  /// A record with its ruleset on the shelf, and what is wrong beside what it says itself.
  private struct Task {
    let raw: RawRecord
    let set: Int
    let chosen: Int?
    let findings: [Diagnostic]
  }

  private let shelf: RulesetShelf
  private let sets: [DataSet]
  private let tasks: [Task]
  private var outcome = EvaluationRun()

  /// The place in the outcome of each ruleset on the shelf.
  private var places: [Int: Int] = [:]

  /// Scores records.
  ///
  /// - Parameters:
  ///   - run: the run; its first operand is the rules, the others are the data.
  ///   - isWanted: which records are to be scored.
  /// - Returns: the results; nil where the rules have errors, which have been written.
  /// - Throws: a failure in words where a file cannot be read.
  static func results(
    of run: CommandRun, where isWanted: (RawRecord) -> Bool = { _ in true }
  ) throws(CommandFailure) -> EvaluationRun? {
    let shelf = try RulesetShelf(
      at: run.arguments.operands[0], in: RulesetLibrary(files: run.files))
    let sets = try DataFiles(run: run).read(
      Array(run.arguments.operands.dropFirst()), firstFileIndex: shelf.fileCountMax)
    var scoring = RecordScoring(shelf, sets, where: isWanted)
    guard try scoring.loadRulesets(for: run) else { return nil }
    scoring.scoreAll(Progress(of: scoring.tasks.count, run: run))
    return scoring.outcome
  }

  private init(_ shelf: RulesetShelf, _ sets: [DataSet], where isWanted: (RawRecord) -> Bool) {
    self.shelf = shelf
    self.sets = sets
    var register = RecordRegister()
    var tasks: [Task] = []
    for (index, set) in sets.enumerated() {
      for raw in set.records where isWanted(raw) {
        let (chosen, finding) = shelf.choose(for: raw)
        var findings = finding.map { [$0] } ?? []
        if let repeated = register.insert(raw), !raw.diagnostics.contains(repeated) {
          findings.append(repeated)
        }
        tasks.append(Task(raw: raw, set: index, chosen: chosen, findings: findings))
      }
    }
    self.tasks = tasks
    let gap = Array(repeating: SourceFile(path: "", bytes: []), count: shelf.fileCountMax)
    outcome.files = gap + sets.flatMap(\.files)
  }

  /// The ruleset under which records without one come out: the first of the run.
  private var firstChosen: Int? { tasks.compactMap(\.chosen).first ?? shelf.onlyIndex }

  /// Reads and checks the rulesets that are needed; false where one has errors.
  private mutating func loadRulesets(for run: CommandRun) throws(CommandFailure) -> Bool {
    let needed = Set(tasks.compactMap(\.chosen) + [firstChosen].compactMap { $0 })
    var areSound = true
    for index in needed.sorted(by: shelf.precedes) {
      let loaded = try shelf.load(index)
      guard let ruleset = run.ruleset(of: loaded) else {
        areSound = false
        continue
      }
      places[index] = outcome.rulesets.count
      outcome.rulesets.append(
        ScoringRuleset(
          ruleset, loaded: loaded, fileCountMax: shelf.fileCountMax,
          dataFiles: sets.flatMap(\.files)))
    }
    return areSound
  }

  private mutating func scoreAll(_ progress: Progress) {
    var progress = progress
    let wholes = sets.indices.map { checkWhole($0) }
    var last = firstChosen
    for (count, task) in tasks.enumerated() {
      progress.show(done: count)
      last = task.chosen ?? last
      let errors = task.findings + wholes[task.set]
      if let last, let place = places[last] {
        score(task, errors: errors, by: place, isItsOwn: task.chosen != nil)
      } else {
        outcome.findings += task.raw.diagnostics + errors
      }
    }
    progress.clear()
    outcome.findings = outcome.findings.sortedAndCapped()
  }

  /// Reports what concerns a file as a whole, and returns what no record of it can be scored with.
  private mutating func checkWhole(_ index: Int) -> [Diagnostic] {
    let set = sets[index]
    let used = Set(tasks.filter { $0.set == index }.compactMap { $0.chosen.flatMap { places[$0] } })
    var found = set.diagnostics
    for place in used.sorted() {
      let others = used.filter { $0 != place }.map { outcome.rulesets[$0].ruleset }
      found += outcome.rulesets[place].binder.checkColumns(set, alongside: others)
    }
    outcome.findings += found
    // Rows of an unknown department belong to no record.
    return found.filter { $0.severity == .error && $0.code != .unknownDepartment }
  }

  private mutating func score(
    _ task: Task, errors: [Diagnostic], by place: Int, isItsOwn: Bool
  ) {
    let scoring = outcome.rulesets[place]
    var (record, found) = scoring.binder.bind(task.raw)
    if !isItsOwn { found = task.raw.diagnostics }
    found += errors
    outcome.findings += found
    guard found.containsErrors else {
      let evaluation = scoring.engine.evaluate(record)
      outcome.rulesFindings += evaluation.errors.map { (place, $0.about(task.raw)) }
      outcome.results.append(
        EvaluatedRecord(ruleset: place, evaluation: evaluation, record: record))
      return
    }
    record = Record(for: scoring.ruleset)
    record.department = task.raw.department
    record.fiscalYear = task.raw.fiscalYear
    var evaluation = scoring.engine.evaluate(record, errors: found.sortedAndCapped())
    // What could not be read would look as if it were missing.
    evaluation.missing = []
    evaluation.headings = []
    evaluation.indicators = []
    evaluation.adjustments = []
    evaluation.checks = []
    outcome.results.append(EvaluatedRecord(ruleset: place, evaluation: evaluation, record: nil))
  }
}

extension Diagnostic {
  /// A finding in the rules with the record it is about.
  fileprivate func about(_ record: RawRecord) -> Diagnostic {
    let label = Label(record.anchor, Message(zh: "算这条记录时", en: "for this record"))
    return Diagnostic(
      code, message, at: range, note: note, labels: labels + [label], helps: helps)
  }
}
