import ExactNumbers
public import RuleLang

/// Evaluates records by one program; may be shared between threads.
public struct Engine: Sendable {
  /// The program it runs.
  public let program: Program

  /// An engine for a program.
  public init(_ program: Program) {
    self.program = program
    reach = Reach(program)
  }

  private let reach: Reach

  /// The result for a record.
  ///
  /// - Parameters:
  ///   - record: the department's data, bound to the program's ruleset.
  ///   - errors: what was found wrong in its data; any of them makes the result failed.
  /// - Returns: the result; it is failed where errors were given or found.
  /// - Complexity: O(*n*) in the rules and the rows; once more for each value that a fact might
  ///   have had instead.
  public func evaluate(_ record: Record, errors: [Diagnostic] = []) -> Evaluation {
    var evaluation = Assembler.assemble(
      program, record, errors: errors.filter { $0.severity == .error })
    evaluation.choices = record.choices.map { compare($0, record, evaluation) }
    return evaluation
  }

  /// The result for a record whose data cannot be used: its errors, and nothing that looks as if it
  /// had been scored.
  ///
  /// - Parameters:
  ///   - record: the record as its file has it.
  ///   - errors: what is wrong with it; warnings among them are left out.
  /// - Returns: a failed result without headings, indicators and missing figures; any total and
  ///   grade is possible.
  /// - Complexity: O(*n*) in the errors and the grades; nothing is run.
  public func failure(_ record: RawRecord, errors: [Diagnostic]) -> Evaluation {
    let ruleset = program.ruleset
    return Evaluation(
      department: record.department, fiscalYear: record.fiscalYear ?? ruleset.year,
      status: .failed, points: ruleset.points, range: Interval(.zero, ruleset.highestTotal),
      possibleGrades: ruleset.grades.map(\.name), missing: [], headings: [], indicators: [],
      adjustments: [], checks: [], definitions: program.definitionSlots.map { _ in nil },
      choices: [], errors: errors.filter { $0.severity == .error })
  }

  /// Whether another of a fact's values would change the result.
  private func compare(
    _ choice: ValueChoice, _ record: Record, _ evaluation: Evaluation
  ) -> ChoiceResult {
    var totals: [Rational?] = []
    var changes = false
    for (index, candidate) in choice.candidates.enumerated() {
      // A fact that serves checks alone cannot change the result.
      guard index != choice.used, reach.slots[choice.fact] else {
        totals.append(evaluation.score)
        continue
      }
      var other = record
      other.facts[choice.fact] = candidate.value
      let result = Assembler.assemble(program, other, errors: [])
      totals.append(result.score)
      changes =
        changes || result.range != evaluation.range
        || result.possibleGrades != evaluation.possibleGrades
    }
    return ChoiceResult(choice: choice, totals: totals, changesResult: changes)
  }
}

extension Evaluation {
  /// The nodes at which score and losses do not make the points; empty by construction.
  public var violations: [String] {
    var found: [String] = []
    for indicator in indicators {
      guard let score = indicator.score else { continue }
      let lost = indicator.lost.reduce(Rational.zero) { $0 + $1.points }
      if score + lost != indicator.points { found.append("indicator \(indicator.index)") }
    }
    for heading in headings {
      guard let score = heading.score else { continue }
      let lost = heading.lost.reduce(Rational.zero) { $0 + $1.points }
      if score + lost != heading.points { found.append("heading \(heading.index)") }
    }
    return found
  }
}
