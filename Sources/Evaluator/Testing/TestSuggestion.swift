import ExactNumbers
import RuleLang

/// Figures for a test of something that no test meets.
public struct TestSuggestion: Sendable {
  /// What is not covered.
  public let goal: CoverageGoal

  /// Figures that meet it, and what the rules give for them today; nil where none were found.
  public let found: (record: Record, evaluation: Evaluation)?

  /// Looks for figures for everything that is not covered, in the order of the rules.
  ///
  /// - Parameters:
  ///   - program: the program of the ruleset.
  ///   - coverage: what its tests cover.
  ///   - outcomes: how its tests came out; records of the whole begin from theirs.
  /// - Returns: a suggestion for each, with figures where some were found.
  public static func all(
    _ program: Program, _ coverage: Coverage, _ outcomes: [TestOutcome]
  ) -> [TestSuggestion] {
    let search = SuggestionSearch(program, outcomes)
    return coverage.missing.map { TestSuggestion(goal: $0, found: search.figures(for: $0)) }
  }
}

/// Finds figures that meet a goal of coverage, and proves them by evaluating them.
struct SuggestionSearch {
  private let program: Program
  private let engine: Engine
  private let search: RecordSearch
  /// Records with a total and a grade, to change a little.
  private let whole: [Record]

  /// How many records of the whole are begun from.
  private static let wholeMax = 8

  init(_ program: Program, _ outcomes: [TestOutcome]) {
    self.program = program
    engine = Engine(program)
    search = RecordSearch(program)
    whole = outcomes.lazy.filter { $0.isPassed && $0.evaluation.status == .complete }
      .prefix(Self.wholeMax).map(\.record)
  }

  func figures(for goal: CoverageGoal) -> (record: Record, evaluation: Evaluation)? {
    for record in candidates(for: goal) {
      let evaluation = engine.evaluate(record)
      guard evaluation.status != .failed || evaluation.errors.isEmpty else { continue }
      if Meeting(program, record, evaluation).meets(goal) { return (record, evaluation) }
    }
    return nil
  }

  private func candidates(for goal: CoverageGoal) -> [Record] {
    guard let index = goal.indicator else { return wholeCandidates(for: goal.kind) }
    if case .whenMissing = goal.kind {
      var record = Record(for: program.ruleset)
      record.fiscalYear = program.ruleset.year
      return [record]
    }
    return targets(of: goal, index).lazy.compactMap { search.record(indicator: index, $0) }
  }

  private func targets(of goal: CoverageGoal, _ index: Int) -> [RecordSearch.Target] {
    let indicator = program.ruleset.indicators[index]
    if let alternative = goal.alternative { return [.alternative(alternative)] }
    switch goal.kind {
    case .band(let clause):
      guard case .bands(let method) = indicator.method,
        let band = method.bands.firstIndex(where: { $0.clause.range == clause.range })
      else { return [] }
      return [.band(band)]
    case .boundary(let boundary):
      guard let value = boundary.value, let values = boundary.values(end: value) else { return [] }
      return [values.single.map { .measure($0) } ?? .measureIn(values)]
    case .case(let clause):
      return indicator.cases.firstIndex { $0.clause.range == clause.range }
        .map { [.decidingCase($0)] } ?? []
    case .item(let number, let isMet): return [.item(number, met: isMet)]
    case .deduction(let number, let isCounted): return [.deduction(number, counted: isCounted)]
    case .alternative(let number): return [.alternative(number)]
    case .judged, .formula: return [.method]
    case .whenMissing, .grade, .gradeBoundary, .veto, .adjustment: return []
    }
  }

  // MARK: The whole

  private func wholeCandidates(for kind: CoverageGoal.Kind) -> [Record] {
    switch kind {
    case .veto(let index, let holds):
      guard let part = search.record(where: .veto(index), is: holds) else { return [] }
      return whole.map { Self.merged($0, part) }
    case .adjustment(let index, let holds):
      guard let part = search.record(where: .adjustment(index), is: holds) else { return [] }
      return whole.map { Self.merged($0, part) }
    case .grade(let index):
      switch program.ruleset.grades[index].criterion {
      case .range(let totals): return whole.compactMap { record($0, withTotalIn: totals) }
      case .condition, .otherwise: return []
      }
    case .gradeBoundary(let boundary):
      guard let value = boundary.value, let totals = boundary.values(end: value) else { return [] }
      return whole.compactMap { record($0, withTotalIn: totals) }
    default: return []
    }
  }

  /// A record changed, indicator by indicator, until its total lies in a range.
  private func record(_ start: Record, withTotalIn totals: Interval) -> Record? {
    var record = start
    let order = program.ruleset.indicators.indices.sorted {
      program.ruleset.indicators[$0].points > program.ruleset.indicators[$1].points
    }
    for index in order {
      let evaluation = engine.evaluate(record)
      guard let total = evaluation.unrounded, let score = evaluation.indicators[index].unrounded
      else { return nil }
      if totals.contains(total) { return record }
      let wanted = totals + Interval(score - total)
      let points = program.ruleset.indicators[index].points
      let reachable: Interval
      if let within = wanted.intersection(Interval(.zero, points)) {
        reachable = within
      } else {
        let isTooHigh = wanted.upper.map { $0.value <= .zero } ?? false
        reachable = Interval(isTooHigh ? .zero : points)
      }
      guard reachable != Interval(score),
        let part = search.record(indicator: index, .score(reachable))
      else { continue }
      record = Self.merged(record, part)
    }
    return totals.contains(engine.evaluate(record).unrounded ?? -.one) ? record : nil
  }

  /// A record with the figures of another put in.
  private static func merged(_ record: Record, _ part: Record) -> Record {
    var result = record
    for (index, value) in part.facts.enumerated() where value != nil { result.facts[index] = value }
    for (index, rows) in part.tables.enumerated() where rows != nil { result.tables[index] = rows }
    result.judgments.merge(part.judgments) { _, new in new }
    return result
  }
}
