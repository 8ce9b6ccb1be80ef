import ExactNumbers
import RuleLang

extension Assembler {
  /// Whether the checks hold, and what is missing where that is open.
  mutating func checks() -> [CheckResult] {
    var results: [CheckResult] = []
    for (index, check) in program.checks.enumerated() {
      let left = check.left.flatMap { execution.slots[$0].number }
      let right = check.right.flatMap { execution.slots[$0].number }
      let holds = execution.slots[check.condition].boolean
      results.append(
        CheckResult(
          index: index, holds: holds,
          sides: left.flatMap { first in right.map { (first, $0) } },
          margin: check.margin.flatMap { execution.slots[$0].number },
          missing: holds == nil ? missingNames.names(of: ruleset.checks[index].condition) : []))
    }
    return results
  }

  /// The figures that are missing, in the order in which they are used first.
  mutating func missingFigures(_ sum: Interval, _ grades: [Int]) -> [MissingFigure] {
    var order: [String] = []
    var users: [String: [Int]] = [:]
    func note(_ name: String, _ indicator: Int?) {
      if users[name] == nil { order.append(name) }
      users[name, default: []] += indicator.map { [$0] } ?? []
    }
    for indicator in indicators where indicator.status == .undetermined {
      for name in indicator.missing { note(name, indicator.index) }
    }
    var whole: Set<String> = []
    let conditions =
      ruleset.vetoes.map(\.condition) + ruleset.adjustments.map(\.condition)
      + ruleset.grades.compactMap { grade in
        if case .condition(let condition) = grade.criterion { return condition }
        return nil
      }
    let slots =
      program.vetoConditions + program.adjustmentConditions
      + program.gradeConditions.compactMap { $0 }
    for (condition, slot) in zip(conditions, slots) where execution.slots[slot].boolean == nil {
      for name in missingNames.names(of: condition) {
        note(name, nil)
        whole.insert(name)
      }
    }
    guard !order.isEmpty else { return [] }
    let deciding = DecidingIndicators(self, sum: sum).indices(
      possibleGrades: order.count > 1 ? grades : [], hasOpenCondition: !whole.isEmpty)
    return order.map { name in
      let indicators = users[name] ?? []
      return MissingFigure(
        name: name, indicators: indicators,
        isDeciding: whole.contains(name)
          || indicators.contains { deciding.contains($0) })
    }
  }
}
