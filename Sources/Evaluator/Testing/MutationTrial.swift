import ExactNumbers
public import RuleLang

/// Tries changes of the rules: whether the tests that hold notice them.
///
/// A change is tried by the exact runs of the tests; only where one comes out otherwise, or
/// leaves something open, is the test evaluated in full.
public struct MutationTrial: Sendable {
  /// How a change came out.
  public enum Verdict: String, Sendable {
    /// A test that held fails.
    case noticed
    /// The checker refuses the changed rules.
    case refused
    /// The scores are proven the same.
    case equivalent
    /// No test notices it.
    case unnoticed
  }

  /// A test with what it came to before any change.
  private struct Tried: Sendable {
    let test: RuleTest
    let record: Record
    let errors: [Diagnostic]
    let outcomes: [Outcome]
    let sight: TestSight
  }

  /// The changes, in the order of the rules.
  public let mutants: RuleMutants

  private let tests: [Tried]
  /// Whether scores are used by other scores, or points move between indicators.
  private let isEntangled: Bool

  /// Prepares the trial of a ruleset.
  ///
  /// - Parameters:
  ///   - program: the program of the ruleset.
  ///   - outcomes: how its tests came out.
  public init(_ program: Program, _ outcomes: [TestOutcome]) {
    mutants = RuleMutants(program.ruleset)
    tests = outcomes.filter(\.isPassed).map { outcome in
      let (record, errors) = TestRecord.make(outcome.test, program.ruleset)
      return Tried(
        test: outcome.test, record: record, errors: errors,
        outcomes: Execution(program, record).outcomes,
        sight: TestSight(outcome.test, program.ruleset))
    }
    isEntangled = Self.isEntangled(program)
  }

  /// How a change comes out, by its index; changes may be tried on several threads.
  ///
  /// - Complexity: a check of the rules, and an exact run of each test.
  public func verdict(_ index: Int) -> Verdict {
    let mutant = mutants.all[index]
    guard let changed = mutants.ruleset(changedBy: mutant) else { return .refused }
    let engine = Engine(Program(changed))
    if tests.contains(where: { notices($0, mutant, engine) }) { return .noticed }
    return mutants.isEquivalent(mutant, changed) ? .equivalent : .unnoticed
  }

  private func notices(_ tried: Tried, _ mutant: RuleMutant, _ engine: Engine) -> Bool {
    if let indicator = mutant.indicator, !isEntangled {
      guard tried.sight.indicators.contains(indicator) || tried.sight.seesWhole else {
        return false
      }
      let outcome = Execution(engine.program, tried.record).outcomes[indicator]
      // What stays open may stay open in another range.
      if outcome.result != .undetermined, outcome == tried.outcomes[indicator] { return false }
    }
    let evaluation = engine.evaluate(tried.record, errors: tried.errors)
    return !TestRunner.passes(tried.test, evaluation, engine.program.ruleset)
  }

  private static func isEntangled(_ program: Program) -> Bool {
    let excludes = program.ruleset.indicators.contains { indicator in
      indicator.cases.contains { item in
        if case .scores = item.outcome { false } else { true }
      }
    }
    return excludes || program.usesScores
  }
}

extension Program {
  /// Whether any expression looks at the score or the measure of an indicator, or at a heading.
  fileprivate var usesScores: Bool {
    var results: Set<Int> = []
    for instruction in instructions {
      switch instruction.operation {
      case .indicator, .measure, .heading: results.insert(Int(instruction.result))
      default: break
      }
    }
    var roots = SlotReach(self)
    for indicator in indicators.indices { roots.add(indicator: indicator) }
    let conditions = vetoConditions + adjustmentConditions + gradeConditions.compactMap { $0 }
    if results.contains(where: { roots.slots[$0] || conditions.contains($0) }) { return true }
    return instructions.contains { instruction in
      let operation = instruction.operation
      // The measure of an indicator is taken from its slot whether or not anyone looks at it.
      if case .measure = operation { return false }
      var used = operation.singleOperands.map { Int($0) }
      if let range = operation.operandRange {
        used += (Int(range.lower)..<Int(range.lower + range.count)).map { Int(operands[$0].slot) }
      }
      if case .aggregate(let index) = operation {
        used += aggregates[Int(index)].imports.map(\.outer)
      }
      return used.contains(where: results.contains)
    }
  }
}
