import Evaluator
import RuleLang

/// A first pass over a file, to know what no part tells by itself.
extension DataStream {
  /// The ruleset that all records of a file are for; nil where they are for several, or where only
  /// the whole file tells.
  ///
  /// A file that can be read but once is not looked through.
  func onlyRuleset(of shelf: RulesetShelf, _ run: CommandRun) throws(CommandFailure) -> Int? {
    let needsSurvey = shelf.onlyIndex == nil || reader.stream.hasUnnamedColumns
    guard needsSurvey else { return shelf.onlyIndex }
    guard let survey = try survey(run, shelf.choice), !survey.needsWhole else { return nil }
    return shelf.onlyIndex ?? survey.rulesets.first
  }

  /// What there is in a file.
  ///
  /// - Parameters:
  ///   - run: the run.
  ///   - choice: the rulesets that its records may be for; nil where that is not asked.
  /// - Returns: what there is; nil where it can be read but once.
  /// - Throws: a failure in words where it cannot be read.
  func survey(
    _ run: CommandRun, _ choice: RulesetChoice?
  ) throws(CommandFailure) -> Survey? {
    guard canReadAgain else { return nil }
    let crew = PartCrew(threads: run.threadCount) {
      { part in Survey(of: part, choice) }
    }
    defer { crew.close() }
    var found = Survey()
    do throws(FileError) {
      var again = try readAgain(for: run)
      var isOver = false
      while true {
        while !isOver, crew.hasRoom {
          if let part = try again.next() { crew.add(part) } else { isOver = true }
        }
        guard let (_, survey) = crew.next(unless: { false }) else { break }
        found.add(survey)
        if found.needsWhole { break }
      }
    } catch {
      throw CommandFailure(error)
    }
    return found
  }

  /// What is known of some parts.
  struct Survey: Sendable {
    /// The rulesets that records are for; more than two are not counted.
    private(set) var rulesets: Set<Int> = []

    /// Whether a column without a name holds something.
    private(set) var hasUnnamedValue = false

    init() {}

    init(of part: DataPart, _ choice: RulesetChoice?) {
      guard part.failure() == nil else { return }
      hasUnnamedValue = part.unnamedColumn() != nil
      guard let choice else { return }
      for raw in part.records() where rulesets.count < 2 {
        if let index = choice.choose(for: raw).index { rulesets.insert(index) }
      }
    }

    mutating func add(_ other: Survey) {
      rulesets.formUnion(other.rulesets)
      hasUnnamedValue = hasUnnamedValue || other.hasUnnamedValue
    }

    /// Whether only the whole file can be scored.
    var needsWhole: Bool { rulesets.count > 1 || hasUnnamedValue }
  }
}
