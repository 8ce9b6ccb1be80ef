import ExactNumbers
import RuleLang

/// What the tests of a ruleset meet, and what not.
public struct Coverage: Sendable {
  /// How much of something is covered.
  public struct Ratio: Hashable, Sendable {
    /// How many things are covered.
    public var covered = 0

    /// How many there are.
    public var total = 0

    /// Whether all are.
    public var isFull: Bool { covered == total }

    mutating func add(_ isCovered: Bool) {
      covered += isCovered ? 1 : 0
      total += 1
    }
  }

  /// What is to be covered, in the order of the rules.
  public let goals: [CoverageGoal]

  /// Whether each is.
  public private(set) var isCovered: [Bool]

  /// Looks at what the tests that hold meet.
  ///
  /// - Parameters:
  ///   - program: the program of the ruleset.
  ///   - outcomes: how its tests came out.
  /// - Complexity: O(*n* × *m*) in the tests and the things to be covered.
  public init(_ program: Program, _ outcomes: [TestOutcome]) {
    goals = CoverageGoals.of(program.ruleset)
    isCovered = Array(repeating: false, count: goals.count)
    for outcome in outcomes where outcome.isPassed {
      let sight = TestSight(outcome.test, program.ruleset)
      let meeting = Meeting(program, outcome)
      for (index, goal) in goals.enumerated() where !isCovered[index] {
        isCovered[index] = sight.sees(goal) && meeting.meets(goal)
      }
    }
  }

  /// The things that no test meets.
  public var missing: [CoverageGoal] { zip(goals, isCovered).filter { !$1 }.map(\.0) }

  /// How much is covered in all.
  public var ratio: Ratio { ratio { _ in true } }

  /// How much is covered of some of the things.
  public func ratio(where belongs: (CoverageGoal) -> Bool) -> Ratio {
    var ratio = Ratio()
    for (goal, isCovered) in zip(goals, isCovered) where belongs(goal) { ratio.add(isCovered) }
    return ratio
  }
}

/// What a test looks at: only of that it can say whether it is right.
struct TestSight {
  private(set) var indicators: Set<Int> = []
  private(set) var seesWhole = false
  private(set) var seesHeadings = false

  init(_ test: RuleTest, _ ruleset: Ruleset) {
    for expectation in test.allExpectations {
      switch expectation.subject {
      case .score(let index)?, .measure(let index)?: indicators.insert(index)
      case .headingScore(let heading)?:
        seesHeadings = true
        for (index, indicator) in ruleset.indicators.enumerated() {
          var current = indicator.heading
          while let place = current, place != heading { current = ruleset.headings[place].parent }
          if current == heading { indicators.insert(index) }
        }
      case .total?, .grade?:
        seesWhole = true
        indicators.formUnion(ruleset.indicators.indices)
      case nil: break
      }
    }
  }

  func sees(_ goal: CoverageGoal) -> Bool {
    goal.indicator.map(indicators.contains) ?? seesWhole
  }
}

/// What the record of a test meets.
struct Meeting {
  private let program: Program
  private let evaluation: Evaluation
  private let execution: Execution

  init(_ program: Program, _ outcome: TestOutcome) {
    self.init(program, outcome.record, outcome.evaluation)
  }

  init(_ program: Program, _ record: Record, _ evaluation: Evaluation) {
    self.program = program
    self.evaluation = evaluation
    execution = Execution(program, record)
  }

  func meets(_ goal: CoverageGoal) -> Bool {
    guard let index = goal.indicator else { return meetsWhole(goal.kind) }
    let result = evaluation.indicators[index]
    switch goal.kind {
    case .whenMissing: return result.method == .whenMissing
    case .alternative(let number): return result.alternative == number && result.score != nil
    case .item(let number, let isMet):
      guard case .checklist(let items, _) = method(goal), isScored(result, goal) else {
        return false
      }
      return execution.slots[items[number].condition].boolean == isMet
    case .deduction(let number, let isCounted):
      guard case .deductions(let lines) = method(goal), isScored(result, goal) else { return false }
      let line = lines[number]
      guard let count = Execution.count(execution.slots[line.slot], isCount: line.isCount) else {
        return false
      }
      return (count > .zero) == isCounted
    case .band(let clause), .case(let clause):
      return decidingClause(result, goal)?.range == clause.range
    case .boundary(let boundary):
      guard let measure = measure(result, goal), let end = end(of: boundary) else { return false }
      return boundary.isMet(by: measure, end: end)
    case .judged: return result.status == .judged
    case .formula: return isScored(result, goal)
    case .grade, .gradeBoundary, .veto, .adjustment: return false
    }
  }

  private func meetsWhole(_ kind: CoverageGoal.Kind) -> Bool {
    switch kind {
    case .grade(let index): return evaluation.grade == program.ruleset.grades[index].name
    case .gradeBoundary(let boundary):
      let looksAtRounded = program.ruleset.gradesByRounded
      guard let total = looksAtRounded ? evaluation.score : evaluation.unrounded,
        let end = boundary.value
      else { return false }
      return boundary.isMet(by: total, end: end)
    case .veto(let index, let holds):
      return execution.slots[program.vetoConditions[index]].boolean == holds
    case .adjustment(let index, let holds):
      return execution.slots[program.adjustmentConditions[index]].boolean == holds
    default: return false
    }
  }

  // MARK: Parts

  private func method(_ goal: CoverageGoal) -> MethodProgram? {
    guard let index = goal.indicator else { return nil }
    let method = program.indicators[index].method
    guard let alternative = goal.alternative else { return method }
    guard case .bestOf(let alternatives) = method else { return nil }
    return alternatives[alternative].method
  }

  /// Whether the method of an indicator, or of one of its alternatives, gave a score.
  private func isScored(_ result: IndicatorResult, _ goal: CoverageGoal) -> Bool {
    guard let number = goal.alternative else {
      return result.score != nil && result.decidingCase == nil && result.method != .whenMissing
        && result.status != .excluded
    }
    guard result.score != nil, result.alternatives.indices.contains(number) else { return false }
    let alternative = result.alternatives[number]
    guard case .bestOf(let alternatives) = program.ruleset.indicators[result.index].method else {
      return false
    }
    let cases = alternatives[number].cases.map(\.clause.range)
    return alternative.score != nil && !cases.contains { $0 == alternative.clause?.range }
  }

  private func decidingClause(_ result: IndicatorResult, _ goal: CoverageGoal) -> Clause? {
    // An excluded indicator has a score, and a judged band without its judgment none.
    guard result.score != nil else { return nil }
    guard let number = goal.alternative else { return result.clause }
    guard result.alternatives.indices.contains(number) else { return nil }
    return result.alternatives[number].clause
  }

  /// The measure, where a band of it decided.
  private func measure(_ result: IndicatorResult, _ goal: CoverageGoal) -> Rational? {
    guard result.score != nil else { return nil }
    guard let number = goal.alternative else { return result.band.flatMap { _ in result.measure } }
    guard result.alternatives.indices.contains(number) else { return nil }
    let alternative = result.alternatives[number]
    return alternative.band.flatMap { _ in alternative.measure }
  }

  /// The value of an end for this record.
  private func end(of boundary: CoverageGoal.Boundary) -> Rational? {
    if let value = boundary.value { return value }
    switch boundary.end?.kind {
    case .fact(let index)?: return execution.slots[index].number
    case .definition(let index)?: return execution.slots[program.definitionSlots[index]].number
    default: return nil
    }
  }
}
