import ExactNumbers
import RuleLang

/// Narrows the range of a total that one missing fact leaves open.
///
/// Several indicators that use the same missing fact cannot each be at their worst for different
/// values of it. So the fact's range is cut where anything changes, each part is looked at for
/// itself, and what the parts can give is put together.
struct Refinement {
  private let execution: Execution
  private let ranges: RangeExecution
  private let errors: [Diagnostic]

  init(_ ranges: RangeExecution, errors: [Diagnostic]) {
    execution = ranges.execution
    self.ranges = ranges
    self.errors = errors
  }

  /// The result with narrower ranges, where a single fact decides.
  func refine(_ whole: Evaluation) -> Evaluation {
    let ruleset = execution.program.ruleset
    guard whole.status == .incomplete, whole.missing.count == 1,
      let unknown = ruleset.facts.firstIndex(where: { $0.name == whole.missing[0].name })
    else { return whole }
    let parts = parts(of: unknown, ruleset.facts[unknown])
    guard parts.count > 1 else { return whole }
    var result = whole
    var isFirst = true
    for part in parts {
      let ranges = RangeExecution(narrowing: execution, assuming: [unknown: part])
      let evaluation = Assembler.assemble(ranges.execution, ranges, errors: errors)
      // A value with which the record fails leads to no total.
      guard evaluation.status != .failed else { continue }
      result = isFirst ? adopting(evaluation, in: result) : joining(evaluation, to: result)
      isFirst = false
    }
    result.possibleGrades = ruleset.grades.map(\.name).filter(result.possibleGrades.contains)
    return result
  }

  /// The parts of a fact's range: the places where something changes, and what lies between.
  private func parts(of unknown: Int, _ fact: Field) -> [Possible] {
    switch fact.type {
    case .boolean:
      return [.boolean(canHold: true, canFail: false), .boolean(canHold: false, canFail: true)]
    case .choice(let names): return names.indices.map { .choice($0) }
    case .number, .date:
      var parts: [Possible] = []
      let isWhole = fact.type.isWhole
      var rest: Interval? = fact.bounds.tightened(isWhole: isWhole)
      for place in BreakPoints.find(in: ranges, of: unknown) {
        if let below = rest?.below(place, inclusive: false) {
          parts.append(.number(below.tightened(isWhole: isWhole)))
        }
        if !isWhole || place.isInteger { parts.append(.number(Interval(place))) }
        rest = rest?.above(place, inclusive: false)
      }
      if let rest { parts.append(.number(rest.tightened(isWhole: isWhole))) }
      return parts
    case .text, .unknown: return []
    }
  }

  private func adopting(_ part: Evaluation, in whole: Evaluation) -> Evaluation {
    var result = whole
    result.range = part.range
    result.possibleGrades = part.possibleGrades
    for index in result.indicators.indices {
      result.indicators[index].range = part.indicators[index].range
    }
    for index in result.headings.indices {
      result.headings[index].range = part.headings[index].range
    }
    return result
  }

  private func joining(_ part: Evaluation, to whole: Evaluation) -> Evaluation {
    var result = whole
    result.range = result.range.hull(part.range)
    for grade in part.possibleGrades where !result.possibleGrades.contains(grade) {
      result.possibleGrades.append(grade)
    }
    for index in result.indicators.indices {
      result.indicators[index].range =
        result.indicators[index].range.hull(part.indicators[index].range)
    }
    for index in result.headings.indices {
      result.headings[index].range = result.headings[index].range.hull(part.headings[index].range)
    }
    return result
  }
}
