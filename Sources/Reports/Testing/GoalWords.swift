import Evaluator
import ExactNumbers
import RuleLang

/// What is to be covered, in words.
struct GoalWords {
  let ruleset: Ruleset
  let say: Wording

  /// The indicator, or what of the whole result it is about.
  func subject(of goal: CoverageGoal) -> String {
    guard let index = goal.indicator else {
      return goal.group == .grades ? say("等次", "grades") : say("总体", "whole")
    }
    let name = ruleset.indicators[index].name
    guard let number = goal.alternative,
      case .bestOf(let alternatives) = ruleset.indicators[index].method
    else { return name }
    return name + say("，方案", ", ") + say.quoted(alternatives[number].name)
  }

  /// What is to be met.
  func what(_ goal: CoverageGoal) -> String {
    switch goal.kind {
    case .band(let clause), .case(let clause): return clause.text
    case .boundary(let boundary):
      return say("边界 ", "end ") + end(boundary, type(of: goal)) + side(boundary)
    case .gradeBoundary(let boundary):
      return say("总分 ", "total ") + end(boundary, .number(.plain)) + side(boundary)
    case .whenMissing:
      return goal.indicator.flatMap { ruleset.indicators[$0].whenMissing?.clause.text } ?? ""
    case .item(let number, let isMet):
      return clause(goal, number) + (isMet ? say("：做到", ": met") : say("：没有做到", ": not met"))
    case .deduction(let number, let isCounted):
      return clause(goal, number)
        + (isCounted ? say("：有", ": counted") : say("：没有", ": not counted"))
    case .alternative(let number):
      guard let index = goal.indicator,
        case .bestOf(let alternatives) = ruleset.indicators[index].method
      else { return "" }
      return say("方案", "alternative ") + say.quoted(alternatives[number].name)
        + say("最优", " is best")
    case .judged: return say("评定", "judged")
    case .formula: return say("得分算式", "formula")
    case .grade(let index): return ruleset.grades[index].name
    case .veto(let index, let holds):
      return say.quoted(ruleset.vetoes[index].text) + truth(holds)
    case .adjustment(let index, let holds):
      let adjustment = ruleset.adjustments[index]
      let text = RulesetPlaces(ruleset).text(adjustment.range)
      return (adjustment.text.map { say.quoted($0) } ?? text) + truth(holds)
    }
  }

  private func truth(_ holds: Bool) -> String {
    holds ? say("：成立", ": holds") : say("：不成立", ": does not hold")
  }

  private func side(_ boundary: CoverageGoal.Boundary) -> String {
    switch boundary.side {
    case .at: say("：恰好", ": at it")
    case .below: say("：少一点", ": just below")
    case .above: say("：多一点", ": just above")
    }
  }

  private func end(_ boundary: CoverageGoal.Boundary, _ type: ValueType) -> String {
    if let value = boundary.value {
      if case .number(let number) = type, number.dimension == .none, !number.isRatio {
        return value.description
      }
      return ValueText(units: ruleset.units).text(value, type)
    }
    return boundary.end.map { RulesetPlaces(ruleset).text($0.range) } ?? ""
  }

  private func method(of goal: CoverageGoal) -> Method? {
    guard let index = goal.indicator else { return nil }
    guard let number = goal.alternative else { return ruleset.indicators[index].method }
    guard case .bestOf(let alternatives) = ruleset.indicators[index].method else { return nil }
    return alternatives[number].method
  }

  private func type(of goal: CoverageGoal) -> ValueType {
    guard case .bands(let bands)? = method(of: goal) else { return .number(.plain) }
    return bands.measure.type
  }

  private func clause(_ goal: CoverageGoal, _ number: Int) -> String {
    switch method(of: goal) {
    case .checklist(let items, _)?:
      return items[number].text.map { say.quoted($0) } ?? items[number].clause.text
    case .deductions(let lines)?:
      return lines[number].text.map { say.quoted($0) } ?? lines[number].clause.text
    default: return ""
    }
  }
}

extension CoverageGoal.Class {
  /// Its name in a report.
  func name(_ say: Wording) -> String {
    switch self {
    case .bands: say("分档", "bands")
    case .boundaries: say("边界", "ends")
    case .cases: say("情形", "cases")
    case .items: say("要点", "items")
    case .deductions: say("扣分", "deductions")
    case .alternatives: say("方案", "alternatives")
    case .other: say("其他", "other")
    case .grades: say("等次", "grades")
    case .whole: say("总体", "whole")
    }
  }
}

extension RuleMutant.Class {
  /// Its name in a report.
  func name(_ say: Wording) -> String {
    switch self {
    case .thresholds: say("界限", "thresholds")
    case .brackets: say("开闭", "brackets")
    case .points: say("分数", "points")
    case .steps: say("步长", "steps")
    }
  }
}
