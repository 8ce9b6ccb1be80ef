import Evaluator
import RuleLang

/// A first pass over a file, to know what no part tells by itself.
extension StreamPlan {
  /// The ruleset that all records of a file are for; nil where they are for several, or where only
  /// the whole file tells.
  ///
  /// A file that can be read but once is not looked through.
  static func onlyRuleset(
    for reader: PartReader, _ run: CommandRun, _ shelf: RulesetShelf
  ) throws(CommandFailure) -> Int? {
    let needsSurvey = shelf.onlyIndex == nil || reader.stream.hasUnnamedColumns
    guard needsSurvey else { return shelf.onlyIndex }
    let survey = try survey(of: reader, run, shelf)
    guard let survey, !survey.needsWhole else { return nil }
    return shelf.onlyIndex ?? survey.rulesets.first
  }

  /// What there is in a file; nil where it can be read but once.
  static func survey(
    of reader: PartReader, _ run: CommandRun, _ shelf: RulesetShelf
  ) throws(CommandFailure) -> Survey? {
    let path = run.arguments.operands[1]
    guard path != "-", reader.source.byteCount != nil else { return nil }
    let choice = shelf.choice
    let crew = PartCrew(threads: run.threadCount) {
      { part in Survey(of: part, choice) }
    }
    defer { crew.close() }
    var found = Survey()
    do throws(FileError) {
      let source = try run.files.source(path)
      let opened = try PartReader.opened(path, source, fileIndex: shelf.fileCountMax, for: run)
      guard var again = opened.reader else { return nil }
      again.keepsStart = false
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

    init(of part: DataPart, _ choice: RulesetChoice) {
      guard part.failure() == nil else { return }
      hasUnnamedValue = part.unnamedColumn() != nil
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
